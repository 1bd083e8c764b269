"""The chronicle in days: events under the day that the sources give, by kind; longer spans and the undated apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from letapis.claims.claim import DateInterval
from letapis.publications import addresses
from letapis.publications.interface import Interface
from letapis.publications.lookup import Lookup
from letapis.publications.views import EventView, Views, event_sort_key
from letapis.registry.record import Event

MOST_ON_ONE_PAGE = 300  # events; above it the days go to a page for each month
MOST_IN_MONTH = 400  # events; above it every day has its page
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class KindView:
    """The events of one kind on one day."""

    label: str
    family: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, a longer span, or what has no date."""

    anchor: str
    heading: str
    short: str
    note: str
    count: str
    kinds: tuple[KindView, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """A page of days."""

    key: str
    href: str
    label: str
    events: str
    note: str


def in_order(events: Iterable[Event], lookup: Lookup) -> list[Event]:
    """Events by day, then kind; the undated last."""
    return sorted(events, key=lambda event: event_sort_key(event, lookup.type_order))


def day_anchor(interval: DateInterval | None) -> str:
    """The permanent anchor of a day or span: `day-2020-10-11`."""
    if interval is None:
        return UNDATED
    first, last = interval.first.isoformat(), interval.last.isoformat()
    return f"day-{first}" if first == last else f"days-{first}-{last}"


def day_views(events: Sequence[Event], views: Views) -> tuple[DayView, ...]:
    """Ordered events in days. A span stands under its own heading: no day is made up for it."""
    return tuple(_day(interval, list(of_day), views) for interval, of_day in groupby(events, key=lambda e: e.date))


def _day(interval: DateInterval | None, events: list[Event], views: Views) -> DayView:
    words = views.words
    single = interval is not None and interval.first == interval.last
    heading = words("dates.unknown_heading") if interval is None else words.dates(interval)
    note = words("dates.unknown_note") if interval is None else "" if single else words("dates.within")
    return DayView(
        day_anchor(interval), words.weekday(interval.first) if interval and single else heading, heading, note,
        words.count("events", len(events)), tuple(_kinds(events, views)),
    )


def _kinds(events: list[Event], views: Views) -> Iterable[KindView]:
    for code, of_kind in groupby(events, key=lambda event: event.type):
        shown = tuple(views.event(event) for event in of_kind)
        yield KindView(views.words.type(code), shown[0].family, shown)


def month_key(event: Event) -> str:
    """`2020-10`, the month in which an event begins, or `undated`."""
    return event.date.first.strftime("%Y-%m") if event.date else UNDATED


def month_view(key: str, number: int, words: Interface) -> MonthView:
    """The page of a month with the number of its events."""
    undated = key == UNDATED
    label = words("dates.unknown_heading") if undated else words.month(int(key[:4]), int(key[5:]))
    note = words("dates.unknown_note") if undated else ""
    return MonthView(key, addresses.month_page(key), label, words.count("events", number), note)


def page_key(event: Event) -> str:
    """What parts a crowded month into pages: the day or span; of what has no date the kind."""
    return f"{UNDATED}-{event.type}" if event.date is None else day_anchor(event.date)


def day_page_view(events: Sequence[Event], words: Interface) -> MonthView:
    """The page of one day or span of a crowded month, or of one kind of what has no date."""
    key, interval = page_key(events[0]), events[0].date
    label = words.type(events[0].type) if interval is None else words.dates(interval)
    note = words("dates.unknown_note") if interval is None else ""
    return MonthView(key, addresses.day_page(key), label, words.count("events", len(events)), note)


def day_address(event: Event, lookup: Lookup) -> str:
    """Where in the chronicle an event stands."""
    anchor = day_anchor(event.date)
    if not by_months(lookup):
        return f"index.html#{anchor}"
    month = month_key(event)
    page = addresses.day_page(page_key(event)) if month in crowded(lookup) else addresses.month_page(month)
    return f"{page}#{anchor}"


def crowded(lookup: Lookup) -> frozenset[str]:
    """The months with too many events for one page; what has no date is a month of its own."""
    if lookup.crowded is None:
        numbers = Counter(month_key(event) for event in lookup.record.events)
        lookup.crowded = frozenset(month for month, number in numbers.items() if number > MOST_IN_MONTH)
    return lookup.crowded


def by_months(lookup: Lookup) -> bool:
    """Whether there are too many events for one page."""
    return len(lookup.record.events) > MOST_ON_ONE_PAGE
