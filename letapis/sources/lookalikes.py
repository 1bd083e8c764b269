"""Words made of letters of two alphabets: an accident of the keyboard, or a name that is not what it seems."""

from __future__ import annotations

import re

SEAM = re.compile(r"[A-Za-z\u00c0-\u024f][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f]")
LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]+")
LONGEST = 40  # letters of a word, on each side of the seam
MOST = 20  # words that are named


def mixed_words(text: str) -> tuple[str, ...]:
    """The words with Latin and Cyrillic letters side by side, each once, in their order; at most twenty."""
    found: dict[str, None] = {}
    if text.isascii():
        return ()
    place = 0
    while (seam := SEAM.search(text, place)) and len(found) < MOST:
        before = LETTERS.findall(text[max(place, seam.start() - LONGEST) : seam.start() + 1])[-1]
        whole = LETTERS.match(text, seam.start())
        place = whole.end() if whole else seam.end()
        found.setdefault(before[:-1] + text[seam.start() : min(place, seam.start() + LONGEST)])
    return tuple(found)
