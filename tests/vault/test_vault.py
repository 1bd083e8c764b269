"""The vault in a sealed archive, with a fixed cast: two keepers, a member, a reader, an administrator, an outsider."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from letapis.access.rules import Decision
from letapis.archive.errors import ArchiveError
from letapis.archive.keys import changing
from letapis.archive.keys.changing import add_account, revoke
from letapis.archive.keys.keyring import WrongPassphraseError, open_keys
from letapis.vault.index import place_of
from letapis.workflow import vault_keys
from letapis.workflow.opened import archive_at, begin_archive
from letapis.workflow.vault import Vault, add, entered, listed, show
from letapis.workflow.vault_consent import allowed, due, give, keep, withdraw
from letapis.workflow.vault_door import DOOR, WAITING, hand_in
from letapis.workflow.vault_keys import (
    add_keeper,
    begin_compartment,
    erase,
    keepers,
    remove_keeper,
    resumed,
    views,
)

PASSPHRASES = {
    "keeper": "seven plum otters",
    "second": "walnut kite marsh",
    "member": "copper violin rain",
    "reader": "lantern moss field",
    "administrator": "quiver ladder mint",
}
ZONES = {"second": ("team", "vault"), "member": ("team",), "reader": ("team",), "administrator": ()}
CANARY = "Rimma Canary"
TOLD = {"name": CANARY, "address": "Canary street 7, Brest", "born": "in the year of Canary"}
MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "archive"
    begin_archive(root, "keeper", passphrase=PASSPHRASES["keeper"])
    for handle, zones in ZONES.items():
        add_account(open_keys(root, PASSPHRASES["keeper"]), handle, PASSPHRASES[handle], zones=zones)
    return root


def yes(*_):
    return Decision(True, "allowed")


@pytest.fixture
def enter(root):
    """Open the vault as one of the cast."""

    def open_as(handle, approved=yes, when=MORNING):
        keys = open_keys(root, PASSPHRASES[handle], handle)
        archive = archive_at(root, keys.key("team"))
        archive.clock = lambda: when
        return entered(Vault(archive, keys, approved))

    return open_as


@pytest.fixture
def rimma(enter):
    return add(enter("keeper"), "identity", TOLD)


def acts(root, handle="member"):
    return list(archive_at(root, open_keys(root, PASSPHRASES[handle], handle).key("team")).custody.entries())


# -- who opens it


def test_a_keeper_adds_and_the_other_keeper_reads(enter, rimma):
    assert rimma.until == "2027-02-20"
    shown = show(enter("second"), rimma.id, "contact")
    assert shown.fields == TOLD
    assert shown.entry.person == rimma.person
    assert rimma.person.startswith("P-")


@pytest.mark.parametrize("handle", ["member", "reader"])
def test_a_member_holds_no_key_of_it(enter, handle):
    with pytest.raises(ArchiveError, match="holds no key of the vault"):
        enter(handle)


def test_an_administrator_opens_not_even_the_team(enter):
    with pytest.raises(ArchiveError, match="does not hold the key of the zone 'team'"):
        enter("administrator")


def test_an_outsider_opens_nothing(root):
    with pytest.raises(WrongPassphraseError):
        open_keys(root, "the guess of a stranger")


def test_what_is_hidden_and_what_is_not_there_sound_the_same(enter, rimma):
    vault = enter("keeper")
    begin_compartment(vault, "case-7", [])
    hidden = add(vault, "identity", TOLD, zone="case-7")
    faults = []
    for id_ in (hidden.id, "V-000000"):
        with pytest.raises(ArchiveError) as fault:
            show(enter("second"), id_, "contact")
        faults.append(str(fault.value).replace(id_, "…"))
    assert faults[0] == faults[1]
    assert [entry.id for _, entry in listed(enter("second"))] == [rimma.id]


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda vault, _: add(vault, "identity", TOLD, "P-000000"), "there is nobody P-000000"),
        (lambda vault, _: add(vault, "identity", TOLD, zone="case-9"), "does not hold the key of the zone 'case-9'"),
        (lambda vault, _: add(vault, "identity", TOLD, until=date(2020, 1, 1)), "cannot be kept until"),
        (lambda vault, one: show(vault, one.id, "because I want"), "there is no reason"),
        (lambda vault, one: erase(vault, [one.id], "because"), "there is no reason"),
        (lambda vault, one: erase(vault, [one.id, "V-000000"], "withdrawn"), "there is no entry V-000000"),
        (lambda vault, _: add_keeper(vault, "vault", "nobody"), "there is no account 'nobody'"),
        (lambda vault, _: remove_keeper(vault, "vault", "member"), "is no keeper"),
        (lambda vault, one: keep(vault, one.id, date(2020, 1, 1)), "cannot be kept until"),
    ],
)
def test_what_cannot_be_done_changes_nothing(root, enter, rimma, call, problem):
    before = [one["act"] for one in acts(root)]
    with pytest.raises(ArchiveError, match=problem):
        call(enter("keeper"), rimma)
    assert [one["act"] for one in acts(root)] == before
    assert show(enter("keeper"), rimma.id, "contact").fields == TOLD


# -- looking


def test_every_look_is_one_line_of_the_log_before_the_words_are_read(root, enter, rimma):
    vault = enter("second")
    vault.archive.files.remove(rimma.object)
    with pytest.raises((ArchiveError, FileNotFoundError)):
        show(vault, rimma.id, "verification")
    looks = [one for one in acts(root) if one["act"] == "accessed-identity"]
    assert [(one["who"], one["reason"], one["identity"]) for one in looks] == [("second", "verification", rimma.mark())]


def test_looks_are_seen_by_the_others(enter, rimma):
    show(enter("second"), rimma.id, "court")
    allowed(enter("second"), give(enter("keeper"), rimma.person, ["fund"], {}).person, "fund")
    (first, second) = views(enter("keeper"))
    assert (first.who, first.reason, first.entry, first.person) == ("second", "court", rimma.id, rimma.person)
    assert (second.who, second.reason) == ("second", "consent")


def test_who_looks_is_the_account_and_not_what_it_says_of_itself(enter, rimma):
    assert enter("second").by == "second"
    show(enter("second"), rimma.id, "contact")
    assert views(enter("keeper"))[0].who == "second"


def test_listing_is_no_look(root, enter, rimma):
    assert [entry.id for _, entry in listed(enter("second"), rimma.person)] == [rimma.id]
    assert listed(enter("second"), "P-000000") == ()
    assert not [one for one in acts(root) if one["act"] == "accessed-identity"]


def test_without_the_second_person_nothing_is_shown_erased_or_given(root, enter, rimma):
    asked = []

    def no(action, target):
        asked.append((action, target))
        return Decision(action in {"list-vault", "hand-over-identity"}, "second-person", second_person=True)

    vault = enter("keeper", no)
    for call in (
        lambda: show(vault, rimma.id, "contact"),
        lambda: erase(vault, [rimma.id], "withdrawn"),
        lambda: add_keeper(vault, "vault", "member"),
        lambda: remove_keeper(vault, "vault", "second"),
        lambda: begin_compartment(vault, "case-7", []),
    ):
        with pytest.raises(ArchiveError, match="Ask with `letapis approvals ask"):
            call()
    assert [action for action, _ in asked] == ["view-identity", "erase", *["change-keepers"] * 3]
    assert not [one for one in acts(root) if one["act"] in {"accessed-identity", "erased"}]
    assert show(enter("keeper"), rimma.id, "contact").fields == TOLD


# -- compartments and keepers


def test_a_compartment_has_keepers_of_its_own(enter):
    vault = enter("keeper")
    begin_compartment(vault, "case-7", ["member"])
    entry = add(vault, "testimony", {"text": "It was dark."}, zone="case-7")
    assert keepers(vault, "case-7") == ("keeper", "member")
    assert enter("member").zones() == ("case-7",)
    assert show(enter("member"), entry.id, "submission").fields == {"text": "It was dark."}
    assert enter("second").zones() == ("vault",)


def test_a_keeper_who_was_added_reads_and_one_who_left_does_not(enter, rimma):
    add_keeper(enter("keeper"), "vault", "member")
    assert show(enter("member"), rimma.id, "contact").fields == TOLD
    assert keepers(enter("second"), "vault") == ("keeper", "member", "second")
    before = open_keys(enter("keeper").archive.root, PASSPHRASES["member"]).key("vault")
    remove_keeper(enter("second"), "vault", "member")
    with pytest.raises(ArchiveError, match="holds no key of the vault"):
        enter("member")
    vault = enter("keeper")
    assert keepers(vault, "vault") == ("keeper", "second")
    assert vault.keyring.key("vault") != before
    assert not vault.archive.files.has(place_of(before)), "the key that was kept finds no list"
    assert show(vault, rimma.id, "contact").fields == TOLD
    remove_keeper(enter("keeper"), "vault", "second")
    with pytest.raises(ArchiveError, match="last keeper"):
        remove_keeper(enter("keeper"), "vault", "keeper")


def test_a_revoked_keeper_opens_nothing(root, enter, rimma):
    revoke(open_keys(root, PASSPHRASES["keeper"]), "second")
    with pytest.raises(WrongPassphraseError):
        enter("second")
    assert keepers(enter("keeper"), "vault") == ("keeper",)
    assert show(enter("keeper"), rimma.id, "contact").fields == TOLD


@pytest.mark.parametrize("revoker", ["keeper", "administrator"])
def test_the_key_that_a_revoked_keeper_knew_opens_nothing_that_comes_later(root, enter, rimma, revoker):
    """Who holds the vault changes its key at once; after an administrator the next keeper does who opens it."""
    known = open_keys(root, PASSPHRASES["second"]).key("vault")
    revoke(open_keys(root, PASSPHRASES[revoker]), "second", anew=("vault",))
    vault = enter("keeper")
    changed = vault.keyring.key("vault")
    assert changed != known
    assert keepers(vault, "vault") == ("keeper",)
    assert not vault.archive.files.has(place_of(known)), "the key that was kept finds no list"
    assert show(vault, rimma.id, "contact").fields == TOLD
    assert enter("keeper").keyring.key("vault") == changed, "once is enough"


# -- the door


def test_a_documenter_hands_in_and_cannot_read_it_back(root, enter):
    enter("keeper")
    keys = open_keys(root, PASSPHRASES["member"])
    archive = archive_at(root, keys.key("team"))
    person = hand_in(archive, "member", "identity", TOLD, approved=yes)
    assert CANARY.encode() not in bytes.fromhex(archive.files.read(WAITING).decode())
    vault = enter("second")
    ((_, entry),) = listed(vault)
    assert (entry.person, entry.by) == (person, "member")
    assert show(vault, entry.id, "contact").fields == TOLD
    assert not archive.files.has(WAITING)


def test_a_door_that_somebody_put_in_its_place_is_found(root, enter):
    from letapis.archive.keys.account_key import PrivateKey

    enter("keeper")
    archive = archive_at(root, open_keys(root, PASSPHRASES["member"]).key("team"))
    archive.files.write(DOOR, PrivateKey.new().public().raw)
    hand_in(archive, "member", "identity", TOLD, approved=yes)
    with pytest.raises(ArchiveError, match="somebody may have put another in its place"):
        enter("keeper")


def test_without_a_door_it_says_what_to_do(root):
    archive = archive_at(root, open_keys(root, PASSPHRASES["member"]).key("team"))
    with pytest.raises(ArchiveError, match="no keeper has laid it out yet"):
        hand_in(archive, "member", "identity", TOLD, approved=yes)


def test_what_waits_survives_a_change_of_keys(root, enter, rimma):
    archive = archive_at(root, open_keys(root, PASSPHRASES["member"]).key("team"))
    vault = enter("keeper")
    hand_in(archive, "member", "identity", {"name": "Second Canary"}, approved=yes)
    erase(vault, [rimma.id], "withdrawn")
    ((_, entry),) = listed(enter("second"))
    assert show(enter("second"), entry.id, "contact").fields == {"name": "Second Canary"}


# -- consent and time


def test_what_was_allowed_can_be_taken_back(enter, rimma):
    give(enter("keeper"), rimma.person, ["united-nations"], {"hide": "photo", "until": "2027-06-01"})
    answer = allowed(enter("second"), rimma.person, "united-nations")
    assert (answer.allowed, answer.hide) == (True, {"photo"})
    assert not allowed(enter("second"), rimma.person, "media-with-name").allowed
    late = enter("second", when=datetime(2027, 6, 2, tzinfo=UTC))
    assert allowed(late, rimma.person, "united-nations").reason == "its time is over"
    withdraw(enter("second"), rimma.person, ["united-nations"])
    assert allowed(enter("keeper"), rimma.person, "united-nations").reason == "withdrawn"


@pytest.mark.parametrize(
    ("purposes", "told", "problem"),
    [
        ([], {}, "a consent is for something"),
        (["fund"], {"until": "2020-01-01"}, "the consent ended"),
        (["everything"], {}, "no purpose"),
    ],
)
def test_a_consent_that_cannot_be_is_not_recorded(enter, rimma, purposes, told, problem):
    with pytest.raises(ArchiveError, match=problem):
        give(enter("keeper"), rimma.person, purposes, told)
    with pytest.raises(ArchiveError, match="a withdrawal is of something"):
        withdraw(enter("keeper"), rimma.person, [])


def test_what_is_due_is_listed_until_it_is_kept_or_erased(enter, rimma):
    assert due(enter("keeper")) == ()
    spring = datetime(2027, 2, 20, tzinfo=UTC)
    assert [one.id for one in due(enter("second", when=spring))] == [rimma.id]
    keep(enter("keeper", when=spring), rimma.id, date(2027, 9, 1))
    assert due(enter("second", when=spring)) == ()


# -- erasing


def bytes_of(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_erasing_destroys_the_keys_and_leaves_the_lines(root, enter, rimma):
    vault = enter("keeper")
    other = add(vault, "contact", {"channel": "a neighbour"}, rimma.person)
    show(vault, rimma.id, "contact")
    key, place = vault.keyring.key("vault"), place_of(vault.keyring.key("vault"))
    marks, names = rimma.mark(), set(vault.archive.files.names("vault"))
    erase(vault, [rimma.id], "withdrawn")
    after = enter("second")
    assert after.keyring.key("vault") != key
    assert after.keyring.zone("vault").before is None
    assert {rimma.object, place} <= names - set(after.archive.files.names("vault"))
    assert show(after, other.id, "contact").fields == {"channel": "a neighbour"}
    lines = [one for one in acts(root) if one.get("identity") == marks]
    assert [one["act"] for one in lines] == ["vault-changed", "accessed-identity", "erased"]
    assert [(one.identity, one.entry) for one in views(after)][:1] == [(marks, "")]
    from letapis.workflow.verify import verify

    assert verify(after.archive).intact


def test_the_old_envelope_is_overwritten_on_the_disk(root, enter, rimma):
    path = root / "keys" / enter("keeper").keyring.zone("vault").envelope
    with path.open("rb") as old:  # the same bytes on the disk, whatever takes the name
        before = old.read()
        erase(enter("keeper"), [rimma.id], "expired")
        old.seek(0)
        assert old.read() != before
        old.seek(0)
        assert old.read() != path.read_bytes()


@pytest.mark.parametrize("step", ["write", "remove", "settle"])
def test_an_erasure_that_is_cut_off_is_brought_to_its_end(enter, rimma, monkeypatch, step):
    vault = enter("keeper")
    other = add(vault, "contact", {"channel": "a neighbour"}, rimma.person)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        if step == "write":
            broken.setattr(Vault, "write", die)
        elif step == "remove":
            broken.setattr(vault_keys, "place_of", die)
        else:
            broken.setattr(vault_keys, "settle_zone", die)
        with pytest.raises(KeyboardInterrupt):
            erase(vault, [rimma.id], "withdrawn")
    again = enter("second")
    assert again.keyring.zone("vault").before is None
    assert show(again, other.id, "contact").fields == {"channel": "a neighbour"}
    with pytest.raises((ArchiveError, FileNotFoundError)):
        show(again, rimma.id, "contact")
    assert resumed(again) is again


# -- canaries


def test_nothing_of_the_vault_is_anywhere_else(root, enter, tmp_path):
    """What every member can read: every file of the team, the log, the store, the index, all that is exported."""
    from letapis.workflow.export import export
    from letapis.workflow.ingest import add as ingest
    from letapis.workflow.reconcile import reconcile

    report = tmp_path / "report.txt"
    report.write_text("October 12, 2020\n\nA list of names has 620 people arrested in Minsk.\n", encoding="utf-8")
    vault = enter("keeper")
    kept = [add(vault, "identity", TOLD)]
    kept.append(add(vault, "testimony", {"text": f"I, {CANARY}, saw it."}, kept[0].person))
    kept.append(give(vault, kept[0].person, ["fund"], {"witness": "W Canary"}))
    kept.append(add(vault, "aid", {"need": "a fine for Canary"}, kept[0].person))
    for one in kept:
        show(vault, one.id, "contact")
    archive = archive_at(root, open_keys(root, PASSPHRASES["member"]).key("team"))
    ingest(archive, [report], "member")
    reconcile(archive)
    export(archive, tmp_path / "exported")
    erase(vault, [kept[1].id], "withdrawn")
    secrets = [
        b"Canary",
        b"canary",
        *(one.person.encode() for one in kept),
        *(one.id.encode() for one in kept),
    ]
    unsalted = [hashlib.sha256(word).hexdigest().encode() for word in secrets]
    readable = {name: archive.files.read(name) for name in archive.files.names()}
    readable |= {"custody": "\n".join(map(str, archive.custody.entries())).encode()}
    readable |= bytes_of(tmp_path / "exported") | bytes_of(root)
    assert len(readable) > 30
    found = [(name, word) for name, data in readable.items() for word in (*secrets, *unsalted) if word in data]
    assert found == []


def test_the_scan_finds_what_is_there(enter, rimma):
    """The control: with the key of the entry the words are in reach."""
    vault = enter("keeper")
    assert CANARY in vault.read(rimma)["name"]
    assert rimma.object in set(vault.archive.files.names("vault"))


@pytest.mark.parametrize("changed", ["entry", "list"])
def test_a_changed_byte_is_named(enter, rimma, changed):
    vault = enter("keeper")
    name = rimma.object if changed == "entry" else place_of(vault.keyring.key("vault"))
    data = bytearray(vault.archive.files.read(name))
    data[40] ^= 1
    vault.archive.files.write(name, bytes(data))
    with pytest.raises(ArchiveError, match=r"was changed, or is sealed with another key"):
        show(enter("second"), rimma.id, "contact")


def test_the_keys_of_others_are_not_touched_by_a_stale_keyring(root):
    """Two people who opened at the same time: what the first gave is still there after the second gave something."""
    first = open_keys(root, PASSPHRASES["keeper"])
    second = open_keys(root, PASSPHRASES["keeper"])
    changing.give_zone(first, "vault", "member")
    changing.give_zone(second, "vault", "reader")
    assert "vault" in open_keys(root, PASSPHRASES["member"]).zones
    assert "vault" in open_keys(root, PASSPHRASES["reader"]).zones
