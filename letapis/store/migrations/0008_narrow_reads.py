"""A day's list reads only stretches that can hold the day; in a file, tables of pairs have no row numbers of their own.

The rows stay as they are. How long a stretch is at most follows from its days, which no server has sealed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

LENGTH = {"sqlite": "julianday(last) - julianday(first)", "postgresql": "last::date - first::date"}
REACHES = (31, 155, 1023)
PAIRS = ("mark", "event_place", "credit", "total", "person_key", "custody_claim", "outline", "weekly")


def measure(_apps: Any, editor: Any) -> None:
    """Write to each version how long it is at most."""
    length = LENGTH[editor.connection.vendor]
    for reach in sorted(REACHES, reverse=True):
        editor.execute(
            f"UPDATE letapis_entry_version SET reach = {reach}"  # noqa: S608  own words only
            f" WHERE first <> '' AND last <> '' AND {length} <= {reach}"
        )


def cover(_apps: Any, editor: Any) -> None:
    """Put into the index what a day's list shows: in a file each row would else be a page to read and to decrypt.

    A server keeps the rows' pages in its memory, and an index of its own must not hold what may be long.
    """
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP INDEX letapis_entry_version_first")
        editor.execute(
            "CREATE INDEX letapis_entry_version_first ON letapis_entry_version"
            " (archive_id, kind, reach, first, last, known_to, known_from, status, subject, brief)"
        )


def narrow(_apps: Any, editor: Any) -> None:
    """Keep pairs in the order of their key alone: SQLite would else hold each row twice."""
    if editor.connection.vendor != "sqlite":
        return
    for name in PAIRS:
        _without_numbers(editor, f"letapis_{name}")


def _without_numbers(editor: Any, table: str) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type DESC", [table]
        )
        made, *indexes = [statement for (statement,) in cursor.fetchall()]
    # Nothing refers to these tables, so that a new one may come in the place of the old.
    editor.execute(f"ALTER TABLE {table} RENAME TO {table}_numbered")
    editor.execute(f"{made} WITHOUT ROWID")
    editor.execute(f"INSERT INTO {table} SELECT * FROM {table}_numbered")  # noqa: S608  own words only
    editor.execute(f"DROP TABLE {table}_numbered")
    for index in indexes:
        editor.execute(index)


class Migration(migrations.Migration):
    """Adds one column, changes one index, adds one, and makes tables anew in files."""

    dependencies: ClassVar = [("letapis_store", "0007_outlines")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="entryversion", name="reach", field=models.IntegerField(default=0), preserve_default=False
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="entryversion", name="letapis_entry_version_first"),
        migrations.AddIndex(
            model_name="entryversion",
            index=models.Index(
                fields=["archive", "kind", "reach", "first", "last", "known_to", "known_from", "status", "subject"],
                name="letapis_entry_version_first",
            ),
        ),
        migrations.AddIndex(
            model_name="entryversion",
            index=models.Index(
                fields=["archive", "kind", "last", "known_to", "known_from", "status"],
                name="letapis_entry_version_open",
                condition=models.Q(status__in=["proposed_open", "stated_open"]),
            ),
        ),
        migrations.RunPython(cover, migrations.RunPython.noop),
        migrations.RunPython(narrow, migrations.RunPython.noop),
    ]
