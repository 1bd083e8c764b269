"""Changes of the keys: another passphrase, another account, a zone given or taken, a zone with a new key.

Each change is one file written whole, so that a killed run leaves the old keys or the new ones. Who may do it, and
that it stands in the custody log, is the business of others.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.account_key import PrivateKey, PublicKey
from letapis.archive.keys.envelope import NAME, Zone, decoy, sealed_envelope
from letapis.archive.keys.folder import KeyFolder
from letapis.archive.keys.keyring import (
    ENVELOPES,
    TEAM,
    Keyring,
    WrongPassphraseError,
    check,
    decoy_names,
    new_name,
    publics_of,
    reopened,
)
from letapis.archive.keys.slot import Account, new_slot, slot_id
from letapis.archive.zone_key import ZoneKey


def change_passphrase(keyring: Keyring, old: str, new: str, key_file: bytes = b"", new_file: bytes = b"") -> None:
    """Give the account another passphrase, and another key file or none. The old ones must open it once more."""
    account = keyring.account
    check(account.handle, new, keyring.root)
    folder = KeyFolder(keyring.root)
    with folder.changing():
        slot = folder.slot(account.slot)
        if slot.open_(old, key_file) is None:
            raise WrongPassphraseError(str(keyring.root), "the passphrase until now is another one", "Try again")
        changed = new_slot(account, new, new_file, slot.revision + 1)
        folder.write(f"{account.slot}.toml", changed.text().encode())


def add_account(
    keyring: Keyring, handle: str, passphrase: str, key_file: bytes = b"", zones: Collection[str] = (TEAM,)
) -> Keyring:
    """Make a slot for another handle and give it zones that this account holds. Gives what the new account opens."""
    check(handle, passphrase, keyring.root)
    folder = KeyFolder(keyring.root)
    with folder.changing():
        account = Account(handle, slot_id(folder.salt(), handle), PrivateKey.new())
        if (folder.path / f"{account.slot}.toml").exists():
            raise ArchiveError(str(keyring.root), f"there is an account {handle!r} already", "Take another handle")
        folder.write(f"{account.slot}.toml", new_slot(account, passphrase, key_file).text().encode())
        now = reopened(keyring)
        for name in zones:
            _write(folder, now, now.zone(name), {account.slot: (handle, account.private.public())})
    return reopened(Keyring(keyring.root, account, {}))


def has_account(keyring: Keyring, handle: str) -> bool:
    """Whether there is a slot of this handle."""
    folder = KeyFolder(keyring.root)
    return (folder.path / f"{slot_id(folder.salt(), handle)}.toml").exists()


def give_zone(keyring: Keyring, zone: str, handle: str) -> Keyring:
    """Seal the key of a zone to another account as well. Gives this account's keyring as it is then."""
    folder = KeyFolder(keyring.root)
    with folder.changing():
        slot = _slot_of(folder, handle)
        _write(folder, keyring, reopened(keyring).zone(zone), {slot: (handle, folder.slot(slot).public)})
    return reopened(keyring)


def new_zone(keyring: Keyring, zone: str, handles: Collection[str] = ()) -> Keyring:
    """Make a zone held by this account and these. Raises ArchiveError where it is there, or the name is too long."""
    _of_the_team(keyring)
    if not zone or len(zone.encode()) > NAME:
        raise ArchiveError(str(keyring.root), f"the name of a zone has 1 to {NAME} bytes", "Take a shorter one")
    folder = KeyFolder(keyring.root)
    with folder.changing():
        if zone in reopened(keyring).zones:
            raise ArchiveError(str(keyring.root), f"there is a zone {zone!r} already", "Take another name")
        own = keyring.account
        publics = {own.slot: own.private.public()}
        named = {_slot_of(folder, handle): handle for handle in handles}
        publics |= {slot: folder.slot(slot).public for slot in named}
        fresh = Zone(ZoneKey(zone, secrets.token_bytes(32)), 1, new_name(), {}, {own.slot: own.handle, **named})
        folder.write(fresh.envelope, sealed_envelope(fresh, publics, keyring.secret))
        _drop_one_decoy(folder, keyring.secret)
    return reopened(keyring)


