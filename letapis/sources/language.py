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
FOREIGN = 1.5  # weight of a letter that the language does not have
GROUP = 0.4  # weight of a group of letters, against 1 for a small word
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
    text = text[:ENOUGH]
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if not cyrillic and not latin:
        return ""
    words = Counter(WORD.findall(text.lower()))
    return _cyrillic(words) if cyrillic >= latin else _latin(words)


def _cyrillic(words: Counter[str]) -> str:
    words = Counter({word: count for word, count in words.items() if CYRILLIC.match(word)})
    letters: Counter[str] = Counter()
    joined = " ".join(words)
    for word, count in words.items():
        for letter in word:
            letters[letter] += count
    scores = {profile.code: _score(profile, words, letters, joined) for profile in _profiles("cyrillic")}
    return _best(scores)


def _score(profile: Profile, words: Counter[str], letters: Counter[str], joined: str) -> float:
    known = sum(count for word, count in words.items() if word in profile.words)
    foreign = sum(count for letter, count in letters.items() if letter not in profile.alphabet and letter not in "'’ʼ")
    groups = sum(joined.count(group) for group in profile.groups)
    return known + GROUP * groups - FOREIGN * foreign


def _latin(words: Counter[str]) -> str:
    total = sum(words.values())
    scores = {
        profile.code: sum(count for word, count in words.items() if word in profile.words) / total
        for profile in _profiles("latin")
    }
    best = _best(scores)
    return best if best and scores[best] >= SHARE else ""


def _best(scores: dict[str, float]) -> str:
    """The highest score if it is above zero and alone."""
    top = max(scores.values())
    best = [code for code, score in scores.items() if score == top]
    return best[0] if top > 0 and len(best) == 1 else ""


def spans(text: str) -> tuple[LanguageSpan, ...]:
    """The whole of `text` as stretches of one language each, in order and without gaps.

    A sentence, or a run of words in the other script, is told by itself where it has four words and speaks clearly;
    else it goes with its surroundings.
    """
    main = language_of(text)
    found: list[LanguageSpan] = []
    for match in SENTENCE.finditer(text):
        for start, end in _runs(text, *match.span()):
            language = _told(text[start:end], main)
            if found and found[-1].language == language:
                found[-1] = LanguageSpan(found[-1].start, end, language)
            else:
                found.append(LanguageSpan(start, end, language))
    return tuple(found)


def _told(words: str, main: str) -> str:
    """Language of a sentence or run; that of the text where it is too short to tell."""
    if len(WORD.findall(words[:2_000])) < LEAST_WORDS:
        return main
    return language_of(words) or main


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where a run of at least four words in the other script stands in it."""
    piece = text[start:end]
    cyrillic, latin = len(CYRILLIC.findall(piece)), len(LATIN.findall(piece))
    if not cyrillic or not latin:
        return [(start, end)]
    cuts = [start]
    for match in (LATIN_RUN if cyrillic >= latin else CYRILLIC_RUN).finditer(text, start, end):
        if len(WORD.findall(match.group()[:2_000])) >= LEAST_WORDS:
            cuts.extend((match.start(), match.end()))
    cuts.append(end)
    return [(left, right) for left, right in pairwise(cuts) if left < right]


@cache
def _profiles(script: str) -> tuple[Profile, ...]:
    tables = {code: table(f"languages/{code}/letters.toml") for code in LANGUAGES}
    return tuple(
        Profile(code, frozenset(data["alphabet"]), frozenset(data["words"]), tuple(data["groups"]))
        for code, data in tables.items()
        if data["script"] == script
    )
