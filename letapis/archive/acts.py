"""The acts that a custody log may hold, as `acts.toml` describes them, and whether an entry is one of them.

It judges the form of an act only: whether it is true others know.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

EVERYWHERE = frozenset({"act", "at", "clock", "who", "nonce", "seq", "prev", "hash"})
ANYWHERE = frozenset({"role", "tool", "reason", "basis", "before", "signature"})
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of act: its fields, and what it means in each language."""

    name: str
    required: frozenset[str]
    optional: frozenset[str]
    meaning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of acts: the kind of its value and what it means."""

    name: str
    kind: str
    meaning: str


@cache
def acts() -> Mapping[str, Act]:
    """Every act by its name."""
    return {
        name: Act(
            name,
            frozenset(one["required"]),
            frozenset(one.get("optional", ())),
            {language: one[language] for language in ("en", "be", "ru")},
        )
        for name, one in _tables()["act"].items()
    }


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its name."""
    return {name: Field(name, one["kind"], one["en"]) for name, one in _tables()["field"].items()}


def problems(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the form of an act; nothing where all is well. It does not look at hashes and chains."""
    act = acts().get(str(entry.get("act")))
    if act is None:
        yield f"there is no act {entry.get('act')!r}"
        return
    for name in sorted(act.required - entry.keys()):
        yield f"{act.name!r} needs {name!r}"
    for name in sorted(entry.keys() - EVERYWHERE):
        if name not in act.required | act.optional | ANYWHERE:
            yield f"{act.name!r} has no {name!r}"
        elif not KINDS[fields()[name].kind](entry[name]):
            yield f"{name!r} of {act.name!r} is no {fields()[name].kind}"


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("letapis.archive").joinpath("acts.toml").read_text(encoding="utf-8"))


def _text(value: object) -> bool:
    return isinstance(value, str)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _object(value: object) -> bool:
    match value:
        case {"sha256": str(sha256), "size": int(size), **more}:
            return bool(HASH.fullmatch(sha256)) and size >= 0 and not more.keys() - {"types"}
    return False


KINDS: Mapping[str, Callable[[object], bool]] = {
    "text": _text,
    "number": _number,
    "time": lambda value: isinstance(value, str) and bool(TIME.fullmatch(value)),
    "hash": lambda value: isinstance(value, str) and bool(HASH.fullmatch(value)),
    "object": _object,
    "texts": lambda value: isinstance(value, list) and all(map(_text, value)),
    "numbers": lambda value: isinstance(value, list) and all(map(_number, value)),
    "table": lambda value: isinstance(value, dict) and all(map(_text, value)),
    "any": lambda _value: True,
}
