"""Documents as lines of JSON. A broken line is set aside by its number and the others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from letapis.sources.document import Document
from letapis.sources.encodings import decode
from letapis.sources.errors import Refusal
from letapis.sources.exchange import document_from_json, strict_json
from letapis.sources.finishing import finish
from letapis.sources.result import Original, Result

READER = "jsonl 1"
WAY_OUT = 'Each line is one object with at least "text".'


def read_json_lines(original: Original) -> Result:
    """Each line a document; ids are kept, a line without one takes the file's with its line number."""
    decoded = decode(original.data)
    lines = (
        (f"line {number}", number, line) for number, line in enumerate(decoded.text.split("\n"), 1) if line.strip()
    )
    return _read(original, lines, decoded.encoding, strict_json)


def read_json_items(original: Original, items: list[Any], encoding: str) -> Result:
    """A JSON list of documents."""
    numbered = ((f"item {number}", number, item) for number, item in enumerate(items, 1))
    return _read(original, numbered, encoding, lambda item: item)


def _read(
    original: Original, items: Iterable[tuple[str, int, Any]], encoding: str, parse: Callable[[Any], Any]
) -> Result:
    documents: list[Document] = []
    refused: list[Refusal] = []
    seen: dict[str, str] = {}
    for place, number, item in items:
        try:
            if len(documents) >= original.given.limits.items:
                raise ValueError("is one more than the limit items allows")  # noqa: TRY301
            document = _document(original, parse(item), number)
            if document.id in seen:
                raise ValueError(f'has the id "{document.id[:60]}" of {seen[document.id]}; one needs another')  # noqa: TRY301
        except ValueError as error:
            refused.append(Refusal(original.name, place, _problem(error), WAY_OUT))
            continue
        seen[document.id] = place
        documents.append(replace(document, encoding=document.encoding or encoding))
    return Result(tuple(documents), tuple(refused))


def _document(original: Original, found: object, number: int) -> Document:
    if not isinstance(found, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004  one error type for a bad line
    document = document_from_json(found)
    if not document.text.strip():
        raise ValueError('has an empty "text"')
    return finish(
        original,
        replace(
            document,
            id=document.id or original.part_id(str(number)),
            part=document.part or str(number),
            original=document.original or original.sha256,
            name=document.name or original.name,
            reader=document.reader or READER,
        ),
        heading=False,
    )


def _problem(error: ValueError) -> str:
    return f"is no JSON: {error}" if type(error) is not ValueError else str(error)
