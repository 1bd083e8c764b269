"""The seizure scan: a laptop is taken switched off, at any moment of its life; none of the words is on it in any form.

The same story on a plain archive is the control: there the scan must find them, or it proves nothing.
"""

from __future__ import annotations

import base64
import json
import os
import re
from contextlib import closing
from pathlib import Path

import pytest

from letapis.access.one_time_codes import code_at
from letapis.archive.keys import process as this_process
from letapis.store.migrating import ASIDE
from letapis.store.sqlite_file import connect
from letapis.workflow.accounts_factors import confirm_one_time_codes, enrol_one_time_codes
from letapis.workflow.accounts_opening import opened
from letapis.workflow.opened import archive_at
from letapis.workflow.unlocking import unlocked

from .canaries import CANARIES, CASE, HANDLES, phrase
from .inputs import write
from .proxy import proxy
from .scanning import Scanner
from .teams import Team

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the signals and limits of Linux or macOS")

CLAIM = re.compile(r"[0-9a-f]{16}(?:\.\d+)?:\d+-\d+:detention")


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
    for after in (0.05, 0.1, 0.2, 0.4):
        laptop.killed("add", reports, after=after)
        laptop.killed("reconcile", "--anew", after=after)
        laptop.killed("judge", "state", "person", f"remark={CANARIES['reason']}", after=after)
        look(f"killed after {after} s")
    for most in (0, 2000, 40_000):
        laptop.run("add", reports, codes=(0, 1), most=most)
        laptop.run("reconcile", "--anew", codes=(0, 1), most=most)
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


def begin_as_a_team(laptop):
    team = Team(laptop)
    team.run("keeper", "init")
    reports = write(laptop.outside)
    team.gather()
    return team, reports


def capture(run, reports, laptop):
    """A page comes in through a proxy; the address, the text and the headers name people."""
    with proxy({f"/{CANARIES['file name']}": (reports / "page.html").read_bytes()}) as at:
        address = f"http://quaddelstein.example/{CANARIES['file name']}"
        told = run("capture", address, "--proxy", at, "--no-screenshot")
        run("capture", f"http://127.0.0.1/{CANARIES['file name']}-refused", "--no-screenshot", codes=(1,))
        run("capture", "--history", address)
    assert "1 page(s) sealed" in told.stdout
    assert laptop.archive.is_dir()


def compare_people(run, laptop):
    """Rows of a list, and a decision on them with a reason."""
    told = json.loads(run("people", "link", laptop.outside / "people.csv", "--json", codes=(1,)).stdout)
    rows = [f"{told['lists'][0]['id']}:{row}" for row in (1, 2)]
    run("people", "judge", *rows, "same", "--why", CANARIES["reason"])


def lay_down(laptop):
    """A file of settings that names the organisation."""
    file = laptop.outside / "settings.toml"
    file.write_text(
        f'[people]\nfour_eyes = false\n\n[gazetteer]\ntables = ["{CANARIES["organisation"]}.csv"]\n', "utf-8"
    )
    return file


def in_this_process(laptop, patched, role="keeper"):
    """Work on the archive as somebody, without a command."""
    patched.setattr(this_process, "harden", lambda: None)
    for name, value in laptop.surroundings(HANDLES[role], laptop.outside / f"passphrase of {role}").items():
        patched.setenv(name, value)
    return laptop.archive, HANDLES[role]


def enrol_an_app(laptop):
    """One-time codes; gives the secret as an app has it."""
    with pytest.MonkeyPatch.context() as patched:
        books = opened(*in_this_process(laptop, patched)).books
        secret = enrol_one_time_codes(books, HANDLES["keeper"])
        confirm_one_time_codes(books, HANDLES["keeper"], secret, code_at(secret, 1_600_000_000), 1_600_000_000)
    return secret


