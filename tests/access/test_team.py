"""A team at work in an archive: what the fixed cast may, who confirms, and what a revocation takes away."""

from __future__ import annotations

import json
import threading

import pytest

from letapis.access.approvals import Wish
from letapis.access.roles import actions
from letapis.access.rules import Target
from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.changing import add_account
from letapis.archive.keys.keyring import WrongPassphraseError
from letapis.archive.sealed_files import SealedFiles
from letapis.cli.main import COMMANDS
from letapis.workflow.accounts import approved, ask, confirm, permitted, refuse, visible_requests, withdraw
from letapis.workflow.accounts_audit import audited
from letapis.workflow.accounts_changing import add, admit, alter, make, opened_books, revoke
from letapis.workflow.accounts_opening import Opened, opened
from letapis.workflow.accounts_state import ACCOUNTS, RefusedError, books_of, change, cut_off, standing
from letapis.workflow.opened import archive_at
from letapis.workflow.unlocking import unlocked

from .conftest import CAST, made, phrase

EXPORT = Wish("owner", "export", Target("case-7"))


def desk_of(archive, by="desk"):
    return Opened(books_of(archive), by, None)


def test_without_accounts_whoever_opens_it_may_all(tmp_path):
    archive = Archive.create(tmp_path / "a")
    assert permitted(archive, "anybody", "judge").reason == "no-accounts"
    assert approved(archive, "anybody", "export", "x").allowed
    assert not permitted(archive, "anybody", "fly").allowed


def test_the_only_account_may_all_and_is_told_that_nobody_confirms(tmp_path):
    archive = Archive.create(tmp_path / "a")
    made(desk_of(archive, "owner"), "owner", "owner", ["keeper"])
    assert permitted(archive, "owner", "judge").reason == "allowed"
    assert approved(archive, "owner", "export", "x").reason == "alone"
    assert not permitted(archive, "somebody", "judge").allowed


def test_the_first_account_is_ones_own_and_the_second_the_administrators(tmp_path):
    archive = Archive.create(tmp_path / "a")
    books = opened_books(desk_of(archive)).books
    with pytest.raises(ArchiveError, match="the first account is your own"):
        make(books, "owner", "boris", ["keeper"])
    with pytest.raises(ArchiveError, match="needs a role"):
        make(books, "owner", "owner", [])
    made(desk_of(archive, "owner"), "owner", "owner", ["keeper"])
    with pytest.raises(ArchiveError, match="is to be the administrator's"):
        make(books, "owner", "boris", ["keeper"])


def test_who_revokes_all_others_does_not_become_the_owner(plain):
    for handle in ("member", "second", "publisher", "rita", "owner"):
        revoke(desk_of(plain), handle, "takes over")
    assert not permitted(plain, "desk", "read-record").allowed
    assert not approved(plain, "desk", "export", "all").allowed


ASKED = {
    "read-record", "judge", "admit", "make-account", "list-accounts", "read-audit", "add-report", "prepare-publication",
}  # fmt: skip


@pytest.mark.parametrize(
    ("handle", "may"),
    [
        ("owner", ASKED - {"make-account"}),
        ("desk", {"make-account", "list-accounts", "read-audit"}),
        ("member", {"read-record", "judge", "add-report"}),
        ("publisher", {"read-record", "prepare-publication"}),
        ("rita", {"read-record"}),
        ("outsider", set()),
    ],
)
def test_each_of_the_cast(plain, handle, may):
    assert {action for action in ASKED if permitted(plain, handle, action).allowed} == may


def test_what_needs_two_is_refused_to_one_even_by_the_wrong_question(plain):
    for action, rule in actions().items():
        if rule.second_person:
            assert not any(permitted(plain, handle, action).allowed for handle in CAST)


def test_one_asks_another_confirms_and_it_holds_once(plain):
    assert approved(plain, "owner", "export", "case-7").reason == "second-person"
    number = ask(plain, EXPORT, "for the court")
    assert approved(plain, "owner", "export", "case-7").reason == "second-person"
    with pytest.raises(RefusedError, match="who asks cannot confirm"):
        confirm(plain, "owner", number)
    for wrong in ("member", "desk", "rita", "outsider"):
        with pytest.raises(RefusedError):
            confirm(plain, wrong, number)
    confirm(plain, "second", number)
    assert approved(plain, "owner", "export", "case-7", use=False).allowed
    assert approved(plain, "owner", "export", "case-8").reason == "second-person"
    assert approved(plain, "owner", "export", "case-7").reason == "confirmed"
    assert approved(plain, "owner", "export", "case-7").reason == "second-person"


