# ruff: noqa: ANN401, TRY004  (JSON is of any type here, and a file that does not fit is a ValueError like all bad input)
"""Record and judgement to and from JSON values, in a stable order.

Slots at their default are left out; unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from letapis.registry.judgement import Judgement
from letapis.registry.record import Record
from letapis.sources.moment import Moment

Value = TypeVar("Value")


def record_to_json(record: Record) -> dict[str, Any]:
    """The record as JSON values, ready for any JSON writer."""
    return cast("dict[str, Any]", _written(record))


def record_from_json(value: Mapping[str, Any]) -> Record:
    """The record back. Raises ValueError that names the key that does not fit."""
    return _read(Record, value, "record")


def value_to_json(value: Any) -> dict[str, Any]:
    """Any value of the registry as JSON; slots at their default are left out."""
    return cast("dict[str, Any]", _written(value))


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """One line of the log of judgements."""
    return cast("dict[str, Any]", _written(judgement))


def judgement_from_json(value: Mapping[str, Any]) -> Judgement:
    """The judgement back. Raises ValueError that names the key that does not fit."""
    return _read(Judgement, value, "judgement")


def _written(value: Any) -> Any:
    if isinstance(value, Moment):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if is_dataclass(value):
        slots = _slots(type(value))  # type: ignore[arg-type]  # classes are hashable; the stub of cache asks for more
        pairs = ((name, getattr(value, name), default) for name, (_, default) in slots.items())
        return {name: _written(one) for name, one, default in pairs if default is MISSING or one != default}
    return value


@cache
def _slots(kind: type) -> dict[str, tuple[Any, Any]]:
    """Annotation and default of each slot; a slot at its default is left out."""
    hints = get_type_hints(kind)
    return {one.name: (hints[one.name], one.default) for one in fields(kind)}


def _read(kind: type[Value], value: Any, where: str) -> Value:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: an object is expected, not {type(value).__name__}")
    slots = _slots(kind)  # type: ignore[arg-type]  # as above
    for name in value:
        if name not in slots:
            raise ValueError(f"{where}: unknown key {name!r}; known are {', '.join(slots)}")
    for name, (_, default) in slots.items():
        if default is MISSING and name not in value:
            raise ValueError(f"{where}: key {name!r} is missing")
    return kind(**{name: _value(slots[name][0], one, f"{where}.{name}") for name, one in value.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:
        if value is None:
            return None
        return _value(next(one for one in get_args(hint) if one is not NoneType), value, where)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_value(inner, one, f"{where}[{number}]") for number, one in enumerate(_list(value, where)))
    if hint is Moment or hint is date:
        return _moment(hint, value, where)
    if is_dataclass(hint):
        return _read(hint, value, where)  # type: ignore[arg-type]  # a class, as the annotations of values are
    return _plain(hint, value, where)


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{where}: a list is expected, not {type(value).__name__}")
    return value


def _moment(hint: Any, value: Any, where: str) -> Any:
    try:
        return Moment.parse(value) if hint is Moment else date.fromisoformat(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{where}: {value!r} is no date") from error


def _plain(hint: Any, value: Any, where: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ValueError(f"{where}: {hint.__name__} is expected, not {value!r}")
    return value
