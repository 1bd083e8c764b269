# ruff: noqa: S608  (statements are put together from our own names)
"""The register's entries in the store: bitemporal rows, read as known on any day. Nothing is decided here.

Every statement of ours names the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from letapis.registry.custody.episode import KIND, REJECTED
from letapis.registry.custody.inside import Snapshot, Stretch, inside
from letapis.registry.model.folding import Entry
from letapis.registry.versions import Unit, Version
from letapis.store.dialect import Row
from letapis.store.entry_rows import COLUMNS, OPEN, REACHES, TABLE, entry_in, keys_in, person_in, row_of, stretch_in
from letapis.store.opening import Store

_MANY = 5_000  # ids in one statement
_LASTING = "kind = %s AND reach = 0 AND first > '' AND first <= %s AND (last = '' OR last > %s) AND status <> %s"
_WITHIN = "kind = %s AND reach = %s AND first > %s AND first <= %s AND last > %s AND status <> %s"
# The words of the index, so that both engines see that it has them all.
_OPEN = "status IN ('" + "', '".join(OPEN) + "')"


class StoredEntries:
    """The entries of one archive. Days and moments are ISO text; `known` None asks for what is known now."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # ---- reading

    def inside(self, on: date, known: str | None = None) -> Snapshot:
        """The snapshot of a day, as known on a day."""
        held = self.stretches(on, known)
        counted = sum(1 for one in held if one.ends is None and one.last is not None and one.last <= on)
        return inside(held, on, self._silent(on, known) - counted, self._undated(known))

    def stretches(self, on: date, known: str | None = None) -> list[Stretch]:
        """The stretches that may hold a day, with all those of persons of whom one has no end and a later one began."""
        day = on.isoformat()
        held = [stretch_in(brief) for (brief,) in self._holding(on, known)]
        open_ = sorted((one for one in held if one.ends is None), key=lambda one: one.first, reverse=True)
        begun = {one.subject: one.first.isoformat() for one in open_}  # of each the first of them
        over = list(self._over(begun, day, known))
        again = {who for _, who, first in over if first > begun[who]}
        asked = f"SELECT brief FROM {TABLE} WHERE archive_id = %s AND"
        more = self.store.among(asked, "number", [number for number, who, _ in over if who in again])
        return [*held, *(stretch_in(brief) for (brief,) in more)]

    def _holding(self, on: date, known: str | None) -> Iterator[Row]:
        """The stretches that may hold a day: of those of a length, only such as began so many days before it."""
        day = on.isoformat()
        for reach in REACHES:
            since = date.fromordinal(max(1, on.toordinal() - reach)).isoformat()
            yield from self._rows("brief", _WITHIN, (KIND, reach, since, day, day, REJECTED), known)
        yield from self._rows("brief", _LASTING, (KIND, day, day, REJECTED), known)

    def _over(self, subjects: Iterable[str], day: str, known: str | None) -> Iterator[Row]:
        """Number, subject and first day of the stretches of some persons that were over by a day."""
        base = self.store.base
        for part in _parts(sorted(subjects)):
            yield from self._rows(
                "number, subject, first", f"kind = %s AND subject {base.among()} AND first <> ''"
                " AND coalesce(first, '') <= %s AND last <> '' AND last <= %s AND status <> %s",  # looked up by subject
                (KIND, self._asked("subject", part), day, day, REJECTED), known,
            )  # fmt: skip

    def _silent(self, on: date, known: str | None) -> int:
        """Stretches without a told end that hold nobody any more."""
        day = on.isoformat()
        return self._count(f"last > '' AND last <= %s AND {_OPEN}", (day,), known)  # it began before, then

    def _undated(self, known: str | None) -> int:
        """Stretches of which no day is told."""
        return self._count("reach = 0 AND first = '' AND subject <> '' AND status <> %s", (REJECTED,), known)

    def _count(self, condition: str, parameters: Sequence[object], known: str | None) -> int:
        ((number, _),) = self._rows("count(*), ''", f"kind = %s AND {condition}", (KIND, *parameters), known)
        return int(number)

    def stretches_known(self, known: str | None = None) -> list[Stretch]:
        """All stretches as known at a moment, whenever they were."""
        rows = self._rows("brief", "kind = %s AND first <> '' AND status <> %s", (KIND, REJECTED), known)
        return [stretch_in(brief) for (brief,) in rows]

    def entries(self, *wanted: str, known: str | None = None) -> Iterator[Entry]:
        """All entries of some kinds, by id."""
        for kind in sorted(wanted):
            yield from self._entries("kind = %s", (kind,), known)

    def unended(self, since: date, known: str | None = None) -> Iterator[Entry]:
        """The episodes that had not surely ended before a day, and all hearings from that day on: what can come due."""
        day = since.isoformat()
        yield from self._entries("kind = %s AND (last = '' OR last >= %s)", (KIND, day), known)
        yield from self._entries("kind = %s AND last >= %s", ("hearing", day), known)

    def about(self, subjects: Iterable[str], known: str | None = None) -> list[Entry]:
        """The entries about some persons."""
        return [
            entry for part in _parts(sorted(set(subjects)))
            for entry in self._entries(f"subject {self.store.base.among()}", (self._asked("subject", part),), known)
        ]  # fmt: skip

    def subjects(self, known: str | None = None) -> dict[str, str]:
        """Subject -> the person's name in one of the entries."""
        rows = self._rows("subject, body", "kind = %s AND subject <> ''", (KIND,), known)
        return {subject: person_in(body) for subject, body in rows}

    def history(self, ident: str) -> list[tuple[str, str, Entry]]:
        """All versions of an entry with the moments between which they stood; the last one has no end."""
        rows = self._among("known_from, known_to, body", "ident", [ident])
        return [(since, until, entry_in(ident, body)) for since, until, body in sorted(rows, key=lambda row: row[0])]

    def keys_of(self, idents: Iterable[str]) -> frozenset[str]:
        """The keys whose claims propose, or once proposed, some entries."""
        return frozenset(key for (body,) in self._among("body", "ident", idents) for key in keys_in(body))

    def idents_about(self, subjects: Iterable[str]) -> frozenset[str]:
        """The entries that were ever about some persons."""
        return frozenset(ident for ident, _ in self._among("DISTINCT ident, ''", "subject", subjects))

    # ---- writing

    def replace(
        self, units: Iterable[tuple[Unit, Sequence[Version]]], persons: Iterable[str] = (), asked: Iterable[str] = ()
    ) -> int:
        """Put the versions of whole units in the place of what is there; gives how many.

        `persons` are all whom the keys can stand for: what the keys proposed of them before is taken away, and what
        was `asked` for as well.
        """
        held = list(units)
        keys = frozenset(key for unit, _ in held for key in unit.claims)
        rows = [row_of(self.store.archive, one) for _, found in held for one in found]
        theirs = self._among("ident, body", "subject", persons)
        before = {ident for ident, body in theirs if keys.intersection(keys_in(body))}
        self._delete(before.union(asked, (row[1] for row in rows), *(unit.entries for unit, _ in held)))
        self.store.base.load(TABLE, COLUMNS, rows)
        return len(rows)

    def _delete(self, idents: Iterable[str]) -> None:
        base = self.store.base
        statement = f"DELETE FROM {TABLE} WHERE archive_id = %s AND ident {base.among()}"
        for part in _parts(sorted(idents)):
            base.run(statement, (self.store.archive, self._asked("ident", part)))

    def clear(self) -> None:
        """Take all entries away, to make them anew."""
        self.store.base.run(f"DELETE FROM {TABLE} WHERE archive_id = %s", (self.store.archive,))

    def settle(self) -> None:
        """Let the server count what has come in bulk, so that it chooses its indexes well."""
        if self.store.engine == "postgresql":
            self.store.base.run(f"ANALYZE {TABLE}")

    # ---- within

    def _entries(self, condition: str, parameters: Sequence[object], known: str | None) -> Iterator[Entry]:
        rows = self._rows("ident, body", condition, parameters, known)
        yield from (entry_in(ident, body) for ident, body in sorted(rows, key=lambda row: row[0]))

    def _rows(self, columns: str, condition: str, parameters: Sequence[object], known: str | None) -> list[Row]:
        then, more = self._as_known(known)
        return self._select(columns, f"{condition} AND {then}", (*parameters, *more))

    def _asked(self, column: str, values: Sequence[str]) -> object:
        """Values of a column by which rows are found, as one parameter."""
        base = self.store.base
        return base.many(base.asked(TABLE, column, values))

    def _among(self, columns: str, column: str, values: Iterable[str]) -> list[Row]:
        base = self.store.base
        return [
            row for part in _parts(sorted(set(values)))
            for row in self._select(columns, f"{column} {base.among()}", (self._asked(column, part),))
        ]  # fmt: skip

    def _select(self, columns: str, condition: str, parameters: Sequence[object]) -> list[Row]:
        """Rows of this archive; what is bytes in a driver's own class becomes bytes."""
        rows = self.store.base.rows(
            f"SELECT {columns} FROM {TABLE} WHERE archive_id = %s AND {condition}", (self.store.archive, *parameters)
        )
        return [(*row[:-1], bytes(row[-1]) if isinstance(row[-1], memoryview) else row[-1]) for row in rows]

    def _as_known(self, known: str | None) -> tuple[str, tuple[object, ...]]:
        """The versions that stood at a moment; a day takes in all of its hours (`model.stating.known_by`)."""
        if known is None:
            return "known_to = ''", ()
        length = len(known)
        order = ' COLLATE "C"' if self.store.engine == "postgresql" else ""
        came = f"substr(known_from, 1, %s){order} <= %s"
        stood = f"(known_to = '' OR substr(known_to, 1, %s){order} > %s)"
        return f"{came} AND {stood}", (length, known, length, known)


def _parts(values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(values), _MANY):
        yield tuple(values[start : start + _MANY])
