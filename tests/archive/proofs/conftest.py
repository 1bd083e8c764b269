"""The vectors of others."""

from __future__ import annotations

from pathlib import Path

import pytest

SETS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "security"


@pytest.fixture
def vectors() -> Path:
    if not SETS.is_dir():
        pytest.skip("the vectors of others are not beside the checkout (../shared/data/security)")
    return SETS
