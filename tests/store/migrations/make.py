"""Writes rows as a store of one version holds them, for the tests of later tables; run it once for each release.

    .venv/bin/python tests/store/migrations/make.py FOLDER VERSION

FOLDER is one that `letapis export --all` wrote of a small archive, VERSION the name of the newest step of the release.
All rows are kept, with the columns that their table has in that version.
"""

import hashlib
import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from letapis.store import engine
from letapis.store.moving_in import load_lines
from letapis.store.moving_tables import tables
from letapis.store.opening import open_store

HERE = Path(__file__).parent


def columns_of(place, version):
    """The columns of every table in a version."""
    from django.core.management import call_command
    from django.db import connections

    engine.configure()
    engine.connect("old", str(place))
    call_command("migrate", engine.APP, version, database="old", verbosity=0, interactive=False)
    with closing(connections["old"]) as connection, connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {
            name: {one.name for one in connection.introspection.get_table_description(cursor, name)} for name in names
        }


def main(folder, version):
    with tempfile.TemporaryDirectory() as place:
        known = columns_of(Path(place) / "old.sqlite3", version)
        store = open_store(Path(place) / "store.sqlite3", "old")
        with store.writing():
            load_lines(store, ((path.stem, path) for path in sorted(Path(folder, "store").glob("*.jsonl"))))
        told = {}
        for table in (one for one in tables() if one.table in known):
            columns = ["number"] * table.numbered + ["archive_id", *(one.column for one in table.columns)]
            columns = [one for one in columns if one in known[table.table]]
            quoted = ", ".join(f'"{one}"' for one in columns)
            rows = store.base.rows(f"SELECT {quoted} FROM {table.table}")
            if rows:
                told[table.table] = [columns, [[value_of(one) for one in row] for row in rows]]
        store.close()
    (HERE / f"{version}.json").write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
    code = Path(engine.__file__).parent / "migrations" / f"{version}.py"
    (HERE / f"{version}.sha256").write_text(f"{hashlib.sha256(code.read_bytes()).hexdigest()}  {version}.py\n")


def value_of(value):
    return {"hex": value.hex()} if isinstance(value, bytes) else value


if __name__ == "__main__":
    main(*sys.argv[1:])
