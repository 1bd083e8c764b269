"""What an endpoint sent back, from its bytes to the claims that the model wrote: read leniently, believed in nothing.

An answer may come in a fence, after a thought, or with words around it; it may be cut off. Whatever of it is whole is
read; nothing in it is ever run or fetched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from letapis.sources.exchange import strict_json

THOUGHT = "</think>"  # what models that think aloud put before their answer
STARTS = 64  # braces at which an object is looked for


class AnswerError(ValueError):
    """An answer that cannot be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of a model, and what they cost; tokens are None where the endpoint does not tell."""

    text: str
    whole: bool = True  # False where it was cut off at the limit of its length
    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    kept: bool = False  # True where it was given by an earlier run and nothing was asked


def answer_of(body: bytes) -> Answer:
    """The answer in the body of a chat completion. Raises AnswerError."""
    try:
        reply = strict_json(body.decode("utf-8"))
        choice = reply["choices"][0]
        text = _text(choice["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise AnswerError(f"it is no chat completion: {_beginning(body)}") from error
    if not text.strip():
        raise AnswerError("it holds no words")
    usage = reply.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Answer(
        text=text,
        whole=choice.get("finish_reason") != "length",
        tokens_in=_tokens(usage.get("prompt_tokens")),
        tokens_out=_tokens(usage.get("completion_tokens")),
    )


def claims_of(text: str) -> list[Any]:
    """What the model wrote as claims, not checked in any way. Raises AnswerError where there is no list of them."""
    text = text.rpartition(THOUGHT)[2]
    for value in _values(text):
        if isinstance(value, dict) and isinstance(value.get("claims"), list):
            return list(value["claims"])
        if isinstance(value, list) and value and all(isinstance(one, dict) and "quote" in one for one in value):
            return value  # the list without the object around it; never a list from within a broken claim
    raise AnswerError(f"it holds no list of claims: {_beginning(text.strip().encode())}")


def _values(text: str) -> Any:  # noqa: ANN401  JSON is anything
    """The JSON values of a text: the text itself, else each that stands in it."""
    try:
        yield strict_json(text)
    except ValueError:
        yield from _inside(text)


def _inside(text: str) -> Any:  # noqa: ANN401  JSON is anything
    decoder = json.JSONDecoder(parse_constant=_refuse)
    place = 0
    for _ in range(STARTS):
        starts = [at for at in (text.find("{", place), text.find("[", place)) if at >= 0]
        if not starts:
            return
        place = min(starts)
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        yield value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")


def _text(content: Any) -> str:  # noqa: ANN401  JSON is anything
    """Words, or a list of parts with words."""
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content if part.get("type") == "text")


def _tokens(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _beginning(body: bytes) -> str:
    """The first words of what cannot be read, for the person who has to find out why."""
    words = " ".join(body[:400].decode("utf-8", "replace").split())[:80]
    return f"it begins {words!r}" if words else "it is empty"
