"""Every requirement of ASVS 5.0, levels 1 and 2, stands once in the list, with a test that is there, or a reason."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from .naming import missing, named_tests

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs" / "reference" / "asvs.md").read_text(encoding="utf-8")
STANDARD = CHECKOUT.parent / "shared" / "data" / "security" / "asvs" / "asvs-5.0.0.flat.json"
ROW = re.compile(r"^\| (V\d[V\d., ]*) \| ([^|]+) \| ([a-z ]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = [(ids.split(", "), what, state, why) for ids, what, state, why in ROW.findall(PAGE)]
STATES = ("met", "not applicable", "open")


def ids():
    return [one for group, _, _, _ in ROWS for one in group]


def place(requirement):
    return [int(number) for number in requirement[1:].split(".")]


def test_each_stands_once_in_its_order():
    assert [one for one, times in Counter(ids()).items() if times > 1] == []
    assert len(ids()) == 253
    firsts = [place(group[0]) for group, _, _, _ in ROWS]
    assert firsts == sorted(firsts)


@pytest.mark.skipif(not STANDARD.is_file(), reason="the standard as data is not beside the checkout")
def test_they_are_those_of_the_standard():
    requirements = json.loads(STANDARD.read_text(encoding="utf-8"))["requirements"]
    wanted = {one["req_id"] for one in requirements if str(one["L"]) in {"1", "2"}}
    assert set(ids()) ^ wanted == set()


def test_every_line_of_a_chapter_is_read():
    lines = [line for line in PAGE.splitlines() if re.match(r"\| V\d", line)]
    assert len(lines) == len(ROWS)


@pytest.mark.parametrize(("state", "why"), [row[2:] for row in ROWS], ids=[row[0][0] for row in ROWS])
def test_met_has_a_test_and_the_others_a_reason(state, why):
    assert state in STATES
    assert named_tests(why) if state == "met" else len(why) > 3
    assert missing(why, CHECKOUT) == []


@pytest.mark.parametrize("state", STATES)
def test_the_numbers_at_the_top_are_those_of_the_list(state):
    told = re.search(rf"^\| {state} \| (\d+) \|", PAGE, re.MULTILINE)
    assert told is not None
    assert int(told.group(1)) == sum(len(group) for group, _, found, _ in ROWS if found == state)
