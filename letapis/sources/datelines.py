"""Lines above a report that join an outlet, a date and a writer: "Yard News, 12 October 2020. By Anna Novik"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from letapis.sources.headings import Heading, line_heading, plain_line
from letapis.sources.moment import Moment
from letapis.sources.written_days import day_of
from letapis.vocabulary.gazetteer import fold
from letapis.vocabulary.resources import text

LONGEST = 160  # characters of such a line
LABEL = 8  # words of an outlet
AGENCY = re.compile(
    r"""(?P<place>[^\W\d_][^\n(/\u2012-\u2015]{1,60}?)\s*[(/]
        (?P<agency>[^\W\d_a-zа-яёіў][^\n()/:;]{1,40}?)[)/]\s*[-\u2012-\u2015]\s*\S""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What such a line says; `publisher` is empty where the line names a place or nothing."""

    moment: Moment
    publisher: str = ""
    others: tuple[Heading, ...] = ()


def dateline_of(line: str) -> Dateline | None:
    """Read a line of short sentences of which one is a date, alone or behind an outlet's name; else None."""
    plain = plain_line(line)
    if len(plain) > LONGEST or not any(letter.isdigit() for letter in plain):
        return None
    sentences = plain.split(". ")
    dated = [found for sentence in sentences if (found := _dated(sentence))]
    others = [heading for sentence in sentences if (heading := line_heading(sentence))]
    if not dated and len(sentences) > 1:  # "Court Chronicle, Minsk. Published 7 July 2021."
        dated = [("", heading.moment) for heading in others if heading.role == "published" and heading.moment]
    if len(dated) != 1:
        return None
    label, moment = dated[0]
    return Dateline(moment, label if label and not _is_place(label) else "", tuple(others))


def opening_day(paragraph: str) -> Moment | None:
    """The day of an agency's dateline that opens the report itself: "Minsk, 8 November 2020. Police ..."."""
    for at, letter in enumerate(paragraph[:LONGEST]):
        if letter in ".—–" and not paragraph[at + 1 : at + 2].strip():
            place, comma, day = paragraph[:at].partition(",")
            moment = day_of(day) if comma else None
            if moment:
                return moment if _is_place(place.strip()) else None
    return None


def opening_agency(paragraph: str) -> str:
    """The agency in brackets behind the place that opens a report, "MINSK, Nov 8 (Tram Wire) - Police ..."; else empty.

    A report that prints an agency's dateline prints its report: the agency is the origin.
    """
    match = AGENCY.match(paragraph[:LONGEST])
    place, comma, _ = match["place"].partition(",") if match else ("", "", "")
    if match is None or not (comma or place.isupper()) or not _is_place(place.strip()):
        return ""
    return " ".join(match["agency"].split())


def _dated(sentence: str) -> tuple[str, Moment] | None:
    """The words before the first comma behind which only a date follows, and the date."""
    if moment := day_of(sentence):
        return "", moment
    for at, letter in enumerate(sentence):
        if letter == "," and (moment := day_of(sentence[at + 1 :])):
            label = sentence[:at].strip()
            return (label, moment) if _is_label(label) else None
    return None


def _is_label(label: str) -> bool:
    return label[:1].isupper() and len(label.split()) <= LABEL and not any(letter.isdigit() for letter in label)


@cache
def _is_place(name: str) -> bool:
    """Whether it is a spelling of a country, region or town: "Minsk, 8 November 2020" names no outlet."""
    return f"\n{fold(name)}\t" in _spellings()


@cache
def _spellings() -> str:
    return "\n" + text("gazetteer/spellings.tsv")
