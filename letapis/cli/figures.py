"""A figure as lines for a person and as JSON: the sentence, then every reading with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from letapis.registry.record import Figure, Reading
    from letapis.workflow.reconcile import Reconciled


def place_named(name: str) -> str:
    """The canonical name of a place in any of its spellings, or a usage error."""
    from letapis.claims.places import read_places
    from letapis.claims.tokens import tokenise
    from letapis.vocabulary.gazetteer import place

    if place(name) is not None:
        return name
    for language in ("en", "be", "ru"):
        for span in read_places(tokenise(name), language):
            return span.place
    raise click.BadParameter(f"{name!r} is not in the gazetteer", param_hint="--place")


def figure_as_lines(figure: Figure, found: Reconciled, language: str) -> Iterator[str]:
    """The sentence; under it each reading, its standing, and the quotes it rests on."""
    yield sentence(figure, found, language)
    for reading in figure.readings:
        yield ""
        yield f"  {_value(reading)}  {_origin(reading, found)}{_manner(reading)}"
        for quote in quotes(reading, found):
            yield f"    \u201c{' '.join(quote['quote'].split())}\u201d"
            yield f"    {quote['source']}  [{quote['claim']}]"
    for relation in figure.relations:
        yield f"  {relation.kind.replace('_', ' ')}: {relation.left} / {relation.right}" * (
            relation.kind in ("conflict", "different_definition")
        )


def figure_as_json(figure: Figure, found: Reconciled, language: str) -> dict[str, Any]:
    """Sentence, figure, and for each reading its quotes."""
    from letapis.registry.exchange import record_to_json
    from letapis.registry.record import Record

    return {
        "sentence": sentence(figure, found, language),
        "figure": record_to_json(Record((), (), (), (figure,)))["figures"][0],
        "quotes": {reading.id: quotes(reading, found) for reading in figure.readings},
    }


def sentence(figure: Figure, found: Reconciled, language: str) -> str:
    """The sentence that we publish."""
    from letapis.publications.sentences import figure_sentence

    return figure_sentence(figure, found.record, found.documents, language)


def quotes(reading: Reading, found: Reconciled) -> list[dict[str, str]]:
    """The words that a reading rests on, each with its claim and the report it stands in."""
    claims = {claim.id: claim for claim in found.record.claims}
    told = []
    for name in reading.claims:
        claim = claims[name]
        told.append({"claim": name, "quote": claim.quote, "source": source(claim.document, found)})
    return told


def source(document_id: str, found: Reconciled) -> str:
    """A report as a person would name it."""
    document = found.documents.get(document_id)
    if document is None:
        return document_id
    name = document.publisher or document.title or document.name or document.id
    return f"{name}, {document.dated.iso()}" if document.dated else name


def _value(reading: Reading) -> str:
    if reading.low == reading.high and reading.low is not None:
        return f"{reading.low:,}"
    if reading.high is None:
        return f"{reading.low:,} or more" if reading.low is not None else "?"
    return f"up to {reading.high:,}" if reading.low is None else f"{reading.low:,} to {reading.high:,}"


def _origin(reading: Reading, found: Reconciled) -> str:
    labels = {origin.id: origin.label for origin in found.record.origins}
    return labels.get(reading.origin, reading.origin)


def _manner(reading: Reading) -> str:
    parts = [reading.definition, reading.basis.replace("_", " ")]
    parts.append(f"as of {reading.as_of.iso()}" if reading.as_of else "")
    parts.append("" if reading.standing else "replaced by a later reading")
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""
