"""Rows travel between the engines without loss, in an order that does not tell where they were."""

import random

import msgspec
import pytest

from letapis.store.moving_in import load_lines
from letapis.store.moving_out import lines_of
from letapis.store.moving_tables import meanings, tables
from letapis.store.opening import StoreError
from letapis.store.values import deflated

ENGINES = ["sqlite", *(pytest.param(one, marks=pytest.mark.postgres) for one in ("postgresql", "sealed"))]
WORDS = ["", "a", "A", "B", "b", "ё", "Ў", "Яна", "z\n", '"', "\\", "100%", "\u2028", "🙂"]
HALF = rb'{"quote":"half \ud83d of a pair"}'  # as the store writes it


@pytest.fixture
def emptied(open_at):
    return open_at


def fill(store, seed, rows=12):
    """Rows of every table with values of all sorts; ties lead to rows that are there, or to none."""
    draw = random.Random(seed)
    numbers = {
        table.name: [_last(store) + line for line in draw.sample(range(1, 3 * rows), rows)]
        for table in tables() if table.numbered
    }  # fmt: skip
    for table in tables():
        seen = set()
        made = []
        for place in range(rows):
            values = {}
            for column in table.columns:
                values[column.column] = _value(draw, table, column, place, numbers)
            key = tuple(values.values())
            if key in seen:
                continue
            seen.add(key)
            number = {"number": numbers[table.name][place]} if table.numbered else {}
            made.append(table.model(archive_id=store.archive, **number, **values))
        table.model._default_manager.using(store.alias).bulk_create(made)


def _last(store):
    return 100 * store.archive


def _value(draw, table, column, place, numbers):
    if column.refers:
        nullable = table.model._meta.get_field(column.name).null
        return draw.choice([*numbers[column.refers], *([None] if nullable else [])])
    if column.name in {"ident", "name"} or column.column in {"mark", "key", "amount"}:
        return place if column.kind == "integer" else f"{WORDS[place % len(WORDS)]}{place}"
    return {
        "string": lambda: draw.choice(WORDS),
        "integer": lambda: draw.choice([0, 1, -(2**31), 2**31 - 1]),
        "number": lambda: draw.choice([0.0, 1.0, 0.1 + 0.2]),
        "boolean": lambda: draw.random() < 0.5,
        "object": lambda: draw.choice([msgspec.json.encode({"b": draw.choice(WORDS), "a": [1, None, 0.5]}), HALF]),
        "text": lambda: deflated(draw.choice([*WORDS, "half \ud83d of a pair"])),
    }[column.kind]()


def written(store):
    return {table.name: b"".join(lines) for table, lines in lines_of(store)}


def files(folder, told):
    folder.mkdir(exist_ok=True)
    for name, data in told.items():
        (folder / f"{name}.jsonl").write_bytes(data)
    return [(name, folder / f"{name}.jsonl") for name in told]


WAYS = [("sqlite", "sqlcipher"), ("sqlcipher", "sqlite")]
WAYS += [
    pytest.param(*way, marks=pytest.mark.postgres)
    for way in [("sqlite", "postgresql"), ("postgresql", "sealed"), ("sealed", "sqlcipher"), ("sqlite", "sealed")]
]


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_rows_go_from_one_engine_to_the_other_and_back_without_loss(emptied, tmp_path, here, there):
    first = emptied(here)
    fill(first, seed=7)
    told = written(first)
    assert all(told.values())
    second = emptied(there)
    with second.writing():
        rows = load_lines(second, files(tmp_path / "rows", told))
    assert rows == sum(data.count(b"\n") for data in told.values())
    assert written(second) == told


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_another_archive_of_the_database_neither_travel_nor_change(emptied, place_for, tmp_path, engine):
    place = place_for(engine)
    mine, theirs = emptied(engine, "mine", place), emptied(engine, "theirs", place)
    fill(mine, seed=1)
    fill(theirs, seed=2)
    before = written(theirs)
    third = emptied(engine, "third", place)
    with third.writing():
        load_lines(third, files(tmp_path / "rows", written(mine)))
    assert written(third) == written(mine)
    assert written(theirs) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_can_be_added_after_those_that_came(emptied, tmp_path, engine):
    first = emptied(engine)
    fill(first, seed=3)
    second = emptied(engine)
    with second.writing():
        load_lines(second, files(tmp_path / "rows", written(first)))
    for table in tables():
        if table.name == "copies":
            before = {row.number for row in second.rows(table.model)}
            made = table.model._default_manager.using(second.alias).create(archive_id=second.archive)
            assert made.number not in before


@pytest.mark.parametrize("engine", ENGINES[:2])
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda line: line[:20], "line 2"),
        (lambda line: line.replace(b'"ident":', b'"idnet":'), "line 2"),
        (lambda _line: b"[]\n", "line 2"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_nothing_is_loaded(emptied, tmp_path, engine, damage, words):
    first = emptied(engine)
    fill(first, seed=4)
    told = written(first)
    lines = told["event"].splitlines(keepends=True)
    told["event"] = b"".join([lines[0], damage(lines[1]), *lines[2:]])
    second = emptied(engine)
    with pytest.raises(StoreError, match=rf"event\.jsonl, {words}"), second.writing():
        load_lines(second, files(tmp_path / "rows", told))
    assert not any(written(second).values())


def test_rows_tied_to_none_do_not_stay_behind_in_silence(emptied):
    store = emptied("sqlite")
    fill(store, seed=5)
    store.base.run("DELETE FROM letapis_document WHERE number = (SELECT min(document_id) FROM letapis_credit)")
    with pytest.raises(StoreError, match=r"row\(s\) of \w+ are tied to rows that are not there.*--anew"):
        written(store)


def test_every_column_says_what_it_means():
    missing = [f"{table.name}.{column.name}" for table in tables() for column in table.columns
               if column.name not in meanings(table.name)]  # fmt: skip
    assert missing == []
