"""The interface in one language: words from `texts/<language>.toml`, its plurals, numbers and dates."""

from __future__ import annotations

import calendar
import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from letapis.claims.claim import DateInterval
from letapis.sources.moment import Moment
from letapis.vocabulary.gazetteer import place as known_place
from letapis.vocabulary.measures import measures
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table
from letapis.vocabulary.types import claim_types

NO_BREAK = "\u00a0"


class Interface:
    """The words of one interface language. A missing key raises KeyError: no page is written with a hole."""

    def __init__(self, language: str) -> None:
        if language not in INTERFACE_LANGUAGES:
            known = ", ".join(INTERFACE_LANGUAGES)
            raise ValueError(f"no interface in language {language!r}; known: {known}")
        self.language = language
        self.words: dict[str, Any] = texts(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, `section.name`, with its {places} filled."""
        section, _, name = key.partition(".")
        text: str = self.words[section][name]
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """"3 origins": the form of the noun that the number asks for."""
        forms: list[str] = self.words["plural"][key]
        return forms[plural_form(self.language, number)].format(n=self.number(number))

    def number(self, number: int) -> str:
        """1,023 in English; 14 000 in Belarusian and Russian, where four digits stand together."""
        if self.language == "en":
            return f"{number:,}"
        return f"{number:,}".replace(",", NO_BREAK) if number >= 10_000 else str(number)

    def interval(self, low: int | None, high: int | None) -> str:
        """"713", "620 or more", "up to 50", "600–700"; empty words for nothing known."""
        if low is None and high is None:
            return self("values.none")
        if high is None and low is not None:
            return self("values.at_least", n=self.number(low))
        if low is None and high is not None:
            return self("values.at_most", n=self.number(high))
        assert low is not None
        assert high is not None
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def day(self, day: date) -> str:
        """"11 October 2020"."""
        return f"{day.day}{NO_BREAK}{self.words['months']['of'][day.month - 1]} {day.year}"

    def weekday(self, day: date) -> str:
        """"Sunday 11 October 2020"."""
        name = self.words["months"]["weekdays"][day.weekday()]
        return self("dates.weekday_day", weekday=name, day=self.day(day))

    def month(self, year: int, month: int) -> str:
        """"October 2020"."""
        return f"{self.words['months']['alone'][month - 1]} {year}"

    def short_month(self, month: int) -> str:
        """"Oct": three letters or so, for the axis of a picture."""
        short: str = self.words["months"]["short"][month - 1]
        return short

    def dates(self, interval: DateInterval | None) -> str:
        """"11 October 2020", "9–11 October 2020", "October 2020", or that it is not known."""
        if interval is None:
            return self("dates.unknown")
        first, last = interval.first, interval.last
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
                return self.month(first.year, first.month)
            return f"{first.day}–{self.day(last)}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        return f"{self.day(first)} – {self.day(last)}"

    def moment(self, moment: Moment | None) -> str:
        """"12 October 2020, 12:30"; empty where there is none."""
        if moment is None:
            return ""
        return self.day(moment.day) if moment.time is None else f"{self.day(moment.day)}, {moment.time:%H:%M}"

    def type(self, code: str) -> str:
        """The label of a claim type."""
        known = claim_types().get(code)
        return known.label[self.language] if known else code

    def measure(self, code: str) -> str:
        """The label of a measure."""
        known = measures().get(code)
        return known.label[self.language] if known else code

    def place(self, name: str) -> str:
        """The name of a place in this language; a name that the gazetteer does not know stays as it is."""
        known = known_place(name)
        return known.labels.get(self.language, name) if known else name

    def places(self, names: tuple[str, ...]) -> str:
        """Names of places in one line."""
        return ", ".join(self.place(name) for name in names)

    def note(self, code: str) -> str:
        """The label of a remark on a source."""
        known = table("notes.toml").get(code)
        label: str = known["label"][self.language] if known else code
        return label

    def reason(self, said: str) -> str | None:
        """A reason of the registry in this language, places in it too; None where it has no words for it."""
        whole: dict[str, str] = self.words["reasons"]
        if _key(said) in whole:
            return whole[_key(said)]
        head, _, names = said.partition(": ")
        known = whole.get(_key(head))
        if known is None or not names:
            return known
        places = re.split("([,/] ?)", names)
        return f"{known}: {''.join(self.place(part) for part in places)}"

    def code(self, section: str, code: str) -> str:
        """The label of a code (status, basis, rule, unit); a code of a neighbour we have no word for stays as it is."""
        label: str = self.words[section].get(code, code.replace("_", " "))
        return label


def plural_form(language: str, number: int) -> int:
    """Which form a number asks for: English has one and many; Belarusian and Russian one, few and many."""
    if language == "en":
        return 0 if number == 1 else 1
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:
        return 0
    return 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2


def _key(said: str) -> str:
    """The words of a reason as the key of its translation."""
    return "_".join(re.findall("[a-z]+", said.lower()))


@cache
def texts(language: str) -> dict[str, Any]:
    """The words of a language as they stand in its file."""
    data = files("letapis.publications").joinpath(f"texts/{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
