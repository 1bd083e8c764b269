"""The tamper matrix: whatever is done to a log, an original or a byte is named, and the rest is still read.

Each archive is tried plain and sealed. Somebody who holds the key of a sealed one, and writes its logs with it, is held
by the chain and the checkpoints as in a plain one. What is derived is made again instead, where a test says so.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest

from letapis.access.approvals import Wish
from letapis.access.rules import Target
from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError
from letapis.archive.keys import process, stretching
from letapis.archive.originals import name_of
from letapis.archive.proofs.log_keys import read_keys
from letapis.cli.main import run
from letapis.workflow import key_agent_calls, passphrases
from letapis.workflow.accounts import ask
from letapis.workflow.accounts_changing import add, make, opened_books
from letapis.workflow.accounts_opening import opened
from letapis.workflow.accounts_state import books_of
from letapis.workflow.opened import archive_at, begin_archive
from letapis.workflow.proving import sign
from letapis.workflow.unlocking import unlocked
from letapis.workflow.vault import add as add_entry
from letapis.workflow.vault import open_vault
from letapis.workflow.verify import verify

from .starting import CHEAP
from .tampering import REPORTS, chained_anew, flips, lines_of, named, noticed, originals_read

PHRASE = "the long words of a wren alone"
FORMS = ("plain", "sealed")
FLIPS = int(os.environ.get("LETAPIS_FLIPS", "150"))  # of each form; bench/tampering.py makes a thousand
LOGS = (
    "custody.jsonl", "judgements.jsonl", "persons.jsonl", "proofs/checkpoints.jsonl", "accounts/accounts.jsonl",
    "approvals.jsonl",
)  # fmt: skip


def calm(patched):
    """No passphrase is asked for or dear, and nobody keeps a key."""
    patched.setattr(process, "harden", lambda: None)
    patched.setattr(stretching, "chosen", lambda: CHEAP)
    patched.setattr(key_agent_calls, "possible", lambda: False)
    patched.setattr(passphrases, "_taken", {"LETAPIS_PASSPHRASE": PHRASE})
    patched.setenv("LETAPIS_BY", "wren")


@pytest.fixture(autouse=True)
def calmly(monkeypatch):
    calm(monkeypatch)


def begun(root, form, name="wren"):
    """An archive with reports, decisions, checkpoints, accounts and requests; a sealed one also with a vault."""
    archive = begin_archive(root, name, plain=form == "plain", passphrase=PHRASE)
    with archive.sealing(name) as sealing:
        for report, data in REPORTS.items():
            sealing.keep(archive.originals.stage_bytes(name.encode() + data if name != "wren" else data), report)
            sealing.commit()
    archive.judge([{"id": f"{name}{number}", "kind": "reject"} for number in range(4)], name)
    archive.judge_persons(lambda _: [{"id": f"{name}p{number}", "kind": "same"} for number in range(4)], name)
    desk = opened_books(opened(root, name, with_keys=True))
    acts = make(desk.books, name, name, ["keeper", "reviewer"])
    add(desk, acts, "")
    if form == "sealed":
        add_entry(open_vault(root, name), "identity", {"name": "Q"})
    for number in range(4):
        ask(archive, Wish(name, "export", Target(f"case-{number}")), "for the court")
    sign(archive)
    archive.files.write("derived/documents/one.jsonl", b'{"header":1}\n' * 900)
    return archive


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """One archive of each form, and a stranger's: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("tampering")
    with pytest.MonkeyPatch.context() as patched:
        calm(patched)
        for form in FORMS:
            begun(folder / form, form)
            begun(folder / f"{form} stranger", form, "finch")
    return folder


def opening(root):
    return archive_at(root, unlocked(root, "wren"))


@pytest.fixture(params=FORMS)
def archive(request, templates, tmp_path):
    copied = Path(shutil.copytree(templates / request.param, tmp_path / request.param))
    found = opening(copied)
    assert verify(found).intact
    return found


