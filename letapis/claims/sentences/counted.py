"""How many an act counts: the number that is its argument, else one where one person is named, else nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letapis.claims.acts.lexicon import VERBAL, Hit
from letapis.claims.claim import Count
from letapis.claims.counts import CountSpan
from letapis.claims.counts.grammar import count_grammar
from letapis.claims.people.lexicon import group_word, is_org_head, is_role
from letapis.claims.sentences.frames import Frame
from letapis.claims.sentences.reading import Placed, Reading

FAR = 24  # a number further away than this many tokens is no argument
TURNED = frozenset({"events", "things"})  # units that stand for people where the act counts these alone
OF_PERSONS = frozenset({"detention", "dismissal"})  # acts whose object is a person, whatever the word is
MONEY, CASES = "money", "cases"
OF_BODIES = frozenset({"censorship", "closure"})  # acts that one outlet or body named suffers
OF_ONE = frozenset({CASES, MONEY})  # what one person named may have several of: "two more charges"
WRONG_SIDE = 7
BEHIND_ANOTHER_ACT = 25
LONGEST_LIST = 40  # tokens to either side in which a list of names is sought
LONGEST_APPOSITION = 6  # tokens between two names of one list
LENGTH = "minutes"  # the unit of an act that is counted by how long it lasted
MINUTES = {"minutes": 1, "hours": 60}
SHORTEST_NAME = 3
ONE_MORE = 3  # tokens behind "and" in which one more person stands
LISTED = frozenset({",", "and", "и", "і", "ды", "та", "und"})
OF_PARTICIPANTS = 3  # tokens from "participants" to the act they took part in
TIMES = frozenset({"days", "weeks", "months", "years", "hours", "minutes"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The count of an act, the tokens it was read from, and the rule."""

    count: Count
    first: int
    stop: int
    rule: str


def count_of(reading: Reading, frame: Frame, hits: Sequence[Hit], start: int, end: int) -> Counted | None:
    """The count of an act among the numbers of tokens [start, end); None where the text gives none."""
    act = frame.hit.act
    if LENGTH in act.units and (length := _length(reading, hits, start, end)) is not None:
        return length
    if act.counted == "none":
        return None
    before = frame.hit.start - 1
    if act.single and before >= start and not reading.counts.covers(before) and _one_alone(reading, frame, before):
        return Counted(Count(1, 1, "people", ""), before, before + 1, "one person")
    ranked = sorted(
        (cost, item.first)
        for item in reading.counts.within(start, end)
        if _argument(reading, frame, item)
        and not _participants(frame, item, hits)
        and _fits(reading, frame, item)
        and (cost := _cost(reading, frame, item, hits)) <= FAR
    )
    if ranked:
        items = {item.first: item for item in reading.counts.within(start, end)}
        found = [items[first] for _, first in ranked]
        found = [item for item in found if not item.span.subset] or found
        chosen = next((item for item in found if item.span.unit not in OF_ONE), found[0])
        if act.single and chosen.span.unit in OF_ONE:
            single = one_person(reading, frame, start)
            if single is not None and (single.rule == "names" or chosen.span.unit == MONEY):
                return single
        return _with_one_more(reading, chosen, counted(chosen, "number", act.units))
    single = one_person(reading, frame, start) if act.single else None
    return single or _one_thing(reading, frame, start, end)


def _one_thing(reading: Reading, frame: Frame, start: int, end: int) -> Counted | None:
    """One criminal case, or one outlet or body, where the words of the act name it in the singular."""
    units, words = frame.hit.act.units, reading.tokens.words
    for name, unit, first, stop in (
        ("one_case", CASES, frame.hit.start, frame.hit.end),
        ("one_body", "organisations", start, end),
    ):
        at = next((index for index in range(first, stop) if reading.words.has(name, words[index])), -1)
        if unit in units and at >= 0 and (unit == CASES or frame.hit.act.type in OF_BODIES):
            return Counted(Count(1, 1, unit, ""), at, at + 1, "one person")
    return None


def _length(reading: Reading, hits: Sequence[Hit], start: int, end: int) -> Counted | None:
    """How long an occurrence itself lasted, in minutes: "for 4.5 hours"; also behind its clause, up to the next act."""
    stop = min(end + FAR, reading.tokens.sentences[reading.tokens.sentence_of(start)][1])
    stop = min((hit.start for hit in hits if hit.start >= end), default=stop)
    for item in reading.counts.within(start, max(stop, end)):
        span = item.span
        if span.lasting:
            each = MINUTES[span.unit]
            low, high = (
                None if bound is None else round(each * (bound if span.value is None else span.value))
                for bound in (span.low, span.high)
            )
            return Counted(Count(low, high, LENGTH, span.words), item.first, max(item.stop, span.noun + 1), "length")
    return None


