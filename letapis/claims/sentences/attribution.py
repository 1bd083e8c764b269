"""Who says so: the source that a sentence, or the speaker of a quotation, is credited with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letapis.claims.acts.patterns import Matcher
from letapis.claims.sentences.reading import Reading
from letapis.claims.spelling import spelling
from letapis.vocabulary.resources import LANGUAGES, table

OPEN = frozenset("\u201c\u00ab\u201e")
CLOSE = frozenset("\u201d\u00bb")
INSIDE = frozenset({"-", "'", "\u2019"})  # marks inside a name: "the doctors' association"
AFTER = frozenset({"after", "holder"})  # the source stands behind the cue; `holder` of a list, only by name
LONGEST_NAME = 9
RIVALS = 2  # sources in one sentence from which on each has its own number
SHORTEST_QUOTATION = 3  # tokens; less is a name or a word in quotation marks
LONGEST_REACH = 80  # tokens back to the person that a pronoun means
LONGEST_QUOTATION = 3000  # tokens; bounds the search for the closing mark


@dataclass(frozen=True, slots=True)
class Said:
    """A source and the tokens [start, end) that its words cover; `words` is the cue."""

    source: str
    start: int
    end: int
    words: str
    side: str = ""  # where the source stands, seen from the cue
    cue: int = -1  # first token of the cue


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language: which way the source stands from the cue."""

    matcher: Matcher
    sides: tuple[str, ...]  # pattern owner -> after, before or holder


@cache
def cues_of(language: str) -> Cues:
    """The attribution cues of a language."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/attribution.toml")
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}), spelling=spelling(code))
    sides: list[str] = []
    for entry in data["cue"]:
        for pattern in entry["patterns"]:
            matcher.add(pattern, len(sides))
        sides.append(entry["side"])
    return Cues(matcher, tuple(sides))


def sources(reading: Reading, start: int, end: int) -> tuple[Said, ...]:
    """The sources that a sentence names for what it says."""
    cues = cues_of(reading.language)
    found: list[Said] = []
    for match in cues.matcher.find(reading.tokens.words, start, end):
        side = cues.sides[match.pattern.owner]
        if side in AFTER:
            left, right = _name_after(reading, match.end, end, named=side == "holder")
        else:
            left, right = _name_before(reading, start, match.start)
        name = _resolved(reading, _bare(reading.text(left, right)), left) if left < right else ""
        if name:
            found.append(Said(name, start, end, reading.text(match.start, match.end), side, match.start))
    return tuple(sorted(found, key=lambda said: said.side != "before"))


def source_of(reading: Reading, said: Sequence[Said], counted: tuple[int, int] | None) -> str | None:
    """The source of what a sentence says; where it names several, each beside a number of its own, that of the number.

    "About 600 by the estimate of the mayor, 2,000 according to reporters", or the other way round.
    """
    if not said:
        return None
    rivals = _rivals(said)
    if counted is None:
        return said[0].source
    if len(rivals) < RIVALS:
        return None if _opens_later(reading, said[0], counted[0]) else said[0].source
    start, end = _between_semicolons(reading, counted[0], said[0].start, said[0].end)
    rivals = [each for each in rivals if start <= each.cue < end]
    if not rivals:
        return None
    numbers = [item.first for item in reading.counts.within(start, end) if item.span.unit == "people"]
    if numbers and rivals[0].cue < numbers[0]:
        leading = [each for each in rivals if each.cue < counted[0]]
        return leading[-1].source if leading else None
    return next((each.source for each in rivals if each.cue >= counted[1]), None)


def _opens_later(reading: Reading, said: Said, index: int) -> bool:
    """Whether a source opens a part of the sentence behind a token: "dozens were shot; the ministry spoke of 67"."""
    start, _ = _between_semicolons(reading, said.cue, said.start, said.end)
    return index < start and reading.text(start, said.cue) == said.source


def _between_semicolons(reading: Reading, index: int, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a token: what stands beyond a semicolon has its own source."""
    words = reading.tokens.words
    first = next((at + 1 for at in range(index, start, -1) if words[at] == ";"), start)
    return first, next((at for at in range(index, end) if words[at] == ";"), end)


def _rivals(said: Sequence[Said]) -> list[Said]:
    """The sources of a sentence in its order, one for each cue."""
    by_cue: dict[int, Said] = {}
    for each in said:
        by_cue.setdefault(each.cue, each)
    return [by_cue[cue] for cue in sorted(by_cue)]


def whole_name(reading: Reading, start: int, stop: int) -> str:
    """A name as written, with the mark that closes a quotation opened in it."""
    words = reading.tokens.words
    opened = sum(word in OPEN for word in words[start:stop]) > sum(word in CLOSE for word in words[start:stop])
    return reading.text(start, stop + (opened and words[stop : stop + 1] != () and words[stop] in CLOSE))


def _name_after(reading: Reading, start: int, end: int, *, named: bool = False) -> tuple[int, int]:
    """The noun phrase behind "according to"; `named` asks for a name: "on the list of Viasna", not "of detainees"."""
    stop = start
    words = reading.tokens.words
    while stop < end and stop - start < LONGEST_NAME and _in_name(reading, words[stop], stop, start):
        stop += 1
        if words[stop - 1] in CLOSE and words[start] in OPEN:
            break
    if start < stop and not (_is_name(reading, start) if named else _may_name(reading, start)):
        return start, start
    return start, stop


def _may_name(reading: Reading, index: int) -> bool:
    """Whether a name may begin here: with a capital, a quotation mark, an article or a word for a source."""
    word = reading.tokens.words[index]
    if reading.tokens.raw(index)[0].isupper() or word in OPEN or reading.words.has("determiners", word):
        return True
    if any(item.span.type == "ORG" for item in reading.people.within(index, index + 1)):
        return True
    return reading.words.has("sources", word) or reading.words.has("persons", word)


