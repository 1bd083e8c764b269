"""Documents as lines of JSON. A broken line is set aside by its number and the others are read."""

from __future__ import annotations

from dataclasses import replace

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
    documents: list[Document] = []
    refused: list[Refusal] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            document = _document(original, line, number)
            if document.id in seen:
                raise ValueError(f'has the id "{document.id[:60]}" of line {seen[document.id]}')  # noqa: TRY301
        except ValueError as error:
            refused.append(Refusal(original.name, f"line {number}", _problem(error), WAY_OUT))
            continue
        seen[document.id] = number
        documents.append(replace(document, encoding=document.encoding or decoded.encoding))
    return Result(tuple(documents), tuple(refused))


def _document(original: Original, line: str, number: int) -> Document:
    found = strict_json(line)
    if not isinstance(found, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004  one error type for a bad line
    document = document_from_json(found)
    if not document.text.strip():
        raise ValueError('has an empty "text"')
    return finish(original, replace(
        document, id=document.id or original.part_id(str(number)), part=document.part or str(number),
        original=document.original or original.sha256, name=document.name or original.name,
        reader=document.reader or READER,
    ), heading=False)


def _problem(error: ValueError) -> str:
    return f"is no JSON: {error}" if type(error) is not ValueError else str(error)
