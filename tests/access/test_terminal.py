"""Accounts at a terminal: what commands refuse and allow, in plain and in sealed archives, and what they print."""

from __future__ import annotations

import pytest

from letapis.access.one_time_codes import code_at
from letapis.access.roles import actions
from letapis.archive.archive import Archive
from letapis.cli.main import COMMANDS
from letapis.cli.permitting import NOTHING, needed
from letapis.workflow.passphrases import ask_with

from .conftest import phrase

REPORT = "October 27, 2020\n\nOn Sunday, 11 October 2020, more than 700 people were arrested in Minsk.\n"


def test_every_command_says_which_right_it_needs():
    """A new command without one is refused where an archive has accounts: so it cannot be forgotten."""
    assert set(COMMANDS) <= set(needed())
    assert {action for action in needed().values() if action != NOTHING} <= set(actions())


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def work(plain, monkeypatch, report, letapis):
    """The plain archive of the cast with one report in it."""
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(plain.root))
    assert letapis("add", report, "--by", "member").code == 0
    return plain


@pytest.mark.parametrize(
    ("handle", "command", "code"),
    [
        ("rita", ("events",), 0),
        ("rita", ("verify",), 0),
        ("rita", ("add", "report.txt"), 1),
        ("rita", ("code",), 1),
        ("rita", ("chronicle", "-o", "out"), 1),
        ("rita", ("judge", "list"), 0),
        ("member", ("code",), 0),
        ("member", ("learn",), 1),
        ("member", ("chronicle", "-o", "out"), 1),
        ("member", ("export", "events", "-o", "e.csv"), 1),
        ("publisher", ("chronicle", "-o", "out"), 0),
        ("publisher", ("code",), 1),
        ("owner", ("judge", "list"), 0),
        ("desk", ("events",), 1),
        ("desk", ("verify",), 1),
        ("desk", ("history", "j1"), 1),
        ("outsider", ("events",), 1),
        ("", ("events",), 1),
    ],
)
@pytest.mark.usefixtures("work")
def test_a_command_asks_whether_its_account_may(letapis, monkeypatch, handle, command, code):
    monkeypatch.setenv("LETAPIS_BY", handle)
    done = letapis(*command)
    assert done.code == code, done.err
    assert code == 0 or any(
        words in done.err for words in ("may do that", "no open account", "opens no", "who works", "second person")
    )


@pytest.mark.usefixtures("work")
def test_who_is_not_said_to_be_anybody_is_asked(letapis, monkeypatch):
    monkeypatch.delenv("LETAPIS_BY", raising=False)
    assert "Set LETAPIS_BY" in letapis("events").err


@pytest.mark.usefixtures("work")
def test_an_export_waits_for_a_second_person_and_holds_once(letapis, monkeypatch):
    monkeypatch.setenv("LETAPIS_BY", "owner")
    refused = letapis("export", "-o", "tables")
    assert refused.code == 1
    assert "letapis approvals ask export 'tables' --reason" in refused.err
    asked = letapis("approvals", "ask", "export", "tables", "--reason", "for the court", "--json").json
    assert asked == {"request": "1", "stage": "asked"}
    assert letapis("approve", "1").code == 1
    [waits] = letapis("approvals", "list", "--by", "second", "--json").json
    assert (waits["by"], waits["action"], waits["target"], waits["reason"]) == (
        "owner",
        "export",
        "tables",
        "for the court",
    )
    assert letapis("approvals", "list", "--by", "rita").out == "Nothing waits.\n"
    assert letapis("approve", "1", "--by", "second", "--json").json == {"request": "1", "stage": "approved"}
    assert letapis("export", "-o", "tables").code == 0
    assert letapis("export", "-o", "again").code == 1
    [used] = letapis("approvals", "list", "--all", "--json").json
    assert (used["stage"], used["approver"]) == ("used", "second")


@pytest.mark.usefixtures("work")
def test_a_request_is_refused_and_withdrawn(letapis):
    for _ in range(2):
        assert letapis("approvals", "ask", "export", "tables", "--reason", "why", "--by", "owner").code == 0
    assert letapis("approvals", "refuse", "1", "--by", "rita").code == 1
    assert letapis("approvals", "refuse", "1", "--by", "second", "--json").json == {"request": "1", "stage": "refused"}
    assert letapis("approvals", "withdraw", "2", "--by", "second").code == 1
    assert letapis("approvals", "withdraw", "2", "--by", "owner", "--json").json == {
        "request": "2",
        "stage": "withdrawn",
    }
    assert letapis("approvals", "ask", "export", "x", "--reason", "why", "--by", "rita").code == 1


