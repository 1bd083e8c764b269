"""Numbers, nouns and moments in a language. The words are in `texts/sentences.*.toml`; here is the grammar."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from letapis.registry.counts import Interval
from letapis.sources.moment import Moment


@cache
def words(language: str) -> dict[str, Any]:
    """The patterns of a language of the interface. Raises ValueError for a language that has none."""
    path = files("letapis.publications").joinpath("texts", f"sentences.{language}.toml")
    if not path.is_file():
        raise ValueError(f"no sentences in the language {language!r}: choose en, be or ru")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number phrase, and the form that it wants of the noun and of the verb behind it."""

    text: str
    noun: str  # one, few, many, genitive
    verb: str  # one, many


def number(value: int, language: str) -> str:
    """The number with the language's mark between thousands."""
    told = words(language)
    if value < told["thousands_from"]:
        return str(value)
    return f"{value:,}".replace(",", told["thousands"])


def form(value: int, language: str) -> str:
    """The form of a noun behind a bare number: one, few or many."""
    if language == "en":
        return "one" if value == 1 else "many"
    if value % 10 == 1 and value % 100 != 11:
        return "one"
    return "few" if 2 <= value % 10 <= 4 and not 12 <= value % 100 <= 14 else "many"


def amount(interval: Interval, language: str, floors: Interval | None = None) -> Amount:
    """An interval as a phrase. `floors` are the lowest and highest floor where several readings have an open end."""
    patterns = words(language)["amount"]
    low, high = interval
    if floors and floors[0] is not None and floors[1] is not None and floors[0] != floors[1]:
        return _between(patterns["floors"], floors[0], floors[1], language)
    if low is not None and high is not None and low != high:
        return _between(patterns["range"], low, high, language)
    if low is not None:
        plural = form(low, language)
        pattern = patterns["exact" if high is not None else "floor"]
        return Amount(pattern.format(low=number(low, language)), plural, "one" if plural == "one" else "many")
    if high is not None:
        return Amount(patterns["ceiling"].format(high=number(high, language)), _governed(high, language), "many")
    return Amount(patterns["unknown"], "many", "many")


def _between(pattern: str, low: int, high: int, language: str) -> Amount:
    text = pattern.format(low=number(low, language), high=number(high, language))
    return Amount(text, _governed(high, language), "many")


def _governed(value: int, language: str) -> str:
    """The form behind a preposition that wants the genitive: «до 701 человека», «до 700 человек»."""
    if language == "en":
        return "many"
    return "genitive" if form(value, language) == "one" else "many"


def noun(code: str, wanted: str, language: str) -> str:
    """The noun of a unit or a group in the wanted form; a unit that has no words in the file stands as it is."""
    forms: dict[str, str] | None = words(language)["units"].get(code)
    if forms is None:
        return code
    return forms.get(wanted) or forms["many"]


def counted(value: int, table: str, language: str) -> str:
    """A small number of origins or reports: "two origins", "12 reports"."""
    told = words(language)
    names = told[table].get("numbers", ())
    name = names[value] if value < len(names) else number(value, language)
    return str(told[table][form(value, language)]).format(number=name)


def moment(value: Moment, language: str) -> str:
    """`12 Oct 12:30`, or `12 Oct` where no hour is told."""
    told = words(language)["date"]
    month = told["months"][value.day.month - 1]
    if value.time is None:
        return str(told["day"].format(day=value.day.day, month=month))
    return str(told["hour"].format(day=value.day.day, month=month, hour=f"{value.time:%H:%M}"))
