"""Finds items by a plan: those that have the words as they were typed first, then the newest. The same on both engines.

SQLite reads the numbers of FTS5 from the newest on and stops; PostgreSQL, which cannot, is asked for one stretch of
days after the other where there are many. It never writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from letapis.claims.claim import DateInterval
from letapis.registry.search.keys import without_vowel
from letapis.registry.search.marks import months
from letapis.registry.search.plan import Phrase, Plan, Plans, Vocabulary
from letapis.registry.search.query import Query
from letapis.store.dialect import Database
from letapis.store.opening import Store
from letapis.store.search_numbers import LAST, day_number, day_of, lowest

COUNTED = 1_000  # answers that are counted; of more it is said that there are more
_DAYS, _MONTHS = 4, 16  # that PostgreSQL is asked for at once, first and at most
_END = "\x7f"  # behind every letter of a key
_BEHIND = "\U0010ffff"  # behind every letter of a form
_COLUMNS = "i.number, i.target, i.part, i.place"


@dataclass(frozen=True, slots=True)
class Place:
    """An item that was found: its number, the number of the row it stands for, its part, and its place in the day."""

    number: int
    target: int
    part: int
    place: int
    exact: bool = False  # with the words as they were typed

    @property
    def kind(self) -> int:
        """Position in `registry.search.query.KINDS`."""
        return self.place >> 29


@dataclass(frozen=True, slots=True)
class Look:
    """What to look up: an expression of the engine, and what the rows must say."""

    expression: str
    low: int  # numbers from
    high: int  # and below
    condition: str
    parameters: tuple[object, ...]


def find(store: Store, plans: Plans, query: Query, *, many: bool) -> list[Place]:
    """The items of the page that is asked for. `many` says that `count` gave more than COUNTED for the wide plan."""
    wanted = query.offset + query.limit
    found = [_exact(one) for one in _newest(store, _look(store, plans.exact, query), wanted, many=many)]
    if len(found) < wanted and plans.wide != plans.exact:
        rest = _look(store, plans.wide, query, but=plans.exact)
        found += _newest(store, rest, wanted - len(found), many=many)
    return found[query.offset : wanted]


def _exact(one: Place) -> Place:
    return Place(one.number, one.target, one.part, one.place, exact=True)


def count(store: Store, plan: Plan, query: Query) -> int:
    """How many items there are; one more than COUNTED where there are more."""
    look, most = _look(store, plan, query), COUNTED + 1
    if store.index.engine == "sqlite":
        return _counted(store.index, *_sqlite("1", look, most))
    total = 0
    for stretch in _stretches(store, look):
        total += _counted(store.index, *_postgresql("1", stretch, most - total))
        if total >= most:
            break
    return total


def _counted(base: Database, statement: str, values: list[object]) -> int:
    return int(base.rows(f"SELECT count(*) FROM ({statement}) AS found", values)[0][0])  # noqa: S608  own words


def newest(store: Store, plan: Plan, query: Query, most: int, *, many: bool) -> list[Place]:
    """The newest items of a plan, at most so many; `many` as above."""
    return _newest(store, _look(store, plan, query), most, many=many)


def vocabulary(store: Store) -> Vocabulary:
    """The forms of an archive."""
    base, archive = store.index, store.archive

    def of_keys(keys: list[str], most: int) -> list[str]:
        statement = (
            f"SELECT DISTINCT form FROM letapis_search_form WHERE archive = %s AND key {base.among()}"  # noqa: S608
            " ORDER BY form LIMIT %s"
        )
        return [form for (form,) in base.rows(statement, [archive, base.many(keys), most])] if keys else []

    def beginning(letters: str, sound: str, most: int) -> list[str]:
        written = [letters, letters + _BEHIND]
        found = base.rows(
            "SELECT form FROM letapis_search_form WHERE archive = %s AND key = '' AND form >= %s AND form < %s"
            " ORDER BY form LIMIT %s",
            [archive, *written, most],
        )
        if sound:
            bare = without_vowel(sound)
            found += base.rows(
                "SELECT DISTINCT form FROM letapis_search_form WHERE archive = %s AND key >= %s AND key < %s"
                " AND (key >= %s OR form >= %s AND form < %s) ORDER BY form LIMIT %s",
                [archive, bare, sound + _END, sound, *written, most],
            )
        return sorted({form for (form,) in found})[:most]

    return Vocabulary(of_keys, beginning)  # type: ignore[arg-type]


def _look(store: Store, plan: Plan, query: Query, but: Plan | None = None) -> Look:
    first, last = day_number(query.first) or 1, day_number(query.last) or LAST
    conditions, parameters = ["i.gone = 0"], []
    if query.dated:
        conditions.append("i.first <= %s AND i.last >= %s AND i.first > 0")
        parameters += [last, first]
    if query.origins:
        conditions.append("i.origins >= %s")
        parameters.append(query.origins)
    low = lowest(store.archive, first if query.dated else 0)
    written = _match if store.index.engine == "sqlite" else _tsquery
    high = lowest(store.archive + 1, 0)
    return Look(written(plan, but), low, high, " AND ".join(conditions), tuple(parameters))


def _match(plan: Plan, but: Plan | None = None) -> str:
    """The plan as FTS5 reads it. A form has letters and figures only, so quotes hold it."""
    both = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in plan.groups)
    out = " OR ".join(map(_quoted, plan.out))
    whole = f"({both}) NOT ({out})" if out else both
    return f"({whole}) NOT ({_match(but)})" if but else whole


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase).replace('"', "") + '"'


def _tsquery(plan: Plan, but: Plan | None = None) -> str:
    """The plan as PostgreSQL reads it."""
    parts = [f"({' | '.join(map(_followed, group))})" for group in plan.groups]
    if plan.out:
        parts.append(f"!({' | '.join(map(_followed, plan.out))})")
    if but:
        parts.append(f"!({_tsquery(but)})")
    return " & ".join(parts)


def _followed(phrase: Phrase) -> str:
    return "(" + " <-> ".join("'" + form.replace("'", "").replace("\\", "") + "'" for form in phrase) + ")"


def _newest(store: Store, look: Look, wanted: int, *, many: bool) -> list[Place]:
    """The newest items, those of one day in their order."""
    if store.index.engine == "sqlite":
        found = _from_newest(store.index, look, wanted)
    elif many:
        found = _by_stretches(store, look, wanted)
    else:
        found = _read_postgresql(store.index, look, None)
    return sorted(found, key=_rank)[:wanted]


def _rank(one: Place) -> tuple[int, int, int]:
    return -day_of(one.number), one.place, one.number


def _from_newest(base: Database, look: Look, wanted: int) -> list[Place]:
    """So many from the newest on, and all the others of the last day among them."""
    found = _read_sqlite(base, look, wanted)
    if len(found) == wanted:
        last = found[-1].number
        start = last - (last & (1 << 22) - 1)
        rest = Look(look.expression, max(look.low, start), last, look.condition, look.parameters)
        found += _read_sqlite(base, rest, -1)
    return found


def _read_sqlite(base: Database, look: Look, most: int) -> list[Place]:
    statement, values = _sqlite(_COLUMNS, look, most)
    return [Place(*row) for row in base.rows(statement, values)]


def _sqlite(columns: str, look: Look, most: int) -> tuple[str, list[object]]:
    """From the newest on."""
    statement = (
        f"SELECT {columns} FROM letapis_search_words AS w CROSS JOIN letapis_search_item AS i ON i.number = w.rowid"  # noqa: S608
        f" WHERE letapis_search_words MATCH %s AND w.rowid >= %s AND w.rowid < %s AND {look.condition}"
        " ORDER BY w.rowid DESC LIMIT %s"
    )
    return statement, [look.expression, look.low, look.high, *look.parameters, most]


def _read_postgresql(base: Database, look: Look, most: int | None) -> list[Place]:
    return [Place(*row) for row in base.rows(*_postgresql(_COLUMNS, look, most))]


def _postgresql(columns: str, look: Look, most: int | None) -> tuple[str, list[object]]:
    """Whichever come first, by the words and never by the numbers: how these go together no planner knows."""
    statement = (
        f"SELECT {columns} FROM letapis_search_item AS i WHERE i.words @@ %s::tsquery"  # noqa: S608  own words only
        f" AND i.number + 0 >= %s AND i.number + 0 < %s AND {look.condition} LIMIT %s"
    )
    return statement, [look.expression, look.low, look.high, *look.parameters, most]


@contextmanager
def reading(store: Store) -> Iterator[None]:
    """One view of the store for a whole answer."""
    from django.db import transaction

    if store.index.engine == "sqlite":
        yield
        return
    with transaction.atomic(store.alias):
        # The planner takes many words for likely that are not, and would read the whole table.
        store.index.run("SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
        yield


def _by_stretches(store: Store, look: Look, wanted: int) -> list[Place]:
    """From the newest days on until there are enough."""
    found: list[Place] = []
    for stretch in _stretches(store, look):
        found += _read_postgresql(store.index, stretch, None)
        if len(found) >= wanted:
            break
    return found


def _stretches(store: Store, look: Look) -> Iterator[Look]:
    """The same for days from the newest to the oldest, in stretches that grow; what has no day comes last.

    Long stretches are asked for by months: GIN weighs every mark for every item.
    """
    start = max(look.low, lowest(store.archive, 1))
    statement = "SELECT min(number), max(number) FROM letapis_search_item WHERE number >= %s AND number < %s"
    oldest, latest = store.index.rows(statement, [start, look.high])[0]
    day, several = day_of(latest or 0), 0
    while latest is not None and day >= day_of(oldest):
        first = _months_before(day, several) if several else day - _DAYS + 1
        first = max(first, day_of(oldest))
        yield _within(store, look, first, day)
        day, several = first - 1, min(max(1, 2 * several), _MONTHS)
    yield _within(store, look, 0, 0)


def _months_before(day: int, count: int) -> int:
    """The first day of the month that lies so many months back, the month of the day among them."""
    last = date.fromordinal(day)
    month = max(last.year * 12 + last.month - count, 12)
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _within(store: Store, look: Look, first: int, last: int) -> Look:
    """The same for the items of some days."""
    if last - first < _DAYS:
        marks = [f"d:{day}" for day in range(first, last + 1)]
    else:
        days = DateInterval(date.fromordinal(first), date.fromordinal(last))
        marks = [*months(days), *(f"y:{year}" for year in range(days.first.year, days.last.year + 1))]
    either = " | ".join(f"'{mark}'" for mark in marks)
    low, high = lowest(store.archive, first), lowest(store.archive, last + 1)
    return replace(
        look, expression=f"({look.expression}) & ({either})", low=max(look.low, low), high=min(look.high, high)
    )
