"""How a text was read, step by step: what the reading parts found, what became a claim, what did not and why.

It shows what the coder did and decides nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from letapis.claims.claim import Claim
from letapis.claims.counts import CountSpan
from letapis.claims.dates import DateSpan
from letapis.claims.people.span import PersonSpan
from letapis.claims.places.reading import PlaceSpan, read_places
from letapis.claims.rules import RuleCoder
from letapis.claims.sentences.reading import Reading
from letapis.claims.tokens import Tokens
from letapis.sources.document import Document
from letapis.vocabulary.resources import table


@dataclass(frozen=True, slots=True)
class Rejected:
    """Words that were looked at and made no claim, or no place: `kind` is the claim type or "place"."""

    kind: str
    entry: str  # the entry of the vocabulary; empty where there is none
    words: str
    rule: str
    because: str  # the words that the rule rests on


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text as it was read; spans are characters of `text`, the cleaned text."""

    language: str
    text: str
    tokens: Tokens
    counts: tuple[CountSpan, ...]
    dates: tuple[DateSpan, ...]
    places: tuple[PlaceSpan, ...]
    people: tuple[PersonSpan, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]


def explain(document: Document, vague: str = "schema") -> Explanation | None:
    """The reading of a document; None where it is in no language that we read."""
    coder = RuleCoder(table=vague)
    found = coder.read(document)
    if found is None:
        return None
    reading = found[1]
    claims = coder.claims(document, *found)
    return Explanation(
        reading.language,
        reading.tokens.text,
        reading.tokens,
        tuple(item.span for item in reading.counts.items),
        tuple(item.span for item in reading.dates.items),
        tuple(item.span for item in reading.places.items),
        tuple(item.span for item in reading.people.items),
        claims,
        (*_acts(reading, claims), *_places(reading)),
    )


def _acts(reading: Reading, claims: tuple[Claim, ...]) -> tuple[Rejected, ...]:
    """Each refused act once, without those whose very words became a claim of that type by another entry."""
    found: dict[Rejected, None] = {}
    taken = {(claim.type, reason.words) for claim in claims for reason in claim.reasons if reason.slot == "type"}
    for one in reading.refused:
        words = reading.text(one.start, one.end)
        if (one.type, words) not in taken:
            found[Rejected(one.type, one.act, words, one.rule, one.words)] = None
    return tuple(found)


def _places(reading: Reading) -> tuple[Rejected, ...]:
    kept = {(item.span.start, item.span.end) for item in reading.places.items}
    return tuple(
        Rejected("place", "", span.words, "metonym" if span.metonym else "in a name", span.place)
        for span in read_places(reading.tokens, reading.language)
        if (span.start, span.end) not in kept
    )


def wording(group: str, code: str, language: str, words: str = "", slot: str = "") -> str:
    """What a rule says, in a language of the pages; the code itself where it is the name of an entry."""
    rules: dict[str, Any] = table("reasons.toml")[group]
    known = (rules.get(slot, {}) if slot else rules).get(code)
    return str(known[language]).replace("{words}", words) if known else code
