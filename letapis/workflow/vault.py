"""The vault of an archive, opened by an account that holds keys of it: what is there, adding to it, looking at it.

Whoever looks at an entry stands in the custody log before the entry is shown. Nothing of it goes into the record,
the store, the search index or an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.keyring import TEAM, VAULT, Keyring
from letapis.archive.zone_key import ZoneKey
from letapis.vault.handles import ENTRY, PERSON, new_handle
from letapis.vault.index import Entry, Index, new_entry, place_of
from letapis.vault.kinds import checked, reasons
from letapis.vault.retention import kept_until
from letapis.vault.sealing import opened, sealed
from letapis.workflow.accounts_state import ZONE as ACCOUNTS

if TYPE_CHECKING:
    from letapis.access.rules import Decision

Approved = Callable[[str, str], "Decision"]  # (action, target): whether it may be done, and was confirmed
INDEX = "vault index"
OTHERS = frozenset({TEAM, ACCOUNTS})  # zones that are not of the vault


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with what it says."""

    entry: Entry
    fields: Mapping[str, str]


@dataclass(slots=True)
class Vault:
    """The zones of the vault that an account holds."""

    archive: Archive
    keyring: Keyring
    approved: Approved | None = None  # in place of the rules of the archive

    @property
    def by(self) -> str:
        """Who opened it: the account itself, whatever was told."""
        return self.keyring.account.handle

    def zones(self) -> tuple[str, ...]:
        """The vault and the compartments that this account holds."""
        return tuple(sorted(name for name in self.keyring.zones if name not in OTHERS))

    def index(self, zone: str) -> Index:
        """The list of a zone; that of its key before where a change of keys was cut off."""
        held = self.keyring.zone(zone)
        for key in (held.key, held.before):
            if key is not None and self.archive.files.has(place_of(key)):
                place = place_of(key)
                told = opened(key.derive(INDEX), self.archive.files.read(place), place, place)
                return Index.of(told)
        return Index()

    def write(self, key: ZoneKey, index: Index) -> None:
        """Write the list of a zone under a key."""
        place = place_of(key)
        self.archive.files.write(place, sealed(key.derive(INDEX), index.told(), place))

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """All entries of all zones held, with their zone."""
        for zone in self.zones():
            for entry in self.index(zone).entries.values():
                yield zone, entry

    def find(self, id_: str) -> tuple[str, Entry]:
        """One entry. Raises ArchiveError where this account sees none of that id: hidden and absent sound the same."""
        for zone, entry in self.entries():
            if entry.id == id_:
                return zone, entry
        raise ArchiveError("the vault", f"there is no entry {id_} that you hold", "See `letapis vault list`")

    def read(self, entry: Entry) -> dict[str, str]:
        """What an entry says. The caller has logged that it is read."""
        return opened(entry.key, self.archive.files.read(entry.object), entry.id, entry.id)

    def demand(self, action: str, target: str = "") -> None:
        """Raise ArchiveError where it may not be done, or a second person has yet to confirm it."""
        require(self.archive, self.by, self.approved, action, target)


def require(archive: Archive, by: str, approved: Approved | None, action: str, target: str) -> None:
    """Raise ArchiveError where `by` may not do it; without `approved` the rules of the archive are asked."""
    if approved is None:
        from letapis.workflow.accounts import approved as by_rules

        decision = by_rules(archive, by, action, target)
    else:
        decision = approved(action, target)
    if not decision.allowed:
        way_out = f"Ask with `letapis approvals ask {action} {target}`" if decision.second_person else "Ask a keeper"
        raise ArchiveError("the vault", f"{action}: {decision.sentence()}", way_out)


def open_vault(root: Path, by: str = "", approved: Approved | None = None) -> Vault:
    """Open the vault with the passphrase of an account. Raises ArchiveError where it holds no zone of it."""
    from letapis.workflow.opened import archive_at
    from letapis.workflow.unlocking import keyring

    keys = keyring(root, by)
    return entered(Vault(archive_at(root, keys.key(TEAM)), keys, approved))


def entered(vault: Vault) -> Vault:
    """The vault with what was cut off brought to its end, what waits at the door taken in, and the door laid out."""
    from letapis.workflow.vault_door import expected, receive
    from letapis.workflow.vault_keys import resumed

    if not vault.zones():
        raise ArchiveError(str(vault.archive.root), "this account holds no key of the vault", "Ask one of its keepers")
    resumed(vault)
    if expected(vault):
        with vault.archive.locked():
            receive(vault)
    return vault


def listed(vault: Vault, person: str = "") -> tuple[tuple[str, Entry], ...]:
    """The entries that this account can open, of one person or of all, each with its zone."""
    vault.demand("list-vault")
    return tuple((zone, entry) for zone, entry in vault.entries() if person in ("", entry.person))


def add(  # noqa: PLR0913, PLR0917  what an entry is, in the order in which it is told
    vault: Vault, kind: str, fields: Mapping[str, str], person: str = "", zone: str = VAULT, until: date | None = None
) -> Entry:
    """Add an entry, for a new person where no handle is told. Raises ArchiveError for what is no such entry."""
    told = checked(kind, fields)
    vault.demand("hand-over-identity", person)
    today = vault.archive.clock().date()
    with vault.archive.locked():
        index = vault.index(zone)
        if person and not any(entry.person == person for _, entry in vault.entries()):
            raise ArchiveError("the vault", f"there is nobody {person} that you hold", "See `letapis vault list`")
        days = (today.isoformat(), kept_until(kind, today, until).isoformat())
        entry = new_entry(new_in(vault, ENTRY), person or new_in(vault, PERSON), kind, days, vault.by)
        vault.archive.files.write(entry.object, sealed(entry.key, told, entry.id))
        vault.archive.log([{"act": "vault-changed", "change": "added", "identity": entry.mark()}], vault.by)
        vault.write(vault.keyring.key(zone), index.having(entry))
    return entry


def show(vault: Vault, id_: str, reason: str) -> Shown:
    """What an entry says; that it was looked at is in the log before it is opened. Raises ArchiveError."""
    check_reason(reason)
    zone, entry = vault.find(id_)
    vault.demand("view-identity", id_)
    looked(vault, zone, entry, reason)
    return Shown(entry, vault.read(entry))


def looked(vault: Vault, zone: str, entry: Entry, reason: str) -> None:
    """Log a look at an entry."""
    case = {} if zone == VAULT else {"case": mark_of_zone(vault, zone)}
    with vault.archive.locked():
        act = {"act": "accessed-identity", "identity": entry.mark(), "reason": reason, **case}
        vault.archive.log([act], vault.by)


def check_reason(reason: str) -> None:
    """Raise ArchiveError for a reason that is none of the list: a free one would name people in the log."""
    if reason not in reasons():
        raise ArchiveError("the vault", f"there is no reason {reason!r}", f"Take one of {', '.join(reasons())}")


def mark_of_zone(vault: Vault, zone: str) -> str:
    """What stands for a compartment in the log: the same each time, and not its name."""
    return vault.keyring.zone(zone).envelope[:16]


def new_in(vault: Vault, prefix: str) -> str:
    """A handle that nobody and nothing in the zones held has."""
    taken = {handle for _, entry in vault.entries() for handle in (entry.id, entry.person)}
    return new_handle(prefix, taken)
