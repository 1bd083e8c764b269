"""What to learn next, language by language: types missed and made up, slots that were wrong, words that were missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from letapis.claims.scoring.scores import FALSE, MISSED, Scores

MOST = 5  # types and words that are named
LETTERS = 4  # of the shortest word that tells anything
TIMES = 2  # missed quotes that a word must stand in
BEGINNING = 6  # letters by which forms of a word are taken together


@dataclass(frozen=True, slots=True)
class Lesson:
    """The report of one language. Each tuple holds names with how often, the most frequent first."""

    language: str
    missed: tuple[tuple[str, int], ...]
    false: tuple[tuple[str, int], ...]
    slots: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int], ...]  # in quotes that were missed, and hardly in those that were found


def lessons(scores: Scores) -> list[Lesson]:
    """One report for each language of the gold."""
    return [_lesson(scores, language) for language in sorted(scores.languages)]


def _lesson(scores: Scores, language: str) -> Lesson:
    mistakes = [one for one in scores.mistakes if one.language == language]
    missed = [one for one in mistakes if one.kind == MISSED]
    return Lesson(
        language,
        _most(Counter(one.type for one in missed)),
        _most(Counter(one.type for one in mistakes if one.kind == FALSE)),
        _most(Counter(one.kind for one in mistakes if one.kind not in {MISSED, FALSE})),
        _words([one.quote for one in missed], scores.found.get(language, [])),
    )


def _most(tally: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:MOST])


def _words(missed: list[str], found: list[str]) -> tuple[tuple[str, int], ...]:
    """Words, by their beginning, that stand in several missed quotes and at least thrice as often as in found ones."""
    wanted, known = _standing(missed), _standing(found)
    share = len(missed) / max(len(found), 1)
    telling = {
        word: times for word, times in wanted.items() if times >= TIMES and times > 3 * known[word] * max(share, 1e-9)
    }
    return _most(Counter(telling))


def _standing(quotes: list[str]) -> Counter[str]:
    """In how many quotes a beginning of a word stands."""
    return Counter(
        word
        for quote in quotes
        for word in {part[:BEGINNING] for part in _parts(quote) if len(part) >= LETTERS and part.isalpha()}
    )


def _parts(quote: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in quote.lower()).split()
