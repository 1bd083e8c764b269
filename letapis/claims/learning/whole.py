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

SHORT = 1  # days that a day told of may last


@dataclass(frozen=True, slots=True)
class Whole:
    """Days and places, each with the source that offers it."""

    days: tuple[tuple[str, DateInterval], ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]


def whole_of(reading: Reading, document: Document) -> Whole:
    """What a text offers to any of its acts."""
    values = [interval(reading, item.span) for item in reading.dates.items]
    days = [value for value in values if value is not None and (value.last - value.first).days <= SHORT]
    towns = [item for item in reading.places.items if item.span.kind not in WIDE]
    return Whole(
        (*_days(reading, days), *_title_days(reading, document)),
        (*_places(towns), *_title_places(reading, document)),
    )


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


def _places(towns: Sequence[Placed[PlaceSpan]]) -> list[tuple[str, tuple[str, ...]]]:
    """The first town of a text, and the one it names most."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if towns:
        found.append(("first of text", (towns[0].span.place,)))
        (most, times), *rest = Counter(item.span.place for item in towns).most_common(2)
        if times > 1 and all(number < times for _, number in rest):
            found.append(("most of text", (most,)))
    return found


def _title_places(reading: Reading, document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """The first place that the title names."""
    spans = read_places(tokenise(document.title), reading.language) if document.title else []
    named = [span for span in spans if not (span.metonym or span.in_name)]
    return [(f"title {'country' if span.kind == COUNTRY else 'town'}", (span.place,)) for span in named[:1]]