def test_a_no_and_a_withdrawal_end_it(plain):
    first, second = ask(plain, EXPORT, "a"), ask(plain, EXPORT, "b")
    confirm(plain, "second", first)
    refuse(plain, "second", first)
    withdraw(plain, "owner", second)
    assert not approved(plain, "owner", "export", "case-7").allowed
    for late in (lambda: confirm(plain, "second", first), lambda: withdraw(plain, "owner", second)):
        with pytest.raises(RefusedError, match="no open request"):
            late()


def test_requests_on_other_compartments_do_not_exist(plain):
    change(books_of(plain), [{"change": "compartment-given", "account": "owner", "compartment": "case-1"}], "desk")
    wish = Wish("owner", "view-identity", Target("P-1", "case-1"))
    number = ask(plain, wish, "a court asks")
    assert [one.id for one in visible_requests(plain, "owner")] == [number]
    assert visible_requests(plain, "second") == []
    with pytest.raises(RefusedError) as hidden:
        confirm(plain, "second", number)
    with pytest.raises(RefusedError) as absent:
        confirm(plain, "second", "99")
    assert str(hidden.value) == str(absent.value)


def test_of_two_who_use_a_confirmation_at_once_one_is_the_first(plain):
    confirm(plain, "second", ask(plain, EXPORT, "for the court"))
    answers, gate = [], threading.Barrier(4)

    def use():
        gate.wait()
        while True:
            try:
                answers.append(approved(plain, "owner", "export", "case-7").allowed)
            except ArchiveError as error:
                if "another run" in str(error):
                    continue
                raise
            return

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, False, False, True]
    used = [entry for entry in books_of(plain).approvals.entries() if entry["change"] == "used"]
    assert len(used) == 1


def test_of_two_who_confirm_at_once_one_is_the_first(plain):
    made(desk_of(plain), "desk", "third", ["lawyer"])
    number = ask(plain, EXPORT, "for the court")
    confirm(plain, "second", number)
    with pytest.raises(RefusedError, match="no open request"):
        confirm(plain, "third", number)
    assert [one["who"] for one in books_of(plain).approvals.entries()] == ["owner", "second"]


@pytest.mark.parametrize("gone", ["owner", "second"])
def test_a_revocation_during_a_request_ends_it(plain, gone):
    confirm(plain, "second", ask(plain, EXPORT, "for the court"))
    revoke(desk_of(plain), gone, "taken this morning")
    assert not approved(plain, "owner", "export", "case-7").allowed
    with pytest.raises(RefusedError):
        ask(plain, Wish(gone, "export", Target("case-9")), "again")


def test_every_colleague_can_shut_an_account_and_only_the_administrator_opens_it(plain):
    shut = {"change": "suspended", "account": "owner"}
    alter(books_of(plain), "member", "suspend-account", shut)
    assert not permitted(plain, "owner", "read-record").allowed
    with pytest.raises(RefusedError):
        alter(books_of(plain), "member", "resume-account", {"change": "resumed", "account": "owner"})
    alter(books_of(plain), "desk", "resume-account", {"change": "resumed", "account": "owner"})
    assert permitted(plain, "owner", "read-record").allowed
    with pytest.raises(RefusedError):
        alter(books_of(plain), "rita", "suspend-account", {"change": "suspended", "account": "second"})
    alter(books_of(plain), "rita", "suspend-account", {"change": "suspended", "account": "rita"})


def test_nobody_gives_themselves_a_role(plain):
    for handle in CAST:
        with pytest.raises(RefusedError):
            alter(
                books_of(plain), handle, "change-roles", {"change": "role-given", "account": handle, "role": "lawyer"}
            )


def test_the_last_administrator_stays_and_where_one_is_shut_two_keepers_appoint_another(plain):
    with pytest.raises(ArchiveError, match="last administrator"):
        revoke(desk_of(plain, "second"), "desk", "suspect")
    alter(books_of(plain), "second", "suspend-account", {"change": "suspended", "account": "desk"})
    with pytest.raises(RefusedError):
        made(desk_of(plain, "owner"), "owner", "desk-two", ["administrator"])
    wish = Wish("owner", "appoint-administrator", Target("desk-two"))
    confirm(plain, "second", ask(plain, wish, "the first was taken"))
    made(desk_of(plain, "owner"), "owner", "desk-two", ["administrator"])
    assert permitted(plain, "desk-two", "make-account").allowed


