import json
import os
import stat
import subprocess
import sys
import textwrap
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError, NoArchiveError
from letapis.archive.originals import SMALL, name_of
from letapis.archive.verification import verify

NOON = datetime(2020, 10, 13, 12, 0, tzinfo=UTC)


def archive_with(folder, reports):
    archive = Archive.create(folder / "archive", by="anna")
    archive.clock = lambda: NOON
    seal(archive, reports)
    return archive


def custody_of(archive):
    return archive.root / "custody.jsonl"


def seal(archive, reports):
    with archive.sealing("anna") as sealing:
        return [
            sealing.keep(archive.originals.stage_bytes(data, sealing.known), name) for name, data in reports.items()
        ]


REPORTS = {"a.txt": b"More than 700 people were arrested.", "b.txt": b"Over 620 names.", "c.txt": b"713 in all."}


def test_an_original_is_named_by_its_bytes_and_read_only(tmp_path):
    archive = archive_with(tmp_path, {"a.txt": b"abc"})
    # SHA-256 of "abc", from FIPS 180-4
    name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    path = archive.root / "originals" / "ba" / name
    assert path.read_bytes() == b"abc"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert list((archive.root / "incoming").iterdir()) == []


def test_the_log_tells_act_time_handle_object_name_and_what_was_given(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    archive.clock = lambda: NOON
    with archive.sealing("anna") as sealing:
        sealing.keep(archive.originals.stage_bytes(b"abc"), "a.txt", {"publisher": "Viasna"})
    entry = list(archive.custody.entries())[-1]
    assert {key: entry[key] for key in ("act", "at", "clock", "who", "name", "given")} == {
        "act": "collected",
        "at": "2020-10-13T12:00:00Z",
        "clock": "system",
        "who": "anna",
        "name": "a.txt",
        "given": {"publisher": "Viasna"},
    }
    assert entry["object"]["size"] == 3
    assert entry["seq"] == 2


def test_the_same_bytes_twice_add_nothing(tmp_path):
    archive = archive_with(tmp_path, {"a.txt": b"abc"})
    before = custody_of(archive).read_bytes()
    assert seal(archive, {"a.txt": b"abc", "other name.txt": b"abc"}) == [False, False]
    assert custody_of(archive).read_bytes() == before
    assert [one.name for one in archive.sealed().values()] == ["a.txt"]


def test_the_same_bytes_twice_in_one_run_are_sealed_once(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    large = b"x" * (SMALL + 1)
    file = tmp_path / "large.txt"
    file.write_bytes(large)
    with archive.sealing("anna") as sealing:
        assert [sealing.keep(sealing.stage(file), name) for name in ("one", "two")] == [True, False]
    assert verify(archive).intact
    assert len(archive.sealed()) == 1


def test_what_is_said_later_of_an_original_replaces_what_was_said(tmp_path):
    archive = archive_with(tmp_path, {"a.txt": b"abc"})
    with archive.sealing("anna") as sealing:
        sealing.describe(archive.originals.stage_bytes(b"abc", sealing.known), {"author": "Roman Iksanau"})
    [one] = archive.sealed().values()
    assert (one.name, one.given, one.at) == ("a.txt", {"author": "Roman Iksanau"}, "2020-10-13T12:00:00Z")
    assert verify(archive).intact


def test_a_file_set_aside_is_told_once_and_can_come_in_later(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    for _ in range(2):
        with archive.sealing("anna") as sealing:
            sealing.set_aside(archive.originals.stage_bytes(b"%PDF cut"), "bad.pdf", "the file is cut off")
    assert [(one.name, one.reason) for one in archive.set_aside()] == [("bad.pdf", "the file is cut off")]
    assert sum(entry["act"] == "set-aside" for entry in archive.custody.entries()) == 1
    assert list(archive.originals.all()) == []
    seal(archive, {"bad.pdf": b"%PDF cut"})
    assert archive.set_aside() == ()
    assert verify(archive).intact


def test_what_was_kept_before_an_error_is_sealed(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    with suppress(KeyboardInterrupt), archive.sealing("anna") as sealing:
        sealing.keep(archive.originals.stage_bytes(b"abc"), "a.txt")
        archive.originals.stage_bytes(b"staged, not kept")
        raise KeyboardInterrupt
    assert [one.name for one in archive.sealed().values()] == ["a.txt"]
    assert verify(archive).intact


def test_two_writers_do_not_meet(tmp_path):
    archive = archive_with(tmp_path, {})
    with archive.locked(), pytest.raises(ArchiveError, match="another run is writing"), archive.locked():
        pass


def test_no_archive_a_taken_place_and_an_unknown_format_are_told(tmp_path):
    with pytest.raises(NoArchiveError, match="letapis init"):
        Archive.open_(tmp_path)
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(ArchiveError, match="the place is taken"):
        Archive.create(tmp_path)
    archive = Archive.create(tmp_path / "archive")
    with pytest.raises(ArchiveError, match="already"):
        Archive.create(tmp_path / "archive")
    (archive.root / "archive.toml").write_text('format = "letapis-archive"\nversion = 99\n')
    with pytest.raises(ArchiveError, match="version 99"):
        Archive.open_(archive.root)


def missing(path, _log):
    path.unlink()


def changed(path, _log):
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.write_bytes(data)


def shortened(path, _log):
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def orphaned(path, _log):
    (path.parent / ("f" * 64)).write_bytes(b"not mine")


def edited(_path, log):
    log.write_bytes(log.read_bytes().replace(b'"anna"', b'"olga"', 1))


def removed(_path, log):
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:2] + lines[3:]))


def emptied(_path, log):
    log.unlink()


def cut_at_the_end(_path, log):
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize(
    ("harm", "file", "words"),
    [
        (missing, "originals/", "the original is missing (a.txt, SHA-256 "),
        (changed, "originals/", "the original was changed: its bytes do not give its hash (a.txt"),
        (shortened, "originals/", "34 bytes instead of 35 (a.txt"),
        (orphaned, "originals/", "the custody log does not name this file"),
        (edited, "custody.jsonl, line 1", "edited"),
        (removed, "custody.jsonl, line 3", "removed or moved: it is number 4, not 3 (c.txt"),
        (emptied, "originals/", "the custody log does not name this file"),
        (cut_at_the_end, "originals/", "the custody log does not name this file"),
    ],
)
def test_verify_names_the_first_broken_link_and_the_file_behind_it(tmp_path, harm, file, words):
    archive = archive_with(tmp_path, REPORTS)
    assert verify(archive).intact
    [first] = [one for one in archive.sealed().values() if one.name == "a.txt"]
    harm(archive.root / name_of(first.sha256), custody_of(archive))
    told = verify(archive)
    assert not told.intact
    assert str(told.problems[0]).startswith(file)
    assert words in str(told.problems[0])


def test_a_cut_last_line_is_told_apart_from_damage(tmp_path):
    archive = archive_with(tmp_path, {})
    with custody_of(archive).open("ab") as log:
        log.write(b'{"act":"collected","at":"20')
    told = verify(archive)
    assert told.intact
    assert "27 bytes of an unfinished line" in told.notices[0]
    seal(archive, REPORTS)
    after = verify(archive)
    assert after.intact
    assert after.notices == ()
    recovered = [entry for entry in archive.custody.entries() if entry["act"] == "recovered"]
    assert [(entry["file"], entry["cut_off_bytes"]) for entry in recovered] == [("custody.jsonl", 27)]


def test_judgements_are_chained_too(tmp_path):
    archive = archive_with(tmp_path, {})
    archive.judge([{"id": "j1", "kind": "reject"}], "anna")
    archive.judge([{"id": "j2", "kind": "undo"}], "olga")
    assert [entry["judgement"]["id"] for entry in archive.judgements.entries()] == ["j1", "j2"]
    path = archive.root / "judgements.jsonl"
    path.write_bytes(path.read_bytes().replace(b"reject", b"accept"))
    assert str(verify(archive).problems[0]).startswith("judgements.jsonl, line 1: the line was edited")
    assert "judgement j1" in str(verify(archive).problems[0])


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (
            lambda path: path.unlink(),
            "judgements.jsonl, line 1: judgements were cut off: the custody log knows of 2 line",
        ),
        (
            lambda path: path.write_bytes(path.read_bytes().splitlines(keepends=True)[0]),
            "judgements.jsonl, line 2: judg",
        ),
    ],
)
def test_judgements_cannot_be_cut_off(harm, told, tmp_path):
    archive = archive_with(tmp_path, {})
    archive.judge([{"id": "j1", "kind": "reject"}], "anna")
    archive.judge([{"id": "j2", "kind": "undo"}], "olga")
    assert verify(archive).intact
    harm(archive.root / "judgements.jsonl")
    assert str(verify(archive).problems[0]).startswith(told)


