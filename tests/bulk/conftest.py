"""The families and namesakes that the tests of the linkage speak of; all invented but for the public Tikhanovskis."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    """The generator of invented people; a bench, and so no part of the package."""
    spec = importlib.util.spec_from_file_location("synthetic_people", BENCH / "synthetic_people.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic_people"] = module
    spec.loader.exec_module(module)
    return module
