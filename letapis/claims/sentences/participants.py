"""Who and whom: the persons and groups in the phrases of a frame, as written, without their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.people.lexicon import lexicon
from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.actors import acting_in, by_case, is_act
from letapis.claims.sentences.blame import blamed
from letapis.claims.sentences.clauses import Clause
from letapis.claims.sentences.frames import Frame, phrase_after, verb_of
from letapis.claims.sentences.phrases import behind_comma, is_instrument, plain
from letapis.claims.sentences.reading import Placed, Reading
from letapis.claims.sentences.rows import governed, names_of, outermost, row_of, speaks

DETERMINERS = 3
BEHIND = 12  # tokens behind a noun of an act within which "by" names who did it
# Acts in whose clause somebody is mostly the one who did it, or the one to whom it was done, wherever he stands.
ACTED = frozenset(
    {
        "appeal",
        "award",
        "censorship",
        "charge",
        "concession",
        "condemnation",
        "deployment",
        "dialogue",
        "release",
        "aid",
    }
)
SUFFERED = frozenset({"sentence", "threat", "torture", "killing", "search", "coerced_confession", "exile"})
MUTUAL = frozenset({"dialogue", "appeal", "aid"})  # acts toward somebody, told with a preposition
PERSONAL = frozenset({"person", "persons", "one_subject", "many"})  # lists of words that stand for people
# Acts that things suffer, or nobody: a plain noun behind their verb is not taken for those they were done to.
OF_THINGS = frozenset(
    {"concession", "condemnation", "deployment", "seizure", "organising", "election", "demonstration", "strike"}
    | {"symbolic_action"}
)


def participants(
    reading: Reading, frame: Frame, counted: tuple[int, int] | None, earlier: Sequence[Clause] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who did it and those to whom it was done, by the voice of the frame.

    The group that was counted is the one the act is of; where the order of words is free, cases and kinds decide.
    `earlier` are the clauses before in the sentence: one without a subject goes on with theirs.
    """
    clause = frame.clause
    whole = (min(clause.start, counted[0]), max(clause.end, counted[1])) if counted else (clause.start, clause.end)
    group = _counted(reading, frame, counted, whole) if counted else ()
    if reading.lexicon.passive_endings:
        who, whom = by_case(reading, frame, whole, group, earlier)
    else:
        who, whom = _by_order(reading, frame, group, earlier)
    act = frame.hit.act.type
    if (not who and act in ACTED) or (not whom and act in SUFFERED):
        who, whom = _left_over(reading, frame, who, whom, earlier)
    laid_on = _laid_on(reading, frame) if frame.voice == "noun" or not whom or not who else ()
    if laid_on:
        who, whom = laid_on, tuple(name for name in whom if name not in laid_on)
    if not whom and act in MUTUAL:
        whom = tuple(name for name in _toward(reading, frame) if name not in who)
    return who, whom


