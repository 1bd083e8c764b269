"""Where a narrative stands at each sentence: the day and the place that the text has set, by heading or on its way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from letapis.claims.assembly.told import of_saying
from letapis.claims.claim import Count, DateInterval
from letapis.claims.dates import DateSpan
from letapis.claims.dates.lexicon import beside
from letapis.claims.places.lexicon import rules
from letapis.claims.places.reading import PlaceSpan
from letapis.claims.sentences.reading import Placed, Reading
from letapis.vocabulary.gazetteer import country_of

HEADING_WORDS = 4  # words beside the date or the place that a heading may have
LONGEST_HEADING = 2  # days that a heading may cover
TITLE_WORDS = 16  # words of a line that ends with its date
OPENING_SENTENCES = 3  # where a text says which period it reports, and from where
MAIN = "main town"  # the rule by which an act without a place is in the town that the text is about
MAIN_SHARE = 2 / 3  # of all towns named that the main one must have more than
LEAD_SHARE = 0.4  # the same where the text begins with it
HOMELAND = 1.5  # mentions that the country has of itself where a language is spoken in one country
SURE = frozenset({"site", "capital"})  # rules by which words that only imply a town are as good as its name
STAMP = re.compile(r"\d{1,2}[:.]\d\d")  # the hour that opens a line of a log
MANY = 3  # stamps of a chat, or sentences in the first person
EARLY = 0.25  # share of the text in which a witness says where
OPENING_TOKENS = 4  # tokens at the beginning of a paragraph that may take up the day before
OPENING_WORDS = 40  # tokens of a first paragraph that may be a title or a dateline
DISTANCES = frozenset({"ahead", "later_or_ahead", "past", "ago", "coming", "as_of", "by"})
COUNTRY = "country"
WIDE = frozenset({COUNTRY, "region"})
TOWNS = frozenset({"city", "capital", "town", "village", "settlement", "district"})


@dataclass(frozen=True, slots=True)
class Stand:
    """The day and the place set so far, each with the rule that set it; `country` is that of the whole text."""

    date: DateInterval | None = None
    date_rule: str = ""
    place: tuple[str, ...] = ()
    place_rule: str = ""
    country: tuple[str, ...] = ()
    event: DateInterval | None = None  # the day of the crowd that the report is about


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an act stands: its type and head, clause and sentence as token ranges, and the stand of the narrative."""

    kind: str
    head: int
    clause: tuple[int, int]
    sentence: tuple[int, int]
    stand: Stand
    status: str = "happened"
    count: Count | None = None  # what the act counts


def interval(reading: Reading, span: DateSpan) -> DateInterval | None:
    """The closed interval of a date. What is still going on ends with the day the text was published."""
    first, last = span.first, span.last
    today = reading.published.day if reading.published is not None else None
    if first is None:
        return None
    since = span.token > 0 and reading.words.has("since", reading.tokens.words[span.token - 1])
    if last is None or (since and span.precision != "open" and first != last):
        last = today
    if last is not None and today is not None and first <= today < last:
        last = today
    return DateInterval(first, last) if last is not None and first <= last else None


def stands(reading: Reading) -> tuple[Stand, ...]:
    """The stand at each sentence. A heading with a date or a place holds until the next one."""
    found: list[Stand] = []
    home = _home(reading)
    period = _period(reading)
    opening = replace(home, date=period, date_rule="period of the text" if period else "")
    if period is None and reading.published is not None and _is_log(reading):
        opening = replace(home, date=_day_of_log(reading, reading.published.day), date_rule="log of a day")
    base = current = told = opening  # of the headings, of this sentence, and the last that had a day
    words = reading.tokens.words
    last_run_in = len(words)  # where the last paragraph ends that begins with its day: what follows is of no day
    digest = _is_digest(reading)
    paragraphs = iter(reading.tokens.paragraphs)
    paragraph = next(paragraphs, (0, 0))
    for start, end in reading.tokens.sentences:
        opens = not found
        while start >= paragraph[1]:
            paragraph = next(paragraphs, (start, end))
            opens = True
        if opens:
            current = _continued(reading, base, told, start, end)
        heading = _heading(reading, start, end, paragraph, digest=digest) if opens else None
        if heading is not None:
            base = _set(base, (heading[0], ()), "heading")
            last_run_in = paragraph[1] if (start, end) != paragraph and heading[0] is not None else len(words)
            current = _set(current, heading, "heading")
        found.append(current)
        if heading is None:
            current = _moved(reading, current, start, end, period)
            if opens and _only_town(reading, start, end):
                current = replace(current, place_rule="heading")
        told = current if current.date is not None else told
    return tuple(
        replace(stand, date=opening.date, date_rule=opening.date_rule)
        if start >= last_run_in and stand.date_rule == "heading"
        else stand
        for (start, _), stand in zip(reading.tokens.sentences, found, strict=True)
    )


