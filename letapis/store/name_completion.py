"""Finds names while they are typed: the last word is a beginning, those before it are whole or beginnings.

It never writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from letapis.names.keys import prefixes, typed
from letapis.store.dialect import Connection, Database, Engine, database

SCANNED = 3_000  # lines of the rarest beginning that are looked through for the others
TAKEN = 60  # lines of which the answer is made
END = "\x7f"  # behind every letter of a key


@dataclass(frozen=True, slots=True)
class Completed:
    """A name that goes on as was typed; `name_ids` are those among the lines looked at that are written so."""

    text: str = field(repr=False)
    name_ids: tuple[str, ...]


def complete(connection: Connection, text: str, limit: int = 10, engine: Engine | None = None) -> list[Completed]:
    """Names with a word for each one typed: those with the most whole words first, then by their sound."""
    words = [tuple(word.split("|")) for word in typed(text)]
    if not words:
        return []
    base = database(connection, engine)
    driver = min(range(len(words)), key=lambda place: (_lines(base, words[place]), place)) if len(words) > 1 else 0
    others = [starts for place, starts in enumerate(words) if place != driver]
    names: dict[str, list[str]] = {}
    for written, name_id in sorted(
        _names(base, _matching(base, words[driver], others)), key=lambda one: _rank(one, words)
    ):
        names.setdefault(written, []).append(name_id)
    return [Completed(written, tuple(name_ids)) for written, name_ids in list(names.items())[:limit]]


def _lines(base: Database, starts: tuple[str, ...]) -> int:
    """How many lines begin so, counted no further than is looked."""
    statement = "SELECT count(*) FROM (SELECT 1 FROM name_line WHERE line >= %s AND line < %s LIMIT %s) AS begun"
    return sum(int(base.rows(statement, [start, start + END, SCANNED])[0][0]) for start in starts)


def _matching(base: Database, starts: tuple[str, ...], others: list[tuple[str, ...]]) -> list[int]:
    """Numbers of the names with a word that begins so, and others that begin as the others do."""
    several = " AND ".join("(" + " OR ".join("line LIKE %s" for _ in words) + ")" for words in others) or "1 = 1"
    statement = (
        "SELECT number FROM (SELECT line, number FROM name_line WHERE line >= %s AND line < %s"  # noqa: S608  own words
        f" ORDER BY line, number LIMIT %s) AS begun WHERE {several} ORDER BY line, number LIMIT %s"
    )
    patterns = [f"% {start}%" for words in others for start in words]
    found: dict[int, None] = {}
    for start in starts:
        for (number,) in base.rows(statement, [start, start + END, SCANNED, *patterns, TAKEN]):
            found[number] = None
    return list(found)


def _names(base: Database, numbers: list[int]) -> list[tuple[str, str]]:
    statement = f"SELECT text, name_id FROM name_text WHERE number {base.among()}"  # noqa: S608  own words only
    return [(text, name_id) for text, name_id in base.rows(statement, [base.many(numbers)])]


def _rank(name: tuple[str, str], words: list[tuple[str, ...]]) -> tuple[int, str, str, str]:
    """Whole words first; then by the line that begins with the last word typed."""
    lines = prefixes(name[0])
    whole = {line.partition(" ")[0] for line in lines}
    last = min((line for line in lines if line.startswith(words[-1])), default="~")
    return -sum(not whole.isdisjoint(starts) for starts in words), last, name[0], name[1]
