"""What is asked: the messages for one piece of a document, the shape of the answer, and the version of both.

A document is data. It stands between marks made from its own content, which it therefore cannot hold.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from letapis.claims.language_model.pieces import Piece, paragraphs
from letapis.claims.language_model.settings import section
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.types import SCOPES, STATUSES, claim_types

NAME = "claims"
LINE = 300  # characters of a title or a publisher that are told


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a model about one piece: the same question has the same answer, so it is asked once."""

    system: str
    report: str

    @property
    def messages(self) -> list[dict[str, str]]:
        """As the endpoint wants them."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.report}]


def question(document: Document, text: str, piece: Piece) -> Question:
    """The question about a piece of the cleaned text of a document."""
    told = section("prompt")
    body = "\n\n".join(
        f"[{number}] {text[one.start : one.end].strip()}" for number, one in enumerate(paragraphs(text, piece), 1)
    )
    lines = {name: _line(getattr(document, name)) for name in ("publisher", "language", "title")}
    inside = "\n".join([*lines.values(), body])
    report = told["report"].format(
        **lines,
        published=_moment(document.published),
        written=_moment(document.written),
        code=hashlib.sha256(inside.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        paragraphs=body,
    )
    return Question(instructions(), report.strip())


@cache
def instructions() -> str:
    """What is told of the task, with the types of the vocabulary."""
    types = "\n".join(f"- {code}: {kind.definition}" for code, kind in claim_types().items())
    units = " | ".join(f'"{unit}"' for unit in section("answer")["units"])
    example = {f"example_{name}": value.strip() for name, value in section("example").items()}
    doubtful = "\n".join(f"- {line}" for line in section("prompt")["doubtful"])
    text: str = section("prompt")["system"]
    return text.format(types=types, units=units, doubtful=doubtful, **example).strip()


@cache
def version() -> str:
    """Changes where the instructions or the shape of the answer change."""
    told = instructions() + section("prompt")["report"] + json.dumps(shape(), sort_keys=True)
    return "prompt-" + hashlib.sha256(told.encode()).hexdigest()[:8]


@cache
def shape() -> dict[str, Any]:
    """The JSON schema of an answer, in the narrow form that endpoints with structured output take."""
    text, names = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    whole = {"type": ["integer", "null"]}
    keys = {
        "type": {"type": "string", "enum": list(claim_types())},
        "quote": text,
        "paragraph": {"type": "integer"},
        "date": _or_null({"from": text, "to": text}),
        "place": names,
        "count": _or_null(
            {"low": whole, "high": whole, "unit": {"type": "string", "enum": section("answer")["units"]}}
        ),
        "who": names,
        "whom": names,
        "status": {"type": "string", "enum": list(STATUSES)},
        "scope": {"type": "string", "enum": list(SCOPES)},
        "said_by": {"type": ["string", "null"]},
    }
    return _whole_object({"claims": {"type": "array", "items": _whole_object(keys)}})


def _whole_object(keys: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def _or_null(keys: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_whole_object(keys), {"type": "null"}]}


def _moment(moment: Moment | None) -> str:
    return moment.iso() if moment else str(section("prompt")["unknown"])


def _line(text: str | None) -> str:
    """One line of what is told of the report, which comes from strangers as well."""
    return " ".join((text or "").split())[:LINE] or str(section("prompt")["unknown"])
