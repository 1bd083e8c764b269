"""The wheel holds the whole product: each file of the package, no file besides, and the licence."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tree():
    return {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "letapis").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_package_is_in_the_wheel(names):
    assert tree() - names == set()


def reports():
    """The example reports, which `letapis demo` shows without a checkout, and what `letapis learn` learns from."""
    return brought("examples/reports", "letapis/examples/reports") | brought("bench/annotated", "letapis/annotated")


def brought(source, target):
    folder = CHECKOUT / source
    return {f"{target}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()}


def test_every_example_report_is_in_the_wheel(names):
    assert reports() - names == set()


def test_nothing_else_is_in_the_wheel(names):
    assert {name for name in names if ".dist-info/" not in name} - tree() - reports() == set()


def test_the_licence_and_the_command_are_in_the_wheel(names):
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("entry_points.txt") for name in names)
