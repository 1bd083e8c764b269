"""Finding names: one among a million by another spelling, and while it is typed, on SQLite and on PostgreSQL.

The names are invented. `--names N` builds one size instead of three, `--engines sqlite` leaves the other engine out.
"""

from __future__ import annotations

import argparse
import csv
import functools
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measuring import CHECKOUT, Row, show
from synthetic_people import records

from letapis.names.persons.comparing import score
from letapis.names.persons.keys import asked, keys
from letapis.store.dialect import Database, database
from letapis.store.name_finding import ROWS_OF_A_KEY, rows_of
from letapis.store.name_index import add_names, complete, create_tables, find
from letapis.store.name_tables import key_number
from letapis.store.sqlite_file import open_to_write

SIZES = (10_000, 100_000, 1_000_000)
QUERIES = 2_000
BUILDING = {"sqlite": 180, "postgresql": 360}  # seconds for a million
PAIRS = CHECKOUT.parent / "shared" / "data" / "names" / "pairs_dev.csv"
SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
SCHEMA = "letapis_bench"


@dataclass(frozen=True, slots=True)
class Query:
    """A spelling that is not in the index, of a person who is in it under another one."""

    text: str
    person: str
    before: int  # the index has this person among its first so many names


@dataclass(frozen=True, slots=True)
class Material:
    """Names of the index as (id, name), the person of each id, and the queries, drawn evenly from all of it."""

    names: list[tuple[str, str]]
    persons: dict[str, str]
    held: list[Query]


def material(size: int) -> Material:
    """Invented names of people who stand in several lists; one spelling in a hundred is kept back as a query."""
    made = Material([], {}, [])
    draw, last = random.Random("finding"), ""
    for record, person in records(size + size // 100 + 100):
        if person == last and draw.random() < 0.01:
            made.held.append(Query(record.name, person, len(made.names)))
        elif len(made.names) < size:
            made.names.append((record.id, record.name))
            made.persons[record.id] = person
        last = person
    return made


def beginning(draw: random.Random, text: str) -> str:
    """What somebody has typed of a name: a word or two, the last one not to its end."""
    words = text.split()[: draw.choice((1, 2, 2))]
    return " ".join([*words[:-1], words[-1][: draw.randint(2, 8)]])


@contextmanager
def engine_of(name: str, folder: str) -> Iterator[tuple[Any, Callable[[], int]]]:
    """A connection to an empty place, and how many bytes lie there; it is cleared up afterwards."""
    if name == "sqlite":
        path = Path(folder) / "names.sqlite"
        path.unlink(missing_ok=True)
        connection = open_to_write(path)
        yield connection, lambda: path.stat().st_size
        connection.close()
        return
    import psycopg

    with psycopg.connect(SERVER) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"SET search_path TO {SCHEMA}")
        yield connection, lambda: _bytes(connection)
        connection.rollback()
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def _bytes(connection: Any) -> int:  # noqa: ANN401  each driver has its own class
    tables = "('name_text'), ('name_key'), ('name_line')"
    answer = connection.execute(f"SELECT sum(pg_total_relation_size(t::regclass)) FROM (VALUES {tables}) AS v(t)")
    return int(answer.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Timed:
    """Answers, and the milliseconds of the wall clock and of this processor that each took, from the quickest on."""

    answers: list[Any]
    wall: list[float]
    processor: list[float]


def timed(work: Callable[[str], Any], texts: list[str]) -> Timed:
    """Ask one after the other."""
    answers, wall, processor = [], [], []
    for text in texts:
        start, begun = time.perf_counter(), time.thread_time()
        answers.append(work(text))
        processor.append((time.thread_time() - begun) * 1000)
        wall.append((time.perf_counter() - start) * 1000)
    return Timed(answers, sorted(wall), sorted(processor))


def forget() -> None:
    """Empty what the process remembers of names that it read: a name that is asked for is seldom one read just now."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:  # noqa: SLF001
            kept.cache_clear()


def part(values: list[float], share: float) -> float:
    """The value below which that share of sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * share))]


