"""People told side by side as one crowd: "seven men and one woman" are eight.

Only tables of crowd sizes add them; where an act is coded, each figure stays with its own noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil

from letapis.claims.counts.grammar import CountGrammar, count_grammar
from letapis.claims.counts.span import CountSpan
from letapis.claims.tokens import Tokens, fold
from letapis.vocabulary.resources import LANGUAGES, table

CROWD = frozenset({"people", "things"})  # vehicles in a motorcade count as those in them
CELL = 3  # tokens of a cell that says who was there and no number
REACH = 7  # tokens between two figures that are told side by side


@dataclass(frozen=True, slots=True)
class Joins:
    """Words that may stand between two figures: one of `strong` must, `weak` may; `others` count with who is named.

    `factors` multiply the figure beside them: "twice as many as 40".
    """

    tables: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    others: frozenset[str]
    articles: frozenset[str]
    factors: dict[str, float]


@cache
def joins(language: str) -> Joins:
    """The lists of a language."""
    data = table(f"languages/{language if language in LANGUAGES else 'en'}/numbers.toml").get("sums", {})
    lists = {
        name: frozenset(fold(word) for word in data.get(name, "").split())
        for name in ("tables", "strong", "weak", "others", "articles")
    }
    return Joins(**lists, factors=data.get("factors", {}))


def added(tokens: Tokens, spans: Sequence[CountSpan], language: str, table_name: str) -> list[CountSpan]:
    """The counts with those of one crowd added up, where the table adds them; linear in their number."""
    words = joins(language)
    if table_name not in words.tables:
        return list(spans)
    units = count_grammar(language).units
    if not spans and len(tokens.words) <= CELL:
        return _one_alone(tokens, words, count_grammar(language))
    found: list[CountSpan] = []
    for span in spans:
        if found and _side_by_side(tokens, found[-1], span, words):
            found[-1] = _sum(tokens, found[-1], span)
        elif not found and (start := _one_person(tokens, span, words, units)) >= 0:
            found.append(_sum(tokens, replace(span, first=start, start=tokens.starts[start], low=1, high=1), span))
        else:
            found.append(span)
    if found and (factor := _factor(tokens, found[0], words)):
        ends = [None if end is None else ceil(end * factor) for end in (found[0].low, found[0].high)]
        found[0] = replace(found[0], low=ends[0], high=ends[1])
    return found


def _one_alone(tokens: Tokens, words: Joins, grammar: CountGrammar) -> list[CountSpan]:
    """A cell that only says who was there: "a woman" is one."""
    person = len(tokens.words) - 1
    word = tokens.words[person] if tokens.words else ""
    single = grammar.units.get(word) == "people" and not word.endswith("s") and word not in grammar.irregular
    if not single or any(other not in words.articles for other in tokens.words[:-1]):
        return []
    span = CountSpan(
        0, tokens.ends[person], 1, 1, words=tokens.text[: tokens.ends[person]], noun=person, first=0, last=person + 1
    )
    return [replace(span, noun_start=tokens.starts[person], noun_end=tokens.ends[person])]


def _side_by_side(tokens: Tokens, first: CountSpan, second: CountSpan, words: Joins) -> bool:
    if first.unit not in CROWD or second.unit not in CROWD or second.subset or first.negated or second.negated:
        return False
    between = tokens.words[max(first.last, first.noun + 1) : second.first]
    if len(between) > REACH or not all(word in words.strong or word in words.weak for word in between):
        return False
    told = [word for word in between if word in words.strong] or [tokens.words[first.last - 1]]
    plain = first.noun < 0 and not first.vague and not second.vague  # "50 and 100 people" is no sum
    return told[0] in words.strong and not (plain and told[0] in words.others)


def _one_person(tokens: Tokens, span: CountSpan, words: Joins, units: Mapping[str, str]) -> int:
    """Where the one person stands with whom others are counted; -1 without one.

    "A postman and half a dozen others", "a man and two women".
    """
    person = span.first - 2
    if span.unit != "people" or person < 0 or tokens.words[person + 1] not in words.strong:
        return -1
    word = tokens.words[person]
    if not word[0].isalpha() or word.endswith("s"):
        return -1
    after = tokens.words[span.last : max(span.last, span.noun) + 2]
    named = person > 0 and tokens.words[person - 1] in words.articles and units.get(word) == "people"
    return 0 if named or any(word in words.others for word in after) else -1


def _factor(tokens: Tokens, span: CountSpan, words: Joins) -> float:
    """What the figure is multiplied by: the word before it, or behind it; 0 without one."""
    if span.unit not in CROWD:
        return 0
    near = (*tokens.words[max(0, span.first - REACH) : span.first], *tokens.words[span.last : span.last + REACH])
    return next((words.factors[word] for word in near if word in words.factors), 0)


def _sum(tokens: Tokens, first: CountSpan, second: CountSpan) -> CountSpan:
    lows = [low if low is not None else high for low, high in ((first.low, first.high), (second.low, second.high))]
    low = sum(end or 0 for end in lows)
    high = None if first.high is None or second.high is None else first.high + second.high
    bound = "exact" if low == high else "least" if high is None else "range"
    return replace(
        first, end=second.end, last=second.last, low=low, high=high, bound=bound,
        words=tokens.text[first.start : second.end], noun=second.noun, noun_start=second.noun_start,
        noun_end=second.noun_end, unit="people" if "people" in {first.unit, second.unit} else first.unit,
    )  # fmt: skip
