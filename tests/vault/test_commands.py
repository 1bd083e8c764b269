"""`letapis vault` as people use it, alone and in a team where a second person has to confirm."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from letapis.cli.main import run
from letapis.workflow import passphrases

PASSPHRASES = {"anna": "seven plum otters", "boris": "walnut kite marsh", "desk": "copper violin rain"}


@pytest.fixture
def letapis(capsys, monkeypatch, tmp_path):
    """Run a command as one of the cast, with what stands on its standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")

    def call(*arguments, as_="anna", typed="", new=""):
        passphrases.forget()
        monkeypatch.setenv("LETAPIS_PASSPHRASE", PASSPHRASES[as_])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        if new:
            (tmp_path / "first.txt").write_text(PASSPHRASES[new] + "\n", encoding="utf-8")
            monkeypatch.setenv("LETAPIS_NEW_PASSPHRASE_FILE", str(tmp_path / "first.txt"))
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        told = json.loads(out) if "--json" in arguments and out.strip() else None
        return SimpleNamespace(code=code, out=out, err=err, json=told)

    return call


@pytest.fixture
def archive(letapis, tmp_path):
    assert letapis("init", "--by", "anna").code == 0
    return tmp_path / "letapis-archive"


@pytest.fixture
def rimma(letapis, archive):  # noqa: ARG001
    done = letapis("vault", "add", "identity", "--json", typed="name: Rimma Canary\nborn: spring of 1971\n")
    assert done.code == 0, done.err
    return SimpleNamespace(**done.json)


def test_an_entry_goes_in_is_seen_and_goes_away(letapis, rimma):
    assert letapis("vault", "list").out.startswith(f"{rimma.id}  {rimma.person}  identity")
    shown = letapis("vault", "show", rimma.id.lower(), "--reason", "contact")
    assert (shown.code, "name: Rimma Canary" in shown.out) == (0, True)
    assert letapis("vault", "show", rimma.id, "--reason", "contact", "--json").json["born"] == "spring of 1971"
    looks = letapis("vault", "views", "--json").json
    assert [(one["who"], one["reason"], one["entry"]) for one in looks] == [("anna", "contact", rimma.id)] * 2
    assert rimma.person in letapis("vault", "views").out
    assert letapis("vault", "erase", rimma.id, "--reason", "withdrawn").code == 0
    assert letapis("vault", "list").out == "There is no entry.\n"
    gone = letapis("vault", "show", rimma.id, "--reason", "contact")
    assert (gone.code, "there is no entry" in gone.err) == (1, True)
    assert letapis("verify").code == 0


def test_testimony_comes_from_a_file(letapis, rimma, tmp_path):
    (tmp_path / "told.txt").write_text("It was dark.\nThen they came: six of them.\n", encoding="utf-8")
    added = letapis("vault", "add", "testimony", "--person", rimma.person, "--text", "told.txt", "--json").json
    assert added["person"] == rimma.person
    shown = letapis("vault", "show", added["id"], "--reason", "verification", "--json").json
    assert shown["text"] == "It was dark.\nThen they came: six of them.\n"
    assert len(letapis("vault", "list", "--person", rimma.person, "--json").json) == 2


def test_consent_is_given_checked_and_withdrawn(letapis, rimma):
    person = rimma.person
    assert letapis("vault", "consent", person, "--check", "fund").code == 1
    given = letapis(
        "vault", "consent", person, "--give", "fund", "--give", "keep", "--hide", "photo", "--witness", "W3"
    )
    assert given.code == 0
    checked = letapis("vault", "consent", person, "--check", "fund", "--json")
    assert (checked.code, checked.json["allowed"], checked.json["hide"]) == (0, True, ["photo"])
    assert letapis("vault", "consent", person, "--withdraw", "fund").code == 0
    assert letapis("vault", "consent", person, "--check", "fund").out == "No: withdrawn.\n"
    assert letapis("vault", "consent", person, "--check", "keep").out == "Yes: given. Hide: photo.\n"


