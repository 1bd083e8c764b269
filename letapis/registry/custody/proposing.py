"""What the machine proposes of one person's custody, from the claims that name the person: stretches, never persons.

A function of the claims alone. It pairs a taking with the release that ended it; where it cannot pair, it leaves open.
Everything it says is a proposal with the claims that it rests on, for people to accept, correct or reject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from letapis.claims.claim import Claim
from letapis.registry.custody.episode import after
from letapis.registry.custody.limits import step
from letapis.registry.custody.subjects import parted
from letapis.registry.custody.voices import CHARGED, LOST, OUT, STATED, TAKEN, TERM, Known, Voice, voice_of
from letapis.registry.model.naming import named
from letapis.registry.model.statement import Statement
from letapis.registry.model.values import PartialDate


@dataclass(slots=True)
class Draft:
    """A stretch in the making: who says that it began, that it ended, and what else is told of it."""

    began: list[Voice] = field(default_factory=list)
    ended: list[Voice] = field(default_factory=list)
    told: list[Voice] = field(default_factory=list)  # terms, charges, and takings without a day

    @property
    def first(self) -> PartialDate | None:
        """The earliest day that is told for its begin."""
        return min((one.day for one in self.began), default=None)

    @property
    def voices(self) -> list[Voice]:
        """All who speak of it."""
        return [*self.began, *self.ended, *self.told]


def proposed_episodes(key: str, claims: Iterable[Claim], known: Known) -> Iterator[Statement]:
    """Statements of the stretches of custody that the claims tell of the person of that key.

    `known` gives the moment when the archive knew a document. Names of one key that contradict one another are apart.
    """
    voices = [voice for claim in claims for voice in voice_of(claim, key, known)]
    leads = parted(voice.name for voice in voices)
    of_one: dict[str, list[Voice]] = defaultdict(list)
    for voice in sorted(voices, key=lambda one: one.id):
        of_one[leads[voice.name]].append(voice)
    for lead in sorted(of_one):
        drafts = _drafts(of_one[lead])
        for number, draft in enumerate(drafts, 1):
            yield from _statements(key, draft, drafts[number] if number < len(drafts) else None)


def _drafts(voices: Sequence[Voice]) -> list[Draft]:
    """The stretches of one person, in the order of their days."""
    voices = [_as_meant(one, voices) for one in voices]
    takings = [one for one in voices if one.says in {TAKEN, LOST}]
    drafts = _takings([one for one in takings if one.days], _days_out(voices))
    for one in _narrow_first(one for one in voices if one.says in {OUT, STATED} and one.days):
        _end(drafts, one)
    drafts.sort(key=_place_in_time)
    for one in takings:
        if not one.days:
            _beside(drafts, one)
    for one in voices:
        if one.says in {TERM, CHARGED}:
            _term(drafts, one)
        elif one.says in {OUT, STATED} and not one.days:
            _end_undated(drafts, one)
    return sorted(drafts, key=_place_in_time)


def _as_meant(voice: Voice, voices: Iterable[Voice]) -> Voice:
    """A term of custody told within a release, "was released after 55 days in custody", is no taking of its own."""
    out = (one.claim for one in voices if one.says in {OUT, STATED})
    if voice.says == TAKEN and voice.term is not None and any(_overlap(voice.claim, other) for other in out):
        return replace(voice, says=STATED)
    return voice


def _overlap(one: Claim, other: Claim) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _takings(takings: Iterable[Voice], out: Sequence[date]) -> list[Draft]:
    """Takings told for the same day, or for days side by side without a release between them, are one stretch."""
    drafts: list[Draft] = []
    near = timedelta(days=step("one_taking"))
    for one in _narrow_first(takings):
        fitting = [
            draft for draft in drafts if any(_one_taking(one.day, other.day, near, out) for other in draft.began)
        ]
        if fitting:
            fitting[-1].began.append(one)
        else:
            drafts.append(Draft(began=[one]))
    return drafts


def _one_taking(one: PartialDate, other: PartialDate, near: timedelta, out: Sequence[date]) -> bool:
    apart = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    between = any(min(one.latest, other.latest) < day <= max(one.earliest, other.earliest) for day in out)
    return apart <= near and not between


def _days_out(voices: Iterable[Voice]) -> list[date]:
    return [one.day.earliest for one in voices if one.says in {OUT, STATED} and one.days]


def _narrow_first(voices: Iterable[Voice]) -> list[Voice]:
    """Exact days before months and years, so that "in September" joins the day that somebody tells."""
    return sorted(voices, key=lambda one: (one.day.latest - one.day.earliest, one.day.earliest, one.id))


def _end(drafts: list[Draft], one: Voice) -> None:
    """Give a release to the stretch that it ended; one for which nobody tells the begin makes a stretch of its own."""
    earlier = [
        draft for draft in drafts
        if draft.first and draft.first.earliest <= one.day.latest and all(other.id != one.id for other in draft.began)
    ]  # fmt: skip
    earlier.sort(key=_place_in_time)
    if len(earlier) > 1 and _at_the_gate(earlier[-2], earlier[-1], one):
        earlier.pop()
    near = timedelta(days=step("one_release"))
    if earlier and _one_release(earlier[-1], one, near):
        earlier[-1].ended.append(one)
        return
    alone = [draft for draft in drafts if not draft.began and _one_release(draft, one, near)]
    if alone:
        alone[0].ended.append(one)
    else:
        drafts.append(Draft(ended=[one]))


def _one_release(draft: Draft, one: Voice, near: timedelta) -> bool:
    days = [other.day for other in draft.ended]
    return all(max(one.day.earliest, day.earliest) - min(one.day.latest, day.latest) <= near for day in days)


def _at_the_gate(before: Draft, last: Draft, out: Voice) -> bool:
    """Whether a release is of the stretch before: the person was taken again on that day, told after the release."""
    if before.ended or last.first is None or last.first.latest < out.day.earliest:
        return False
    takings = [one.claim for one in last.began if one.claim.document == out.claim.document]
    return not takings or any(claim.start >= out.claim.start for claim in takings)


def _beside(drafts: list[Draft], one: Voice) -> None:
    """A taking without a day belongs to the stretch that its report tells of; alone it is a stretch without days."""
    mine = _of_report(drafts, one) or drafts
    if mine:
        mine[-1].told.append(one)
    else:
        drafts.append(Draft(told=[one]))


def _term(drafts: list[Draft], one: Voice) -> None:
    """Give a term to the stretch in which it was given; a term alone makes one."""
    if one.days:
        day = one.days
        open_then = [
            draft for draft in drafts
            if draft.first and draft.first.earliest <= day.latest
            and all(other.day.latest >= day.earliest for other in draft.ended if other.days)
        ]  # fmt: skip
    else:
        open_then = _of_report(drafts, one) or (drafts if len(drafts) == 1 else [])
    if open_then:
        open_then[-1].told.append(one)
    elif one.says == TERM and one.term is not None:
        drafts.append(Draft(told=[one]))


def _end_undated(drafts: list[Draft], one: Voice) -> None:
    """A release without a day ended the last stretch of its report that nobody else ended."""
    mine = [draft for draft in _of_report(drafts, one) if not draft.ended]
    if mine:
        mine[-1].ended.append(one)


def _of_report(drafts: Iterable[Draft], one: Voice) -> list[Draft]:
    return [draft for draft in drafts if any(other.claim.document == one.claim.document for other in draft.voices)]


def _place_in_time(draft: Draft) -> tuple[date, str]:
    dated = [one.days.earliest for one in (*draft.began, *draft.ended, *draft.told) if one.days]
    return min(dated, default=date.max), min(one.id for one in draft.voices)


def _statements(key: str, draft: Draft, later: Draft | None) -> Iterator[Statement]:
    entry = _named(key, draft)
    for one in draft.voices:
        yield _said(one, entry, "person", one.name)
        if one.kind:
            yield _said(one, entry, "kind", one.kind)
            yield from (_said(one, entry, "place", place) for place in one.claim.place[-1:])
        if one.says == LOST:
            yield _said(one, entry, "whereabouts", "unknown")
        if one.fine is not None:
            yield _said(one, entry, "fine", one.fine.text, one.words)
        if one.term is not None and one.says in {TAKEN, TERM}:
            yield _said(one, entry, "sanction", one.term.text, one.words)
        if one.says in {TERM, CHARGED}:
            yield _said(one, entry, "stage", "judged" if one.says == TERM else "charged")
        if one.says == STATED and one.term is not None and one.term.of("days"):
            yield _said(one, entry, "stated_days", f"{one.term.of('days'):g}", one.words)
        yield from (_said(one, entry, "taken_by", who) for who in one.claim.who if one.says == TAKEN)
    yield from _begins(draft, entry)
    yield from _ends(draft, later, entry)


def _begins(draft: Draft, entry: str) -> Iterator[Statement]:
    for one in _without_wider(draft.began):
        yield _said(one, entry, "began", one.day.text)
    for one in draft.told if not draft.began and not draft.ended else ():
        if one.says == TERM and one.days and one.term and set(_units(one)) <= {"days", "hours"}:
            first = one.days.earliest - timedelta(days=3)  # a court sees the person within 72 hours
            yield _said(one, entry, "began", f"{first.isoformat()}/{one.days.latest.isoformat()}~")


def _units(one: Voice) -> list[str]:
    return [unit for _, unit in one.term.parts] if one.term else []


def _ends(draft: Draft, later: Draft | None, entry: str) -> Iterator[Statement]:
    dated = [one for one in draft.ended if one.days]
    for one in _without_wider(dated):
        yield _said(one, entry, "ended", one.day.text)
    if dated or draft.first is None:
        return
    for one in draft.ended:  # let out on no day that is told, but before the report came
        last = date.fromisoformat(one.known[:10]) if one.known else None
        if last is not None and last >= draft.first.earliest:
            yield _said(one, entry, "ended", _within(draft.first.earliest, last))
    if not draft.ended and later is not None and later.first is not None:
        yield from _taken_again(draft, later.began, later.first, entry)


def _taken_again(draft: Draft, again: Sequence[Voice], when: PartialDate, entry: str) -> Iterator[Statement]:
    """Whoever is taken again was out before: when the term was over, else on some day between."""
    assert draft.first is not None  # the caller looked
    for one in draft.voices:
        day = after(draft.first.latest, one.term) if one.term and one.says in {TAKEN, TERM} else None
        if day and day <= when.latest:
            yield _said(one, entry, "ended", f"{day.isoformat()}~")
            return
    one = min(again, key=lambda voice: (voice.day, voice.id))
    yield _said(one, entry, "ended", _within(draft.first.earliest, max(when.latest, draft.first.earliest)))


def _within(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _without_wider(voices: Sequence[Voice]) -> list[Voice]:
    """The voices without those whose days only hold the narrower days of another one."""
    return [one for one in voices if not any(_wider(one.day, other.day) for other in voices)]


def _wider(one: PartialDate, other: PartialDate) -> bool:
    holds = one.earliest <= other.earliest and other.latest <= one.latest
    return holds and one.latest - one.earliest > other.latest - other.earliest


def _named(key: str, draft: Draft) -> str:
    """Named after the voice that the archive knew first: more knowledge does not change the name."""
    held = draft.began or draft.ended or draft.told
    first = min(held, key=lambda one: (one.known, one.id))
    which = "began" if draft.began else "ended" if draft.ended else "told"
    return named("episode", key, first.name.casefold(), which, first.days.text if first.days else "")


def _said(one: Voice, entry: str, slot: str, value: str, words: str = "") -> Statement:
    return Statement(f"{one.id}.{slot}", entry, slot, value, one.known, words=words, rests_on=(one.id,))

