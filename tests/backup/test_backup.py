"""Backups: the drill from the disk back to an archive that verifies, and everything that somebody may do to a part."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing
from letapis.archive.proofs.note import ED25519, SigningKey
from letapis.archive.verification import verify
from letapis.backup.errors import BackupError
from letapis.backup.listing import Held, Listing, opened_list, sealed_list
from letapis.backup.making import make
from letapis.backup.memory import Memory
from letapis.backup.part import Place, part_name, sealed_part
from letapis.backup.restoring import check, check_unopened, restore
from letapis.backup.target import Target
from letapis.cli.main import run
from letapis.evidence import age
from letapis.workflow.opened import archive_at, open_archive
from letapis.workflow.unlocking import unlocked

AT = "2021-03-04T05:06:07Z"
SMALL = 64 << 10  # parts of this size make many of little
PASSPHRASE = "seven quiet rivers under old ice"
CANARY = "zimorodok-4711"
REPORT = f"October 27, 2020\n\nOn Sunday, 11 October 2020, more than 700 people were arrested in Minsk. {CANARY}\n"


@pytest.fixture(scope="session")
def pair():
    identity, recipient = age.new_identity()
    return SimpleNamespace(
        identity=identity, recipient=recipient,
        identities=age.identities_of(identity, "identity"), recipients=age.recipients_of([recipient]),
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    """A plain archive with a report, and a larger file that no piece of repeats."""
    held = open_archive(tmp_path / "archive", create=True, plain=True)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "large.txt").write_text("October 27, 2020\n" + "".join(f"word{n} " for n in range(60_000)))
    held.add([tmp_path / "report.txt", tmp_path / "large.txt"])
    return tmp_path / "archive"


@pytest.fixture
def backup(archive, tmp_path, pair):
    make(archive, tmp_path / "backup", pair.recipients, AT, size=SMALL)
    return tmp_path / "backup"


def contents(root):
    """Every file below an archive but what a backup leaves out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "lock" and "sqlite" not in path.name and ".jsonl" not in path.name[32:]
    }


# ---- the drill


def test_a_sealed_archive_comes_back_and_verifies(tmp_path, pair, monkeypatch):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", PASSPHRASE)
    held = open_archive(tmp_path / "first", create=True, passphrase=PASSPHRASE)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    held.add([tmp_path / "report.txt"])
    lines = [line.raw for line in held.archive.custody.lines()]
    monkeypatch.delenv("LETAPIS_PASSPHRASE")
    make(tmp_path / "first", tmp_path / "backup", pair.recipients, AT)  # nobody has unlocked it
    shutil.rmtree(tmp_path / "first")
    restore(tmp_path / "backup", tmp_path / "second", pair.identities)
    back = archive_at(tmp_path / "second", unlocked(tmp_path / "second", passphrase=PASSPHRASE))
    assert verify(back).problems == ()
    assert [line.raw for line in back.custody.lines()] == lines
    (report,) = back.sealed()
    assert back.originals.read(report) == REPORT.encode()
    moments = {
        path.stat().st_mtime_ns for path in [tmp_path / "second" / "store", *(tmp_path / "second" / "store").iterdir()]
    }
    assert len(moments) == 1


def test_a_plain_archive_comes_back_byte_for_byte(archive, backup, tmp_path, pair):
    restore(backup, tmp_path / "back", pair.identities)
    assert contents(tmp_path / "back") == contents(archive)
    assert verify(Archive.open_(tmp_path / "back")).intact
    for path in (tmp_path / "back" / "originals").rglob("*"):
        assert path.is_dir() or not path.stat().st_mode & 0o222


def test_what_is_there_is_not_written_again(archive, backup, tmp_path, pair):
    before = {path.name: path.read_bytes() for path in (backup / "parts").iterdir()}
    assert make(archive, backup, pair.recipients, AT, size=SMALL).written == 0
    (tmp_path / "new.txt").write_text("October 28, 2020\n\nTwo people were arrested in Brest.\n")
    open_archive(archive).add([tmp_path / "new.txt"])
    made = make(archive, backup, pair.recipients, AT, size=SMALL)
    assert 1 <= made.written <= 3
    assert made.number == 3
    after = {path.name: path.read_bytes() for path in (backup / "parts").iterdir()}
    assert before.items() <= after.items()
    assert check(backup, pair.identities).problems == ()
    restore(backup, tmp_path / "old", pair.identities, number=1)
    assert len(Archive.open_(tmp_path / "old").sealed()) == 2
    restore(backup, tmp_path / "new", pair.identities)
    assert len(Archive.open_(tmp_path / "new").sealed()) == 3


