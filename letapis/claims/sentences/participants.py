"""Who and whom: the persons and groups in the phrases of a frame, as written, without their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.attribution import AFTER, cues_of
from letapis.claims.sentences.frames import Frame
from letapis.claims.sentences.reading import Placed, Reading

LONGEST_PLAIN = 4  # words of a phrase that stands as it is where nobody was found in it
JOINING = frozenset({",", "and", "as", "well", "и", "а", "также", "і", "ды", "й", "таксама", "und", "та", "або", "или"})
DETERMINERS = 3
PERSONAL = frozenset({"person", "persons", "one_subject", "many"})  # lists of words that stand for people
NO_NAMES = frozenset({"it", "there", "this", "that", "which", "what", "who", "это", "гэта", "что", "што"})


def participants(
    reading: Reading, frame: Frame, counted: tuple[int, int] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who did it and those to whom it was done, by the voice of the frame.

    The group that was counted is the one the act is of; where the order of words is free, a side without a name is
    looked for on the other side of the verb.
    """
    voice, clause = frame.voice, frame.clause
    whole = (min(clause.start, counted[0]), max(clause.end, counted[1])) if counted else (clause.start, clause.end)
    group = _counted(reading, counted, whole) if counted else ()
    before = _named(reading, frame.subject, last=True) if voice in {"active", "passive"} else ()
    after = _named(reading, frame.object, last=False)
    if frame.hit.act.counted == "who":
        return group or before or after, ()
    if reading.lexicon.passive_endings:
        return _by_kind(reading, whole, group or (before if voice == "passive" else ()) or after)
    if voice == "passive":
        return _named(reading, frame.agent, last=False), group or before or after
    if voice == "active":
        whom = group or after
        return tuple(name for name in before if name not in whom), whom
    return _forces(reading, (clause.start, frame.hit.head)), group or after


