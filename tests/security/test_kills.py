"""Killed without warning at random points of adding, coding, judging, backing up, capturing, and of the vault.

`bench/kills.py` does the same two hundred times and prints the counts.
"""

from __future__ import annotations

import os
import random

import pytest

from .kills import Killings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs the signals of Linux or macOS"),
]
SAMPLE = 28  # four of each kind


def test_nothing_that_was_called_done_is_lost_and_nothing_is_readable(laptop):
    killings = Killings(laptop, random.Random(417))
    killings.kill(SAMPLE)
    assert killings.lost == []
    assert killings.broken == []
    assert killings.readable == []
    assert sum(count for name, count in killings.counts.items() if name.endswith("killed")) > SAMPLE // 3
