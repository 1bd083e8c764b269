"""A keyring: the zones of an archive as one account opens them with a passphrase."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.account_key import PrivateKey, PublicKey
from letapis.archive.keys.envelope import Zone, decoy, fingerprint, opened_envelope, proven, sealed_envelope
from letapis.archive.keys.folder import KeyFolder
from letapis.archive.keys.slot import HANDLE, Account, new_slot, slot_id
from letapis.archive.keys.strength import weakness
from letapis.archive.keys.stretching import new_stretching
from letapis.archive.zone_key import ZoneKey

TEAM = "team"
VAULT = "vault"
ENVELOPES = 16  # files in the beginning, most of them decoys


class WrongPassphraseError(ArchiveError):
    """It opens no slot. The line is the same whether there is such an account or not."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """What an account holds of an archive."""

    root: Path
    account: Account
    zones: Mapping[str, Zone]

    def key(self, zone: str) -> ZoneKey:
        """The key of a zone. Raises ArchiveError where this account was not given it."""
        return self.zone(zone).key

    def zone(self, zone: str) -> Zone:
        """The zone with its members. Raises ArchiveError where this account was not given it."""
        if zone not in self.zones:
            problem = f"this account does not hold the key of the zone {zone!r}"
            raise ArchiveError(str(self.root), problem, "Ask one of its keepers to give it to you")
        return self.zones[zone]

    @property
    def secret(self) -> bytes:
        """What members of the team can prove envelopes with; others have nothing."""
        return self.zones[TEAM].secret if TEAM in self.zones else b""


def begin_keys(
    root: Path, handle: str, passphrase: str, key_file: bytes = b"", zones: tuple[str, ...] = (TEAM, VAULT)
) -> Keyring:
    """Make the keys of a new archive: one account that holds all zones. Raises ArchiveError for a weak passphrase."""
    check(handle, passphrase, root)
    folder = KeyFolder(root)
    salt = folder.begin()
    account = Account(handle, slot_id(salt, handle), PrivateKey.new())
    folder.write(f"{account.slot}.toml", new_slot(account, passphrase, key_file).text().encode())
    secret = secrets.token_bytes(32)
    publics = {account.slot: account.private.public()}
    members = {slot: fingerprint(public) for slot, public in publics.items()}
    handles = {account.slot: handle}
    made = {}
    for name in zones:
        key = ZoneKey(name, secrets.token_bytes(32))
        made[name] = Zone(key, 1, new_name(), members, handles, secret=secret if name == TEAM else b"")
        folder.write(made[name].envelope, sealed_envelope(made[name], publics, secret))
    for name in decoy_names(secret, ENVELOPES - len(zones)):
        folder.write(name, decoy())
    folder.finish(salt)
    return Keyring(root, account, made)


def open_keys(root: Path, passphrase: str, handle: str = "", key_file: bytes = b"") -> Keyring:
    """Open the slot of a handle, or the first that opens. Raises WrongPassphraseError; ArchiveError for damage.

    As much is worked out for a handle without a slot as for one that has it.
    """
    folder = KeyFolder(root)
    salt = folder.salt()
    account = _account(folder, salt, passphrase, handle, key_file)
    if account is None:
        wanted = "" if key_file or not _key_file_wanted(folder) else ", or it wants its key file as well"
        problem = f"no account opens with this {'handle and ' if handle else ''}passphrase{wanted}"
        raise WrongPassphraseError(str(root), problem, "Try again; mind the keyboard layout and the capitals")
    return Keyring(root, account, _zones(folder, account))


def reopened(keyring: Keyring) -> Keyring:
    """The same account with the zones as the files say now."""
    return Keyring(keyring.root, keyring.account, _zones(KeyFolder(keyring.root), keyring.account))


def check(handle: str, passphrase: str, root: Path) -> None:
    """Raise ArchiveError for a passphrase that is refused, or a handle that no slot can hold."""
    if refused := weakness(passphrase):
        raise ArchiveError(str(root), refused, "Take a longer one; `letapis init --suggest` draws one of words")
    if not handle or len(handle.encode("utf-8", "surrogatepass")) > HANDLE:
        raise ArchiveError(str(root), f"a handle has 1 to {HANDLE} bytes", "Take a short pseudonym, not a name")


def new_name() -> str:
    """The name of a new envelope."""
    return f"{secrets.token_hex(16)}.zone"


def decoy_names(secret: bytes, count: int) -> tuple[str, ...]:
    """The names of the first decoys: members of the team can tell them from envelopes, nobody else."""
    numbers = (str(number).encode() for number in range(count))
    return tuple(hmac.digest(secret, b"decoy " + number, "sha256").hex()[:32] + ".zone" for number in numbers)


def publics_of(keyring: Keyring, zone: Zone) -> dict[str, PublicKey]:
    """The public keys of the members that still have a slot. Raises ArchiveError where one was put in its place."""
    slots = KeyFolder(keyring.root).slots()
    found = {}
    for member, told in zone.members.items():
        if member in slots:
            if fingerprint(slots[member].public) != told:
                file = str(keyring.root / "keys" / f"{member}.toml")
                problem = "the public key is not the one that the members of the zone agreed on"
                raise ArchiveError(file, problem, "Put the slot back from a backup, and ask who changed it")
            found[member] = slots[member].public
    return found


def _account(folder: KeyFolder, salt: bytes, passphrase: str, handle: str, key_file: bytes) -> Account | None:
    if not handle:
        opened = (slot.open_(passphrase, key_file) for slot in folder.slots().values())
        return next((account for account in opened if account is not None), None)
    name = slot_id(salt, handle)
    try:
        slot = folder.slot(name)
    except FileNotFoundError:
        new_stretching(salt[:16]).key(passphrase, key_file)  # the same work
        return None
    return slot.open_(passphrase, key_file)


def _key_file_wanted(folder: KeyFolder) -> bool:
    return any(slot.needs_key_file for slot in folder.slots().values())


def _zones(folder: KeyFolder, account: Account) -> dict[str, Zone]:
    """The zones that this account is a member of; without those that nobody of the team made."""
    opener = account.private.opener()
    found = [opened_envelope(name, data, account.slot, opener) for name, data in folder.envelopes().items()]
    zones = [one for one in found if one is not None]
    secret = next(
        (zone.secret for zone, told in zones if zone.key.zone == TEAM and proven(zone, told, zone.secret)), b""
    )
    believed: dict[str, Zone] = {}
    for zone, told in sorted(zones, key=lambda one: one[0].revision):
        if not secret or proven(zone, told, secret):
            believed[zone.key.zone] = zone
    return believed
