"""What the pages show of claims, readings, figures and events: ready for templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from letapis.claims.claim import Claim, DateInterval
from letapis.publications import addresses
from letapis.publications.bars import drawing, range_bar
from letapis.publications.differences import why
from letapis.publications.interface import Interface
from letapis.publications.lookup import Lookup
from letapis.publications.sentences import definition_of, figure_sentence, origin_name
from letapis.publications.visible import plain, visible
from letapis.registry.record import Event, Figure, Reading, Record
from letapis.sources.document import Document
from letapis.vocabulary.types import claim_types

SHORT_QUOTE = 320  # characters of a quote in a list; the page of the source shows all of it


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with its page."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with its source."""

    quote: Markup
    href: str
    source: Markup
    language: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a slot has its value."""

    slot: str
    rule: Markup
    words: Markup


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with all its slots as text; empty where the source does not tell."""

    anchor: str
    quote: QuoteView
    kind: str
    slots: tuple[tuple[str, Markup], ...]  # label, value
    reasons: tuple[ReasonView, ...]
    coder: Markup
    event: str  # address
    event_label: str
    figures: tuple[tuple[str, str], ...]  # address, sentence
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading as a row."""

    anchor: str
    value: str
    words: Markup
    origin: Markup
    origin_kind: str
    as_of: str
    as_of_report: bool  # the moment is only the date of the report
    basis: str
    definition: Markup
    standing: bool
    relations: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as it stands in a list."""

    id: str
    href: str
    sentence: str
    value: str
    date: str
    sort_date: str
    places: tuple[PlaceView, ...]
    measure: str
    origins: int
    origins_label: str
    bar: Markup
    scope: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as it stands in the chronicle."""

    id: str
    href: str
    kind: str
    type: str
    family: str
    date: str
    places: tuple[PlaceView, ...]
    status: str  # code
    status_label: str
    total: bool
    figures: tuple[FigureView, ...]
    lead: QuoteView | None  # the quote that stands in front where there is no number
    quotes: tuple[QuoteView, ...]
    origins: int
    origins_label: str
    confirmed: bool


class Views:
    """Makes the views of one record in one language. Sentences are made once for each figure."""

    def __init__(self, lookup: Lookup, words: Interface) -> None:
        self.lookup = lookup
        self.words = words
        self._sentences: dict[str, str] = {}
        self._figures: dict[str, FigureView] = {}

    def sentence(self, figure: Figure) -> str:
        """The figure in one sentence."""
        known = self._sentences.get(figure.id)
        if known is None:
            known = plain(figure_sentence(figure, self._around(figure), (), self.words.language))
            self._sentences[figure.id] = known
        return known

    def _around(self, *figures: Figure) -> Record:
        """The part of the record that a sentence needs, so that thousands of sentences do not go through all of it."""
        names = dict.fromkeys(reading.origin for figure in figures for reading in figure.readings)
        origins = tuple(self.lookup.origins[name] for name in names if name in self.lookup.origins)
        return Record((), origins, (), figures)

    def why_paragraph(self, figure: Figure) -> str:
        """Why the readings of a figure differ, in one paragraph."""
        sides = (name for one in self.lookup.relations_of.get(figure.id, ()) for name in (one.left, one.right))
        near = [self.lookup.reading_of[name][0] for name in sides if name in self.lookup.reading_of]
        near += self.lookup.parts_of.get(figure.id, [])
        others = {one.id: one for one in near if one.id != figure.id}
        return plain(why(figure, self._around(figure, *others.values()), (), self.words.language))

    def origin_name(self, origin_id: str) -> str:
        """An origin by its name in the reader's language; an id that the record does not hold stays as it is."""
        origin = self.lookup.origins.get(origin_id)
        return origin_name(origin, self.words.language, article=False) if origin else origin_id

    def definition(self, figure: Figure) -> str:
        """What is counted where it is not what the measure says, and by whose criteria; else empty."""
        return definition_of(figure, self.lookup.origins, self.words.language)

    def places(self, names: Iterable[str]) -> tuple[PlaceView, ...]:
        """Places with their pages."""
        return tuple(PlaceView(plain(self.words.place(name)), addresses.place_page(name)) for name in names)

    def source_name(self, document_id: str) -> str:
        """How a source is called: title, else publisher and day, else file name."""
        document = self.lookup.documents.get(document_id)
        return document_id if document is None else source_name(document, self.words)

    def quote(self, claim: Claim, longest: int = SHORT_QUOTE) -> QuoteView:
        """A quote, cut at a word where it is longer than `longest`."""
        document = self.lookup.documents.get(claim.document)
        language = document.language if document else ""
        source = visible(self.source_name(claim.document))
        return QuoteView(visible(shortened(claim.quote, longest)), addresses.quote_address(claim), source, language)

    def claim(self, claim: Claim) -> ClaimView:
        """A claim with everything that is known of it."""
        event = self.lookup.event_of.get(claim.id)
        figures = self.lookup.figures_of_claim.get(claim.id, ())
        return ClaimView(
            addresses.claim_anchor(claim), self.quote(claim, 4 * SHORT_QUOTE), self.words.type(claim.type),
            tuple(self._slots(claim)), self._reasons(claim), visible(claim.coder),
            addresses.event_page(event.id) if event else "", self.event_name(event) if event else "",
            tuple((addresses.figure_page(figure.id), self.sentence(figure)) for figure in figures),
            self.lookup.confirmed(claim.id),
        )

    def _slots(self, claim: Claim) -> Iterable[tuple[str, Markup]]:
        words = self.words
        number = claim.count
        values = (
            ("date", words.dates(claim.date) if claim.date else ""),
            ("place", words.places(claim.place)),
            ("count", self._count(number.low, number.high, number.unit, number.words) if number else ""),
            ("who", ", ".join(claim.who)),
            ("whom", ", ".join(claim.whom)),
            ("status", words.code("status", claim.status) if claim.status != "happened" else ""),
            ("scope", words.code("scope", claim.scope) if claim.scope == "total" else ""),
            ("said_by", claim.said_by or ""),
            ("definition", claim.definition),
            ("basis", words.code("basis", claim.basis) if claim.basis else ""),
            ("as_of", words.moment(claim.as_of)),
        )
        return ((words(f"slot.{slot}"), visible(value)) for slot, value in values if value)

    def _count(self, low: int | None, high: int | None, unit: str, said: str) -> str:
        value = f"{self.words.interval(low, high)} · {self.words.code('unit', unit)}"
        return f"{value} ({self.words('values.quoted', words=said)})" if said else value

    def _reasons(self, claim: Claim) -> tuple[ReasonView, ...]:
        return tuple(
            ReasonView(self.words.code("slot", reason.slot), visible(reason.rule), visible(reason.words))
            for reason in claim.reasons
        )

    def reading(self, reading: Reading, figure: Figure) -> ReadingView:
        """A reading as a row of its figure."""
        words = self.words
        origin = self.lookup.origins.get(reading.origin)
        claims = self.lookup.claims_named(reading.claims)
        return ReadingView(
            reading_anchor(reading), words.interval(reading.low, reading.high), visible(reading.words),
            visible(self.origin_name(reading.origin)),
            words.code("origin", origin.kind) if origin else "",
            words.moment(reading.as_of), not reading.stated, words.code("basis", reading.basis or "unstated"),
            visible(reading.definition) if reading.definition != figure.definition else Markup(), reading.standing,
            self._relation_labels(reading, figure), tuple(self.quote(claim) for claim in claims),
            bool(claims) and all(self.lookup.confirmed(claim.id) for claim in claims),
        )

    def _relation_labels(self, reading: Reading, figure: Figure) -> tuple[str, ...]:
        """One label for each kind of relation; `superseded` and `subset` only on the side that they speak of."""
        kinds: dict[str, None] = {}
        for relation in self.lookup.relations_of.get(figure.id, ()):
            one_sided = relation.kind in ("superseded", "subset")
            if relation.left == reading.id or (relation.right == reading.id and not one_sided):
                kinds[relation.kind] = None
        return tuple(self.words(f"relation.label_{kind}") for kind in kinds)

    def side(self, reading_id: str) -> str:
        """A reading inside a sentence: "713 (Interior Ministry, 12 October 2020)"."""
        _, reading = self.lookup.reading_of[reading_id]
        value = self.words.interval(reading.low, reading.high)
        name = plain(self.origin_name(reading.origin))
        if reading.as_of is None or not reading.stated:
            return self.words("relation.side", value=value, origin=name)
        return self.words("relation.side_as_of", value=value, origin=name, moment=self.words.moment(reading.as_of))

    def reason(self, said: str) -> Markup:
        """A reason in the reader's language; where there are no words for it, as the registry says it, in English."""
        told = self.words.reason(said)
        return visible(told) if told is not None else Markup('<span lang="en">{}</span>').format(visible(said))

    def why(self, figure: Figure) -> tuple[str, ...]:
        """Why the readings of a figure differ: one sentence for each relation."""
        return tuple(
            self.words(f"relation.{relation.kind}", left=self.side(relation.left), right=self.side(relation.right))
            for relation in self.lookup.relations_of.get(figure.id, ())
            if relation.left in self.lookup.reading_of and relation.right in self.lookup.reading_of
        )

    def figure(self, figure: Figure) -> FigureView:
        """A figure as it stands in a list; made once, as it stands in five places."""
        known = self._figures.get(figure.id)
        if known is None:
            known = self._figures[figure.id] = self._figure(figure)
        return known

    def _figure(self, figure: Figure) -> FigureView:
        words, published = self.words, figure.published
        value = words.interval(published.low, published.high) if published else words("values.none")
        return FigureView(
            figure.id, addresses.figure_page(figure.id), self.sentence(figure), value,
            words.dates(figure.date), sort_date(figure.date), self.places(figure.place), words.measure(figure.measure),
            figure.origins, words.count("origins", figure.origins), drawing(range_bar(figure), value), figure.scope,
            self.lookup.figure_confirmed(figure),
        )

    def event(self, event: Event) -> EventView:
        """An event as it stands in the chronicle."""
        words = self.words
        figures = tuple(self.figure(figure) for figure in self.lookup.figures_of(event))
        claims = self.lookup.claims_named(event.claims)
        quotes = tuple(self.quote(claim) for claim in claims)
        best = max(range(len(claims)), key=lambda i: (claims[i].confidence, -i)) if claims and not figures else None
        return EventView(
            event.id, addresses.event_page(event.id), words.type(event.type), event.type, event.family,
            words.dates(event.date), self.places(event.place), event.status, words.code("status", event.status),
            event.scope == "total", figures, None if best is None else quotes[best], quotes,
            len(event.origins), words.count("origins", len(event.origins)), event.confirmed,
        )

    def event_name(self, event: Event) -> str:
        """"Detention, Minsk, 11 October 2020"."""
        parts = (self.words.type(event.type), self.words.places(event.place), self.words.dates(event.date))
        return plain(", ".join(part for part in parts if part))


