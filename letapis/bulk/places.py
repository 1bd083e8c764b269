"""The keys by which the linker compares towns: the town of the gazetteer where a spelling is known, else its sounds."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from letapis.names.folding import fold

WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
KINDS = frozenset(("г", "гор", "горад", "город", "м", "пос", "аг", "д", "в", "вёска", "деревня", "city", "town"))


@cache
def _known() -> dict[str, str]:
    """Name of a town of Belarus in the gazetteer by the first key of each of its spellings."""
    from letapis.vocabulary.gazetteer import rows

    found: dict[str, str] = {}
    for row in rows("belarus.tsv"):
        for spelling in (row[0], row[4], row[5], *row[8].split(";")):
            found.setdefault(_key(spelling), row[0])
    return found


def _key(text: str) -> str:
    return "".join(keys[0] for word in WORD.findall(text) if word.lower() not in KINDS and (keys := fold(word)))


@lru_cache(maxsize=1 << 16)
def town_keys(text: str) -> tuple[str, ...]:
    """The readings of a town as written, the likeliest first; none where nothing is written."""
    words = [fold(word) for word in WORD.findall(text[:100]) if word.lower() not in KINDS]
    words = [keys for keys in words if keys]
    if not words:
        return ()
    readings = ["".join(keys[0] for keys in words), *(words[0] if len(words) == 1 else ())]
    known = [_known()[reading] for reading in readings if reading in _known()]
    return (known[0],) if known else tuple(dict.fromkeys(readings))