def _argument(reading: Reading, frame: Frame, item: Placed[CountSpan]) -> bool:
    """A subset ("including 30 journalists", "124 of them") is an argument only of an act that follows it."""
    if reading.words.has("term_before", reading.tokens.words[item.first - 1]) and item.span.noun < 0 and item.first:
        return frame.hit.act.type != "sentence" or item.first < frame.hit.start  # "fined him 35 thousand"
    return not item.span.subset or (item.stop <= frame.hit.start and frame.hit.form != "nouns")


def _participants(frame: Frame, item: Placed[CountSpan], hits: Sequence[Hit]) -> bool:
    """Whether a number is of those who were in an act that something else was done to: "40 of a march were hurt"."""
    hit, noun = frame.hit, item.span.noun
    if frame.voice != "noun" or hit.act.counted != "who" or not 0 < hit.start - noun <= OF_PARTICIPANTS or noun < 0:
        return False
    start, end = frame.clause.start, frame.clause.end
    return item.span.unit == "people" and any(
        other.form in VERBAL and other.act.counted == "whom" and start <= other.head < end for other in hits
    )


def _fits(reading: Reading, frame: Frame, item: Placed[CountSpan]) -> bool:
    """Whether a number counts what the act counts: its unit, the act itself ("20 arrests"), or persons after all."""
    span, hit = item.span, frame.hit
    if span.noun < 0 and (_unit_shared(reading, item) in TIMES or _age(reading, item)):
        return False
    if span.unit in hit.act.units:
        return True
    if span.noun < 0 or "people" not in hit.act.units:
        return False
    words = reading.tokens.words
    spoken_of = hit.act.type in OF_PERSONS and hit.form == "verbs" and hit.end == item.first
    if spoken_of and words[span.noun] not in count_grammar(reading.language).units:  # "detained nine cordwainers"
        return True
    if span.noun + 1 < len(words) and reading.words.has("persons", words[span.noun + 1]):
        return True
    return hit.start <= span.noun < hit.end and hit.form == "nouns" and span.unit not in TIMES


def _with_one_more(reading: Reading, item: Placed[CountSpan], found: Counted) -> Counted:
    """The number with the one joined to it: "two conscripts and a captain" are three, so are "he and two others"."""
    count, words = found.count, reading.tokens.words
    if count.unit != "people" or item.span.bound != "exact" or count.low is None or count.low != count.high:
        return found
    stop = max(item.stop, item.span.noun + 1)
    if words[stop : stop + 1] and words[stop] in LISTED - {","} and not reading.counts.covers(stop + 1):
        behind = next((at for at in range(stop + 1, min(stop + ONE_MORE, len(words))) if _one(reading, at)), -1)
        if behind >= 0:
            return _raised(found, found.first, behind + 1)
    before = item.first - 1
    while before > 0 and reading.words.has("further", words[before]):
        before -= 1
    alone = before > 0 and _one(reading, before - 1) and not _in_a_row(reading, before - 1)
    if alone and words[before] in LISTED - {","}:
        return _raised(found, before - 1, found.stop)
    return found


def _in_a_row(reading: Reading, index: int) -> bool:
    """Whether a name at a token is the last of several."""
    row = _named(reading, index) or _named(reading, max(index - 1, 0))
    return row is not None and row.count.low is not None and row.count.low > 1


def _one(reading: Reading, index: int) -> bool:
    """Whether one person stands at a token, by name, pronoun or calling."""
    if reading.words.kinds(reading.tokens.words[index]) & {"person", "one_subject"}:
        return True
    for item in reading.people.within(max(index - 3, 0), index + 1):
        if item.first <= index < item.stop and not item.span.state:
            return item.span.type == "PER" or item.span.number == "singular"
    return False


def _raised(found: Counted, first: int, stop: int) -> Counted:
    count = found.count
    low, high = (None if bound is None else bound + 1 for bound in (count.low, count.high))
    return replace(found, count=replace(count, low=low, high=high), first=first, stop=stop)


def _unit_shared(reading: Reading, item: Placed[CountSpan]) -> str:
    """The unit that a number has from the last of its row: "14, 12 and 9 years"."""
    stop = item.stop
    for other in reading.counts.within(stop, stop + FAR):
        if not all(word in LISTED for word in reading.tokens.words[stop : other.first]):
            break
        if other.span.noun >= 0:
            return other.span.unit
        stop = other.stop
    return item.span.unit


