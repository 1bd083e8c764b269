"""Edges of a text for the patterns of dates: phrases, days and years in digits, numeric dates, clock times."""

from __future__ import annotations

from datetime import date, time

from letapis.claims.dates.calendar import day
from letapis.claims.dates.lexicon import UNSURE, DateLexicon
from letapis.claims.numerals import Numeral
from letapis.claims.patterns import Edge
from letapis.claims.tokens import Tokens

NOON = 12
RECENT, FUTURE, OLD = 1800, 2100, 1000  # years that digits alone may be, and those that need a word beside them
LEAP_YEAR = 2020  # it has every day
YEAR_DIGITS = 4
SHORT, TURN = 2, 30  # digits of a short year, and the first that is of the last century
MONTHS = 12
HALVES = {"am": 0, "a.m.": 0, "pm": NOON, "p.m.": NOON}
OPENERS = frozenset({"а", "и", "но", "і", "але", "та"})  # before "14-го", at the beginning of a sentence
MARKS = frozenset("./-\u2010\u2011\u2013")
DECADE_ENDINGS = frozenset({"s", "х", "е", "я", "ті", "их", "ых", "er", "ern"})
NEUTER = frozenset({"е", "ое", "ае"})  # endings of "на 28-е": the day understood
GENITIVE = frozenset({"го", "га", "ого"})  # of "14-го построили"
Edges = dict[int, list[Edge]]
ROMAN_TENS = ("", "x", "xx")
ROMAN_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = {tens + units: 10 * ten + one for ten, tens in enumerate(ROMAN_TENS) for one, units in enumerate(ROMAN_UNITS)}
CYRILLIC = str.maketrans("xi", "\u0445\u0456")  # as they are typed on a Cyrillic keyboard
ROMAN_NUMBERS = {
    word: number for spelt, number in ROMAN.items() for word in (spelt, spelt.translate(CYRILLIC)) if spelt
}


def lattice(tokens: Tokens, lexicon: DateLexicon, numerals: dict[int, Numeral]) -> Edges:
    """All edges of a text by the token they begin at."""
    edges: Edges = {}
    first_words = lexicon.phrases.by_first
    for index, word in enumerate(tokens.words):
        if word in first_words:
            found = lexicon.phrases.edges(tokens.words, index)
            edges[index] = _checked(tokens, index, found) if word in lexicon.unsure else found
    for index, numeral in numerals.items():
        edges.setdefault(index, []).extend(_numeral_edges(tokens, index, numeral, edges))
    _marked_edges(tokens, lexicon, edges)
    skip = -1
    for index in numerals:
        if index < skip or not tokens.words[index][0].isdecimal():
            continue
        found_date = numeric_date(tokens, index, lexicon.month_first)
        if found_date is not None:
            edges[index] = [found_date]
            skip = found_date.end
        elif not lexicon.month_first and (found_day := dotted_day(tokens, index, lexicon)) is not None:
            edges[index] = [found_day]
            skip = found_day.end
    return edges


def _marked_edges(tokens: Tokens, lexicon: DateLexicon, edges: Edges) -> None:
    """Edges of words with a mark or a half of the day: "ноябре-декабре", "12:30", "9 p.m."."""
    for index, word in enumerate(tokens.words):
        if word.isalpha():
            if word in ROMAN_NUMBERS and tokens.raw(index).isupper():
                edges.setdefault(index, []).append(Edge(index + 1, "ROMAN", ROMAN_NUMBERS[word]))
        elif "-" in word:
            edges.setdefault(index, []).extend(_pair(lexicon, word, index))
        elif ":" in word and (clock := clock_time(word, index)) is not None:
            edges[index] = [clock]
        elif word[0].isdecimal() and (clock := _spoken_clock(tokens, index, lexicon)) is not None:
            edges.setdefault(index, []).append(clock)


def _checked(tokens: Tokens, index: int, edges: list[Edge]) -> list[Edge]:
    """A month that is also another word counts as a month with a capital letter only."""
    letters = tokens.raw(index)
    capital = letters[0].isupper() and (len(letters) < 4 or not letters.isupper())
    sure = [edge for edge in edges if edge.symbol != UNSURE]
    months = [Edge(edge.end, "MONTH", edge.value) for edge in edges if edge.symbol == UNSURE]
    return sure + months if capital else sure


def _pair(lexicon: DateLexicon, word: str, index: int) -> list[Edge]:
    """Two months or weekdays in one word: "в ноябре-декабре"."""
    parts = word.split("-")
    if len(parts) != 2 or not all(part in lexicon.phrases.by_first for part in parts):
        return []
    first, second = (
        {edge.symbol: edge.value for edge in lexicon.phrases.edges((part,), 0)} for part in parts
    )  # fmt: skip
    symbols = [symbol for symbol in ("MONTH", "WEEKDAY", "SEASON") if symbol in first and symbol in second]
    return [Edge(index + 1, f"{symbol}_PAIR", (first[symbol], second[symbol])) for symbol in symbols]


