"""From what was found to what is shown: rows of the store, and the passages where the words stand. It never writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from letapis.claims.claim import Claim
from letapis.registry.record import Event
from letapis.registry.search.answer import Facets, Hit
from letapis.registry.search.items import parts, source_day
from letapis.registry.search.plan import Group, Plan
from letapis.registry.search.query import KINDS, Query
from letapis.registry.search.snippets import Snippet, matches, snippet
from letapis.registry.search.withheld import COERCED, hidden_spans, open_spans
from letapis.sources.document import Document
from letapis.store.opening import Store
from letapis.store.search_finding import Place, newest
from letapis.store.search_numbers import date_of, day_of
from letapis.store.search_reading import KeptClaim, claims_by, documents, events, held_back

EVENT, CLAIM, SOURCE = range(len(KINDS))
QUOTES = 40  # claims of an event among which the best quote is looked for
COUNTED = 10_000  # answers that are told apart by kind, type and month


def hits(store: Store, found: Sequence[Place], plan: Plan) -> tuple[Hit, ...]:
    """What was found, in its order."""
    phrases = plan.phrases()
    shown = {
        EVENT: _event_hits(store, [one for one in found if one.kind == EVENT], phrases),
        CLAIM: _claim_hits(store, [one for one in found if one.kind == CLAIM], phrases),
        SOURCE: _source_hits(store, [one for one in found if one.kind == SOURCE], phrases),
    }
    return tuple(shown[one.kind][one.number] for one in found if one.number in shown[one.kind])


def _source_hits(store: Store, found: Sequence[Place], phrases: Group) -> dict[int, Hit]:
    numbers = {one.target for one in found}
    reports = documents(store, numbers) if numbers else {}
    held = held_back(store, numbers) if numbers else {}
    return {
        one.number: _source(reports[one.target], one, held.get(one.target, ([], frozenset())), phrases)
        for one in found
        if one.target in reports
    }


def _source(document: Document, one: Place, held: tuple[list[Claim], frozenset[str]], phrases: Group) -> Hit:
    start, end = parts(document.text)[one.part]
    spans = open_spans(start, end, hidden_spans(*held))
    title = document.title or document.name
    return Hit(
        KINDS[SOURCE],
        document.id,
        one.exact,
        title=title,
        title_marks=matches(title, phrases),
        date=source_day(document),
        document=document.id,
        publisher=document.publisher or "",
        language=document.language,
        snippet=snippet(document.text, phrases, spans) if spans else Snippet(),
    )


def _claim_hits(store: Store, found: Sequence[Place], phrases: Group) -> dict[int, Hit]:
    kept = {one.number: one for one in claims_by(store, "number", [one.target for one in found])} if found else {}
    reports = _heads(store, {one.document for one in kept.values()})
    return {
        one.number: _claim(kept[one.target], reports[kept[one.target].document], phrases, exact=one.exact)
        for one in found
        if one.target in kept
    }


def _claim(kept: KeptClaim, report: tuple[str, str, str], phrases: Group, *, exact: bool) -> Hit:
    claim, (title, publisher, language) = kept.claim, report
    withheld = claim.type == COERCED
    return Hit(
        KINDS[CLAIM],
        claim.id,
        exact,
        date=claim.date,
        title=title,
        type=claim.type,
        place=claim.place,
        status=claim.status,
        document=claim.document,
        claim=claim.id,
        event=kept.event_id,
        publisher=publisher,
        language=language,
        withheld=withheld,
        snippet=Snippet() if withheld else quoted(claim, phrases),
    )


def quoted(claim: Claim, phrases: Group) -> Snippet:
    """The passage of a claim's quote; its offsets are those of the report."""
    found = snippet(claim.quote, phrases)
    marks = tuple((left + claim.start, right + claim.start) for left, right in found.marks)
    return Snippet(found.text, found.start + claim.start, marks)


def _heads(store: Store, numbers: set[int]) -> dict[int, tuple[str, str, str]]:
    """Title, publisher and language of reports."""
    base = store.base
    statement = (
        "SELECT number, title, publisher, language FROM letapis_document"  # noqa: S608  own words only
        f" WHERE +archive_id = %s AND number {base.among()}"
    )
    rows = base.rows(statement, [store.archive, base.many(numbers)]) if numbers else []
    return {number: (title, publisher, language) for number, title, publisher, language in rows}


def _event_hits(store: Store, found: Sequence[Place], phrases: Group) -> dict[int, Hit]:
    if not found:
        return {}
    numbers = [one.target for one in found]
    kept = events(store, numbers)
    claims: defaultdict[int | None, list[KeptClaim]] = defaultdict(list)
    for claim in claims_by(store, "event_id", numbers):
        claims[claim.event].append(claim)
    held = held_back(store, {one.document for some in claims.values() for one in some})
    hidden = frozenset[str]().union(*(ids for _, ids in held.values()))
    return {
        one.number: _event(kept[one.target], [c for c in claims[one.target] if c.claim.id not in hidden], phrases,
                           exact=one.exact)
        for one in found
        if one.target in kept
    }  # fmt: skip


def _event(event: Event, claims: Sequence[KeptClaim], phrases: Group, *, exact: bool) -> Hit:
    best = max(claims[:QUOTES], key=lambda one: len(matches(one.claim.quote, phrases)), default=None)
    return Hit(
        KINDS[EVENT],
        event.id,
        exact,
        date=event.date,
        type=event.type,
        place=event.place,
        status=event.status,
        origins=len(event.origins),
        claims=len(event.claims),
        confirmed=event.confirmed,
        document=best.claim.document if best else "",
        claim=best.claim.id if best else "",
        event=event.id,
        withheld=best is None,
        snippet=quoted(best.claim, phrases) if best else Snippet(),
    )


def facets(store: Store, plan: Plan, query: Query, *, many: bool) -> Facets:
    """The answers counted by kind, type and month; the newest of them where there are very many."""
    found = newest(store, plan, query, COUNTED + 1, many=many)
    counted = found[:COUNTED]
    kinds = Counter(KINDS[one.kind] for one in counted)
    days = (date_of(day_of(one.number)) for one in counted)
    months = Counter(f"{day:%Y-%m}" if day else "" for day in days)
    types = Counter(dict[str, int]())
    for kind, table in ((EVENT, "letapis_event"), (CLAIM, "letapis_claim")):
        types.update(_types(store, table, [one.target for one in counted if one.kind == kind]))
    return Facets(
        dict(sorted(kinds.items())),
        dict(sorted(types.items())),
        dict(sorted(months.items())),
        len(counted),
        len(found) <= COUNTED,
    )


def _types(store: Store, table: str, numbers: list[int]) -> dict[str, int]:
    base = store.base
    statement = f"SELECT type, count(*) FROM {table} WHERE +archive_id = %s AND number {base.among()} GROUP BY type"  # noqa: S608
    return dict(base.rows(statement, [store.archive, base.many(numbers)])) if numbers else {}
