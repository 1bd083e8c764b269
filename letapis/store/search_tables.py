"""The tables of the full-text index, and the triggers that note which reports and events have changed since.

All of it is derived from the other tables and from the rules of `registry/search`. `letapis_search_item` has a row for
each item; SQLite keeps their words in FTS5, without the text and without a way to take one out (its row says that it is
gone), PostgreSQL in a column beside.
"""

from __future__ import annotations

from typing import Any

from letapis.store.dialect import Database, Engine, database

WORDS: dict[Engine, dict[str, str]] = {
    "sqlite": {"big": "INTEGER", "serial": "INTEGER PRIMARY KEY", "text": "TEXT", "end": "WITHOUT ROWID", "words": ""},
    "postgresql": {
        "big": "bigint", "serial": "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "text": 'text COLLATE "C"',
        "end": "", "words": ", words tsvector",
    },
}  # fmt: skip
# `owner` is twice the number of a report, or twice that of an event and one; `target` the number of what is found.
# Days are counted from the year 1, 0 where unknown; `place` sorts the items of one day.
TABLES = {
    "letapis_search_item": (
        "(number {big} PRIMARY KEY, owner {big} NOT NULL, target {big} NOT NULL, part {big} NOT NULL,"
        " first {big} NOT NULL, last {big} NOT NULL, origins {big} NOT NULL, place {big} NOT NULL,"
        " gone {big} NOT NULL{words})"
    ),
    "letapis_search_form": (
        "(archive {big} NOT NULL, key {text} NOT NULL, form {text} NOT NULL, PRIMARY KEY (archive, key, form)) {end}"
    ),
    "letapis_search_name": (
        "(number {serial}, archive {big} NOT NULL, name {text} NOT NULL, UNIQUE (archive, name))"
    ),
}
# Stays with the rows that it speaks of, wherever the index is.
DUE = "letapis_search_due (archive {big} NOT NULL, owner {big} NOT NULL, PRIMARY KEY (archive, owner)) {end}"
# Only in an index beside a database: which index of which archive it is (`search_updating.BORN`).
_BORN = "letapis_search_born (archive INTEGER PRIMARY KEY, born TEXT NOT NULL)"
_FTS5 = (
    "CREATE VIRTUAL TABLE letapis_search_words USING fts5("
    "words, content='', columnsize=0, tokenize=\"ascii tokenchars ':_-'\")"
)
_HASHED = 32 << 20  # bytes of new words that FTS5 sorts in memory before it writes them

