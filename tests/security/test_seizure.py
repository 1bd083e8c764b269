"""The seizure scan: a laptop is taken switched off, at any moment of its life; none of the words is on it in any form.

The same story on a plain archive is the control: there the scan must find them, or it proves nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from .canaries import CANARIES
from .inputs import write
from .scanning import Scanner
from .surroundings import Laptop, small_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the signals and limits of Linux or macOS")

CLAIM = re.compile(r"[0-9a-f]{16}(?:\.\d+)?:\d+-\d+:detention")


@pytest.fixture(scope="module")
def scanner():
    return Scanner(CANARIES)


@pytest.fixture
def laptop(tmp_path):
    return Laptop(tmp_path, CANARIES["passphrase"])


def begin(laptop, *kind):
    laptop.run("init", *kind)
    reports = write(laptop.outside)
    laptop.run("add", reports, "--author", CANARIES["name in Latin"], codes=(0, 1))
    return reports


def use(laptop):
    """A day of work: everything that a documenter, a reviewer and a researcher do."""
    laptop.run("code")
    laptop.run("reconcile")
    claim = CLAIM.search(laptop.run("figure", "detained", "--on", "2020-10-11").stdout).group()
    laptop.run("judge", "reject", claim, "--reason", CANARIES["reason"])
    laptop.run("judge", "state", "person", f"remark={CANARIES['address']}", codes=(0, 1, 2))
    laptop.run("people", "link", laptop.outside / "people.csv", codes=(0, 1))
    laptop.run("people", "queue", codes=(0, 1))
    laptop.run("settings", "add", laptop.outside / "places.csv", codes=(0, 1))
    for word in ("name in Cyrillic", "name in Latin", "place"):
        laptop.run("search", CANARIES[word], codes=(0, 1))
    laptop.run("figure", "detained", "--on", "2020-10-11", codes=(0, 1))
    laptop.run("inside", "--on", "2020-10-20", codes=(0, 1))
    laptop.run("learn", codes=(0, 1))
    laptop.run("verify", codes=(0, 1))


def tell_the_vault(laptop):
    """What only keepers know: an identity, a contact, a testimony, consent and aid."""
    c = CANARIES
    told = laptop.run(
        "vault", "add", "identity", "--json", typed=f"name: {c['name in Cyrillic']}\naddress: {c['address']}\n"
    )
    person = json.loads(told.stdout)["person"]
    laptop.run(
        "vault",
        "add",
        "contact",
        "--person",
        person,
        typed=f"channel: {c['telephone']}\naddress: {c['mail address']}\n",
    )
    laptop.run("vault", "add", "testimony", "--person", person, "--text", laptop.outside / "testimony.txt")
    laptop.run("vault", "consent", person, "--give", "united-nations", codes=(0, 1, 2))
    laptop.run("vault", "show", json.loads(told.stdout)["id"], "--reason", "contact", codes=(0, 1, 2))
    return json.loads(told.stdout)["id"]


def words_on(scanner, laptop, moment):
    """All hits, with the moment in front, so that a failing assertion says what lies where."""
    return [(moment, hit.place, hit.word, hit.form) for hit in scanner.places(laptop.taken())]


def test_nothing_of_a_sealed_archive_is_readable_at_any_moment(laptop, scanner):
    hits = []

    def look(moment):
        hits.extend(words_on(scanner, laptop, moment))

    reports = begin(laptop)
    look("added")
    use(laptop)
    look("used")
    entry = tell_the_vault(laptop)
    look("vault")
    laptop.run("unlock", "--for", "5")
    laptop.run("search", CANARIES["name in Latin"], codes=(0, 1), locked=True)
    look("unlocked, the disk alone")
    laptop.run("lock")
    look("locked")
    (reports / "second.txt").write_text(
        f"14 October 2020\n\nIn {CANARIES['place']} 12 people were detained.\n", "utf-8"
    )
    for after in (0.3, 0.6, 0.9, 1.3):
        laptop.killed("add", reports, after=after)
        laptop.killed("reconcile", "--anew", after=after)
        laptop.killed("judge", "state", "person", f"remark={CANARIES['reason']}", after=after)
        look(f"killed after {after} s")
    for most in (0, 2000, 40_000):
        laptop.run("add", reports, codes=(0, 1), limit=small_files(most))
        laptop.run("reconcile", "--anew", codes=(0, 1), limit=small_files(most))
        look(f"no room beyond {most} bytes")
    laptop.run("add", reports / "missing.txt", codes=(1, 2))
    laptop.run("import", laptop.outside / "people.csv", "--archive", "other", codes=(1, 2))
    look("failed import")
    backup = laptop.desk / "backup"
    laptop.run("backup", "--keygen", laptop.outside / "identity", codes=(0, 1))
    recipient = _recipient(laptop.outside / "identity")
    laptop.run("backup", backup, "--to", recipient)
    look("backed up")
    laptop.run("restore", backup, "restored", "--identity", laptop.outside / "identity")
    laptop.run("verify", "--archive", "restored")
    look("restored")
    laptop.run("package", "--all", "-o", laptop.desk / "sealed.zip", "--to", recipient, codes=(0, 1))
    look("package sealed to somebody")
    laptop.run("vault", "erase", entry, "--reason", "withdrawn", codes=(0, 1, 2))
    look("erased")
    assert not hits, f"{len(hits)} hits, the first: {hits[:10]}"
    assert scanner.bytes > 1 << 20  # it looked at something
    assert json.loads(laptop.run("verify", "--json").stdout)["intact"]


def _recipient(identity):
    text = identity.read_text(encoding="utf-8")
    return next(word for word in text.split() if word.startswith("age1"))


def test_the_same_story_on_a_plain_archive_is_readable(laptop, scanner):
    begin(laptop, "--plain")
    added = {hit.word for hit in scanner.places(laptop.taken())}
    use(laptop)
    used = {hit.word for hit in scanner.places(laptop.taken())}
    assert added >= {"name in Cyrillic", "name in Latin", "sentence", "file name", "mail address", "organisation"}
    assert used >= added | {"reason", "place", "telephone"}


def test_names_sizes_and_times_tell_nothing(tmp_path):
    """Two archives with other words of the same length look alike: as many files, of the same sizes, of one moment."""
    listings = []
    for name, word in (("one", "birch"), ("two", "maple")):
        laptop = Laptop(tmp_path / name, CANARIES["passphrase"])
        laptop.run("init")
        report = laptop.outside / f"{word}.txt"
        report.write_text(f"October 12, 2020\n\nOn 11 October 2020 twelve people of the {word} street came.\n", "utf-8")
        laptop.run("add", report)
        files = [path for path in sorted(laptop.archive.rglob("*")) if path.is_file()]
        listings.append(
            sorted((path.parent.name, path.stat().st_size) for path in files if path.parent.name == "store")
        )
        times = {path.stat().st_mtime for path in files if path.parent.name in ("store", "keys")}
        assert len(times) == 1
    assert listings[0] == listings[1]
    assert listings[0]


def test_commands_show_no_secret_in_what_the_system_lists(laptop):
    """No passphrase stands in the arguments of a process, and none in the environment of the agent that keeps a key."""
    laptop.run("init")
    laptop.run("unlock", "--for", "1")
    found = []
    for process in (path for path in Path("/proc").iterdir() if path.name.isdecimal()):
        try:
            told = (process / "cmdline").read_bytes() + b"\0" + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(laptop.desk).encode() in told or str(laptop.seized[2]).encode() in told:
            found.append(told)
    laptop.run("lock")
    assert all(CANARIES["passphrase"].encode() not in told for told in found)


@pytest.fixture(autouse=True)
def nothing_left(laptop):
    yield
    laptop.run("lock", codes=(0, 1, 2))
    for folder in laptop.seized:
        shutil.rmtree(folder, ignore_errors=True)
