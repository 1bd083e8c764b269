"""The store with 10,000, 100,000 and 1,000,000 invented claims: filling, growing, asking, size, memory.

Run: python bench/store.py [--claims 10000 100000] [--engine sqlite postgresql] [--folder FOLDER] [--batch 20000]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from measuring import Row, show
from store_world import FIRST, day_of, days, text_of

from letapis.claims.claim import Claim
from letapis.sources.document import Document
from letapis.store.opening import Store, open_store
from letapis.workflow.collecting import holding_much
from letapis.workflow.marking import with_marks

SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
SCHEMA = "letapis_bench"
# What others reach, as told in the issue: Uwazi through its correct import path, and a page of its library.
RIVALS = "beside it: Uwazi takes in 1 to 2 rows a second; its page of 76,000 entities takes 22 s"
NEW, ASKED = 40, 200  # sources worked in one by one, figures asked for


def place_of(engine: str, folder: Path, claims: int, more: str = "") -> str:
    """An empty place."""
    if engine == "sqlite":
        path = folder / f"store-{claims}.sqlite3"
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        return str(path)
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA}{more} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}{more}")
    told = "&".join(f"{name}={value}" for name, value in conninfo_to_dict(SERVER).items() if name != "dbname")
    return f"postgresql:///{conninfo_to_dict(SERVER)['dbname']}?options=-csearch_path%3D{SCHEMA}{more}&{told}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some days of the world."""

    documents: list[Document]
    claims: list[Claim]


def batches(claims: int, size: int) -> Iterator[Batch]:
    """The world in the order of its days, some thousand claims at a time."""
    batch = Batch([], [])
    for more, some in days(claims):
        batch.documents.extend(more)
        batch.claims.extend(some)
        if len(batch.claims) >= size:
            yield batch
            batch = Batch([], [])
    if batch.claims:
        yield batch


def fill(store: Store, claims: int, size: int) -> tuple[float, float]:
    """Seconds to work the world in, by the clock and of this processor; to invent it is not counted.

    A second process makes marks meanwhile, as in `workflow.updating`.
    """
    from letapis.store.growing import add

    taken = worked = 0.0
    with holding_much():
        for batch, marks in with_marks(batches(claims, size)):
            start, working = time.perf_counter(), time.process_time()
            add(store, batch.documents, batch.claims, marks=marks)
            taken, worked = taken + time.perf_counter() - start, worked + time.process_time() - working
    return taken, worked


def grow(store: Store, claims: int) -> list[float]:
    """Seconds for each new source of ten claims, of some day of the world."""
    from letapis.store.growing import add

    chance, taken = random.Random(7), []
    for number in range(NEW):
        day = FIRST.fromordinal(FIRST.toordinal() + chance.randrange(max(1, claims // 550)))
        (document,), told = day_of(day, seed=1, reports=1)
        fresh = replace(document, id=f"new{number}", text=text_of(chance), publisher=f"New paper {number}")
        start = time.perf_counter()
        add(store, [fresh], [replace(claim, document=fresh.id) for claim in told])
        taken.append(time.perf_counter() - start)
    return taken


def ask(store: Store) -> list[float]:
    """Seconds for a figure with its `why`."""
    from letapis.store.neighbourhood import neighbourhood
    from letapis.workflow.reconcile import Reconciled
    from letapis.workflow.why import account

    ids = [ident for (ident,) in store.fetch("SELECT ident FROM letapis_figure WHERE archive_id = %s")]
    taken = []
    for ident in random.Random(7).sample(ids, min(ASKED, len(ids))):
        start = time.perf_counter()
        found = neighbourhood(store, ident)
        assert found is not None
        held = Reconciled(found.record, found.documents)
        assert account(next(one for one in held.record.figures if one.id == ident), held).why
        taken.append(time.perf_counter() - start)
    return taken


def size_of(store: Store) -> int:
    """Bytes of the file, or of the tables with their indexes."""
    if store.engine == "sqlite":
        store.driver.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(store.where).stat().st_size
    named = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    statement = f"SELECT sum(pg_total_relation_size(c.oid)) FROM {named}"
    ours = "n.nspname = %s AND c.relkind = 'r'"
    return int(store.driver.rows(f"{statement} WHERE {ours}", [SCHEMA])[0][0])


def measure(engine: str, claims: int, folder: Path, size: int) -> dict[str, float]:
    """All figures of one size."""
    store = open_store(place_of(engine, folder, claims), "bench")
    taken, worked = fill(store, claims, size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (events,) = store.fetch("SELECT count(*) FROM letapis_event WHERE archive_id = %s")[0]
    counted = {"claims": claims, "events": events, "bytes": size_of(store), "worked": worked}
    grown, asked = sorted(grow(store, claims)), sorted(ask(store))
    store.close()
    return {
        **counted, "seconds": taken, "memory": memory, "grown": grown[int(len(grown) * 0.95)],
        "middle": grown[len(grown) // 2], "asked": asked[int(len(asked) * 0.95)],
    }  # fmt: skip


def rows(engine: str, found: dict[str, float], before: dict[str, float] | None) -> list[Row]:
    """The figures as rows beside their limits."""
    claims = int(found["claims"])
    name = f"{engine}, {claims:,} claims"
    growth = f"; {found['seconds'] / before['seconds']:.1f} times the time of the size before" if before else ""
    growth = f"{claims / found['worked']:,.0f} a second of the processor{growth}"
    middle = f"median {found['middle'] * 1e3:.0f} ms"
    told = [
        Row(f"{name}: worked in, a second", claims / found["seconds"], "claims", 5_000, least=True, note=growth),
        Row(f"{name}: claims to an event", claims / found["events"], "claims", 3, least=True),
        Row(f"{name}: a new source of ten claims, p95", found["grown"] * 1e3, "ms", 200, note=middle),
        Row(f"{name}: a figure with its why, p95", found["asked"] * 1e3, "ms", 20),
        Row(f"{name}: peak memory", found["memory"], "MB", 800),
    ]
    if engine == "sqlite":
        told.append(Row(f"{name}: the file, without the search", found["bytes"] / claims, "bytes/claim", 1_638))
    return told


def main() -> int:
    """Each size in a process of its own: its memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engine", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--folder", type=Path, default=Path("build/bench-store"))
    parser.add_argument("--batch", type=int, default=20_000)
    parser.add_argument("--one", action="store_true", help="measure one size here and print it as JSON")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.one:
        print(json.dumps(measure(given.engine[0], given.claims[0], given.folder, given.batch)))
        return 0
    missed = 0
    for engine in given.engine:
        before = None
        for claims in given.claims:
            command = [sys.executable, __file__, "--one", "--engine", engine, "--claims", str(claims),
                       "--folder", str(given.folder), "--batch", str(given.batch)]  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout.splitlines()[-1])
            missed |= show(rows(engine, found, before))
            before = found
    print(RIVALS)
    return missed


if __name__ == "__main__":
    sys.exit(main())