def test_every_change_stands_in_the_custody_log_without_reasons_or_targets(plain):
    confirm(plain, "second", ask(plain, Wish("owner", "view-identity", Target("P-7K3Q")), "the prosecutor of Hrodna"))
    entries = [entry for entry in plain.custody.entries() if entry["act"].endswith("-changed")]
    made_accounts = [entry["account"] for entry in entries if entry.get("change") == "account-made"]
    assert made_accounts == list(CAST)
    assert [entry["change"] for entry in entries if entry["act"] == "approval-changed"] == ["asked", "approved"]
    text = json.dumps(entries)
    assert "P-7K3Q" not in text
    assert "Hrodna" not in text


def test_a_log_that_was_changed_or_cut_off_is_not_believed(plain):
    alter(books_of(plain), "member", "suspend-account", {"change": "suspended", "account": "owner"})
    path = plain.root / "accounts" / ACCOUNTS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))  # the line of the suspension is gone, and the chain holds
    assert "the custody log knows" in cut_off(books_of(plain))
    path.write_bytes(b"".join(lines).replace(b'"rita"', b'"root"'))
    with pytest.raises(RefusedError, match="edited"):
        permitted(plain, "member", "read-record")
    path.unlink()
    path.parent.rmdir()
    with pytest.raises(RefusedError, match="missing"):
        permitted(plain, "member", "read-record")


def test_the_audit_shows_who_did_what_and_the_administrator_no_targets(plain):
    ask(plain, EXPORT, "for the court")
    whole, blind = audited(books_of(plain), "owner"), audited(books_of(plain), "desk")
    assert {"asked", "account-made"} <= {line["change"] for line in whole.lines}
    assert "case-7" in json.dumps(whole.lines)
    assert "case-7" not in json.dumps(blind.lines)
    assert whole.problem == ""
    with pytest.raises(RefusedError):
        audited(books_of(plain), "member")


def test_who_looks_at_many_identities_is_shown_to_the_others(plain):
    with plain.locked():
        plain.log([{"act": "accessed-identity", "identity": "0" * 64} for _ in range(6)], "second")
    [alarm] = audited(books_of(plain), "owner").alarms
    assert (alarm["who"], alarm["count"]) == ("second", 6)


def archive_as(root, act_as, handle):
    act_as(handle)
    return archive_at(root, unlocked(root, handle))


def test_in_a_sealed_archive_each_opens_with_their_own_passphrase(sealed, act_as):
    for handle in ("owner", "member", "second"):
        assert permitted(archive_as(sealed, act_as, handle), handle, "read-record").allowed
    act_as("member")
    with pytest.raises(WrongPassphraseError):
        opened(sealed, "owner")
    assert opened(sealed, "").by == "member"


def test_an_administrator_with_the_disk_opens_no_content(sealed, act_as):
    archive = archive_as(sealed, act_as, "owner")
    with archive.locked():
        archive.log([{"act": "padding", "reason": "canary-of-the-record"}], "owner")
    act_as("desk")
    with pytest.raises(ArchiveError, match="does not hold the key of the zone 'team'"):
        unlocked(sealed, "desk")
    desk = opened(sealed, "desk", with_keys=True)
    assert desk.books.archive is None
    assert set(desk.keys.zones) == {"accounts"}
    with pytest.raises(RefusedError):
        _ = desk.archive
    seen = b"".join(desk.books.files.read(name) for name in desk.books.files.names())
    assert b"canary-of-the-record" not in seen
    assert b"account-made" in seen or standing(desk.books).accounts


def test_a_new_account_opens_nothing_until_it_is_admitted(sealed, act_as):
    act_as("desk")
    made(opened(sealed, "desk", with_keys=True), "desk", "newcomer", ["documenter"])
    act_as("newcomer")
    with pytest.raises(ArchiveError, match="'team'"):
        unlocked(sealed, "newcomer")
    with pytest.raises(RefusedError, match="not admitted yet"):
        opened(sealed, "newcomer")
    act_as("member")
    with pytest.raises(RefusedError):
        admit(opened(sealed, "member", with_keys=True), "newcomer")
    act_as("second")
    admit(opened(sealed, "second", with_keys=True), "newcomer")
    assert permitted(archive_as(sealed, act_as, "newcomer"), "newcomer", "judge").allowed


