"""Writes items into the full-text index and takes them out. What an item is, `registry/search/items.py` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from letapis.registry.search.items import GAP, Item
from letapis.registry.search.keys import keys
from letapis.store.dialect import Database, Row
from letapis.store.opening import Store
from letapis.store.search_numbers import day_number, fresh_numbers

_COLUMNS = ("number", "owner", "target", "part", "first", "last", "origins", "place", "gone")
_REMEMBERED = 400_000  # forms of which one run knows that they are there
_UNSAFE = str.maketrans("", "", "\\'\" ")  # what no form has, and what would end a word of PostgreSQL


@dataclass(frozen=True, slots=True)
class Entered:
    """An item, the owner with which it comes and goes, and the number of the row that it finds."""

    owner: int
    target: int
    item: Item


def replace(store: Store, owners: Sequence[int], entered: Iterable[Entered], known: set[str] | None = None) -> int:
    """Put the items of some owners in place of those that they had, and give how many there are now.

    `known` are forms that were entered before in the same run; those that come now join them.
    """
    base = store.index
    among = base.many(owners)
    words = ", words = NULL" if base.engine == "postgresql" else ""
    base.run(
        f"UPDATE letapis_search_item SET gone = 1{words} WHERE owner {base.among()} AND gone = 0",  # noqa: S608  own words
        [among],
    )
    fresh = sorted(entered, key=_order)
    _enter_forms(base, store.archive, fresh, set() if known is None else known)
    days = [day_number(one.item.date.last if one.item.date else None) for one in fresh]
    # In the order of their numbers: FTS5 writes out all it holds when one comes that is lower.
    rows = sorted(zip(fresh_numbers(base, store.archive, days), fresh, strict=True), key=_number)
    _load(base, rows)
    return len(rows)


def _order(one: Entered) -> tuple[int, str, int]:
    return one.item.order, one.item.id, one.item.part


def _number(row: tuple[int, Entered]) -> int:
    return row[0]


def _load(base: Database, rows: Sequence[tuple[int, Entered]]) -> None:
    if base.engine == "sqlite":
        base.load("letapis_search_item", _COLUMNS, (_row(*row) for row in rows))
        texts = ((number, _text(one.item)) for number, one in rows)
        base.load("letapis_search_words", ("rowid", "words"), texts)
        return
    values = ((*_row(number, one), _vector(one.item, _row(number, one)[5])) for number, one in rows)
    base.load("letapis_search_item", (*_COLUMNS, "words"), values)


def _row(number: int, one: Entered) -> Row:
    item = one.item
    first = day_number(item.date.first if item.date else None)
    last = day_number(item.date.last if item.date else None)
    return (number, one.owner, one.target, item.part, first, last, item.origins, item.order, 0)


def _text(item: Item) -> str:
    """The words in their order, the marks, and what has no order as FTS5 reads them; no two of these are a phrase."""
    marks = (mark if ":" in mark else f"{GAP} {mark}" for mark in item.marks)
    return " ".join((*item.sequence, *marks))


def _vector(item: Item, day: int) -> str:
    """The words with their places as PostgreSQL reads them; the marks have none, and so are in no phrase.

    One mark more than in SQLite tells the day by which the item is sorted: PostgreSQL cannot read in that order.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, form in enumerate(item.sequence, 1):
        if form != GAP:
            places[form].append(str(place))
    found = [f"'{form.translate(_UNSAFE)}':{','.join(at)}" for form, at in places.items()]
    return " ".join((*found, *(f"'{mark.translate(_UNSAFE)}'" for mark in (*item.marks, f"d:{day}"))))


def _enter_forms(base: Database, archive: int, fresh: Sequence[Entered], known: set[str]) -> None:
    """Note the keys of all forms; most of them are there already."""
    forms = {form for one in fresh for form in (*one.item.sequence, *one.item.marks) if form not in known}
    forms = {form for form in forms if ":" not in form}
    if len(known) > _REMEMBERED:
        known.clear()
    known |= forms
    pairs = sorted((key, form) for form in forms for key in keys(form) or ("",))
    if base.engine == "sqlite":
        statement = "INSERT OR IGNORE INTO letapis_search_form (archive, key, form) VALUES (%s, %s, %s)"
        base.run_many(statement, [(archive, *pair) for pair in pairs])
        return
    base.run(
        "INSERT INTO letapis_search_form (archive, key, form) SELECT %s::bigint, * FROM unnest(%s::text[], %s::text[])"
        " ON CONFLICT DO NOTHING",
        [archive, [key for key, _ in pairs], [form for _, form in pairs]],
    )


def tidy(base: Database) -> None:
    """Sort in what PostgreSQL has put aside, so that it is read faster.

    FTS5 merges its pieces while it writes. To make one of all of them would leave as much room empty in the file.
    """
    if base.engine == "postgresql":
        base.rows("SELECT gin_clean_pending_list('letapis_search_item_words')")
