"""Where the clauses of a sentence begin and end: by marks, conjunctions, and whether both sides have a verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letapis.claims.words import Words

HARD = frozenset(';:()[]\u2014\u2013\u201c\u201d\u00ab\u00bb\u201e"\u2026.!?*')
QUOTES = frozenset('\u201c\u201d\u00ab\u00bb\u201e"')


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [start, end) of one clause; `opener` is the word that opens it where that is a conjunction or relative."""

    start: int
    end: int
    opener: str = ""


def clauses(words: Sequence[str], start: int, end: int, lists: Words, verbs: frozenset[int]) -> tuple[Clause, ...]:
    """Cut tokens [start, end); `verbs` are tokens known to be verbs (heads of acts). Linear."""
    pieces = _pieces(words, start, end, lists)
    merged: list[list[int]] = []
    verbal = False
    for left, right, hard in pieces:
        has_verb = any(index in verbs or lists.has("verbs", words[index]) for index in range(left, right))
        if merged and not hard and not (verbal and has_verb):
            merged[-1][1] = right
            verbal = verbal or has_verb
        else:
            merged.append([left, right])
            verbal = has_verb
    return tuple(_clause(words, left, right, lists) for left, right in merged)


def _clause(words: Sequence[str], start: int, end: int, lists: Words) -> Clause:
    """Without the marks and conjunctions at its edges."""
    opener = ""
    while start < end and (not words[start][0].isalnum() or lists.has("leads", words[start])):
        opener = words[start] if words[start][0].isalpha() else opener
        start += 1
    if start < end and lists.has("relatives", words[start]):
        opener = words[start]
    while end > start and not words[end - 1][-1].isalnum() and words[end - 1] != "%":
        end -= 1
    end = _before_relative(words, start, end, lists)
    return Clause(start, end, opener) if start < end else Clause(start, start, opener)


def _before_relative(words: Sequence[str], start: int, end: int, lists: Words) -> int:
    """The end without a preposition of the relative clause that follows: "..., in which"."""
    following = words[end] if end < len(words) else ""
    governed = end - start > 1 and lists.has("relatives", following) and lists.has("stops", words[end - 1])
    if not governed or words[end - 1] == following or lists.has("verbs", words[end - 1]):
        return end
    end -= 1
    while end > start and not words[end - 1][-1].isalnum() and words[end - 1] != "%":
        end -= 1
    return end


def _pieces(words: Sequence[str], start: int, end: int, lists: Words) -> list[tuple[int, int, bool]]:
    """Stretches between marks and conjunctions, and whether a hard mark stands before each."""
    pieces: list[tuple[int, int, bool]] = []
    left, hard = start, True
    for index in range(start, end):
        word = words[index]
        if word in HARD and not _inside_word(words, index, start, end):
            cut, next_hard = True, True
        elif word in {",", "-"}:
            cut, next_hard = True, False
        else:
            kinds = lists.kinds(word)
            cut, next_hard = bool(kinds & {"conjunctions", "relatives"}) and index > left, hard
        if not cut:
            continue
        is_mark = not word[0].isalnum()
        if index > left:
            pieces.append((left, index, hard))
            hard = next_hard if is_mark else False
        elif is_mark:
            hard = hard or next_hard
        left = index + 1 if is_mark else index
    if left < end:
        pieces.append((left, end, hard))
    return pieces


def _inside_word(words: Sequence[str], index: int, start: int, end: int) -> bool:
    """A full stop of an initial or abbreviation, and a quotation of one or two words, cut no clause."""
    word = words[index]
    if word in ".*":
        return index + 1 < end
    if word in QUOTES:
        near = range(max(start, index - 4), min(end, index + 5))
        return any(words[other] in QUOTES for other in near if other != index)
    return False