def _numeral_edges(tokens: Tokens, index: int, numeral: Numeral, edges: Edges) -> list[Edge]:
    whole = numeral.low == int(numeral.low) and numeral.high == numeral.low
    found = [] if numeral.kind == "ordinal" else [Edge(numeral.end, "NUMBER", numeral)]
    if not whole:
        return found
    value = int(numeral.low)
    if numeral.kind == "ordinal":
        found.append(Edge(numeral.end, "ORDINAL", value))
    if _glued(tokens, index, numeral.end):
        return found + (_year_edges(tokens, index, numeral, value, edges) if _of_two_years(tokens, index) else [])
    return found + _day_edges(tokens, index, numeral, value) + _year_edges(tokens, index, numeral, value, edges)


def _day_edges(tokens: Tokens, index: int, numeral: Numeral, value: int) -> list[Edge]:
    """A day of the month: "9", "9th", "9-го", "девятого"."""
    if not 1 <= value <= 31:
        return []
    if numeral.kind != "ordinal":
        plain = numeral.digits and tokens.words[index].isdecimal() and len(tokens.words[index]) <= 2
        return [Edge(numeral.end, "DAY", value)] if plain else []
    symbols = ["DAY"]
    if numeral.digits:
        symbols.append("DAY_ORD")
        ending = tokens.words[numeral.end - 1]
        if ending in NEUTER:
            symbols.append("DAY_NEUTER")
        opened = index > 0 and tokens.words[index - 1] in OPENERS and tokens.at_sentence_start(index - 1)
        if ending in GENITIVE and (opened or tokens.at_sentence_start(index)):
            symbols.append("DAY_START")
    return [Edge(numeral.end, symbol, value) for symbol in symbols]


def _year_edges(tokens: Tokens, index: int, numeral: Numeral, value: int, edges: Edges) -> list[Edge]:
    """A year in four digits, "2006-м", "91-го", and a decade, "1970-х", "80-е"."""
    length = len(tokens.words[index])
    if length == SHORT and tokens.words[index].isdecimal():
        return _short_year_edges(tokens, index, numeral, value)
    if not numeral.digits or length != YEAR_DIGITS or not _is_year(value, index, numeral.end, edges):
        return []
    decade = _decade_end(tokens, index + 1) if value % 10 == 0 else 0
    if decade and numeral.kind == "ordinal":
        return [Edge(decade, "DECADE", value)]
    found = [Edge(numeral.end, "YEAR_ORD" if numeral.kind == "ordinal" else "YEAR", value)]
    if decade:
        found.append(Edge(decade, "DECADE", value))
    return found


def _is_year(value: int, start: int, end: int, edges: Edges) -> bool:
    """Whether digits are a year: an old one only behind its month or before the word for a year."""
    if RECENT <= value < FUTURE:
        return True
    before, after = edges.get(start - 1, ()), edges.get(end, ())
    told = any(edge.symbol == "MONTH" for edge in before) or any(edge.symbol == "YEAR_WORD" for edge in after)
    return OLD <= value < RECENT and told


def _short_year_edges(tokens: Tokens, index: int, numeral: Numeral, value: int) -> list[Edge]:
    """“91-го” as a year, “90-х” as a decade."""
    decade = _decade_end(tokens, index + 1) if value % 10 == 0 else 0
    if decade:
        return [Edge(decade, "DECADE_SHORT", value)]
    if numeral.kind == "ordinal" and numeral.digits:
        return [Edge(numeral.end, "YEAR_SHORT", value + (2000 if value < TURN else 1900))]
    return []


def _decade_end(tokens: Tokens, end: int) -> int:
    """Where "1990s" and "1970-х" end, from the token after the digits on; 0 where no such ending follows."""
    at = end + 1 if end < len(tokens.words) and tokens.words[end] == "-" else end
    if at >= len(tokens.words) or tokens.starts[at] != tokens.ends[at - 1]:
        return 0
    return at + 1 if tokens.words[at] in DECADE_ENDINGS else 0


def _glued(tokens: Tokens, index: int, end: int) -> bool:
    """Whether a mark joins the digits to further digits: the 10 of "10/4", the 34 of "23.34"."""
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    joined = index > 1 and words[index - 1] in "./:" and ends[index - 1] == starts[index]
    if joined and words[index - 2][-1:].isdecimal():
        return ends[index - 2] == starts[index - 1]
    if end + 1 < len(words) and words[end] in "./:" and ends[end - 1] == starts[end] and ends[end] == starts[end + 1]:
        return words[end + 1][0].isdecimal()
    return False


def _of_two_years(tokens: Tokens, index: int) -> bool:
    """Whether four digits stand beside four others behind a stroke: the winter of 2009/2010."""
    for first in (index, index - 2):
        pair = tokens.words[max(first, 0) : first + 3]
        if len(pair) == len("a/b") and pair[1] == "/" and all(len(word) == YEAR_DIGITS for word in pair[::2]):
            return pair[0].isdecimal() and pair[2].isdecimal()
    return False