def take_zone(keyring: Keyring, zone: str, handle: str) -> Keyring:
    """Take a zone from an account. It may remember the key: see `rekey_zone`. Refused for the last member."""
    folder = KeyFolder(keyring.root)
    with folder.changing():
        now = reopened(keyring).zone(zone)
        slot = slot_id(folder.salt(), handle)
        if set(now.members) <= {slot}:
            raise ArchiveError(str(keyring.root), f"the last keeper of {zone!r} cannot go", "Give it to another first")
        _write(folder, keyring, now, {}, without=slot)
    return reopened(keyring)


def rekey_zone(keyring: Keyring, zone: str) -> Keyring:
    """Give a zone a new key. The old one stays as `before` until `settle_zone`: first seal anew what it sealed."""
    _of_the_team(keyring)
    folder = KeyFolder(keyring.root)
    with folder.changing():
        now = reopened(keyring).zone(zone)
        if now.before is None:
            _write(folder, keyring, _anew(now), {})
    return reopened(keyring)


def settle_zone(keyring: Keyring, zone: str) -> Keyring:
    """Forget the key before: all that it sealed is sealed anew."""
    folder = KeyFolder(keyring.root)
    with folder.changing():
        _write(folder, keyring, replace(reopened(keyring).zone(zone), before=None), {})
    return reopened(keyring)


def revoke(keyring: Keyring, handle: str, anew: Collection[str] = ()) -> Keyring:
    """Take away the slot of an account, and its part in the zones that this account holds. Refused for the last slot.

    Who kept a copy of the files opens them still; zones of `anew` get another key for what comes later.
    """
    folder = KeyFolder(keyring.root)
    with folder.changing():
        slot = _slot_of(folder, handle)
        if len(folder.slots()) == 1:
            raise ArchiveError(str(keyring.root), "the last account cannot go: nobody could open it", "Add one first")
        now = reopened(keyring)
        alone = [name for name, zone in now.zones.items() if set(zone.members) & set(folder.slots()) == {slot}]
        if alone:
            problem = f"{handle!r} is the last keeper of {', '.join(sorted(alone))}"
            raise ArchiveError(str(keyring.root), problem, "Give these zones to another account first")
        folder.remove(f"{slot}.toml")
        for name, zone in now.zones.items():
            if slot in zone.members:
                _write(folder, keyring, _anew(zone) if name in anew else zone, {}, without=slot)
    return now if keyring.account.slot == slot else reopened(keyring)


def _anew(zone: Zone) -> Zone:
    """The zone with another key; with the key that is being changed, where that was not brought to its end."""
    if zone.before is not None:
        return zone
    fresh = ZoneKey(zone.key.zone, secrets.token_bytes(32))
    return replace(zone, key=fresh, revision=zone.revision + 1, before=zone.key)


def _of_the_team(keyring: Keyring) -> None:
    """Raise ArchiveError for an account that can prove no new key, as others would not believe in it."""
    if not keyring.secret:
        problem = "only who holds the key of the team can make a zone or give it another key"
        raise ArchiveError(str(keyring.root), problem, "Ask a member of the team")


def _slot_of(folder: KeyFolder, handle: str) -> str:
    slot = slot_id(folder.salt(), handle)
    if not (folder.path / f"{slot}.toml").exists():
        raise ArchiveError(str(folder.root), f"there is no account {handle!r}", "See `letapis accounts list`")
    return slot


def _write(
    folder: KeyFolder, keyring: Keyring, zone: Zone, more: dict[str, tuple[str, PublicKey]], without: str = ""
) -> None:
    """Seal the envelope of a zone to its members, to more, or to one less."""
    publics = {**publics_of(keyring, zone), **{slot: public for slot, (_, public) in more.items()}}
    publics.pop(without, None)
    handles = {**zone.handles, **{slot: handle for slot, (handle, _) in more.items()}}
    folder.write(zone.envelope, sealed_envelope(replace(zone, handles=handles), publics, keyring.secret))


def _drop_one_decoy(folder: KeyFolder, secret: bytes) -> None:
    """A new zone takes the place of a decoy, so that the number of files stays; where none is left, more are made."""
    names = decoy_names(secret, ENVELOPES - 1)
    there = [name for name in names if (folder.path / name).exists()]
    if there:
        folder.remove(there[0])
        return
    for name in names:
        folder.write(name, decoy())
