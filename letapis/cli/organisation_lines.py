"""Organisations with officers, members and thresholds, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from letapis.cli.register_rows import Json, entry_lines, in_brackets, row, sentence_lines, value_told
from letapis.registry.organisations.closures import Closure, closures_of
from letapis.registry.organisations.reading import (
    MEMBERSHIP,
    OFFICE,
    Holder,
    Threshold,
    by_organisation,
    holders_of,
    likely_same,
    remarks,
    threshold_of,
)
from letapis.registry.standing import of_kind, sources
from letapis.registry.telling import number, told
from letapis.workflow.organisations import organisations_in

if TYPE_CHECKING:
    from letapis.registry.model.folding import Entry
    from letapis.workflow.organisations import Asked, Kept

_STATES = {True: "reached", False: "not_reached", None: "cannot_tell"}


def as_json(kept: Kept, asked: Asked, _lang: str) -> Json:
    """Organisations; offices whose body is no entry yet; pairs that may be one; remarks."""
    found, around = organisations_in(kept, asked), by_organisation(kept.entries)
    return {
        "organisations": [_organisation(one, _around(one, around), kept) for one in found],
        "offices_without_entry": [row(one, sources(one), kept) for one in of_kind(around.get("", ()), OFFICE)],
        "likely_same": [asdict(one) for one in likely_same(found)],
        "remarks": list(remarks(kept.entries)),
    }


def as_lines(kept: Kept, asked: Asked, lang: str) -> Iterator[str]:
    """Each organisation with its officers, members and end, then what people should look at."""
    found, around = organisations_in(kept, asked), by_organisation(kept.entries)
    for one in found:
        yield from entry_lines(one, lang)
        yield from (f"    {line}" for line in _lines_around(one, _around(one, around), lang))
        yield from sentence_lines(sources(one), kept)
    for office in of_kind(around.get("", ()), OFFICE):
        yield from (_holder_line(held, lang) for held in holders_of((office,)))
        yield from sentence_lines(sources(office), kept)
    for pair in likely_same(found):
        yield told("likely_same", lang, left=pair.left, right=pair.right, score=f"{pair.score:.2f}")
    yield from remarks(kept.entries)


def _around(entry: Entry, around: Mapping[str, Sequence[Entry]]) -> tuple[Entry, ...]:
    """What names an organisation under any of the ids that people joined to it."""
    return tuple({one.id: one for name in (entry.id, *entry.aliases) for one in around.get(name, ())}.values())


def _lines_around(entry: Entry, around: Sequence[Entry], lang: str) -> Iterator[str]:
    yield from (_holder_line(held, lang) for held in holders_of(around))
    yield from map(_member_line, of_kind(around, MEMBERSHIP))
    yield from (_closure_line(closure, lang) for closure in closures_of(around))
    if threshold := threshold_of(entry):
        yield _threshold_line(threshold, lang)


def _organisation(entry: Entry, around: Sequence[Entry], kept: Kept) -> Json:
    threshold = threshold_of(entry)
    return {
        **row(entry, sources(entry), kept),
        "officers": [_holder(held) for held in holders_of(around)],
        "members": [row(member, sources(member), kept) for member in of_kind(around, MEMBERSHIP)],
        "closures": [row(closure.entry, closure.sources, kept) for closure in closures_of(around)],
        "threshold": asdict(threshold) if threshold else None,
    }


def _closure_line(one: Closure, lang: str) -> str:
    kinds = [value_told("closure_kinds", code, lang) for code in one.kinds]
    day = one.day.text if one.day else told("no_day", lang)
    return f"{one.id}: {', '.join([*kinds, day])}"


def _holder(one: Holder) -> Json:
    return {
        "office": one.office, "person": one.person, "bodies": list(one.bodies), "title": one.title, "words": one.words,
        **{name: [day.text for day in getattr(one, name)] for name in ("began", "ended", "told_for")},
        "rests_on": list(one.rests_on), "by": one.by,
    }  # fmt: skip


def _holder_line(one: Holder, lang: str) -> str:
    words = f" \u201c{one.words}\u201d" if one.words else ""
    body = f", {'; '.join(one.bodies)}" if one.bodies else ""
    days = [day.text for day in (*one.began, *one.ended, *one.told_for)]
    return f"{one.person}: {value_told('office_titles', one.title, lang)}{words}{body}{in_brackets(days)}"


def _member_line(member: Entry) -> str:
    who = (*member.values("member"), *member.values("member_body"))
    return f"+ {'; '.join(who)}{in_brackets(member.values('role'))}"


def _threshold_line(one: Threshold, lang: str) -> str:
    low, high = (None if end is None else round(end) for end in one.share)
    share, reached = number((low, high)), told(_STATES[one.reached], lang)
    return told("threshold", lang, share=share, needed=f"{one.needed:g}", reached=reached)
