"""What `numbers.toml` says of the words around a number, compiled once a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from letapis.claims.patterns import Grammar, Phrases, is_class
from letapis.claims.tokens import fold, tokenise
from letapis.vocabulary.resources import LANGUAGES, table

# Classes of the patterns, and the list of the file that fills each.
PATTERN_CLASSES = {
    "ABOUT": "about", "MORE": "more", "MOST": "most", "LESS": "less", "TO": "to", "AND": "and", "FROM_TO": "between",
    "AFTER_ABOUT": "after_about", "AFTER_MORE": "after_more", "AFTER_MOST": "after_most", "EQUAL": "equal",
    "NEGATIVE": "negative", "PERHAPS": "perhaps", "REACHED": "reached",
}  # fmt: skip
CONTEXT_CLASSES = (
    "subset_before", "subset_after", "label_before", "percent", "currency_before", "age_after", "clock_after",
    "fraction_after", "clock_before", "lasting_before", "not_lasting_before", "not_lasting_after",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountGrammar:
    """Patterns, phrases and lists of one language."""

    grammar: Grammar
    phrases: Phrases
    after: dict[str, Phrases]  # what follows a number
    before: dict[str, Phrases]  # what goes before it, its words in reverse
    units: dict[str, str]
    stops: frozenset[str]
    adjectives: frozenset[str]
    one_before: frozenset[str]
    alone_not: frozenset[str]
    articles: frozenset[str]
    address_before: frozenset[str]  # words for a street, before the number of a house
    irregular: frozenset[str]  # plurals without an s
    plural_s: bool
    language: str
    one_alone: frozenset[str]  # "one was fined"
    name_endings: tuple[str, ...]  # of surnames, in the cases in which somebody is named alone
    no_name_endings: tuple[str, ...]
    taking_part: tuple[str, ...]  # stems of words that say who was there
    noun_endings: tuple[str, ...]  # endings that show that what follows a number is its noun
    person_endings: tuple[str, ...]  # of these, the endings of words for persons


@cache
def count_grammar(language: str) -> CountGrammar:
    """The grammar of a language; English where the language is not read."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/numbers.toml")
    classes, nouns = data["classes"], data.get("nouns", {"endings": "", "persons": ""})
    grammar = Grammar((pattern, form["meaning"]) for form in data["forms"] for pattern in form["patterns"])
    return CountGrammar(
        grammar=grammar,
        phrases=_pattern_phrases(grammar, classes),
        after={name: _phrases(classes[name], name) for name in CONTEXT_CLASSES if not name.endswith("before")},
        before={name: _phrases(classes[name], name, True) for name in CONTEXT_CLASSES if name.endswith("before")},
        units={fold(word): unit for unit, words in reversed(data["units"].items()) for word in words.split()},
        stops=frozenset(fold(word) for word in classes["stops"]),
        adjectives=frozenset(fold(word) for word in classes["adjectives"]),
        one_before=frozenset(fold(word) for word in classes["one_before"]),
        alone_not=frozenset(fold(word) for word in classes["alone_not"]),
        articles=frozenset(data.get("articles", ())),
        address_before=frozenset(fold(word) for word in classes.get("address_before", ())),
        irregular=frozenset(data.get("irregular_plurals", "").split()),
        plural_s=code == "en",
        language=code,
        one_alone=frozenset(nouns.get("one", "").split()),
        name_endings=tuple(nouns.get("names", "").split()),
        no_name_endings=tuple(nouns.get("no_names", "").split()),
        taking_part=tuple(nouns.get("taking_part", "").split()),
        noun_endings=tuple(nouns["endings"].split()),
        person_endings=tuple(nouns["persons"].split()),
    )


def _pattern_phrases(grammar: Grammar, classes: dict[str, Any]) -> Phrases:
    phrases = Phrases()
    for symbol, name in PATTERN_CLASSES.items():
        for phrase in classes.get(name, ()):
            phrases.add(folded(phrase), symbol)
    for word in sorted(grammar.literals):
        if not is_class(word):
            phrases.add(word, word)
    return phrases


def _phrases(entries: list[str], symbol: str, reverse: bool = False) -> Phrases:
    phrases = Phrases()
    for entry in entries:
        words = folded(entry).split()
        phrases.add(" ".join(reversed(words) if reverse else words), symbol)
    return phrases


def folded(phrase: str) -> str:
    """A phrase of the data as tokens fold it."""
    return " ".join(tokenise(phrase).words)
