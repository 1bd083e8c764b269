"""What stands around a number and makes it something else than a count: a year, an age, a clock time, an article."""

from __future__ import annotations

from letapis.claims.counts.grammar import CountGrammar
from letapis.claims.counts.span import CountSpan
from letapis.claims.numerals.reading import Numeral
from letapis.claims.patterns import Match, Phrases
from letapis.claims.tokens import Tokens

REACH = 3  # words of the longest phrase that is sought before a number
NEVER_AFTER = ("age_after", "clock_after", "fraction_after")
MAY_TOUCH = frozenset("($€£₽₴~<>«\"'“‘[-–—≥≤…/,;")  # marks right before a number that leave it a number
UNTOLD = frozenset({"few", "many"})  # words that say little without "a" before them
ADDRESS = 5  # tokens before the number of a house in which the word for its street stands
HOURS = 24
AGES = (10, 110)
YEARS = (1900, 2100)
JOINERS = frozenset(".:/-\u2013\u2010\u2011,")


def is_no_count(tokens: Tokens, match: Match, grammar: CountGrammar) -> bool:
    """Whether the match is a year, a time, an age, the number of an article or the like."""
    numerals: list[Numeral] = [value for name, value in match.slots if name != "SCALE"]
    last, first = numerals[-1], numerals[0]
    if _alone_not(tokens, match, grammar, first):
        return True
    if last.digits and match.meaning == "exact" and _names(tokens, last, grammar):
        return True
    if last.digits and not grammar.plural_s and _measures(tokens, last.end):  # English counts so: "a 50-person march"
        return True
    if last.digits and (_year(tokens, match, last, grammar) or _part_of_code(tokens, first.start, last.end)):
        return True
    labelled = first.digits and phrase_before(tokens, first.start, grammar.before["label_before"])
    if labelled and match.meaning in {"exact", "range"}:  # "room 12", but not "in the room two"
        return True
    return any(phrase_after(tokens, match.end, grammar.after[name]) for name in NEVER_AFTER)


def _alone_not(tokens: Tokens, match: Match, grammar: CountGrammar, numeral: Numeral) -> bool:
    """A word such as "one" or "few" that is a number only in company: "one of these days", "one man"."""
    start = numeral.start
    if match.meaning != "exact" or numeral.end - numeral.start > 1 or tokens.words[start] not in grammar.alone_not:
        return False
    if len(tokens.words) == 1:  # a cell of a table that holds nothing else
        return False
    before = tokens.words[start - 1] if start else ""
    following = tokens.words[numeral.end] if numeral.end < len(tokens.words) else ""
    if numeral.low != 1:  # "a few", "the few" but not "few"; “сто человек”
        return before != "a" and (numeral.vague in UNTOLD or following not in grammar.units)
    return before in grammar.one_before or grammar.units.get(following) != "people"


def _year(tokens: Tokens, match: Match, numeral: Numeral, grammar: CountGrammar) -> bool:
    """Four digits without a noun that can be counted: a year."""
    if match.meaning not in {"exact", "range"} or not YEARS[0] <= numeral.low < YEARS[1]:
        return False
    if numeral.end - numeral.start > 1 or len(tokens.words[numeral.start]) != 4:
        return False
    if len(tokens.words) == 1:
        return False
    following = tokens.words[match.end] if match.end < len(tokens.words) else ""
    return grammar.units.get(following) in {None, "years", "seasons"}


def _numbering(tokens: Tokens, numeral: Numeral) -> bool:
    """The number of a list's entry, "3." or "Neighbour 12:", and an hour written with a full stop, "18.00"."""
    words, end = tokens.words, numeral.end
    _, mark, rest = words[numeral.start].partition(".")
    if mark and len(rest) == 2 and numeral.low < 24 and rest < "60" and end == numeral.start + 1:
        return rest in {"00", "15", "30", "45"}
    if end >= len(words) or words[end] not in ".:)" or tokens.starts[end] != tokens.ends[end - 1]:
        return False
    if words[end] == ":":
        return True
    gap = tokens.text[tokens.ends[numeral.start - 1] : tokens.starts[numeral.start]] if numeral.start else "\n"
    return "\n" in gap or tokens.at_sentence_start(numeral.start)


def _names(tokens: Tokens, numeral: Numeral, grammar: CountGrammar) -> bool:
    """Whether digits name something: an entry of a list, an age beside a name, a telephone, a house."""
    if _numbering(tokens, numeral) or _age_beside_name(tokens, numeral):
        return True
    return _telephone(tokens, numeral) or _house(tokens, numeral, grammar)


