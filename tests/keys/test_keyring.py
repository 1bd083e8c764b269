"""The keys of an archive: who opens what, what a stranger with the disk sees, what a changed file does."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letapis.archive.errors import ArchiveError
from letapis.archive.keys import keyring as keyrings
from letapis.archive.keys import stretching
from letapis.archive.keys.changing import (
    add_account,
    change_passphrase,
    give_zone,
    new_zone,
    rekey_zone,
    revoke,
    settle_zone,
    take_zone,
)
from letapis.archive.keys.folder import KeyFolder
from letapis.archive.keys.keyring import WrongPassphraseError, begin_keys, open_keys

ANNA, BERTA, CLARA = "seven plum otters", "walnut kite marsh", "copper violin rain"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def anna(root):
    return begin_keys(root, "anna", ANNA)


def files_of(root):
    return {path.name: path.read_bytes() for path in sorted((root / "keys").iterdir()) if path.name != "lock"}


def test_the_passphrase_opens_what_was_made(root, anna):
    again = open_keys(root, ANNA)
    assert again.account.handle == "anna"
    assert {name: zone.key.key for name, zone in again.zones.items()} == {
        name: zone.key.key for name, zone in anna.zones.items()
    }
    assert set(again.zones) == {"team", "vault"}
    assert anna.key("team").key != anna.key("vault").key


@pytest.mark.parametrize(
    ("handle", "passphrase"),
    [("", "seven plum otter"), ("anna", "Seven plum otters"), ("berta", ANNA), ("", ""), ("Anna", ANNA)],
)
@pytest.mark.usefixtures("anna")
def test_another_passphrase_or_handle_opens_nothing(root, handle, passphrase):
    with pytest.raises(WrongPassphraseError, match="no account opens with this"):
        open_keys(root, passphrase, handle)


@pytest.mark.usefixtures("anna")
def test_a_known_and_an_unknown_handle_cost_the_same_and_hear_the_same(root, monkeypatch):
    done = []
    real = stretching.Stretching.key

    def counted(self, *told):
        done.append((self.memory_kib, self.passes, self.lanes))
        return real(self, *told)

    monkeypatch.setattr(stretching.Stretching, "key", counted)
    heard = []
    for handle in ("anna", "nobody"):
        with pytest.raises(WrongPassphraseError) as fault:
            open_keys(root, "not the passphrase", handle)
        heard.append(str(fault.value))
    assert heard[0] == heard[1]
    assert done == [done[0]] * 2


def test_one_text_in_two_forms_of_unicode_is_one_passphrase(root):
    begin_keys(root, "anna", "трамвай не едет")
    assert open_keys(root, "трамваи\u0306 не едет").account.handle == "anna"


# -- key file


def test_a_key_file_is_wanted_beside_the_passphrase(root, tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"a picture of a lake")
    digest = stretching.key_file_digest(file)
    begin_keys(root, "anna", ANNA, digest)
    assert open_keys(root, ANNA, key_file=digest).account.handle == "anna"
    with pytest.raises(WrongPassphraseError, match="or it wants its key file as well"):
        open_keys(root, ANNA)
    with pytest.raises(WrongPassphraseError):
        open_keys(root, ANNA, key_file=bytes(32))


@pytest.mark.parametrize(("content", "problem"), [(b"", "is empty"), (None, "cannot be read")])
def test_a_key_file_that_is_none_is_named(tmp_path, content, problem):
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ArchiveError, match=problem):
        stretching.key_file_digest(file)


# -- accounts and zones


def test_a_second_account_gets_the_zones_it_is_given(root, anna):
    berta = add_account(anna, "berta", BERTA)
    assert set(berta.zones) == {"team"}
    assert berta.key("team") == anna.key("team")
    with pytest.raises(ArchiveError, match="does not hold the key of the zone 'vault'"):
        berta.key("vault")
    give_zone(anna, "vault", "berta")
    assert set(open_keys(root, BERTA).zones) == {"team", "vault"}
    with pytest.raises(ArchiveError, match="there is an account 'berta' already"):
        add_account(anna, "berta", CLARA)


def test_an_account_can_have_no_zone_at_all(root, anna):
    administrator = add_account(anna, "admin", CLARA, zones=())
    assert administrator.zones == {}
    assert open_keys(root, CLARA).account.handle == "admin"


def test_a_compartment_opens_for_those_named_alone(root, anna):
    add_account(anna, "berta", BERTA)
    add_account(anna, "clara", CLARA)
    berta = new_zone(open_keys(root, BERTA), "case-7", ["clara"])
    assert set(berta.zones) == {"team", "case-7"}
    assert "case-7" in open_keys(root, CLARA).zones
    assert "case-7" not in open_keys(root, ANNA).zones
    with pytest.raises(ArchiveError, match="does not hold"):
        give_zone(open_keys(root, ANNA), "case-7", "anna")


def test_what_was_taken_is_gone_and_the_last_keeper_stays(root, anna):
    add_account(anna, "berta", BERTA, zones=("team", "vault"))
    anna = take_zone(anna, "vault", "berta")
    assert set(open_keys(root, BERTA).zones) == {"team"}
    with pytest.raises(ArchiveError, match="the last keeper of 'vault' cannot go"):
        take_zone(anna, "vault", "anna")


def test_a_revoked_account_has_no_slot_and_no_part_in_a_zone(root, anna):
    add_account(anna, "berta", BERTA, zones=("team", "vault"))
    revoke(open_keys(root, ANNA), "berta")
    with pytest.raises(WrongPassphraseError):
        open_keys(root, BERTA, "berta")
    again = open_keys(root, ANNA)
    assert {name: len(zone.members) for name, zone in again.zones.items()} == {"team": 1, "vault": 1}
    with pytest.raises(ArchiveError, match="there is no account 'berta'"):
        revoke(again, "berta")


def test_nobody_is_locked_out_of_everything(root, anna):
    with pytest.raises(ArchiveError, match="the last account cannot go"):
        revoke(anna, "anna")
    add_account(anna, "berta", BERTA)
    with pytest.raises(ArchiveError, match="'anna' is the last keeper of vault"):
        revoke(open_keys(root, ANNA), "anna")
    give_zone(open_keys(root, ANNA), "vault", "berta")
    revoke(open_keys(root, ANNA), "anna")
    assert set(open_keys(root, BERTA).zones) == {"team", "vault"}


def test_a_new_passphrase_takes_the_place_of_the_old_one(root, anna):
    with pytest.raises(WrongPassphraseError, match="until now"):
        change_passphrase(anna, BERTA, CLARA)
    change_passphrase(anna, ANNA, CLARA)
    assert open_keys(root, CLARA).key("vault") == anna.key("vault")
    with pytest.raises(WrongPassphraseError):
        open_keys(root, ANNA)
    with pytest.raises(ArchiveError, match="less than 10"):
        change_passphrase(anna, CLARA, "short")


def test_a_zone_keeps_its_old_key_until_all_is_sealed_anew(root, anna):
    add_account(anna, "berta", BERTA, zones=("team", "vault"))
    old = anna.key("vault")
    rekeyed = rekey_zone(anna, "vault")
    assert rekeyed.key("vault") != old
    assert rekeyed.zone("vault").before == old
    assert rekey_zone(anna, "vault").key("vault") == rekeyed.key("vault"), "killed and run again it goes on"
    seen = open_keys(root, BERTA).zone("vault")
    assert (seen.key, seen.before, seen.revision) == (rekeyed.key("vault"), old, 2)
    settle_zone(rekeyed, "vault")
    assert open_keys(root, BERTA).zone("vault").before is None


# -- what a stranger sees


def test_neither_handles_nor_zones_nor_their_number_stand_on_the_disk(root, anna):
    before = {name: len(data) for name, data in files_of(root).items() if name.endswith(".zone")}
    add_account(anna, "berta-of-brest", BERTA)
    for number in range(6):
        anna = new_zone(anna, f"case-of-{number}", ["berta-of-brest"])
    files = files_of(root)
    everything = b"\n".join([*files.values(), *(name.encode() for name in files)])
    for canary in (b"anna", b"berta", b"brest", b"case-of", b'team"', b"vault", b'"handle"'):
        assert canary not in everything
    assert len(before) == len([name for name in files if name.endswith(".zone")]) == 16
    assert len({len(data) for name, data in files.items() if name.endswith(".zone")}) == 1
    assert {path.stat().st_mtime for path in (root / "keys").glob("*.[tz]o*")} == {946_684_800}
    assert {path.stat().st_mode & 0o077 for path in (root / "keys").glob("*.[tz]o*")} == {0}


def test_when_the_decoys_are_used_up_there_are_more(root, anna):
    numbers = []
    for number in range(18):
        anna = new_zone(anna, f"case-{number}")
        numbers.append(len(list((root / "keys").glob("*.zone"))))
    assert numbers == [16] * 14 + [32] * 4
    assert len(open_keys(root, ANNA).zones) == 20


def test_no_repr_shows_a_key(anna):
    shown = repr(anna) + repr(anna.zones) + repr(anna.account)
    for zone in anna.zones.values():
        assert zone.key.key.hex() not in shown
        assert repr(zone.key.key) not in shown
    assert repr(anna.account.private.raw) not in shown
    assert repr(anna.secret) not in shown


# -- what was changed


def replaced(slot_file, **values):
    told = tomllib.loads(slot_file.read_text(encoding="utf-8"))
    text = slot_file.read_text(encoding="utf-8")
    for name, value in values.items():
        old = told.get(name, told["argon2id"].get(name))
        text = text.replace(f"{name} = {old}", f"{name} = {value}")
    slot_file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "values",
    [
        {"memory_kib": 2**31}, {"memory_kib": 0}, {"passes": 10**9}, {"lanes": 255}, {"memory_kib": -1},
        {"passes": '"many"'}, {"lanes": "true"}, {"memory_kib": 1.5},
    ],
)  # fmt: skip
@pytest.mark.usefixtures("anna")
def test_a_slot_that_asks_for_the_whole_machine_is_refused_before_it_gets_it(root, monkeypatch, values):
    slot = next(path for path in (root / "keys").glob("*.toml") if path.name != "keyring.toml")
    replaced(slot, **values)
    monkeypatch.setattr(stretching.Stretching, "key", lambda *_: pytest.fail("nothing may be worked out"))
    with pytest.raises(ArchiveError, match=f"{slot.name}.*argon2id"):
        open_keys(root, ANNA)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_changed_byte_of_a_key_file_never_gives_another_key(root, data):
    if not root.exists():
        begin_keys(root, "anna", ANNA)
    right = {name: zone.key for name, zone in open_keys(root, ANNA).zones.items()}
    path = data.draw(st.sampled_from(sorted(path for path in (root / "keys").iterdir() if path.name != "lock")))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    try:
        opened = {name: zone.key for name, zone in open_keys(root, ANNA).zones.items()}
    except ArchiveError:
        opened = {}
    finally:
        path.write_bytes(whole)
    assert opened.items() <= right.items()


def test_a_public_key_put_in_place_of_another_gets_nothing(root, anna, tmp_path):
    add_account(anna, "berta", BERTA)
    stranger = begin_keys(tmp_path / "other", "berta", CLARA)
    folder = KeyFolder(root)
    mine = KeyFolder(tmp_path / "other").slot(stranger.account.slot)
    slot = next(name for name in folder.slots() if name != anna.account.slot)
    folder.write(f"{slot}.toml", mine.text().encode())
    with pytest.raises(ArchiveError, match="public key is not the one that the members"):
        rekey_zone(anna, "team")


def test_an_envelope_that_nobody_of_the_team_made_is_not_believed(root, anna):
    from dataclasses import replace

    from letapis.archive.keys.envelope import sealed_envelope
    from letapis.archive.zone_key import ZoneKey

    false = replace(anna.zone("vault"), key=ZoneKey("vault", b"k" * 32), revision=9, envelope="f" * 32 + ".zone")
    publics = {anna.account.slot: anna.account.private.public()}
    KeyFolder(root).write(false.envelope, sealed_envelope(false, publics, b"a secret that the stranger made up"))
    assert open_keys(root, ANNA).key("vault") == anna.key("vault")


@pytest.mark.parametrize("size", [17, 200, 14252])
def test_a_shortened_envelope_is_named(root, anna, size):
    path = root / "keys" / anna.zone("vault").envelope
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ArchiveError, match=f"{path.name}: the envelope of a zone is damaged"):
        open_keys(root, ANNA)


def test_an_envelope_with_more_at_its_end_is_named(root, anna):
    path = root / "keys" / anna.zone("vault").envelope
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ArchiveError, match=f"{path.name}: the envelope of a zone is damaged"):
        open_keys(root, ANNA)


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_a_zone_whose_envelope_is_gone_is_not_there(root, anna, content):
    (root / "keys" / anna.zone("vault").envelope).write_bytes(content)
    assert set(open_keys(root, ANNA).zones) == {"team"}


@pytest.mark.usefixtures("anna")
def test_a_damaged_or_missing_head_is_told(root):
    head = root / "keys" / "keyring.toml"
    text = head.read_text()
    for changed, problem in (
        ("", "is damaged"),
        (text.replace("version = 1", "version = 2"), "is of another Letapis"),
        (None, "keys of the archive are missing"),
    ):
        head.unlink() if changed is None else head.write_text(changed)
        with pytest.raises(ArchiveError, match=problem):
            open_keys(root, ANNA)


def test_the_keyring_that_was_made_is_the_one_that_opens(anna):
    assert keyrings.reopened(anna).zones.keys() == anna.zones.keys()
    assert len(anna.secret) == 32


def test_an_envelope_of_another_version_says_so(root, anna):
    path = root / "keys" / anna.zone("vault").envelope
    path.write_bytes(path.read_bytes().replace(b"letapis zone 1\n", b"letapis zone 7\n", 1))
    with pytest.raises(ArchiveError, match=r"was written by another version of Letapis \(zone 7\)"):
        open_keys(root, ANNA)


@pytest.mark.parametrize("rest", ["", "something = 1\n"])
def test_a_slot_of_another_version_says_so_whatever_else_stands_in_it(root, anna, rest):
    path = root / "keys" / f"{anna.account.slot}.toml"
    path.write_text(f'format = "letapis-key-slot"\nversion = 7\n{rest}')
    with pytest.raises(ArchiveError, match=r"was written by another version of Letapis \(slot 7\)"):
        open_keys(root, ANNA)