def _left_over(
    reading: Reading, frame: Frame, who: tuple[str, ...], whom: tuple[str, ...], earlier: Sequence[Clause]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A side that nobody was found for, by kind: forces do what is done to people, those others suffer it."""
    suffered = frame.hit.act.counted == "whom" and frame.hit.act.units[0] == "people"
    taken = {*who, *whom}
    items = [item for item in _around(reading, frame, earlier) if item.span.name not in taken]
    if not who and frame.hit.act.type in ACTED:
        acting = [item for item in items if item.span.state or not suffered]
        who = names_of(reading, acting[:1])
    if not whom and frame.hit.act.type in SUFFERED:
        others = [item for item in items if not item.span.state and item.span.type != "ORG"]
        row = names_of(reading, row_of(reading, others)) if others else ()
        whom = tuple(name for name in row if name not in who)
    return who, whom


def _around(reading: Reading, frame: Frame, earlier: Sequence[Clause]) -> list[Placed[PersonSpan]]:
    """Those in the clause that hang on nothing; where it has none, those of the clause before."""
    for clause in (frame.clause, *earlier[-1:]):
        found = [
            item
            for item in outermost(reading, reading.people.within(clause.start, clause.end))
            if not is_act(frame, item) and not governed(reading, item, clause.start) and not speaks(reading, item)
        ]
        if found:
            return found
    return []


def _laid_on(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Those on whom the sentence lays the act."""
    found = blamed(reading, frame)
    if found is None:
        return ()
    phrase, subject = found
    if reading.lexicon.passive_endings:
        return acting_in(reading, phrase)
    return _named(reading, phrase, last=subject, things=subject)


def _toward(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Those whom one meets, asks or helps, behind a preposition: "met with the miners", "обратились к прокурору"."""
    items = [
        item
        for item in outermost(reading, reading.people.within(frame.hit.head + 1, frame.clause.end))
        if governed(reading, item, frame.clause.start)
    ]
    words, prepositions = reading.tokens.words, lexicon(reading.language).toward
    near = [
        item for item in items if any(word in prepositions for word in words[item.first - DETERMINERS : item.first])
    ]
    return names_of(reading, row_of(reading, items[items.index(near[0]) :])) if near else ()


def _by_order(
    reading: Reading, frame: Frame, group: tuple[str, ...], earlier: Sequence[Clause]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By the side of the verb on which they stand."""
    voice = "active" if _goes(reading, frame) else frame.voice
    subject = _subject(reading, frame, earlier) if voice in {"active", "passive"} else ()
    after = _object(reading, frame)
    if frame.hit.act.counted == "who":
        return group or subject or after, ()
    if voice == "active":
        whom = group or after
        return tuple(name for name in subject if name not in whom), whom
    who = _agent(reading, frame)
    whom = group or subject or after
    return who or (_forces(reading, frame) if voice != "passive" else ()), tuple(
        name for name in whom if name not in who
    )


def _goes(reading: Reading, frame: Frame) -> bool:
    """Whether a verb that looks passive is one of going or standing: "a patrol rolled behind them"."""
    if frame.voice != "passive" or frame.hit.form != "verbs" or frame.hit.act.counted == "whom":
        return False
    verb, words = verb_of(reading, frame.hit), reading.tokens.words
    start = max(frame.clause.start, verb - DETERMINERS)
    return not any(reading.words.has("auxiliaries", word) for word in words[start : verb + 1])


def _object(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """What stands behind the verb, inside of the words of the act too: "killed a peasant"."""
    things = frame.hit.act.type not in OF_THINGS
    if frame.voice == "active":
        verb = verb_of(reading, frame.hit)
        verb = frame.hit.end if reading.people.covers(verb) else verb
        inside = phrase_after(reading, verb + 1, frame.clause.end)
        found = _named(reading, inside, last=False, things=False) if verb + 1 < frame.hit.end else ()
        if found:
            return found
    return _named(reading, frame.object, last=False, things=things)


def _agent(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Those behind "by": "was shot by two men", "the murder of six priests by soldiers"."""
    words = reading.tokens.words
    for index in range(frame.hit.head + 1, min(frame.clause.end, frame.hit.head + BEHIND)):
        if reading.words.has("by", words[index]) and index + 1 < frame.clause.end:
            following = words[index + 1]
            if following.endswith("ing") or reading.dates.covers(index + 1) or is_instrument(reading, index + 1):
                continue
            phrase = phrase_after(reading, index + 1, frame.clause.end)
            return _named(reading, phrase, last=False)
    return ()


def _subject(reading: Reading, frame: Frame, earlier: Sequence[Clause]) -> tuple[str, ...]:
    """The subject of a clause; of one that opens with its verb or a relative, that of the clause before."""
    first, stop = frame.subject
    words = reading.tokens.words
    relative = first < stop and reading.words.has("relatives", words[first])
    if first < stop and not relative and words[stop : stop + 1] == ("to",):
        opening = outermost(reading, reading.people.within(first, stop))
        if opening and opening[0].first <= first + 1:
            return names_of(reading, row_of(reading, opening))
    if first < stop and not relative:
        return _named(reading, frame.subject, last=True)
    if not earlier:
        return ()
    before = earlier[-1]
    if relative and stop - first <= 1:
        return _named(reading, (max(before.start, before.end - DETERMINERS * 3), before.end), last=True)
    if relative or reading.words.has("conjunctions", words[frame.clause.start]):
        return ()
    verb = next((at for at in range(before.start, before.end) if reading.words.has("verbs", words[at])), before.start)
    return _named(reading, (before.start, verb), last=True)


def _forces(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Those named before a noun of an act: "police used water cannon", "Poland orders the expulsion of"."""
    start = frame.clause.start
    items = outermost(reading, reading.people.within(start, frame.hit.head))
    found = [item for item in items if item.stop <= frame.hit.start and not governed(reading, item, start)]
    states = [item for item in found if item.span.state and not speaks(reading, item)]
    if states:
        return (states[-1].span.name,)
    opening = [item for item in found if item.first <= start + 1 and _acts(reading, item.stop)]
    if opening and not speaks(reading, opening[0]):
        return (opening[0].span.name,)
    places = reading.places.within(start, start + 2)
    if places and places[0].stop < frame.hit.start and _acts(reading, places[0].stop):
        return (reading.text(places[0].first, places[0].stop),)
    return ()


def _acts(reading: Reading, index: int) -> bool:
    """Whether a verb stands here, so that what is before it is a subject."""
    word = reading.tokens.words[index]
    return reading.words.has("verbs", word) or (word.endswith(("s", "ed")) and word.isascii() and len(word) > 4)


def _counted(reading: Reading, frame: Frame, counted: tuple[int, int], within: tuple[int, int]) -> tuple[str, ...]:
    """The group that a number is of, with those joined to it; not the act itself: "more than 400 detainees"."""
    inside = [item for item in reading.people.within(counted[0], within[1]) if item.stop <= within[1]]
    found = [item for item in outermost(reading, inside) if not is_act(frame, item)]
    near = [item for item in found if item.first <= counted[1] + 1]
    return names_of(reading, row_of(reading, found[found.index(near[0]) :])) if near else ()


def _named(reading: Reading, phrase: tuple[int, int], *, last: bool, things: bool = True) -> tuple[str, ...]:
    """The names of a phrase: the row next to the verb, which is the last one of a subject, the first of an object."""
    found = outermost(reading, [item for item in reading.people.within(*phrase) if item.stop <= phrase[1]])
    if last:
        found = [item for item in found if not governed(reading, item, phrase[0])]
        found = found[: _before_apposition(reading, found)]
    if not found:
        return plain(reading, behind_comma(reading, phrase) if last else phrase, subject=last, things=things)
    row = row_of(reading, found[::-1] if last else found)
    return names_of(reading, row[::-1] if last else row)


def _before_apposition(reading: Reading, items: Sequence[Placed[PersonSpan]]) -> int:
    """How many of the items come before what is only added to a name: "Anatol, co-chair of the committee, was"."""
    words = reading.tokens.words
    for index, item in enumerate(items[:-1]):
        added = item.span.type == "PER" and items[index + 1].span.type != "PER" and words[item.stop] == ","
        if added and words[items[index + 1].first - 1] != ",":
            return index + 1
    return len(items)


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
