"""Who has a disk and an account that must not read: what all commands show them, what they leave, what they log.

Each role asks everything. Names of the vault come out for its keepers alone, and each time one line of the log says so.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.keys import process
from letapis.archive.keys.folder import KeyFolder
from letapis.cli.main import cli
from letapis.store.engine import configure
from letapis.workflow.unlocking import keyring

from .canaries import CANARIES, CASE, HANDLES, IDENTITIES, OTHER_CASE
from .inputs import write
from .scanning import Scanner
from .surroundings import Laptop
from .teams import Team

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs the signals and limits of Linux or macOS"),
]

CRAWL = tomllib.loads(Path(__file__).with_name("crawl.toml").read_text(encoding="utf-8"))
CLAIM = re.compile(r"[0-9a-f]{16}(?:\.\d+)?:\d+-\d+:detention")
REPORTED = {name: word for name, word in CANARIES.items() if name not in {"handle", "passphrase"}}


def leaves(command, context, words=()):
    """All commands, by their words."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            yield from leaves(below, click.Context(below, parent=context, info_name=name), (*words, name))
    else:
        yield " ".join(words)


class Archive:
    """A team with reports, a vault and two compartments, and what commands name in it."""

    def __init__(self, laptop):
        self.laptop, self.team = laptop, Team(laptop)
        self.team.run("keeper", "init")
        reports = write(laptop.outside)
        self.team.gather()
        self.team.run("documenter", "add", reports, codes=(1,))
        self.team.run("documenter", "code")
        claim = CLAIM.search(self.team.run("reader", "figure", "detained", "--on", "2020-10-11").stdout).group()
        self.team.together("keeper", "vault", "compartment", CASE, ask=("change-keepers", CASE))
        self.team.together(
            "keeper", "vault", "compartment", OTHER_CASE, "--keeper", HANDLES["second keeper"],
            ask=("change-keepers", OTHER_CASE),
        )  # fmt: skip
        self.entries = {name: self.told(name) for name in IDENTITIES}
        self.names = {
            "claim": claim, "outside": laptop.outside, "out": laptop.outside / "out",
            "entry": self.entries["of the vault"]["id"], "person": self.entries["of the vault"]["person"],
        }  # fmt: skip

    def told(self, name):
        zone = {"of the vault": "vault", "of a case": CASE, "of another case": OTHER_CASE}[name]
        typed = f"name: {IDENTITIES[name]}\n"
        done = self.team.run(
            "keeper", "vault", "add", "identity", "--compartment", zone, "--json", typed=typed
        )  # fmt: skip
        return json.loads(done.stdout)

    def crawl(self, role, scanner):
        """What each command shows somebody: the words that the scanner knows, by command."""
        shown = {}
        for command, arguments in CRAWL["commands"].items():
            words = shlex.split(arguments.format(**self.names))
            done = self.team.run(role, *command.split(), *words, typed="name: nobody\n", codes=())
            assert done.returncode != 70, (command, done.stderr)
            if role == "keeper":
                assert done.returncode != 2 or command.startswith("judge "), (command, done.stderr)
            found = {word for word, _ in scanner.scan(done.stdout.encode() + done.stderr.encode())}
            if found:
                shown[command] = found
        return shown

    def views(self):
        """The looks that the log has, each as (who, why)."""
        done = self.team.run("keeper", "vault", "views", "--json")
        return [(one["who"], one["reason"]) for one in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def archive(starter, tmp_path_factory):
    laptop = Laptop(tmp_path_factory.mktemp("blindness"), CANARIES["passphrase"], starter)
    yield Archive(laptop)
    for folder in laptop.seized:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def identities():
    return Scanner(IDENTITIES)


def test_every_command_is_asked():
    told = {*CRAWL["commands"], *CRAWL["others"], *CRAWL["changing"]}
    assert set(leaves(cli, click.Context(cli, info_name="letapis"))) == told


def test_an_administrator_with_the_disk_is_shown_no_word(archive):
    scanner = Scanner({**REPORTED, **IDENTITIES})
    assert archive.crawl("administrator", scanner) == {}
    left = scanner.places(archive.laptop.taken())
    assert left == []


@pytest.mark.parametrize("role", ["reader", "documenter"])
def test_a_member_of_the_team_is_shown_no_identity(archive, identities, role):
    before = archive.views()
    assert archive.crawl(role, identities) == {}
    assert archive.views() == before


def test_a_keeper_is_shown_an_identity_with_one_line_of_the_log_each(archive, identities):
    before = archive.views()
    assert archive.crawl("keeper", identities) == {}, "without a second person"
    for name, entry in archive.entries.items():
        logged = len(archive.views())
        shown = archive.team.together(
            "keeper", "vault", "show", entry["id"], "--reason", "contact", ask=("view-identity", entry["id"])
        )
        assert {word for word, _ in identities.scan(shown.stdout.encode())} == {name}
        assert archive.views()[logged:] == [(HANDLES["keeper"], "contact")]
    assert len(archive.views()) - len(before) == len(archive.entries)


def test_a_keeper_who_is_compelled_has_only_their_own_case(archive, identities):
    """Everything that one set of credentials opens, and nothing after it was revoked."""
    assert archive.crawl("second keeper", identities) == {}
    team = archive.team
    for name, entry in archive.entries.items():
        asked = team.run("second keeper", "approvals", "ask", "view-identity", entry["id"], "--reason", "no")
        team.run("keeper", "approve", asked.stdout.split()[1].rstrip("."))
        done = team.run("second keeper", "vault", "show", entry["id"], "--reason", "contact", codes=())
        found = {word for word, _ in identities.scan((done.stdout + done.stderr).encode())}
        assert found == ({name} if name == "of another case" else set()), done.stderr
    with pytest.MonkeyPatch.context() as patched:
        root = archive.laptop.archive
        patched.setattr(process, "harden", lambda: None)
        file = archive.laptop.outside / "passphrase of second keeper"
        for name, value in archive.laptop.surroundings(HANDLES["second keeper"], file).items():
            patched.setenv(name, value)
        held = set(keyring(root, HANDLES["second keeper"]).zones)
        assert OTHER_CASE in held
        assert not {CASE, "vault"} & held
        slots = set(KeyFolder(root).slots())
        team.run("administrator", "accounts", "revoke", HANDLES["second keeper"], "--reason", "taken")
        assert len(slots - set(KeyFolder(root).slots())) == 1
        with pytest.raises(ArchiveError):
            keyring(root, HANDLES["second keeper"])
    for command in ("search", "vault list", "accounts list", "verify"):
        done = team.run("second keeper", *command.split(), codes=(1,))
        assert done.stdout == ""


@pytest.mark.postgres
def test_a_dump_of_a_server_has_no_word(new_laptop, database_place):
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump")
    configure()  # who takes the place away asks Django what is open
    address = database_place("postgresql")
    laptop = new_laptop()
    more = {"LETAPIS_DATABASE": address}
    laptop.run("init")
    laptop.run("add", write(laptop.outside), codes=(1,))
    for words in (["reconcile"], ["figure", "detained", "--on", "2020-10-11"]):
        told = laptop.run(*words, more=more).stdout
    assert CLAIM.search(told)
    schema = re.search(r"letapis_place_\w+", address).group()
    server = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
    dump = subprocess.run(["pg_dump", "--schema", schema, server], capture_output=True, check=True).stdout
    assert b"letapis_claim" in dump
    assert len(dump) > 10_000
    assert Scanner(CANARIES).scan(dump) == ()
    assert Scanner(CANARIES).places(laptop.taken()) == []
