"""Which place a spelling means: candidates with reasons, narrowed by district, region, country and what stands near.

An ambiguous name stays ambiguous: all its places are told, none is chosen. Places are read out of whole texts elsewhere
(`claims.places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from letapis.names.places.context import Context, Fit, context_of, country_name, fit
from letapis.names.places.index import Entry, PlaceIndex
from letapis.names.places.keys import PlaceKey, bare, name_likeness, place_keys
from letapis.names.places.own import HOMELAND, belarus_index, enriched, neighbours_index, world
from letapis.names.places.words import Spelling, read_spelling
from letapis.vocabulary.gazetteer_rows import PlaceRow

AREAS = frozenset({"country", "region", "district"})
SETTLEMENTS = frozenset({"", "city", "town", "village", "locality", "settlement"})
SURE = 0.97  # a place so likely needs no wider search
DOUBTFUL = 0.8  # below this every name is compared
HOME = 0.9  # below this the neighbours of Belarus are asked as well
LEAST = 0.45  # less is no candidate
SHORTEST = 2  # letters of a name that can be told from others
LIKELY = 0.8
AS_GOOD = 0.02  # candidates no further below the first are as good as it
ENDED = 0.03  # what it costs when a name matches only without its ending
FOREIGN, LESS_NAMED, SLIP = 0.92, 0.96, 0.9
KNOWN_EVERYWHERE = 100_000  # people of a foreign town that a text names without its country
SECOND = 0.02  # what the second reading of a name costs, with or without the word of its kind
MOST_ENDED = 12  # readings without an ending


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a spelling may mean. `score` 0 to 1; `level`: point, settlement, district, region, country."""

    place_id: str
    name: str
    kind: str
    district: str
    region: str
    country: str
    level: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Variant:
    """One reading of the name asked for, what it costs to read it so, and what was done for it."""

    key: PlaceKey
    cost: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    population: int


def resolve(  # noqa: PLR0913  each of them narrows, none is needed
    spelling: str,
    *,
    gazetteer: PlaceIndex | None = None,
    country: str = "",
    district: str = "",
    region: str = "",
    near: Sequence[str] = (),
    kind: str = "",
    limit: int = 5,
) -> tuple[Candidate, ...]:
    """The places that a spelling may mean, the likeliest first; none where nothing is near.

    `gazetteer` (see `index_of`) is that of Letapis unless another is given. What the spelling tells
    itself ("Слабада, Салігорскі раён") narrows as the arguments do, which go first. `near` are places of the same text.
    """
    read = read_spelling(spelling)
    if sum(map(len, read.names[0] if read.names else ())) < SHORTEST:
        return ()
    told = Context(district, region, country, kind)
    if gazetteer is not None:
        found = _search(gazetteer, read, context_of(gazetteer, read, told, near, (gazetteer,)))
    else:
        found = _search_own(read, told, near)
    ranked = sorted(found.values(), key=lambda one: _rank(one, district))
    return tuple(one.candidate for one in ranked[:limit])


def _rank(found: _Found, district: str) -> tuple[float, int, bool, str]:
    """By score; the larger first where that is equal, then the place of which as much is told as was asked."""
    candidate = found.candidate
    return -candidate.score, -found.population, candidate.district != district, candidate.place_id


def likely(candidates: Sequence[Candidate]) -> bool:
    """Whether the first is more than the nearest that is known; under 0.8 the place itself is mostly missing."""
    return bool(candidates) and candidates[0].score >= LIKELY


def ambiguous(candidates: Sequence[Candidate]) -> bool:
    """Whether another place is as good as the first: nothing in the spelling or beside it decides."""
    return len(candidates) > 1 and candidates[0].score - candidates[1].score < AS_GOOD


def index_of(rows: Iterable[PlaceRow]) -> PlaceIndex:
    """The index of a team's own places; what Letapis knows of the towns of Belarus is added to theirs."""
    return PlaceIndex(list(enriched(rows)))


def _search_own(read: Spelling, told: Context, near: Sequence[str]) -> dict[str, _Found]:
    """Belarus first; the world by its exact spellings; the neighbours by sound where that brings nothing."""
    index = belarus_index()
    context = context_of(index, read, told, near, (index,))
    if not context.country and (context.district or context.region):
        context = replace(context, country=HOMELAND)
    abroad = context.country not in ("", HOMELAND) or any(row.country != HOMELAND for row in context.near)
    found = _search(index, read, context)
    for row in _named_abroad(read, index):
        found = _search(PlaceIndex([row]), read, context) | found
    if _best(found) < HOME or abroad:
        found = _search(neighbours_index(), read, context) | found
    return found if abroad or context.kind or context.district else _at_home(found)


