"""When: the date of an act from its clause, its sentence, or where the narrative stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from letapis.claims.assembly.event import WITH_THE_CROWD
from letapis.claims.assembly.stand import Spot, interval
from letapis.claims.assembly.told import after, of_saying, perfect, since_span, standing, to_come
from letapis.claims.claim import DateInterval
from letapis.claims.dates import DateSpan
from letapis.claims.sentences.reading import Placed, Reading
from letapis.claims.sentences.scope import NOW

SPEECH = frozenset({"appeal", "condemnation"})  # acts that are done by saying them in the report itself
OF_WORDS = SPEECH | {"concession", "threat", "smear"}
SPOKEN = SPEECH | {  # acts that may themselves be done by saying: "announced on Monday"
    "smear", "concession", "threat", "dialogue", "sanction", "election", "closure", "organising", "award",
}  # fmt: skip
PLUPERFECT = 3  # tokens between "had" and its participle
MONTHS = frozenset({"month", "season", "year"})
# Acts that do not take the day of what was told before: they last, or are done by and by, or are only spoken of.
BY_ITSELF = frozenset(
    {
        "resignation", "dismissal", "threat", "strike", "hunger_strike", "aid", "appeal", "award", "organising",
        "due_process", "disappearance", "condemnation", "killing",
    }
)  # fmt: skip
LASTING = frozenset({"aid", "torture"})  # what lasts is no news of one day
OVER = frozenset({"happened", "alleged"})  # what is told as past is never of a day to come
WIDE = frozenset({"month", "season", "year", "interval", "week"})
PARTING = frozenset(";:.(\u2014\u2013")
OPENING = 3  # tokens of a sentence in which a day stands that holds for all of it

Found = tuple[DateInterval | None, str, str]


def date_of(reading: Reading, spot: Spot) -> Found:
    """The date of an act with its rule and words: nearest in the clause, else in the sentence, else the stand's.

    Below a heading with a date only a day in the clause, or one that opens the sentence, is nearer than the heading.
    A day beside a word of saying is that of the act only where nothing else tells one.
    """
    said: Placed[DateSpan] | None = None
    for rule, (start, end) in _scopes(spot):
        items = [item for item in reading.dates.within(start, end) if value_of(reading, spot, item.span) is not None]
        items = [item for item in items if not (_beside_heading(spot, item) or _of_the_promise(spot, item))]
        told = [item for item in items if spot.kind in SPOKEN or not of_saying(reading, item, spot.head)]
        said = said or next((item for item in items if item not in told), None)
        item = _nearest(reading, told, spot.head)
        if item is not None:
            return _dated(reading, spot, item, rule)
    return _undated(reading, spot, said)


def _dated(reading: Reading, spot: Spot, item: Placed[DateSpan], rule: str) -> Found:
    """The date that an expression gives an act; of another clause, none where its own tells what went before."""
    if rule == "date in sentence" and after(reading, spot.sentence[0], spot.clause[0]):
        return None, "", ""
    result = perfect(reading, spot.clause[0], spot.head) and not since_span(reading, item.span)
    if rule == "date in sentence" and result:
        return None, "", ""
    if rule == "date in sentence" and _apart(reading, spot, item):
        return _now(reading, spot, item), NOW, ""
    return value_of(reading, spot, item.span), rule, reading.text(item.first, item.stop)


def status_by_day(reading: Reading, spot: Spot, *, noun: bool) -> str:
    """The status of an act: one told by a noun with a day to come is planned ("A march on Sunday the 5th")."""
    coming = noun and spot.status == "happened" and to_come(reading, *spot.clause)
    return "planned" if coming else spot.status


def _scopes(spot: Spot) -> list[tuple[str, tuple[int, int]]]:
    start, end = spot.sentence
    if spot.stand.date_rule == "heading":
        return [("date in clause", spot.clause), ("date opens sentence", (start, min(start + OPENING, end)))]
    return [("date in clause", spot.clause), ("date in sentence", spot.sentence)]


def _beside_heading(spot: Spot, item: Placed[DateSpan]) -> bool:
    """Whether a month behind the act is told of something else: "agree to talks broken off in June"."""
    stand, span = spot.stand, item.span
    if stand.date_rule != "heading" or stand.date is None or span.first is None or span.last is None:
        return False
    within = span.first <= stand.date.first and stand.date.last <= span.last
    return within and item.first > spot.head and span.precision in MONTHS


def _of_the_promise(spot: Spot, item: Placed[DateSpan]) -> bool:
    """Whether a month behind an act of words is that of what the words are about: "promised to vote in October"."""
    return spot.kind in OF_WORDS and item.first > spot.head and item.span.precision in MONTHS


def _undated(reading: Reading, spot: Spot, said: Placed[DateSpan] | None) -> Found:
    """The date of an act that no day stands beside."""
    stand = spot.stand
    if stand.date_rule == "heading" and _background(reading, spot):
        return None, "", ""
    if (
        spot.kind in SPEECH
        and reading.published is not None
        and stand.date_rule != "heading"
        and _present(reading, spot.head)
    ):
        return DateInterval(reading.published.day, reading.published.day), "said in the report", ""
    if stand.date is None:
        return _without_stand(reading, spot, said)
    if stand.date_rule == "earlier date":
        coming = spot.status in {"planned", "threatened"}
        if coming or spot.kind in BY_ITSELF or perfect(reading, spot.clause[0], spot.head):
            return None, "", ""
        if standing(reading, *spot.clause) and reading.published is not None:
            return DateInterval(reading.published.day, reading.published.day), NOW, ""
    coming = reading.published is not None and stand.date.first > reading.published.day
    return (None, "", "") if coming and spot.status in OVER else (stand.date, stand.date_rule, "")


def _without_stand(reading: Reading, spot: Spot, said: Placed[DateSpan] | None) -> Found:
    """The date of an act where the narrative has set none: that of saying it, else that of the crowd told before."""
    if said is not None:
        return value_of(reading, spot, said.span), "day of saying", reading.text(said.first, said.stop)
    if reading.published is not None and _news(reading, spot):
        return DateInterval(reading.published.day, reading.published.day), "news of the day", ""
    event = spot.stand.event
    return (event, "day of the event", "") if event is not None and _of_the_event(reading, spot) else (None, "", "")


def _news(reading: Reading, spot: Spot) -> bool:
    """Whether an act is told before the text has named any day: then it is news of the day of the report."""
    if spot.status not in OVER or spot.kind in LASTING or perfect(reading, spot.clause[0], spot.head):
        return False
    before = reading.tokens.words[max(spot.clause[0], spot.head - PLUPERFECT) : spot.head]
    if reading.words.has_any("had", before):
        return False
    return not reading.dates.items or reading.dates.items[0].first > spot.sentence[1]


def _of_the_event(reading: Reading, spot: Spot) -> bool:
    """Whether an act without a day goes on with the crowd that the report is about; not as a result or a state."""
    if spot.kind not in WITH_THE_CROWD or spot.status not in OVER | {"denied"}:
        return False
    if perfect(reading, spot.clause[0], spot.head) or standing(reading, *spot.clause):
        return False
    return not _abroad(reading, spot)


def _abroad(reading: Reading, spot: Spot) -> bool:
    """Whether a sentence names a place of another country than that of the text."""
    places = [item.span for item in reading.places.within(*spot.sentence) if not item.span.implied]
    countries = {span.country or span.place for span in places}
    return bool(countries) and not countries & set(spot.stand.country)


def value_of(reading: Reading, spot: Spot, span: DateSpan) -> DateInterval | None:
    """The days that an expression means for this act: not to come for what is over, not past for what is planned."""
    value, today = interval(reading, span), reading.published.day if reading.published else None
    if value is None or today is None:
        return value
    other = DateInterval(*span.other) if span.other is not None else None
    if spot.status in OVER and value.first > today:
        return other if other is not None and other.last <= today else None
    if spot.status in OVER and value.first < today < value.last:  # "this week": as far as it has gone
        value = DateInterval(value.first, today)
    if spot.status == "planned" and value.last < today and other is not None and other.first > value.last:
        return other
    told = spot.stand.date or (spot.stand.event if spot.kind in WITH_THE_CROWD else None)
    if span.precision == "hour" and told is not None:
        return told
    stand = spot.stand.date
    if spot.stand.date_rule == "heading" and stand is not None and span.relative and value.first <= stand.last:
        value = DateInterval(value.first, min(value.last, max(stand.last, value.first)))
    yesterday = value.first == today - timedelta(days=1) and value.last == today and span.meaning == "past"
    if yesterday and stand is not None and stand.first == stand.last and value.first <= stand.first <= today:
        return stand  # "within a day", told of the day the narrative stands at
    return _until_stated(reading, spot, span, value)


def _background(reading: Reading, spot: Spot) -> bool:
    """Whether the clause tells what led to the rest: "after police had ...", "protests that have killed nine"."""
    start = spot.clause[0]
    words = reading.tokens.words[max(start - 1, 0) : start + 1]
    relative = reading.words.has_any("relatives", words)
    return after(reading, spot.sentence[0], start) or (relative and perfect(reading, start, spot.head))


def _apart(reading: Reading, spot: Spot, item: Placed[DateSpan]) -> bool:
    """Whether the clause tells what is so now, and the day begins a time told beside it: "since 2020; 33 are held"."""
    first, head = sorted((item.first, spot.head))
    parted = any(word in PARTING for word in reading.tokens.words[first:head])
    return parted and since_span(reading, item.span) and standing(reading, *spot.clause, present=True)


def _now(reading: Reading, spot: Spot, item: Placed[DateSpan]) -> DateInterval | None:
    """The last day of what goes on: that of the report, or the day stated with "as of"."""
    value = value_of(reading, spot, item.span)
    return value and DateInterval(value.last, value.last)


def _until_stated(reading: Reading, spot: Spot, span: DateSpan, value: DateInterval) -> DateInterval:
    """“As of 13 March ... since 1 February”: what is still going on ends with the day stated."""
    if not since_span(reading, span):
        return value
    for item in reading.dates.within(*spot.sentence):
        stated = item.span.last if item.span.as_of else None
        if stated is not None and value.first <= stated <= value.last:
            return DateInterval(value.first, stated)
    return value


def _present(reading: Reading, head: int) -> bool:
    """Whether the verb of speech at or just before token `head` is in the present tense."""
    words = reading.tokens.words[max(0, head - 3) : head + 1]
    return reading.words.has_any("present_speech", words)


def _nearest(reading: Reading, items: Sequence[Placed[DateSpan]], head: int) -> Placed[DateSpan] | None:
    usable = [item for item in items if not _deadline(reading, item)]
    usable = [item for item in usable if not item.span.as_of] or usable  # "as of 12:30" is not when it took place
    stamps = [item for item in usable if item.first > 0 and reading.tokens.words[item.first - 1] == "["]
    if stamps:  # lines of a chat: the stamp before the words is theirs
        before = [item for item in usable if item.first < head]
        usable = [max(before, key=lambda item: item.first)] if before else usable
    chosen = min(usable, key=lambda item: (abs(item.first - head), item.first), default=None)
    return chosen and _finer(reading, usable, chosen)


def _finer(reading: Reading, items: Sequence[Placed[DateSpan]], wide: Placed[DateSpan]) -> Placed[DateSpan]:
    """“Last year ... on 14 October” is one day: the day within the month or year that stands beside it."""
    if wide.span.precision not in WIDE or wide.span.first is None or wide.span.last is None:
        return wide
    inside = [
        item
        for item in items
        if item.span.first is not None
        and item.span.first == item.span.last
        and wide.span.first <= item.span.first <= wide.span.last
    ]
    return inside[0] if len(inside) == 1 and not since_span(reading, wide.span) else wide


def _deadline(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether the date is only a limit: "before 1 October"."""
    return item.first > 0 and reading.words.has("deadline", reading.tokens.words[item.first - 1])