def _bare(name: str) -> str:
    """A name without the ending of its owner: "Viasna's list"."""
    return name.removesuffix("'s").removesuffix("\u2019s")


def _is_name(reading: Reading, index: int) -> bool:
    """Whether a name begins here: in quotation marks or with a capital."""
    return reading.tokens.words[index] in OPEN or reading.tokens.raw(index)[0].isupper()


def _in_name(reading: Reading, word: str, index: int, start: int) -> bool:
    if word in OPEN or word in CLOSE or word in {"'", '"', "of", "the", "and"}:
        return word != "and"
    if not word[0].isalpha():
        return False
    return not (reading.words.has("stops", word) or reading.words.has("verbs", word)) or index == start


def _name_before(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The noun phrase before "said": back to a mark or the beginning of the sentence, if it names somebody."""
    words = reading.tokens.words
    first = end
    while first > start and end - first < LONGEST_NAME:
        word = words[first - 1]
        if not word[0].isalnum() and word not in INSIDE and word not in OPEN and word not in CLOSE:
            break
        if reading.words.has("conjunctions", word) and word != "and":
            break
        first -= 1
    back = max(start, first - LONGEST_NAME)
    first = max([first, *(item.stop for item in reading.dates.within(back, end))])
    first = max([first, *(item.stop for item in reading.counts.within(back, end))])
    while first < end and (reading.words.has("conjunctions", words[first]) or words[first] in CLOSE):
        first += 1
    first = _without_adverbial(reading, first, end)
    return (first, end) if _names_somebody(reading, first, end) else (end, end)


def _without_adverbial(reading: Reading, first: int, end: int) -> int:
    """Where the name begins behind a preposition: "By evening Viasna" is Viasna."""
    if first >= end or not reading.words.has("stops", reading.tokens.words[first]):
        return first
    names = [item for item in reading.people.within(first, end) if item.stop == end and item.span.type != "GROUP"]
    return names[0].first if names else first


def _names_somebody(reading: Reading, start: int, end: int) -> bool:
    if start >= end:
        return False
    while end - 1 > start and reading.tokens.words[end - 1] in CLOSE:
        end -= 1
    people = reading.people.within(max(start - 3, 0), end)
    if any(item.stop > end - 1 and item.span.type in {"PER", "ORG"} for item in people):
        return True
    last = reading.tokens.words[end - 1]
    if reading.words.has("sources", last) or reading.words.has("pronouns", last):
        return True
    return reading.tokens.raw(end - 1)[0].isupper() and any(
        reading.words.has("bodies", word) for word in reading.tokens.words[start : end - 1]
    )


def speakers(reading: Reading) -> tuple[Said, ...]:
    """Quotations and who speaks them: "She says: ...". One without a cue goes on with the speaker of its paragraph."""
    found: list[Said] = []
    words = reading.tokens.words
    cues = cues_of(reading.language)
    position, last = 0, ("", -1)
    while position < len(words):
        if words[position] in OPEN:
            close = _closing(reading, position)
            if close - position > SHORTEST_QUOTATION:
                paragraph = reading.paragraph_of(position)
                source = _speaker(reading, cues, position, close) or (last[0] if last[1] == paragraph else "")
                last = (source, paragraph)
                if source and close - position > LONGEST_NAME:
                    found.append(Said(source, position, close, ""))
                position = close
        position += 1
    return tuple(found)


def _closing(reading: Reading, start: int) -> int:
    """The token that closes the quotation opened at `start`; an opening mark that ends a paragraph closes too."""
    words = reading.tokens.words
    depth = 0
    for index in range(start, min(len(words), start + LONGEST_QUOTATION)):
        if words[index] in OPEN and index in reading.paragraph_ends and index > start:
            return index
        if words[index] in OPEN:
            depth += 1
        elif words[index] in CLOSE:
            depth -= 1
            if depth <= 0:
                return index
    return start


def _speaker(reading: Reading, cues: Cues, start: int, close: int) -> str:
    """Who speaks a quotation: named by a cue just before it or just behind it."""
    for left, right in ((max(0, start - 14), start), (close, min(len(reading.tokens.words), close + 14))):
        for match in cues.matcher.find(reading.tokens.words, left, right):
            if cues.sides[match.pattern.owner] in AFTER:
                continue
            first, stop = _name_before(reading, left, match.start)
            if first == stop:
                first, stop = _name_after(reading, match.end, right)
            name = _resolved(reading, reading.text(first, stop), first)
            if name:
                return name
    return ""


def _may_be_named(reading: Reading, index: int) -> bool:
    """Whether the first word of a sentence, before a comma, is a name: "Lilia, a psychologist"."""
    if reading.places.covers(index):
        return False
    return reading.tokens.raw(index)[0].isupper() and not reading.words.kinds(reading.tokens.words[index])


def _resolved(reading: Reading, name: str, before: int) -> str:
    """A name for a pronoun: the person with whom the nearest sentence before begins, else the last one named."""
    if not reading.words.has("pronouns", name.lower()):
        return name
    first = bisect_left(reading.openings, before - LONGEST_REACH)
    openings = reading.openings[first : bisect_left(reading.openings, before)]
    for start in reversed(openings):
        if reading.tokens.words[start + 1 : start + 2] == (",",) and _may_be_named(reading, start):
            return reading.tokens.raw(start)
    people = [item for item in reading.people.within(max(0, before - LONGEST_REACH), before) if item.span.type == "PER"]
    subjects = [item for item in people if item.first in openings]
    return (subjects or people)[-1].span.name if people else ""
