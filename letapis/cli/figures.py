"""A figure as lines for a person and as JSON: the sentence, then every reading with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from letapis.publications.interface import Interface
    from letapis.registry.record import Figure, Reading
    from letapis.workflow.reconcile import Reconciled


def place_named(name: str) -> str:
    """The canonical name of a place in any of its spellings, or a usage error."""
    from letapis.claims.places.reading import read_places
    from letapis.claims.tokens import tokenise
    from letapis.vocabulary.gazetteer import place

    if place(name) is not None:
        return name
    for language in ("en", "be", "ru"):
        for span in read_places(tokenise(name), language):
            return span.place
    raise click.BadParameter(f"{name!r} is not in the gazetteer", param_hint="--place")


def figure_as_lines(figure: Figure, found: Reconciled, language: str) -> Iterator[str]:
    """The sentence; under it each reading, its standing, and the quotes it rests on; then why the numbers differ."""
    from letapis.publications.interface import Interface

    words = Interface(language)
    yield sentence(figure, found, language)
    for reading in figure.readings:
        yield ""
        value = words.interval(reading.low, reading.high)
        yield f"  {value}  {_origin(reading, found, language)}{_manner(reading, words)}"
        for quote in quotes(reading, found):
            yield f"    \u201c{' '.join(quote['quote'].split())}\u201d"
            yield f"    {quote['source']}  [{quote['claim']}]"
    if why := _why(figure, found, language):
        yield ""
        yield why


def figure_as_json(figure: Figure, found: Reconciled, language: str) -> dict[str, Any]:
    """Sentence, figure, and for each reading its quotes; why the numbers differ, empty where they do not."""
    from letapis.registry.exchange import record_to_json
    from letapis.registry.record import Record

    return {
        "sentence": sentence(figure, found, language),
        "figure": record_to_json(Record((), (), (), (figure,)))["figures"][0],
        "quotes": {reading.id: quotes(reading, found) for reading in figure.readings},
        "why": _why(figure, found, language),
    }


def sentence(figure: Figure, found: Reconciled, language: str) -> str:
    """The sentence that we publish."""
    from letapis.publications.sentences import figure_sentence

    return figure_sentence(figure, found.record, found.documents.values(), language)


def quotes(reading: Reading, found: Reconciled) -> list[dict[str, str]]:
    """The words that a reading rests on, each with its claim and the report it stands in."""
    claims = {claim.id: claim for claim in found.record.claims if claim.id in reading.claims}
    return [
        {"claim": name, "quote": claims[name].quote, "source": source(claims[name].document, found)}
        for name in reading.claims
    ]


def source(document_id: str, found: Reconciled) -> str:
    """A report as a person would name it."""
    document = found.documents.get(document_id)
    if document is None:
        return document_id
    name = document.publisher or document.title or document.name or document.id
    return f"{name}, {document.dated.iso()}" if document.dated else name


def _why(figure: Figure, found: Reconciled, language: str) -> str:
    from letapis.publications.differences import why

    return why(figure, found.record, found.documents.values(), language)


def _origin(reading: Reading, found: Reconciled, language: str) -> str:
    from letapis.publications.sentences import origin_name

    for origin in found.record.origins:
        if origin.id == reading.origin:
            return origin_name(origin, language, article=False)
    return reading.origin


def _manner(reading: Reading, words: Interface) -> str:
    """What is counted, on what basis, as of when, and whether it still stands; in brackets."""
    parts = [reading.definition]
    parts.append(words.code("basis", reading.basis) if reading.basis else "")
    parts.append(f"{words('slot.as_of').lower()}: {words.moment(reading.as_of)}" if reading.as_of else "")
    parts.append("" if reading.standing else words("relation.label_superseded"))
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""
