"""Documents as JSON objects, both ways. Nothing that came in with a document is lost on the way out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from letapis.sources.document import Anchor, Document
from letapis.sources.moment import Moment

WORDS = (
    "title",
    "publisher",
    "author",
    "speaker",
    "translator",
    "url",
    "origin",
    "replaces",
    "original",
    "part",
    "name",
    "encoding",
    "reader",
)
MOMENTS = ("published", "written", "edited")
MARK = ":json"  # a field that is no text is kept under its name and this mark, as JSON
KNOWN = frozenset(("id", "text", "lang", "anchors", "notes", "claims", *WORDS, *MOMENTS))


def document_to_json(document: Document) -> dict[str, Any]:
    """`id`, `text`, `lang`, `published` and whatever else is known; fields that nobody filled are left out."""
    found: dict[str, Any] = {
        "id": document.id,
        "lang": document.language or None,
        "published": document.published.iso() if document.published else None,
    }
    for name in WORDS:
        if getattr(document, name):
            found[name] = getattr(document, name)
    for name in ("written", "edited"):
        if getattr(document, name):
            found[name] = getattr(document, name).iso()
    if document.anchors:
        found["anchors"] = [{"start": anchor.start, "label": anchor.label} for anchor in document.anchors]
    if document.notes:
        found["notes"] = list(document.notes)
    for name, value in document.extra.items():
        found[name.removesuffix(MARK)] = json.loads(value) if name.endswith(MARK) else value
    found["text"] = document.text
    return found


def document_from_json(found: Mapping[str, Any]) -> Document:
    """The document of a JSON object. `claims` are left to whoever reads claims.

    Raises ValueError, with the name of the field, for a field of the wrong type.
    """
    text = _word(found, "text")
    if text is None:
        raise ValueError('has no "text"')
    moments = {name: _moment(found, name) for name in MOMENTS}
    words = {name: _word(found, name) for name in WORDS}
    return Document(
        id=_identifier(found),
        text=_sound(text),
        language=_word(found, "lang") or _word(found, "language") or "",
        title=words["title"],
        publisher=words["publisher"],
        author=words["author"],
        speaker=words["speaker"],
        translator=words["translator"],
        url=words["url"],
        origin=words["origin"],
        replaces=words["replaces"],
        original=words["original"] or "",
        part=words["part"] or "",
        name=words["name"] or "",
        encoding=words["encoding"],
        reader=words["reader"] or "",
        published=moments["published"],
        written=moments["written"],
        edited=moments["edited"],
        anchors=_anchors(found),
        notes=tuple(str(note) for note in found.get("notes") or ()),
        extra=_extra(found),
    )


def _identifier(found: Mapping[str, Any]) -> str:
    value = found.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise ValueError('"id" is neither text nor a whole number')  # noqa: TRY004  one error type for a bad object
    return "" if value is None else _sound(str(value))


def _word(found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    if value is None or isinstance(value, str):
        return _sound(value) if value else value
    raise ValueError(f'"{name}" is no text')


def _moment(found: Mapping[str, Any], name: str) -> Moment | None:
    value = _word(found, name)
    if not value:
        return None
    try:
        return Moment.parse(value.replace("Z", "+00:00") if value.endswith("Z") else value)
    except ValueError as error:
        raise ValueError(f'"{name}" is no date: {value[:40]}') from error


def _anchors(found: Mapping[str, Any]) -> tuple[Anchor, ...]:
    try:
        return tuple(Anchor(int(anchor["start"]), str(anchor["label"])) for anchor in found.get("anchors") or ())
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError('"anchors" is no list of start and label') from error


def _extra(found: Mapping[str, Any]) -> dict[str, str]:
    known = KNOWN if "lang" in found else KNOWN | {"language"}
    return {
        _sound(name if isinstance(value, str) else name + MARK): _sound(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        )
        for name, value in found.items()
        if name not in known
    }


def _sound(text: str) -> str:
    """Half characters, which no file can hold, become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def strict_json(text: str) -> Any:  # noqa: ANN401  JSON is anything
    """Parse JSON as its standard says: no NaN, no Infinity, no bottomless nesting. Raises ValueError."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:20]} is too large a number")
    return number
