"""The frame of an act in its clause: voice, subject and object, and whether it is an act at all or an attribute."""

from __future__ import annotations

from dataclasses import dataclass

from letapis.claims.acts.lexicon import VERBAL, Hit
from letapis.claims.sentences.clauses import Clause
from letapis.claims.sentences.reading import Reading

LONGEST_PHRASE = 14  # tokens of a subject or an object


@dataclass(frozen=True, slots=True)
class Frame:
    """An act in its clause. `subject` and `object` are token ranges, empty where there is none."""

    hit: Hit
    clause: Clause
    voice: str  # active, passive, noun, result
    subject: tuple[int, int]
    object: tuple[int, int]
    agent: tuple[int, int]  # behind "by"


def frame_of(reading: Reading, hit: Hit, clause: Clause) -> Frame:
    """The frame of a hit."""
    voice = _voice(reading, hit, clause)
    verb_start = _group_start(reading, hit, clause)
    subject = _phrase_before(reading, clause.start, verb_start)
    after = phrase_after(reading, hit.end, clause.end)
    agent = (hit.end, hit.end)
    if voice == "passive":
        agent = _agent(reading, hit, clause)
    return Frame(hit, clause, voice, subject, after, agent)


def _voice(reading: Reading, hit: Hit, clause: Clause) -> str:
    if hit.form == "nouns":
        return "noun"
    if hit.form == "results":
        return "result"
    if hit.form == "suffers":
        return "passive"
    head = reading.tokens.words[hit.head]
    if reading.lexicon.passive_endings:
        return "passive" if head.endswith(reading.lexicon.passive_endings) else "active"
    return _english_voice(reading, hit, clause)


def verb_of(reading: Reading, hit: Hit) -> int:
    """The token of a hit that is its verb."""
    words = reading.tokens.words
    for index in range(hit.start, hit.end):
        verbal = words[index].endswith(("ed", "en", "ing")) or reading.words.has("verbs", words[index])
        if verbal and not reading.words.kinds(words[index]) & {"auxiliaries", "persons"}:
            return index
    return hit.head


def _english_voice(reading: Reading, hit: Hit, clause: Clause) -> str:
    words, lists = reading.tokens.words, reading.words
    verb = verb_of(reading, hit)
    head = words[verb]
    if head.endswith("ing") and not lists.has("auxiliaries", words[verb - 1]):
        return "active"
    if head.endswith("ing") and words[verb - 1] != "being":
        return "active"
    index = verb - 1
    while index >= clause.start and index >= verb - 5:
        if lists.has("auxiliaries", words[index]):
            return "passive"
        if not lists.has("skipped", words[index]):
            break
        index -= 1
    if not head.endswith(("ed", "en", "own", "ught", "hot", "eld", "hit", "urt", "dead")):
        return "active"
    following = words[verb + 1] if verb + 1 < clause.end else ""
    if not following or lists.has("stops", following) or not following[0].isalnum():
        return "passive" if not _has_agent(reading, clause.start, hit.start) else "active"
    return "active"


def _has_agent(reading: Reading, start: int, end: int) -> bool:
    agents = (reading.lexicon.matcher.group("@agents"),) if "agents" in reading.lexicon.matcher.sets else ()
    return bool(agents) and reading.lexicon.has(reading.tokens.words, start, end, agents)


def is_noun(reading: Reading, head: int, start: int, end: int) -> bool:
    """Whether a word that may be a verb or a noun stands where a noun stands: "120 arrests in", "the protests"."""
    words, lists = reading.tokens.words, reading.words
    following = words[head + 1] if head + 1 < end else "."
    if following == "against" and not words[head].endswith("s"):
        return False
    if lists.has("stops", following) or not following[0].isalnum():
        before = words[head - 1] if head > start else ""
        return not before or not (
            lists.has("persons", before) or lists.has("to", before) or lists.has("one_subject", before)
        )
    if head == start:
        return False
    before = words[head - 1]
    return (
        lists.has("determiners", before) or reading.counts.covers(head - 1) or before in {"mass", "of", "street", "new"}
    )


def _group_start(reading: Reading, hit: Hit, clause: Clause) -> int:
    """The first token of the verb group: auxiliaries and adverbs before the head belong to it."""
    words, lists = reading.tokens.words, reading.words
    index = (
        verb_of(reading, hit)
        if hit.form in VERBAL and not reading.lexicon.passive_endings
        else min(hit.start, hit.head)
    )
    while index > clause.start and (
        lists.has("auxiliaries", words[index - 1])
        or lists.has("skipped", words[index - 1])
        or lists.has("to", words[index - 1])
        or words[index - 1].endswith("ly")
    ):
        index -= 1
    return index


def _phrase_before(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that ends before token `end`: the subject of an English clause."""
    words, lists = reading.tokens.words, reading.words
    first = max(start, end - LONGEST_PHRASE)
    while first < end and (lists.has("conjunctions", words[first]) or not words[first][0].isalnum()):
        first += 1
    for item in reading.dates.within(first, end):
        if item.first <= first + 1:
            first = min(item.stop, end)
    while first < end and (not words[first][0].isalnum() or words[first] in {"in", "on"}):
        first += 1
    return first, end


def phrase_after(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that begins at token `start`, up to a preposition, a mark or a verb."""
    words, lists = reading.tokens.words, reading.words
    if start < end and words[start] in {"of", "by"}:
        start += 1
    stop = start
    while stop < end and stop - start < LONGEST_PHRASE:
        word = words[stop]
        if lists.has("stops", word) and word != "and":
            break
        if not word[0].isalnum() and word not in {",", "\u201c", "'"}:
            break
        stop += 1
    while stop > start and (words[stop - 1] in {"and", ",", "also"}):
        stop -= 1
    return start, stop


def _agent(reading: Reading, hit: Hit, clause: Clause) -> tuple[int, int]:
    words, lists = reading.tokens.words, reading.words
    for index in range(hit.head + 1, min(clause.end, hit.head + 8)):
        if lists.has("by", words[index]):
            return phrase_after(reading, index + 1, clause.end)
    return hit.end, hit.end