@pytest.mark.usefixtures("work")
def test_the_whole_archive_is_moved_by_a_keeper_with_a_second_person(letapis, monkeypatch):
    monkeypatch.setenv("LETAPIS_BY", "publisher")
    assert "may do that" in letapis("export", "--all", "-o", "moving").err
    monkeypatch.setenv("LETAPIS_BY", "owner")
    letapis("approvals", "ask", "move-archive", "archive", "--reason", "to another machine")
    assert letapis("approve", "1", "--by", "second").code == 0
    assert letapis("export", "--all", "-o", "moving").code == 0


@pytest.mark.usefixtures("work")
def test_a_documenter_undoes_their_own_decision_and_a_reviewer_anybodys(letapis, monkeypatch):
    monkeypatch.setenv("LETAPIS_BY", "member")
    assert letapis("code", "--by", "member").code == 0
    figure = letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"]
    claim = figure["readings"][0]["claims"][0]
    for by in ("member", "owner"):
        assert letapis("judge", "accept", claim, "--by", by).code == 0
    refused = letapis("judge", "undo", "j2", "--by", "member")
    assert refused.code == 1
    assert "only for what is one's own" in refused.err
    assert letapis("judge", "undo", "j1", "--by", "member").code == 0
    assert letapis("judge", "undo", "j2", "--by", "owner").code == 0


@pytest.mark.usefixtures("work")
def test_words_of_the_log_are_erased_by_a_keeper_with_a_second_person(letapis, monkeypatch):
    monkeypatch.setenv("LETAPIS_BY", "owner")
    wanted = ("erase-lines", "2", "3", "--reason", "a consent was withdrawn", "--by", "owner")
    assert "letapis approvals ask erase 'custody 2,3'" in letapis(*wanted).err
    letapis("approvals", "ask", "erase", "custody 2,3", "--reason", "a consent was withdrawn")
    assert letapis("approve", "1", "--by", "second").code == 0
    assert "second person" not in letapis(*wanted).err
    assert "second person" in letapis("erase-lines", "4", *wanted[3:]).err


def test_in_a_sealed_archive_the_passphrase_says_who_works(sealed, letapis, act_as, monkeypatch, report):
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(sealed))
    act_as("member")
    monkeypatch.delenv("LETAPIS_BY")
    assert letapis("verify").code == 0
    refused = letapis("add", report, "--by", "owner")
    assert refused.code == 1
    assert "opened by 'member'" in refused.err
    assert letapis("add", report, "--by", "member").code == 0
    act_as("rita")
    assert "may do that" in letapis("add", report, "--by", "rita").err
    act_as("desk")
    assert "does not hold the key" in letapis("events").err


def test_a_team_is_made_at_the_terminal(tmp_path, letapis, act_as, monkeypatch):
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(tmp_path / "team"))
    first = tmp_path / "first.txt"
    monkeypatch.setenv("LETAPIS_NEW_PASSPHRASE_FILE", str(first))
    act_as("anna")
    assert letapis("init").code == 0
    assert letapis("accounts", "list").out.startswith("There are no accounts")
    assert letapis("accounts", "add", "anna", "--role", "keeper", "--role", "reviewer").code == 0
    first.write_text(phrase("desk"))
    assert "administrator's" in letapis("accounts", "add", "vera", "--role", "documenter").err
    assert letapis("accounts", "add", "desk", "--role", "administrator", "--json").json["roles"] == ["administrator"]
    first.write_text(phrase("vera"))
    act_as("desk")
    made = letapis("accounts", "add", "vera", "--role", "documenter")
    assert made.out == "vera; active; documenter; not admitted\n"
    assert "letapis accounts admit vera" in made.err
    assert letapis("accounts", "admit", "vera").code == 1
    act_as("anna")
    assert letapis("accounts", "admit", "vera").out == "vera; active; documenter\n"
    act_as("desk")
    assert letapis("accounts", "role", "vera", "--give", "reviewer", "--reason", "second reading").code == 0
    assert letapis("accounts", "role", "vera", "--give", "reviewer", "--reason", "again").code == 1
    assert letapis("accounts", "role", "vera", "--reason", "nothing").code == 2
    told = letapis("accounts", "compartment", "vera", "--give", "case-7", "--reason", "hers", "--json").json
    assert (told["roles"], told["compartments"]) == (["documenter", "reviewer"], ["case-7"])
    act_as("vera")
    assert letapis("accounts", "suspend", "anna", "--reason", "taken this morning").code == 0
    assert letapis("accounts", "resume", "anna", "--reason", "no").code == 1
    act_as("anna")
    assert "no open account" in letapis("accounts", "list").err
    act_as("desk")
    assert letapis("accounts", "resume", "anna", "--reason", "she is back").code == 0
    assert letapis("accounts", "revoke", "vera", "--reason", "left", "--json").json["state"] == "revoked"
    act_as("anna")
    audit = letapis("accounts", "audit", "--json")
    assert audit.code == 0
    assert audit.json["problem"] == ""
    assert [line["change"] for line in audit.json["lines"] if line.get("account") == "vera"] == [
        "account-made", "role-given", "admitted", "role-given", "compartment-given", "suspended", "revoked",
    ]  # fmt: skip
    assert "left" in letapis("accounts", "audit").out
    assert letapis("verify").code == 0