def reading_anchor(reading: Reading) -> str:
    """The permanent anchor of a reading in the page of its figure."""
    return f"reading-{addresses.slug(reading.id)}"


def sort_date(interval: DateInterval | None) -> str:
    """What sorts: first day, then last; the undated come last."""
    return f"{interval.first.isoformat()}/{interval.last.isoformat()}" if interval else "9999"


def source_name(document: Document, words: Interface) -> str:
    """How a source is called: title, else publisher and day, else file name."""
    if document.title:
        return document.title
    who = document.publisher or document.author or document.speaker
    when = words.moment(document.published)
    named = ", ".join(part for part in (who, when) if part)
    return named or document.name or words("source.untitled")


def shortened(text: str, longest: int) -> str:
    """The text in one paragraph, cut after a word with "…" where it is longer."""
    line = " ".join(text.split(" ")).strip()
    if len(line) <= longest:
        return line
    cut = line[:longest]
    return cut[: cut.rfind(" ") if " " in cut[longest // 2 :] else longest].rstrip(" ,;:") + "…"


def event_sort_key(event: Event, order: dict[str, int]) -> tuple[date, date, int, str]:
    """By day, then kind, then id; the undated last."""
    first = event.date.first if event.date else date.max
    last = event.date.last if event.date else date.max
    return first, last, order.get(event.type, len(claim_types())), event.id
