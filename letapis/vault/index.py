"""The list of the entries of one zone of the vault, with the key of each. Who destroys it destroys the entries."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from letapis.archive.zone_key import ZoneKey
from letapis.vault.sealing import new_key

VERSION = 1
SALT = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the list knows it: not what it says, but whose it is, of what kind, and how long it is kept."""

    id: str
    person: str
    kind: str
    added: str  # a day
    until: str  # the day on which it is due
    by: str
    key: bytes = field(repr=False)
    object: str
    salt: bytes = field(repr=False)

    def mark(self) -> str:
        """What stands for it in the custody log: nobody without the salt can tell what it is of, or guess it."""
        text = f"{self.id} {self.person} {self.kind}".encode()
        return hashlib.sha256(self.salt + b"\0" + text).hexdigest()


@dataclass(frozen=True, slots=True)
class Index:
    """The entries of a zone by id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """As it is sealed."""
        rows = [{**asdict(one), "key": one.key.hex(), "salt": one.salt.hex()} for one in self.entries.values()]
        return {"version": VERSION, "entries": rows}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Index:
        """From what was sealed."""
        rows = (
            Entry(**{**row, "key": bytes.fromhex(row["key"]), "salt": bytes.fromhex(row["salt"])})
            for row in told["entries"]
        )
        return cls({one.id: one for one in rows})

    def having(self, entry: Entry) -> Index:
        """With one entry more, or changed."""
        return replace(self, entries={**self.entries, entry.id: entry})

    def without(self, ids: frozenset[str]) -> Index:
        """Without some entries: their keys are gone with them."""
        return replace(self, entries={id_: one for id_, one in self.entries.items() if id_ not in ids})

    def of_person(self, person: str) -> tuple[Entry, ...]:
        """All entries of a person, in the order in which they came in."""
        return tuple(one for one in self.entries.values() if one.person == person)


def new_entry(id_: str, whose: str, kind: str, days: tuple[str, str], by: str) -> Entry:
    """An entry with a key, a salt and a place of its own. `days`: when it came in, and when it is due."""
    place = f"vault/{secrets.token_hex(16)}"
    return Entry(id_, whose, kind, *days, by, new_key(), place, secrets.token_bytes(SALT))


def place_of(key: ZoneKey) -> str:
    """Where the list of a zone stands: only who holds its key knows which of the files it is."""
    return f"vault/{key.derive('vault place').hex()[:32]}"
