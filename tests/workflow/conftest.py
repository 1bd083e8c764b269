import hashlib
import importlib.util
from pathlib import Path

import pytest

from letapis.workflow import open_archive


def _coder_class():
    place = Path(__file__).with_name("simple_coder.py")
    specification = importlib.util.spec_from_file_location("simple_coder", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.SimpleCoder


SimpleCoder = _coder_class()


@pytest.fixture
def simple_coder():
    return SimpleCoder


@pytest.fixture(autouse=True)
def one_process(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")


@pytest.fixture
def opened(tmp_path):
    return open_archive(tmp_path / "archive", create=True, plain=True, by="anna")


@pytest.fixture
def reports(tmp_path):
    return make_reports(tmp_path / "reports")


def make_reports(folder):
    folder.mkdir()
    for name, text in {
        "a.txt": "October 13, 2020\n\nIn Minsk 700 people were arrested. They were held in a school.\n",
        "b.txt": "October 12, 2020\n\nA list of names has 620 people arrested in Minsk.\n",
        "c.txt": "October 14, 2020\n\nThe ministry says that 713 were arrested in Minsk.\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tree(folder):
    """Every file below a folder with its hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(name="tree")
def tree_fixture():
    return tree
