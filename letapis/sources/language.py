"""Which language a text, and each span of it, is in: told by letters, small words and groups of letters.

English, Russian, Belarusian, Ukrainian and German are told apart; any other is "" rather than a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from letapis.vocabulary.resources import LANGUAGES, table

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
CYRILLIC_RUN = re.compile(r"[\u0400-\u04ff][^A-Za-z\u00c0-\u024f]*")
LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f][^\u0400-\u04ff]*")
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[\"'»”)\]]*\s*|[.!?…\n][.!?…\n\s]*")
ENOUGH = 20_000  # characters; more of a text changes no answer
SHARE = 0.12  # of the words of a Latin text must be small words of the language
APOSTROPHES = "'’ʼ "  # and the space between words
FOREIGN = 1.5  # weight of a letter that the language does not have
GROUP = 0.4  # weight of a group of letters, against 1 for a small word
LONGEST = 2_000  # characters of a sentence that are looked at
A_FEW = 12  # words
LEAST_WORDS = 4  # a sentence or run shorter than this goes with its surroundings


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A stretch of a text in one language; `language` is empty where it cannot be told."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What `letters.toml` says of one language."""

    code: str
    alphabet: frozenset[str]
    words: frozenset[str]
    groups: tuple[str, ...]


def language_of(text: str) -> str:
    """Code of the language of most of `text`, "" if it cannot be told. Looks at its first 20,000 characters."""
    return _of_words(WORD.findall(text[:ENOUGH].lower()))


def by_alphabet(text: str) -> str:
    """The likeliest language of a few words that hold no small word of any: "Police arrested 300."; "" for more."""
    words = WORD.findall(text[:ENOUGH].lower())
    if not words or len(words) > A_FEW:
        return ""
    letters = set("".join(words))
    if not CYRILLIC.search(words[0]):
        return "en" if letters <= set("abcdefghijklmnopqrstuvwxyz") else ""
    fitting = [profile.code for profile in _profiles("cyrillic") if letters <= profile.alphabet]
    return "ru" if "ru" in fitting else fitting[0] if len(fitting) == 1 else ""


def _of_words(words: list[str]) -> str:
    """Language of words in small letters, by the script of most of their letters."""
    cyrillic = [word for word in words if "\u0400" <= word[0] <= "\u04ff"]
    if 2 * sum(map(len, cyrillic)) >= sum(map(len, words)) > 0:
        return _cyrillic(cyrillic)
    return _latin(words) if words else ""


def _cyrillic(words: list[str]) -> str:
    joined = " ".join(words)
    letters = Counter(joined)
    return _best({profile.code: _score(profile, words, letters, joined) for profile in _profiles("cyrillic")})


def _score(profile: Profile, words: list[str], letters: Counter[str], joined: str) -> float:
    known = sum(map(profile.words.__contains__, words))
    foreign = sum(count for letter, count in letters.items() if letter not in profile.alphabet)
    groups = sum(map(joined.count, profile.groups))
    return known + GROUP * groups - FOREIGN * foreign


def _latin(words: list[str]) -> str:
    scores = {profile.code: sum(map(profile.words.__contains__, words)) / len(words) for profile in _profiles("latin")}
    best = _best(scores)
    return best if best and scores[best] >= SHARE else ""


def _best(scores: dict[str, float]) -> str:
    """The highest score if it is above zero and alone."""
    top = max(scores.values())
    best = [code for code, score in scores.items() if score == top]
    return best[0] if top > 0 and len(best) == 1 else ""


def spans(text: str, main: str | None = None) -> tuple[LanguageSpan, ...]:
    """The whole of `text` as stretches of one language each, in order and without gaps.

    A sentence, or a run of words in the other script, is told by itself where it has four words and speaks clearly;
    else it goes with its surroundings: `main`, the language of the text, told anew where it is not given.
    """
    main = language_of(text) if main is None else main
    found: list[LanguageSpan] = []
    for match in SENTENCE.finditer(text):
        for start, end in _runs(text, *match.span()):
            language = _told(text[start:end], main)
            if found and found[-1].language == language:
                found[-1] = LanguageSpan(found[-1].start, end, language)
            else:
                found.append(LanguageSpan(start, end, language))
    return tuple(found)


def _told(piece: str, main: str) -> str:
    """Language of a sentence or run; that of the text where it is too short to tell."""
    words = WORD.findall(piece[:LONGEST].lower())
    return main if len(words) < LEAST_WORDS else _of_words(words) or main


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where a run of at least four words in the other script stands in it."""
    if not CYRILLIC.search(text, start, end) or not LATIN.search(text, start, end):
        return [(start, end)]
    piece = text[start:end]
    mostly_cyrillic = len(CYRILLIC.findall(piece)) >= len(LATIN.findall(piece))
    cuts = [start]
    for match in (LATIN_RUN if mostly_cyrillic else CYRILLIC_RUN).finditer(text, start, end):
        if len(WORD.findall(match.group()[:LONGEST])) >= LEAST_WORDS:
            cuts.extend((match.start(), match.end()))
    cuts.append(end)
    return [(left, right) for left, right in pairwise(cuts) if left < right]


@cache
def _profiles(script: str) -> tuple[Profile, ...]:
    tables = {code: table(f"languages/{code}/letters.toml") for code in LANGUAGES}
    return tuple(
        Profile(code, frozenset(data["alphabet"] + APOSTROPHES), frozenset(data["words"]), tuple(data["groups"]))
        for code, data in tables.items()
        if data["script"] == script
    )
