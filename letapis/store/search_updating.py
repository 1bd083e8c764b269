"""Brings the index up to what the store holds: works off what the triggers noted, in steps that each are whole.

A run that was killed is gone on with by the next one. What an item is, `registry/search/items.py` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

from letapis.claims.claim import Claim
from letapis.registry.entry import body_code, name_key
from letapis.registry.search.items import event_item, report_items
from letapis.registry.search.keys import VERSION
from letapis.registry.search.withheld import COERCED, withheld
from letapis.store.opening import Store
from letapis.store.search_numbers import lowest
from letapis.store.search_reading import KeptClaim, claims_by, documents, events, held_back
from letapis.store.search_tables import empty, note_all
from letapis.store.search_writing import Entered, replace, tidy

STATE = "search"  # version of the rules
BORN = "search index"  # which index this is: another one when it was made anew
STEP = 1_000  # reports or events of one step
MANY = 20_000  # items after which the index is tidied up
NAME, LONGEST = 80, 5  # letters and words of the longest name

Progress = Callable[[str, int, int], None]


def due(store: Store) -> int:
    """How many reports and events have changed since."""
    statement = "SELECT count(*) FROM letapis_search_due WHERE archive = %s"
    return int(store.base.rows(statement, [store.archive])[0][0])


def update(store: Store, progress: Progress | None = None) -> int:
    """Index all that has changed, and give how many items were written."""
    _check_version(store)
    total = due(store)
    if not total:
        return 0
    tell = progress or _silent
    written, done, known = 0, 0, set[str]()
    for odd, step in ((0, _reports), (1, _events)):
        for owners in _steps(store, odd):
            with store.indexing():
                written += replace(store, owners, step(store, [owner // 2 for owner in owners]), known)
                _forget(store, owners)
            done += len(owners)
            tell("index", min(done, total), total)
    if written >= MANY:
        with store.indexing():
            tidy(store.index)
    return written


def make_anew(store: Store) -> int:
    """Throw the index away and make it out of what the store holds now; gives how many items were written."""
    from letapis.store.models import State

    store.rows(State).filter(name__in=[STATE, BORN]).delete()
    return update(store)


def _silent(_name: str, _done: int, _total: int) -> None:
    pass


def _check_version(store: Store) -> None:
    """Make the index anew where it was made by other rules."""
    from letapis.store.models import State

    made = store.rows(State).filter(name__in=[STATE, BORN])
    held = dict(made.values_list("name", "value"))
    if held.get(STATE) == str(VERSION) and (not store.beside or _beside(store) == held.get(BORN)):
        return
    index = uuid4().hex
    with store.indexing():
        empty(store.index, lowest(store.archive, 0), lowest(store.archive + 1, 0) - 1, store.archive)
        note_all(store.base, store.archive)
        made.delete()
        for name, value in ((STATE, str(VERSION)), (BORN, index)):
            State.objects.using(store.alias).create(archive_id=store.archive, name=name, value=value)
        if store.beside:
            statement = "INSERT OR REPLACE INTO letapis_search_born (archive, born) VALUES (%s, %s)"
            store.index.run(statement, [store.archive, index])


def _beside(store: Store) -> str:
    """Which index the file beside the database is; empty where it holds none of this archive."""
    found = store.index.rows("SELECT born FROM letapis_search_born WHERE archive = %s", [store.archive])
    return str(found[0][0]) if found else ""


def _steps(store: Store, odd: int) -> Iterator[list[int]]:
    """What is due, so many owners at a time: those of reports, or those of events."""
    statement = (
        "SELECT owner FROM letapis_search_due WHERE archive = %s AND owner > %s AND owner %% 2 = %s"
        " ORDER BY owner LIMIT %s"
    )
    last = -1
    while owners := [owner for (owner,) in store.base.rows(statement, [store.archive, last, odd, STEP])]:
        yield owners
        last = owners[-1]


def _forget(store: Store, owners: Sequence[int]) -> None:
    base = store.base
    statement = f"DELETE FROM letapis_search_due WHERE archive = %s AND owner {base.among()}"  # noqa: S608  own words
    base.run(statement, [store.archive, base.many(owners)])


def _reports(store: Store, numbers: list[int]) -> Iterator[Entered]:
    """The items of reports and of their claims. Their events are due too: what they withhold may be another."""
    base = store.base
    base.run(
        "INSERT INTO letapis_search_due (archive, owner) SELECT DISTINCT archive_id, event_id * 2 + 1"  # noqa: S608
        f" FROM letapis_claim WHERE +archive_id = %s AND document_id {base.among()} AND event_id IS NOT NULL"
        " ON CONFLICT DO NOTHING",
        [store.archive, base.many(numbers)],
    )
    claims: defaultdict[int, list[KeptClaim]] = defaultdict(list)
    for kept in claims_by(store, "document_id", numbers):
        if kept.event is not None:  # else people rejected it
            claims[kept.document].append(kept)
    _enter_names(store, [one.claim for held in claims.values() for one in held])
    for number, document in documents(store, numbers).items():
        own = {one.claim.id: one.number for one in claims[number]}
        for item in report_items(document, [one.claim for one in claims[number]]):
            yield Entered(number * 2, own.get(item.id, number), item)


def _events(store: Store, numbers: list[int]) -> Iterator[Entered]:
    """The items of events."""
    claims: defaultdict[int | None, list[KeptClaim]] = defaultdict(list)
    for kept in claims_by(store, "event_id", numbers):
        claims[kept.event].append(kept)
    hidden = held_back(store, {one.document for held in claims.values() for one in held})
    held = frozenset[str]().union(*(ids for _, ids in hidden.values()))
    for number, event in events(store, numbers).items():
        item = event_item(event, [one.claim for one in claims[number]], held)
        if item is not None:
            yield Entered(number * 2 + 1, number, item)


def _enter_names(store: Store, claims: Sequence[Claim]) -> None:
    """Note the names of persons in the claims. The victim of a coerced statement is named by it, nobody else."""
    held = withheld(claims)
    shown = ((*claim.whom, *claim.who) if claim.id not in held else claim.whom for claim in claims
             if claim.id not in held or claim.type == COERCED)  # fmt: skip
    names = sorted({name for some in shown for name in some if len(name) <= NAME and _names_somebody(name)})
    base = store.index
    if base.engine == "sqlite":
        base.run(
            "INSERT INTO letapis_search_name (archive, name) SELECT %s, value FROM json_each(%s) WHERE true"
            " ON CONFLICT DO NOTHING",
            [store.archive, base.many(names)],
        )
    elif names:
        base.run(
            "INSERT INTO letapis_search_name (archive, name) SELECT %s::bigint, unnest(%s::text[])"
            " ON CONFLICT DO NOTHING",
            [store.archive, names],
        )


def _names_somebody(name: str) -> bool:
    """Whether a slot gives a full name, and not a group or a body."""
    parts = name.split()
    full = 1 < len(parts) <= LONGEST and all(part[0].isupper() for part in parts)
    return full and bool(name_key(name)) and not body_code(name)


def born(store: Store) -> str:
    """Which index this is."""
    from letapis.store.models import State

    return store.rows(State).values_list("value", flat=True).get(name=BORN)


def names_after(store: Store, number: int) -> list[tuple[int, str]]:
    """The names that were noted behind that number, each with its own."""
    statement = "SELECT number, name FROM letapis_search_name WHERE archive = %s AND number > %s ORDER BY number"
    return [(number, name) for number, name in store.index.rows(statement, [store.archive, number])]
