"""Values of the core as rows: bytes of JSON and back, numbers for what is looked up, days as text."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import fields, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

import msgspec

from letapis.claims.claim import DateInterval
from letapis.registry.cells import Cell
from letapis.sources.document import Document

Value = TypeVar("Value")

_DEFLATED = 4  # of nine: an eighth less than the fastest, for a hundredth of the time of a report
LARGEST = 2**63 - 1
_ESCAPE = "\ue000"
_UNSAFE = re.compile(f"[\x00\ud800-\udfff{_ESCAPE}]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")
_ENCODER = msgspec.json.Encoder()


def packed(value: object) -> bytes:
    """A dataclass as JSON; slots at their default are left out."""
    slots = _slots(type(value))  # type: ignore[arg-type]  # classes are hashable; the stub of cache asks for more
    held = {name: one for name, default in slots if (one := getattr(value, name)) != default}
    try:
        return _ENCODER.encode(held)
    except UnicodeEncodeError:  # half of a surrogate pair, out of a file with broken escapes
        return json_bytes(msgspec.to_builtins(held))


def json_bytes(value: object) -> bytes:
    """JSON values as bytes, whatever they hold."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def json_value(body: bytes) -> Any:  # noqa: ANN401  JSON is of any type
    """The JSON values back."""
    return json.loads(bytes(body))


def unpacked(kind: type[Value], body: bytes | memoryview) -> Value:
    """The dataclass back."""
    try:
        found: Value = _decoder(kind).decode(body)  # type: ignore[arg-type]  # as above
    except msgspec.DecodeError:  # the half of a pair, which only the other reader takes
        found = msgspec.convert(json.loads(bytes(body)), kind)
    return found


@cache
def _slots(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default_factory() if callable(one.default_factory) else one.default)
                 for one in fields(kind))  # fmt: skip


@cache
def _decoder(kind: type[Value]) -> msgspec.json.Decoder[Value]:
    return msgspec.json.Decoder(kind)


def deflated(text: str) -> bytes:
    """The text of a report, half its size."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _DEFLATED)


def inflated(held: bytes) -> str:
    """The text back."""
    return zlib.decompress(held).decode("utf-8", "surrogatepass")


def without_text(document: Document) -> Document:
    """The report without its text, which stands beside it."""
    return replace(document, text="")


def plain(text: str | None) -> str:
    """Text for a column that is only looked at: PostgreSQL takes no NUL, and no half of a surrogate pair."""
    held = text or ""
    return held if held.isprintable() else "".join("\ufffd" if _odd(one) else one for one in held)


def _odd(letter: str) -> bool:
    return letter == "\x00" or "\ud800" <= letter <= "\udfff"


def safe(text: str) -> str:
    """Text for a column by which rows are found: what PostgreSQL does not take is spelled out; `raw` reads it back."""
    return _UNSAFE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def raw(text: str) -> str:
    """The text that `safe` spelled."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if _ESCAPE in text else text


def amount(number: int | None) -> int | None:
    """A number that a column holds; a larger one stands at the end of what it can."""
    return None if number is None else max(-LARGEST, min(number, LARGEST))


def days(interval: DateInterval | None) -> tuple[str, str]:
    """First and last day as text, both empty where unknown."""
    return (_day(interval.first), _day(interval.last)) if interval else ("", "")


@lru_cache(maxsize=16384)
def _day(day: date) -> str:
    return day.isoformat()


def digest(text: str) -> int:
    """A number for a text: two of a million million share one by chance once in four million times."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big",
                          signed=True)  # fmt: skip


@lru_cache(maxsize=65536)
def cell_number(cell: Cell) -> int:
    """The number of a cell, never 0: that is where rejected claims are."""
    return digest("|".join((cell.kind, cell.kin, cell.standing, str(cell.first), str(cell.last), *cell.rest))) or 1


def told(reasons: tuple[str, ...]) -> str:
    """Reasons as one text; empty for none."""
    return json.dumps(reasons, ensure_ascii=True) if reasons else ""


def reasons(text: str) -> tuple[str, ...]:
    """The reasons back."""
    return tuple(json.loads(text)) if text else ()