def test_a_passphrase_is_changed_by_its_owner(sealed, letapis, act_as, monkeypatch, tmp_path):
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(sealed))
    fresh = tmp_path / "fresh.txt"
    fresh.write_text(phrase("somebody quite else"))
    monkeypatch.setenv("LETAPIS_NEW_PASSPHRASE_FILE", str(fresh))
    act_as("member")
    assert letapis("accounts", "passphrase", "--json").json == {"account": "member"}
    assert "opens with this" in letapis("events").err
    act_as("somebody quite else")
    monkeypatch.delenv("LETAPIS_BY")
    assert letapis("verify").code == 0


def test_an_app_is_enrolled_with_a_code_and_codes_are_shown_once(sealed, letapis, act_as, monkeypatch):
    import time

    from letapis.access import one_time_codes

    monkeypatch.setenv("LETAPIS_ARCHIVE", str(sealed))
    act_as("member")
    assert "nobody can be asked" in letapis("second-factor", "totp").err
    secret = b"12345678901234567890"
    monkeypatch.setattr("letapis.workflow.accounts_factors.new_secret", lambda: secret)
    ask_with(lambda _: code_at(secret, int(time.time())))
    try:
        enrolled = letapis("second-factor", "totp", "--json")
    finally:
        ask_with(lambda _: None)
    assert enrolled.code == 0
    assert one_time_codes.address(secret, "member", "Letapis") in enrolled.err
    codes = letapis("second-factor", "recovery", "--json").json["codes"]
    assert len(codes) == 10
    status = letapis("second-factor", "webauthn-status", "--json").json
    assert status == {"factors": [{"id": enrolled.json["factor"], "kind": "totp"}], "recovery_codes": 10}
    assert codes[0] not in letapis("second-factor", "webauthn-status").out
    act_as("second")
    removed = ("second-factor", "remove", enrolled.json["factor"], "--of", "member", "--reason", "curious")
    assert letapis(*removed).code == 1
    act_as("member")
    assert letapis("second-factor", "remove", enrolled.json["factor"], "--reason", "new telephone").code == 0
    assert letapis("second-factor", "webauthn-status").out == "0 second factor(s), 10 recovery code(s) left.\n"


def test_the_matrix_is_printed_in_three_languages(letapis):
    for language, word in (("en", "publisher"), ("be", "выдавец"), ("ru", "издатель")):
        told = letapis("accounts", "matrix", "--lang", language)
        assert told.code == 0
        assert word in told.out
        assert len(told.out.splitlines()) == 8 + 1 + len(actions())
    cells = letapis("accounts", "matrix", "--json").json
    assert cells["view-identity"] == {
        "reader": ".", "documenter": ".", "reviewer": ".", "caseworker": ".", "lawyer": ".", "keeper": "2",
        "publisher": ".", "administrator": ".",
    }  # fmt: skip
    assert {row["administrator"] for action, row in cells.items() if actions()[action].zone != "accounts"} == {"."}


def test_an_archive_without_accounts_asks_nobody(tmp_path, letapis, monkeypatch, report):
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(tmp_path / "alone"))
    Archive.create(tmp_path / "alone")
    assert letapis("add", report).code == 0
    assert letapis("export", "-o", "tables").code == 0
