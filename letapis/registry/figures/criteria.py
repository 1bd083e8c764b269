"""Counts of people who have a status by decision of a body: whose criteria they follow is part of what is counted."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from letapis.claims.claim import Claim
from letapis.vocabulary.resources import table

REACH = 4  # words between a count and its noun: "599 people recognised as political prisoners"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

Status = tuple[str, str]  # code of statuses.toml, the words of the source; both empty where there is none


@cache
def _statuses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, _pattern(entry["stems"])) for code, entry in table("statuses.toml").items())


def _pattern(stems: list[str]) -> re.Pattern[str]:
    phrases = (r"\W+".join(rf"\b{re.escape(word)}\w*" for word in stem.split()) for stem in stems)
    return re.compile("|".join(sorted(phrases, key=len, reverse=True)), re.IGNORECASE)


@lru_cache(maxsize=65536)
def status_in(words: str) -> Status:
    """The status that the words name: `("political_prisoner", "political prisoners")`."""
    for code, pattern in _statuses():
        found = pattern.search(words)
        if found:
            return code, found.group()
    return "", ""


def status_counted(claim: Claim) -> Status:
    """The status of those whom the claim counts: by its definition, by whom it names, or by the noun at its count."""
    for words in (claim.definition, *claim.whom):
        found = status_in(words) if words else ("", "")
        if found[0]:
            return found
    said = claim.count.words if claim.count else ""
    at = claim.quote.find(said) if said else -1
    return _at_count(claim.quote[at + len(said) :]) if at >= 0 else ("", "")


def _at_count(behind: str) -> Status:
    found = status_in(behind)
    return found if found[0] and len(behind[: behind.find(found[1])].split()) <= REACH else ("", "")