def forget_the_last_step(laptop):
    """The store believes that its last step is to come; the step stumbles over what it has made."""
    with pytest.MonkeyPatch.context() as patched:
        root, handle = in_this_process(laptop, patched)
        path, key = archive_at(root, unlocked(root, handle)).files.database("derived/store.sqlite3")
    with closing(connect(path, key)) as rows, rows:
        [(last,)] = rows.execute("SELECT max(name) FROM django_migrations WHERE app = 'letapis_store'").fetchall()
        rows.execute("DELETE FROM django_migrations WHERE name = ?", [last])
    return path.with_name(path.name + ASIDE)


def test_nothing_of_a_team_is_readable_at_any_moment(laptop):
    words = {**CANARIES, **HANDLES, "case": CASE, **{f"passphrase of {role}": phrase(role) for role in HANDLES}}
    hits, scanner = [], Scanner(words)

    def look(moment, told=scanner):
        hits.extend(words_on(told, laptop, moment))

    team, reports = begin_as_a_team(laptop)
    look("accounts and roles")

    def keeper(*told, codes=(0,)):
        return team.run("keeper", *told, codes=codes)

    team.run("documenter", "add", reports, codes=(1,))
    capture(keeper, reports, laptop)
    look("captured")
    compare_people(keeper, laptop)
    look("people judged")
    team.together("keeper", "settings", "set", lay_down(laptop), ask=("change-settings", "settings set"))
    look("settings")
    team.together("keeper", "settings", "set", "/dev/null", ask=("change-settings", "settings set"))
    secrets = {"one-time codes": base64.b32encode(enrol_an_app(laptop)).decode()}
    for at, code in enumerate(json.loads(keeper("second-factor", "recovery", "--json").stdout)["codes"]):
        secrets |= {f"recovery code {at}": code}
    look("second factor")
    look("secrets of the second factor", Scanner(secrets))
    team.together("keeper", "vault", "compartment", CASE, ask=("change-keepers", CASE))
    typed = f"name: {CANARIES['name in Cyrillic']}\naddress: {CANARIES['address']}\n"
    team.run("keeper", "vault", "add", "identity", "--compartment", CASE, typed=typed)
    team.run("documenter", "vault", "add", "identity", typed=typed)
    look("compartment, and what was handed in")
    keeper("code")
    keeper("reconcile")
    aside = forget_the_last_step(laptop)
    assert keeper("figure", "detained", "--on", "2020-10-11", codes=(1, 70)).returncode
    assert aside.exists()
    look("failed migration")
    keeper("reconcile", "--anew")
    look("made anew")
    team.run("administrator", "accounts", "revoke", HANDLES["documenter"], "--reason", CANARIES["reason"])
    look("revoked")
    assert not hits, f"{len(hits)} hits, the first: {hits[:10]}"
    assert scanner.bytes > 1 << 20
    assert json.loads(keeper("verify", "--json").stdout)["intact"]


def test_the_same_of_a_team_on_a_plain_archive_is_readable(laptop):
    laptop.run("init", "--plain")
    reports = write(laptop.outside)
    laptop.run("accounts", "add", HANDLES["keeper"], "--role", "keeper", by=HANDLES["keeper"])

    def keeper(*told, codes=(0,)):
        return laptop.run(*told, by=HANDLES["keeper"], codes=codes)

    capture(keeper, reports, laptop)
    compare_people(keeper, laptop)
    keeper("settings", "set", lay_down(laptop))
    scanner = Scanner({**CANARIES, **HANDLES})
    found = {hit.word for hit in scanner.places(laptop.taken())}
    assert found >= {"handle", "file name", "sentence", "reason", "organisation", "name in Latin", "telephone"}


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


def test_names_sizes_and_times_tell_nothing(new_laptop):
    """Two archives with other words of the same length look alike: as many files, of the same sizes, of one moment."""
    listings = []
    for name, word in (("one", "birch"), ("two", "maple")):
        laptop = new_laptop(name)
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
