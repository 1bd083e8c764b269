"""Passages of documents that several people coded: whose claims speak of the same words.

Claims of different coders are one unit where their spans share at least half of the shorter one, whatever their types;
of several that do, first those of one type, then those that share most. One coder has at most one claim in a unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from letapis.claims.scoring.slots import overlaps, span_shared
from letapis.registry.agreement.units import Unit, values_of

Json = Mapping[str, Any]
Coding = Mapping[str, Json]  # id of a document -> the document with its claims
_WORD = re.compile(r"\S+")


class TextsDifferError(ValueError):
    """Two people coded other texts under one id; `str()` says which."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim and whose it is."""

    coder: str
    claim: Json


def passages(codings: Mapping[str, Coding]) -> Iterator[Unit]:
    """The units of all documents that two people or more have coded. Raises TextsDifferError."""
    for name in shared(codings):
        document, coders = _document(name, codings)
        claims = [Coded(coder, claim) for coder in coders for claim in codings[coder][name].get("claims", ())]
        for group in _united(claims):
            yield _unit(name, document, coders, group)


def words(codings: Mapping[str, Coding]) -> Iterator[Unit]:
    """Each word of such documents as a unit: if a coder has it in a claim. Spans that nearly fit nearly agree."""
    for name in shared(codings):
        document, coders = _document(name, codings)
        spans = {coder: _spans(codings[coder][name]) for coder in coders}
        for word in _WORD.finditer(document["text"]):
            found = {coder: _covered(word.start(), word.end(), spans[coder]) for coder in coders}
            yield Unit(f"{name}:{word.start()}", name, {"found": found}, coders, _language(document))


def shared(codings: Mapping[str, Coding]) -> list[str]:
    """The documents that two people or more have coded."""
    counts = Counter(name for coding in codings.values() for name in coding)
    return sorted(name for name, number in counts.items() if number > 1)


def _document(name: str, codings: Mapping[str, Coding]) -> tuple[Json, tuple[str, ...]]:
    coders = tuple(sorted(coder for coder, coding in codings.items() if name in coding))
    first = codings[coders[0]][name]
    for coder in coders[1:]:
        if codings[coder][name]["text"] != first["text"]:
            raise TextsDifferError(f"document {name} has another text in {coder} than in {coders[0]}")
    return first, coders


def _united(claims: Sequence[Coded]) -> list[list[Coded]]:
    """Groups of claims, one of a coder at most, the best fitting pairs first."""
    ranked = sorted(
        (one.claim["type"] != other.claim["type"], -span_shared(one.claim, other.claim), i, j)
        for (i, one), (j, other) in combinations(enumerate(claims), 2)
        if one.coder != other.coder and overlaps(one.claim, other.claim)
    )
    group_of = {number: [one] for number, one in enumerate(claims)}
    for _, _, i, j in ranked:
        left, right = group_of[i], group_of[j]
        if left is not right and not {one.coder for one in left} & {one.coder for one in right}:
            left += right
            group_of.update({number: left for number, group in group_of.items() if group is right})
    groups = {id(group): group for group in group_of.values()}.values()
    return sorted(groups, key=lambda group: min((one.claim["start"], one.claim["end"]) for one in group))


def _unit(name: str, document: Json, coders: tuple[str, ...], group: Sequence[Coded]) -> Unit:
    first = min(group, key=lambda one: one.coder).claim
    values: dict[str, dict[str, Any]] = {}
    for one in group:
        for slot, value in values_of(one.claim).items():
            values.setdefault(slot, {})[one.coder] = value
    types = Counter(one.claim["type"] for one in group)
    return Unit(
        f"{name}:{first['start']}-{first['end']}", name, values, coders, _language(document),
        min(types, key=lambda kind: (-types[kind], kind)), " ".join(str(first["quote"]).split()),
    )  # fmt: skip


def _language(document: Json) -> str:
    return str(document.get("lang") or document.get("language") or "")


def _spans(document: Json) -> list[tuple[int, int]]:
    return [(claim["start"], claim["end"]) for claim in document.get("claims", ())]


def _covered(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
