"""What is remembered for minutes: sessions, failures, the last one-time code, open questions to security keys.

One file that all processes of a server share, encrypted where the archive is; or memory. Nothing in it comes from the
network: no address, no name of a program.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from letapis.access.back_off import FORGOTTEN, NONE, Failures, failed
from letapis.access.sessions import Level, Session
from letapis.archive.archive import Archive

NAME = "derived/sessions.sqlite3"
TABLES = """
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY, account TEXT, revision INTEGER, level TEXT, begun INTEGER, seen INTEGER);
CREATE TABLE IF NOT EXISTS failure (name TEXT PRIMARY KEY, count INTEGER, last INTEGER);
CREATE TABLE IF NOT EXISTS step (factor TEXT PRIMARY KEY, step INTEGER);
CREATE TABLE IF NOT EXISTS question (name TEXT PRIMARY KEY, state TEXT, asked INTEGER);
"""
WAIT = 10  # seconds for another process to finish its write


class Volatile:
    """The state behind sign-ins. Every method is one transaction."""

    def __init__(self, path: Path | None = None, key: bytes | None = None) -> None:
        self._lock = threading.Lock()
        self._base = _opened(path, key)
        with self._writing() as base:
            for statement in filter(str.strip, TABLES.split(";")):
                base.execute(statement)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def put(self, session: Session) -> None:
        """Remember a session, or what has become of it."""
        values = (session.token, session.account, session.revision, str(session.level), session.begun, session.seen)
        with self._writing() as base:
            base.execute("INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?, ?)", values)

    def session(self, token: str) -> Session | None:
        """The session of the hash of a token."""
        rows = self._rows("SELECT * FROM session WHERE token = ?", token)
        return _session(rows[0]) if rows else None

    def of(self, account: str) -> list[Session]:
        """All sessions of an account."""
        return [_session(row) for row in self._rows("SELECT * FROM session WHERE account = ?", account)]

    def drop(self, token: str) -> bool:
        """End a session; False where another has ended it before."""
        with self._writing() as base:
            return int(base.execute("DELETE FROM session WHERE token = ?", (token,)).rowcount) > 0

    def drop_all(self, account: str) -> None:
        """End all sessions of an account."""
        with self._writing() as base:
            base.execute("DELETE FROM session WHERE account = ?", (account,))

    def failures(self, name: str) -> Failures:
        """How often somebody failed under that name."""
        rows = self._rows("SELECT count, last FROM failure WHERE name = ?", name)
        return Failures(*rows[0]) if rows else NONE

    def fail(self, name: str, now: int, forgotten: int = FORGOTTEN) -> Failures:
        """Count one failure more; of two at once both count."""
        with self._writing() as base:
            row = base.execute("SELECT count, last FROM failure WHERE name = ?", (name,)).fetchone()
            after = failed(Failures(*row) if row else NONE, now, forgotten)
            base.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", (name, after.count, after.last))
        return after

    def clear(self, name: str) -> None:
        """Forget failures."""
        with self._writing() as base:
            base.execute("DELETE FROM failure WHERE name = ?", (name,))

    def last_step(self, factor: str) -> int:
        """The step of the one-time code that was used last; -1 before the first."""
        rows = self._rows("SELECT step FROM step WHERE factor = ?", factor)
        return int(rows[0][0]) if rows else -1

    def advance(self, factor: str, step: int) -> bool:
        """Use a step up. False where it, or a later one, was used by whatever process: of two at once one is first."""
        statement = (
            "INSERT INTO step VALUES (?, ?) ON CONFLICT (factor) DO UPDATE SET step = excluded.step"
            " WHERE excluded.step > step.step"
        )
        with self._writing() as base:
            return int(base.execute(statement, (factor, step)).rowcount) > 0

    def ask(self, name: str, state: Mapping[str, Any], now: int) -> None:
        """Keep the state of a question."""
        with self._writing() as base:
            base.execute("INSERT OR REPLACE INTO question VALUES (?, ?, ?)", (name, json.dumps(dict(state)), now))

    def answer(self, name: str, since: int) -> dict[str, Any] | None:
        """The state of a question asked not before `since`; it is gone then. None where there is none."""
        with self._writing() as base:
            rows = base.execute("DELETE FROM question WHERE name = ? RETURNING state, asked", (name,)).fetchall()
        return dict(json.loads(rows[0][0])) if rows and rows[0][1] >= since else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def _rows(self, statement: str, value: str) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(statement, (value,)).fetchall()


def volatile_of(archive: Archive) -> Volatile:
    """That of an archive."""
    path, key = archive.files.database(NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Volatile(path, key)


def _opened(path: Path | None, key: bytes | None) -> sqlite3.Connection:
    """A connection to the file, encrypted with the key where there is one; without a path, to memory."""
    place = str(path) if path else ":memory:"
    if key is None:
        base = sqlite3.connect(place, timeout=WAIT, isolation_level=None, check_same_thread=False)
    else:
        import sqlcipher3  # type: ignore[import-untyped]

        base = sqlcipher3.connect(place, timeout=WAIT, isolation_level=None, check_same_thread=False)
        base.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    base.execute("PRAGMA secure_delete = ON")
    base.execute("PRAGMA temp_store = MEMORY")
    return base


def _session(row: tuple[Any, ...]) -> Session:
    token, account, revision, level, begun, seen = row
    return Session(token, account, revision, Level(level), begun, seen)
