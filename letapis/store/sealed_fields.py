"""Columns that are sealed where the database is a server that has a key: as fields of Django, and in rows of ours.

Which columns are, the models say by the class of their fields. In a file they hold the value itself: the file is sealed
as a whole. The types in the database are those of the plain fields, so that no table changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

from django.db import models

from letapis.store import key_ring
from letapis.store.sealing import Sealing, sealing

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    Text: TypeAlias = models.TextField[Any, Any]
    Number: TypeAlias = models.BigIntegerField[Any, Any]
    Bytes: TypeAlias = models.BinaryField[Any, Any]
else:  # Django's fields take types in its stubs only
    Text, Number, Bytes = models.TextField, models.BigIntegerField, models.BinaryField

Change = Callable[[Any], Any]


def sealing_of(connection: BaseDatabaseWrapper) -> Sealing | None:
    """How a database seals its values; None where it does not."""
    if connection.vendor != "postgresql" or not key_ring.held(connection.alias):
        return None
    return sealing(key_ring.key_of(connection.alias))


class Sealed:
    """What the fields have in common; each names the two functions of `Sealing` that are its own."""

    sealed_by: str

    def sealer(self, held: Sealing) -> Change:
        """What makes a value ready for the database."""
        return self._changing(getattr(held, f"seal_{self.sealed_by}"))

    def opener(self, held: Sealing) -> Change:
        """What brings a value back."""
        return self._changing(getattr(held, f"open_{self.sealed_by}"))

    def _changing(self, change: Callable[[str, Any], Any]) -> Change:
        field: Any = self  # Django sets the model and the column
        place = f"{field.model._meta.db_table}.{field.column}"  # noqa: SLF001  Django's name for it
        return lambda value: None if value is None else change(place, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ANN401  Django's own
        """Django asks for it before it sends a value."""
        held = sealing_of(connection)
        sealed = value if held is None else self.sealer(held)(value)
        return super().get_db_prep_value(sealed, connection, prepared)  # type: ignore[misc]  # of the field beside

    def from_db_value(self, value: Any, _expression: Any, connection: Any) -> Any:  # noqa: ANN401  as above
        """Django asks for it when a value has come."""
        held = sealing_of(connection)
        return value if held is None else self.opener(held)(value)

    def deconstruct(self) -> tuple[Any, ...]:
        """For migrations it is the plain field: the table is the same."""
        name, _, args, options = super().deconstruct()  # type: ignore[misc]  # as above
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, options


class SealedText(Sealed, Text):
    """Text that nobody looks rows up by; of it, only whether it is empty."""

    sealed_by = "text"


class SealedBytes(Sealed, Bytes):
    """Bytes."""

    sealed_by = "bytes"


class TokenText(Sealed, Text):
    """Text by which rows are found."""

    sealed_by = "token"


class TokenNumber(Sealed, Number):
    """The digest of something that could be guessed, by which rows are found."""

    sealed_by = "number"


@cache
def sealed_columns() -> dict[str, dict[str, Sealed]]:
    """The sealed columns by table."""
    from django.apps import apps

    found: dict[str, dict[str, Sealed]] = {}
    for model in apps.get_app_config("letapis_store").get_models():
        fields: Iterable[Any] = model._meta.concrete_fields  # noqa: SLF001  Django's name for it
        found[model._meta.db_table] = {one.column: one for one in fields if isinstance(one, Sealed)}  # type: ignore[attr-defined]  # noqa: SLF001
    return found


class Columns:
    """The sealed columns of one database: what goes in is sealed, what comes out is opened, whoever asks."""

    __slots__ = ("_held", "_known")

    def __init__(self, held: Sealing) -> None:
        self._held = held
        # By connection: the server's numbers are of one database, and another one may take its name.
        self._known: WeakKeyDictionary[Any, dict[tuple[int, int], Change]] = WeakKeyDictionary()

    def sealed(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        """Rows as the table takes them; what stands behind the columns stays as it is."""
        fields = sealed_columns().get(table, {})
        own = ((place, fields.get(name.strip('"'))) for place, name in enumerate(columns))
        changes = [(place, field.sealer(self._held)) for place, field in own if field]
        return (_changed(row, changes) for row in rows) if changes else rows

    def opened(self, cursor: Any, rows: list[Any]) -> list[Any]:  # noqa: ANN401  of psycopg or of Django
        """Rows that a statement gave; which column of which table each value is from, the server tells."""
        result = cursor.pgresult
        if not rows or result is None:
            return rows
        places = ((result.ftable(at), result.ftablecol(at)) for at in range(result.nfields))
        known = self._openers(cursor.connection)
        changes = [(at, known[place]) for at, place in enumerate(places) if place in known]
        return [_changed(row, changes) for row in rows] if changes else rows

    def _openers(self, connection: Any) -> dict[tuple[int, int], Change]:  # noqa: ANN401  of psycopg
        """What opens a column, by the numbers that the server has for the table and the column."""
        if connection not in self._known:
            statement = (
                "SELECT c.relname, a.attname, c.oid::bigint, a.attnum FROM pg_attribute a"
                " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)"
                " AND c.relname LIKE 'letapis%'"
            )
            with connection.cursor() as cursor:
                there = cursor.execute(statement).fetchall()
            fields = sealed_columns()
            self._known[connection] = {
                (table_number, number): fields[table][column].opener(self._held)
                for table, column, table_number, number in there
                if column in fields.get(table, {})
            }
        return self._known[connection]


@lru_cache(maxsize=8)
def columns_of(held: Sealing) -> Columns:
    """The sealed columns of the databases of a key."""
    return Columns(held)


def _changed(row: Sequence[Any], changes: Sequence[tuple[int, Change]]) -> tuple[Any, ...]:
    made = list(row)
    for place, change in changes:
        made[place] = change(made[place])
    return tuple(made)