def _only_town(reading: Reading, start: int, end: int) -> bool:
    """Whether a paragraph is headed by the name of its town: "Orsha. At six ...", "Lida: ..."."""
    items = [item for item in reading.places.within(start, end) if not item.span.implied]
    if len(items) != 1 or items[0].first != start:
        return False
    return not any(word[0].isalnum() for word in reading.tokens.words[items[0].stop : end])


def _is_digest(reading: Reading) -> bool:
    """Whether the text is a row of entries below dates: two paragraphs or more are nothing but a date."""
    position, headings = 0, 0
    for start, end in reading.tokens.paragraphs:
        while position < len(reading.dates.items) and reading.dates.items[position].first < start:
            position += 1
        if position < len(reading.dates.items) and reading.dates.items[position].first == start:
            headings += reading.dates.items[position].stop >= end - 1
    return headings > 1


def _is_log(reading: Reading) -> bool:
    """Whether a text is told by the hour, without a day: three of its sentences or more open with a stamp."""
    words, stamps = reading.tokens.words, 0
    for start, end in reading.tokens.sentences:
        first = start + (words[start] == "[")
        stamps += first < end and STAMP.fullmatch(words[first]) is not None
        if stamps >= MANY:
            return not any(item.span.year_given for item in reading.dates.items)
    return False


def _day_of_log(reading: Reading, today: date) -> DateInterval:
    """The day that the title of a log names, else that of the report."""
    for item in reading.dates.within(0, reading.tokens.paragraphs[0][1]):
        value = interval(reading, item.span)
        if value is not None and value.first == value.last and item.span.precision == "day":
            return value
    return DateInterval(today, today)


def _set(stand: Stand, mark: tuple[DateInterval | None, tuple[str, ...]], rule: str) -> Stand:
    date, places = mark
    if date is not None:
        stand = replace(stand, date=date, date_rule=rule)
    return replace(stand, place=places, place_rule=rule) if places else stand


def _heading(
    reading: Reading, start: int, end: int, paragraph: tuple[int, int], *, digest: bool
) -> tuple[DateInterval | None, tuple[str, ...]] | None:
    """The date and place of a first sentence that is little more than these: "10 February.", "Managua, 9 February."."""
    dates = [item for item in reading.dates.within(start, end) if _may_head(reading, item)]
    words = reading.tokens.words
    if not dates:
        return None
    if words[max(dates[0].first - 1, 0)] == "[":  # the stamp of a chat: of one message, or of many in one paragraph
        many = sum(words[max(item.first - 1, 0)] == "[" for item in reading.dates.within(*paragraph)) > 1
        return None if many else (interval(reading, dates[0].span), ())
    rest = sum(
        1 for index in range(start, end) if words[index][0].isalpha() and not dates[0].first <= index < dates[0].stop
    )
    verbal = reading.words.has_any("verbs", words[start:end])
    titled = (
        (start, end) == paragraph and dates[-1].stop >= end - 1 and rest <= TITLE_WORDS and end - dates[-1].stop <= 1
    )
    if (rest > HEADING_WORDS or verbal) and not titled:
        return None
    chosen = dates[-1] if titled else dates[0]
    whole = (start, end) == paragraph
    date = interval(reading, chosen.span)
    if date is not None and (date.last - date.first).days > LONGEST_HEADING:
        date = None
    if (
        _of_the_report(reading, chosen)
        and words[chosen.first - 1] != "|"
        and (rest or (whole and start and not digest))
    ):
        date = None  # the day of the report itself, not of what it tells
    return date, _towns(reading.places.within(start, end))[:1]


