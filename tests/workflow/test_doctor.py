"""`letapis doctor`: what each check says of a machine that a person set up so, and that every sentence is there."""

from __future__ import annotations

import os
import socket
import string

import pytest

from letapis.archive.archive import Archive
from letapis.vocabulary.resources import table
from letapis.workflow import doctor_archive, doctor_system
from letapis.workflow.doctor import WORDS, examine, limits

SWAPS = "Filename Type Size Used Priority\n"


@pytest.mark.parametrize(
    ("lines", "state", "named"),
    [
        (SWAPS, "well", ""),
        (SWAPS + "/dev/zram0 partition 8 0 100\n", "well", ""),
        (SWAPS + "/dev/dm-1 partition 8 0 -2\n", "attention", "/dev/dm-1"),
        (SWAPS + "/swapfile file 8 0 -2\n", "danger", "/swapfile"),
        (SWAPS + "/dev/dm-1 partition 8 0 -2\n/dev/sda2 partition 8 0 -3\n", "danger", "/dev/sda2"),
    ],
)
def test_swap(tmp_path, monkeypatch, lines, state, named):
    (tmp_path / "swaps").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(doctor_system, "SWAPS", tmp_path / "swaps")
    found = doctor_system.swap(tmp_path, None)
    assert found.state == state
    assert named in found.found("en")


def test_a_system_that_says_nothing_of_swap_is_not_called_well(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor_system, "SWAPS", tmp_path / "missing")
    assert doctor_system.swap(tmp_path, None).state == "unknown"


@pytest.mark.parametrize(
    ("mode", "state"), [(0o700, "well"), (0o750, "attention"), (0o755, "attention"), (0o777, "danger")]
)
def test_rights(tmp_path, mode, state):
    folder = tmp_path / "archive"
    folder.mkdir()
    folder.chmod(mode)
    assert doctor_archive.rights(folder, None).state == state


def test_a_passphrase_in_the_history_or_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("LETAPIS_PASSPHRASE", raising=False)
    assert doctor_system.secrets(tmp_path, None).state == "well"
    (tmp_path / ".bash_history").write_text("ls\nLETAPIS_PASSPHRASE=$(cat file) letapis add x\n", encoding="utf-8")
    assert doctor_system.secrets(tmp_path, None).state == "well"
    (tmp_path / ".bash_history").write_text("LETAPIS_PASSPHRASE=birch letapis add x\n", encoding="utf-8")
    found = doctor_system.secrets(tmp_path, None)
    assert found.state == "danger"
    assert ".bash_history" in found.found("en")
    assert "birch" not in found.found("en")
    monkeypatch.setenv("LETAPIS_PASSPHRASE", "birch")
    assert "LETAPIS_PASSPHRASE" in doctor_system.secrets(tmp_path, None).found("ru")


@pytest.mark.skipif(not doctor_system.MOUNTS.exists(), reason="needs the /proc of Linux")
def test_a_door_is_found_and_told_by_its_address(tmp_path, monkeypatch):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        inode = str(os.fstat(door.fileno()).st_ino)
        assert (f"127.0.0.1:{port}", inode) in set(doctor_system._listening())
        monkeypatch.setattr(doctor_system, "_inodes_of_ours", lambda: frozenset({inode}))
        found = doctor_system.sockets(tmp_path, None)
    assert (found.state, found.values["addresses"]) == ("attention", f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("written", "address", "loopback"),
    [
        ("0100007F:1F90", "127.0.0.1:8080", True),
        ("00000000:0016", "0.0.0.0:22", False),
        ("00000000000000000000000001000000:1F90", "[::1]:8080", True),
        ("00000000000000000000000000000000:0050", "[::]:80", False),
    ],
)
@pytest.mark.skipif(os.sys.byteorder != "little", reason="the table is of a little-endian machine")
def test_addresses_of_the_kernel(written, address, loopback):
    assert doctor_system._address(written) == address
    assert doctor_system._loopback(address) is loopback


@pytest.mark.parametrize(
    ("requirement", "old"),
    [
        ("pytest>=1", ""),
        ("pytest>=9999", True),
        ("nothing-of-this-name>=1", "nothing-of-this-name (not there)"),
        ('nothing-of-this-name>=1; extra == "spark"', ""),
        ("django<6.3,>=5.2", ""),
    ],
)
def test_old_libraries(requirement, old):
    told = doctor_system._too_old(requirement)
    assert bool(told) if old is True else told == old


def test_a_clock_before_the_log_is_dangerous(tmp_path):
    from datetime import UTC, datetime, timedelta

    archive = Archive.create(tmp_path / "archive")
    archive.clock = lambda: datetime.now(UTC) + timedelta(days=2)
    with archive.locked():
        archive.log([{"act": "padding"}], "anna")
    assert doctor_archive.clock(tmp_path, archive).state == "danger"


def test_a_plain_archive_is_dangerous_and_a_missing_one_unknown(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    assert doctor_archive.sealed(tmp_path / "archive", archive).state == "danger"
    assert doctor_archive.sealed(tmp_path / "nothing", None).state == "unknown"
    assert doctor_archive.backup(tmp_path / "archive", archive).state == "danger"
    assert doctor_archive.backup(tmp_path / "nothing", None).state == "unknown"


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_every_finding_has_its_words(tmp_path, language):
    archive = Archive.create(tmp_path / "archive")
    for one in examine(tmp_path / "archive", archive) + examine(tmp_path / "nothing", None):
        told = [one.title(language), one.found(language), one.why(language), one.advice(language)]
        assert all(told)
        assert not any("{" in words for words in told)
    assert len(limits(language)[1]) == 6


def test_all_states_have_the_same_values_in_every_language():
    for name, words in table(WORDS).items():
        for state, texts in words.items():
            named = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts.values()]
            assert named[0] == named[1] == named[2], (name, state)
