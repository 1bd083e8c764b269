"""Whether a claim is of one occurrence or a total, on what its number rests, and for which moment it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letapis.claims.acts.patterns import Matcher
from letapis.claims.claim import Count, DateInterval
from letapis.claims.sentences.reading import Reading
from letapis.claims.spelling import spelling
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import LANGUAGES, table

NOW = "so at the time of the report"  # the rule by which what "is still held" has the day of the report
LONGEST_EVENT = 8  # days; what lasts longer and has a number is a total


@dataclass(frozen=True, slots=True)
class Scopes:
    """Cues for totals and for bases, of one language."""

    matcher: Matcher
    names: tuple[str, ...]  # pattern owner -> total, named_list, estimate, as_of


@cache
def scopes(language: str) -> Scopes:
    """The scope cues of a language."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/modality.toml")
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}), spelling=spelling(code))
    names: list[str] = []
    for entry in data.get("scope", ()):
        for pattern in entry["cues"]:
            matcher.add(pattern, len(names))
        names.append(entry["name"])
    return Scopes(matcher, tuple(names))


def cues(reading: Reading, start: int, end: int) -> frozenset[str]:
    """The names of the scope cues in tokens [start, end)."""
    found = scopes(reading.language)
    return frozenset(found.names[match.pattern.owner] for match in found.matcher.find(reading.tokens.words, start, end))


def dated(
    reading: Reading, sentence: tuple[int, int], named: frozenset[str], date: DateInterval | None, rule: str
) -> frozenset[str]:
    """The names of the cues of a sentence with those of what a date says by the rule that found it."""
    spans = [item.span for item in reading.dates.within(*sentence)]
    if date is not None and any(span.meaning == "since" and span.first == date.first for span in spans):
        named |= {"since"}
    return named | {"as_of"} if rule == NOW else named


def scope_of(
    named: frozenset[str], date: DateInterval | None, count: Count | None, stated: Moment | None
) -> tuple[str, str]:
    """The scope and the rule: a total by its words ("since", "so far"), or by a number over a long period.

    What is counted as of a moment is a stock, unless it is dated on a day of its own.
    """
    if "total" in named:
        return "total", "words of a total"
    if "since" in named and count is not None and count.low != 1 and date is not None and date.first != date.last:
        return "total", "number since a day"
    if "as_of" in named and (date is None or stated is None or date.first == stated.day or date.first != date.last):
        return "total", "words of a stock"
    if count is not None and date is not None and (date.last - date.first).days > LONGEST_EVENT:
        return "total", "number over a period"
    return "event", "default"


def basis_of(named: frozenset[str], count: Count | None, rule: str) -> str:
    """named_list where the text says list or names, estimate, vague, total; empty where it does not tell."""
    if count is None:
        return ""
    if "named_list" in named or rule == "names":
        return "named_list"
    if "estimate" in named:
        return "estimate"
    if (
        count.words
        and not any(letter.isdigit() for letter in count.words)
        and count.low != count.high
        and count.high is not None
    ):
        return "vague"
    return "total" if "total" in named else ""


def stated_moment(reading: Reading, start: int, end: int, head: int = -1) -> Moment | None:
    """The moment for which tokens [start, end) say their number holds: "as of 12:30 on 12 October".

    Of several, that which stands last before token `head`: "by 9 p.m. 40 were held, by midnight 60".
    """
    stated = [item for item in reading.dates.within(start, end) if item.span.as_of and item.span.moment]
    timed = [item for item in stated if item.span.time is not None] or stated
    before = [item for item in timed if item.first < head] or timed[:1]
    return before[-1].span.moment if before else None


def as_of(scope: str, date: DateInterval | None, stated: Moment | None, published: Moment | None) -> Moment | None:
    """The moment for which a number holds: the stated one, for a total the last day of its date, else unknown."""
    if stated is not None or scope != "total" or date is None:
        return stated
    return published if published is not None and published.day == date.last else Moment(date.last)
