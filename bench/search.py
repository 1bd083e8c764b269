"""Search in reports, claims and events: how long an answer takes with its passages, and what the index costs.

The reports are invented, of words that come as often as words do. `--claims N` builds one size instead of three,
`--engine` takes one engine, `--keep FOLDER` keeps the SQLite file and asks one that is there again.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from urllib.parse import urlencode

from measuring import Row, show

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.record import Event
from letapis.registry.search.query import Query
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.store.dialect import Row as Line
from letapis.store.opening import Store, open_store
from letapis.store.search_updating import update
from letapis.store.values import days, deflated, packed, without_text
from letapis.workflow.searching import search_store

SIZES = (10_000, 100_000, 1_000_000)
SERVER = os.environ.get("LETAPIS_POSTGRES", "host=127.0.0.1 dbname=test user=postgres")
SCHEMA = "letapis_bench_search"
LIMIT = 50  # milliseconds of an answer, of 95 in a hundred
ROOM = 400  # bytes of the index for each claim
ASKED = 40  # queries of each kind
STEMS = 30_000
SOUNDS = (*"бвгджзклмнпрстфхцчш", "бр", "гр", "др", "кр", "пр", "ст", "тр", "сл", "пл", "зв", "см")
ENDINGS = ("", "а", "у", "ы", "ам", "ах", "амі", "ой", "аў", "ага")
PLACES = ("Belarus", "Minsk", "Minsk", "Minsk", "Hrodna", "Brest", "Homiel", "Viciebsk", "Mahiliou", "Salihorsk")
TYPES = ("detention", "demonstration", "strike", "sentence", "search", "dismissal", "torture", "appeal")
FIRST, LAST = date(2020, 8, 9), date(2022, 8, 8)


@dataclass(frozen=True, slots=True)
class Words:
    """Invented words, and how often each comes: the second half as often as the first, and so on."""

    stems: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """So many words in some case each."""
        top = self.sums[-1]
        stems = (self.stems[bisect(self.sums, chance.random() * top)] for _ in range(count))
        return [stem + chance.choice(ENDINGS) for stem in stems]


def vocabulary() -> Words:
    chance = random.Random(1)
    stems: dict[str, None] = {}
    while len(stems) < STEMS:
        parts = (chance.choice(SOUNDS) + chance.choice("аеіоуыяэ") for _ in range(chance.randrange(1, 4)))
        stems["".join(parts) + chance.choice(SOUNDS)] = None
    return Words(tuple(stems), tuple(accumulate(1 / (place + 2.7) for place in range(STEMS))))


def reports(words: Words, count: int) -> Iterator[tuple[Document, list[Claim]]]:
    """Reports of 280 words and ten claims over two years; half of what they tell happened on a Sunday."""
    chance = random.Random(2)
    for number in range(count):
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        found = words.draw(chance, 280)
        document = Document(
            f"{number:016x}", " ".join(found), "be", " ".join(words.draw(chance, 6)),
            publisher=f"Веснік {chance.randrange(200)}", published=Moment(day),
        )  # fmt: skip
        yield document, [_claim(chance, words, document, found, place, day) for place in range(10)]


def _claim(  # noqa: PLR0913, PLR0917  what a report knows of itself
    chance: random.Random, words: Words, document: Document, found: list[str], place: int, day: date
) -> Claim:
    first = place * 28
    start = sum(map(len, found[:first])) + first
    quote = " ".join(found[first : first + chance.randrange(8, 18)])
    back = (day.weekday() + 1) % 7 if chance.random() < 0.5 else chance.randrange(6)
    on = day - timedelta(days=back)
    last = on + timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, 1, 2, 30)))
    person = f"{chance.choice(words.stems[:3000]).title()} {chance.choice(words.stems[:9000]).title()}"
    return Claim(
        document.id, chance.choice(TYPES), quote, start, start + len(quote),
        None if chance.random() < 0.08 else DateInterval(on, last), (chance.choice(PLACES),),
        whom=(person,) if chance.random() < 0.2 else (),
    )  # fmt: skip


def fill(store: Store, words: Words, claims: int) -> None:
    """Rows as reconciling writes them, five claims to an event."""
    made = reports(words, claims // 10)
    number = 0
    while chunk := list(islice(made, 2_000)):
        documents: list[Line] = []
        events: list[Line] = []
        rows: list[Line] = []
        for document, held in chunk:
            number += 1
            documents.append(_document(store, number, document))
            for part in range(2):
                five = held[part * 5 : part * 5 + 5]
                event = number * 2 - 1 + part
                events.append(_event(store, event, five))
                rows += [_row(store, number, number * 10 + part * 5 + at, event, one) for at, one in enumerate(five)]
        with store.writing():
            load = store.driver.load
            load("letapis_document", ("archive_id", "number", "ident", "original", "title", "publisher", "language",
                                      "published", "known", "why", "body", "text"), documents)  # fmt: skip
            load("letapis_event", ("archive_id", "number", "ident", "type", "family", "first", "last", "status",
                                   "scope", "origins", "claims", "confirmed", "body"), events)  # fmt: skip
            load("letapis_claim", ("archive_id", "number", "ident", "document_id", "event_id", "cell", "type", "kin",
                                   "standing", "first", "last", "status", "scope", "place", "confidence", "speaker",
                                   "body"), rows)  # fmt: skip


def _document(store: Store, number: int, one: Document) -> Line:
    return (store.archive, number, one.id, "", one.title, one.publisher, "be", one.published.iso() if one.published
            else "", "", "", packed(without_text(one)), deflated(one.text))  # fmt: skip


def _event(store: Store, number: int, claims: list[Claim]) -> Line:
    first = claims[0]
    event = Event(f"e{number:09}", first.type, "", first.date, first.place, "happened", "event", (), (), ())
    return (store.archive, number, event.id, event.type, "", *days(event.date), "happened", "event", 1 + number % 4,
            len(claims), False, packed(event))  # fmt: skip


def _row(store: Store, report: int, number: int, event: int, one: Claim) -> Line:
    return (store.archive, number, one.id, report, event, 0, one.type, one.type, "happened", *days(one.date),
            one.status, one.scope, " / ".join(one.place), 0.5, "", packed(one))  # fmt: skip


def queries(words: Words) -> dict[str, list[Query]]:
    """What is asked, by kind; the same words in each run."""
    chance = random.Random(3)
    stems = words.stems
    quotes = [" ".join(held[0].quote.split()[1:4]) for _, held in islice(reports(words, ASKED), ASKED)]
    month = [(first, first + timedelta(days=30)) for first in (date(2021, 1 + at % 12, 1) for at in range(ASKED))]
    common = [Query(stems[at]) for at in range(ASKED)]
    return {
        "rare word": [Query(stems[chance.randrange(STEMS // 2, STEMS)]) for _ in range(ASKED)],
        "word of the middle": [Query(stems[200 + 10 * at]) for at in range(ASKED)],
        "common word": common,
        "two common words": [Query(f"{stems[at]} {stems[at + 11]}") for at in range(ASKED)],
        "common without common": [Query(f"{stems[at]} -{stems[at + 5]}") for at in range(ASKED)],
        "name in another script": [Query(_latin(stems[50 + at])) for at in range(ASKED)],
        "place in another language": [Query(name) for name in ("Минске", "Гродно", "Brest", "Гомель") * (ASKED // 4)],
        "phrase": [Query(f'"{quote}"') for quote in quotes],
        "beginning": [Query(f"{stems[60 + at][:4]}*") for at in range(ASKED)],
        "common, place and month": [
            replace(query, place="Minsk", first=first, last=last)
            for query, (first, last) in zip(common, month, strict=True)
        ],
        "common, one day": [replace(query, first=day, last=day) for query, (day, _) in zip(common, month, strict=True)],
        "filters alone": [Query("", place="Hrodna", type=TYPES[at % len(TYPES)]) for at in range(ASKED)],
        "events of three origins": [replace(query, kinds=("event",), origins=3) for query in common],
        "third page": [replace(query, offset=40) for query in common],
    }


def _latin(word: str) -> str:
    from letapis.names.scripts import romanise

    return romanise(word)


def ask(store: Store, asked: dict[str, list[Query]], size: int) -> list[Row]:
    """Print the times by kind; the figure that has a limit is that of all together."""
    everything: list[float] = []
    for kind, some in asked.items():
        search_store(store, some[0])  # the first of a kind loads what it needs
        taken = [_taken(store, query) for query in some]
        everything += taken
        middle, late, worst = statistics.median(taken), _percentile(taken), max(taken)
        print(f"  {kind:<28} p50 {middle:7.1f}   p95 {late:7.1f}   worst {worst:7.1f} ms", flush=True)
    started = time.perf_counter()
    search_store(store, asked["common word"][0], facets=True)
    print(f"  {'the same with facets':<28} {(time.perf_counter() - started) * 1e3:11.1f} ms")
    return [Row(f"search in {size:,} claims, {store.engine}, p95", _percentile(everything), "ms", LIMIT)]


def _taken(store: Store, query: Query) -> float:
    started = time.perf_counter()
    search_store(store, query)
    return (time.perf_counter() - started) * 1e3


def _percentile(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def index(store: Store, size: int) -> list[Row]:
    """Bring the index up to date, and tell what it cost."""
    started, worked = time.perf_counter(), time.process_time()
    update(store)
    taken, work = time.perf_counter() - started, time.process_time() - worked
    print(f"  indexed in {taken:.0f} s; a claim {taken / size * 1e6:.0f} us, {work / size * 1e6:.0f} of the processor")
    if store.engine == "postgresql":
        store.base.run("VACUUM ANALYZE letapis_search_item")
    room = ROOM if store.engine == "sqlite" else 10 * ROOM  # PostgreSQL holds places of words and index apart
    return [Row(f"index of {size:,} claims, {store.engine}, a claim", _room(store) / size, "bytes", room)]


def _room(store: Store) -> int:
    """Bytes of all that the index is made of."""
    if store.engine == "postgresql":
        statement = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE %s"
        return int(store.base.rows(statement, ["letapis_search_%"])[0][0])
    tables = store.base.rows("SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE %s GROUP BY name", ["%search%"])
    for name, room in sorted(tables, key=lambda one: -one[1])[:4]:
        print(f"    {name:<40} {room / 1e6:8.1f} MB")
    return int(sum(room for _, room in tables))


def one_more(store: Store, words: Words, size: int) -> list[Row]:
    """One report of ten claims more, indexed while all the others are there."""
    taken = []
    for number, (document, claims) in enumerate(islice(reports(words, 20), 20), size + 1):
        fresh = replace(document, id=f"later{number}")
        five = [replace(claim, document=fresh.id) for claim in claims]
        with store.writing():
            started = time.perf_counter()
            base = size * 10 + number * 10
            store.driver.load("letapis_document", ("archive_id", "number", "ident", "original", "title", "publisher",
                              "language", "published", "known", "why", "body", "text"),
                              [_document(store, base, fresh)])  # fmt: skip
            store.driver.load("letapis_claim", ("archive_id", "number", "ident", "document_id", "event_id", "cell",
                              "type", "kin", "standing", "first", "last", "status", "scope", "place", "confidence",
                              "speaker", "body"),
                              [_row(store, base, base + at, 1, one) for at, one in enumerate(five)])  # fmt: skip
        update(store)
        taken.append((time.perf_counter() - started) * 1e3)
    print(f"  one report more: median {statistics.median(taken):.0f}, worst {max(taken):.0f} ms with its rows")
    return [Row(f"one report more in {size:,} claims, {store.engine}", statistics.median(taken), "ms", 100)]


def place_of(engine: str, folder: Path, size: int) -> str:
    """An empty place for a store, or the file that was kept."""
    if engine == "sqlite":
        return str(folder / f"search-{size}.sqlite3")
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA}_{size} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}_{size}")
    told = {"options": f"-csearch_path={SCHEMA}_{size}", **psycopg.conninfo.conninfo_to_dict(SERVER)}
    return f"postgresql:///?{urlencode(told)}"


def measure(engine: str, folder: Path, size: int, words: Words) -> list[Row]:
    print(f"{size:,} claims, {engine}", flush=True)
    place = place_of(engine, folder, size)
    kept = engine == "sqlite" and Path(place).exists()
    store = open_store(place, "bench")
    rows: list[Row] = []
    if not kept:
        fill(store, words, size)
        rows += index(store, size)
    rows += ask(store, queries(words), size)
    if not kept:
        rows += one_more(store, words, size)
    store.close()
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, action="append")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    words = vocabulary()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for engine in told.engine or ("sqlite", "postgresql"):
            for size in told.claims or SIZES:
                rows += measure(engine, folder, size, words)
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
