"""The noun that a number counts, and its unit."""

from __future__ import annotations

from collections.abc import Mapping

from letapis.claims.counts.context import phrase_after, phrase_before
from letapis.claims.counts.grammar import CountGrammar
from letapis.claims.numerals.reading import Numeral
from letapis.claims.people.lexicon import group_word, is_role
from letapis.claims.places.lexicon import PEOPLE, derived
from letapis.claims.tokens import Tokens
from letapis.claims.words import words_of

REACH = 6  # tokens after the number among which the noun is sought
ADJECTIVE_ENDINGS = (
    "ых", "их", "ого", "его", "ый", "ий", "ая", "яя", "ое", "ее", "ой", "ым", "им", "ыми", "ими", "ую", "юю",
    "ые", "ие",
    "аго", "яго", "ія", "ыя", "ай", "яй", "ому", "ему",
)  # fmt: skip
NEVER_TURNED = {None, "things", "cases", "money"}  # "штраф 35 тысяч" is an amount
OPENING = frozenset("\"'“”„«‘(")


def counted_noun(
    tokens: Tokens, start: int, end: int, grammar: CountGrammar, numerals: Mapping[int, Numeral]
) -> tuple[int, str]:
    """Token index of the noun (-1 without one) and the unit that it stands for."""
    if phrase_before(tokens, start, grammar.before["currency_before"]) or tokens.words[start] in "$€£₽₴":
        return -1, "money"
    if phrase_after(tokens, end, grammar.after["percent"]):
        return -1, "percent"
    if end < len(tokens.words) and tokens.words[end] in "$€£₽₴":
        return end, "money"
    after = _after(tokens, end, grammar, numerals)
    if after >= 0:
        return after, grammar.units.get(tokens.words[after]) or unlisted(tokens.words[after], grammar)
    before = start - 1
    turned = before >= 0 and not grammar.plural_s and grammar.units.get(tokens.words[before]) not in NEVER_TURNED
    if turned:  # "человек тридцать"
        return before, grammar.units[tokens.words[before]]
    return -1, "people"


def unlisted(word: str, grammar: CountGrammar) -> str:
    """The unit of a noun that the units do not list: people where it is a word for persons, else things.

    Where the endings do not show a noun, the word is none: "задержано 12 вчера" counts people.
    """
    if word.endswith(grammar.noun_endings) and not _for_persons(word, grammar):
        return "things"
    return "people"


def _verb(word: str, grammar: CountGrammar) -> bool:
    return not word.endswith(grammar.noun_endings) and words_of(grammar.language).has("verbs", word)


def _for_persons(word: str, grammar: CountGrammar) -> bool:
    if group_word(word, grammar.language) or is_role(word, grammar.language):
        return True
    if grammar.plural_s and is_role(word.removesuffix("s"), grammar.language):
        return True
    if not words_of(grammar.language).kinds(word).isdisjoint({"person", "persons"}):
        return True
    if any(sense.how == PEOPLE for sense in derived(word)):
        return True
    return word.endswith(grammar.person_endings)


def _after(tokens: Tokens, end: int, grammar: CountGrammar, numerals: Mapping[int, Numeral]) -> int:
    words = tokens.words
    one = end > 0 and words[end - 1] in {"one", "1"}
    sentence_end = tokens.sentences[tokens.sentence_of(end)][1] if end < len(words) else end
    guess = -1
    index = end + 1 if end < sentence_end and words[end] in {"of", "von"} else end
    if index > end and index < sentence_end and words[index] in {"the", "our", "his", "its", "their", "these", "those"}:
        index += 1
    for at in range(index, min(index + REACH, sentence_end)):
        word = words[at]
        if word in OPENING and at == index:
            continue
        if at in numerals or word in grammar.stops or not word[0].isalpha():
            break
        if word in grammar.adjectives:  # "300 police", but "300 police vans"
            guess = at if guess < 0 and word in grammar.units else guess
            continue
        if word in grammar.units and (one or not grammar.plural_s or word.endswith("s") or word in grammar.irregular):
            return at
        if not grammar.plural_s and _verb(word, grammar):  # "шестерым назначили штрафы"
            break
        guess = _guess(tokens, at, guess, grammar)
        if grammar.plural_s and guess >= 0 and words[guess].endswith("s"):
            break
    return guess


def _guess(tokens: Tokens, at: int, guess: int, grammar: CountGrammar) -> int:
    """A noun that the units do not list: an English plural, else the first word that is no adjective by its ending."""
    word = tokens.words[at]
    if grammar.plural_s:
        plural = word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))
        return at if plural or (guess < 0 and word in grammar.units) else guess
    if guess >= 0 or word.endswith(ADJECTIVE_ENDINGS) or len(word) < 3:
        return guess
    return at