@pytest.fixture
def stranger(archive, templates, monkeypatch):
    root = templates / f"{archive.root.name} stranger"
    monkeypatch.setenv("LETAPIS_BY", "finch")
    return archive_at(root, unlocked(root, "finch"))


def held_in(archive, log):
    """The files that hold a log, and its name there."""
    if log.startswith("accounts/"):
        return books_of(archive).accounts.files, log.partition("/")[2]
    return archive.files, log


def edited(lines):
    middle = json.loads(lines[len(lines) // 2])
    middle["at"] = "2020-01-01T00:00:00Z"
    return [*lines[: len(lines) // 2], json.dumps(middle).encode() + b"\n", *lines[len(lines) // 2 + 1 :]]


CHANGES = {
    "a line edited": edited,
    "a line taken out": lambda lines: [*lines[:1], *lines[2:]],
    "a line put in": lambda lines: [*lines[:1], lines[-1], *lines[1:]],
    "two lines in another order": lambda lines: [lines[1], lines[0], *lines[2:]],
    "a line repeated": lambda lines: [*lines, lines[-1]],
    "the last line taken away": lambda lines: lines[:-1],
    "an older copy put back": lambda lines: lines[: len(lines) // 2],
    "nothing left": lambda _: [],
    "written anew with fresh hashes": lambda lines: chained_anew(lines, lambda entry: {**entry, "at": "2020-01-01"}),
    "a line taken out, with fresh hashes": lambda lines: chained_anew([*lines[:1], *lines[2:]], lambda entry: entry),
}
# What a checkpoint says is signed; which there were, and what stands beside it, is not. Whoever takes some away hides
# nothing by that alone: the log still has to fit the rest, and those that are kept elsewhere.
UNSEEN = {
    ("proofs/checkpoints.jsonl", change)
    for change in (
        "the last line taken away", "an older copy put back", "a line taken out, with fresh hashes",
        "written anew with fresh hashes",
    )
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("log", LOGS)
def test_a_log_that_was_changed_is_named(archive, log, change):
    files, name = held_in(archive, log)
    lines = lines_of(files, name)
    assert len(lines) > 1 or change == "nothing left" or log == "accounts/accounts.jsonl"
    if len(lines) < 2:
        lines = lines * 2
    files.rewrite_log(name, CHANGES[change](lines))
    found = named(opening(archive.root))
    if (log, change) in UNSEEN:
        assert found == {}
    else:
        assert log in found or (log.startswith("accounts") and "accounts" in found), found
    assert originals_read(archive)


@pytest.mark.parametrize("log", LOGS)
def test_the_log_of_another_archive_is_named(archive, stranger, log):
    files, name = held_in(archive, log)
    files.rewrite_log(name, lines_of(*held_in(stranger, log)))
    assert {log, "custody.jsonl"} & set(named(archive)), "a checkpoint of others speaks against our log"
    assert originals_read(archive)


def test_a_history_written_anew_in_all_logs_is_told_by_the_checkpoints_alone(archive):
    """Who writes every log anew, each with fresh hashes and heads that fit, has not the checkpoints of others."""
    judged = chained_anew(lines_of(archive.files, "judgements.jsonl"), lambda entry: {**entry, "at": "2020-01-01"})
    head = json.loads(judged[-1])["hash"]

    def fitting(entry):
        told = entry.get("act") == "judged" and "file" not in entry
        return {**entry, "head": head} if told else entry

    archive.files.rewrite_log("judgements.jsonl", judged)
    archive.files.rewrite_log("custody.jsonl", chained_anew(lines_of(archive.files, "custody.jsonl"), fitting))
    found = named(archive)
    assert found
    assert set(found) <= {"custody.jsonl", "proofs/checkpoints.jsonl", "proofs/tree"}
    assert originals_read(archive)


def path_of(archive, name):
    return archive.root / name if archive.root.name == "plain" else Path(archive.files.path(name))


HARM = {
    "changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "another's": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("harm", HARM)
def test_each_original_that_was_harmed_is_named_and_the_others_are_read(archive, harm):
    for data in REPORTS.values():
        name = name_of(digest(data))
        path = path_of(archive, name)
        before = path.read_bytes()
        path.write_bytes(HARM[harm](before))
        assert name in named(archive)
        assert originals_read(archive, harmed=name)
        path.unlink()
        assert name in named(archive)
        path.write_bytes(before)
    assert verify(archive).intact


def test_originals_that_changed_places_are_named(archive):
    one, two = (path_of(archive, name_of(digest(data))) for data in list(REPORTS.values())[:2])
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert {name_of(digest(data)) for data in list(REPORTS.values())[:2]} <= set(named(archive))


def test_each_of_many_bits_turned_over_is_named_or_opens_nothing(archive):
    """Over everything on the disk. What is derived is made again; a key that nobody here holds is nobody's."""
    under = (
        "archive.toml",
        "custody",
        "judgements",
        "persons",
        "approvals",
        "proofs",
        "accounts",
        "originals",
        "store",
    )
    known = {archive.files.path(name): name for name in archive.files.names()} if archive.files.sealed else {}
    missed, keys = [], read_keys(archive.files)
    for path, at in flips(archive.root, under, FLIPS, random.Random(417)):
        try:
            now = opening(archive.root)
            found = set(named(now)) or noticed(now)
            if path.name == "log-keys.json" and (found or read_keys(now.files) == keys):
                continue  # another origin is told of the checkpoints; a remark or a capital letter changes no key
        except ArchiveError as error:
            found = {error.file}
        place = path.relative_to(archive.root).as_posix()
        wanted = {place, known.get(str(path), place), str(path), str(archive.root)}
        if not wanted & found and not (place.startswith("accounts/") and any("accounts" in one for one in found)):
            missed.append((place, known.get(str(path)), at, found))
        assert originals_read(archive, harmed=known.get(str(path), place)), place
    assert missed == []
    assert verify(archive).intact


def test_a_slot_or_an_envelope_that_was_changed_opens_nothing_else(templates, tmp_path):
    """A byte of a key: the archive opens as before, since it was in what nobody reads, or not at all."""
    root = Path(shutil.copytree(templates / "sealed", tmp_path / "sealed"))
    for path, at in flips(root, ("keys",), 60, random.Random(26)):
        try:
            archive = opening(root)
        except ArchiveError:
            continue
        else:
            assert originals_read(archive), (path, at)


def test_what_lies_in_the_vault_is_named_or_not_read(templates, tmp_path):
    root = Path(shutil.copytree(templates / "sealed", tmp_path / "sealed"))
    archive = opening(root)
    names = [name for name in archive.files.names() if name.startswith("vault/")]
    assert len(names) > 1
    for name in names:
        path = Path(archive.files.path(name))
        before = path.read_bytes()
        for harm in HARM.values():
            path.write_bytes(harm(before))
            found = named(archive)
            assert {name, f"store/{path.name}"} & set(found), name
            path.write_bytes(before)
    assert verify(archive).intact


def test_a_store_that_was_changed_gives_the_same_answer_or_an_error(tmp_path, capsys, monkeypatch):
    """The database is derived: it is never believed over the archive, and made again by one command."""
    root = tmp_path / "sealed"
    begin_archive(root, "wren", passphrase=PHRASE)
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(root))
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")
    report = tmp_path / "report.txt"
    report.write_text("October 12, 2020\n\nOn 11 October 2020 over 620 people were detained in Minsk.\n", "utf-8")
    assert run(["add", str(report)]) == 0

    def figure():
        capsys.readouterr()
        code = run(["figure", "detained", "--on", "2020-10-11", "--json"])
        told = capsys.readouterr()
        return (code, told.out) if code == 0 else (code, "")

    wanted = figure()
    assert wanted[0] == 0
    for path, at in flips(root, ("databases",), 12, random.Random(7)):
        answer = figure()
        assert answer in {wanted, (1, "")}, (path, at)
    assert run(["reconcile", "--anew"]) == 0
    assert figure() == wanted