_DOCUMENT = "{row}.number * 2"
_REPORT = "{row}.document_id * 2"
_SUPPORTED = "{row}.event_id * 2 + 1"
_EVENT = "{row}.number * 2 + 1"
# table, owner that is due, what of its rows must be another one to make it so
_WATCHED = (
    ("letapis_document", _DOCUMENT, "({row}.title, {row}.publisher, {row}.published, {row}.body, {row}.text)"),
    # without an event a claim is rejected
    ("letapis_claim", _REPORT, "({row}.document_id, {row}.body, {row}.event_id IS NULL)"),
    ("letapis_claim", _SUPPORTED, "({row}.event_id, {row}.body)"),
    ("letapis_event", _EVENT, "({row}.body, {row}.confirmed, {row}.origins)"),
)
_ACTS = (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW")))
_DIFFER: dict[Engine, str] = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def create(_apps: Any, editor: Any) -> None:  # noqa: ANN401  what Django hands to a migration
    """Make the tables and the triggers, and note all that is there; called by a migration."""
    base = database(editor.connection)
    for table, columns in TABLES.items():
        base.run(f"CREATE TABLE {table} {columns.format(**WORDS[base.engine])}")
    base.run(f"CREATE TABLE {DUE.format(**WORDS[base.engine])}")
    base.run("CREATE INDEX letapis_search_item_owner ON letapis_search_item (owner)")
    if base.engine == "sqlite":
        _create_words(base)
        _watch_sqlite(base)
    else:
        base.run("CREATE INDEX letapis_search_item_words ON letapis_search_item USING gin (words)")
        _watch_postgresql(base)
    note_all(base)


def create_index(base: Database) -> None:
    """Make the tables of an index that stands in a file beside the database, where there are none."""
    if base.rows("SELECT 1 FROM sqlite_master WHERE name = 'letapis_search_born'"):
        return
    for table, columns in TABLES.items():
        base.run(f"CREATE TABLE IF NOT EXISTS {table} {columns.format(**WORDS['sqlite'])}")
    base.run("CREATE INDEX IF NOT EXISTS letapis_search_item_owner ON letapis_search_item (owner)")
    base.run("DROP TABLE IF EXISTS letapis_search_words")
    _create_words(base)
    base.run(f"CREATE TABLE {_BORN}")


def _create_words(base: Database) -> None:
    base.run(_FTS5)
    base.run("INSERT INTO letapis_search_words (letapis_search_words, rank) VALUES ('hashsize', %s)", [_HASHED])


def note_all(base: Database, archive: int | None = None) -> None:
    """Note every report and every event as changed, of one archive or of all."""
    where, values = ("true", []) if archive is None else ("archive_id = %s", [archive])
    for table, odd in (("letapis_document", 0), ("letapis_event", 1)):
        base.run(
            f"INSERT INTO letapis_search_due (archive, owner) SELECT archive_id, number * 2 + {odd}"  # noqa: S608  own words
            f" FROM {table} WHERE {where} ON CONFLICT DO NOTHING",
            values,
        )


def empty(base: Database, first: int, last: int, archive: int) -> None:
    """Take out all items with numbers from `first` to `last`, and the forms of their archive."""
    alone = not base.rows("SELECT 1 FROM letapis_search_item WHERE number < %s OR number > %s LIMIT 1", [first, last])
    if base.engine == "sqlite" and alone:
        base.run("DROP TABLE letapis_search_words")
        _create_words(base)
        base.run("DELETE FROM letapis_search_item")
    elif base.engine == "sqlite":  # their words stay: the numbers must not be given to others
        base.run("UPDATE letapis_search_item SET gone = 1 WHERE number BETWEEN %s AND %s", [first, last])
    else:
        base.run("DELETE FROM letapis_search_item WHERE number BETWEEN %s AND %s", [first, last])
    base.run("DELETE FROM letapis_search_form WHERE archive = %s", [archive])
    base.run("DELETE FROM letapis_search_name WHERE archive = %s", [archive])


def _watch_sqlite(base: Database) -> None:
    for number, (table, owner, told) in enumerate(_WATCHED):
        for act, rows in _ACTS:
            notes = "".join(
                "INSERT OR IGNORE INTO letapis_search_due (archive, owner)"
                f" SELECT {row}.archive_id, {owner.format(row=row)} WHERE {owner.format(row=row)} IS NOT NULL; "
                for row in rows
            )
            when = f" WHEN {_changed(told, 'sqlite', *rows)}" if act == "UPDATE" else ""
            name = f"letapis_search_{number}_{act.lower()}"
            base.run(f"CREATE TRIGGER {name} AFTER {act} ON {table}{when} BEGIN {notes}END")


def _watch_postgresql(base: Database) -> None:
    """One statement notes at once what all the rows of a statement make due."""
    for number, (table, owner, told) in enumerate(_WATCHED):
        for act, rows in _ACTS:
            name = f"letapis_search_{number}_{act.lower()}"
            notes = "".join(_noted(owner, told, row, act) for row in rows)
            body = f"$$ BEGIN {notes}RETURN NULL; END $$"
            base.run(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}")
            tables = " ".join(f"{row} TABLE AS {row.lower()}_rows" for row in rows)
            base.run(
                f"CREATE TRIGGER {name} AFTER {act} ON {table} REFERENCING {tables}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def _noted(owner: str, told: str, row: str, act: str) -> str:
    kept = f"{row.lower()}_rows"
    due = owner.format(row=kept)
    source, changed = kept, ""
    if act == "UPDATE":
        source = "old_rows JOIN new_rows ON old_rows.number = new_rows.number"
        changed = f" AND {_changed(told, 'postgresql', 'old_rows', 'new_rows')}"
    return (
        f"INSERT INTO letapis_search_due (archive, owner) SELECT DISTINCT {kept}.archive_id, {due}"  # noqa: S608  own words
        f" FROM {source} WHERE {due} IS NOT NULL{changed} ON CONFLICT DO NOTHING; "
    )


def _changed(told: str, engine: Engine, before: str, after: str) -> str:
    return f"{told.format(row=before)} {_DIFFER[engine]} {told.format(row=after)}"
