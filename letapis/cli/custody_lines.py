"""Custody as values for JSON and as lines for a person: snapshots, deadlines, life-lines, each with its sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from letapis.claims.claim import Claim
from letapis.registry.custody.clock import Days
from letapis.registry.custody.deadlines import Deadline, rests_on
from letapis.registry.custody.episode import Episode
from letapis.registry.custody.inside import STATES, SURELY, Held, Snapshot
from letapis.registry.custody.lifeline import Lifeline
from letapis.registry.custody.limits import limits, step
from letapis.registry.custody.notes import Note, sentence, words
from letapis.registry.custody.recognitions import Recognition
from letapis.registry.model.folding import Entry
from letapis.registry.model.kinds import kind
from letapis.vocabulary.codes import codes

Json = dict[str, Any]
Claims = Mapping[str, Claim]
RULE = "the midnight that closes the day"
HIDDEN = frozenset({"person", "code_name", "verdict", "same_as", "remark"})


def snapshot_value(found: Snapshot, known: str | None, bodies: Mapping[str, Mapping[str, int]]) -> Json:
    """A snapshot for JSON: the counts, each person held, names that may be one person's."""
    alike = found.alike
    return {
        "on": found.on.isoformat(),
        "rule": RULE,
        "known": known,
        "persons": found.count(),
        "counts": {state: found.count(state) for state in STATES},
        "proposed_only": sum(1 for one in found.held if one.stretch.machine),
        "at_least": _at_least(found, alike),
        "alike": [list(pair) for pair in alike],
        "silent": found.silent,
        "undated": found.undated,
        "recognised": dict(bodies),
        "held": [_held_value(one) for one in found.held],
    }


def _at_least(found: Snapshot, alike: Collection[tuple[str, str]]) -> int:
    """How many are surely inside if all whose names may be one person's are one."""
    surely = {one.subject for one in found.held if one.state == SURELY}
    merged = {right for left, right in alike if surely.issuperset((left, right))}  # the first of each row is left
    return found.count(SURELY) - len(merged)


def _held_value(one: Held) -> Json:
    stretch = one.stretch
    return {
        "person": one.person,
        "subject": one.subject,
        "state": one.state,
        "since": _days(stretch.begins),
        "until": _days(stretch.ends) if stretch.ends else "",
        "kind": stretch.kind,
        "where": stretch.where,
        "entry": stretch.entry,
        "also": list(one.also),
        "proposed": stretch.machine,
        "doubts": [{"code": note.code, **note.parts} for note in one.doubts],
    }


def snapshot_lines(found: Snapshot, value: Json, language: str) -> Iterator[str]:
    """One line of counts, then a line for each person."""
    counted = ", ".join(f"{words('states', state, language)}: {value['counts'][state]}" for state in STATES)
    known = f" [{value['known']}]" if value["known"] else ""
    yield f"{found.on.isoformat()}{known}  {counted}"
    for one in found.held:
        doubts = "; ".join(words("doubts", note.code, language).format(**note.parts) for note in one.doubts)
        where = one.stretch.where or _label("detention_kinds", one.stretch.kind, language)
        parts = [one.person, _days(one.stretch.begins), where, words("states", one.state, language), doubts]
        yield "  " + "  ".join(filter(None, [*parts, _mark(one.stretch.machine), one.stretch.entry]))
    for code, number in (("silent", found.silent), ("undated", found.undated)):
        if number:
            yield f"  {words('states', code, language)}: {number}"
    for body, numbers in value["recognised"].items():
        yield f"  {body}: {numbers['recognised']} / {numbers['inside']} {words('states', 'surely', language)}"
    for left, right in value["alike"]:
        yield f"  ? {left} = {right}: letapis judge join {left} {right}"


def deadline_value(found: Collection[Deadline], on: date, claims: Claims, language: str) -> list[Json]:
    """Deadlines for JSON, with the sentences that they rest on."""
    return [
        {
            "code": one.code,
            "label": _deadline(one, language),
            "due": one.due.isoformat(),
            "latest": one.latest.isoformat(),
            "overdue": one.overdue(on),
            "person": one.person,
            "code_name": one.code_name,
            "entry": one.entry,
            "law": one.law,
            "proposed": one.machine,
            "rests_on": list(one.rests_on),
            "sentences": _sentences(one.rests_on, claims),
        }
        for one in found
    ]


def deadline_lines(found: Collection[Deadline], on: date, claims: Claims, language: str) -> Iterator[str]:
    """A line for each, overdue ones with an exclamation mark, and the sentence below it."""
    for one in found:
        due = one.due.isoformat() if one.due == one.latest else f"{one.due.isoformat()}/{one.latest.isoformat()}"
        left = (one.due - on).days
        parts = ["!" if one.overdue(on) else " ", due, f"{left:+d}", one.person, _deadline(one, language)]
        yield "  ".join(filter(None, [*parts, _mark(one.machine), one.entry]))
        if one.law:
            yield f"       {one.law}"
        yield from _quotes(one.rests_on, claims)


