"""What encryption costs the store: the same work on a plain and on an encrypted file by turns, and the ratio.

Run: python bench/encryption.py [--claims 10000 100000 1000000] [--engine sqlite postgresql] [--folder FOLDER]
Both stores take every batch, every new source, every query and every page one after the other in one process, and who
is first changes; so what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from measuring import Row, show
from store import batches, place_of
from store_world import FIRST, day_of, text_of

from letapis.registry.search.query import Query
from letapis.store.opening import Store, open_store
from letapis.workflow.collecting import holding_much
from letapis.workflow.marking import with_marks

KEY = bytes(range(32))
NEW, ASKED, PAGES, OPENED = 30, 40, 60, 15
BATCH, BATCHES = 20_000, 4  # claims of a batch, and at least so many of them
INSERT, SEARCH, PAGE = 1.5, 1.3, 1.3  # at most so many times the time of the plain store


@dataclass(slots=True)
class Twins:
    """The same archive in a plain and in an encrypted store, and the seconds that each took, by kind of work."""

    plain: Store
    sealed: Store
    taken: dict[str, tuple[list[float], list[float]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))
    worked: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))  # of the processor

    def each(self, kind: str, work: Callable[[Store], object]) -> None:
        """Do one piece of work on both, the other one first each time."""
        both = list(enumerate((self.plain, self.sealed)))
        for place, store in both[:: -1 if len(self.taken[kind][0]) % 2 else 1]:
            gc.collect()
            start, working = time.perf_counter(), time.process_time()
            work(store)
            self.taken[kind][place].append(time.perf_counter() - start)
            self.worked[kind][place] += time.process_time() - working


def fill(twins: Twins, claims: int) -> None:
    """Work the world in, and make the index of words."""
    from letapis.store.growing import add
    from letapis.store.search_updating import update

    with holding_much():
        for batch, marks in with_marks(batches(claims, min(BATCH, claims // BATCHES))):
            held = list(batch.documents), list(batch.claims)
            twins.each("insert", lambda store, held=held, marks=marks: add(store, *held, marks=marks))
            twins.each("index", update)


def grow(twins: Twins, claims: int) -> None:
    """New sources of ten claims, with their words."""
    from letapis.store.growing import add
    from letapis.store.search_updating import update

    chance = random.Random(7)
    for number in range(NEW):
        day = FIRST.fromordinal(FIRST.toordinal() + chance.randrange(max(1, claims // 550)))
        (document,), told = day_of(day, seed=1, reports=1)
        fresh = replace(document, id=f"new{number}", text=text_of(chance), publisher=f"New paper {number}")
        come = [replace(claim, document=fresh.id) for claim in told]

        def work(store: Store, fresh: object = fresh, come: object = come) -> None:
            add(store, [fresh], come)  # type: ignore[list-item, arg-type]
            update(store)

        twins.each("new source", work)


def ask(twins: Twins) -> None:
    """Answers with their passages: words that stand often, in the middle, and seldom."""
    from letapis.workflow.searching import search_store

    statement = "SELECT DISTINCT form FROM letapis_search_form WHERE archive = %s ORDER BY form"
    forms = [form for (form,) in twins.plain.index.rows(statement, [twins.plain.archive])]
    chance = random.Random(7)
    words = chance.sample(forms, min(ASKED, len(forms)))
    queries = [Query(word) for word in words] + [Query(f"{word} Minsk") for word in words[::2]]
    queries += [Query("", place="Hrodna", type=kind) for kind in ("detention", "strike", "fine", "search")]
    for store in (twins.plain, twins.sealed):
        search_store(store, queries[0])  # the first of a kind loads what it needs
    for query in queries:
        twins.each("search", lambda store, query=query: search_store(store, query))


def read(twins: Twins) -> None:
    """Pages of events, and figures with all that they rest on."""
    from letapis.store.event_pages import Asked, count, page

    most = count(twins.plain, Asked())
    chance = random.Random(7)
    for _ in range(PAGES):
        offset = chance.randrange(max(1, most - 50))
        twins.each("page", lambda store, offset=offset: page(store, Asked(), 50, offset))
    ids = [ident for (ident,) in twins.plain.fetch("SELECT ident FROM letapis_figure WHERE archive_id = %s")]
    for store in (twins.plain, twins.sealed):
        _why(store, ids[0])  # as above
    for ident in chance.sample(ids, min(PAGES, len(ids))):
        twins.each("why", lambda store, ident=ident: _why(store, ident))


def _why(store: Store, ident: str) -> None:
    from letapis.store.neighbourhood import neighbourhood
    from letapis.workflow.reconcile import Reconciled
    from letapis.workflow.why import account

    found = neighbourhood(store, ident)
    assert found is not None
    held = Reconciled(found.record, found.documents)
    assert account(next(one for one in held.record.figures if one.id == ident), held).why


def reopen(twins: Twins, places: dict[str, str], keys: dict[str, tuple[object, ...]]) -> None:
    """Opening, and the first page of a store that was closed: nothing is in memory."""
    from letapis.store.event_pages import Asked, page

    names = {id(twins.plain): "plain", id(twins.sealed): "sealed"}

    def opened(store: Store) -> None:
        name = names[id(store)]
        open_store(places[name], "bench", *keys[name]).close()  # type: ignore[arg-type]

    def cold(store: Store) -> None:
        name = names[id(store)]
        fresh = open_store(places[name], "bench", *keys[name])  # type: ignore[arg-type]
        page(fresh, Asked(), 50)
        fresh.close()

    for store in (twins.plain, twins.sealed):
        store.close()
    for _ in range(OPENED):
        twins.each("open", opened)
        twins.each("open and a page", cold)


def measure(engine: str, claims: int, folder: Path) -> dict[str, dict[str, float]]:
    """All ratios of one size."""
    (folder / "plain").mkdir(parents=True, exist_ok=True)
    (folder / "sealed").mkdir(parents=True, exist_ok=True)
    places = {name: place_of(engine, folder / name, claims, f"_{name}") for name in ("plain", "sealed")}
    index = folder / "sealed" / f"index-{claims}.sqlite3"
    for end in ("", "-wal", "-shm"):
        Path(f"{index}{end}").unlink(missing_ok=True)
    keys: dict[str, tuple[object, ...]] = {"plain": (), "sealed": (KEY, (index, KEY))}
    twins = Twins(open_store(places["plain"], "bench"), open_store(places["sealed"], "bench", KEY, (index, KEY)))
    fill(twins, claims)
    ask(twins)
    read(twins)
    grow(twins, claims)
    reopen(twins, places, keys)
    return {kind: told(*both, *twins.worked[kind]) for kind, both in twins.taken.items()}


def told(plain: list[float], sealed: list[float], plainly: float, sealing: float) -> dict[str, float]:
    """The ratio of all the time, that of the processor's, that of the medians, and the medians."""
    return {
        "ratio": sum(sealed) / sum(plain),
        "worked": sealing / plainly,
        "middle": statistics.median(sealed) / statistics.median(plain),
        "plain": statistics.median(plain),
        "sealed": statistics.median(sealed),
    }


