"""People as values to be shown: persons with their spellings and rows, questions field by field, who bears a name.

Everything here names people. It goes to the screen of whoever asked, and nowhere else.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from letapis.registry.people.exchange import conflict_to_json, judgement_to_json
from letapis.registry.people.lifeline import lifeline
from letapis.registry.people.open_edges import open_edges
from letapis.registry.people.queue import Question, Queue, WouldBe
from letapis.registry.people.records import Edge, PersonRecord
from letapis.registry.people.settling import Settling, settling, weights
from letapis.workflow.judge import JudgementError
from letapis.workflow.people import Standing
from letapis.workflow.people_judging import resolve

Json = dict[str, Any]
FOUND = 20  # persons or records shown for one name
WORDS = {
    "surname": "surname",
    "given": "given name",
    "patronymic": "patronymic",
    "birth_year": "birth year",
    "town": "town",
    "date": "date",
    "article": "article",
}
ROW = ("name", "birth_year", "town", "date", "article", "note")
SHORTEST = 4  # figures of a list's id in a label


class Labels:
    """Short names of records: as much of the list's id as tells it from the others, and the row."""

    def __init__(self, standing: Standing) -> None:
        ids = sorted({one.id for one in standing.lists})
        self.files = {one.id: one.sealed.name for one in standing.lists}
        self._short = {name: _shortest(name, ids) for name in ids}

    def __call__(self, record: str) -> str:
        """`9121:12` for record 12 of the list whose id begins with 9121; others as they are."""
        source, _, row = record.rpartition(":")
        return f"{self._short[source]}:{row}" if source in self._short else record


def _shortest(name: str, ids: list[str]) -> str:
    for length in range(SHORTEST, len(name)):
        if sum(one.startswith(name[:length]) for one in ids) == 1:
            return name[:length]
    return name


def sides_named(standing: Standing, text: str) -> list[str]:
    """The persons, and records that are of none, that an id or a name means; the likeliest first, at most FOUND."""
    try:
        return sorted({standing.people.side(record) for record in resolve(standing, text)})
    except JudgementError:
        return _by_name(standing, text)


def _by_name(standing: Standing, text: str) -> list[str]:
    """Those with a spelling that may be of the name: words in common as they sound, then compared as names are."""
    from letapis.names.persons.comparing import UNSURE, score

    best: dict[str, float] = {}
    for record in _candidates(standing, text):
        value = score(text, record.name)
        if value >= UNSURE:
            side = standing.people.side(record.id)
            best[side] = max(value, best.get(side, 0.0))
    return sorted(best, key=lambda side: (-best[side], side))[:FOUND]


def _candidates(standing: Standing, text: str) -> Iterator[PersonRecord]:
    """Records with the rarest word of the name, or with two of its words: all who are called Adam are too many."""
    from letapis.names.folding import fold

    wanted = [frozenset(fold(word)) for word in _split(text)]
    places: dict[str, frozenset[int]] = {}  # word -> words of the name that sound alike
    held: dict[int, list[PersonRecord]] = {place: [] for place in range(len(wanted))}
    several: list[PersonRecord] = []
    for record in standing.records.values():
        met: set[int] = set()
        for word in _split(record.name):
            if word not in places:
                places[word] = frozenset(place for place, keys in enumerate(wanted) if keys.intersection(fold(word)))
            met |= places[word]
        for place in met:
            held[place].append(record)
        if len(met) > 1:
            several.append(record)
    rarest = min((found for found in held.values() if found), key=len, default=[])
    yield from {record.id: record for record in (*rarest, *several)}.values()


def _split(name: str) -> list[str]:
    return name.replace("-", " ").replace(".", " ").split()


def side_to_json(standing: Standing, side: str) -> Json:
    """A person, or a record of none, with everything that is known and decided of it."""
    person = standing.people.by_id.get(side)
    records = standing.people.records_of(side)
    known = weights(standing.edges)
    mine = [one for one in open_edges(standing.edges, standing.people) if side in one.sides]
    ranked = sorted(mine, key=lambda one: (-one.edge.probability, one.edge.left, one.edge.right))
    return {
        "person": person.id if person else None,
        "also": list(person.absorbed) if person else [],
        "spellings": _spellings(standing, records),
        "records": [record_to_json(standing, record) for record in records],
        "judgements": [
            {**_judgement(step.judgement.id, standing), "state": step.state}
            for step in lifeline(records, standing.log, standing.people)
        ],
        "conflicts": [
            conflict_to_json(one)
            for one in standing.people.conflicts
            if set(records) & {*one.waits.pair, *one.apart.pair}
        ],
        "suggestions": [edge_to_json(standing, one.edge, settling(one.edge, known)) for one in ranked[:FOUND]],
    }


