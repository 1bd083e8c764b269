"""The shape of the house: what DESIGN promises a newcomer about sizes, names and places."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "letapis"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
SECOND_SPELLING = {"spelling.toml"}  # of a language that is written in two ways
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core", "lib", "tools", "stuff"}


def relative(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_module_is_over_600_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_the_median_module_is_about_a_hundred_lines():
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    assert statistics.median(lengths) <= 150


def test_half_of_the_functions_are_about_ten_lines():
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert statistics.median(lengths) <= 14


@pytest.mark.parametrize("path", [*MODULES, *FOLDERS], ids=relative)
def test_no_name_says_nothing(path):
    words = set(re.split(r"[_.]", path.stem.lower()))
    if relative(path) == "letapis/store/sqlcipher/base.py":
        words.remove("base")  # so Django wants the module of a backend to be called
    assert not words & VAGUE
    assert not re.search(r"_?v\d+$", path.stem), "a second version beside the first"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_what_it_is_for(path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, "begin the module with one or two sentences"
    assert len(said) >= 20


@pytest.mark.parametrize("folder", FOLDERS, ids=relative)
def test_every_folder_with_code_is_a_package(folder):
    assert (folder / "__init__.py").is_file()


def test_languages_have_the_same_files():
    """A language folder may lack a file that is not written yet, but has none of its own making."""
    languages = PACKAGE / "vocabulary" / "languages"
    english = {path.name for path in (languages / "en").iterdir()}
    for folder in sorted(languages.iterdir()):
        assert {path.name for path in folder.iterdir()} <= english | SECOND_SPELLING, folder.name


def test_tests_mirror_the_rooms():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= {path.name for path in (CHECKOUT / "tests").iterdir()}


def test_the_top_of_the_checkout_is_as_described():
    wanted = (
        "letapis tests docs examples bench dev.py pyproject.toml constraints.txt .ci/run "
        "README.md CHANGELOG.md CONTRIBUTING.md GLOSSARY.md LICENSE SECURITY.md"
    )
    assert [name for name in wanted.split() if not (CHECKOUT / name).exists()] == []
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