def _deadline(one: Deadline, language: str) -> str:
    labels = {limit.name: limit.label for limit in limits()}
    if one.code in labels:
        return labels[one.code][language]
    return words("deadlines", one.code, language).format(hours=step("unknown_hours"))


def line_value(line: Lifeline, claims: Claims, language: str) -> Json:
    """A life-line for JSON."""
    return {
        "subject": line.subject,
        "names": list(line.names),
        "episodes": [_episode_value(one, line, claims) for one in line.episodes],
        "days": {"rule": "elapsed", **_days_value(line.clock.total)},
        "hearings": [_entry_value(one, claims) for one in line.hearings],
        "recognitions": [_recognition_value(one, line.on, claims) for one in line.recognitions],
        "notes": [_note_value(note, language) for note in line.notes],
    }


def _episode_value(one: Episode, line: Lifeline, claims: Claims) -> Json:
    return {**_entry_value(one.entry, claims), "days": _days_value(line.clock.days[one.id])}


def _entry_value(entry: Entry, claims: Claims) -> Json:
    slots = {
        name: [
            {"value": one.value, "by": one.by or "machine", "known": one.known, "rests_on": list(one.rests_on),
             **({"words": one.words} if one.words else {}), **({"note": one.note} if one.note else {})}
            for one in filled.standing
        ]
        for name, filled in entry.slots.items()
    }  # fmt: skip
    told = _sentences(rests_on(entry), claims)
    return {"entry": entry.id, "proposed": entry.machine, "slots": slots, "sentences": told}


def _recognition_value(one: Recognition, on: date, claims: Claims) -> Json:
    return {**_entry_value(one.entry, claims), "state": one.state(on), "after_the_fact": one.after_the_fact}


def _days_value(days: Days) -> Json:
    return {"low": days.low, "high": days.high, "rivals": list(days.rivals), "running": days.running}


def _note_value(note: Note, language: str) -> Json:
    return {"code": note.code, "entry": note.entry, **note.parts, "text": _note(note, language)}


def line_lines(line: Lifeline, claims: Claims, language: str) -> Iterator[str]:
    """Name, stretches with their days, hearings, recognitions, and the notes; under each the sentences."""
    yield f"{' / '.join(line.names)}  {line.subject}  {_count(line.clock.total)}"
    for one in line.episodes:
        yield ""
        yield f"  {one.id}  {_count(line.clock.days[one.id])}  {_mark(one.machine)}".rstrip()
        yield from _slots(one.entry, language)
        yield from _quotes(rests_on(one.entry), claims)
    for entry in (*line.hearings, *(one.entry for one in line.recognitions)):
        yield ""
        yield f"  {entry.id}  {kind(entry.kind).label[language]}"
        yield from _slots(entry, language)
        yield from _quotes(rests_on(entry), claims)
    if line.notes:
        yield ""
    for note in line.notes:
        yield f"  {note.entry}: {_note(note, language)}"


def _slots(entry: Entry, language: str) -> Iterator[str]:
    for name, slot in kind(entry.kind).slots.items():
        if name in HIDDEN or not entry.values(name):
            continue
        values = (_label(slot.codes, value, language) if slot.codes else value for value in entry.values(name))
        yield f"    {slot.label[language]}: {' | '.join(values)}"


def _quotes(names: Collection[str], claims: Claims) -> Iterator[str]:
    for told in _sentences(names, claims):
        yield f"    \u201c{told['quote']}\u201d  [{told['claim']}]"


def _sentences(names: Collection[str], claims: Claims) -> list[dict[str, str]]:
    return [{"claim": name, "quote": " ".join(claims[name].quote.split())} for name in names if name in claims]


def _note(note: Note, language: str) -> str:
    """The note in words, with the codes in its parts told by their labels."""
    parts = dict(note.parts)
    if note.code == "agrees":
        parts["what"] = words("scopes", parts["what"], language)
    if note.code == "rivals":
        parts["slot"] = kind(note.entry.partition(":")[0]).slots[parts["slot"]].label[language]
    return sentence(Note(note.code, note.entry, parts), language)


def _label(codelist: str, value: str, language: str) -> str:
    known = codes(codelist)
    return known[value].label[language] if value in known else value


def _days(bounds: tuple[date, date]) -> str:
    first, last = bounds
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _count(days: Days) -> str:
    if not days.told:
        return ""
    shown = " / ".join(map(str, days.rivals)) or (f"{days.low}" if days.low == days.high else f"{days.low}-{days.high}")
    return f"{shown} d{'+' if days.running else ''}"


def _mark(machine: bool) -> str:
    return "[proposed]" if machine else ""