def _at_home(found: dict[str, _Found]) -> dict[str, _Found]:
    """The candidates where nothing leads abroad: all stay, the less likely ones less."""
    city = any(one.candidate.kind == "city" and one.candidate.score >= SURE for one in found.values())
    return {place_id: _less_likely(one, namesake=city) for place_id, one in found.items()}


def _less_likely(found: _Found, *, namesake: bool) -> _Found:
    """A small foreign place is less likely, and so is a village where a city has its name, or a slip made it."""
    one, factor = found.candidate, 1.0
    slip = one.score < SURE
    little = one.country != HOMELAND and one.kind in SETTLEMENTS and found.population < KNOWN_EVERYWHERE
    if little or (slip and one.level == "point"):
        factor = FOREIGN
    elif one.kind == "village" and (namesake or slip):
        factor = SLIP if slip else LESS_NAMED
    return replace(found, candidate=replace(one, score=round(one.score * factor, 4)))


def _named_abroad(read: Spelling, index: PlaceIndex) -> list[PlaceRow]:
    rows = [row for words in read.names for row in world(" ".join(words))]
    if not rows and read.inflected:
        rows = [row for last in bare(read.names[0][-1]) for row in world(" ".join((*read.names[0][:-1], last)))]
    return [row for row in dict.fromkeys(rows) if row.place_id not in index.ids]


def _search(index: PlaceIndex, read: Spelling, context: Context) -> dict[str, _Found]:
    """Search as wide as needed: the very names, then names a slip away and without endings, then all names."""
    found: dict[str, _Found] = {}
    variants = [_Variant(key, SECOND * turn) for turn, words in enumerate(read.names) for key in place_keys(words)]
    keys = [variant.key for variant in variants]
    _weigh(index, index.exact(keys), variants, context, found)
    if _best(found) < SURE or read.inflected or any(len(words) > 1 for words in read.names):
        variants += _ended(read)
        for reach in (index.near([one.key for one in variants]), index.of_district(context.district)):
            for one in variants:
                _weigh(index, index.nearest(one.key, reach), [one], context, found)
    if _best(found) < DOUBTFUL:
        _weigh(index, index.sweep(keys), variants, context, found)
    return found


def _best(found: dict[str, _Found]) -> float:
    return max((one.candidate.score for one in found.values()), default=0.0)


def _ended(read: Spelling) -> list[_Variant]:
    """The name without what a language or a case put at its end."""
    variants: dict[str, _Variant] = {}
    cost = 0.0 if read.inflected else ENDED
    words = read.names[0]
    for last in bare(words[-1]):
        for key in place_keys((*words[:-1], last)):
            variants.setdefault(key.joined, _Variant(key, cost, f"read as {last.capitalize()}"))
    return list(variants.values())[:MOST_ENDED]


def _weigh(
    index: PlaceIndex, entries: Iterable[int], variants: list[_Variant], context: Context, found: dict[str, _Found]
) -> None:
    """Score the entries and keep for each place its best."""
    for number in entries:
        entry = index.entries[number]
        score, variant = max(((name_likeness(one.key, entry.key) - one.cost, one) for one in variants), key=_first)
        if score >= LEAST:
            for place in entry.places:
                _keep(found, index.places[place], _reason(entry, score, variant), score, fit(index, place, context))


def _first(pair: tuple[float, _Variant]) -> float:
    return pair[0]


def _keep(found: dict[str, _Found], row: PlaceRow, reason: str, score: float, fitting: Fit) -> None:
    final = round(min(1.0, score * fitting.factor + fitting.gain), 4)
    before = found.get(row.place_id)
    if final >= LEAST and (before is None or final > before.candidate.score):
        found[row.place_id] = _Found(_candidate(row, final, (reason, *fitting.reasons)), row.population)


def _candidate(row: PlaceRow, score: float, reasons: tuple[str, ...]) -> Candidate:
    where = (row.kind, row.district, row.region, country_name(row.country))
    return Candidate(row.place_id, row.names[0], *where, level(row.kind), score, reasons)


def level(kind: str) -> str:
    """How precise a place of that kind is: country, region, district, settlement, or point for a site."""
    if kind in AREAS:
        return kind
    return "settlement" if kind in SETTLEMENTS else "point"


def _reason(entry: Entry, score: float, variant: _Variant) -> str:
    told = f"sounds as {entry.spelling}" if score >= SURE else f"is like {entry.spelling}"
    return f"{variant.reason}, {told}" if variant.reason else told
