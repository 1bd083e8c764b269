"""Every day that a text offers an act: of clause, sentence, paragraph, narrative, publication; and none."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.assembly.stand import Spot, interval
from letapis.claims.assembly.time import Found, value_of
from letapis.claims.assembly.told import after, of_saying, perfect, standing
from letapis.claims.claim import DateInterval
from letapis.claims.dates import DateSpan
from letapis.claims.learning.options import LEARNED, Asked, Collected, distance
from letapis.claims.sentences.reading import Placed, Reading

Day = DateInterval | None
FEW = 8  # days before that are looked at
FARTHEST = 6  # sentences back at which a day was named; what is farther is alike


def date_options(reading: Reading, spot: Spot, ruled: Found) -> Asked[Day]:
    """The options for the date of an act; `ruled` is what the rules took."""
    found: Collected[Day] = Collected(ruled, _circumstances(reading, spot))
    _named(found, reading, spot)
    stand = spot.stand
    if stand.date is not None:
        found.offer(stand.date, stand.date_rule, "", f"stand {stand.date_rule}", _kind(reading, stand.date))
    _around(found, reading, spot)
    if reading.published is not None:
        today = reading.published.day
        found.offer(DateInterval(today, today), f"{LEARNED}publication", "", "publication")
    for source, day in reading.whole.days if reading.whole is not None else ():
        found.offer(day, LEARNED + source, "", source, _kind(reading, day))
    found.offer(None, f"{LEARNED}none", "", "none")
    return found.asked()


def _circumstances(reading: Reading, spot: Spot) -> list[str]:
    """How the act is told, and how many sentences ago the last day was named."""
    start, end = spot.sentence
    before = reading.dates.before(start, 1)
    gap = FARTHEST
    found = [f"status {spot.status}", "days in sentence" if reading.dates.within(start, end) else "no day in sentence"]
    if before:
        last = before[0].first
        gap = min(reading.tokens.sentence_of(start) - reading.tokens.sentence_of(last), FARTHEST)
        found += ["same paragraph"] * (reading.paragraph_of(last) == reading.paragraph_of(start))
    found.append(f"{gap} sentences ago")
    found += ["perfect"] * perfect(reading, spot.clause[0], spot.head)
    found += ["standing"] * standing(reading, *spot.clause)
    found += ["went before"] * after(reading, start, spot.clause[0])
    return found


def _named(found: Collected[Day], reading: Reading, spot: Spot) -> None:
    """The days that the sentence of the act names."""
    start, end = spot.clause
    items = reading.dates.within(*spot.sentence)
    for item in items:
        value = value_of(reading, spot, item.span)
        if value is None:
            continue
        where = "clause" if start <= item.first < end else "sentence"
        traits = [f"{where} {distance(item.first, item.stop, spot.head)}", *_traits(reading, item, spot)]
        traits += ["only one named"] * (len(items) == 1) + ["opens"] * (item.first - spot.sentence[0] < 3)
        found.offer(value, f"date in {where}", reading.text(item.first, item.stop), where, traits)


def _traits(reading: Reading, item: Placed[DateSpan], spot: Spot) -> list[str]:
    span = item.span
    found = [f"precision {span.precision}", f"meaning {span.meaning or 'none'}"]
    flags = {
        "relative": span.relative,
        "as of": span.as_of,
        "of saying": of_saying(reading, item, spot.head),
        "limit": item.first > 0 and reading.words.has("deadline", reading.tokens.words[item.first - 1]),
        "since": item.first > 0 and reading.words.has("since", reading.tokens.words[item.first - 1]),
        "with a year": span.year_given,
        "bracket": item.first > 0 and reading.tokens.words[item.first - 1] in "[(",
    }
    return found + [name for name, holds in flags.items() if holds]


def _around(found: Collected[Day], reading: Reading, spot: Spot) -> None:
    """The days of the sentences before in the paragraph, of the one behind, and the last day named before."""
    start, end = spot.sentence
    opening, dates = reading.paragraph_of(start), reading.dates
    earlier = dates.before(start, FEW)
    here = [item for item in earlier if item.first >= opening]
    previous = reading.openings[reading.tokens.sentence_of(start - 1)] if start else 0
    _offer(found, reading, spot, [item for item in here if item.first >= previous][-1:], "previous sentence")
    _offer(found, reading, spot, dates.first(opening, start), "first of paragraph")
    _offer(found, reading, spot, here[-1:], "last of paragraph")
    told = next((item for item in reversed(earlier) if (day := interval(reading, item.span)) and _short(day)), None)
    _offer(found, reading, spot, [] if told is None else [told], "last before")
    if not here and start:
        above = reading.paragraph_of(max(opening - 1, 0))
        _offer(found, reading, spot, dates.first(above, opening), "first of paragraph before")
        _offer(found, reading, spot, dates.before(opening, 1, above), "last of paragraph before")
    if end < len(reading.tokens.words) and reading.paragraph_of(end) == opening:
        following = reading.tokens.sentences[reading.tokens.sentence_of(end)]
        _offer(found, reading, spot, dates.first(*following), "next sentence")


def _offer(found: Collected[Day], reading: Reading, spot: Spot, items: Sequence[Placed[DateSpan]], source: str) -> None:
    for item in items:
        value = value_of(reading, spot, item.span)
        if value is not None:
            words = reading.text(item.first, item.stop)
            found.offer(value, LEARNED + source, words, source, _kind(reading, value))


def _short(value: DateInterval) -> bool:
    return (value.last - value.first).days <= 1


def _kind(reading: Reading, value: DateInterval) -> list[str]:
    """How long a stretch is, and how it lies to the day of publication."""
    days = (value.last - value.first).days
    found = ["length " + ("day" if not days else "days" if days < 3 else "week" if days < 9 else "long")]
    if reading.published is not None:
        ago = (reading.published.day - value.last).days
        found.append("ends " + ("later" if ago < 0 else "today" if not ago else "lately" if ago < 8 else "long ago"))
    return found
