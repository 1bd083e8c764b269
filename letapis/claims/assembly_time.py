"""When and where: the date and place of an act from its clause, its sentence, or where the narrative stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from letapis.claims.assembly_reading import Placed, Reading
from letapis.claims.claim import DateInterval
from letapis.claims.dates import DateSpan
from letapis.claims.places import PlaceSpan

HEADING_WORDS = 8  # a paragraph this short that holds a date or a place is a heading
COUNTRY_KINDS = frozenset({"country"})


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the narrative stands at a sentence: the last date and place that were set, and by which rule."""

    date: DateInterval | None = None
    date_rule: str = ""
    place: tuple[str, ...] = ()
    place_rule: str = ""


def interval(reading: Reading, span: DateSpan) -> DateInterval | None:
    """The closed interval of a date; an open end closes with the day the text was published."""
    last = span.last
    if span.first is None:
        return None
    if last is None:
        if reading.published is None or reading.published.day < span.first:
            return None
        last = reading.published.day
    return DateInterval(span.first, last) if span.first <= last else None


def narrative(reading: Reading) -> tuple[Stand, ...]:
    """The stand at the beginning of each sentence. A heading with a date holds until the next one."""
    stands: list[Stand] = []
    home = main_place(reading)
    base = current = Stand(place=home, place_rule="whole text" if home else "")
    paragraphs = iter(reading.tokens.paragraphs)
    paragraph = next(paragraphs, (0, 0))
    for start, end in reading.tokens.sentences:
        while start >= paragraph[1]:
            paragraph = next(paragraphs, (start, end))
        if start == paragraph[0]:
            current = base
            heading = _is_heading(reading, paragraph, (start, end))
        else:
            heading = False
        stands.append(current)
        current = _moved(reading, current, start, end)
        if heading:
            base = current
            stands[-1] = current
    return tuple(stands)


def _is_heading(reading: Reading, paragraph: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a paragraph's first sentence is little more than a date or a place."""
    start, end = sentence
    dates = [item for item in reading.dates.within(start, end) if item.first <= start + 4]
    return bool(dates) and end - start <= HEADING_WORDS + (dates[0].stop - dates[0].first)


def _moved(reading: Reading, stand: Stand, start: int, end: int) -> Stand:
    """The stand behind a sentence that names a day or a place."""
    date, date_rule = stand.date, stand.date_rule
    for item in reading.dates.within(start, end):
        value = interval(reading, item.span)
        if value is not None and (value.last - value.first).days <= 1:
            date, date_rule = value, "earlier date"
            break
    places = [item for item in reading.places.within(start, end) if item.span.kind not in COUNTRY_KINDS]
    if places:
        return Stand(date, date_rule, (places[0].span.place,), "earlier place")
    return Stand(date, date_rule, stand.place, stand.place_rule)


def main_place(reading: Reading) -> tuple[str, ...]:
    """The country that the text is about: the one named most, by itself or through its towns."""
    from letapis.vocabulary.gazetteer import place

    tally: Counter[str] = Counter()
    for item in reading.places.items:
        known = place(item.span.place)
        if known is None:
            continue
        tally[known.parents[-1] if known.parents else known.name] += 1
    if not tally:
        return ()
    best = max(tally.values())
    return (next(name for name in tally if tally[name] == best),)


def date_of(reading: Reading, head: int, clause: tuple[int, int], sentence: tuple[int, int], stand: Stand) -> tuple[DateInterval | None, str, str]:
    """The date of an act with its rule and words: nearest in the clause, else in the sentence, else the stand's."""
    for rule, (start, end) in (("date in clause", clause), ("date in sentence", sentence)):
        item = _nearest(reading, reading.dates.within(start, end), head)
        if item is not None:
            value = interval(reading, item.span)
            if value is not None:
                return value, rule, reading.text(item.first, item.stop)
    return stand.date, stand.date_rule, ""


def _nearest(reading: Reading, items: Sequence[Placed[DateSpan]], head: int) -> Placed[DateSpan] | None:
    usable = [item for item in items if interval(reading, item.span) is not None]
    return min(usable, key=lambda item: (abs(item.first - head), item.first), default=None)


def place_of(reading: Reading, head: int, clause: tuple[int, int], sentence: tuple[int, int], stand: Stand) -> tuple[tuple[str, ...], str, str]:
    """The most specific place of an act with its rule and words."""
    for rule, (start, end) in (("place in clause", clause), ("place in sentence", sentence)):
        items = _most_specific(reading.places.within(start, end))
        if items:
            nearest = min(items, key=lambda item: (abs(item.first - head), item.first))
            return (nearest.span.place,), rule, reading.text(nearest.first, nearest.stop)
    return stand.place, stand.place_rule, ""


def _most_specific(items: Sequence[Placed[PlaceSpan]]) -> list[Placed[PlaceSpan]]:
    towns = [item for item in items if item.span.kind not in COUNTRY_KINDS]
    return towns or list(items)