def test_a_log_of_judgements_written_anew_is_told(tmp_path):
    archive, other = archive_with(tmp_path / "one", {}), archive_with(tmp_path / "two", {})
    archive.judge([{"id": "j1", "kind": "reject"}], "anna")
    other.judge([{"id": "j1", "kind": "accept"}], "anna")
    (archive.root / "judgements.jsonl").write_bytes((other.root / "judgements.jsonl").read_bytes())
    assert "the judgements were rewritten" in str(verify(archive).problems[0])


KILLED = """
import os, signal, sys
from pathlib import Path
from letapis.archive.archive import Archive

EVENTS = {"open", "os.rename", "os.chmod", "os.mkdir", "os.remove", "os.truncate"}

def run(root, stop):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event in EVENTS and str(root) in str(arguments[0]):
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    archive = Archive.open_(root)
    with archive.sealing("anna") as sealing:
        for number in range(3):
            sealing.keep(archive.originals.stage_bytes(b"report %d" % number, sealing.known), f"{number}.txt")
            if number == 1:
                sealing.commit()

for stop in range(1, 200):
    root = Path(sys.argv[1]) / str(stop)
    Archive.create(root)
    child = os.fork()
    if not child:
        run(root, stop)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print(stop)
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_an_add_killed_at_any_step_leaves_a_verifiable_archive(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], capture_output=True, text=True, check=True
    )
    steps = int(ran.stdout)
    assert steps > 20
    for stop in range(1, steps):
        archive = Archive.open_(tmp_path / str(stop))
        told = verify(archive)
        assert told.problems == (), stop
        seal(archive, {f"{number}.txt": b"report %d" % number for number in range(3)})
        after = verify(archive)
        assert (after.problems, after.notices) == ((), ()), stop
        assert sorted(one.name for one in archive.sealed().values()) == ["0.txt", "1.txt", "2.txt"], stop


def test_a_killed_init_can_be_begun_again(tmp_path):
    root = tmp_path / "archive"
    (root / "originals").mkdir(parents=True)
    (root / "custody.jsonl").write_bytes(b'{"act":"crea')
    archive = Archive.create(root)
    assert verify(archive).intact
    assert json.loads(custody_of(archive).read_bytes().splitlines()[-1])["act"] == "created"


def test_a_full_disk_is_one_line_and_what_was_sealed_before_holds(tmp_path, monkeypatch):
    archive = archive_with(tmp_path, {"a.txt": b"abc"})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("letapis.archive.plain_files.FileIO", full)
    with pytest.raises(ArchiveError, match=r"cannot be written \(No space left on device\)"):
        seal(archive, {"b.txt": b"def"})
    monkeypatch.undo()
    assert verify(archive).intact
    assert seal(archive, {"b.txt": b"def"}) == [True]
