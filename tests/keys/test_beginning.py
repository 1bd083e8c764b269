"""Beginning an archive: sealed unless it is said otherwise, and nothing lost where the beginning is cut off."""

from __future__ import annotations

import os

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.keyring import WrongPassphraseError
from letapis.cli.main import run
from letapis.workflow import key_agent_calls, open_archive, opened, passphrases, unlocking

ANNA = "seven plum otters"


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LETAPIS_ARCHIVE", raising=False)
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")


def test_an_archive_is_sealed_unless_it_is_to_be_plain(tmp_path):
    open_archive(tmp_path / "sealed", create=True, by="anna", passphrase=ANNA)
    open_archive(tmp_path / "plain", create=True, by="anna", plain=True)
    assert (tmp_path / "plain" / "custody.jsonl").exists()
    assert not (tmp_path / "sealed" / "custody.jsonl").exists()
    assert open_archive(tmp_path / "sealed", passphrase=ANNA).verify().intact
    with pytest.raises(WrongPassphraseError):
        open_archive(tmp_path / "sealed", passphrase="walnut kite marsh")
    with pytest.raises(ArchiveError, match="locked"):
        open_archive(tmp_path / "sealed")


@pytest.mark.parametrize(
    ("passphrase", "reason"), [("short", "less than 10"), ("password123!", "tried first"), (None, "needs a passphrase")]
)
def test_without_a_good_passphrase_nothing_is_begun(tmp_path, passphrase, reason):
    with pytest.raises(ArchiveError, match=reason):
        open_archive(tmp_path / "archive", create=True, passphrase=passphrase)
    assert not (tmp_path / "archive").exists()


def test_a_folder_with_something_in_it_gets_no_keys(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="the place is taken"):
        open_archive(tmp_path, create=True, passphrase=ANNA)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("step", ["finish", "create"])
def test_a_beginning_that_was_cut_off_is_made_by_the_same_call(tmp_path, monkeypatch, step):
    from letapis.archive.keys.folder import KeyFolder

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(*((KeyFolder, "finish", die) if step == "finish" else (Archive, "create", die)))
        with pytest.raises(KeyboardInterrupt):
            open_archive(tmp_path / "archive", create=True, passphrase=ANNA)
    if step == "create":
        with pytest.raises(WrongPassphraseError):
            open_archive(tmp_path / "archive", create=True, passphrase="walnut kite marsh")
    open_archive(tmp_path / "archive", create=True, passphrase=ANNA)
    assert open_archive(tmp_path / "archive", passphrase=ANNA).verify().intact


def test_the_key_file_is_wanted_by_every_command(tmp_path, monkeypatch, capsys):
    (tmp_path / "photo.jpg").write_bytes(b"a lake")
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    assert run(["init", "--key-file", "photo.jpg", "--by", "anna"]) == 0
    assert run(["verify"]) == 1
    assert "or it wants its key file as well" in capsys.readouterr().err
    monkeypatch.setenv("LETAPIS_KEY_FILE", "photo.jpg")
    assert run(["verify"]) == 0
    assert run(["init", "--plain", "--archive", "other", "--key-file", "photo.jpg"]) == 2


def test_a_suggestion_begins_nothing(tmp_path, capsys):
    assert run(["init", "--suggest"]) == 0
    drawn = capsys.readouterr()
    assert len(drawn.out.split()) == 7
    assert "One of 2^63" in drawn.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_sealed_says_so(tmp_path, capsys):
    (tmp_path / "report.txt").write_text("October 12, 2020\n\n620 people were arrested in Minsk.\n", encoding="utf-8")
    assert run(["init", "--plain"]) == 0
    assert "It is not sealed: whoever has the disk reads it." in capsys.readouterr().err
    assert run(["chronicle", "report.txt", "-o", "out"]) == 0
    assert "nothing is sealed" in capsys.readouterr().err


@pytest.mark.skipif(not key_agent_calls.possible(), reason="no sockets that tell who asks on this system")
@pytest.mark.parametrize("kind", ["plain", "held by the agent", "asked for"])
def test_no_child_process_inherits_the_passphrase(tmp_path, monkeypatch, kind):
    root = tmp_path / "archive"
    open_archive(root, create=True, plain=kind == "plain", passphrase=ANNA)
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    monkeypatch.setattr(key_agent_calls, "held", lambda _: b"k" * 32 if kind == "held by the agent" else None)
    unlocking.unlocked(root)
    assert "LETAPIS_PASSPHRASE" not in os.environ
    passphrases.forget()


def test_the_python_way_and_the_commands_open_the_same(tmp_path, monkeypatch):
    opened.begin_archive(tmp_path / "letapis-archive", "anna", passphrase=ANNA)
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    assert run(["verify"]) == 0