def test_a_thief_sees_parts_of_one_size_and_no_word(backup):
    sizes = [path.stat().st_size for path in (backup / "parts").iterdir()]
    assert max(sizes) - min(sizes) < 1024  # a random recipient that age adds to its header, whatever is sealed
    names = " ".join(path.name for path in backup.rglob("*"))
    for path in backup.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for word in (CANARY, "report.txt", "custody", "originals"):
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data
            assert word not in names


def test_another_run_is_not_backed_up_in_its_middle(archive, tmp_path, pair):
    with writing(archive / "lock"), pytest.raises(ArchiveError, match="another run is writing"):
        make(archive, tmp_path / "backup", pair.recipients, AT)


@pytest.mark.parametrize(
    ("place", "words"),
    [("archive/inside", "lies inside the archive"), ("full", "holds something else"), ("strange", "does not remember")],
)
def test_places_that_are_no_backup_of_this_archive(archive, tmp_path, pair, place, words):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    other = open_archive(tmp_path / "other", create=True, plain=True)
    make(other.archive.root, tmp_path / "strange", pair.recipients, AT)
    with pytest.raises(BackupError, match=words):
        make(archive, tmp_path / place, pair.recipients, AT)


# ---- hostile parts


def turned(data):
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


def passphrase(_):
    import pyrage

    return pyrage.passphrase.encrypt(b"x" * 100, "guess")


HOSTILE = {
    "missing": (lambda folder, **_: (folder / part_name(2)).unlink(), "is missing"),
    "flipped": (lambda folder, **_: swap(folder, turned), "does not open"),
    "cut off": (lambda folder, **_: swap(folder, lambda data: data[:-50]), "does not open"),
    "empty": (lambda folder, **_: swap(folder, lambda _: b""), "is no age file"),
    "a passphrase": (lambda folder, **_: swap(folder, passphrase), "is sealed with a passphrase"),
    "wrong order": (lambda folder, **_: exchange(folder), "is part 3, put in the place of part 2"),
    "of another backup": (lambda folder, other, **_: shutil.copy(other / part_name(2), folder / part_name(2)),
                          "is a part of another backup"),
    "written anew": (lambda folder, pair, **_: swap(folder, lambda _: sealed_part(
        Target.open_(folder).backup, 2, b"forged", pair.recipients, SMALL)), "was written anew by somebody else"),
    "no part": (lambda folder, pair, **_: swap(folder, lambda _: age.sealed(b"words", pair.recipients)), "is no part"),
}  # fmt: skip


def swap(folder, change):
    path = folder / part_name(2)
    path.write_bytes(change(path.read_bytes()))


def exchange(folder):
    two, three = (folder / part_name(number) for number in (2, 3))
    first, second = two.read_bytes(), three.read_bytes()
    two.write_bytes(second)
    three.write_bytes(first)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_parts_are_named_and_nothing_is_restored(archive, backup, tmp_path, pair, kind):
    make(archive, tmp_path / "again", pair.recipients, AT, size=SMALL)
    change, words = HOSTILE[kind]
    change(backup, other=tmp_path / "again", pair=pair)
    looked = check(backup, pair.identities)
    assert any("parts/00000002.age" in one and words in one for one in looked.problems), looked.problems
    with pytest.raises(ArchiveError, match=words):
        restore(backup, tmp_path / "back", pair.identities)
    assert not (tmp_path / "back").exists()
    if kind != "missing":
        assert any("00000002" in one for one in check_unopened(backup, archive).problems)


def test_a_part_that_was_taken_away_is_written_again(archive, backup, pair):
    (backup / part_name(2)).unlink()
    assert make(archive, backup, pair.recipients, AT, size=SMALL).written >= 1
    assert check(backup, pair.identities).problems == ()


