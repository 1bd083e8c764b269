"""docs/reference/register.md says every kind, slot and what it takes as the data have it, line for line."""

from __future__ import annotations

from pathlib import Path

import pytest

from letapis.registry.model.checking import BY_OTHERS
from letapis.registry.model.kinds import SHARED, Slot, kinds
from letapis.vocabulary.codes import lists
from letapis.vocabulary.resources import table

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference"
SECTIONS = {
    part.partition("\n")[0].strip("` "): part
    for part in (DOCS / "register.md").read_text(encoding="utf-8").split("\n## ")[1:]
}
SHARES = {"every": "Slots of every kind", "checked": "Slots of what is checked"}


def taken(slot: Slot) -> str:
    """What a slot takes, as the table says it."""
    if slot.codes:
        return f"code of [{slot.codes}](codes.md#{slot.codes})"
    of = f" of `{slot.entry}`" if slot.entry else ""
    return {"entry": f"entry{of}", "person": "person or name", "yesno": "yes or no"}.get(slot.value, slot.value)


def line(slot: Slot) -> str:
    """The line of a slot in the tables of the reference."""
    marks = [word for word in ("required", "several", "future") if getattr(slot, word)]
    told = ", ".join((taken(slot), *marks))
    return f"| `{slot.name}` | {slot.label['en']} | {told} | {slot.huridocs} | {slot.help} |"


@pytest.mark.parametrize("code", kinds())
def test_every_kind_has_its_section_with_a_line_for_each_slot_of_its_own(code):
    kind, section = kinds()[code], SECTIONS[code]
    assert " / ".join(kind.label[language] for language in ("en", "be", "ru")) in section
    shared = {name for group in table(SHARED).values() for name in group}
    own = [line(slot) for name, slot in kind.slots.items() if name not in shared or name in _own(code)]
    assert [one for one in section.splitlines() if one.startswith("| `")] == own


def _own(code):
    return table(f"model/{code}.toml")["slots"]


@pytest.mark.parametrize(("group", "title"), SHARES.items())
def test_shared_slots_stand_once_with_the_kinds_that_have_them(group, title):
    section = SECTIONS[title]
    slots = [Slot(name, **entry) for name, entry in table(SHARED)[group].items()]
    assert [one for one in section.splitlines() if one.startswith("| `")] == [line(slot) for slot in slots]
    having = [code for code in kinds() if group in table(f"model/{code}.toml").get("shares", ())]
    assert group == "every" or ", ".join(f"`{code}`" for code in having) in section


def test_every_list_that_a_slot_names_is_there():
    named = {slot.codes for kind in kinds().values() for slot in kind.slots.values() if slot.codes}
    assert named <= set(lists())


def test_labels_are_told_in_three_languages_and_no_kind_or_slot_is_called_as_another():
    for kind in kinds().values():
        for language in ("en", "be", "ru"):
            labels = [slot.label[language] for slot in kind.slots.values()]
            assert all(labels), kind.code
            assert len(set(labels)) == len(labels), f"{kind.code}: {sorted(labels)}"
    for language in ("en", "be", "ru"):
        assert len({kind.label[language] for kind in kinds().values()}) == len(kinds())


def test_management_is_never_typed():
    assert not {"made", "changed", "by", "at", "entered", "updated"} & {
        name for kind in kinds().values() for name, slot in kind.slots.items() if slot.value in {"date", "moment"}
    }
    assert set(BY_OTHERS) <= {name for kind in kinds().values() for name in kind.slots}