def _age(reading: Reading, item: Placed[CountSpan]) -> bool:
    """Whether a number says how old somebody is: "a boy of 16"."""
    words = reading.tokens.words[max(item.first - 2, 0) : item.first]
    return len(words) > 1 and reading.words.has("origin", words[1]) and reading.words.has("person", words[0])


def counted(item: Placed[CountSpan], rule: str, units: Sequence[str] = ("people",)) -> Counted:
    """A number span as the count of an act; "20 arrests" are people, where the act does not count events."""
    span = item.span
    unit = "people" if span.unit in TURNED and rule == "number" and span.unit not in units else span.unit
    return Counted(Count(span.low, span.high, unit or "people", span.words), item.first, item.stop, rule)


def _cost(reading: Reading, frame: Frame, item: Placed[CountSpan], hits: Sequence[Hit]) -> int:
    """How far a number is from the act, with a charge for the side where its argument does not stand."""
    hit = frame.hit
    if item.first >= hit.end:
        distance, before = item.first - hit.end, False
    elif item.stop <= hit.start:
        distance, before = hit.start - item.stop, True
    else:
        return 0
    between = (item.stop, hit.start) if before else (hit.end, item.first)
    words = reading.tokens.words
    for other in hits:
        if other is not hit and between[0] <= other.head < between[1] and not _joined(words, other, hit):
            distance += BEHIND_ANOTHER_ACT
    return distance + _side(frame, before=before, free=bool(reading.lexicon.passive_endings))


def _joined(words: Sequence[str], one: Hit, other: Hit) -> bool:
    """Two acts that share their arguments: "detained or disappeared"."""
    left, right = (one, other) if one.head < other.head else (other, one)
    gap = words[left.end : right.start]
    return len(gap) <= 2 and all(
        word in {"and", "or", ",", "и", "или", "і", "ды", "або", "та", "чи", "und"} for word in gap
    )


def _side(frame: Frame, *, before: bool, free: bool) -> int:
    """The charge for the wrong side; small in languages of free word order."""
    if free:
        return 2 if before and frame.voice == "active" else 0
    counted_slot, voice = frame.hit.act.counted, frame.voice
    if counted_slot == "either":
        return 0
    if voice in {"noun", "result"}:
        return 0
    if counted_slot == "who":
        return 0 if before else WRONG_SIDE // 2
    if voice == "passive":
        return 0 if before else WRONG_SIDE // 2
    return FAR if before else 0


def one_person(reading: Reading, frame: Frame, start: int) -> Counted | None:
    """[1, 1] or the length of a list of names, where the nearest argument is persons named or one person described.

    None where it is a plural without a number, or nobody.
    """
    best: tuple[int, Counted | None] | None = None
    for first, stop in _arguments(reading, frame):
        names: Counted | None = None
        for index in range(max(first, start), stop):
            found = _person_at(reading, frame, index)
            if found is _NOBODY:
                continue
            if found is not None and found.rule == "names":
                names = names or found
            distance = min(abs(index - frame.hit.end + 1), abs(frame.hit.start - index))
            if best is None or distance < best[0]:
                best = distance, found
        if best is not None:
            return best[1] or names
    return _by_participle(reading, frame)


def _by_participle(reading: Reading, frame: Frame) -> Counted | None:
    """One, where a participle in the singular says so: "задержан курьер"."""
    hit, words = frame.hit, reading.tokens.words
    if hit.form not in VERBAL or hit.act.units[0] != "people" or hit.act.counted != "whom":
        return None
    verb = next((at for at in range(hit.start, hit.end) if reading.words.has("one_done", words[at])), -1)
    return Counted(Count(1, 1, "people", ""), verb, verb + 1, "one person") if verb >= 0 else None


_NOBODY = Counted(Count(None, None), -1, -1, "")


def _person_at(reading: Reading, frame: Frame, index: int) -> Counted | None:
    """What the token at `index` counts: one person, a list of names, a plural (None), or nobody."""
    for item in reading.people.within(index, index + 1):
        if item.span.type == "GROUP" and item.span.number and not item.span.state:
            return (
                None
                if item.span.number == "plural"
                else Counted(Count(1, 1, "people", ""), index, item.stop, "one person")
            )
    kinds = reading.words.kinds(reading.tokens.words[index].removesuffix("'s"))
    if "one_subject" in kinds or "person" in kinds:
        return _named(reading, index) or Counted(Count(1, 1, "people", ""), index, index + 1, "one person")
    if "persons" in kinds or "many" in kinds:
        return None
    if "one_body" in kinds and "organisations" in frame.hit.act.units:
        return Counted(Count(1, 1, "organisations", ""), index, index + 1, "one organisation")
    if _one_alone(reading, frame, index) or _surname(reading, frame, index):
        return Counted(Count(1, 1, "people", ""), index, index + 1, "one person")
    return _named(reading, index) or _NOBODY


