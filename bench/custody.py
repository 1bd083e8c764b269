"""Who is inside on a day, out of a register of many stretches: how fast, and how it grows, on both engines.

    .venv/bin/python bench/custody.py [--claims 10000 100000 1000000] [--engine sqlite] [--engine postgresql]

Of 1,000,000 claims 120,000 tell of custody by name: 60,000 stretches of 45,000 invented people over two years. Every
other stretch ends as told; one of 33 is a term of years. Names of people are put together from syllables.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from measuring import Row, show

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.versions import Log, keys_in
from letapis.store.entries import StoredEntries
from letapis.store.entry_update import rebuild, refresh
from letapis.store.opening import Store, open_store

LIMIT = 100.0  # milliseconds
INCREMENT = 200.0
SHARE = 0.06  # stretches a claim
FIRST = date(2020, 8, 9)
DAYS = 730
SERVER = os.environ.get("LETAPIS_DATABASE", "postgresql://postgres@127.0.0.1/test")
SOUNDS = ("ba", "be", "da", "do", "fi", "ga", "ha", "ja", "ka", "le", "ma", "mi", "na", "no", "pa", "pu", "ra", "ro")


class Held:
    """The claims in memory; the store knows which key proposes what."""

    def __init__(self, stored: StoredEntries) -> None:
        self.stored = stored
        self.by_key: dict[str, list[Claim]] = {}

    def add(self, claims: Iterator[Claim]) -> set[str]:
        """Take claims in; gives the keys of those whom they name."""
        found: set[str] = set()
        for claim in claims:
            for key in keys_in(claim, Log(())):
                self.by_key.setdefault(key, []).append(claim)
                found.add(key)
        return found

    def claims_of(self, key: str) -> list[Claim]:
        """The claims that name a person."""
        return self.by_key.get(key, [])

    def keys_of(self, entries: Iterable[str]) -> Iterable[str]:
        """The keys whose claims propose some entries."""
        return self.stored.keys_of(entries)

    def known(self, document: str) -> str:
        """When a report came."""
        return document  # a report is named after the moment when it came

    def keys(self) -> list[str]:
        """All keys."""
        return sorted(self.by_key)

    def read_ahead(self, keys: Sequence[str]) -> None:
        """All is here already."""


def stretches(number: int) -> Iterator[Claim]:
    """Two claims to a stretch, three stretches to four people."""
    chance = random.Random(number)
    for place in range(number):
        who = random.Random(place * 3 // 4)
        name = " ".join("".join(who.choice(SOUNDS) for _ in range(4)).title() for _ in range(2))
        began = FIRST + timedelta(days=chance.randrange(DAYS))
        yield claim("detention", name, began, chance.choice(("was detained", "was taken to a police station")), began)
        told = chance.random()
        if told < 0.5:
            out = began + timedelta(days=chance.randrange(31))
            yield claim("release", name, out, "was released", out)
        elif told < 0.97:
            yield claim("sentence", name, began, f"got {chance.randint(1, 30)} days of arrest", began)
        else:
            judged = began + timedelta(days=90)
            yield claim("sentence", name, judged, f"got {chance.randint(1, 12)} years of colony", judged)


def claim(kind: str, name: str, day: date, quote: str, told: date) -> Claim:
    known = f"{(told + timedelta(days=1)).isoformat()}T08:00:00Z"
    where = sum(map(ord, name)) * 100
    return Claim(known, kind, quote, where, where + len(quote), DateInterval(day, day), count=Count(1, 1), whom=(name,))


def measured(engine: str, claims: int) -> list[Row]:
    """The figures of one engine and size; on a server in a schema of its own, which is dropped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            store = open_store(str(Path(folder) / "store.sqlite3"), "bench")
            try:
                return _measured(store, engine, claims)
            finally:
                store.close()
        import psycopg

        schema = f"letapis_bench_{os.getpid()}"
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"CREATE SCHEMA {schema}")
            try:
                store = open_store(f"{SERVER}?options=-csearch_path%3D{schema}", "bench")
                try:
                    return _measured(store, engine, claims)
                finally:
                    store.close()
            finally:
                server.execute(f"DROP SCHEMA {schema} CASCADE")


def _measured(store: Store, engine: str, claims: int) -> list[Row]:
    stored = StoredEntries(store)
    held = Held(stored)
    number = int(claims * SHARE)
    held.add(stretches(number))
    begun = time.perf_counter()
    with store.writing():
        rows = rebuild(stored, Log(()), held)
    taken = time.perf_counter() - begun
    chance = random.Random(1)
    days = [FIRST + timedelta(days=chance.randrange(DAYS)) for _ in range(40)]
    now, then, counted = [], [], []
    stored.inside(FIRST)  # what is loaded once for all is no part of an answer
    for day in days:
        begun = time.perf_counter()
        counted.append(stored.inside(day).count())
        now.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        stored.inside(day, (day + timedelta(days=7)).isoformat())
        then.append(1000 * (time.perf_counter() - begun))
    grown = []
    for step in range(10):
        part = [claim("release", held.claims_of(key)[0].whom[0], FIRST + timedelta(days=DAYS + step), "was released",
                      FIRST + timedelta(days=DAYS + step)) for key in chance.sample(held.keys(), 10)]  # fmt: skip
        begun = time.perf_counter()
        with store.writing():
            refresh(stored, held.add(iter(part)), (), Log(()), held)
        grown.append(1000 * (time.perf_counter() - begun))
    name = f"{engine}, {claims:,} claims"
    note = f"{number:,} stretches, {rows:,} versions in {taken:.0f} s; {min(counted):,} to {max(counted):,} inside"
    return [
        Row(f"{name}: inside on a day, p95", _p95(now), "ms", LIMIT, note=note),
        Row(f"{name}: inside, as known a week later, p95", _p95(then), "ms", LIMIT),
        Row(f"{name}: a new source of ten claims, p95", _p95(grown), "ms", INCREMENT),
    ]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    told = parser.parse_args()
    engines = told.engine or ["sqlite", "postgresql"]
    return show([row for engine in engines for claims in told.claims for row in measured(engine, claims)])


if __name__ == "__main__":
    sys.exit(main())
