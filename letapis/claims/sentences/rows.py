"""Rows of persons and groups in a sentence: what belongs together, what hangs on another word, what is only added."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.people.lexicon import lexicon
from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.attribution import AFTER, OPEN, cues_of
from letapis.claims.sentences.reading import Placed, Reading

JOINING = frozenset({",", "and", "as", "well", "и", "а", "также", "і", "ды", "й", "таксама", "und", "та", "або", "или"})
DETERMINERS = 3
LONGEST_REST = 4  # words of a name that the reading of people did not know
NEAR = 2  # tokens between a name and the verb of speech behind it


def outermost(reading: Reading, items: Sequence[Placed[PersonSpan]]) -> list[Placed[PersonSpan]]:
    """Without the spans inside others, and without offices told beside the name of who holds them."""
    kept: list[Placed[PersonSpan]] = []
    for item in items:
        if not kept or (item.first >= kept[-1].stop and not _told_beside(reading, kept[-1], item)):
            kept.append(item)
    offices = [office for item in kept if item.span.role and (office := _office(reading, item)) is not None]
    if not offices:
        return kept
    return [
        item
        for item in kept
        if item.span.type == "PER" or not any(first <= item.first < stop for first, stop in offices)
    ]


def _told_beside(reading: Reading, left: Placed[PersonSpan], right: Placed[PersonSpan]) -> bool:
    """Whether commas close a noun that is only added to a name: "Anatol, a welder, was"."""
    if not _added(left.span, right.span):
        return False
    words = reading.tokens.words
    between = words[left.stop : right.first]
    closed = words[right.stop : right.stop + 1] in ((",",), (".",))
    return closed and between[:1] == (",",) and all(word in {",", "-"} or word.isdigit() for word in between)


def _office(reading: Reading, item: Placed[PersonSpan]) -> tuple[int, int] | None:
    """The tokens of a role: before the name, behind the last verb there, or behind it between commas."""
    length = len(item.span.role.split())
    words = reading.tokens.words
    if item.first and reading.tokens.text.endswith(item.span.role, 0, reading.tokens.ends[item.first - 1]):
        first = item.first - length
        verbs = [index for index in range(max(first, 0), item.first) if reading.words.has("verbs", words[index])]
        return (verbs[-1] + 1 if verbs else first), item.first
    return (item.stop, item.stop + length + 3) if item.stop < len(words) and words[item.stop] == "," else None


def governed(reading: Reading, item: Placed[PersonSpan], start: int) -> bool:
    """Whether a preposition or an attribution stands before somebody: "according to Viasna", "with the guards"."""
    words, index = reading.tokens.words, item.first - 1
    while index >= start and (
        words[index] in OPEN or reading.words.has("determiners", words[index]) or reading.counts.covers(index)
    ):
        index -= 1
    if index < 0 or item.first - index > DETERMINERS:
        return False
    if words[index] in lexicon(reading.language).governing:
        return True
    if not words[index][0].isalpha():
        return False
    cues = cues_of(reading.language)
    return any(
        cue.end == index + 1 and cues.sides[cue.pattern.owner] in AFTER
        for cue in cues.matcher.find(words, max(index - 2, start), index + 1)
    )


def speaks(reading: Reading, item: Placed[PersonSpan]) -> bool:
    """Whether a verb of speech follows, over the rest of a name: "53 arrests, the ministry said"."""
    words, index = reading.tokens.words, item.stop
    while index < min(len(words), item.stop + LONGEST_REST) and reading.tokens.raw(index)[0].isupper():
        index += 1
    cues = cues_of(reading.language)
    found = cues.matcher.find(words, item.stop, min(index + NEAR + 2, len(words)))
    return any(cues.sides[match.pattern.owner] == "before" and match.start < index + NEAR for match in found)


def names_of(reading: Reading, row: Sequence[Placed[PersonSpan]]) -> tuple[str, ...]:
    """The names of a row. What touches belongs together: "riot police" + "officers"; a role before a name goes."""
    names: list[str] = []
    first = 0
    for index, item in enumerate(row):
        touches = index > 0 and row[index - 1].stop == item.first
        first = first if touches and item.span.type != "PER" else item.first
        if touches:
            names.pop()
        names.append(reading.text(first, item.stop) if first != item.first else item.span.name)
    return tuple(dict.fromkeys(names))


def row_of(reading: Reading, items: Sequence[Placed[PersonSpan]]) -> list[Placed[PersonSpan]]:
    """The first of the items and those joined to it by commas, conjunctions and numbers."""
    row = [items[0]]
    for item in items[1:]:
        left, right = sorted((row[-1], item), key=lambda each: each.first)
        words = reading.tokens.words
        between = range(left.stop, right.first)
        if not all(words[index] in JOINING or reading.counts.covers(index) for index in between):
            break
        if _added(left.span, right.span) and all(words[index] == "," for index in between):
            break
        row.append(item)
    return row


def _added(left: PersonSpan, right: PersonSpan) -> bool:
    """Whether a noun is only added to a name: "Anatol, a welder, was"."""
    return left.type == "PER" and right.type == "GROUP" and right.number == "singular"
