# ruff: noqa: S608  (statements are put together from our own names)
"""The claims that the entries are made of, read from the store: by the key of a person, by id, by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from letapis.claims.claim import Claim
from letapis.registry.custody.voices import TYPES, persons
from letapis.registry.versions import Log, keys_in
from letapis.store.dialect import Row
from letapis.store.entries import StoredEntries
from letapis.store.opening import Store
from letapis.store.values import unpacked

_MANY = 500  # keys or ids in one statement
_COLUMNS = "d.ident, d.known, c.coded, c.body"
_NAMED = (
    f"SELECT k.key, {_COLUMNS} FROM letapis_custody_claim k"
    " JOIN letapis_claim c ON c.archive_id = k.archive_id AND c.ident = k.claim"
    " JOIN letapis_document d ON d.number = c.document_id WHERE k.archive_id = %s AND k.key {among}"
)
TABLE = "letapis_custody_claim"
_CLAIMS = (
    f"SELECT {_COLUMNS} FROM letapis_claim c JOIN letapis_document d ON d.number = c.document_id"
    " WHERE c.archive_id = %s AND "
)


@dataclass(slots=True)
class StoredClaims:
    """Implements `registry.versions.Holding`. Reads ahead where it is told which keys come next."""

    entries: StoredEntries
    log: Log
    _known: dict[str, str] = field(default_factory=dict)
    _ahead: dict[str, list[Claim]] = field(default_factory=dict)
    _judged: dict[str, list[Claim]] | None = None

    def claims_of(self, key: str) -> Sequence[Claim]:
        """The claims that name a person, as the coder gave them, also those that people rejected or edited."""
        if key not in self._ahead:
            self.read_ahead([key])
        return self._ahead[key]

    def keys_of(self, entries: Iterable[str]) -> Iterable[str]:
        """The keys whose claims propose some entries."""
        return self.entries.keys_of(entries)

    def known(self, document: str) -> str:
        """The moment when the archive sealed a report that was read here."""
        return self._known[document]

    def read_ahead(self, keys: Sequence[str]) -> None:
        """Read the claims on some keys at once, in the place of those read before."""
        base = self.entries.store.base
        held: dict[str, dict[str, Claim]] = {key: {} for key in keys}
        for start in range(0, len(keys), _MANY):
            part = keys[start : start + _MANY]
            statement = _NAMED.format(among=base.among())
            asked = base.many(base.asked(TABLE, "key", part))
            for key, *row in base.rows(statement, (self.entries.store.archive, asked)):
                claim = self._claim(row)
                held[key][claim.id] = claim
        judged = self._of_judged()
        for key in keys:
            held[key].update((claim.id, claim) for claim in judged.get(key, ()))
        self._ahead = {key: [found[name] for name in sorted(found)] for key, found in held.items()}

    def keys(self) -> list[str]:
        """The keys of all persons whom claims name, in their order."""
        rows = self.entries.store.base.rows(
            f"SELECT DISTINCT key FROM {TABLE} WHERE archive_id = %s", (self.entries.store.archive,)
        )
        return sorted({key for (key,) in rows} | set(self._of_judged()))

    def note(self, first: int, last: int) -> frozenset[str]:
        """Note whom the claims of some reports name, by the numbers of the rows of the reports; gives the keys."""
        found: set[str] = set()
        for start in range(first, last, _MANY):
            found |= self._note(start, min(start + _MANY, last))
        return frozenset(found)

    def _note(self, first: int, last: int) -> set[str]:
        base, archive = self.entries.store.base, self.entries.store.archive
        condition = f"c.type {base.among()} AND d.number > %s AND d.number <= %s"
        claims = self._claims(condition, base.many(sorted(TYPES)), first, last)
        pairs = sorted((key, claim.id) for claim in claims for key in persons(claim))
        base.load(TABLE, ("archive_id", "key", "claim"), ((archive, *pair) for pair in pairs))
        return {key for key, _ in pairs}

    def forget(self) -> None:
        """Take all notes away, to make them anew."""
        self.entries.store.base.run(f"DELETE FROM {TABLE} WHERE archive_id = %s", (self.entries.store.archive,))

    def keys_of_claims(self, idents: Iterable[str]) -> frozenset[str]:
        """The keys of those whom some claims name, or named before people edited them."""
        return frozenset(key for claim in self.by_id(idents) for key in keys_in(claim, self.log))

    def last_report(self) -> int:
        """The number of the last row of the reports."""
        ((number,),) = self.entries.store.base.rows(
            "SELECT max(number) FROM letapis_document WHERE archive_id = %s", (self.entries.store.archive,)
        )
        return int(number or 0)

    def _of_judged(self) -> dict[str, list[Claim]]:
        """The claims that were ever rejected or edited: their event no longer names whom they name."""
        if self._judged is None:
            idents = {target for one in self.log.judgements if one.kind in {"reject", "edit"} for target in one.claims}
            found: dict[str, list[Claim]] = defaultdict(list)
            for claim in self.by_id(idents):
                for key in keys_in(claim, self.log):
                    found[key].append(claim)
            self._judged = found
        return self._judged

    def by_id(self, idents: Iterable[str]) -> Iterator[Claim]:
        """The claims of some ids, as the coder gave them."""
        base, held = self.entries.store.base, sorted(set(idents))
        for start in range(0, len(held), _MANY):
            yield from self._claims(f"c.ident {base.among()}", base.many(held[start : start + _MANY]))

    def _claims(self, condition: str, *parameters: object) -> Iterator[Claim]:
        rows = self.entries.store.base.rows(_CLAIMS + condition, (self.entries.store.archive, *parameters))
        return map(self._claim, rows)

    def _claim(self, row: Row | list[object]) -> Claim:
        document, known, coded, body = row
        self._known[str(document)] = str(known)
        return unpacked(Claim, bytes(coded if coded is not None else body))  # type: ignore[arg-type]  # of any driver


def claims_by_id(store: Store, idents: Iterable[str]) -> dict[str, Claim]:
    """The claims of some ids, as the coder gave them."""
    claims = StoredClaims(StoredEntries(store), Log(()))
    return {claim.id: claim for claim in claims.by_id(idents)}
