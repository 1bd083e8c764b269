"""Items: what of a source, a claim or an event goes into the index. The same on every engine; knows no database.

A long text goes in several parts that overlap, each an item: so every engine keeps all places of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.record import Event
from letapis.registry.search.marks import (
    kind_mark,
    months,
    origin_marks,
    place_marks,
    status_mark,
    type_mark,
)
from letapis.registry.search.query import KINDS
from letapis.registry.search.withheld import COERCED, hidden_spans, open_spans, withheld
from letapis.registry.search.words import Word, forms, joined, words
from letapis.sources.document import Document

PART = 2_000  # words of a part
OVERLAP = 20  # words that a part has in common with the one before
GAP = "::"  # stands between what must not be read as one phrase


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the index.

    `sequence` are the forms in their order, `marks` what has no order. `order` sorts the items of one day, the same on
    every machine: events, claims, sources, each in a fixed order of their ids.
    """

    kind: str
    id: str
    part: int
    date: DateInterval | None
    origins: int
    order: int
    sequence: tuple[str, ...] = field(repr=False)
    marks: tuple[str, ...] = field(repr=False)


def order_of(kind: str, identity: str, part: int) -> int:
    """Sorts the items of one day: 31 bits, the kind first, then a digest of the id."""
    mark = int.from_bytes(blake2b(f"{identity} {part}".encode(), digest_size=4).digest(), "big") >> 3
    return KINDS.index(kind) << 29 | mark


def report_items(document: Document, claims: Sequence[Claim]) -> Iterator[Item]:
    """The items of a report and of all its claims."""
    held = withheld(claims)
    yield from source_items(document, claims, held)
    for claim in claims:
        if claim.id not in held or claim.type == COERCED:
            yield claim_item(claim, open_=claim.id not in held)


def source_items(document: Document, claims: Sequence[Claim], held: frozenset[str]) -> Iterator[Item]:
    """The items of the text of a report, with what it says of itself, without what is withheld."""
    shown = [claim for claim in claims if claim.id not in held or claim.type == COERCED]
    marks = [kind_mark("source"), *map(type_mark, dict.fromkeys(claim.type for claim in shown))]
    marks += place_marks(name for claim in shown for name in claim.place)
    date = source_day(document)
    victims = (name for claim in shown if claim.id in held for name in claim.whom)
    head = list(filter(None, (document.title, document.publisher, document.author, document.speaker, *victims)))
    for part, (start, end) in enumerate(parts(document.text)):
        open_ = open_spans(start, end, hidden_spans(claims, held))
        texts = [*([] if part else head), *(document.text[left:right] for left, right in open_)]
        yield _item("source", document.id, part, date, 0, texts, marks)


def source_day(document: Document) -> DateInterval | None:
    """The day of a source: that of its publication, else that under its text."""
    moment = document.published or document.written
    return DateInterval(moment.day, moment.day) if moment else None


def parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a text begin and end, in characters; one for a text that is not long."""
    if len(text) < 2 * PART:
        return ((0, len(text)),)
    found = list(words(text))
    starts = range(0, max(1, len(found) - OVERLAP), PART - OVERLAP)
    cuts = [(found[place].start if place else 0, _end(found, place + PART, text)) for place in starts if found]
    return tuple(cuts) or ((0, len(text)),)


def _end(found: Sequence[Word], place: int, text: str) -> int:
    return found[place].start if place < len(found) else len(text)


def claim_item(claim: Claim, *, open_: bool = True) -> Item:
    """The item of a claim: its quote and whom it names. One that is not open is found without its words."""
    marks = [kind_mark("claim"), type_mark(claim.type), status_mark(claim.status), *place_marks(claim.place)]
    names = claim.whom if not open_ else _not_in(claim.quote, (*claim.who, *claim.whom, claim.said_by or ""))
    texts = [*([claim.quote[: PART * 16]] if open_ else []), *names]
    return _item("claim", claim.id, 0, claim.date, 0, texts, marks)


def _not_in(quote: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name and name not in quote]


def event_item(event: Event, claims: Sequence[Claim], held: frozenset[str]) -> Item | None:
    """The item of an event: what its claims say; None where all of them only repeat coerced statements.

    `held` are the ids of those of its claims that are withheld.
    """
    shown = [claim for claim in claims if claim.id not in held or claim.type == COERCED]
    if claims and not shown:
        return None
    status = "confirmed" if event.confirmed else "unconfirmed"
    marks = [kind_mark("event"), type_mark(event.type), status_mark(event.status), status_mark(status)]
    marks += [*place_marks(event.place), *origin_marks(len(event.origins))]
    quotes = [claim.quote for claim in shown if claim.id not in held]
    names = [name for claim in shown for name in (*claim.whom, *(() if claim.id in held else claim.who))]
    texts = list(dict.fromkeys((*quotes, *_not_in(" \n ".join(quotes), names))))
    return _item("event", event.id, 0, event.date, len(event.origins), texts, marks)


def _item(  # noqa: PLR0913, PLR0917  one argument for each column
    kind: str, identity: str, part: int, date: DateInterval | None, origins: int, texts: Iterable[str], marks: list[str]
) -> Item:
    sequence: list[str] = []
    more: dict[str, None] = dict.fromkeys((*marks, *months(date)))
    for text in texts:
        found = forms(text)
        more.update(dict.fromkeys(joined(text)))
        if sequence and found:
            sequence.append(GAP)
        sequence += found
    kept, rest = sequence[: PART + 200], sequence[PART + 200 :]
    more.update(dict.fromkeys(form for form in rest if form != GAP))
    return Item(kind, identity, part, date, origins, order_of(kind, identity, part), tuple(kept), tuple(more))