def _by_kind(
    reading: Reading, clause: tuple[int, int], whom: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where the order of words is free: forces and officials act, the others suffer."""
    items = _outermost(reading.people.within(*clause))
    states = [item for item in items if item.span.state and item.span.size is None]
    acting = tuple(dict.fromkeys(item.span.name for item in states if not _governed(reading, item, clause[0])))
    others = [item for item in items if not item.span.state and item.span.type != "ORG"]
    whom = tuple(name for name in whom if name not in acting) or (_names(reading, others) if others else ())
    return tuple(name for name in acting if name not in whom), whom


def _forces(reading: Reading, phrase: tuple[int, int]) -> tuple[str, ...]:
    """The forces or officials named before a noun of an act: "police used water cannon"."""
    found = [item for item in reading.people.within(*phrase) if item.span.state]
    return (found[-1].span.name,) if found else ()


def _counted(reading: Reading, counted: tuple[int, int], within: tuple[int, int]) -> tuple[str, ...]:
    """The group that a number is of, with those joined to it."""
    found = _outermost([item for item in reading.people.within(counted[0], within[1]) if item.stop <= within[1]])
    near = [item for item in found if item.first <= counted[1] + 1]
    return _names(reading, _row(reading, found[found.index(near[0]) :])) if near else ()


def _named(reading: Reading, phrase: tuple[int, int], *, last: bool) -> tuple[str, ...]:
    """The names of a phrase: the row next to the verb, which is the last one of a subject, the first of an object."""
    found = _outermost([item for item in reading.people.within(*phrase) if item.stop <= phrase[1]])
    if not found:
        return _plain(reading, _behind_adverbials(reading, phrase) if last else phrase)
    if last:
        found = [item for item in found if not _governed(reading, item, phrase[0])]
        found = found[: _before_apposition(reading, found)]
        if not found:
            return ()
    row = _row(reading, found[::-1] if last else found)
    return _names(reading, row[::-1] if last else row)


def _behind_adverbials(reading: Reading, phrase: tuple[int, int]) -> tuple[int, int]:
    """A subject without what stands before its last comma: "After the vote, Poland condemned"."""
    commas = [index for index in range(*phrase) if reading.tokens.words[index] == ","]
    return (commas[-1] + 1, phrase[1]) if commas and commas[-1] + 1 < phrase[1] else phrase


def _governed(reading: Reading, item: Placed[PersonSpan], start: int) -> bool:
    """Whether a preposition or an attribution stands before somebody: "according to Viasna", "with the guards"."""
    words, index = reading.tokens.words, item.first - 1
    while index >= start and reading.words.has("determiners", words[index]):
        index -= 1
    if index < 0 or item.first - index > DETERMINERS:
        return False
    cues = cues_of(reading.language)
    for cue in cues.matcher.find(words, max(index - 2, start), index + 1):
        if cue.end == index + 1 and cues.sides[cue.pattern.owner] in AFTER:
            return True
    return bool(reading.words.kinds(words[index]) & {"locative", "not_locative"})


def _before_apposition(reading: Reading, items: Sequence[Placed[PersonSpan]]) -> int:
    """How many of the items come before what is only added to a name: "Anatol, co-chair of the committee, was"."""
    words = reading.tokens.words
    for index, item in enumerate(items[:-1]):
        added = item.span.type == "PER" and items[index + 1].span.type != "PER" and words[item.stop] == ","
        if added and words[items[index + 1].first - 1] != ",":
            return index + 1
    return len(items)


def _names(reading: Reading, row: Sequence[Placed[PersonSpan]]) -> tuple[str, ...]:
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


def _outermost(items: Sequence[Placed[PersonSpan]]) -> list[Placed[PersonSpan]]:
    """Without the spans inside others: "strike committees" in "heads of strike committees"."""
    kept: list[Placed[PersonSpan]] = []
    for item in items:
        if not kept or item.first >= kept[-1].stop:
            kept.append(item)
    return kept


def _row(reading: Reading, items: Sequence[Placed[PersonSpan]]) -> list[Placed[PersonSpan]]:
    """The first of the items and those joined to it by commas, conjunctions and numbers."""
    row = [items[0]]
    for item in items[1:]:
        left, right = sorted((row[-1], item), key=lambda each: each.first)
        words = reading.tokens.words
        between = range(left.stop, right.first)
        if not all(words[index] in JOINING or reading.counts.covers(index) for index in between):
            break
        row.append(item)
    return row


def _plain(reading: Reading, phrase: tuple[int, int]) -> tuple[str, ...]:
    """A short phrase without a verb stands for itself where it can name somebody: "he", "the regime", "Poland"."""
    first, stop = phrase
    words = reading.tokens.words[first:stop]
    if not words or len(words) > LONGEST_PLAIN or words[-1] in NO_NAMES or not _may_name(reading, first, stop):
        return ()
    if any(reading.words.has("verbs", word) or reading.words.has("stops", word) for word in words):
        return ()
    return (reading.text(first, stop),)


def _may_name(reading: Reading, first: int, stop: int) -> bool:
    """Whether a phrase may name somebody: a pronoun, an article with a noun, or a name inside the sentence."""
    if any(reading.counts.covers(index) or reading.dates.covers(index) for index in range(first, stop)):
        return False
    word = reading.tokens.words[first]
    if reading.words.has("pronouns", word) or reading.words.has("determiners", word):
        return True
    return reading.tokens.raw(first)[0].isupper() and not reading.tokens.at_sentence_start(first)


def tells_of_persons(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens [start, end) tell of somebody who is no force and no official: by name, word or number."""
    if any(item.span.type == "PER" for item in reading.people.within(start, end)):
        return True
    if any(item.span.type == "GROUP" and item.span.state is not True for item in reading.people.within(start, end)):
        return True
    if any(item.span.unit == "people" for item in reading.counts.within(start, end)):
        return True
    words, kinds = reading.tokens.words, PERSONAL
    return any(reading.words.kinds(words[index]) & kinds or _surname(reading, index) for index in range(start, end))


def _surname(reading: Reading, index: int) -> bool:
    """Whether a word inside a sentence has a capital and is neither a place nor a body nor part of a date."""
    raw, tokens = reading.tokens.raw(index), reading.tokens
    if not (raw[:1].isupper() and raw[1:].islower()) or tokens.at_sentence_start(index):
        return False
    if reading.places.covers(index) or reading.dates.covers(index) or reading.people.covers(index):
        return False
    return tokens.words[index - 1][0].isalnum() or tokens.words[index - 1] == ","