def test_what_is_due_is_told_and_can_be_kept(letapis, rimma):
    assert letapis("vault", "due").code == 0
    later = letapis("vault", "due", "--until", "2099-01-01")
    assert (later.code, rimma.id in later.out) == (1, True)
    kept = letapis("vault", "due", "--keep", rimma.id, "--until", "2030-01-01")
    assert (kept.code, "kept until 2030-01-01" in kept.out) == (0, True)
    assert letapis("vault", "due", "--keep", rimma.id).code == 2


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "problem"),
    [
        (("show", "V-000001", "--reason", "contact"), "", 2, "is no handle such as V-7K3Q2M"),
        (("show", "P-000000", "--reason", "contact"), "", 2, "is no handle"),
        (("add", "donor"), "name: x", 1, "there is no kind 'donor'"),
        (("add", "identity"), "sponsor: x", 1, "identity has no field 'sponsor'"),
        (("add", "identity"), "Rimma", 2, "Line 1 of the standard input is not `field: words`"),
        (("add", "identity"), "", 1, "nothing is told"),
        (("consent", "P-000000"), "", 2, "Say one of --give, --withdraw and --check"),
        (("consent", "P-000000", "--give", "all"), "", 1, "there is no purpose 'all'"),
        (("erase", "V-000000", "--reason", "x"), "", 1, "there is no reason 'x'"),
        (("keepers", "--add", "vera"), "", 1, "there is no account 'vera'"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_a_wrong_call_is_one_line(letapis, arguments, typed, code, problem):
    done = letapis("vault", *arguments, typed=typed)
    assert done.code == code
    assert problem in done.err
    assert len(done.err.strip().splitlines()) <= 3


def test_a_compartment_is_begun_and_listed(letapis, archive):  # noqa: ARG001
    assert letapis("vault", "compartment", "case-7").code == 0
    assert letapis("vault", "compartment", "--json").json == {"compartments": ["case-7", "vault"]}
    assert letapis("vault", "keepers", "--compartment", "case-7", "--json").json["keepers"] == ["anna"]
    assert letapis("vault", "keepers").out == "vault: anna\n"


def test_a_plain_archive_has_no_vault(letapis):
    assert letapis("init", "--plain", "--archive", "plain").code == 0
    done = letapis("vault", "list", "--archive", "plain")
    assert (done.code, "a plain archive has no keys" in done.err) == (1, True)


@pytest.fixture
def team(letapis, archive):  # noqa: ARG001
    for handle, roles, new in (
        ("anna", ("keeper", "reviewer"), ""),
        ("desk", ("administrator",), "desk"),
        ("boris", ("documenter", "reviewer"), "boris"),
    ):
        by = "anna" if handle != "boris" else "desk"
        given = [word for role in roles for word in ("--role", role)]
        done = letapis("accounts", "add", handle, *given, "--by", by, as_=by, new=new)
        assert done.code == 0, done.err
    admitted = letapis("accounts", "admit", "boris", "--by", "anna")
    assert admitted.code == 0, admitted.err


@pytest.mark.usefixtures("team")
def test_in_a_team_a_second_person_confirms_each_look(letapis):
    handed = letapis("vault", "add", "identity", "--json", as_="boris", typed="name: Rimma Canary\n")
    assert handed.code == 1, "no keeper opened the vault yet"
    assert letapis("vault", "list").code == 0
    handed = letapis("vault", "add", "identity", "--json", as_="boris", typed="name: Rimma Canary\n")
    assert letapis("vault", "add", "aid", "--until", "2099-01-01", as_="boris", typed="need: a fine\n").code == 2
    assert handed.json == {"person": handed.json["person"], "kind": "identity", "handed_in": True}
    (entry,) = letapis("vault", "list", "--json").json
    assert (entry["person"], entry["by"]) == (handed.json["person"], "boris")
    refused = letapis("vault", "show", entry["id"], "--reason", "contact")
    assert (refused.code, "letapis approvals ask view-identity" in refused.err) == (1, True)
    asked = letapis("approvals", "ask", "view-identity", entry["id"], "--reason", "to call her", "--by", "anna")
    assert asked.code == 0, asked.err
    assert letapis("vault", "show", entry["id"], "--reason", "contact").code == 1
    confirmed = letapis("approve", "1", "--by", "boris", as_="boris")
    assert confirmed.code == 0, confirmed.err
    shown = letapis("vault", "show", entry["id"], "--reason", "contact")
    assert (shown.code, "Rimma Canary" in shown.out) == (0, True)
    assert letapis("vault", "show", entry["id"], "--reason", "contact").code == 1, "a confirmation holds once"
    assert [one["who"] for one in letapis("vault", "views", "--json").json] == ["anna"]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("handle", ["boris", "desk"])
def test_neither_a_documenter_nor_the_administrator_sees_anything(letapis, handle):
    letapis("vault", "add", "identity", typed="name: Rimma Canary\n")
    for arguments in (("list",), ("views",), ("due",), ("keepers",), ("compartment",)):
        done = letapis("vault", *arguments, as_=handle)
        assert done.code == 1
        assert "hold" in done.err
        assert "Canary" not in done.out + done.err
