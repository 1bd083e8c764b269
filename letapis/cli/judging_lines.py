"""Judgements, kinds and histories as lines and JSON values. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letapis.registry.judgement import Judgement
from letapis.registry.model.kinds import Kind, Slot, kinds
from letapis.registry.model.values import takes
from letapis.vocabulary.codes import codes


def judgement_as_line(one: Judgement) -> str:
    """Id, when, who, what, of what, with which values, and why."""
    values = [(one.slot, one.value)] if one.slot else [(given.slot, given.value) for given in one.given]
    filled = "".join(f" {slot} = {value}" for slot, value in values)
    reason = f" ({one.reason})" if one.reason else ""
    return f"{one.id}  {one.at}  {one.by}  {one.kind.replace('_', ' ')} {', '.join(one.claims)}{filled}{reason}"


def kinds_as_lines() -> Iterator[str]:
    """Each kind with its label and its required slots."""
    for kind in kinds().values():
        needs = [name for name, slot in kind.slots.items() if slot.required]
        yield f"{kind.code:<14} {kind.label['en']}" + (f"; needs {', '.join(needs)}" if needs else "")


def kind_as_lines(kind: Kind) -> Iterator[str]:
    """The slots of a kind: what each takes, and its codes where it takes codes."""
    yield f"{kind.code}: {kind.label['en']} / {kind.label['be']} / {kind.label['ru']}"
    for slot in kind.slots.values():
        marks = [word for word, told in (("required", slot.required), ("several", slot.several)) if told]
        yield f"  {slot.name}: {takes(slot)}{' (' + ', '.join(marks) + ')' if marks else ''}; {slot.help}"
        if slot.codes:
            yield f"    {', '.join(codes(slot.codes))}"


def kind_as_json(kind: Kind) -> dict[str, Any]:
    """The kind as JSON values."""
    slots = [_slot_as_json(slot) for slot in kind.slots.values()]
    return {"kind": kind.code, "label": kind.label, "plural": kind.plural, "about": kind.about, "slots": slots}


def _slot_as_json(slot: Slot) -> dict[str, Any]:
    told = {
        "slot": slot.name, "value": slot.value, "label": slot.label, "help": slot.help, "several": slot.several,
        "required": slot.required, "future": slot.future, "huridocs": slot.huridocs,
    }  # fmt: skip
    if slot.codes:
        return {**told, "codes": list(codes(slot.codes))}
    return {**told, "entry": slot.entry} if slot.value == "entry" else told
