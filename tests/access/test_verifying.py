"""`verify` looks at the logs of accounts and of requests too, and names each that does not hold."""

import json

import pytest

from letapis.archive.archive import Archive
from letapis.archive.sealed_object import HEADER
from letapis.workflow.accounts_opening import opened
from letapis.workflow.accounts_state import books_of, decide, signed_in
from letapis.workflow.verify import verify


def asked(archive):
    """One request, so that there is a log of requests."""
    act = {"change": "asked", "request": "1", "action": "export", "target": "", "reason": "for the court"}
    decide(books_of(archive), lambda _: act, "member")
    signed_in(books_of(archive), "member")
    assert verify(archive).intact
    return archive


LOGS = {
    "accounts/accounts.jsonl": lambda archive: archive.root / "accounts/accounts.jsonl",
    "accounts/sign-ins.jsonl": lambda archive: archive.root / "accounts/sign-ins.jsonl",
    "approvals.jsonl": lambda archive: archive.root / "approvals.jsonl",
}


@pytest.mark.parametrize("log", LOGS)
def test_an_edited_line_of_each_log_is_named(plain, log):
    path = LOGS[log](asked(plain))
    lines = path.read_bytes().splitlines(keepends=True)
    first = json.loads(lines[0])
    first["who"] = "nobody"
    path.write_bytes(json.dumps(first, sort_keys=True, separators=(",", ":")).encode() + b"\n" + b"".join(lines[1:]))
    found = verify(plain).problems
    assert [(one.file, one.place) for one in found] == [(log, "line 1")]
    assert "edited" in found[0].problem


@pytest.mark.parametrize("log", ["accounts/accounts.jsonl", "approvals.jsonl"])
def test_an_end_that_was_cut_off_is_named(plain, log):
    path = LOGS[log](asked(plain))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    (found,) = verify(plain).problems
    assert (found.file, found.place) == (log, f"line {len(lines)}")
    assert "cut off" in found.problem


def test_a_log_that_was_written_anew_from_a_line_on_is_named(plain):
    from letapis.archive.chain import Chain
    from letapis.archive.plain_files import PlainFiles

    path = LOGS["accounts/accounts.jsonl"](asked(plain))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    last = {key: value for key, value in json.loads(lines[-1]).items() if key not in {"prev", "seq", "hash"}}
    Chain(PlainFiles(plain.root / "accounts"), "accounts.jsonl").append([{**last, "who": "somebody-else"}])
    (found,) = verify(plain).problems
    assert (found.file, found.place) == ("accounts/accounts.jsonl", f"line {len(lines)}")
    assert "rewritten" in found.problem


def test_the_whole_folder_of_accounts_taken_away_is_told(plain):
    asked(plain)
    (plain.root / "accounts").rename(plain.root.parent / "kept")
    found = verify(plain).problems
    assert [one.file for one in found] == ["accounts"]
    assert "missing" in found[0].problem


@pytest.fixture
def team(sealed, act_as):
    act_as("owner")
    archive = opened(sealed, "owner").archive
    assert isinstance(archive, Archive)
    return asked(archive)


@pytest.mark.parametrize("log", LOGS)
def test_each_changed_byte_of_a_sealed_log_is_named(team, log):
    books = books_of(team)
    chain = {"accounts": books.accounts, "sign-ins": books.sign_ins, "approvals": books.approvals}
    files = chain[log.rpartition("/")[2].partition(".")[0]].files
    name = log.rpartition("/")[2]
    path = files.root / "store" / files.physical(name)
    before = path.read_bytes()
    for at in (20, HEADER + 520, HEADER + 600):  # in the header, in the first block and behind it
        path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
        found = {one.file for one in verify(team).problems}
        assert log in found, (at, found)
        path.write_bytes(before)
    assert verify(team).intact


def test_a_changed_key_of_the_logs_is_named(team):
    path = team.files.root / "store" / team.files.physical("accounts.key")
    before = path.read_bytes()
    path.write_bytes(before[:600] + bytes([before[600] ^ 1]) + before[601:])
    found = {one.file for one in verify(team).problems}
    assert {"accounts", "accounts.key"} <= found