def measure(name: str, made: Material, size: int) -> list[Row]:
    """Build the index of one engine and one size, and ask it."""
    draw = random.Random("queries")
    usable = [query for query in made.held if query.before < size]
    queries = [draw.choice(usable) for _ in range(QUERIES)]
    with tempfile.TemporaryDirectory() as folder, engine_of(name, folder) as (connection, size_of):
        start = time.perf_counter()
        create_tables(connection)
        add_names(connection, made.names[:size])
        connection.commit()
        built = time.perf_counter() - start
        find(connection, "Ян Ліс-Дубровін")  # rules and tables are read once
        forget()
        found = timed(lambda text: find(connection, text), [query.text for query in queries])
        typed = timed(lambda text: complete(connection, text), [beginning(draw, query.text) for query in queries])
        label = f"{name}, {size:,} names"
        rows = recall(database(connection), label) if size == max(SIZES) else []
        print(f"{label}: {size_of() / size:.0f} bytes a name; {told(made, queries, found, size)};{clock(found)}")
        answered = sum(map(bool, typed.answers)) / QUERIES
        print(f"{label}: an answer for {answered:.3f} of what was typed;{clock(typed)}")
    return [
        *rows,
        Row(f"{label}: one name with reasons, p95", part(found.wall, 0.95), "ms", 20),
        Row(f"{label}: typed, p95", part(typed.wall, 0.95), "ms", 20),
        Row(f"{label}: building", built, "s", max(5, BUILDING[name] * size / max(SIZES))),
    ]


def clock(asked_for: Timed) -> str:
    """The times in one line."""
    return (
        f" p50 {part(asked_for.wall, 0.5):.1f} ms, p95 {part(asked_for.wall, 0.95):.1f},"
        f" slowest {asked_for.wall[-1]:.0f}; p95 of this process alone {part(asked_for.processor, 0.95):.1f} ms"
    )


def told(made: Material, queries: list[Query], found: Timed, size: int) -> str:
    """How good the answers are. Many people have one name: an answer as near as the person's own is as good."""
    own: dict[str, list[str]] = {}
    for name_id, text in made.names[:size]:
        own.setdefault(made.persons[name_id], []).append(text)
    first = among = near = 0
    for query, hits in zip(queries, found.answers, strict=True):
        persons = [made.persons[hit.name_id] for hit in hits]
        first += persons[:1] == [query.person]
        among += query.person in persons
        near += bool(hits) and hits[0].score >= max(score(query.text, text) for text in own[query.person]) - 0.01
    shares = [f"{number / len(queries):.3f}" for number in (first, among, near)]
    return "the person first {}, among the answers {}, an answer as near as the person's own {}".format(*shares)


def recall(base: Database, label: str) -> list[Row]:
    """The share of pairs of spellings, beside the checkout, that have a key in common which is rare in this index."""
    if not PAIRS.exists():
        print(f"keys of true pairs: not measured, {PAIRS.name} is not beside the checkout")
        return []
    with PAIRS.open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row["left"], row["right"]) for row in csv.DictReader(file) if row["same"] == "1"]
    shared = [{key_number(key) for key in asked(left) & keys(right)} for left, right in pairs]
    rows = [rows_of(base, sorted(numbers)) for numbers in shared]
    counts = [Counter(key for key, _ in some) for some in rows]
    narrow = [any(count[key] < ROWS_OF_A_KEY for key in some) for some, count in zip(shared, counts, strict=True)]
    names = [len({number for _, number in rows_of(base, sorted(map(key_number, asked(left))))}) for left, _ in pairs]
    print(f"{label}: a name of these pairs shares a key with {statistics.mean(names):.0f} names on average")
    return [
        Row("true pairs with a key in common", sum(map(bool, shared)) / len(pairs), "", 0.985, least=True),
        Row("true pairs with a key that is rare enough", sum(narrow) / len(pairs), "", 0.985, least=True),
    ]


def main() -> int:
    """Measure what the options name."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--names", type=int)
    options.add_argument("--engines", default="sqlite,postgresql")
    chosen = options.parse_args()
    sizes = (chosen.names,) if chosen.names else SIZES
    made = material(max(sizes))
    return show([row for name in chosen.engines.split(",") for size in sizes for row in measure(name, made, size)])


if __name__ == "__main__":
    sys.exit(main())
