import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def october():
    """The record of october.py as a module."""
    spec = importlib.util.spec_from_file_location("october", Path(__file__).parent / "october.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
