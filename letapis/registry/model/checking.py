"""Whether what is said of entries can be meant so: slots that are there, values that they take, chains without circles.

Everything here is told, never raised: a faulty statement in a log must not stop the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from letapis.registry.judgement import Given, Judgement
from letapis.registry.model.kinds import Kind, Slot, is_entry, kind, kinds
from letapis.registry.model.statement import kind_of
from letapis.registry.model.values import parse

BY_OTHERS = {
    "verdict": "accept and reject",
    "same_as": "join",
    "not_same_as": "keep-apart",
    "split_into": "split",
}  # slots that are filled by judgements of their own
_NEEDS_GIVEN = ("state", "correct", "supersede", "split")
_ALONE = ("split",)


def problem(judgement: Judgement) -> str:
    """Why a judgement on entries cannot be meant so; empty where it can."""
    others = [target for target in judgement.claims if not is_entry(target)]
    if others:
        return no_entry(others[0])
    if judgement.kind in _ALONE and len(judgement.claims) > 1:
        return f"{judgement.kind} takes one entry"
    if judgement.kind in _NEEDS_GIVEN and not judgement.given:
        return f"{judgement.kind} needs at least one slot=value"
    found = (slot_problem(target, one) for target in _filled(judgement) for one in judgement.given)
    return next((one for one in found if one), "") or _kinds_problem(judgement)


def slot_problem(entry_kind: Kind, given: Given) -> str:
    """Why a slot of a kind cannot be filled so; empty where it can."""
    if given.slot in BY_OTHERS:
        return f"slot {given.slot} is filled by {BY_OTHERS[given.slot]}"
    if given.slot not in entry_kind.slots:
        return no_slot(entry_kind, given.slot)
    if canonical(entry_kind.code, given.slot, given.value) is None:
        try:
            parse(entry_kind.slots[given.slot], given.value)
        except ValueError as error:
            return str(error)
    return ""


@lru_cache(maxsize=65536)
def canonical(code: str, slot: str, value: str) -> str | None:
    """The one form of a value of a slot of a kind; None where there is no such slot, or where it does not take that."""
    found = kinds().get(code)
    try:
        return parse(found.slots[slot], value) if found and slot in found.slots else None
    except ValueError:
        return None


def no_slot(entry_kind: Kind, name: str) -> str:
    """There is no such slot; the nearest ones, or all."""
    near = get_close_matches(name, entry_kind.slots, n=3)
    those = f"the nearest are {', '.join(near)}" if near else f"known are {', '.join(entry_kind.slots)}"
    return f"{entry_kind.code} has no slot {name!r}; {those}"


def no_entry(name: str) -> str:
    """A name that is none of an entry; what such a name looks like, or the kinds there are."""
    code = kind_of(name)
    if code in kinds():
        return f"{name!r} is no entry; an entry is named {code}:NAME"
    near = get_close_matches(code, kinds(), n=3)
    those = f"the nearest kinds are {', '.join(near)}" if near else f"kinds are {', '.join(kinds())}"
    return f"{name!r} names no entry, KIND:NAME; {those}"


def missing(entry_kind: Kind, given: Iterable[Given]) -> tuple[str, ...]:
    """The required slots that a new entry would leave empty."""
    told = {one.slot for one in given if one.value}
    return tuple(name for name, slot in entry_kind.slots.items() if slot.required and name not in told)


def slot_of(entry: str, name: str) -> Slot | None:
    """The slot of an entry's kind; None where the kind has no such slot, or there is no such kind."""
    found = kinds().get(kind_of(entry))
    return found.slots.get(name) if found else None


def _filled(judgement: Judgement) -> list[Kind]:
    """The kinds of the entries whose slots the judgement fills."""
    if judgement.kind == "recognise":
        return [kind("recognition")]
    return [kind(code) for code in dict.fromkeys(map(kind_of, judgement.claims))]


def _kinds_problem(judgement: Judgement) -> str:
    named = list(dict.fromkeys(map(kind_of, judgement.claims)))
    if judgement.kind in {"join", "keep_apart"} and len(named) > 1:
        return f"{judgement.kind} takes entries of one kind, not of {' and '.join(named)}"
    if judgement.kind == "split":
        if "of_group" not in kind(named[0]).slots:
            return f"split takes a person or a group, not {judgement.claims[0]}"
        if any(one.slot != "name" for one in judgement.given):
            return "split takes names only"
    return ""
