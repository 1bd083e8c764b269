"""Invented reports of an invented country's years, day by day: about five claims to an event, ten to a report.

550 claims a day, so that a larger world is a longer one: 1,000,000 claims are five years. It holds some days at a time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.sources.document import Document
from letapis.sources.moment import Moment

FIRST = date(2020, 1, 1)
REPORTS = 55  # a day, of ten claims each
EVENTS = 70  # a day, of which some are told often and some by nobody
LENGTH = 2_000  # characters of a report
STEP = 190  # characters from one claim to the next
KINDS = (
    ("detention", 22), ("demonstration", 14), ("conviction", 8), ("sentence", 8), ("release", 7), ("search", 7),
    ("charge", 6), ("assault", 5), ("strike", 4), ("dismissal", 4), ("fine", 4), ("condemnation", 3), ("appeal", 3),
    ("sanction", 2), ("torture", 2), ("death", 1),
)  # fmt: skip
PLACES = (
    "Minsk", "Minsk", "Minsk", "Minsk", "Hrodna", "Brest", "Homieĺ", "Viciebsk", "Mahilioŭ", "Salihorsk", "Lida",
    "Pinsk", "Baranavičy", "Orša", "Polack", "Navapolack", "Barysaŭ", "Mazyr", "Žlobin", "Slonim",
)  # fmt: skip
BODIES = ("Viasna", "the Interior Ministry", "BAJ")
GROUPS = (("protesters",), ("journalists",), ("students",), ("workers",), ("doctors",), ())
BEGIN = ("мар", "сце", "клю", "бор", "зан", "тры", "вул", "пра", "гад", "люд", "kra", "mur", "бел", "рад", "нав")
MIDDLE = ("а", "о", "і", "у", "е", "ава", "ені", "ара", "олі", "iva")
END = ("ны", "ка", "сць", "ць", "ла", "мі", "га", "нне", "ы", "та", "ski", "ам")


@dataclass(frozen=True, slots=True)
class Happened:
    """What took place, whoever tells of it."""

    kind: str
    day: date
    place: str
    count: int
    who: tuple[str, ...]
    whom: tuple[str, ...]


@lru_cache(maxsize=8)
def happenings(day: date, seed: int) -> tuple[Happened, ...]:
    """The events of a day."""
    chance = random.Random(f"events {seed} {day}")
    kinds = [kind for kind, weight in KINDS for _ in range(weight)]
    return tuple(_happened(chance, kinds, day) for _ in range(EVENTS))


def _happened(chance: random.Random, kinds: list[str], day: date) -> Happened:
    kind = chance.choice(kinds)
    named = chance.random() < 0.45 and kind not in {"demonstration", "strike"}
    whom = (name(chance),) if named else chance.choice(GROUPS)
    who = (f"Union {name(chance)}",) if kind in {"strike", "condemnation", "appeal"} else ()
    return Happened(kind, day, chance.choice(PLACES), chance.randrange(2, 3000), who, whom)


def name(chance: random.Random) -> str:
    """One of some ten thousand invented people."""
    return f"{word(chance).title()} {word(chance).title()}{chance.choice(('ski', 'vich', 'uk', 'enka', 'ouski'))}"


def word(chance: random.Random) -> str:
    """A word of no language."""
    return chance.choice(BEGIN) + chance.choice(MIDDLE) + chance.choice(END)


def days(claims: int, seed: int = 1) -> Iterator[tuple[list[Document], list[Claim]]]:
    """The reports and claims of each day in turn, until there are so many claims."""
    made = number = 0
    while made < claims:
        documents, told = day_of(FIRST + timedelta(days=number), seed, min(REPORTS, (claims - made) // 10 or 1))
        yield documents, told
        number, made = number + 1, made + len(told)


def day_of(day: date, seed: int, reports: int = REPORTS) -> tuple[list[Document], list[Claim]]:
    """The reports of one day; every twentieth is a copy of an earlier one of the day with a line added."""
    chance = random.Random(f"reports {seed} {day}")
    events = [one for before in range(3) for one in happenings(day - timedelta(days=before), seed)]
    weights = [(3, 2, 1)[(day - one.day).days] / (1 + place % EVENTS / 30) for place, one in enumerate(events)]
    documents: list[Document] = []
    claims: list[Claim] = []
    for number in range(reports):
        identity = f"{seed:02d}{day:%y%m%d}{number:08x}"
        publisher = f"Paper {chance.randrange(300)}"
        if number % 20 == 19:
            source = chance.randrange(number)
            text = f"{documents[source].text} taken over with thanks"
            told = [replace(claim, document=identity) for claim in claims if claim.document == documents[source].id]
        else:
            text = text_of(chance)
            told = [_claim(chance, one, identity, text, start * STEP)
                    for start, one in enumerate(chance.choices(events, weights, k=10))]  # fmt: skip
        documents.append(Document(identity, text, publisher=publisher, published=Moment(day), language="be",
                                  title=text[:40], original=identity * 4, reader="text 1"))  # fmt: skip
        claims += told
    return documents, claims


def text_of(chance: random.Random) -> str:
    """A text of the length of a short article."""
    held: list[str] = []
    length = 0
    while length < LENGTH:
        held.append(word(chance) if chance.random() < 0.93 else chance.choice(PLACES))
        length += len(held[-1]) + 1
    return " ".join(held)[:LENGTH]


def _claim(chance: random.Random, told: Happened, document: str, text: str, start: int) -> Claim:
    first, last = told.day, told.day
    draw = chance.random()
    if draw < 0.08:
        first, last = first - timedelta(days=chance.randrange(2)), last + timedelta(days=chance.randrange(2))
    date_ = None if 0.08 <= draw < 0.12 else DateInterval(first, last)
    low = told.count if chance.random() < 0.7 else max(1, told.count - told.count % 100)
    counted = chance.random() < 0.6 and not any(" " in one for one in told.whom)
    status = chance.choices(("happened", "alleged", "planned", "denied"), (93, 4, 2, 1))[0]
    total = chance.random() < 0.02 and told.kind in {"detention", "conviction", "strike"}
    if total:
        date_ = DateInterval(told.day.replace(day=1), told.day)
        low = told.count * 40
    said_by = chance.choice(BODIES) if chance.random() < 0.25 else name(chance) if chance.random() < 0.1 else None
    end = start + 90
    return Claim(
        document, told.kind, text[start:end], start, end, date=date_,
        place=() if chance.random() < 0.05 else ("Belarus",) if total or chance.random() < 0.04 else (told.place,),
        count=Count(low, low if chance.random() < 0.6 else None, words=str(low)) if counted or total else None,
        who=told.who, whom=told.whom, status=status, scope="total" if total else "event", said_by=said_by,
        confidence=round(0.5 + chance.random() / 2, 2), coder="rules 1",
    )  # fmt: skip
