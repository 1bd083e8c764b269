"""Makes the lines of `gazetteer/spellings.tsv` and `long_names.tsv` out of the gazetteer's tables.

Only their builder and their test call this: at run time nothing of the world is folded or sorted.
"""

from __future__ import annotations

from letapis.vocabulary import romanisation
from letapis.vocabulary.gazetteer import Place, all_names, fold, place

RANK = {"country": 0, "region": 2, "district": 3}
SHORTEST = 3
LEAST_LATIN = 4  # letters of a further spelling that the whole world may carry
ACRONYMS = frozenset({"us", "uk", "рф", "рб"})
TIMES_LARGER = 8  # a namesake so much larger leaves no doubt


def lines() -> list[str]:
    """Spelling and the canonical names it may stand for, the likeliest first, sorted by spelling."""
    found: dict[str, list[Place]] = {}
    for known in filter(None, map(place, all_names())):
        for spelling in _spellings(known):
            entries = found.setdefault(spelling, [])
            if known not in entries:
                entries.append(known)
    return ["\t".join([spelling, *_likely(entries)]) for spelling, entries in sorted(found.items())]


def _likely(entries: list[Place]) -> list[str]:
    ranked = sorted(entries, key=_rank)
    first = ranked[0]
    if first.kind in ("country", "region") or first.stands_for:
        return [first.name]
    return [known.name for known in ranked if known is first or known.population * TIMES_LARGER >= first.population]


def _spellings(known: Place) -> dict[str, None]:
    own = [known.name, known.labels["be"], known.labels["ru"]]
    spellings = dict.fromkeys(fold(name) for name in own if name)
    for name in known.spellings:
        folded = fold(name)
        if folded in ACRONYMS or len(folded) >= (
            SHORTEST if known.kind == "country" or known.stands_for else LEAST_LATIN
        ):
            spellings[folded] = None
    if known.country == "Belarus" and known.kind in ("city", "town", "village") and known.labels["be"] != known.name:
        for spelled in romanisation.spellings(known.labels["be"], known.labels["ru"]):
            if len(spelled) >= LEAST_LATIN:
                spellings[fold(spelled)] = None
    return {each: None for each in spellings if len(each) >= SHORTEST or each in ACRONYMS or known.kind == "city"}


def _rank(known: Place) -> tuple[int, int, int, str]:
    """Countries, then the sites and towns of Belarus, then the larger place."""
    kind = RANK.get(known.kind, 1)
    if known.name == "Georgia (U.S. state)":
        kind = 9
    return kind, 0 if known.country == "Belarus" and known.kind != "village" else 1, -known.population, known.name
