"""What one claim says of the custody of one person: taken, let out, a term, days stated, a kind of place.

It reads the claim and its quote, and nothing else; it knows no other claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.claims.claim import Claim
from letapis.claims.counts import CountSpan, read_counts
from letapis.claims.sentences.scope import NOW
from letapis.claims.tokens import tokenise
from letapis.registry.entry import body_code, name_key
from letapis.registry.model.values import Duration, PartialDate
from letapis.vocabulary.resources import table

TAKEN, OUT, TERM, STATED, CHARGED, LOST = "taken", "out", "term", "stated", "charged", "lost"
_SAYS = {"detention": TAKEN, "release": OUT, "sentence": TERM, "charge": CHARGED, "disappearance": LOST}
TYPES = frozenset(_SAYS)
AT_HOME = "house_arrest"
DONE = frozenset({"happened", "alleged"})
# Rules that give an act the day of its report: it happened on that day or somewhat before.
LOOSE = frozenset({NOW, "news of the day", "day of saying", "day of the event"})
_TERMS = ("years", "months", "days", "hours")
_CYRILLIC = re.compile("[а-яёўіʼ]", re.IGNORECASE)
_BEHIND = 24  # characters behind a number in which its unit stands

Known = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim on one person: what it `says`, and when; an estimate where the claim has only the day of its report."""

    claim: Claim
    id: str
    known: str
    name: str
    says: str
    days: PartialDate | None
    term: Duration | None = None
    fine: Duration | None = None
    kind: str = ""
    words: str = ""  # of the term

    @property
    def day(self) -> PartialDate:
        """`days` where the caller knows that they are told."""
        assert self.days is not None
        return self.days


def tells(claim: Claim) -> bool:
    """Whether a claim is of a type, status and scope that can tell of somebody's custody."""
    return claim.type in _SAYS and claim.status in DONE and claim.scope == "event" and bool(claim.whom)


def persons(claim: Claim) -> frozenset[str]:
    """The keys of those named in a claim of custody; none where it counts a group in which only some are named."""
    if not tells(claim):
        return frozenset()
    keys = frozenset(name_key(words) for words in claim.whom if not body_code(words)) - {""}
    counted = claim.count.low if claim.count and claim.count.unit == "people" else None
    return keys if counted is None or counted <= len(keys) else frozenset()


def voice_of(claim: Claim, key: str, known: Known) -> Iterator[Voice]:
    """What the claim says of the person of that key; nothing where it tells nothing of custody.

    A move to house arrest is two voices: one stretch ends, and the next begins.
    """
    if key not in persons(claim):
        return
    name = next(words for words in claim.whom if name_key(words) == key)
    term, fine, words = terms_in(claim.quote)
    if len(persons(claim)) > 1 and numbers_in(claim.quote) > 1:
        term, fine, words = None, None, ""  # "seven and fifteen days" for two: whose is whose is not told
    says = _SAYS[claim.type]
    if says == OUT and term is not None:
        says = STATED
    if says == TERM and term is None and fine is None:
        return
    moment, when, kind = known(claim.document), _days(claim), kind_in(claim.quote)
    if says == OUT and kind == AT_HOME:
        yield Voice(claim, claim.id, moment, name, TAKEN, when, kind=kind)
        kind = ""
    yield Voice(claim, claim.id, moment, name, says, when, term, fine, kind, words)


def _days(claim: Claim) -> PartialDate | None:
    if claim.date is None:
        return None
    first, last = claim.date.first.isoformat(), claim.date.last.isoformat()
    loose = any(reason.slot == "date" and reason.rule in LOOSE for reason in claim.reasons)
    text = (first if first == last else f"{first}/{last}") + ("~" if loose else "")
    return PartialDate(claim.date.first, claim.date.last, text)


@lru_cache(maxsize=4096)
def terms_in(quote: str) -> tuple[Duration | None, Duration | None, str]:
    """The term in days to years and the fine in base units that a quote names, with the words of the term."""
    readings = [_terms_in(quote, language) for language in (("be", "ru") if _CYRILLIC.search(quote) else ("en",))]
    return max(readings, key=lambda found: (found[0] is not None, found[1] is not None))


@lru_cache(maxsize=4096)
def numbers_in(quote: str) -> int:
    """How many different numbers a quote counts with."""
    language = "ru" if _CYRILLIC.search(quote) else "en"
    return len({(span.low, span.high) for span in read_counts(tokenise(quote), language)})


def _terms_in(quote: str, language: str) -> tuple[Duration | None, Duration | None, str]:
    held = [(span, unit) for span in read_counts(tokenise(quote), language) if (unit := _unit(quote, span))]
    custody = [(span, unit) for span, unit in held if unit in _TERMS][:2]
    fined = [(span, unit) for span, unit in held if unit == "base_units"][:1]
    words = quote[custody[0][0].start : max(custody[-1][0].end, custody[-1][0].noun_end)] if custody else ""
    return _duration(custody), _duration(fined), words


def kind_in(quote: str) -> str:
    """The kind of place of detention that a quote names; empty where it names none. The first of the table holds."""
    folded = f" {' '.join(quote.casefold().split())} "
    return next((kind for kind, words in _places() if any(word in folded for word in words)), "")


@cache
def _places() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry["kind"], tuple(entry["words"])) for entry in table("custody.toml")["places"])


def _unit(quote: str, span: CountSpan) -> str:
    if span.unit in _TERMS:
        return span.unit
    behind = quote[span.end : span.end + _BEHIND].casefold().lstrip(" -\u2013\u00a0")
    stems: dict[str, list[str]] = table("custody.toml")["units"]
    return next((unit for unit, words in stems.items() if behind.startswith(tuple(words))), "")


def _duration(held: list[tuple[CountSpan, str]]) -> Duration | None:
    """One number with its unit, and the smaller unit that stands behind it: 2 years 6 months."""
    parts: dict[str, float] = {}
    for span, unit in held:
        number = span.value if span.value is not None else span.low if span.low == span.high else None
        if number and unit not in parts and (not parts or _smaller(unit, next(iter(parts)))):
            parts[unit] = number
    return Duration(tuple((number, unit) for unit, number in parts.items())) if parts else None


def _smaller(unit: str, other: str) -> bool:
    return unit in _TERMS and other in _TERMS and _TERMS.index(unit) > _TERMS.index(other)
