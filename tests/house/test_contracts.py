"""The checks check: contracts name every room, a broken layer is found, a skip is told and can be forbidden."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS, FRAMEWORK, NETWORK, SAFETY = SETTINGS["tool"]["importlinter"]["contracts"]
ROOMS = sorted(path.parent.name for path in (CHECKOUT / "letapis").glob("*/__init__.py"))


def test_every_room_has_its_layer():
    named = {word for layer in LAYERS["layers"] for word in layer.replace("(", "").replace(")", "").split(" | ")}
    assert {f"letapis.{room}" for room in ROOMS} <= named


def test_every_room_but_the_outer_ones_is_kept_free_of_frameworks():
    inner = {f"letapis.{room}" for room in ROOMS} - {"letapis.cli", "letapis.workflow", "letapis.web", "letapis.store"}
    assert set(FRAMEWORK["source_modules"]) >= inner - {"letapis.bulk"}  # the room of the engines
    # The one door, and what goes through it.
    through = {"letapis.network", "letapis.capture"}
    assert set(NETWORK["source_modules"]) | set(SAFETY["source_modules"]) >= inner - through


def lint(folder):
    tool = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [tool, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(CHECKOUT / "letapis", tmp_path / "letapis", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("vocabulary/types.py", "import letapis.claims.claim", "data flows one way"),
        ("registry/record.py", "import letapis.workflow", "data flows one way"),
        ("claims/claim.py", "import click", "the core knows no framework"),
        ("claims/language_model/coder.py", "import http.client", "the core knows no network"),
        ("claims/claim.py", "from urllib import request", "the core knows no network"),
    ],
)
def test_an_import_that_points_up_is_found(copy, module, line, contract):
    path = copy / "letapis" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    code, told = lint(copy)
    assert code != 0
    assert f"{contract} BROKEN" in told


def test_the_layers_hold(copy):
    code, told = lint(copy)
    assert code == 0, told


def test_the_test_command_runs_all_four_checks():
    script = (CHECKOUT / "dev.py").read_text(encoding="utf-8")
    assert all(f'"{tool}"' in script for tool in ("ruff", "lint-imports", "mypy", "pytest"))


def test_the_ci_script_is_well_formed_and_runs_the_command_of_the_readme():
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "python3 dev.py test" in text
    assert "LETAPIS_REQUIRE" in text


SKIPPING = """
import pytest
@pytest.mark.browser
def test_of_pages():
    pytest.skip("no Chromium on this machine")
def test_of_seeds():
    pytest.skip("the seeds do not lie beside the checkout")
@pytest.mark.browser
def test_of_an_offer():
    pytest.skip("writes pictures: LETAPIS_PICTURES=1 python3 dev.py test tests/browser")
def test_of_nothing():
    assert True
"""


@pytest.mark.parametrize(
    ("required", "code", "last"),
    [("", 0, "1 passed, 3 skipped"), ("browser", 1, "1 failed, 1 passed, 2 skipped"), ("spark", 0, "1 passed")],
)
def test_a_skip_is_told_with_its_remedy_and_can_be_forbidden(tmp_path, required, code, last):
    shutil.copy(CHECKOUT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_some.py").write_text(SKIPPING, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: drives Chromium\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "LETAPIS_REQUIRE": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "to run: put the folder of the seeds" in done.stdout
    assert ("apt-get install chromium" in done.stdout) == (code == 0)
    assert last in done.stdout.strip().splitlines()[-1]
