"""Compares two reports: may they tell of the same occurrence, how surely, and what speaks for it.

Reports in two languages are compared by what is the same in both: names by their sound, numbers, days, places, kinds.
"""

from __future__ import annotations

import math
from datetime import date

from letapis.registry.matching.match import Match, Weights, logit, weights
from letapis.registry.matching.places import near
from letapis.registry.matching.traits import Traits
from letapis.registry.matching.weighing import Weighed, languages_differ
from letapis.registry.matching.words import Rarity, Vector, cosine, rarest

LONGEST_GAP = 90  # days between two reports; behind it a trial a month later and one a year later are alike
UNKNOWN_GAP = 0.5  # of a report without a date: as many as twelve days
RECURRING = frozenset({"PROTEST"})  # kinds of event that are held again and again, much like the time before
OTHER_OCCASION = 2  # days between two days that are no slip about midnight
RARE = 6  # words of names that count as rare ones
RAREST = 40.0  # and what these come to at most

Values = dict[str, float]


def weights_for(left: Traits, right: Traits) -> Weights:
    """Those of reports in one language, or in two."""
    return weights("across" if languages_differ(left, right) else "reports")


def values(left: Weighed, right: Weighed, rare: Rarity) -> Values:
    """The parts of a comparison by name, each from 0 to about 1. The same whichever report comes first."""
    one, other = left.traits, right.traits
    found = {
        "names": math.sqrt(cosine(left.names, right.names)),
        "rare_names": min(1.0, sum(map(rare.of, _rarest_names(one, other, rare))) / RAREST),
        "numbers": cosine(left.numbers, right.numbers),
        "gap": _gap(one.published, other.published),
        **_days(one, other),
        **_places(one.places, other.places, rare),
        "kinds_differ": float(bool(one.kinds and other.kinds and not one.kinds & other.kinds)),
    }
    if not languages_differ(one, other):
        found["words"] = math.sqrt(cosine(left.words, right.words))
        found["lead"] = math.sqrt(cosine(left.lead, right.lead))
        found["title"] = cosine(left.title, right.title)
    return found


def evidence(left: Weighed, right: Weighed, rare: Rarity) -> float:
    """The logit that two reports tell of one occurrence, against the threshold: above 0 they may."""
    table = weights_for(left.traits, right.traits)
    return table.evidence(values(left, right, rare)) - logit(table.threshold)


def compare(left: Weighed, right: Weighed, rare: Rarity) -> Match:
    """The match of two reports with the words that it rests on."""
    one, other = left.traits, right.traits
    told = {
        "words": tuple(_common(left.words, right.words)),
        "lead": tuple(_common(left.lead, right.lead)),
        "title": tuple(_common(left.title, right.title)),
        "names": tuple(one.written[key] for key in rarest(one.names, other.names, rare)),
        "rare_names": tuple(one.written[key] for key in _rarest_names(one, other, rare)),
        "numbers": tuple(key.partition(":")[2] for key in rarest(one.numbers, other.numbers, rare)),
        "days": tuple(day.isoformat() for day in sorted(one.days & other.days)),
        "same_place": tuple(sorted(one.places & other.places)),
        "other_place": tuple(sorted(one.places ^ other.places)),
    }
    return weights_for(one, other).match(values(left, right, rare), told)


def _common(left: Vector, right: Vector) -> list[str]:
    return sorted(left.keys() & right.keys(), key=lambda word: (-left[word] * right[word], word))


def _rarest_names(one: Traits, other: Traits, rare: Rarity) -> list[str]:
    return rarest(one.names, other.names, rare)[:RARE]


def _gap(left: date | None, right: date | None) -> float:
    """Days between two reports on a scale of logarithms, 0 for the same day, 1 for three months and more."""
    if left is None or right is None:
        return UNKNOWN_GAP
    return math.log1p(min(LONGEST_GAP, abs((left - right).days))) / math.log1p(LONGEST_GAP)


def _days(one: Traits, other: Traits) -> Values:
    """Whether they name a day in common, or none; and whether both tell as news of what recurs, on days that
    are not the other's: last Sunday's march is not this Sunday's.
    """
    if not one.days or not other.days:
        return {}
    if one.days & other.days:
        return {"days": 1.0}
    recurs = bool(RECURRING & (one.kinds | other.kinds))
    fresh = [abs((left - right).days) for left in one.fresh for right in other.fresh] if recurs else []
    return {"other_days": 1.0, "other_news": float(bool(fresh) and min(fresh) >= OTHER_OCCASION)}


def _places(left: frozenset[str], right: frozenset[str], rare: Rarity) -> Values:
    """A place in common, the more the rarer it is; one within the other or nearby; or places that cannot be one."""
    if not left or not right:
        return {}
    common = left & right
    if common:
        return {"same_place": min(1.0, max(rare.of(f"place:{place}") for place in common) / 6)}
    return {"near_place": 1.0} if any(near(one, other) for one in left for other in right) else {"other_place": 1.0}
