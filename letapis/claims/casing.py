"""Capitals for a text that is all in capitals or has none: what looks like a name gets them, nothing else.

Names and sentences are told by their capitals, and old wires, posters and chats have no such. Only what surely names
somebody or something is marked: places of the gazetteer, given names and what follows them, what follows a word of
office, and letters in brackets. The length of the text stays, so every span holds.
"""

from __future__ import annotations

from functools import lru_cache

from letapis.claims.acts.lexicon import lexicon as acts
from letapis.claims.people.given_names import is_given_name
from letapis.claims.people.lexicon import group_word, is_org_head, is_role
from letapis.claims.people.lexicon import lexicon as people
from letapis.claims.places.lexicon import derived, folded, long_name, named, rules, starts_long_name
from letapis.claims.tokens import Tokens, tokenise
from letapis.claims.words import words_of
from letapis.vocabulary.gazetteer import place
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

SAMPLE = 2_000  # characters that tell whether a text has both cases
NAME = 4  # words of a name behind an office
LONGEST_PLACE = 5  # words
KNOWN_TOWN = 50_000  # people; smaller towns share their names with too many words
OPEN, SHUT = "([", ")]"


def casing_of(text: str) -> str:
    """`upper` for a text in capitals, `lower` for one without any, empty for one with both."""
    sample = text[:SAMPLE]
    if sample.isupper() and sum(map(str.isalpha, sample)) > NAME:
        return "upper"
    return "lower" if text.islower() and len(text.lower()) == len(text.upper()) else ""


def recased(text: str, language: str) -> str:
    """The text in small letters with capitals where a sentence begins or a name stands. As long as the text itself."""
    small = text.lower()
    if len(small) != len(text):
        return text
    tokens = tokenise(small)
    letters = list(small)
    for index in _capitals(tokens, language):
        letters[tokens.starts[index]] = letters[tokens.starts[index]].upper()
    for index in _abbreviations(tokens):
        letters[tokens.starts[index] : tokens.ends[index]] = text[tokens.starts[index] : tokens.ends[index]].upper()
    again = "".join(letters)
    return again if len(again) == len(text) else text


def as_written(value: str, casing: str) -> str:
    """A stretch of the recased text as the text itself has it."""
    return value.upper() if casing == "upper" else value.lower() if casing == "lower" else value


def _capitals(tokens: Tokens, language: str) -> set[int]:
    """The tokens that begin a sentence or belong to a name; a surname that was met once is one everywhere."""
    words, found = tokens.words, _sentence_starts(tokens)
    surnames: set[str] = set()
    index = 0
    while index < len(words):
        length = _place(tokens, index, language)
        if length:
            found.update(range(index, index + length))
        elif is_role(words[index], language) or (is_given_name(words[index]) and not _common(words[index], language)):
            name = _name(tokens, index + 1, language)
            surnames.update(words[each] for each in name)
            found.update(name if is_role(words[index], language) else (index, *name))
            length = 1 + len(name)
        index += max(length, 1)
    found |= {index for index, word in enumerate(words) if word in surnames or _initial(tokens, index)}
    return found | _months(words, language)


def _sentence_starts(tokens: Tokens) -> set[int]:
    """Where sentences begin: as in a text in capitals, in which every word might open one."""
    large = tokens.text.upper()
    again = tokenise(large) if len(large) == len(tokens.text) else tokens
    return {first for first, _ in (again if len(again.words) == len(tokens.words) else tokens).sentences}


def _initial(tokens: Tokens, index: int) -> bool:
    """A letter with its full stop: "U.S."."""
    return len(tokens.words[index]) == 1 and tokens.text[tokens.ends[index] : tokens.ends[index] + 1] == "."


def _months(words: tuple[str, ...], language: str) -> set[int]:
    """Months that are words as well ("may", "march"), where a number or a word of time stands beside them."""
    dates = table(f"languages/{language}/dates.toml")
    unsure = frozenset(str(dates.get("unsure_months", "")).split())
    before = frozenset(dates["classes"].get("month_in", ()))
    return {
        index
        for index, word in enumerate(words)
        if word in unsure
        and any(
            near[:1].isdigit() or near in before for near in (*words[index - 1 : index], *words[index + 1 : index + 2])
        )
    }


def _place(tokens: Tokens, index: int, language: str) -> int:
    """How many words from here name a place, or a people."""
    word = tokens.words[index]
    if not word[0].isalpha():
        return 0
    if starts_long_name(folded(word)):
        found = long_name([folded(each) for each in tokens.words[index : index + LONGEST_PLACE]])
        if found is not None:
            return found[0]
    return int(bool(derived(word)) or (not _common(word, language) and _town(tokens, index, language)))


def _town(tokens: Tokens, index: int, language: str) -> bool:
    """Whether a word names a place: any behind a preposition of place, else a country or a large town."""
    word = folded(tokens.words[index])
    known = [place(sense.place) for sense in named(word, language)]
    if index and tokens.words[index - 1] in rules(language).prepositions:
        return bool(known)
    if word in rules(language).guarded:
        return False
    return any(one is not None and (one.kind == "country" or one.population >= KNOWN_TOWN) for one in known)


def _name(tokens: Tokens, start: int, language: str) -> list[int]:
    """The tokens of a name that begins here: words that mean nothing else."""
    found: list[int] = []
    for index in range(start, min(start + NAME, len(tokens.words))):
        word = tokens.words[index]
        if not word[0].isalpha() or (_common(word, language) and not is_given_name(word)):
            break
        found.append(index)
    return found


def _abbreviations(tokens: Tokens) -> list[int]:
    """Letters alone between brackets: "[FMLN]"."""
    words = tokens.words
    return [
        index
        for index in range(1, len(words) - 1)
        if words[index - 1] in OPEN and words[index + 1] in SHUT and words[index].isalpha()
    ]


@lru_cache(maxsize=65536)
def _common(word: str, language: str) -> bool:
    """Whether a word is known for another than a name, or has the ending of one."""
    if len(word) < 3 or words_of(language).kinds(word) or acts(language).matcher.groups_of(word):
        return True
    if group_word(word, language) or is_role(word, language) or is_org_head(word, language):
        return True
    code = language if language in INTERFACE_LANGUAGES else "en"
    endings = tuple(table(f"languages/{code}/people.toml")["common_endings"])
    return word in people(language).not_names or word.endswith(endings)