def _one_alone(reading: Reading, frame: Frame, index: int) -> bool:
    """Whether "one was fined": the number word stands for a person where its noun is left out and the verb follows."""
    words = reading.tokens.words
    if words[index] not in count_grammar(reading.language).one_alone or index + 1 >= len(words):
        return False
    if index and reading.words.has("none_before", words[index - 1]):  # "no one was arrested"
        return False
    return index + 1 == frame.hit.start or reading.words.has("auxiliaries", words[index + 1])


def _surname(reading: Reading, frame: Frame, index: int) -> bool:
    """A name that stands alone beside the verb, in a text that tells its full form nowhere: "Kazlou was released"."""
    tokens, hit, word = reading.tokens, frame.hit, reading.tokens.words[index]
    if hit.form not in VERBAL or hit.act.counted != "whom" or not _like_a_name(reading, index):
        return False
    grammar, following = count_grammar(reading.language), tokens.words[index + 1 : index + 2]
    if grammar.plural_s:
        opens = tokens.at_sentence_start(index) and not word.endswith(grammar.no_name_endings)
        return opens and frame.voice == "passive" and reading.words.has_any("auxiliaries", following)
    alone = index == 0 or tokens.words[index - 1] not in LISTED
    return alone and word.endswith(grammar.name_endings) and (index + 1 == hit.start or index == hit.end)


def _like_a_name(reading: Reading, index: int) -> bool:
    """Whether a word has a capital and is none that the word lists know."""
    raw, word, language = reading.tokens.raw(index), reading.tokens.words[index], reading.language
    if not (raw[:1].isupper() and raw[1:].islower() and len(raw) >= SHORTEST_NAME):
        return False
    if reading.places.covers(index) or reading.dates.covers(index) or reading.words.kinds(word):
        return False
    return not (group_word(word, language) or is_role(word, language) or is_org_head(word, language))


def _named(reading: Reading, index: int) -> Counted | None:
    """The list of names that token `index` begins or goes on with."""
    people = [item for item in reading.people.within(index, index + 1) if item.span.type == "PER"]
    if not people:
        return None
    row = [people[0]]
    for item in reading.people.within(people[0].stop, people[0].stop + LONGEST_LIST):
        if item.span.type != "PER":
            continue
        if not _list_gap(reading, row[-1].stop, item.first):
            break
        row.append(item)
    for item in reversed(reading.people.within(max(0, index - LONGEST_LIST), index)):
        if item.span.type != "PER":
            continue
        if not _list_gap(reading, item.stop, row[0].first):
            break
        row.insert(0, item)
    number = len({item.span.name for item in row})
    return Counted(Count(number, number, "people", ""), row[0].first, row[-1].stop, "names")


def _list_gap(reading: Reading, start: int, end: int) -> bool:
    """Whether only a comma, "and" or a short description stands between two names of a list."""
    words = reading.tokens.words[start:end]
    joined = any(word in LISTED for word in words) and not reading.counts.within(start, end)
    verbal = any(reading.words.has("verbs", word) or word in {".", ";", ":"} for word in words)
    return joined and not verbal and len(words) <= LONGEST_APPOSITION


def _arguments(reading: Reading, frame: Frame) -> tuple[tuple[int, int], ...]:
    """The token ranges that may hold the one counted, by voice, the likelier first."""
    if reading.lexicon.passive_endings:
        return ((frame.clause.start, frame.clause.end),)
    if frame.voice == "result":
        return ((frame.clause.start, frame.hit.start), frame.object)
    if frame.voice == "noun":
        return (
            (frame.object, (frame.clause.start, frame.hit.start)) if frame.hit.act.counted == "who" else (frame.object,)
        )
    if frame.hit.act.counted == "who":
        return (frame.subject,)
    if frame.voice == "passive":
        return frame.subject, (frame.hit.start, frame.hit.end)  # "gave Pavel Kot 15 days"
    return ((frame.hit.start, max(frame.hit.end, frame.object[1])),)
