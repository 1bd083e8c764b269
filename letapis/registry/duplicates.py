"""Marks that two reports share when one is a copy of the other. Linear in the text; no pair is ever compared.

One-permutation MinHash over runs of six words (Li, Owen and Zhang 2012), cut into bands: texts that share nine in ten
of their runs share a mark nearly always, texts that share a third of them hardly ever.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from itertools import accumulate

from letapis.sources.document import Document

RUN = 6  # words in a run
BINS = 60
ROWS = 5  # bins in a band
SHORTEST = 24  # runs; a shorter text is a copy only where it is the same word for word
SHORTEST_SAME = 8  # words; below it the same words prove nothing
_WORD = re.compile(r"\w+")


def marks(document: Document) -> tuple[tuple[str, str], ...]:
    """(mark, why) of a report; two reports with a common mark are one origin. The reason is for a reader."""
    found: list[tuple[str, str]] = []
    if document.url:
        found.append((f"url:{document.url}", "same address"))
    if document.replaces:
        found.append((f"document:{document.replaces}", "later version of the same report"))
    found.append((f"document:{document.id}", "later version of the same report"))
    return (*found, *text_marks(document.text))


def text_marks(text: str) -> tuple[tuple[str, str], ...]:
    """The marks that come from the words alone."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHORTEST_SAME:
        return ()
    whole = hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]
    same = ((f"text:{whole}", "same text"),)
    if len(words) - RUN + 1 < SHORTEST:
        return same
    bins = _sketch(words)
    bands = (bins[start : start + ROWS] for start in range(0, BINS, ROWS))
    near = ((f"band{number}:{hash_of(band):x}", "nearly the same text") for number, band in enumerate(bands))
    return (*same, *near)


def hash_of(band: list[int]) -> int:
    """One number for a band; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(repr(band).encode(), digest_size=8).digest(), "big")


def _sketch(words: list[str]) -> list[int]:
    """The smallest hash in each of the bins; an empty bin borrows from the next that is not."""
    least = [-1] * BINS
    text = " ".join(words).encode()
    starts = (0, *accumulate(len(word) + 1 for word in text.split(b" ")))
    for start, after in zip(starts, starts[RUN:], strict=False):
        # crc32 is linear; the multiplication (Knuth) spreads it so that bins and values are independent.
        value = zlib.crc32(text[start : after - 1]) * 2654435761 & 0xFFFFFFFF
        value ^= value >> 15
        place = value % BINS
        if least[place] < 0 or value < least[place]:
            least[place] = value
    return [value if value >= 0 else _borrowed(least, place) for place, value in enumerate(least)]


def _borrowed(least: list[int], place: int) -> int:
    for step in range(BINS):
        value = least[(place + step) % BINS]
        if value >= 0:
            return value + step * 0x1_0000_0000
    return 0
