"""The door of the vault: who holds no key of it can hand an entry in, and cannot read it back.

The door is a public key that the keepers lay out among the files of the team. What was handed in waits, sealed to it,
until a keeper opens the vault.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.account_key import PUBLIC_SIZE, PrivateKey, PublicKey
from letapis.archive.keys.keyring import TEAM, VAULT
from letapis.archive.zone_key import ZoneKey
from letapis.vault.handles import ENTRY, PERSON, new_handle
from letapis.vault.index import new_entry
from letapis.vault.kinds import checked
from letapis.vault.retention import kept_until
from letapis.vault.sealing import padded, sealed
from letapis.workflow.vault import Approved, Vault, entered, new_in, require

DOOR = "vault/door"
WAITING = "vault/incoming"  # one file of lines: to look for files by their folder takes long in a large archive
CONTEXT = b"letapis 1 handed in to the vault"
KNOCK = "the door of the vault"


@dataclass(frozen=True, slots=True)
class Inside:
    """An archive with the vault, where the account holds a key of it."""

    archive: Archive
    by: str
    vault: Vault | None


def opened_or_outside(root: Path, by: str = "") -> Inside:
    """Open the vault where the account can, else the archive alone. Raises ArchiveError."""
    from letapis.workflow.opened import archive_at
    from letapis.workflow.unlocking import keyring

    keys = keyring(root, by)
    vault = Vault(archive_at(root, keys.key(TEAM)), keys)
    return Inside(vault.archive, vault.by, entered(vault) if vault.zones() else None)


def hand_in(  # noqa: PLR0913, PLR0917  what an entry is, and who hands it in
    archive: Archive, by: str, kind: str, fields: Mapping[str, str], person: str = "", approved: Approved | None = None
) -> str:
    """Hand an entry in; gives the handle of the person. Raises ArchiveError where no keeper laid out the door yet."""
    require(archive, by, approved, "hand-over-identity", person)
    told = checked(kind, fields)
    whose = person or new_handle(PERSON)
    today = archive.clock().date().isoformat()
    inside = json.dumps({"person": whose, "kind": kind, "fields": told, "by": by, "day": today}, ensure_ascii=False)
    text = inside.encode("utf-8", "surrogatepass")
    with archive.locked():
        data = _door(archive).seal(text.ljust(padded(len(text)), b" "), CONTEXT)
        archive.files.write(WAITING, b"".join((*_waiting(archive), data.hex().encode(), b"\n")))
        archive.log([{"act": "vault-changed", "change": "handed-in"}], by)
    return whose


def receive(vault: Vault) -> None:
    """Take in what waits, and lay out the door anew where its key is an old one; the caller is inside `locked`.

    Raises ArchiveError for what was sealed to another door: it stays where it is, and is named.
    """
    if VAULT in vault.zones():
        for line in _waiting(vault.archive):
            _take_in(vault, bytes.fromhex(line.decode()))
        vault.archive.files.remove(WAITING)
        vault.archive.files.write(DOOR, _public(vault))


def expected(vault: Vault) -> bool:
    """Whether somebody handed something in, or the door is to be laid out."""
    if VAULT not in vault.zones():
        return False
    files = vault.archive.files
    return files.has(WAITING) or not files.has(DOOR) or files.read(DOOR) != _public(vault)


def _public(vault: Vault) -> bytes:
    return door_key(vault.keyring.key(VAULT)).public().raw


def door_key(key: ZoneKey) -> PrivateKey:
    """The private half of the door: who holds the key of the vault can work it out."""
    return PrivateKey(b"".join(key.derive(f"vault door {part}") for part in range(3)))


def _waiting(archive: Archive) -> list[bytes]:
    """The lines that wait, each with its newline."""
    return archive.files.read(WAITING).splitlines(keepends=True) if archive.files.has(WAITING) else []


def _take_in(vault: Vault, data: bytes) -> None:
    held = vault.keyring.zone(VAULT)
    keys = [key for key in (held.key, held.before) if key is not None]
    texts = (door_key(key).opener().open_(data, CONTEXT) for key in keys)
    text = next((text for text in texts if text is not None), None)
    if text is None:
        problem = "was not sealed to the door of this vault: somebody may have put another in its place"
        raise ArchiveError(WAITING, problem, "Ask who handed it in, and hand it in anew")
    told = json.loads(text.decode("utf-8", "surrogatepass"))
    today = vault.archive.clock().date()
    days = (str(told["day"]), kept_until(told["kind"], today).isoformat())
    entry = new_entry(new_in(vault, ENTRY), told["person"], told["kind"], days, told["by"])
    vault.archive.files.write(entry.object, sealed(entry.key, checked(told["kind"], told["fields"]), entry.id))
    vault.archive.log([{"act": "vault-changed", "change": "added", "identity": entry.mark()}], vault.by)
    vault.write(held.key, vault.index(VAULT).having(entry))


def _door(archive: Archive) -> PublicKey:
    raw = archive.files.read(DOOR) if archive.files.has(DOOR) else b""
    if len(raw) != PUBLIC_SIZE:
        raise ArchiveError(KNOCK, "no keeper has laid it out yet", "Ask a keeper to run `letapis vault list` once")
    return PublicKey(raw)
