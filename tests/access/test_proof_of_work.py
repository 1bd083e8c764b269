"""The work that a flood has to do: what is an answer, and what a forger may try."""

from __future__ import annotations

import hashlib
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as some

from letapis.access.proof_of_work import LASTS, answers, holds, question

from .conftest import LIGHT

KEY, NOW = b"key of the intake", 1_600_000_000


def test_an_answer_costs_work_and_is_checked_at_once():
    asked = question(KEY, NOW, bits=8)
    answer = next(answers(asked))
    assert hashlib.sha256(f"{asked}\0{answer}".encode()).digest()[0] == 0
    assert holds(KEY, asked, answer, NOW)
    tried = [number for number in range(4000) if holds(KEY, asked, str(number), NOW)]
    assert 1 <= len(tried) <= 60  # 4000 / 256 are to be expected
    assert tried == [int(one) for one in islice(answers(asked), len(tried))]


@pytest.mark.parametrize(("later", "fits"), [(-1, False), (0, True), (LASTS - 1, True), (LASTS, False)])
def test_it_can_be_answered_for_a_while(later, fits):
    asked = question(KEY, NOW, bits=4)
    assert holds(KEY, asked, next(answers(asked)), NOW + later) is fits


def test_a_question_that_is_not_ours_or_was_made_easier_is_refused():
    asked = question(KEY, NOW, bits=8)
    easier = asked.replace(".8.", ".0.")
    later = asked.replace(str(NOW), str(NOW + 5))
    for forged in (question(b"another key", NOW, bits=0), easier, later, "", ".", "...", f"{NOW}.0.00.00"):
        assert not holds(KEY, forged, "0", NOW)
    assert not holds(KEY, question(KEY, NOW, bits=0), "0" * 21, NOW)


@LIGHT
@given(some.text(), some.text())
def test_no_text_of_a_stranger_is_more_than_refused(asked, answer):
    assert not holds(KEY, asked, answer, NOW)
