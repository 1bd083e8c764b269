"""Closures by month, the register's own count and what sources state, as JSON and as lines; the two are never mixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from letapis.cli.register_rows import Json, entry_lines, in_brackets, quotes, row, sentence_lines, value_told
from letapis.registry.organisations import totals
from letapis.registry.organisations.closures import Closure, Month, Tally, Week, by_month, by_week, count_on, loose
from letapis.registry.organisations.totals import WHOLE, Stated, Sum, besides, sums
from letapis.registry.telling import number, told
from letapis.workflow.organisations import closures_in, stated_in

if TYPE_CHECKING:
    from letapis.workflow.organisations import Asked, Kept


def as_json(kept: Kept, asked: Asked, _lang: str, as_of: str) -> Json:
    """Closures, months, weeks, the own count on a day; stated numbers, how they stand to each other, sums."""
    found, stated = closures_in(kept, asked), stated_in(kept, asked, as_of)
    return {
        "closures": [{**row(one.entry, one.sources, kept), "group": one.group} for one in found],
        "own_count": {"on": _day(found, as_of), **_tally(_counted(found, as_of))},
        "months": [_month(one) for one in by_month(found)],
        "weeks": [_week(monday, own, beside) for monday, own, beside in _weeks(found, stated)],
        "in_no_month": list(loose(found)),
        "stated": [_stated(one, kept) for one in stated],
        "relations": [asdict(one) for one in besides(stated)],
        "sums": [asdict(one) for one in sums(stated)],
    }


def as_lines(kept: Kept, asked: Asked, lang: str, as_of: str) -> Iterator[str]:
    """Each closure, the months, the own count; apart from it what sources state."""
    found, stated = closures_in(kept, asked), stated_in(kept, asked, as_of)
    for one in found:
        yield from entry_lines(one.entry, lang)
        yield from sentence_lines(one.sources, kept)
    months = by_month(found)
    if months:
        yield told("by_month", lang)
    yield from map(_month_line, months)
    yield from (_week_line(monday, own, beside, lang) for monday, own, beside in _weeks(found, stated))
    if found:
        yield from _own_count(_counted(found, as_of), _day(found, as_of), lang)
    if stated:
        yield told("stated", lang)
    for each in stated:
        yield _stated_line(each, lang)
        yield from sentence_lines(each.sources, kept)
    yield from (f"  {one.left} ~ {one.right}: {one.kind}, {one.reason}" for one in besides(stated))
    yield from (f"  {_sum_line(one, stated, lang)}" for one in sums(stated))


def _day(found: Sequence[Closure], as_of: str) -> str:
    """The day of the own count: the one asked for, else that of the last closure."""
    known = [one.day.latest for one in found if one.day]
    return as_of[:10] if as_of else max(known).isoformat() if known else ""


def _counted(found: Sequence[Closure], as_of: str) -> Tally:
    day = _day(found, as_of)
    return count_on(found, date.fromisoformat(day) if day else date.max)


def _tally(one: Tally) -> Json:
    return {
        "forced": one.forced, "self": one.self_, "both": one.both, "total": one.total, "other": one.other,
        "perhaps": one.perhaps, "undated": one.undated,
    }  # fmt: skip


def _month(one: Month) -> Json:
    return {"month": one.month, "new": _tally(one.new), "standing": _tally(one.standing)}


def _weeks(found: Sequence[Closure], stated: Sequence[Stated]) -> list[tuple[date, Week, tuple[Stated, ...]]]:
    """Each week with its own count and, apart from it, the numbers that sources state of that week."""
    own, beside = {week.monday: week for week in by_week(found)}, totals.by_week(stated)
    return [
        (monday, own.get(monday, Week(monday, Tally(), ())), beside.get(monday, ()))
        for monday in sorted({*own, *beside})
    ]


def _week(monday: date, own: Week, beside: Sequence[Stated]) -> Json:
    told_of = {"closures": list(own.closures), "stated": [one.id for one in beside]}
    return {"monday": monday.isoformat(), **_tally(own.tally), **told_of}


def _week_line(monday: date, own: Week, beside: Sequence[Stated], lang: str) -> str:
    count = told("closure_week", lang, monday=monday.isoformat(), forced=own.tally.forced, self=own.tally.self_)
    numbers = ", ".join(_number(one) for one in beside)
    return count + (f"; {told('stated_then', lang, numbers=numbers)}" if numbers else "")


def _number(one: Stated) -> str:
    return ("~" if one.estimate else "") + number(one.count)


def _month_line(one: Month) -> str:
    return f"{one.month}  {_equation(one.new)}   \u2211 {_equation(one.standing)}"


def _equation(one: Tally) -> str:
    disputed = f" + {one.both}?" if one.both else ""
    return f"{one.forced} + {one.self_}{disputed} = {one.total}"


def _own_count(one: Tally, day: str, lang: str) -> Iterator[str]:
    yield told("own_count", lang, day=day or told("no_day", lang), forced=one.forced, self=one.self_, total=one.total)
    if one.both:
        yield f"  {told('both', lang, both=one.both)}"
    if one.other or one.perhaps or one.undated:
        yield f"  {told('beside_count', lang, other=one.other, perhaps=one.perhaps, undated=one.undated)}"


def _stated(one: Stated, kept: Kept) -> Json:
    return {
        "id": one.id, "group": one.group, "low": one.count.low, "high": one.count.high, "estimate": one.estimate,
        "from": one.since.text if one.since else None, "to": one.until.text if one.until else None,
        "as_of": one.as_of or None, "said_by": list(one.said_by), "words": one.words, "machine": one.machine,
        "rests_on": list(one.sources), "sentences": quotes(one.sources, kept),
    }  # fmt: skip


def _stated_line(one: Stated, lang: str) -> str:
    moment = one.as_of or told("no_moment", lang)
    group = f" {value_told('closure_kinds', one.group, lang)}" if one.group != WHOLE else ""
    machine = f"  ({told('machine', lang)})" if one.machine else ""
    return f"  {moment}  {_number(one)}{group}{in_brackets(one.said_by)}  {one.id}{machine}"


def _sum_line(one: Sum, stated: Sequence[Stated], lang: str) -> str:
    by_id = {each.id: each for each in stated}
    parts = " + ".join(number(by_id[part].count) for part in one.parts)
    name = "adds_up" if one.adds_up else "does_not_add_up"
    return told(name, lang, parts=parts, told=number(one.told), added=number(one.added))