def _may_head(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether a date may stand over what follows: one of the calendar, not a distance ("in one day")."""
    return interval(reading, item.span) is not None and item.span.meaning not in DISTANCES


def _of_the_report(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether a date is the day on which the text was published."""
    return reading.published is not None and item.span.first == item.span.last == reading.published.day


def _towns(items: tuple[Placed[PlaceSpan], ...]) -> tuple[str, ...]:
    towns = (item.span for item in items if item.span.kind != COUNTRY)
    return tuple(span.place for span in towns if not span.implied or span.rule in SURE | {"adjective"})


def _moved(reading: Reading, stand: Stand, start: int, end: int, period: DateInterval | None) -> Stand:
    """The stand behind a sentence that names a day or a place."""
    for item in reading.dates.within(start, end):
        value = interval(reading, item.span) if _tells(reading, item) else None
        if value is not None and (value.last - value.first).days <= (period is None):
            stand = replace(stand, date=value, date_rule="earlier date")
            if reading.tokens.words[max(item.first - 1, 0)] != "[":
                break
    towns = _towns(tuple(item for item in reading.places.within(start, end) if _stands(reading, item)))
    if not towns:
        return stand
    return replace(stand, place=towns[:1], place_rule="earlier place")


def _stands(reading: Reading, item: Placed[PlaceSpan]) -> bool:
    """Whether the tale goes on at a place: not where it is only told whence somebody or something is."""
    return item.first == 0 or not reading.words.has("origin", reading.tokens.words[item.first - 1])


def _tells(reading: Reading, item: Placed[DateSpan]) -> bool:
    """Whether the tale goes on from a day: not from one to come, a limit ("before 1 October"), or the day of saying."""
    today = reading.published.day if reading.published is not None else None
    if item.span.as_of or (today and item.span.first and item.span.first > today):
        return False
    limit = item.first > 0 and reading.words.has("deadline", reading.tokens.words[item.first - 1])
    return not limit and not of_saying(reading, item, -1)


def _continued(reading: Reading, base: Stand, told: Stand, start: int, end: int) -> Stand:
    """The stand at the beginning of a paragraph: the text's; the day told before if it opens "In the evening"."""
    opening = reading.tokens.words[start : min(start + OPENING_TOKENS, end)]
    if base.date is None and any(word in beside(reading.language, "continuing") for word in opening):
        return replace(base, date=told.date, date_rule=told.date_rule)
    return base


def _period(reading: Reading) -> DateInterval | None:
    """The week or so that a text says at its beginning it reports on: "This week has had its ups and downs"."""
    if not reading.tokens.sentences or reading.published is None:
        return None
    opening = {start for start, _ in reading.tokens.sentences[:OPENING_SENTENCES]}
    for item in reading.dates.within(0, max(opening) + 1):
        if item.first not in opening:
            continue
        value = interval(reading, item.span)
        if value and 4 <= (value.last - value.first).days <= 7 and 0 <= (reading.published.day - value.last).days <= 2:
            return value
    return None


def _home(reading: Reading) -> Stand:
    """The town of the dateline or title, or else the country that the whole text is about."""
    countries: dict[str, float] = defaultdict(float)
    homeland = rules(reading.language).homeland
    if homeland:
        countries[homeland] = HOMELAND
    for item in reading.places.items:
        country = item.span.country or country_of(item.span.place)
        if country:
            countries[country] += 1
    nation = _most(countries)
    country_place = (nation,) if nation else ()
    opening = _opening_town(reading) or _personal_town(reading)
    if opening:
        return Stand(place=(opening,), place_rule="dateline", country=country_place)
    main = _main_town(reading)
    if main and (not country_place or country_of(main) in country_place):
        return Stand(place=(main,), place_rule=MAIN, country=country_place)
    return Stand(place=country_place, place_rule="country of the text" if country_place else "", country=country_place)


def _main_town(reading: Reading) -> str:
    """The town that most of the named towns, streets and factories of a text are or lie in; none in a row of days."""
    if _is_digest(reading):
        return ""
    named = [item for item in reading.places.items if item.span.kind in TOWNS or item.span.rule in SURE]
    tally = Counter(item.span.place for item in named)
    main = _most(tally)
    first = any(item.span.place == main for item in named if item.first < _lead(reading))
    return main if tally[main] > (LEAD_SHARE if first else MAIN_SHARE) * tally.total() else ""


def _lead(reading: Reading) -> int:
    """Behind the first paragraph, and behind the next one where the first is a title."""
    ends = [end for _, end in reading.tokens.paragraphs[:2]]
    titled = len(ends) > 1 and reading.tokens.words[ends[0] - 1] not in ".!?"
    return ends[titled] if ends else 0


def _personal_town(reading: Reading) -> str:
    """The town of a chat (named most) or of a witness (named first, early in the text)."""
    words = reading.tokens.words
    towns = [item for item in reading.places.items if item.span.kind in TOWNS]
    if not towns:
        return ""
    stamps = sum(1 for item in reading.dates.items if item.first and words[item.first - 1] == "[")
    if stamps >= MANY:
        weights: Counter[str] = Counter()
        for item in reading.places.items:
            if item.span.kind not in WIDE:
                weights[item.span.place] += 2 if not item.span.implied or item.span.rule in SURE else 1
        return _most(weights)
    witness = sum(1 for start, end in reading.tokens.sentences if reading.words.has_any("witness", words[start:end]))
    early = towns[0].first < len(words) * EARLY and not towns[0].span.implied
    return towns[0].span.place if early and witness * 3 >= len(reading.tokens.sentences) and witness >= MANY else ""


def _most(tally: Mapping[str, float]) -> str:
    best = max(tally.values(), default=0)
    return next((name for name in tally if tally[name] == best), "")


def _opening_town(reading: Reading) -> str:
    """The one town that a title or a dateline at the beginning names."""
    if not reading.tokens.paragraphs:
        return ""
    start, end = reading.tokens.paragraphs[0]
    towns = [item for item in reading.places.within(start, end) if item.span.kind not in WIDE]
    days = reading.dates.within(start, end)
    dated = any(_of_the_report(reading, item) and not item.span.relative for item in days)
    title = dated or reading.headed or reading.tokens.words[end - 1] not in ".!?"
    title = title or (bool(towns) and towns[0].first == start)
    if end - start > OPENING_WORDS or not title or len({item.span.place for item in towns}) != 1:
        return ""
    return towns[0].span.place
