"""Where the files of others lie that were made to break readers."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"


@pytest.fixture
def corpora():
    if not CORPORA.is_dir():
        pytest.skip("the outside corpora are not beside the checkout: put them as ../shared")
    return CORPORA
