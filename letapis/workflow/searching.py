"""Search in an archive: sources, claims and events by their words, people by their names.

The index is brought up to date before it is asked.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.registry.search.answer import Name, Results
from letapis.registry.search.marks import UNDATED
from letapis.registry.search.meaning import places_of
from letapis.registry.search.plan import Plan, Plans, plans
from letapis.registry.search.query import KINDS, PEOPLE, Query, check
from letapis.registry.search.words import words
from letapis.store.sqlite_file import open_to_read
from letapis.vocabulary.gazetteer import place
from letapis.workflow.progress import Progress, silent
from letapis.workflow.searched_names import CLAIMS, refresh_names

if TYPE_CHECKING:  # Django is loaded when a store is opened, and not before
    from letapis.store.opening import Beside, Store

NAMES = "names.sqlite3"
SURE = 0.8  # score from which a name is shown where people were not asked for alone
FEW = 5  # names that are shown beside other answers


@dataclass(frozen=True, slots=True)
class Likely:
    """A name of the file that may be the one asked for; without a score where only its beginning was asked for."""

    text: str = field(repr=False)
    ids: tuple[str, ...]
    score: float = 0.0
    reason: str = field(default="", repr=False)


def search(archive: Archive, query: Query, *, facets: bool = False, progress: Progress = silent) -> Results:
    """Answer a query. Raises QueryError, and StoreError where the store cannot be used."""
    from letapis.workflow.keeping import kept

    check(query)
    with kept(archive, progress) as store:
        names = refresh(store, archive, progress)
        return search_store(store, query, names, facets=facets)


def refresh(store: Store, archive: Archive, progress: Progress = silent) -> Beside:
    """Bring the index and the file of names up to date; gives that file with its key. Costs nothing without news."""
    from letapis.store.search_updating import update

    update(store, progress)
    refresh_names(store, archive, f"derived/{NAMES}")
    return archive.files.database(f"derived/{NAMES}")


def search_store(store: Store, query: Query, names: Beside | None = None, *, facets: bool = False) -> Results:
    """The same from a store whose index is up to date. Without a file of names no people are found."""
    from letapis.store.search_finding import reading

    with reading(store):
        return _answer(store, query, names, facets=facets)


def _answer(store: Store, query: Query, names: Beside | None, *, facets: bool) -> Results:
    from letapis.store import search_finding as finding
    from letapis.store.search_showing import facets as counted
    from letapis.store.search_showing import hits

    query, remarks = _placed(query)
    plan = plans(query, finding.vocabulary(store))
    remarks += [f"{letters}* begins very many words: not all of them were looked for" for letters in plan.cut]
    found = _names(store, query, names) if names and PEOPLE in query.kinds else ()
    if not set(query.kinds) & set(KINDS):
        return Results(query, names=found, total=len(found), remarks=tuple(remarks))
    total = finding.count(store, plan.wide, query)
    many = total > finding.COUNTED
    return Results(
        query,
        hits(store, finding.find(store, plan, query, many=many), plan.wide),
        min(total, finding.COUNTED),
        many,
        _undated(store, plan, query),
        found,
        counted(store, plan.wide, query, many=many) if facets else None,
        tuple(remarks),
    )


def _placed(query: Query) -> tuple[Query, list[str]]:
    """The query with the canonical name of its place."""
    if not query.place or place(query.place):
        return query, []
    forms = [word.form for word in words(query.place)]
    names = places_of(forms[0]) if len(forms) == 1 else ()
    if names:
        return replace(query, place=names[0]), []
    return query, [f"{query.place!r} is no place that is known: it was looked for as it stands"]


def _undated(store: Store, plan: Plans, query: Query) -> int:
    """How many would be found if their day were known."""
    from letapis.store.search_finding import count

    if not query.dated:
        return 0
    timeless = replace(query, first=None, last=None)
    groups = tuple(group for group in plan.wide.groups if not group[0][0].startswith(("m:", "y:")))
    return count(store, Plan((*groups, ((UNDATED,),)), plan.wide.out), timeless)


def _names(store: Store, query: Query, names: Beside) -> tuple[Name, ...]:
    """Names like the words of the query, with the claims that give them within its filters."""
    from letapis.store.name_index import complete, find

    terms = [term for term in check(query) if not term.out]
    asked = " ".join(form for term in terms for form in term.forms)
    if not asked or not names[0].exists():
        return ()
    with closing(open_to_read(*names)) as connection:
        found = [] if terms[-1].beginning else find(connection, asked)
        typed = complete(connection, asked) if terms[-1].beginning else []
    alone = query.kinds == (PEOPLE,)
    likely = [Likely(one.text, (one.name_id,), one.score, one.reason) for one in found if alone or one.score >= SURE]
    likely += [Likely(one.text, one.name_ids) for one in typed]
    shown = [name for name in (_name(store, query, one) for one in likely) if name]
    return tuple(shown[query.offset : query.offset + query.limit] if alone else shown[:FEW])


def _name(store: Store, query: Query, likely: Likely) -> Name | None:
    """A name with where it stands; None where the filters leave nothing of it."""
    from letapis.store.search_finding import COUNTED, count, find, vocabulary
    from letapis.store.search_reading import claims_by

    record = next((name for name in likely.ids if not name.startswith(CLAIMS)), "")
    phrase = " ".join(word.form for word in words(likely.text))
    wanted = replace(query, text=f'"{phrase}"', kinds=("claim",), limit=1, offset=0, origins=0)
    plan = plans(wanted, vocabulary(store))
    claims = count(store, plan.wide, wanted)
    newest = find(store, plan, wanted, many=claims > COUNTED)
    if not newest:
        found = Name(likely.text, likely.score, likely.reason, record=record)
        return found if record and not query.filtered else None
    latest = claims_by(store, "number", [newest[0].target])
    claims = min(claims, COUNTED)
    return Name(likely.text, likely.score, likely.reason, claims, latest[0].claim.id if latest else "", record)
