"""What a person told of a report, as the strings that the custody log keeps, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from letapis.sources.given import MOMENTS, WORDS, Given
from letapis.sources.limits import LIMITS, Limits
from letapis.sources.moment import Moment

LIMIT = "limits."


def to_strings(given: Given | None) -> dict[str, str]:
    """Only what is told, by the keys of NAME.meta.toml."""
    if given is None:
        return {}
    told: dict[str, str] = {}
    for key in (*WORDS, *MOMENTS):
        value = getattr(given, key)
        if value is not None:
            told[key] = value.iso() if isinstance(value, Moment) else value
    for limit in fields(Limits):
        value = getattr(given.limits, limit.name)
        if value != getattr(LIMITS, limit.name):
            told[LIMIT + limit.name] = repr(value)
    return told


def from_strings(told: Mapping[str, str]) -> Given | None:
    """The reverse of `to_strings`; None where nothing is told. Keys of a later version are passed over."""
    if not told:
        return None
    values: dict[str, Any] = {key: told[key] for key in WORDS if key in told}
    values |= {key: Moment.parse(told[key]) for key in MOMENTS if key in told}
    raised: dict[str, Any] = {
        limit.name: _number(told[LIMIT + limit.name]) for limit in fields(Limits) if LIMIT + limit.name in told
    }
    return Given(**values, limits=replace(LIMITS, **raised))


def over(first: Given | None, second: Given | None) -> Given | None:
    """What `second` tells, else what `first` tells: options go over the file beside the report."""
    return from_strings({**to_strings(first), **to_strings(second)})


def _number(text: str) -> float:
    return int(text) if text.isdecimal() else float(text)
