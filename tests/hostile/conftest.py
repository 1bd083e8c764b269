"""Where the files of others lie that were made to break readers."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"


@pytest.fixture
def corpora():
    if not CORPORA.is_dir():
        pytest.skip("the outside corpora are not beside the checkout: put them as ../shared")
    return CORPORA


def _hostile_making():
    """The maker of hostile files, as a module that the tests beside it can import."""
    specification = importlib.util.spec_from_file_location("hostile_making", Path(__file__).with_name("making.py"))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


sys.modules["hostile_making"] = _hostile_making()
