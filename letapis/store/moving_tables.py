# ruff: noqa: SLF001  (`_meta` is how Django lets a model be asked)
"""The tables of the store as files of lines: their columns, what a number in them points to, and their one order.

It is read off the models, so that a new table travels without a word here; `columns.toml` says what columns mean.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from letapis.store import engine

Kind = Literal["string", "integer", "number", "boolean", "object", "text"]

PREFIX = "letapis_"
LOGGED = ("judgement", "judgement_target")  # in the order in which they were appended
WITHIN = {"link": ("anchor__ident", "rule")}  # in the order in which they were made, within what these tell
NUMBERS = {("claim", "anchor"): "claim"}  # numbers of rows in columns that are no ties
TEXTS = {("document", "text")}  # deflated; everything else in bytes is JSON


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file and in the table, its kind, and the table whose line it names, if any."""

    name: str
    column: str
    kind: Kind
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its file, its columns without the archive, and whether its rows have numbers."""

    name: str
    model: Any
    columns: tuple[Column, ...]
    numbered: bool

    @property
    def table(self) -> str:
        """Its name in the database."""
        return PREFIX + self.name


@cache
def tables() -> tuple[Table, ...]:
    """All tables that hold rows of an archive, in the order of their models."""
    engine.configure()
    from django.apps import apps

    models = apps.get_app_config(engine.APP).get_models()
    return tuple(_table(model) for model in models if "archive" in {field.name for field in model._meta.fields})


def schema() -> str:
    """The name of the newest migration: rows fit into the tables of the same one."""
    engine.configure()
    from django.db.migrations.loader import MigrationLoader

    return str(MigrationLoader(None).graph.leaf_nodes(engine.APP)[0][1])


def order(table: Table) -> tuple[tuple[str, bool], ...]:
    """The fields, as the ORM names them, by which rows have one order wherever they are; and whether each is text."""
    numbered = (("number", False),) if table.numbered else ()
    if table.name in LOGGED:
        return numbered
    if table.name in WITHIN:
        return (*((name, True) for name in WITHIN[table.name]), *numbered)
    return (*_natural(table.model), *numbered)


@cache
def meanings(name: str) -> dict[str, str]:
    """What the columns of a table mean."""
    told = tomllib.loads(files("letapis.store").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {column: str(meaning) for column, meaning in told.get(name, {}).items()}


def _table(model: Any) -> Table:  # noqa: ANN401  a class of Django
    name = model._meta.db_table.removeprefix(PREFIX)
    fields = [field for field in model._meta.concrete_fields if field.name not in {"number", "archive", "pk"}]
    numbered = any(field.name == "number" for field in model._meta.concrete_fields)
    return Table(name, model, tuple(_column(name, field) for field in fields), numbered)


def _column(table: str, field: Any) -> Column:  # noqa: ANN401  a field of Django
    refers = field.related_model._meta.db_table.removeprefix(PREFIX) if field.is_relation else ""
    refers = refers or NUMBERS.get((table, field.name), "")
    if refers:
        return Column(field.name, field.column, "integer", refers)
    if (table, field.name) in TEXTS:
        return Column(field.name, field.column, "text")
    kinds: dict[str, Kind] = {"TextField": "string", "BinaryField": "object", "FloatField": "number",
                              "BooleanField": "boolean"}  # fmt: skip
    return Column(field.name, field.column, kinds.get(field.get_internal_type(), "integer"))


def _natural(model: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401  a class of Django
    for name in _key(model):
        field = model._meta.get_field(name)
        if field.is_relation:
            yield from ((f"{name}__{inner}", text) for inner, text in _natural(field.related_model))
        else:
            yield name, field.get_internal_type() == "TextField"


def _key(model: Any) -> Sequence[str]:  # noqa: ANN401  a class of Django
    """What tells one row of an archive from another: what is unique in it, else everything that can be sorted."""
    from django.db.models import UniqueConstraint

    unique = next((one.fields for one in model._meta.constraints if isinstance(one, UniqueConstraint)), None)
    found = unique or getattr(model._meta.pk, "field_names", None)
    if found is None:
        sortable = (one for one in model._meta.concrete_fields if one.get_internal_type() != "BinaryField")
        found = [one.name for one in sortable if one.name not in {"number", "pk"}]
    return [name for name in found if name != "archive"]
