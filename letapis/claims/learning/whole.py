"""What a text as a whole offers and is like: its days and towns, those of its title, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from letapis.claims.assembly.stand import COUNTRY, WIDE, interval
from letapis.claims.claim import DateInterval
from letapis.claims.dates import read_dates
from letapis.claims.places.reading import PlaceSpan, read_places
from letapis.claims.sentences.reading import Placed, Reading
from letapis.claims.tokens import tokenise
from letapis.sources.document import Document
from letapis.vocabulary.gazetteer import capitals, country_of

STEPS = (0, 1, 3, 7)
STAMPS = 3  # days in brackets that make a chat
SHORT = 1  # days that a day told of may last


@dataclass(frozen=True, slots=True)
class Whole:
    """Days and places with the source that offers each, and circumstances of the whole text."""

    days: tuple[tuple[str, DateInterval], ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]
    around: tuple[str, ...]


def whole_of(reading: Reading, document: Document) -> Whole:
    """What a text offers to any of its acts."""
    days = [value for item in reading.dates.items if (value := interval(reading, item.span)) is not None and _day(value)]
    towns = [item for item in reading.places.items if item.span.kind not in WIDE]
    return Whole(
        (*_days(reading, days), *_title_days(reading, document)),
        (*_places(reading, towns), *_told_places(reading, document)),
        (
            f"days {_step(len(set(days)))}",
            f"towns {_step(len({item.span.place for item in towns}))}",
            f"text {_step(len(reading.tokens.words) // 100)}",
            f"paragraphs {_step(len(reading.tokens.paragraphs))}",
            "chat" if _stamps(reading) >= STAMPS else "no chat",
            "today named" if reading.published and any(one.last == reading.published.day for one in days) else "",
        ),
    )


def _day(value: DateInterval) -> bool:
    return (value.last - value.first).days <= SHORT


def _step(number: int) -> str:
    return f"to {next((step for step in STEPS if number <= step), 'more')}"


def _stamps(reading: Reading) -> int:
    words = reading.tokens.words
    return sum(1 for item in reading.dates.items if item.first and words[item.first - 1] == "[")


def _days(reading: Reading, days: Sequence[DateInterval]) -> list[tuple[str, DateInterval]]:
    """The first day of a text, the one it names most, the latest that is over, and that before its publication."""
    found: list[tuple[str, DateInterval]] = []
    today = reading.published.day if reading.published is not None else None
    over = [one for one in days if today is None or one.last <= today]
    if over:
        found += [("first of text", over[0]), ("latest of text", max(over, key=lambda one: (one.last, one.first)))]
        (most, times), *rest = Counter(over).most_common(2)
        if times > 1 and all(number < times for _, number in rest):
            found.append(("most of text", most))
    if today is not None:
        found.append(("day before", DateInterval(today - timedelta(days=1), today - timedelta(days=1))))
    return found


def _title_days(reading: Reading, document: Document) -> list[tuple[str, DateInterval]]:
    if not document.title:
        return []
    spans = read_dates(tokenise(document.title), reading.language, document.published)
    days = [value for span in spans if (value := interval(reading, span)) is not None]
    return [("title", value) for value in days[:1]]


def _places(reading: Reading, towns: Sequence[Placed[PlaceSpan]]) -> list[tuple[str, tuple[str, ...]]]:
    """The first town of a text, the one it names most, and the capital of the country it names most."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if towns:
        found.append(("first of text", (towns[0].span.place,)))
        (most, times), *rest = Counter(item.span.place for item in towns).most_common(2)
        if times > 1 and all(number < times for _, number in rest):
            found.append(("most of text", (most,)))
    countries = Counter(item.span.country or country_of(item.span.place) for item in reading.places.items)
    nation = next((name for name, _ in countries.most_common(1) if name), "")
    if nation in capitals():
        found.append(("capital", (capitals()[nation],)))
    return found


def _told_places(reading: Reading, document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """The places that title and publisher name."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for source, text in (("title", document.title), ("publisher", document.publisher)):
        spans = read_places(tokenise(text), reading.language) if text else []
        for span in spans:
            if not (span.metonym or span.in_name and source == "title"):
                kind = "country" if span.kind == COUNTRY else "town"
                found.append((f"{source} {kind}", (span.place,)))
                break
    return found
