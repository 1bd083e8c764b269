"""Who says so: the source that a sentence, or the speaker of a quotation, is credited with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letapis.claims.acts.lexicon import Hit
from letapis.claims.acts.patterns import Match, Matcher
from letapis.claims.people.lexicon import is_org_head, is_role
from letapis.claims.sentences.reading import Reading
from letapis.claims.spelling import spelling
from letapis.vocabulary.resources import LANGUAGES, table

OPEN = frozenset("\u201c\u00ab\u201e")
CLOSE = frozenset("\u201d\u00bb")
INSIDE = frozenset({"-", "'", "\u2019"})  # marks inside a name: "the doctors' association"
AFTER = frozenset({"after", "holder"})  # the source stands behind the cue; `holder` of a list, only by name
LONGEST_NAME = 9
DESCRIBED = 3  # tokens before a name that opens a sentence: its office
BRACKETED = 10  # tokens of a remark in brackets
INTRODUCING = frozenset({"that", "about", "of", "что", "о", "об", "про", "как", "што", "аб", "пра", "як"})
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
    after: int = -1  # the token behind the cue


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language: which way the source stands from the cue."""

    matcher: Matcher
    sides: tuple[str, ...]  # pattern owner -> after, before, holder, keeper or inside
    not_sources: tuple[str, ...] = ()  # how words begin that follow a cue and are no source: "according to plan"


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
    return Cues(matcher, tuple(sides), tuple(data.get("not_sources", ())))


def sources(reading: Reading, start: int, end: int) -> tuple[Said, ...]:
    """The sources that a sentence names for what it says."""
    cues = cues_of(reading.language)
    found: list[Said] = []
    for match in cues.matcher.find(reading.tokens.words, start, end):
        if _is_no_cue(reading, match, start, end):
            continue
        side = cues.sides[match.pattern.owner]
        left, right = _place_of_name(reading, match, side, (start, end))
        if left < right and cues.not_sources and reading.tokens.words[left].startswith(cues.not_sources):
            continue
        name = _resolved(reading, _bare(reading.text(left, right)), left) if left < right else ""
        if name:
            words = reading.text(match.start, match.end)
            side = "before" if side == "keeper" else side
            found.append(Said(name, start, end, words, side, match.start, match.end))
    found += _opening(reading, start, end)
    return tuple(sorted(found, key=lambda said: said.side != "before"))


def _place_of_name(reading: Reading, match: Match, side: str, sentence: tuple[int, int]) -> tuple[int, int]:
    """The tokens of the source of a cue; none where nobody is named."""
    start, end = sentence
    if side in AFTER:
        return _name_after(reading, match.end, end, named=side == "holder")
    if side == "inside":
        return match.start + 1, match.end - 1
    left, right = _name_before(reading, start, match.start)
    return (left, right) if side != "keeper" or _keeps(reading, left, right) else (left, left)


def _is_no_cue(reading: Reading, match: Match, start: int, end: int) -> bool:
    """Whether a match is part of a name ("the United States"), or a remark in brackets about something else."""
    words = reading.tokens.words
    if reading.tokens.raw(match.start)[0].isupper() and not reading.tokens.at_sentence_start(match.start):
        return True
    opened = next((at for at in range(match.start, max(start, match.start - BRACKETED), -1) if words[at] == "("), -1)
    closed = next((at for at in range(match.start, min(end, match.start + BRACKETED)) if words[at] == ")"), -1)
    return 0 <= opened < closed <= opened + BRACKETED


def covering(reading: Reading, said: Sequence[Said], hit: Hit, *, own: bool) -> tuple[Said, ...]:
    """The sources that speak of an act: what follows "said that" is theirs, what stands before is not.

    Where an act is done by saying so (`own`), the verb of speech is the act itself: "announced reforms".
    """
    return tuple(
        each
        for each in said
        if not (own and hit.start <= each.cue < hit.end)
        and (each.cue <= hit.head or each.after < 0 or not _introduces(reading, each.after))
    )


def _introduces(reading: Reading, index: int) -> bool:
    """Whether what was said follows a cue: "that", a colon, or a preposition of what is spoken of."""
    words = reading.tokens.words
    if index < len(words) and words[index] == ",":
        index += 1
        return index < len(words) and words[index] in INTRODUCING
    return index < len(words) and (words[index] in INTRODUCING or words[index] == ":")