def numeric_date(tokens: Tokens, index: int, month_first: bool) -> Edge | None:
    """`12.10.2020`, `2020-10-12`, `10/12/2020`; None where the digits are no date of the calendar."""
    parts, mark, end = _digit_groups(tokens, index)
    if len(parts) != 3 or len(mark) != 1:
        return None
    found = _arranged(parts, mark.pop(), month_first)
    if found is None:
        return None
    return Edge(end, "DATE", found)


def _digit_groups(tokens: Tokens, index: int) -> tuple[list[str], set[str], int]:
    """Up to four groups of digits joined by marks without a space, the marks, and where they end."""
    parts: list[str] = []
    marks: set[str] = set()
    at = index
    if index and tokens.ends[index - 1] == tokens.starts[index] and tokens.words[index - 1] in MARKS:
        dotted_range = "." in tokens.words[index] and tokens.words[index - 1] not in "./"  # "14-15.10.2020"
        touches = index > 1 and tokens.ends[index - 2] == tokens.starts[index - 1]
        if touches and tokens.words[index - 2][-1:].isdecimal() and not dotted_range:
            return [], set(), index
    while at < len(tokens.words) and tokens.words[at][0].isdecimal() and len(parts) < 5:
        word = tokens.words[at]
        if "." in word or "," in word:
            marks.add("." if "." in word else ",")
        if not word.replace(".", "").isdecimal():
            return [], set(), index
        parts += word.split(".")
        at += 1
        joined = at + 1 < len(tokens.words) and tokens.words[at] in MARKS and tokens.ends[at - 1] == tokens.starts[at]
        if not joined or tokens.ends[at] != tokens.starts[at + 1] or not tokens.words[at + 1][0].isdecimal():
            break
        marks.add("-" if tokens.words[at] in "-\u2010\u2011\u2013" else tokens.words[at])
        at += 1
    return parts, marks, at


def _arranged(parts: list[str], mark: str, month_first: bool) -> date | None:
    lengths = tuple(len(part) for part in parts)
    if max(lengths) > 4 or lengths[1] > 2:
        return None
    first, second, third = (int(part) for part in parts)
    if lengths[0] == 4:
        return day(first, second, third) if lengths[2] <= 2 else None
    version = lengths[2] == 2 and mark == "." and min(lengths) < 2  # "1.1.30" is the number of a version
    if lengths[2] not in {2, 4} or lengths[0] > 2 or version:
        return None
    year = third if len(parts[2]) == 4 else third + (2000 if third < 50 else 1900)
    if not 1800 <= year < 2100:
        return None
    usual = day(year, first, second) if month_first and mark == "/" else day(year, second, first)
    if usual is None and month_first and mark in "/-":
        return day(year, second, first) if mark == "/" else day(year, first, second)
    return usual


def clock_time(word: str, index: int) -> Edge | None:
    """`12:30`; None for what is no time of day."""
    hour, _, minute = word.partition(":")
    if not hour or int(hour) >= 24 or int(minute) >= 60:
        return None
    return Edge(index + 1, "CLOCK", time(int(hour), int(minute)))


def _spoken_clock(tokens: Tokens, index: int, lexicon: DateLexicon) -> Edge | None:
    """“9 p.m.”, “9:30 pm” and, where no day has its month so, “19.40”; None for other numbers."""
    word = tokens.words[index]
    hour, mark, minute = word.partition(".")
    if mark:
        dotted = len(minute) == 2 and minute.isdecimal() and (int(minute) > MONTHS or minute == "00")
        unit = index + 1 < len(tokens.words) and tokens.words[index + 1] == "%"
        return clock_time(f"{hour}:{minute}", index) if dotted and not unit and not lexicon.month_first else None
    for end in range(index + 2, min(index + 6, len(tokens.words) + 1)):
        half = HALVES.get("".join(tokens.words[index + 1 : end]))
        if half is not None and word.isdecimal() and 1 <= int(word) <= NOON:
            return Edge(end, "CLOCK", time(int(word) % NOON + half))
    return None


def dotted_day(tokens: Tokens, index: int, lexicon: DateLexicon) -> Edge | None:
    """“22.04.” without a year, and “am 22.04”: two digits each; None for other numbers."""
    word, end = tokens.words[index], index + 1
    number, mark, month = word.partition(".")
    if not mark or len(number) != SHORT or len(month) != SHORT or not (number + month).isdecimal():
        return None
    if not 1 <= int(month) <= MONTHS or day(LEAP_YEAR, int(month), int(number)) is None or _glued(tokens, index, end):
        return None
    told = index > 0 and tokens.words[index - 1] in lexicon.dotted_after
    stop = end < len(tokens.words) and tokens.words[end] == "." and tokens.starts[end] == tokens.ends[index]
    begins = index == 0 or "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
    goes_on = end + 1 < len(tokens.words) and not tokens.raw(end + 1)[0].isupper()
    if not told and not (stop and (begins or goes_on)):
        return None
    return Edge(end + 1 if stop and (begins or goes_on) else end, "DAY_MONTH", (int(number), int(month)))
