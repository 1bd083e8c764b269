"""Makes the database itself refuse to change or delete a judgement, on both engines."""

from __future__ import annotations

from typing import Any

TABLES = ("letapis_judgement", "letapis_judgement_target")

_SQLITE = """
CREATE TRIGGER {table}_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: a judgement is undone by another one'); END
"""
_FUNCTION = """
CREATE FUNCTION letapis_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only grows: a judgement is undone by another one', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION letapis_only_grows()
"""


def refuse_changes(_apps: Any, editor: Any) -> None:  # noqa: ANN401  what Django hands to a migration
    """Set the triggers; called by a migration."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_FUNCTION, params=None)
        for table in TABLES:
            editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, act=act), params=None)
