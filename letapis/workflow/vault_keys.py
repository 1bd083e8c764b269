"""Changes of the keys of the vault: compartments, keepers, and a new key after something was erased or somebody left.

A new key comes in four steps, each written whole: both keys in the envelope, the list under the new one, the old list
away, the old key away. A run that was killed in between is brought to its end by the next that opens the vault.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.changing import give_zone, has_account, new_zone, rekey_zone, settle_zone, take_zone
from letapis.archive.keys.folder import KeyFolder
from letapis.archive.keys.keyring import VAULT
from letapis.vault.index import Index, place_of
from letapis.workflow.vault import Vault, check_reason, mark_of_zone
from letapis.workflow.vault_door import receive


@dataclass(frozen=True, slots=True)
class View:
    """One look at an entry, as the log has it; the entry where the reader holds it still."""

    at: str
    who: str
    reason: str
    identity: str
    entry: str
    person: str


def resumed(vault: Vault) -> Vault:
    """Bring changes of keys to their end that were cut off, and change the key that a revoked account knew."""
    for zone in vault.zones():
        gone = _revoked(vault, zone)
        if gone or vault.keyring.zone(zone).before is not None:
            with vault.archive.locked():
                index = vault.index(zone)
                for handle in gone:
                    _log(vault, "keeper-removed", zone, handle)
                    vault.keyring = take_zone(vault.keyring, zone, handle)
                if gone:
                    vault.keyring = rekey_zone(vault.keyring, zone)
                _renew(vault, zone, index)
    return vault


def _revoked(vault: Vault, zone: str) -> tuple[str, ...]:
    """Members of a zone that have no slot: an administrator, who does not hold its key, could not take them out."""
    held, slots = vault.keyring.zone(zone), KeyFolder(vault.archive.root).slots()
    return tuple(sorted(handle for slot, handle in held.handles.items() if slot not in slots))


def erase(vault: Vault, ids: Collection[str], reason: str) -> None:
    """Destroy entries: their bytes, their keys, and the key of the zone that sealed these. The log keeps its lines.

    Who has a backup from before, and a passphrase of that time, can open them still: no program can change that.
    """
    check_reason(reason)
    found = [(*vault.find(id_),) for id_ in dict.fromkeys(ids)]
    for _, entry in found:
        vault.demand("erase", entry.id)
    with vault.archive.locked():
        acts = [{"act": "erased", "identity": entry.mark(), "reason": reason} for _, entry in found]
        vault.archive.log(acts, vault.by)
        for _, entry in found:
            vault.archive.files.remove(entry.object)
        for zone in sorted({zone for zone, _ in found}):
            gone = frozenset(entry.id for of, entry in found if of == zone)
            vault.keyring = rekey_zone(vault.keyring, zone)
            _renew(vault, zone, vault.index(zone).without(gone))


def begin_compartment(vault: Vault, name: str, handles: Collection[str]) -> None:
    """Begin a compartment that opens for this account and these alone."""
    vault.demand("change-keepers", name)
    with vault.archive.locked():
        vault.keyring = new_zone(vault.keyring, name, handles)
        vault.write(vault.keyring.key(name), Index())
        _log(vault, "compartment-begun", name)


def keepers(vault: Vault, zone: str) -> tuple[str, ...]:
    """The handles of those who hold the key of a zone and were not revoked."""
    slots = KeyFolder(vault.archive.root).slots()
    return tuple(sorted(handle for slot, handle in vault.keyring.zone(zone).handles.items() if slot in slots))


def add_keeper(vault: Vault, zone: str, handle: str) -> None:
    """Give the key of a zone to another account."""
    if not has_account(vault.keyring, handle):
        raise ArchiveError("the vault", f"there is no account {handle!r}", "See `letapis accounts list`")
    vault.demand("change-keepers", handle)
    with vault.archive.locked():
        vault.keyring = give_zone(vault.keyring, zone, handle)
        _log(vault, "keeper-added", zone, handle)


def remove_keeper(vault: Vault, zone: str, handle: str) -> None:
    """Take the key of a zone from an account, and change the key: what it kept opens nothing that comes later."""
    vault.demand("change-keepers", handle)
    if handle not in keepers(vault, zone):
        raise ArchiveError("the vault", f"{handle!r} is no keeper of {zone}", "See `letapis vault keepers`")
    with vault.archive.locked():
        _log(vault, "keeper-removed", zone, handle)
        index = vault.index(zone)
        vault.keyring = rekey_zone(take_zone(vault.keyring, zone, handle), zone)
        _renew(vault, zone, index)


def views(vault: Vault) -> tuple[View, ...]:
    """Who looked at what, and why; everybody who holds a key of the vault sees all of them."""
    vault.demand("list-vault")
    marks = {entry.mark(): entry for _, entry in vault.entries()}
    found = []
    for line in vault.archive.custody.entries():
        if line.get("act") == "accessed-identity":
            mark = str(line.get("identity", ""))
            entry = marks.get(mark)
            told = (entry.id, entry.person) if entry else ("", "")
            found.append(View(str(line["at"]), str(line["who"]), str(line.get("reason", "")), mark, *told))
    return tuple(found)


def _renew(vault: Vault, zone: str, index: Index) -> None:
    """Write the list under the new key, take in what was sealed to the old one, and let that go."""
    held = vault.keyring.zone(zone)
    vault.write(held.key, index)
    if held.before is not None:
        vault.archive.files.remove(place_of(held.before))
    if zone == VAULT:
        receive(vault)
    vault.keyring = settle_zone(vault.keyring, zone)


def _log(vault: Vault, change: str, zone: str, account: str = "") -> None:
    told = {"account": account} if account else {}
    act = {"act": "vault-changed", "change": change, "case": mark_of_zone(vault, zone), **told}
    vault.archive.log([act], vault.by)
