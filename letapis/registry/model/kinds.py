"""The kinds of entry and their slots, as data: `vocabulary/model/<kind>.toml`, one file a kind.

A new kind or slot is a change of data. This module says nothing of what an entry of a kind means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from letapis.vocabulary.resources import table

VALUES = (
    "text", "person", "place", "date", "moment", "count", "duration", "number", "yesno", "code", "entry", "claim",
    "url",
)  # fmt: skip
SHARED = "slots.toml"  # slots that several kinds have, so that they stand once


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a kind: what it takes, and what it is called.

    `codes` names the list of a code slot, `entry` the kind of an entry slot. `future` says that a date may lie ahead.
    """

    name: str
    value: str
    label: Mapping[str, str]
    help: str = ""
    several: bool = False
    required: bool = False
    future: bool = False
    codes: str = ""
    entry: str = ""
    huridocs: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry. `about` is the slot that names whom or what an entry of it is about; empty for none."""

    code: str
    label: Mapping[str, str]
    plural: Mapping[str, str]
    slots: Mapping[str, Slot]
    about: str = ""
    huridocs: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by code. Raises ValueError that names the file and the slot where the data do not hold together."""
    folder = files("letapis.vocabulary").joinpath("model")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return {name.removesuffix(".toml"): _kind(name.removesuffix(".toml"), table(f"model/{name}")) for name in names}


def kind(code: str) -> Kind:
    """The kind of that code. Raises ValueError that names the kinds there are."""
    if code not in kinds():
        raise ValueError(f"there is no kind of entry {code!r}; known are {', '.join(kinds())}")
    return kinds()[code]


def is_entry(name: str) -> bool:
    """Whether a target of a judgement names an entry, `kind:name`, and not a claim, a report or a judgement."""
    code, colon, rest = name.partition(":")
    return bool(colon and rest) and ":" not in rest and code in kinds()


def _kind(code: str, data: Mapping[str, Any]) -> Kind:
    shared = table(SHARED)
    slots = dict(data["slots"])
    for group in (*data.get("shares", ()), "every"):
        slots.update({name: entry for name, entry in shared[group].items() if name not in slots})
    made = {name: _slot(code, name, entry) for name, entry in slots.items()}
    about = data.get("about", "")
    if about and about not in made:
        raise ValueError(f"vocabulary/model/{code}.toml: about names {about!r}, which is no slot")
    return Kind(code, data["label"], data["plural"], made, about, data.get("huridocs", ""))


def _slot(code: str, name: str, entry: Mapping[str, Any]) -> Slot:
    slot = Slot(name, **entry)
    where = f"vocabulary/model/{code}.toml, slot {name}"
    if slot.value not in VALUES:
        raise ValueError(f"{where}: unknown value {slot.value!r}; known are {', '.join(VALUES)}")
    if (slot.value == "code") != bool(slot.codes):
        raise ValueError(f'{where}: `codes` goes with value = "code", and only with it')
    return slot