LIMITS = {"insert": INSERT, "index": INSERT, "new source": INSERT, "search": SEARCH, "page": PAGE, "why": PAGE}


def rows(engine: str, claims: int, found: dict[str, dict[str, float]]) -> Iterable[Row]:
    """The ratios beside their limits."""
    for kind, one in found.items():
        medians = f"median {one['plain'] * 1e3:.1f} ms plain, {one['sealed'] * 1e3:.1f} ms sealed, {one['middle']:.2f}"
        note = f"of the processor {one['worked']:.2f}; {medians}"
        name = f"{engine}, {claims:,} claims: {kind}, sealed / plain"
        if kind in LIMITS:
            yield Row(name, one["ratio"], "times", LIMITS[kind], note=note)
        else:
            print(f"{name:<58} {one['ratio']:>9.3f} times   no limit   {note}")


def main() -> int:
    """Each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engine", nargs="+", default=["sqlite"])
    parser.add_argument("--folder", type=Path, default=Path("build/bench-encryption"))
    parser.add_argument("--one", action="store_true", help="measure one size here and print it as JSON")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.engine[0], given.claims[0], given.folder)))
        return 0
    missed = 0
    for engine in given.engine:
        for claims in given.claims:
            command = [sys.executable, __file__, "--one", "--engine", engine, "--claims", str(claims), "--folder",
                       str(given.folder)]  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            missed |= show(list(rows(engine, claims, json.loads(done.stdout.splitlines()[-1]))))
    return missed


if __name__ == "__main__":
    sys.exit(main())
