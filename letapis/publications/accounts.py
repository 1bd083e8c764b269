"""Why a figure, an event or a claim is as it is: one paragraph that says everything its claims and reports can tell.

Works on the claims, reports and origins of one event alone, so that it can be had without the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from letapis.claims.claim import Claim
from letapis.publications.amounts import amount, counted, noun, words
from letapis.publications.beside import absence_lines, addition_lines, whole_line
from letapis.publications.differences import why as differences
from letapis.publications.interface import Interface
from letapis.publications.sentences import MOST_SAID, definition_of, interval, lead_amount, origin_name
from letapis.registry.absences import Absence
from letapis.registry.chains import Step, chain, outlet
from letapis.registry.counts import Interval, disjoint
from letapis.registry.figures.additions import additions, words_in
from letapis.registry.readings import is_vague, meant
from letapis.registry.record import Event, Figure, Origin, Reading, Record
from letapis.sources.document import Document


@dataclass(frozen=True, slots=True)
class Around:
    """What else bears on an account, each as far as it is at hand: it is told, and never needed."""

    figures: tuple[Figure, ...] = ()  # others of the event, and those that relations lead to
    absences: tuple[Absence, ...] = ()
    event: Event | None = None
    table: str = ""  # of vague words, where it was chosen


NOTHING = Around()


def why(  # noqa: PLR0913  (what an account rests on is named one by one)
    figure: Figure,
    claims: Iterable[Claim],
    documents: Iterable[Document],
    origins: Iterable[Origin],
    *,
    around: Around = NOTHING,
    language: str = "en",
) -> str:
    """What is counted, the value and its rule, the readings, why they differ, the way each came, and what denies it."""
    return " ".join(dict.fromkeys(_Account(claims, documents, origins, around, language).figure(figure)))


def why_event(  # noqa: PLR0913  (as above)
    event: Event,
    claims: Iterable[Claim],
    documents: Iterable[Document],
    origins: Iterable[Origin],
    *,
    around: Around = NOTHING,
    language: str = "en",
) -> str:
    """What the event is, why its claims are one, what it is linked to, how it came to us, and what denies it."""
    return " ".join(dict.fromkeys(_Account(claims, documents, origins, around, language).event(event)))


def why_claim(claim: Claim, document: Document | None, event: Event | None = None, language: str = "en") -> str:
    """How the words of the report were read, slot by slot, and whether a person confirmed it."""
    account = _Account((claim,), (document,) if document else (), (), Around(event=event), language)
    return " ".join(account.claim(claim))


class _Account:
    """The sentences of one account."""

    def __init__(
        self,
        claims: Iterable[Claim],
        documents: Iterable[Document],
        origins: Iterable[Origin],
        around: Around,
        language: str,
    ) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.documents = {document.id: document for document in documents}
        self.origins = {origin.id: origin for origin in origins}
        self.around = around
        self.words = Interface(language)
        self.told: Mapping[str, Any] = words(language)["account"]

    def _say(self, key: str, **slots: str) -> str:
        return str(self.told[key]).format(**slots)

    # ---- a figure

    def figure(self, figure: Figure) -> Iterator[str]:
        record = Record((), tuple(self.origins.values()), (), (figure, *self._others(figure)))
        yield self._say("counted", what=self._counted(figure))
        yield from self._whole(figure, record)
        yield self._value(figure)
        yield self._readings(figure)
        yield differences(figure, record, (), self.words.language, brief=True)
        yield from self._outside(figure)
        yield from self._moment(figure)
        yield from self._additions(figure)
        yield from self._chains(claim for reading in figure.readings for claim in reading.claims)
        yield from self._maybe_one(figure)
        yield from self._absences()
        if self.around.table and any(one.words and is_vague(one) for one in figure.readings):
            yield self._say("table", table=self.around.table)
        yield from self._standing()

    def _others(self, figure: Figure) -> tuple[Figure, ...]:
        return tuple(one for one in self.around.figures if one.id != figure.id)

    def _counted(self, figure: Figure) -> str:
        words = self.words
        parts = [words.measure(figure.measure), words.code("unit", figure.unit)]
        if figure.population:
            known = [noun(code, "many", words.language) for code in figure.population.split("+")]
            parts.append(self._say("group", group=", ".join(known)))
        if figure.criteria:
            parts.append(definition_of(figure, self.origins, words.language))
        elif figure.definition:
            parts.append(self._say("defined", definition=figure.definition))
        parts += [words.places(figure.place), words.dates(figure.date) if figure.date else ""]
        return ", ".join(part for part in parts if part)

    def _whole(self, figure: Figure, record: Record) -> Iterator[str]:
        for one in self.around.figures:
            if one.id == figure.subset_of:
                yield whole_line(one, record, self.words.language)

    def _value(self, figure: Figure) -> str:
        if figure.published is None:
            return self._say("unpublished")
        value = lead_amount(figure, self.words.language).text  # the words of the sentence that leads the page
        return self._say("value", amount=value, rule=self.words.code("rule", figure.published.rule))

    def _readings(self, figure: Figure) -> str:
        last = sorted(figure.readings, key=lambda one: (not one.standing, -(one.low or one.high or 0), one.id))
        listed = [self._reading(one) for one in last[:MOST_SAID]]
        if len(last) > MOST_SAID:
            listed.append(self._say("more", count=counted(len(last) - MOST_SAID, "more", self.words.language)))
        return self._say("readings", readings="; ".join(listed))

    def _reading(self, reading: Reading) -> str:
        if reading.as_of is None:
            moment = self._say("undated")
        else:
            moment = self.words.moment(reading.as_of)
            moment = moment if reading.stated else self._say("report", moment=moment)
        if not reading.standing:
            moment = f"{moment}, {self._say('earlier')}"
        value = self._amount(interval(reading))
        return self._say("reading", amount=value, origin=self._origin(reading.origin), moment=moment)

    def _amount(self, value: Interval) -> str:
        return amount(value, self.words.language).text

    def _origin(self, name: str) -> str:
        origin = self.origins.get(name)
        return origin_name(origin, self.words.language, article=False) if origin else name.partition(":")[2]

    def _outside(self, figure: Figure) -> Iterator[str]:
        """Dissent: what stands and cannot be true together with the published value."""
        if figure.published is None:
            return
        value = figure.published.low, figure.published.high
        outside = [one for one in figure.readings if one.standing and disjoint(meant(one), value)]
        if outside:
            yield self._say("outside", readings="; ".join(map(self._reading, outside[:MOST_SAID])))

    def _moment(self, figure: Figure) -> Iterator[str]:
        stated = [one.as_of for one in figure.readings if one.standing and one.stated and one.as_of]
        if stated:
            yield self._say("state", moment=self.words.moment(max(stated)))

    def _additions(self, figure: Figure) -> Iterator[str]:
        by_id = {one.id: one for one in (figure, *self._others(figure))}
        found = additions(by_id.values(), words_in(self.claims))
        checks = (one for one in found if figure.id in {one.whole, *one.parts})
        yield from addition_lines(checks, by_id, self.words.language)

    # ---- how it came, what denies it

    def _chains(self, claims: Iterable[str]) -> Iterator[str]:
        found: dict[str, None] = {}
        for name in claims:
            steps = self._chain(name)
            found.update(dict.fromkeys(map(self._step, steps, steps[1:])))
        if found:
            yield self._say("chain", steps="; ".join(found))

    def _chain(self, name: str) -> tuple[Step, ...]:
        claim = self.claims.get(name)
        if claim is None:
            return ()
        origin = next((one for one in self.origins.values() if claim.document in one.documents), None)
        return chain(claim, self.documents, origin)

    def _step(self, step: Step, source: Step) -> str:
        return str(self.told["step"][source.how]).format(name=step.name, source=source.name)

    def _maybe_one(self, figure: Figure) -> Iterator[str]:
        """Origins of which a report of one says that it took the number from a report of the other."""
        standing = [one for one in figure.readings if one.standing]
        reports = {one.id: {name.rsplit(":", 2)[0] for name in one.claims} for one in standing}
        for one in standing:
            taken = {step.document for name in one.claims for step in self._chain(name)[1:] if step.document}
            for other in standing:
                if other.origin != one.origin and taken & reports[other.id]:
                    yield self._say("maybe_one", left=self._origin(one.origin), right=self._origin(other.origin))

    def _absences(self) -> Iterator[str]:
        yield from absence_lines(self.around.absences, self.documents, self.words.language)

    def _standing(self) -> Iterator[str]:
        if self.around.event is not None:
            yield self._say("confirmed" if self.around.event.confirmed else "machine")

    # ---- an event

    def event(self, event: Event) -> Iterator[str]:
        words = self.words
        what = (words.type(event.type), words.places(event.place), words.dates(event.date) if event.date else "")
        yield self._say(
            "event",
            what=", ".join(part for part in what if part),
            claims=counted(len(event.claims), "claims", words.language),
            origins=counted(len(event.origins), "origins", words.language),
        )
        reasons = [words.reason(one) or one for one in event.reasons]
        yield self._say("joined", reasons="; ".join(reasons)) if reasons else self._say("single")
        if event.links:
            yield self._say("links", links="; ".join(self._links(event)))
        yield from self._chains(event.claims)
        yield from self._absences()
        yield self._say("confirmed" if event.confirmed else "machine")

    def _links(self, event: Event) -> Iterator[str]:
        for one in event.links:
            kind = self.told["kind"].get(one.kind, one.kind.replace("_", " "))
            yield self._say("link", kind=kind, event=one.event, reason=self.words.reason(one.reason) or one.reason)

    # ---- a claim

    def claim(self, claim: Claim) -> Iterator[str]:
        report = self.documents.get(claim.document)
        name = outlet(report) if report else claim.document
        yield self._say("claim", quote=_line(claim.quote), name=name, what=", ".join(self._read_as(claim)))
        if claim.reasons:
            yield self._say("why_slots", slots="; ".join(self._slots(claim)))
        yield from self._standing()

    def _read_as(self, claim: Claim) -> Iterator[str]:
        words = self.words
        yield words.type(claim.type)
        if claim.status != "happened":
            yield words.code("status", claim.status)
        if claim.count:
            yield f"{self._amount((claim.count.low, claim.count.high))} ({words.code('unit', claim.count.unit)})"
        yield from (part for part in (words.places(claim.place), words.dates(claim.date) if claim.date else "") if part)

    def _slots(self, claim: Claim) -> Iterator[str]:
        for one in claim.reasons:
            slot = self.words.code("slot", one.slot)
            if one.words:
                yield self._say("slots_words", slot=slot, rule=one.rule, words=_line(one.words))
            else:
                yield self._say("slots", slot=slot, rule=one.rule)


def _line(text: str) -> str:
    return " ".join(text.split())
