"""A fixed cast in every test of permissions, and archives with their accounts, plain and sealed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from letapis.archive.archive import Archive
from letapis.archive.keys import process, stretching
from letapis.cli.main import run
from letapis.workflow import key_agent_calls, passphrases
from letapis.workflow.accounts_changing import add, admit, make, opened_books
from letapis.workflow.accounts_opening import Opened, opened
from letapis.workflow.accounts_state import books_of
from letapis.workflow.opened import begin_archive

LIGHT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1, "most": {"memory_kib": 65536, "passes": 3, "lanes": 4}}
CAST = {
    "owner": ("keeper", "reviewer"),
    "desk": ("administrator",),
    "member": ("documenter",),
    "second": ("keeper", "lawyer"),
    "publisher": ("publisher",),
    "rita": ("reader",),
}


def phrase(handle):
    return f"the long words of {handle} themselves"


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch, tmp_path):
    """No variable and no folder of the machine takes part, and a passphrase costs little."""
    for name in ("ARCHIVE", "BY", "DEBUG", "PASSPHRASE", "PASSPHRASE_FILE", "KEY_FILE", "NEW_PASSPHRASE_FILE"):
        monkeypatch.delenv(f"LETAPIS_{name}", raising=False)
    monkeypatch.setattr(passphrases, "_taken", {})
    monkeypatch.setattr(process, "harden", lambda: None)
    monkeypatch.setattr(stretching, "chosen", lambda: CHEAP)
    monkeypatch.setattr(key_agent_calls, "possible", lambda: False)
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def act_as(monkeypatch):
    """Sit down as somebody: with their passphrase, and under their handle where there is none."""

    def sit(handle):
        monkeypatch.setattr(passphrases, "_taken", {"LETAPIS_PASSPHRASE": phrase(handle)})
        monkeypatch.setenv("LETAPIS_BY", handle)

    return sit


def made(desk, by, handle, roles):
    """An account made by somebody whose desk it is."""
    with_books = opened_books(desk)
    acts = make(with_books.books, by, handle, roles)
    add(Opened(with_books.books, by, with_books.keys), acts, phrase(handle))


@pytest.fixture
def plain(tmp_path):
    """A plain archive with the cast. Tests ask in the name of anybody."""
    archive = Archive.create(tmp_path / "plain", "owner")
    for handle, roles in CAST.items():
        made(
            Opened(books_of(archive), "owner", None),
            "desk" if handle not in {"owner", "desk"} else "owner",
            handle,
            roles,
        )
    return archive


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A sealed archive with the cast, each made by the administrator and admitted by the owner: made once, copied."""
    root = tmp_path_factory.mktemp("template") / "sealed"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(process, "harden", lambda: None)
        patched.setattr(stretching, "chosen", lambda: CHEAP)
        patched.setattr(key_agent_calls, "possible", lambda: False)
        begin_archive(root, "owner", passphrase=phrase("owner"))
        for handle, roles in CAST.items():
            by = "owner" if handle in {"owner", "desk"} else "desk"
            patched.setattr(passphrases, "_taken", {"LETAPIS_PASSPHRASE": phrase(by)})
            made(opened(root, by, with_keys=True), by, handle, roles)
            if by == "desk":
                patched.setattr(passphrases, "_taken", {"LETAPIS_PASSPHRASE": phrase("owner")})
                admit(opened(root, "owner", with_keys=True), handle)
    return root


@pytest.fixture
def sealed(template, tmp_path):
    """A copy of it for one test."""
    return Path(shutil.copytree(template, tmp_path / "sealed"))


@pytest.fixture
def letapis(capsys):
    """Run a command: its exit code, what it printed, and that as JSON."""

    def call(*arguments):
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        as_json = json.loads(out) if "--json" in arguments and out.strip() else None
        return SimpleNamespace(code=code, out=out, err=err, json=as_json)

    return call
