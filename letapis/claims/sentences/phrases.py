"""Noun phrases by their edges: subjects, objects and agents whose noun is in no list of people."""

from __future__ import annotations

from functools import cache

from letapis.claims.sentences.pronouns import meant
from letapis.claims.sentences.reading import Reading
from letapis.vocabulary.resources import table

LONGEST_PLAIN = 6  # words of a phrase that stands as it is where nobody was found in it
NO_NAMES = frozenset({"it", "there", "this", "that", "which", "what", "who", "это", "гэта", "что", "што"})


def plain(reading: Reading, phrase: tuple[int, int], *, subject: bool, things: bool = True) -> tuple[str, ...]:
    """A short phrase without a verb stands for itself where it can name somebody: "the regime", "Poland".

    With `things` false a noun behind an article is not enough. A pronoun gives the person or group that it means.
    """
    first, stop = _trimmed(reading, phrase, subject=subject)
    words = reading.tokens.words[first:stop]
    if not words or len(words) > LONGEST_PLAIN or words[-1] in NO_NAMES:
        return ()
    if len(words) == 1 and reading.words.has("pronouns", words[0]):
        return (meant(reading, first) or reading.text(first, stop),)
    if any(reading.words.has("verbs", word) or (reading.words.has("stops", word) and word != "of") for word in words):
        return ()
    if subject and reading.tokens.words[stop : stop + 1] == ("to",):
        return ()  # the last word was a verb: "refuses to recognise"
    if not _may_name(reading, first, stop, subject=subject, things=things):
        return ()
    return (reading.text(first, stop),)


def behind_comma(reading: Reading, phrase: tuple[int, int]) -> tuple[int, int]:
    """A subject without what stands before its last comma: "After the vote, Poland condemned"."""
    commas = [index for index in range(*phrase) if reading.tokens.words[index] == ","]
    return (commas[-1] + 1, phrase[1]) if commas and commas[-1] + 1 < phrase[1] else phrase


def is_instrument(reading: Reading, index: int) -> bool:
    """Whether the noun behind "by" is what it was done with: "by decree", "by a bomb"."""
    words = reading.tokens.words[index : index + 3]
    return any(word in instruments() for word in words)


@cache
def instruments() -> frozenset[str]:
    """The words for what an act is done with."""
    return frozenset(table("people.toml")["instruments"])


def _trimmed(reading: Reading, phrase: tuple[int, int], *, subject: bool) -> tuple[int, int]:
    """Without dates and adverbs at its edges, and up to its first preposition: "the women of ward 4 in Evin"."""
    first, stop = phrase
    words, lists = reading.tokens.words, reading.words
    while first < stop and (
        reading.dates.covers(first)
        or (subject and reading.counts.covers(first))
        or not words[first][0].isalnum()
        or _adverb(words[first])
    ):
        first += 1
    while stop > first and (reading.dates.covers(stop - 1) or not words[stop - 1][-1].isalnum()):
        stop -= 1
    while stop > first + 1 and _adverb(words[stop - 1]):
        stop -= 1
    if subject:
        end = next((at for at in range(first + 1, stop) if lists.has("stops", words[at]) and words[at] != "of"), stop)
        stop = end if end - first >= 1 and not lists.has("stops", words[first]) else stop
    return first, stop


def _adverb(word: str) -> bool:
    return word.endswith("ly") and word.isascii() and len(word) > 4


def _may_name(reading: Reading, first: int, stop: int, *, subject: bool, things: bool) -> bool:
    """Whether a phrase may name somebody: an article with a noun, a name, or bare plurals before a verb."""
    if any(reading.counts.covers(index) or reading.dates.covers(index) for index in range(first, stop)):
        return False
    if reading.tokens.raw(first)[0].isupper() and not reading.tokens.at_sentence_start(first):
        return not reading.words.has("determiners", reading.tokens.words[first]) or stop - first > 1
    if any(item.first == first for item in reading.places.within(first, first + 1)):
        return stop - first == 1
    if reading.words.has("determiners", reading.tokens.words[first]):
        return things and stop - first > 1
    last = reading.tokens.words[stop - 1]
    return subject and last.endswith("s") and not last.endswith(("ss", "us", "is")) and last.isascii() and len(last) > 4
