"""An event of the record, or a part of its claims, as the match sees it: what is compared of it, in one value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from letapis.claims.claim import Claim, DateInterval
from letapis.claims.tokens import tokenise
from letapis.registry.cluster import together
from letapis.registry.counts import Interval, hull
from letapis.registry.entry import CountKey, Entry, entry_of, name_key
from letapis.registry.matching import traits
from letapis.registry.matching.words import Rarity, Vector, bare
from letapis.registry.places import widest
from letapis.registry.record import Event
from letapis.registry.search.withheld import withheld
from letapis.vocabulary.resources import table
from letapis.vocabulary.types import claim_types

GENERAL = Rarity(0, {})  # what is rare in this record is of no account, so that a newcomer changes nothing else


@dataclass(frozen=True, slots=True)
class Occasion:
    """What claims that are one tell together. `kin` is the name under which types may be one occurrence."""

    id: str
    types: frozenset[str]
    kin: str
    standing: str
    date: DateInterval | None
    place: tuple[str, ...]
    persons: tuple[str, ...]  # to whom it was done, as written
    actors: frozenset[str]
    counts: Mapping[CountKey, Interval]
    documents: frozenset[str]
    claims: tuple[str, ...]
    words: Vector  # of the quotes
    names: Vector


def of_event(event: Event, claims: Mapping[str, Claim], silent: frozenset[str] = frozenset()) -> Occasion | None:
    """An event of the record; None for a total and where none of its claims is known. `silent`: as in `of_claims`."""
    held = [claims[one] for one in event.claims if one in claims]
    return of_claims(event.id, held, event.date, event.place, silent) if held and event.scope == "event" else None


def silent_claims(claims: Iterable[Claim]) -> frozenset[str]:
    """Claims whose words are not looked at: what somebody was made to say, and what only repeats it."""
    of_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_report[claim.document].append(claim)
    return frozenset().union(*map(withheld, of_report.values()))


def of_claims(
    identity: str,
    claims: Iterable[Claim],
    day: DateInterval | None = None,
    place: tuple[str, ...] = (),
    silent: frozenset[str] = frozenset(),
) -> Occasion:
    """Claims that are one, at least one of them. Day and place not given are the narrowest and the widest told.

    Of the claims in `silent` the quotes are not read.
    """
    entries = [entry_of(claim, None) for claim in sorted(claims, key=lambda claim: claim.id)]
    words, names = _quoted([entry for entry in entries if entry.id not in silent])
    return Occasion(
        id=identity,
        types=frozenset(entry.claim.type for entry in entries),
        kin=kin_of(entries[0]),
        standing=entries[0].standing,
        date=day or _narrowest(entries),
        place=place or widest(entry.claim.place for entry in entries),
        persons=_persons(entries),
        actors=together(entry.actors for entry in entries),
        counts=_counts(entries),
        documents=frozenset(entry.claim.document for entry in entries),
        claims=tuple(entry.id for entry in entries),
        words=words,
        names=names,
    )


@cache
def _wide_families() -> frozenset[str]:
    return frozenset(table("matching.toml")["events"]["one_kin"])


def kin_of(entry: Entry) -> str:
    """The kin of its type; of the families whose types are easily told for one another, the family."""
    known = claim_types().get(entry.claim.type)
    return known.family if known and known.family in _wide_families() else entry.kin


def _narrowest(entries: list[Entry]) -> DateInterval | None:
    dates = [entry.claim.date for entry in entries if entry.claim.date]
    return min(dates, key=lambda one: ((one.last - one.first).days, one.first, one.last), default=None)


def _persons(entries: list[Entry]) -> tuple[str, ...]:
    """Names of those to whom it was done; none of a group in which some are named."""
    return tuple(sorted({name for entry in entries if entry.persons for name in entry.claim.whom if name_key(name)}))


def _counts(entries: list[Entry]) -> dict[CountKey, Interval]:
    held: dict[CountKey, list[Interval]] = defaultdict(list)
    for entry in entries:
        count = entry.claim.count
        if count and not entry.claim.subset_of:
            held[entry.key].append((count.low, count.high))
    return {key: hull(intervals) for key, intervals in held.items()}


def _quoted(entries: list[Entry]) -> tuple[Vector, Vector]:
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for quote in sorted({entry.claim.quote for entry in entries}):
        tokens = tokenise(quote)
        for index, word in enumerate(tokens.words):
            if len(word) < 2 or not word[0].isalpha():
                continue
            words[bare(word)] += 1
            if tokens.raw(index)[0].isupper() and not tokens.at_sentence_start(index):
                names[traits.name_key(word)] += 1
    return GENERAL.vector(words), GENERAL.vector(names)