def test_a_list_of_somebody_else_is_told_by_its_key(backup, tmp_path, pair):
    own = check(backup, pair.identities).fingerprint
    assert check(backup, pair.identities, own).problems == ()
    forged = Listing(Target.open_(backup).backup, 2, AT, {}, ())
    data = sealed_list(forged, SigningKey("letapis-backup", ED25519, b"\7" * 32), pair.recipients)
    (backup / "lists" / "00000002.age").write_bytes(data)
    assert check(backup, pair.identities).fingerprint != own
    with pytest.raises(BackupError, match="is signed with another key"):
        restore(backup, tmp_path / "back", pair.identities, own)


def test_a_list_that_was_changed_after_signing_is_refused(backup, pair):
    plain = age.open_sealed((backup / "lists" / "00000001.age").read_bytes(), pair.identities, "list")
    changed = age.sealed(plain.replace(b'"writable":true', b'"writable":null', 1), pair.recipients)
    with pytest.raises(BackupError, match="is not signed as it stands"):
        opened_list(changed, 1, pair.identities)
    with pytest.raises(BackupError, match="put in its place"):
        opened_list((backup / "lists" / "00000001.age").read_bytes(), 2, pair.identities)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "a\\evil", "C:evil", "", ".", "a//b", "a\0b"])
def test_names_that_lead_out_are_refused_even_when_signed(archive, backup, tmp_path, pair, name):
    listing, _ = opened_list((backup / "lists" / "00000001.age").read_bytes(), 1, pair.identities)
    bad = Held(name, 0, 0, True, (), sha256(b"").hexdigest())
    made = Listing(listing.backup, 2, AT, listing.parts, (bad,))
    (backup / "lists" / "00000002.age").write_bytes(sealed_list(made, Memory(archive).signing_key(), pair.recipients))
    with pytest.raises(BackupError, match="leads out of the archive"):
        restore(backup, tmp_path / "back", pair.identities)


def test_another_identity_opens_nothing(backup, tmp_path):
    stranger = age.identities_of(age.new_identity()[0], "stranger")
    with pytest.raises(ArchiveError, match=r"lists/00000001\.age: does not open"):
        restore(backup, tmp_path / "back", stranger)


def test_a_piece_behind_the_end_of_its_part_is_named(archive, backup, tmp_path, pair):
    listing, _ = opened_list((backup / "lists" / "00000001.age").read_bytes(), 1, pair.identities)
    bad = Held("file", 9, 0, True, (Place(1, SMALL, 9),), "0" * 64)
    made = Listing(listing.backup, 2, AT, listing.parts, (bad,))
    (backup / "lists" / "00000002.age").write_bytes(sealed_list(made, Memory(archive).signing_key(), pair.recipients))
    with pytest.raises(BackupError, match="ends before its piece does"):
        restore(backup, tmp_path / "back", pair.identities)


# ---- killed runs


def test_killed_at_any_moment_the_next_run_goes_on(archive, tmp_path, pair):
    chance, killed = random.Random(9), 0
    folder = tmp_path / "backup"
    started = time.monotonic()
    make(archive, tmp_path / "timed", pair.recipients, AT, size=SMALL)
    whole = time.monotonic() - started
    for _ in range(50):
        child = os.fork()
        if not child:
            try:
                make(archive, folder, pair.recipients, AT, size=SMALL)
            finally:
                os._exit(0)
        time.sleep(chance.random() * whole)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if chance.random() < 0.2:
            open_archive(archive).add([grown(tmp_path, chance)])
    assert killed
    made = make(archive, folder, pair.recipients, AT, size=SMALL)
    looked = check(folder, pair.identities)
    assert looked.problems == ()
    assert looked.files == made.files
    assert make(archive, folder, pair.recipients, AT, size=SMALL).written == 0
    restore(folder, tmp_path / "back", pair.identities)
    assert verify(Archive.open_(tmp_path / "back")).intact
    assert len(Archive.open_(tmp_path / "back").sealed()) == len(Archive.open_(archive).sealed())


def grown(folder, chance):
    path = folder / f"{chance.random()}.txt"
    path.write_text("October 28, 2020\n\n" + " ".join(str(chance.random()) for _ in range(3000)))
    return path