def _opening(reading: Reading, start: int, end: int) -> list[Said]:
    """A body or an office before the colon that a sentence opens with: "МВД Грузии: за ночь задержаны 107 человек"."""
    words = reading.tokens.words
    colon = next((at for at in range(start + 1, min(end, start + LONGEST_NAME)) if words[at] == ":"), 0)
    first = next((at for at in range(start, colon) if words[at][0].isalnum() or words[at] in OPEN), colon)
    if not colon or "," in words[first:colon]:
        return []
    if any(reading.words.kinds(word) & {"verbs", "stops", "court"} for word in words[first:colon]):
        return []
    named = [item for item in reading.people.within(first, first + 2) if item.span.type == "ORG" or item.span.state]
    if not named or not _is_name(reading, first):
        return []
    stop = next((item.first for item in reading.dates.within(first, colon)), colon)
    return [Said(reading.text(first, stop), start, end, words[colon], "before", colon)]


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
    if reading.people.within(index, index + 3):
        return True
    return reading.words.has("sources", word) or reading.words.has("persons", word)


def _bare(name: str) -> str:
    """A name without the ending of its owner: "Viasna's list"."""
    for ending in (" own", "'s", "\u2019s", "'", "\u2019"):
        name = name.removesuffix(ending)
    return name


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
    """The noun phrase before "said": back to a mark, a verb or the beginning of the sentence, if it names somebody."""
    words = reading.tokens.words
    end = _without_day(reading, start, end)
    if end <= start or reading.words.has("auxiliaries", words[end - 1]):
        return end, end
    first = end
    while first > start and end - first < LONGEST_NAME and not _ends_phrase(reading, first - 1):
        first -= 1
    back = max(start, first - LONGEST_NAME)
    first = max([first, *(item.stop for item in reading.dates.within(back, end))])
    first = max([first, *(item.stop for item in reading.counts.within(back, end))])
    while first < end and (reading.words.has("conjunctions", words[first]) or words[first] in CLOSE):
        first += 1
    described = _described(reading, start, first)
    if described is not None:
        return described
    first = _without_adverbial(reading, first, end)
    return (first, end) if _names_somebody(reading, first, end) else (end, end)


def _keeps(reading: Reading, start: int, end: int) -> bool:
    """Whether a phrase names a person or a body that may keep a list, or a word for one."""
    if any(item.span.type != "GROUP" for item in reading.people.within(start, end)):
        return True
    return start < end and reading.words.has("sources", reading.tokens.words[end - 1])


def _ends_phrase(reading: Reading, index: int) -> bool:
    """Whether a token stands outside of the noun phrase behind it: a mark, a conjunction, a relative or a verb."""
    word = reading.tokens.words[index]
    if not word[0].isalnum():
        return word not in INSIDE and word not in OPEN and word not in CLOSE
    if word == "and":
        return False
    kinds = reading.words.kinds(word)
    if "conjunctions" in kinds:
        return True
    return bool(kinds & {"verbs", "relatives"}) and not reading.tokens.raw(index)[0].isupper()


def _without_day(reading: Reading, start: int, end: int) -> int:
    """The end of a phrase without the day, or the adverb, that stands before the verb: "the mayor on Friday said"."""
    days = [item.first for item in reading.dates.within(max(start, end - LONGEST_NAME), end) if item.stop == end]
    stop = days[0] if days else end
    if stop < end and stop > start and reading.words.has("stops", reading.tokens.words[stop - 1]):
        stop -= 1
    while stop > start + 1 and reading.words.has("skipped", reading.tokens.words[stop - 1]):
        if reading.words.kinds(reading.tokens.words[stop - 1]) & {"negations", "auxiliaries"}:
            return start
        stop -= 1
    return stop if stop > start else end


def _described(reading: Reading, start: int, first: int) -> tuple[int, int] | None:
    """The name before what is only added to it: "Maria K., a nurse from Babruisk, says"."""
    words = reading.tokens.words
    if first <= start + 1 or words[first - 1] != ",":
        return None
    near = [item for item in reading.people.within(max(start, first - LONGEST_NAME), first) if item.span.type == "PER"]
    if not near or words[near[-1].stop] != ",":
        return None
    opens = near[-1].first <= start + DESCRIBED or words[near[-1].first - 1] in {",", ";"}
    return (near[-1].first, near[-1].stop) if opens else None


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
    if reading.people.within(start, end) or reading.people.covers(end - 1):
        return True
    last = reading.tokens.words[end - 1]
    if reading.words.has("sources", last) or reading.words.has("pronouns", last):
        return True
    if is_org_head(last, reading.language) or is_role(last, reading.language):
        return True
    if end - start == 1 and reading.places.covers(start):
        return True
    return reading.tokens.raw(end - 1)[0].isupper() and (end - 1 > start or not reading.tokens.at_sentence_start(start))


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
