"""The step that tells why a figure, an event or a claim is as it is, from its event and what that rests on alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.claims.claim import Claim
from letapis.publications.accounts import Around, why, why_claim, why_event
from letapis.registry.absences import absences, beside
from letapis.registry.figures.vague_words import figures_by
from letapis.registry.record import Event, Figure, Origin
from letapis.sources.document import Document
from letapis.sources.errors import Refusal
from letapis.vocabulary.vague import DEFAULT
from letapis.workflow.figures import behind_of, ruled
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import Reconciled

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.store.opening import Store

MOST = 5  # ids that the beginning of an id fits and that are named

Thing = Figure | Event | Claim


@dataclass(frozen=True, slots=True)
class Account:
    """Why one thing is as it is, in a paragraph. `kind` is figure, event or claim."""

    kind: str
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the publication that asks chose: its rule for values, its table of vague words, its language."""

    rule: str | None = None
    table: str = DEFAULT
    language: str = "en"


def find(identifier: str, found: Reconciled) -> Thing | tuple[str, ...]:
    """The thing of that id; of the beginning of an id that fits several, or none, the first ids that it fits."""
    things: dict[str, Thing] = {one.id: one for one in found.record.claims}
    things.update({one.id: one for one in found.record.events})
    things.update({one.id: one for one in found.record.figures})
    if identifier in things:
        return things[identifier]
    fitting = sorted(name for name in things if name.startswith(identifier))
    return things[fitting[0]] if len(fitting) == 1 else tuple(fitting[:MOST])


def account_in(
    archive: Archive, identifier: str, chosen: Chosen = Chosen(), progress: Progress = silent
) -> tuple[Account | tuple[str, ...], list[Refusal]]:
    """The account of the thing of that id in an archive, or the first ids that it fits; and what was set aside."""
    from letapis.workflow.keeping import brought

    with brought(archive, progress=progress) as kept:
        return account_of(kept.store, identifier, chosen), kept.coded.refused


def account_of(store: Store, identifier: str, chosen: Chosen = Chosen()) -> Account | tuple[str, ...]:
    """The account of the thing of that id, from its neighbourhood alone; or the first ids that it fits."""
    from letapis.store.neighbourhood import beginning, neighbourhood

    near = neighbourhood(store, identifier)
    if near is None:
        fitting = beginning(store, identifier, MOST)
        if len(fitting) != 1 or fitting[0] == identifier:  # a claim that was rejected has no account
            return fitting if len(fitting) > 1 else ()
        return account_of(store, fitting[0], chosen)
    found = Reconciled(near.record, near.documents)
    thing = find(identifier, found)
    return thing if isinstance(thing, tuple) else account(thing, found, chosen)


def account_from(
    found: Reconciled, identifier: str, chosen: Chosen = Chosen()
) -> tuple[Account | tuple[str, ...], list[Refusal]]:
    """The same from a record at hand."""
    thing = find(identifier, found)
    return (thing if isinstance(thing, tuple) else account(thing, found, chosen)), found.refused


def account(thing: Thing, found: Reconciled, chosen: Chosen = Chosen()) -> Account:
    """The account of one thing."""
    if isinstance(thing, Figure):
        return Account("figure", thing.id, _of_figure(thing, found, chosen))
    if isinstance(thing, Event):
        return Account("event", thing.id, _of_event(thing, found, chosen.language))
    event = next((one for one in found.record.events if thing.id in one.claims), None)
    document = found.documents.get(thing.document)
    return Account("claim", thing.id, why_claim(thing, document, event, chosen.language))


def _of_figure(figure: Figure, found: Reconciled, chosen: Chosen) -> str:
    event = next((one for one in found.record.events if one.id == figure.event), None)
    near = tuple(_near(figure, found.record.figures))
    claims, documents, origins = _behind([figure, *near], event, found)
    told = {one.id: one for one in figures_by(chosen.table, (figure, *near), behind_of(found))}
    held = absences(found.record.events, behind_of(found).claims, found.documents)
    around = Around(tuple(told.values()), beside(figure, held), event, chosen.table)
    named = ruled(told[figure.id], chosen.rule)
    return why(named, claims, documents, origins, around=around, language=chosen.language)


def _near(figure: Figure, figures: Iterable[Figure]) -> Iterable[Figure]:
    """Its siblings, and the figures of other events that its relations lead to."""
    ends = {end for one in figure.relations for end in (one.left, one.right)} - {one.id for one in figure.readings}
    for other in figures:
        alike = other.event == figure.event or _same_total(figure, other)
        if other.id != figure.id and (alike or any(one.id in ends for one in other.readings)):
            yield other


def _same_total(left: Figure, right: Figure) -> bool:
    """Totals of one period and place may be whole and part, though they are of several events."""
    ours, theirs = ((one.scope, one.measure, one.date, one.place) for one in (left, right))
    return left.scope == "total" and ours == theirs


def _of_event(event: Event, found: Reconciled, language: str) -> str:
    figures = [one for one in found.record.figures if one.event == event.id]
    claims, documents, origins = _behind(figures, event, found)
    held = absences(found.record.events, behind_of(found).claims, found.documents)
    denied = {link.event for link in event.links if link.kind == "denies"} | {event.id}
    around = Around(absences=tuple(one for one in held if one.event in denied), event=event)
    return why_event(event, claims, documents, origins, around=around, language=language)


def _behind(
    figures: Iterable[Figure], event: Event | None, found: Reconciled
) -> tuple[list[Claim], list[Document], list[Origin]]:
    """The claims, reports and origins of an event and of some figures."""
    held = list(figures)
    names = {name for one in held for reading in one.readings for name in reading.claims}
    names |= set(event.claims) if event else set()
    origins = {reading.origin for one in held for reading in one.readings} | {one.criteria for one in held}
    origins |= set(event.origins) if event else set()
    claims = [one for one in found.record.claims if one.id in names]
    wanted = {one.document for one in claims}
    documents = [found.documents[name] for name in sorted(wanted) if name in found.documents]
    return claims, documents, [one for one in found.record.origins if one.id in origins]