def test_a_line_of_memory_that_was_cut_off_costs_only_its_part(archive, backup, pair):
    (path,) = (archive / "backup").glob("*.jsonl")
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b'{"part"') + 40])
    made = make(archive, backup, pair.recipients, AT, size=SMALL)
    assert made.written >= 1
    assert check(backup, pair.identities).problems == ()
    assert make(archive, backup, pair.recipients, AT, size=SMALL).written == 0


def test_a_copy_of_the_archive_that_writes_to_the_same_backup_breaks_no_state(archive, backup, tmp_path, pair):
    """What the copy remembers is old: it must not write over parts that a list of the other rests on."""
    shutil.copytree(archive, tmp_path / "copy")
    chance = random.Random(2)
    open_archive(archive).add([grown(tmp_path, chance)])
    make(archive, backup, pair.recipients, AT, size=SMALL)
    open_archive(tmp_path / "copy").add([grown(tmp_path, chance)])
    make(tmp_path / "copy", backup, pair.recipients, AT, size=SMALL)
    for number in (1, 2, 3):
        restore(backup, tmp_path / f"back-{number}", pair.identities, number=number)
        assert verify(Archive.open_(tmp_path / f"back-{number}")).intact


# ---- commands


@pytest.fixture
def letapis(capsys, monkeypatch, tmp_path):
    for name in ("LETAPIS_ARCHIVE", "LETAPIS_BY", "LETAPIS_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(
            code=code, out=out, err=err, json=json.loads(out) if "--json" in arguments and out else None
        )

    return call


def test_the_commands_from_a_pair_of_keys_to_a_restored_archive(letapis, archive):
    made = letapis("backup", "--keygen", "identity.txt", "--json")
    assert Path("identity.txt").stat().st_mode & 0o777 == 0o600
    to = made.json["recipient"]
    assert "is there already" in letapis("backup", "--keygen", "identity.txt").err
    assert "sealed to nobody yet" in letapis("backup", "disk", "--archive", archive).err
    first = letapis("backup", "disk", "--to", to, "--archive", archive, "--json")
    assert first.code == 0, first.err
    assert first.json["written"] >= 1
    second = letapis("backup", "disk", "--archive", archive, "--json")  # it remembers to whom
    assert (second.json["written"], second.json["list"]) == (0, 2)
    compared = letapis("backup", "disk", "--check", "--archive", archive, "--json")
    assert (compared.code, compared.json["holds"], compared.json["opened"]) == (0, True, False)
    key = second.json["fingerprint"]
    opened = letapis("backup", "disk", "--check", "--identity", "identity.txt", "--key", key, "--json")
    assert (opened.code, opened.json["holds"]) == (0, True)
    back = letapis("restore", "disk", "back", "--identity", "identity.txt", "--key", key, "--json")
    assert back.code == 0, back.err
    assert letapis("verify", "--archive", "back").code == 0
    assert "the place is taken" in letapis("restore", "disk", "back", "--identity", "identity.txt").err
    assert letapis("restore", "disk", "third").code == 2
    assert letapis("backup", "--archive", archive).code == 2


def test_a_changed_part_is_told_with_the_exit_code_one(letapis, archive):
    letapis("backup", "--keygen", "identity.txt")
    to = Path("identity.txt").read_text().splitlines()[0].removeprefix("# recipient: ")
    assert letapis("backup", "disk", "--to", to, "--archive", archive).code == 0
    path = Path("disk") / part_name(1)
    path.write_bytes(turned(path.read_bytes()))
    for arguments in (["--identity", "identity.txt"], []):
        told = letapis("backup", "disk", "--check", *arguments, "--archive", archive)
        assert told.code == 1
        assert "parts/00000001.age" in told.err


@pytest.mark.skipif(shutil.which("age") is None, reason="no age: apt-get install age")
def test_the_tool_age_opens_a_part(backup, tmp_path, pair):
    (tmp_path / "identity").write_text(pair.identity + "\n")
    done = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "identity"), str(backup / part_name(1))], capture_output=True, check=True
    )
    assert len(done.stdout) == SMALL
    assert json.loads(done.stdout[:256])["part"] == 1
