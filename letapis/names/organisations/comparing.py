"""Compares two names of organisations in any of the languages: BelAZ and Беларускі аўтамабільны завод, ААТ and OJSC.

Bodies and workplaces that are known by name (`bodies`, the sites of the gazetteer) are recognised first; then words are
set against each other. A differing legal form is weak evidence, a differing proper name strong. A score proposes,
people judge.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.organisations import bodies
from letapis.names.organisations.alignment import AlignedWord, align
from letapis.names.organisations.reading import OrganisationName, OrganisationWord, read_organisation
from letapis.names.organisations.words import family
from letapis.names.persons.comparing import decide
from letapis.vocabulary import gazetteer
from letapis.vocabulary.resources import table

KNOWN, KNOWN_APART = 0.99, 0.02  # scores of names that are both known: of one body, of two
WORKPLACES = frozenset({"factory", "company", "university", "hospital", "media", "theatre", "school"})
MOST = 3  # words of one sort that count
LETTERS = 10.0  # of proper names that have their answer, as one amount

__all__ = ["OrganisationComparison", "compare_organisations", "evidence", "read_organisation"]


@dataclass(frozen=True, slots=True)
class OrganisationComparison:
    """The answer for two names: `score` 0 to 1, `decision` same, unsure or different, the words, and why in a line."""

    score: float
    decision: str
    parts: tuple[AlignedWord, ...]
    reason: str


def compare_organisations(left: str, right: str) -> OrganisationComparison:
    """The whole answer for two names; 0 where one of them has no letter."""
    mine, others = read_organisation(left), read_organisation(right)
    if not mine.words or not others.words:
        return OrganisationComparison(0.0, "different", (), "one of the names has no word")
    one, other = known(left), known(right)
    if one and other and not _of_two_countries(mine, others):
        value = KNOWN if one == other else KNOWN_APART
        reason = f"both known: {one}" if one == other else f"known as two: {one}, {other}"
        return OrganisationComparison(value, decide(value), align(mine.words, others.words), reason)
    return max((_compared(a, b) for a, b in sides(mine, others)), key=lambda answer: answer.score)


def _of_two_countries(left: OrganisationName, right: OrganisationName) -> bool:
    """Whether the names tell two countries: the Supreme Court of one is not that of the other."""
    mine, others = ({m for w in name.words if w.kind == "country" for m in w.meanings} for name in (left, right))
    return bool(mine and others) and mine.isdisjoint(others)


def sides(left: OrganisationName, right: OrganisationName) -> list[tuple[OrganisationName, OrganisationName]]:
    """The names to set against each other: both wholes, and each other name inside one with the whole of the other."""
    return [
        (left, right),
        *((other, right) for other in left.alternatives),
        *((left, other) for other in right.alternatives),
    ]


def _compared(left: OrganisationName, right: OrganisationName) -> OrganisationComparison:
    parts = align(left.words, right.words)
    value = logistic(sum(weights().get(name, 0.0) * amount for name, amount in evidence(left, right, parts).items()))
    return OrganisationComparison(value, decide(value), parts, _reason(left, right, parts))


def logistic(weight: float) -> float:
    """Odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weight))))


@cache
def weights() -> dict[str, float]:
    """What each kind of evidence is worth, as the natural logarithm of odds."""
    found: dict[str, float] = table("organisations/evidence.toml")["weights"]
    return found


def evidence(left: OrganisationName, right: OrganisationName, parts: tuple[AlignedWord, ...]) -> dict[str, float]:
    """The amounts of each kind of evidence in an alignment, by the names of `evidence.toml`."""
    found: dict[str, float] = defaultdict(float, {"bias": 1.0})
    alone: dict[str, list[int]] = {}
    distinct = {(part.left, part.right): part for part in sorted(parts, key=lambda part: part.kind)}
    for part in distinct.values():  # the words of one abbreviation count once
        if part.outcome == "absent":
            sides = alone.setdefault(part.kind, [0, 0])
            sides[0 if part.left else 1] += 1
        else:
            found[f"{part.kind} {_how(part)}"] += 1.0
            found["quoted"] += part.quoted and part.kind == "core"
            found["core letters"] += (part.kind == "core") * min(len(part.left), len(part.right)) / LETTERS
    for kind, (mine, others) in alone.items():
        found[f"{kind} apart"] += min(mine, others)
        found[f"any {kind} apart"] += bool(mine and others)
        found[f"{kind} alone"] += abs(mine - others)
    amounts = {name: min(amount, MOST) for name, amount in found.items()}
    return amounts | _wholes(left, right, parts) | _forms(left, right)


