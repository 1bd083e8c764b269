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
    for seam in SEAM.finditer(text):
        before = text[max(0, seam.start() - LONGEST) : seam.start() + 1]
        after = text[seam.start() : seam.start() + LONGEST]
        found.setdefault(LETTERS.findall(before)[-1][:-1] + LETTERS.findall(after)[0])  # the seam itself is letters
        if len(found) == MOST:
            break
    return tuple(found)
