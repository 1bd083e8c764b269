"""Bodies that reports credit, in every language and case: Viasna, Вясна and Весна are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.endings import stem
from letapis.names.letters import fold_letters
from letapis.vocabulary.resources import table

WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)*")
LONGEST = 12  # words of the longest text that is looked at


@dataclass(frozen=True, slots=True)
class Body:
    """A body that speaks or acts. `kind`: state, ngo, media, union, international, company, opposition."""

    code: str
    kind: str
    labels: dict[str, str]


def key(name: str) -> tuple[str, ...]:
    """A name as the look-up compares it: folded words without their endings."""
    return tuple(stem(fold_letters(word).removesuffix("'s").replace("'", "")) for word in WORD.findall(name))


@cache
def bodies() -> dict[str, Body]:
    """All bodies by code."""
    return {code: Body(code, entry["kind"], entry["label"]) for code, entry in table("bodies.toml").items()}


@cache
def names() -> dict[tuple[str, ...], str]:
    """Code of the body by the key of each of its names."""
    found: dict[tuple[str, ...], str] = {}
    for code, entry in table("bodies.toml").items():
        for name in (*entry["label"].values(), *entry["spellings"]):
            found.setdefault(key(name), code)
    return found


@cache
def _countries() -> frozenset[str]:
    """Stems of the words that only say of which country a body is."""
    from letapis.vocabulary.gazetteer import rows

    words: set[str] = set()
    for row in rows("countries.tsv"):
        for cell in (
            row[0],
            row[2],
            row[3],
            *row[5].split(";"),
            *row[6].split(";"),
            *row[7].split(";"),
            *row[8].split(";"),
        ):
            part = key(cell)
            if len(part) == 1 and len(part[0]) > 2:
                words.add(part[0])
    return frozenset(words)


@lru_cache(maxsize=16384)
def recognise(text: str) -> Body | None:
    """The body that a text names, where it names nothing else: "the Interior Ministry of Belarus", «Вясны»."""
    if len(text) > 200:
        return None
    whole = key(text)
    if not whole or len(whole) > LONGEST:
        return None
    code = names().get(whole) or _reduced(whole)
    return bodies()[code] if code else None


@cache
def _around() -> frozenset[str]:
    return frozenset(stem(fold_letters(word)) for word in table("people.toml")["around_bodies"])


def _reduced(whole: tuple[str, ...]) -> str | None:
    """The code behind a name with the words around it, and then the country, left out."""
    index = names()
    without_country = tuple(word for word in whole if word not in _countries())
    if found := index.get(without_country):
        return found
    for kept in (whole, without_country):
        start, stop = 0, len(kept)
        while start < stop and kept[start] in _around():
            start += 1
            if found := index.get(kept[start:stop]):
                return found
        while stop > start and kept[stop - 1] in _around():
            stop -= 1
            if found := index.get(kept[start:stop]):
                return found
    return None
