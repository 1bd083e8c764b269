"""The date words of one language as `dates.toml` lists them, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from letapis.claims.dates.frame import YearAway
from letapis.claims.patterns import Grammar, Phrases
from letapis.claims.tokens import tokenise
from letapis.claims.words import Words
from letapis.vocabulary.resources import LANGUAGES, table

BEFORE = ("MONTH_IN", "YEAR_IN", "DAY_IN")  # words that must stand before a date and are no part of it
POSSESSIVE = frozenset({"MONTH", "WEEKDAY", "UNIT", "REL", "SEASON"})  # "last Sunday's march"
UNSURE = "UNSURE_MONTH"  # a month that is also another word; only with a capital letter


@dataclass(frozen=True, slots=True)
class DateLexicon:
    """Phrases with their classes, and the patterns of both passes."""

    phrases: Phrases
    grammar: Grammar  # expressions by themselves
    outer: Grammar  # expressions made of them: "since WHEN"
    month_first: bool  # 10/12/2020 is 12 October
    not_after: frozenset[str]  # words before a weekday that make it a name: "Bloody Sunday"
    after_year: frozenset[str]  # small words that may follow a bare year: "в 1976 он"
    counted: tuple[str, ...]  # endings of a noun that bare digits before it count: "из 90-х номеров"
    unsure: frozenset[str]  # first words of what is a month with a capital letter only
    dotted_after: frozenset[str]  # words behind which 22.04 is a day
    coming: frozenset[str]  # words that tell of what is to come
    tenses: Words  # words that tell of what is over ("past")
    saying: frozenset[str]  # of these, words of saying


@cache
def date_lexicon(language: str) -> DateLexicon:
    """The lexicon of a language; English where the language is not read."""
    data = table(f"languages/{language if language in LANGUAGES else 'en'}/dates.toml")
    forms = [(pattern, form["meaning"]) for form in data["forms"] for pattern in form["patterns"]]
    inner = Grammar((pattern, meaning) for pattern, meaning in forms if not _made_of_dates(pattern))
    outer = Grammar((pattern, meaning) for pattern, meaning in forms if _made_of_dates(pattern))
    tenses = data.get("tenses", {})
    coming = frozenset(folded(word) for word in tenses.get("coming", ()))
    phrases = Phrases()
    for phrase, symbol, value in _entries(data):
        phrases.add(folded(phrase), symbol, value)
        if data.get("possessive") and symbol in POSSESSIVE:
            phrases.add(folded(f"{phrase}'s"), symbol, value)
    unsure = frozenset(phrase.split()[0] for phrase, symbol, _ in map(_folded_entry, _months(data)) if symbol == UNSURE)
    for word in sorted(inner.literals | outer.literals):
        phrases.add(word, word)
    return DateLexicon(
        phrases, inner, outer, data["month_first"], frozenset(data["not_after"]),
        frozenset(data.get("after_year", "").split()),
        tuple(data.get("counted_endings", "").split()), unsure, frozenset(data.get("dotted_after", "").split()), coming,
        Words(tenses), beside(language, "saying"),
    )  # fmt: skip


Entry = tuple[str, str, Any]  # phrase, symbol, value


def _entries(data: dict[str, Any]) -> list[Entry]:
    entries = _months(data) + _weekdays(data)
    for symbol, name in (("SEASON", "seasons"), ("UNIT", "units"), ("PART", "parts"), ("REL", "relative")):
        for value, phrases in data[name].items():
            entries += [(phrase, symbol, int(value) if symbol == "REL" else value) for phrase in phrases]
    for years, phrases in data.get("years_away", {}).items():
        entries += [(phrase, "YEAR", YearAway(int(years))) for phrase in phrases]
    for months, phrases in data.get("months_away", {}).items():
        entries += [(phrase, "MONTH_AWAY", int(months)) for phrase in phrases]
    for unit, phrases in data.get("mid_units", {}).items():
        entries += [(phrase, "MID_UNIT", unit) for phrase in phrases]
    for first, forms in data.get("decades", {}).items():
        entries += [(form, "DECADE_SHORT", int(first)) for form in forms.split()]
    for rule, phrases in data.get("holidays", {}).items():
        entries += [(phrase, "HOLIDAY", rule) for phrase in phrases]
    seasons = {form: value for value, forms in data["seasons"].items() for form in forms}
    entries += [(form, "SEASON_ADVERB", seasons[form]) for form in data.get("season_adverbs", "").split()]
    for clock, phrases in data.get("clocks", {}).items():
        entries += [(phrase, "CLOCK", time.fromisoformat(clock)) for phrase in phrases]
    for symbol, phrases in data["classes"].items():
        kept = symbol.upper() in BEFORE or symbol in {"last", "past"}
        entries += [(phrase, symbol.upper(), len(phrase.split()) if kept else None) for phrase in phrases]
    return entries


def _months(data: dict[str, Any]) -> list[Entry]:
    entries: list[Entry] = []
    unsure = set(data["unsure_months"].split())
    for number, forms in enumerate(data["months"], 1):
        for form in forms.split():
            symbols = (UNSURE,) if form in unsure else ("MONTH", "MONTH_SURE")
            entries += [(form, symbol, number) for symbol in symbols]
            entries.append((f"{data['mid_prefix']}{form}", "MID_MONTH", number))
    for number, forms in enumerate(data["months_short"], 1):
        for form in forms.split():
            entries += [(f"{form} .", "MONTH", number), (form, UNSURE if form in unsure else "MONTH", number)]
    return entries


def _weekdays(data: dict[str, Any]) -> list[Entry]:
    entries: list[Entry] = []
    for symbol, name in (("WEEKDAY", "weekdays"), ("WEEKDAYS", "weekdays_plural"), ("WEEKDAY_SHORT", "weekdays_short")):
        for number, forms in enumerate(data[name]):
            entries += [(form, symbol, number) for form in forms.split()]
            if symbol == "WEEKDAY_SHORT":
                entries += [(f"{form} .", symbol, number) for form in forms.split()]
    return entries


def folded(phrase: str) -> str:
    """A phrase of the data as tokens fold it."""
    return " ".join(tokenise(phrase).words)


def _folded_entry(entry: Entry) -> Entry:
    phrase, symbol, value = entry
    return folded(phrase), symbol, value


def _made_of_dates(pattern: str) -> bool:
    return "WHEN" in pattern or "CLOCK" in pattern


@cache
def beside(language: str, name: str) -> frozenset[str]:
    """A list of words that tell what a day beside them is the day of; empty where the language has none."""
    data = table(f"languages/{language if language in LANGUAGES else 'en'}/dates.toml")
    return frozenset(folded(word) for word in data.get(name, ()))
