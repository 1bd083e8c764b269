"""Finds names while they are typed: the last word is a beginning, those before it are whole or beginnings.

It never writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from letapis.names.persons.keys import typed
from letapis.store.dialect import Connection, Database, Engine, database

SCANNED = 2_000  # lines of the rarest beginning that are looked through for the others
TAKEN = 50  # lines of one beginning of which the answer is made
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
    rarest = min(range(len(words)), key=lambda place: (_lines(base, words[place]), place)) if len(words) > 1 else 0
    lines = _matching(base, words[rarest], [starts for place, starts in enumerate(words) if place != rarest])
    ranks: dict[int, tuple[int, str]] = {}
    for line, number in lines:
        rank = (-_whole(line, words), line)
        ranks[number] = min(rank, ranks.get(number, rank))
    names: dict[str, list[str]] = {}
    found = sorted((ranks[number], written, name_id) for number, written, name_id in _names(base, list(ranks)))
    for _, written, name_id in found:
        names.setdefault(written, []).append(name_id)
    return [Completed(written, tuple(name_ids)) for written, name_ids in list(names.items())[:limit]]


def _whole(line: str, words: list[tuple[str, ...]]) -> int:
    """How many of the words typed stand whole in the line."""
    there = set(line.split())
    return sum(not there.isdisjoint(starts) for starts in words)


def _lines(base: Database, starts: tuple[str, ...]) -> int:
    """How many lines begin so, counted no further than is looked."""
    statement = "SELECT count(*) FROM (SELECT 1 FROM name_line WHERE line >= %s AND line < %s LIMIT %s) AS begun"
    return sum(int(base.rows(statement, [start, start + END, SCANNED])[0][0]) for start in starts)


def _matching(base: Database, starts: tuple[str, ...], others: list[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Lines, each with the number of its name, that begin so and have other words that begin as the others do."""
    several = " AND ".join("(" + " OR ".join("line LIKE %s" for _ in words) + ")" for words in others) or "1 = 1"
    statement = (
        "SELECT line, number FROM (SELECT line, number FROM name_line WHERE line >= %s AND line < %s"  # noqa: S608  own words
        f" ORDER BY line, number LIMIT %s) AS begun WHERE {several} ORDER BY line, number LIMIT %s"
    )
    patterns = [f"% {start}%" for words in others for start in words]
    found = [base.rows(statement, [start, start + END, SCANNED, *patterns, TAKEN]) for start in starts]
    return [(line, number) for some in found for line, number in some]


def _names(base: Database, numbers: list[int]) -> list[tuple[int, str, str]]:
    statement = f"SELECT number, text, name_id FROM name_text WHERE number {base.among()}"  # noqa: S608  own words only
    return [(number, text, name_id) for number, text, name_id in base.rows(statement, [base.many(numbers)])]
