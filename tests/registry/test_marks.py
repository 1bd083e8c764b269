"""Every example of a mark gives its value, no counterexample does, and each value is one that the slot takes."""

from __future__ import annotations

import pytest

from letapis.registry.marks import entries, marked
from letapis.registry.model.kinds import kind
from letapis.registry.model.values import parse

KINDS = ("strike", "organisation", "office", "closure")


def rows(name: str) -> list[tuple[str, str, str, str]]:
    held = [(code, entry) for code in KINDS for entry in entries(code)]
    return [(code, entry["slot"], entry["value"], text) for code, entry in held for text in entry[name]]


@pytest.mark.parametrize(("code", "slot", "value", "text"), rows("examples"))
def test_an_example_gives_its_value(code, slot, value, text):
    assert value in {mark.value for mark in marked(code, text, slot)}


@pytest.mark.parametrize(("code", "slot", "value", "text"), rows("counterexamples"))
def test_a_counterexample_does_not(code, slot, value, text):
    assert value not in {mark.value for mark in marked(code, text, slot)}


@pytest.mark.parametrize("code", KINDS)
def test_values_are_values_of_the_slot(code):
    slots = kind(code).slots
    for entry in entries(code):
        assert entry["examples"]
        assert entry["counterexamples"]
        if entry["slot"] in slots:  # the others steer what is proposed, and fill nothing
            assert parse(slots[entry["slot"]], entry["value"]) == entry["value"]
