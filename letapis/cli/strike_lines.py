"""Strikes, their weeks and the trends that sources state, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from letapis.cli.register_rows import Json, entry_lines, row, sentence_lines
from letapis.registry.strikes.disputes import likely_disputes
from letapis.registry.strikes.reprisals import against_strikers, likely_reprisals
from letapis.registry.strikes.series import Trend, Week, by_week, trends, unplaced
from letapis.registry.telling import told
from letapis.workflow.organisations import strikes_in

if TYPE_CHECKING:
    from letapis.claims.claim import Claim
    from letapis.registry.strikes.reading import Strike
    from letapis.workflow.organisations import Asked, Kept


def as_json(kept: Kept, asked: Asked, lang: str) -> Json:
    """Strikes, weeks, trends, and what stands in no week."""
    found, harms = strikes_in(kept, asked), against_strikers(kept.claims.values())
    return {
        "strikes": [{**row(one.entry, one.sources, kept), "likely_reprisals": _likely(one, harms)} for one in found],
        "weeks": [_week(week) for week in by_week(found)],
        "trends": [_trend(one, lang) for one in trends(found)],
        "likely_disputes": [asdict(one) for one in likely_disputes(found)],
        "unplaced": list(unplaced(found)),
        "note": told("not_statistics", lang),
    }


def as_lines(kept: Kept, asked: Asked, lang: str) -> Iterator[str]:
    """The table, the weeks, the trends, and what they leave out; nothing where there is no strike."""
    found, harms = strikes_in(kept, asked), against_strikers(kept.claims.values())
    for one in found:
        yield from entry_lines(one.entry, lang)
        yield from sentence_lines(one.sources, kept)
        if likely := _likely(one, harms):
            yield f"    {told('likely_reprisals', lang)}: {', '.join(likely)}"
    yield from (_week_line(week, lang) for week in by_week(found))
    yield from (_trend_line(one, lang) for one in trends(found))
    for pair in likely_disputes(found):
        shared = ", ".join(pair.workplaces) or told("one_event", lang)
        yield told("likely_dispute", lang, left=pair.left, right=pair.right, workplaces=shared, days=pair.days_apart)
    if unplaced(found):
        yield told("unplaced", lang, number=len(unplaced(found)))
    if found:
        yield told("not_statistics", lang)


def _likely(one: Strike, harms: Iterable[Claim]) -> list[str]:
    return [claim.id for claim in likely_reprisals(one, harms)]


def _week(one: Week) -> Json:
    return {
        "monday": one.monday.isoformat(), "disputes": one.disputes, "began": one.began, "strikes": list(one.strikes),
        "workers_at_least": one.workers, "disputes_with_a_number": one.counted,
    }  # fmt: skip


def _week_line(one: Week, lang: str) -> str:
    line = told("week", lang, monday=one.monday.isoformat(), disputes=one.disputes, began=one.began)
    return line + (f"; {told('largest', lang, workers=f'{one.workers:,}')}" if one.workers else "")


def _base(one: Trend, lang: str) -> str:
    return told("no_denominator", lang) if one.base is None else told("denominator", lang, base=one.base)


def _trend(one: Trend, lang: str) -> Json:
    return {
        "strike": one.strike, "factor": one.factor, "words": one.words, "days": [day.text for day in one.days],
        "base": one.base, "note": _base(one, lang), "rests_on": list(one.rests_on),
    }  # fmt: skip


def _trend_line(one: Trend, lang: str) -> str:
    change = told("trend", lang, factor=f"{one.factor:g}")
    return f"{change}: \u201c{one.words}\u201d ({one.strike}); {_base(one, lang)}"
