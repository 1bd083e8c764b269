"""Whether two records cannot well be one person, by years and by names. It says nothing of those that could be."""

from __future__ import annotations

from functools import lru_cache

from letapis.registry.people.accepting import years_contradict
from letapis.registry.people.judgement import pair
from letapis.registry.people.records import PersonRecord


def contradict(left: PersonRecord, right: PersonRecord) -> bool:
    """Whether two records cannot well be one person: years more than one apart, or names that are different."""
    return years_contradict(left, right) or _names_differ(*pair(left.name, right.name))


@lru_cache(maxsize=1 << 16)
def _names_differ(left: str, right: str) -> bool:
    from letapis.names.persons.comparing import UNSURE, score

    return left != right and score(left, right) < UNSURE