def test_a_revoked_account_has_no_key_at_once(sealed, act_as):
    slots = {path.name for path in (sealed / "keys").glob("*.toml")}
    act_as("desk")
    revoke(opened(sealed, "desk", with_keys=True), "member", "taken this morning")
    assert len(slots) - len({path.name for path in (sealed / "keys").glob("*.toml")}) == 1
    act_as("member")
    with pytest.raises(WrongPassphraseError):
        unlocked(sealed, "member")
    archive = archive_as(sealed, act_as, "owner")
    assert permitted(archive, "member", "read-record").reason == "not-active"
    act_as("desk")
    with pytest.raises(ArchiveError, match="given before"):
        made(opened(sealed, "desk", with_keys=True), "desk", "member", ["documenter"])


def test_what_an_administrator_did_stands_in_the_custody_log_once_a_member_writes(sealed, act_as):
    act_as("desk")
    revoke(opened(sealed, "desk", with_keys=True), "rita", "left")
    archive = archive_as(sealed, act_as, "owner")
    told = [entry for entry in archive.custody.entries() if entry.get("account") == "rita"]
    assert "revoked" not in {entry["change"] for entry in told}
    alter(books_of(archive), "owner", "suspend-account", {"change": "suspended", "account": "member"})
    told = [entry for entry in archive.custody.entries() if entry.get("account") == "rita"]
    assert [(entry["change"], entry["who"]) for entry in told][-1] == ("revoked", "desk")


def test_no_handle_and_no_role_lies_readable_on_the_disk(sealed):
    handles = [handle.encode() for handle in CAST] + [b"newcomer", b"administrator", b"account-made", b"keeper"]
    for path in sealed.rglob("*"):
        if path.is_file():
            assert not [word for word in handles if word in path.read_bytes()], path.name
            assert not [word for word in handles if word.decode() in path.name]
    assert phrase("owner").encode() not in b"".join(path.read_bytes() for path in sealed.rglob("*") if path.is_file())


def test_an_account_that_cannot_be_makes_no_slot(sealed, act_as):
    act_as("desk")
    desk = opened(sealed, "desk", with_keys=True)
    before = {path.name for path in (sealed / "keys").iterdir()}
    for roles in (["keeper", "administrator"], ["king"]):
        with pytest.raises(ArchiveError):
            add(desk, make(desk.books, "desk", "newcomer", roles), phrase("newcomer"))
    assert {path.name for path in (sealed / "keys").iterdir()} == before


def test_a_killed_making_is_taken_up_with_the_same_passphrase_only(sealed, act_as):
    act_as("desk")
    desk = opened(sealed, "desk", with_keys=True)
    add_account(desk.keys, "newcomer", phrase("newcomer"), zones=[])  # here it was killed
    acts = make(desk.books, "desk", "newcomer", ["documenter"])
    with pytest.raises(WrongPassphraseError):
        add(desk, acts, "the passphrase of somebody else")
    assert add(desk, acts, phrase("newcomer"))["newcomer"].roles == {"documenter"}


def test_an_administrator_with_every_key_it_has_and_the_disk_finds_no_word(
    sealed, act_as, letapis, monkeypatch, tmp_path
):
    """Operator blindness: a report, a reason and a decision go in; the administrator tries every command and key."""
    monkeypatch.setenv("LETAPIS_ARCHIVE", str(sealed))
    report = tmp_path / "canary.txt"
    report.write_text("October 12, 2020\n\nOn 11 October 2020 over 620 people were detained in Canarytown.\n", "utf-8")
    act_as("owner")
    assert letapis("add", report, "--by", "owner", "--title", "Canarytitle").code == 0
    assert letapis("code", "--by", "owner").code == 0
    assert letapis("approvals", "ask", "export", "Canarytarget", "--reason", "Canaryreason").code == 0
    assert "Canary" in letapis("approvals", "list").out  # the words are there for those who may
    report.unlink()
    act_as("desk")
    told = ""
    for words in (
        *COMMANDS,
        "accounts list",
        "accounts audit",
        "approvals list",
        "vault list",
        "judge list",
        "people queue",
    ):
        if words not in {"demo", "doctor", "lock", "unlock", "init", "restore"}:
            done = letapis(*words.split())
            told += done.out + done.err
    keys = opened(sealed, "desk", with_keys=True).keys
    for zone in keys.zones.values():
        for folder in (sealed, sealed / "accounts"):
            files = SealedFiles(folder, zone.key)
            told += "".join(
                name + files.read(name).decode("utf-8", "replace") for name in files.names() if files.has(name)
            )
    told += "".join(path.name + path.read_bytes().decode("latin-1") for path in sealed.rglob("*") if path.is_file())
    assert "account-made" in told  # its own zone did open
    assert "anary" not in told
