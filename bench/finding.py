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
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measuring import CHECKOUT, Row, show
from synthetic_people import records

from letapis.names.keys import asked, keys
from letapis.store.dialect import database
from letapis.store.name_finding import candidates
from letapis.store.name_index import add_names, complete, create_tables, drop_tables, find
from letapis.store.sqlite_file import open_to_write

SIZES = (10_000, 100_000, 1_000_000)
QUERIES = 2_000
PAIRS = CHECKOUT.parent / "shared" / "data" / "names" / "pairs_dev.csv"
SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
SCHEMA = "letapis_bench"


@dataclass(frozen=True, slots=True)
class Query:
    """A spelling that is not in the index, of a person who is in it under another one."""

    text: str
    person: str
    before: int  # the index has this person among its first so many names


def material(size: int) -> tuple[list[tuple[str, str]], dict[str, str], list[Query]]:
    """(id, name) of the index, the person of each id, and the queries, drawn evenly from all of it."""
    names: list[tuple[str, str]] = []
    persons: dict[str, str] = {}
    held: list[Query] = []
    draw, last = random.Random("finding"), ""
    for record, person in records(size + size // 100 + 100):
        if person == last and draw.random() < 0.01:
            held.append(Query(record.name, person, len(names)))
        elif len(names) < size:
            names.append((record.id, record.name))
            persons[record.id] = person
        last = person
    return names, persons, held


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


def timed(work: Callable[[str], Any], texts: list[str]) -> tuple[list[Any], list[float]]:
    """The answers, and the milliseconds that each took."""
    answers, taken = [], []
    for text in texts:
        start = time.perf_counter()
        answers.append(work(text))
        taken.append((time.perf_counter() - start) * 1000)
    return answers, sorted(taken)


def forget() -> None:
    """Empty what the process remembers of names that it read: a name that is asked for is seldom one read just now."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:  # noqa: SLF001
            kept.cache_clear()


def part(values: list[float], share: float) -> float:
    """The value below which that share of sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * share))]


def measure(
    name: str, size: int, names: list[tuple[str, str]], persons: dict[str, str], held: list[Query]
) -> list[Row]:
    """Build the index of one engine and one size, and ask it."""
    draw = random.Random("queries")
    usable = [query for query in held if query.before < size]
    queries = [draw.choice(usable) for _ in range(QUERIES)]
    typed = [beginning(draw, query.text) for query in queries]
    with tempfile.TemporaryDirectory() as folder, engine_of(name, folder) as (connection, size_of):
        start = time.perf_counter()
        create_tables(connection)
        add_names(connection, names[:size])
        connection.commit()
        built = time.perf_counter() - start
        forget()
        found, taken = timed(lambda text: find(connection, text), [query.text for query in queries])
        completed, typing = timed(lambda text: complete(connection, text), typed)
        looked_at = sum(len(candidates(database(connection), query.text)) for query in queries) / QUERIES
        answers = [[persons[hit.name_id] for hit in hits] for hits in found]
        bytes_ = size_of() / size
        drop_tables(connection)
        connection.commit()
    label = f"{name}, {size:,} names"
    first = sum(query.person == those[0] for those, query in zip(answers, queries, strict=True) if those)
    among = sum(query.person in those for those, query in zip(answers, queries, strict=True))
    print(
        f"{label}: {bytes_:.0f} bytes a name; {looked_at:.0f} names looked at for a query; the person first"
        f" {first / QUERIES:.3f}, among the answers {among / QUERIES:.3f}, some answer for what was typed"
        f" {sum(map(bool, completed)) / QUERIES:.3f}; p50 {part(taken, 0.5):.1f} ms, typed {part(typing, 0.5):.1f} ms;"
        f" slowest {taken[-1]:.0f} ms, typed {typing[-1]:.0f} ms"
    )
    minutes = {"sqlite": 180, "postgresql": 360}[name] * size / SIZES[-1]
    return [
        Row(f"{label}: one name with reasons, p95", part(taken, 0.95), "ms", 20),
        Row(f"{label}: typed, p95", part(typing, 0.95), "ms", 20),
        Row(f"{label}: building", built, "s", max(minutes, 5)),
    ]


def recall() -> list[Row]:
    """The share of pairs of spellings, beside the checkout, that have a key in common."""
    if not PAIRS.exists():
        print(f"keys of true pairs: not measured, {PAIRS.name} is not beside the checkout")
        return []
    with PAIRS.open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row["left"], row["right"]) for row in csv.DictReader(file) if row["same"] == "1"]
    shared = [keys(left) & asked(right) for left, right in pairs]
    narrow = sum(any(key[0] not in "wi" for key in some) for some in shared) / len(pairs)
    print(f"true pairs with a key in common that is not the surname alone or with an initial: {narrow:.4f}")
    return [Row("true pairs with a key in common", sum(map(bool, shared)) / len(pairs), "", 0.985, least=True)]


def main() -> int:
    """Measure what the options name."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--names", type=int)
    options.add_argument("--engines", default="sqlite,postgresql")
    chosen = options.parse_args()
    sizes = (chosen.names,) if chosen.names else SIZES
    rows = recall()
    names, persons, held = material(max(sizes))
    for name in chosen.engines.split(","):
        for size in sizes:
            rows += measure(name, size, names, persons, held)
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
