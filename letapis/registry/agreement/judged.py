"""Claims and entries that several people judged: what each of them holds to be right, from the log of judgements.

Only what is in force counts, and of one person the last word. Who accepts a claim holds all its slots to be right, as
that person edited them; who only edits a slot has said nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from letapis.claims.claim import Claim
from letapis.claims.exchange import claim_to_json
from letapis.registry.agreement.alpha import Level
from letapis.registry.agreement.units import Unit, values_of
from letapis.registry.judgement import Judgement
from letapis.registry.judging import edited, in_force
from letapis.registry.model.checking import slot_of
from letapis.registry.model.statement import kind_of
from letapis.registry.model.stating import said_by
from letapis.registry.model.values import UNKNOWN, count_of, date_of

Values = dict[str, dict[str, Hashable]]  # field -> person -> value


def judged(log: Sequence[Judgement], claims: Mapping[str, Claim], languages: Mapping[str, str]) -> list[Unit]:
    """Units of the claims and of the slots of entries that two people or more judged; `languages` are by document."""
    return [*_claims(in_force(log), claims, languages), *_entries(in_force(log))]


def _claims(log: Sequence[Judgement], claims: Mapping[str, Claim], languages: Mapping[str, str]) -> Iterator[Unit]:
    verdicts: dict[str, dict[str, str]] = defaultdict(dict)
    edits: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for judgement in log:
        for target in judgement.claims:
            if target not in claims:
                continue
            if judgement.kind in {"accept", "reject"}:
                verdicts[target][judgement.by] = judgement.kind
            elif judgement.kind == "edit":
                edits[target][judgement.by][judgement.slot] = judgement.value
    for name in sorted({*verdicts, *edits}):
        people = tuple(sorted({*verdicts[name], *edits[name]}))
        if len(people) > 1:
            claim = claims[name]
            values = _values(claim, people, verdicts[name], edits[name])
            language = languages.get(claim.document, "")
            yield Unit(name, claim.document, values, people, language, claim.type, " ".join(claim.quote.split()))


def _values(
    claim: Claim, people: Sequence[str], verdicts: Mapping[str, str], edits: Mapping[str, Mapping[str, str]]
) -> Values:
    found: Values = defaultdict(dict)
    for person in people:
        verdict = verdicts.get(person, "")
        if verdict:
            found["verdict"][person] = verdict
        if verdict == "reject":
            continue
        held = claim
        for slot, text in edits.get(person, {}).items():
            held = edited(held, slot, text)
        touched = {name for slot in edits.get(person, {}) for name in (slot, f"{slot}_told")}
        for name, value in values_of(claim_to_json(held)).items():
            if verdict == "accept" or name in touched:
                found[name][person] = value
    return found


def _entries(log: Sequence[Judgement]) -> Iterator[Unit]:
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for judgement in log:
        for one in said_by(judgement, 0):
            said[one.entry, one.slot][judgement.by] = one.value
    for (entry, slot), told in sorted(said.items()):
        if len(told) > 1:
            name = f"{kind_of(entry)}.{slot}"
            level, values = _typed(entry, slot, told)
            yield Unit(f"{entry} {slot}", entry, {name: values}, tuple(sorted(told)), levels={name: level})


def _typed(entry: str, name: str, told: Mapping[str, str]) -> tuple[Level, Mapping[str, Hashable]]:
    """Days as numbers of days and counts as numbers where all are such; everything else as it stands."""
    slot = slot_of(entry, name)
    values = list(told.values())
    if slot is None or not all(values) or UNKNOWN in values:
        return "nominal", told
    if slot.value == "date":
        days = {person: date_of(value) for person, value in told.items()}
        return "interval", {person: day.earliest.toordinal() for person, day in days.items() if day}
    if slot.value == "count":
        counts = {person: count_of(value) for person, value in told.items()}
        return "ordinal", {one: held.high if held.low is None else held.low for one, held in counts.items() if held}
    return "nominal", told
