"""Rooms load without what they do not need, so that they stay usable alone and start fast."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
HEAVY = {"trafilatura", "lxml", "pypdfium2", "docx", "odf", "striprtf", "jinja2", "pymorphy3", "regex", "dateparser"}
SCREEN = {"click", "rich"}


def modules_of(statement: str) -> set[str]:
    """What stands in sys.modules of a new process after the statement."""
    code = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded_by(statement: str) -> set[str]:
    """The top-level modules among them."""
    return {name.partition(".")[0] for name in modules_of(statement)}


@pytest.mark.parametrize(
    "room",
    ["vocabulary", "archive", "sources", "names", "claims", "registry", "statistics", "publications", "workflow"],
)
def test_a_room_loads_without_heavy_libraries(room):
    assert loaded_by(f"import letapis.{room}") & (HEAVY | SCREEN) == set()


@pytest.mark.parametrize(
    "module",
    [
        "letapis.claims.claim",
        "letapis.claims.rules",
        "letapis.sources.reading",
        "letapis.registry.reconcile",
        "letapis.archive.archive",
    ],
)
def test_the_core_loads_without_a_screen_and_without_pages(module):
    assert loaded_by(f"import {module}") & (HEAVY | SCREEN) == set()


def test_the_command_line_shows_its_help_with_click_alone():
    assert loaded_by("import letapis.cli.main") & (HEAVY | {"django"}) == set()


def test_one_room_opens_the_network():
    """Whole names of modules that could: none is imported anywhere but in the doors."""
    doors = (
        "import socket",
        "from socket",
        "urllib.request",
        "import http.client",
        "import requests",
        "import urllib3",
        "import ssl",
        "import httpx",
        "import asyncio",
        "create_connection",
    )
    found = {
        path.relative_to(CHECKOUT).as_posix()
        for path in sorted((CHECKOUT / "letapis").rglob("*.py"))
        for door in doors
        if door in path.read_text(encoding="utf-8")
    }
    room = {"connecting", "policy", "request", "socks", "timed"}
    within = "letapis/workflow/key_agent"  # a socket in the file system, which leaves no machine
    assert {name for name in found if not name.startswith(within)} == {
        "letapis/workflow/endpoint.py",
        *(f"letapis/network/{name}.py" for name in room),
    }


def test_the_door_stays_shut_where_no_language_model_is_asked():
    commands = "letapis.cli.coding", "letapis.workflow.code", "letapis.workflow.lines", "letapis.workflow.reconcile"
    for module in commands:
        assert "letapis.workflow.endpoint" not in modules_of(f"import {module}")
