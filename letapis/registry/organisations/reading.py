"""Organisations, their offices and memberships as tables show them: every source stands, and nobody is joined here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from letapis.names.organisations.comparing import compare_organisations
from letapis.names.organisations.reading import read_organisation
from letapis.registry.counts import Interval
from letapis.registry.model.folding import Entry
from letapis.registry.model.statement import Statement
from letapis.registry.model.values import PartialDate
from letapis.registry.organisations.naming import sort_of
from letapis.registry.standing import REJECTED, counts, dates, of_kind, sources

ORGANISATION, OFFICE, MEMBERSHIP = "organisation", "office", "membership"
AROUND = frozenset({OFFICE, MEMBERSHIP, "closure"})
COUNTED_ONLY = frozenset({"chat", "channel"})  # kinds whose members are counted, never listed
COMMON = 200  # organisations that share a word: it tells none from another


@dataclass(frozen=True, slots=True)
class Holder:
    """An office that somebody holds, as one source names it; rival titles of one office are several of these."""

    office: str
    person: str
    bodies: tuple[str, ...]
    title: str
    words: str
    began: tuple[PartialDate, ...]
    ended: tuple[PartialDate, ...]
    told_for: tuple[PartialDate, ...]
    rests_on: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Likely:
    """Two organisations that may be one, with the score and its reason; people say whether they are."""

    left: str
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share of eligible residents who signed, in per cent, against the share that the law asks for."""

    share: tuple[float | None, float | None]
    needed: float
    reached: bool | None  # None where it cannot be told


def holders_of(offices: Iterable[Entry], on: date | None = None) -> tuple[Holder, ...]:
    """Who holds which of the offices, by source. `on` leaves out terms that were over or not begun on a day."""
    held = (one for one in of_kind(offices, OFFICE) if _in_office(one, on))
    return tuple(holder for entry in held for holder in _holders(entry))


def by_organisation(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """Id of an organisation -> the offices, memberships and closures that name it by its entry.

    Under the empty id stand those that name none so.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind in AROUND and entry.verdict != REJECTED:
            for organisation in entry.values("organisation") or ("",):
                found[organisation].append(entry)
    return {name: tuple(held) for name, held in found.items()}


def remarks(entries: Iterable[Entry]) -> Iterator[str]:
    """What should not stand: a member of a chat by name, where only the number may be kept."""
    held = list(entries)
    secret = {one.id for one in of_kind(held, ORGANISATION) if COUNTED_ONLY & set(one.values("kind"))}
    for one in of_kind(held, MEMBERSHIP):
        if one.values("member") and secret & set(one.values("organisation")):
            yield f"{one.id}: names a member of a chat or channel; members of these are counted, never listed"


def likely_same(organisations: Iterable[Entry], least: float = 0.8) -> Iterator[Likely]:
    """Pairs of organisations whose names may be one, the likeliest first; what people joined already is one entry."""
    held = {one.id: one for one in organisations}
    found = [_likely(held[left], held[right]) for left, right in _pairs(held.values())]
    yield from sorted((one for one in found if one.score >= least), key=lambda one: (-one.score, one.left, one.right))


def threshold_of(entry: Entry) -> Threshold | None:
    """Whether enough residents signed for a representative; None where signatures or the share are not told."""
    needed = entry.one("threshold")
    signed, eligible = counts(entry, "signatures"), counts(entry, "eligible")
    if not needed or not signed or not eligible:
        return None
    share = _share((signed[0].low, signed[0].high), (eligible[0].low, eligible[0].high))
    return Threshold(share, float(needed), _reached(share, float(needed)))


def _holders(entry: Entry) -> Iterator[Holder]:
    titles = entry.slots["title"].standing if "title" in entry.slots else ()
    people = entry.values("person")
    for said in titles:
        yield Holder(
            entry.id, people[0] if people else "", entry.values("body"), said.value, said.words, dates(entry, "began"),
            dates(entry, "ended"), dates(entry, "told_for"), _rests_on(said, entry), said.by,
        )  # fmt: skip


def _rests_on(said: Statement, entry: Entry) -> tuple[str, ...]:
    return said.rests_on or sources(entry)


def _in_office(entry: Entry, on: date | None) -> bool:
    if on is None:
        return True
    began, ended = dates(entry, "began"), dates(entry, "ended")
    return not (began and began[0].earliest > on) and not (ended and ended[-1].latest < on)


def _pairs(organisations: Iterable[Entry]) -> list[tuple[str, str]]:
    """Ids of organisations that share a word of their proper names, or its sound."""
    by_word: dict[str, set[str]] = defaultdict(set)
    for entry in organisations:
        for name in entry.values("name"):
            if _bare(name):
                continue
            for word in read_organisation(name).words:
                for sound in word.keys:
                    by_word[sound].add(entry.id)
    return sorted({pair for ids in by_word.values() if len(ids) <= COMMON for pair in combinations(sorted(ids), 2)})


def _bare(name: str) -> bool:
    """Whether a name tells no more than the sort of body: "strike committee" is none that two could share."""
    sort = sort_of(name)
    return sort is not None and (sort.start, sort.end) == (0, len(name))


def _likely(left: Entry, right: Entry) -> Likely:
    answers = [compare_organisations(one, other) for one in left.values("name") for other in right.values("name")]
    best = max(answers, key=lambda answer: answer.score)
    return Likely(left.id, right.id, best.score, best.reason)


def _reached(share: tuple[float | None, float | None], needed: float) -> bool | None:
    low, high = share
    if low is not None and low >= needed:
        return True
    return False if high is not None and high < needed else None


def _share(signed: Interval, eligible: Interval) -> tuple[float | None, float | None]:
    low = 100 * signed[0] / eligible[1] if signed[0] is not None and eligible[1] else None
    high = 100 * signed[1] / eligible[0] if signed[1] is not None and eligible[0] else None
    return low, high
