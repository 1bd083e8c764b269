"""Makes the lines of `gazetteer/spellings.tsv` out of the gazetteer's tables. Only its builder and its test call this."""

from __future__ import annotations

from letapis.vocabulary.gazetteer import Place, fold, places

RANK = {"country": 0, "region": 2, "district": 3}
SHORTEST = 3
LEAST_LATIN = 4  # letters of a further spelling that the whole world may carry
ACRONYMS = frozenset({"us", "uk", "рф", "рб"})


def lines() -> list[str]:
    """Spelling and the canonical names it may stand for, the likeliest first, sorted by spelling."""
    found: dict[str, list[Place]] = {}
    for place in places().values():
        for spelling in _spellings(place):
            entries = found.setdefault(spelling, [])
            if place not in entries:
                entries.append(place)
    return [
        "\t".join([spelling, *(place.name for place in sorted(entries, key=_rank))]) for spelling, entries in sorted(found.items())
    ]


def _spellings(place: Place) -> dict[str, None]:
    own = [place.name, place.labels["be"], place.labels["ru"]]
    spellings = dict.fromkeys(fold(name) for name in own if name)
    for name in place.spellings:
        folded = fold(name)
        if folded in ACRONYMS or len(folded) >= (SHORTEST if place.parents == () or place.stands_for else LEAST_LATIN):
            spellings[folded] = None
    return {each: None for each in spellings if len(each) >= SHORTEST or each in ACRONYMS or place.kind == "city"}


def _rank(place: Place) -> tuple[int, int, int, str]:
    """Countries, then the sites and towns of Belarus, then the larger place."""
    kind = RANK.get(place.kind, 1)
    if place.name == "Georgia (U.S. state)":
        kind = 9
    return kind, 0 if place.country == "Belarus" and place.kind != "village" else 1, -place.population, place.name