def _telephone(tokens: Tokens, numeral: Numeral) -> bool:
    """Digits that begin with a nought, stand behind a code ("+375 29"), or before two hyphens ("123-45-67")."""
    words, start, end = tokens.words, numeral.start, numeral.end
    if words[start][0] == "0" and words[start].isdecimal() and len(words[start]) > 1:
        return True
    if start > 1 and words[start - 2] == "+" and words[start - 1].isdecimal():
        return True
    glued = tokens.text[tokens.ends[end - 1] : tokens.ends[min(end + 3, len(words) - 1)]]
    return words[end : end + 4 : 2] == ("-", "-") and " " not in glued


def _house(tokens: Tokens, numeral: Numeral, grammar: CountGrammar) -> bool:
    """The number of a house behind its street: “ул. Ленина, 25”."""
    start = numeral.start
    before = tokens.words[max(0, start - ADDRESS) : start]
    return bool(before) and before[-1] == "," and any(word in grammar.address_before for word in before)


def _age_beside_name(tokens: Tokens, numeral: Numeral) -> bool:
    """The age of a person between two commas behind a name of two words: "Anna Novik, 34, a welder"."""
    words, start, end = tokens.words, numeral.start, numeral.end
    if start < 3 or end != start + 1 or not AGES[0] <= numeral.low < AGES[1] or end >= len(words):
        return False
    named = all(tokens.raw(index)[0].isupper() and words[index].isalpha() for index in (start - 3, start - 2))
    return named and words[start - 1] == "," and words[end] == ","


def _measures(tokens: Tokens, end: int) -> bool:
    """Whether a hyphen joins the number to an adjective: "100-метровый"."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    if end + 1 >= len(words) or words[end] != "-" or not words[end + 1][0].isalpha():
        return False
    return ends[end - 1] == starts[end] and ends[end] == starts[end + 1]


def _part_of_code(tokens: Tokens, first: int, end: int) -> bool:
    """Digits joined to other digits or letters by a mark: "12:30", "23.34", "+375 29", "IL-76"."""
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    if first and ends[first - 1] == starts[first]:
        before = words[first - 1]
        if before in JOINERS and first > 1 and ends[first - 2] == starts[first - 1]:
            return True
        if before not in MAY_TOUCH and not before.isdecimal():
            return before[-1:].isalnum() or before in "+№#"
    if end < len(words) and ends[end - 1] == starts[end] and words[end][0].isalpha():
        return True  # "24b", "her 50s"
    if end + 1 < len(words) and ends[end - 1] == starts[end] and words[end] in ":./" and ends[end] == starts[end + 1]:
        return words[end + 1][0].isdecimal()
    return False


def phrase_after(tokens: Tokens, index: int, phrases: Phrases) -> int:
    """Where a phrase ends that begins at a token; 0 where none does."""
    if index >= len(tokens.words):
        return 0
    return max((edge.end for edge in phrases.edges(tokens.words, index)), default=0)


def phrase_before(tokens: Tokens, index: int, phrases: Phrases) -> bool:
    """Whether a phrase ends right before a token; the phrases hold their words in reverse."""
    reverse = tuple(reversed(tokens.words[max(0, index - REACH - 2) : index]))
    return bool(reverse) and bool(phrases.edges(reverse, 0))


def subset(tokens: Tokens, start: int, end: int, grammar: CountGrammar) -> bool:
    """Whether the count is a part of another: "including over 30 journalists", "103 of them"."""
    return phrase_before(tokens, start, grammar.before["subset_before"]) or bool(
        phrase_after(tokens, end, grammar.after["subset_after"])
    )


def is_clock(tokens: Tokens, span: CountSpan, grammar: CountGrammar) -> bool:
    """Whether a small number without a noun is an hour: "let go at five"."""
    hour = span.high is not None and span.high <= HOURS and not span.collective and not span.subset and not span.vague
    return hour and phrase_before(tokens, span.first, grammar.before["clock_before"])


def lasting(tokens: Tokens, start: int, end: int, grammar: CountGrammar) -> bool:
    """Whether hours or minutes tell how long something lasted; where a case tells it, no preposition stands before."""
    if phrase_before(tokens, start, grammar.before["not_lasting_before"]):
        return False
    if phrase_after(tokens, end, grammar.after["not_lasting_after"]):
        return False
    told = grammar.before["lasting_before"]
    return not told.by_first or phrase_before(tokens, start, told)