def _how(part: AlignedWord) -> str:
    """By what words are one, as far as it matters: a word of another language is no less the same."""
    return "abbreviation" if part.outcome == "abbreviation" else "met" if part.likeness == 1.0 else "near"


def _wholes(left: OrganisationName, right: OrganisationName, parts: tuple[AlignedWord, ...]) -> dict[str, float]:
    """What the alignment is as a whole: nothing left over, or no proper name met."""
    met = [part for part in parts if part.outcome != "absent"]
    share = (
        2.0 * sum(part.outcome not in ("absent", "abbreviation") for part in met) / (len(left.words) + len(right.words))
    )
    return {
        "everything": float(len(met) == len(parts)),
        "no core met": float(not any(part.kind == "core" for part in met)),
        "nothing met": float(not met),
        "share": share,
        "core share": 2.0 * sum(part.kind == "core" for part in met) / max(1, len(left.core) + len(right.core)),
        "one side all": float(bool(met) and (_all(parts, "left") or _all(parts, "right"))),
    }


def _all(parts: tuple[AlignedWord, ...], side: str) -> bool:
    return all(part.outcome != "absent" for part in parts if getattr(part, side))


def _forms(left: OrganisationName, right: OrganisationName) -> dict[str, float]:
    if not left.form or not right.form:
        return {}
    if left.form == right.form:
        return {"form same": 1.0}
    return {"form of one family" if family(left.form) == family(right.form) else "form differs": 1.0}


def _reason(left: OrganisationName, right: OrganisationName, parts: tuple[AlignedWord, ...]) -> str:
    """In a line: what is one, proper names first, what stands alone, what the forms say."""
    parts = tuple(sorted(parts, key=lambda part: part.kind != "core"))
    lines = [f"{part.left} = {part.right} ({part.outcome})" for part in parts if part.outcome not in ("absent", "same")]
    lines = [f"{part.left} the same" for part in parts if part.outcome == "same"] + lines
    for side, name in (("left", "first"), ("right", "second")):
        words = [getattr(part, side) for part in parts if part.outcome == "absent" and getattr(part, side)]
        if words:
            lines.append(f"only in the {name}: {', '.join(words)}")
    if left.form and right.form and left.form != right.form:
        lines.append(f"forms {left.form} and {right.form}")
    return "; ".join(lines)


@lru_cache(maxsize=16384)
def known(text: str) -> str:
    """The body or workplace that a name is known for; empty where it is none: "ААТ «БелАЗ»" is BelAZ."""
    if body := bodies.recognise(text):
        return _site_of(tuple(body.labels.values())) or body.code
    name = read_organisation(text)
    bare = " ".join(word.text for word in _once(name.words))
    for spelling in filter(None, (text, bare, name.quoted, *(other.text for other in name.alternatives))):
        if site := _sites().get(_key(spelling)):
            return site
        if body := bodies.recognise(spelling):
            return _site_of(tuple(body.labels.values())) or body.code
    return ""


def _once(words: tuple[OrganisationWord, ...]) -> tuple[OrganisationWord, ...]:
    """The words, each abbreviation once."""
    return tuple(word for at, word in enumerate(words) if at == 0 or words[at - 1].text != word.text)


def _site_of(labels: tuple[str, ...]) -> str:
    return next((site for label in labels if (site := _sites().get(_key(label)))), "")


def _key(text: str) -> tuple[str, ...]:
    return bodies.key(text)


@cache
def _sites() -> dict[tuple[str, ...], str]:
    """Canonical name of a workplace by the key of each of its spellings."""
    found: dict[tuple[str, ...], str] = {}
    for place in gazetteer.named_places().values():
        if place.kind in WORKPLACES:
            for spelling in (place.name, *place.labels.values(), *place.spellings):
                found.setdefault(_key(spelling), place.name)
    return found