def _judgement(name: str, standing: Standing) -> Json:
    """A judgement without its pairs: a bulk acceptance has tens of thousands of them."""
    judgement = next(one for one in standing.log if one.id == name)
    value = judgement_to_json(judgement)
    return {**{key: one for key, one in value.items() if key != "pairs"}, "pairs": len(judgement.pairs)}


def _spellings(standing: Standing, records: Iterable[str]) -> list[Json]:
    held = Counter(standing.records[record].name for record in records if record in standing.records)
    return [{"name": name, "records": count} for name, count in sorted(held.items(), key=lambda one: (-one[1], one[0]))]


def record_to_json(standing: Standing, record: str) -> Json:
    """A record with the file that it is a row of; only its id where no list has it."""
    found = standing.records.get(record)
    if found is None:
        return {"id": record}
    files = {one.id: one.sealed.name for one in standing.lists if one.id == found.source}
    value: Json = {"id": found.id, "list": files.get(found.source, ""), "row": found.row, "name": found.name}
    optional = ("birth_year", "town", "date", "article", "note")
    return value | {name: getattr(found, name) for name in optional if getattr(found, name)}


def record_rows(standing: Standing) -> str:
    """All records as a table in CSV, with the person of each; no cell is taken for a formula by a spreadsheet."""
    from letapis.publications.tables import cell

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["record", "person", "list", "row", *ROW])
    files = {one.id: one.sealed.name for one in standing.lists}
    for record in standing.records.values():
        person = standing.people.person_of.get(record.id)
        told = [record.id, person.id if person else "", files.get(record.source, ""), record.row]
        table.writerow([cell(one) for one in (*told, *(getattr(record, name) for name in ROW))])
    return text.getvalue()


def edge_to_json(standing: Standing, edge: Edge, settle: Settling | None) -> Json:
    """A proposal with its evidence field by field, what both rows say there, and what would settle it."""
    left, right = standing.records.get(edge.left), standing.records.get(edge.right)
    return {
        "left": edge.left,
        "right": edge.right,
        "probability": round(edge.probability, 6),
        "band": edge.band,
        "evidence": [
            {
                "field": one.field,
                "outcome": one.outcome,
                "weight": round(one.weight, 3),
                "left": _value(left, one.field),
                "right": _value(right, one.field),
            }
            for one in edge.evidence
        ],
        "settle": None
        if settle is None
        else {
            "field": settle.field,
            "how": settle.how,
            "information": round(settle.information, 3),
            "words": settle_words(edge, settle, left, right),
        },
    }


def _value(record: PersonRecord | None, name: str) -> str:
    if record is None:
        return ""
    value = getattr(record, name) if name in {"birth_year", "town", "date", "article"} else record.name
    return "" if value is None else str(value)


def settle_words(edge: Edge, settle: Settling, left: PersonRecord | None, right: PersonRecord | None) -> str:
    """What to ask for, in words: `ask for the birth year: row 40 does not tell it, and nothing else differs`."""
    word = WORDS[settle.field]
    if settle.how == "check":
        return f"check the {word}: the two rows differ only there"
    if settle.how == "spell":
        return f"ask for the full {word}: one of the two has an initial only"
    silent = [f"row {one.row}" for one in (left, right) if one is not None and not _value(one, settle.field)]
    if settle.field in {"given", "patronymic"} or not silent:
        why = "not both names have one"
    else:
        why = f"{' and '.join(silent)} {'do' if len(silent) > 1 else 'does'} not tell it"
    differs = any(one.outcome == "contradicts" for one in edge.evidence)
    return f"ask for the {word}: {why}" + ("" if differs else ", and nothing else differs")


def queue_to_json(standing: Standing, queued: Queue) -> Json:
    """What waits for people."""
    return {
        "conflicts": [conflict_to_json(one) for one in queued.conflicts],
        "to_confirm": sorted({link.judgement for link in queued.waiting}, key=lambda name: (len(name), name)),
        "suggested": queued.suggested,
        "would_be_persons": queued.open_groups,
        "questions": queued.open_questions,
        "groups": [_group(standing, one) for one in queued.groups],
    }


def _group(standing: Standing, group: WouldBe) -> Json:
    return {
        "sides": [
            {"side": side, "records": [record_to_json(standing, one) for one in standing.people.records_of(side)]}
            for side in group.sides
        ],
        "records": len(group.records),
        "score": round(group.score, 3),
        "questions": [_question(standing, one) for one in group.questions],
    }


def _question(standing: Standing, question: Question) -> Json:
    return {
        **edge_to_json(standing, question.edge, question.settle),
        "sides": list(question.sides),
        "records": question.records,
        "score": round(question.score, 3),
        "doubted": question.doubted,
        "rival": question.rival,
    }
