"""The threat model names for each of its thirty attacks a test that is there, or says that it is open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .naming import missing, named_tests

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs" / "explanation" / "threat-model.md").read_text(encoding="utf-8")
ATTACK = re.compile(r"^### (\d+)\. (.+?)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
ATTACKS = [(int(number), title, text) for number, title, text in ATTACK.findall(PAGE)]


def test_there_are_thirty_attacks_in_their_order():
    assert [number for number, _, _ in ATTACKS] == list(range(1, 31))


@pytest.mark.parametrize(("number", "title", "text"), ATTACKS, ids=[title for _, title, _ in ATTACKS])
def test_each_names_a_test_that_is_there_or_says_that_it_is_open(number, title, text):
    assert named_tests(text) or "Open" in text, f"{number}. {title}: neither a test nor open"


def test_every_named_test_is_there():
    assert missing(PAGE, CHECKOUT) == []


def test_a_test_that_is_not_there_is_found():
    text = "`tests/security/test_threats.py::test_of_nobody` and `tests/nowhere/test_it.py`"
    assert missing(text, CHECKOUT) == ["tests/security/test_threats.py::test_of_nobody", "tests/nowhere/test_it.py"]
