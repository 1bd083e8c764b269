"""Reconciling in bulk and one report at a time, on invented reports. Run: python bench/reconcile.py [claims]"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.index import Registry
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.types import claim_types
from letapis.workflow.collecting import holding_much

LIMIT = 0.050  # seconds for one new report of ten claims
FULL_LIMIT = 0.010  # seconds for each report of ten claims in a full reconcile
PLACES = (
    "Belarus",
    "Minsk",
    "Minsk",
    "Hrodna",
    "Brest",
    "Homiel",
    "Viciebsk",
    "Mahiliou",
    "Salihorsk",
    "Lida",
    "Pinsk",
)
BODIES = ("Viasna", "the Interior Ministry", None, None, None, None)
GROUPS = ((), (), (), ("protesters",), ("journalists",), ("students",), ("workers",))
WORDS = tuple(
    f"{first}{last}" for first in ("mar", "ste", "klu", "bor", "zan", "tri") for last in "abcdefghijklmnopqrst"
)


def reports(count: int, seed: int = 1) -> tuple[list[Document], list[Claim]]:
    """Invented reports of ten claims over a year; every twentieth is a copy of an earlier one with a line added."""
    chance = random.Random(seed)
    documents: list[Document] = []
    claims: list[Claim] = []
    for number in range(count):
        text = " ".join(chance.choices(WORDS, k=300))
        if documents and number % 20 == 0:
            text = f"{chance.choice(documents[-200:]).text} taken over with thanks"
        day = date(2020, 8, 9) + timedelta(days=chance.randrange(365))
        publisher = f"Paper {chance.randrange(200)}"
        identity = f"{seed:02d}{number:014x}"
        documents.append(Document(identity, text, publisher=publisher, published=Moment(day)))
        claims += [_claim(chance, identity, day, start) for start in range(0, 1000, 100)]
    return documents, claims


def _claim(chance: random.Random, document: str, day: date, start: int) -> Claim:
    # Half of all that is reported happens on Sundays and is a march or its end in police vans.
    busy = chance.random() < 0.5
    kind = chance.choice(("demonstration", "detention")) if busy else chance.choice(tuple(claim_types()))
    first = day - timedelta(days=(day.weekday() + 1) % 7 if busy else chance.randrange(6))
    last = first + timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 2, 30)))
    low = chance.randrange(1, 900)
    count = chance.choice((None, Count(low, low), Count(low, None), Count(low, low + 100)))
    named = (f"Person {chance.choice(WORDS).title()}",) if chance.random() < 0.2 else chance.choice(GROUPS)
    return Claim(
        document, kind, f"{start} {chance.choice(WORDS)} {chance.choice(WORDS)}", start, start + 90,
        date=None if chance.random() < 0.1 else DateInterval(first, last),
        place=(chance.choice(PLACES),), count=count, whom=named,
        scope="total" if chance.random() < 0.05 else "event", said_by=chance.choice(BODIES),
    )  # fmt: skip


def full(claims: int) -> tuple[float, Registry]:
    documents, held = reports(claims // 10)
    start = time.perf_counter()
    registry = Registry()
    with holding_much():
        registry.add(documents, held)
        registry.record()
    return time.perf_counter() - start, registry


def one_more(registry: Registry, rounds: int = 20) -> tuple[list[float], list[float], list[float]]:
    """Seconds by the clock to add a report and to write the record, and of the processor to add it."""
    documents, claims = reports(rounds, seed=2)
    adding, recording, working = [], [], []
    for number, document in enumerate(documents):
        start, worked = time.perf_counter(), time.process_time()
        registry.add([document], claims[number * 10 : number * 10 + 10])
        added = time.perf_counter()
        working.append(time.process_time() - worked)
        registry.record()
        adding.append(added - start)
        recording.append(time.perf_counter() - added)
    return adding, recording, working


def main() -> int:
    top = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    before = None
    for claims in (top // 100, top // 10, top):
        taken, registry = full(claims)
        growth = f", {taken / before:.1f} times the time of a tenth" if before else ""
        print(f"full reconcile of {claims:>7,} claims: {taken:7.2f} s, {taken / claims * 1e4:.2f} ms a report{growth}")
        before = taken
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with holding_much():
        adding, recording, working = one_more(registry)
    worst, middle = max(adding), sorted(adding)[len(adding) // 2]
    whole = max(first + second for first, second in zip(adding, recording, strict=True))
    print(f"memory at the top: {memory:.0f} MB")
    print(f"one report into {top:,} claims: median {middle * 1e3:.1f} ms, worst {worst * 1e3:.1f} ms", end="; ")
    print(f"processor time at worst {max(working) * 1e3:.1f} ms; limit {LIMIT * 1e3:.0f} ms")
    print(f"the same with the record written out anew: worst {whole * 1e3:.1f} ms")
    return 0 if worst <= LIMIT and taken / claims * 10 <= FULL_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
