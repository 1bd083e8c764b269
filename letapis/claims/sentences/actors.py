"""Who and whom where the order of words is free: by the case of the nouns, and by what they are."""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.people.cases import AGENT, NOMINATIVE, OBLIQUE, case_of
from letapis.claims.people.lexicon import lexicon
from letapis.claims.people.reading import PersonSpan
from letapis.claims.sentences.clauses import Clause
from letapis.claims.sentences.frames import Frame
from letapis.claims.sentences.pronouns import is_pronoun, meant
from letapis.claims.sentences.reading import Placed, Reading
from letapis.claims.sentences.rows import governed, names_of, outermost, row_of, speaks

# What governments do, told by the name of a country or its capital.
OF_STATES = frozenset(
    {"sanction", "condemnation", "dialogue", "concession", "release", "exile", "deployment", "aid", "appeal", "smear"}
)
Item = Placed[PersonSpan]
Names = tuple[str, ...]


def by_case(
    reading: Reading, frame: Frame, whole: tuple[int, int], group: Names, earlier: Sequence[Clause]
) -> tuple[Names, Names]:
    """The nominative acts and the others suffer; behind a passive the instrumental acts."""
    clause = frame.clause
    items = [item for item in _free(reading, whole) if not is_act(frame, item)]
    if frame.hit.act.counted == "who":
        return group or _acting(reading, frame, items) or _of_noun(reading, items), ()
    if frame.voice == "active":
        who = _acting(reading, frame, items) or _gone_on(reading, frame, earlier) or _state(reading, frame)
        who = tuple(name for name in who if name not in group)
        return who, group or _suffering(reading, frame, items, who)
    if frame.voice == "passive":
        who = _by_agents(reading, items)
        group = tuple(name for name in group if name not in who)
        passive = [item for item in items if _case(reading, item) != AGENT and item.span.name not in who]
        return who, group or _next_to(reading, frame, passive) or _pronoun(reading, frame)
    of_act = [item for item in items if item.first == frame.hit.end]  # "убийство судьи": those it was done to
    who = _by_agents(reading, items) or _states(reading, [item for item in items if item not in of_act], clause)
    rest = [item for item in items if item.first > frame.hit.head and item.span.name not in who]
    return tuple(name for name in who if name not in group), group or _row(reading, rest)


def _free(reading: Reading, whole: tuple[int, int]) -> list[Item]:
    """The persons and groups of a clause that hang on no other noun and on no preposition."""
    items = outermost(reading, reading.people.within(*whole))
    return [
        item
        for index, item in enumerate(items)
        if not governed(reading, item, whole[0])
        and not (index and items[index - 1].stop == item.first and _case(reading, item) != NOMINATIVE)
    ]


def is_act(frame: Frame, item: Item) -> bool:
    """Whether the word for those it was done to is the act itself: "more than 400 задержанных"."""
    return frame.hit.form == "results" and item.first <= frame.hit.head < item.stop


def _case(reading: Reading, item: Item) -> str:
    return case_of(reading.tokens, item.span, reading.language)


def _acting(reading: Reading, frame: Frame, items: Sequence[Item]) -> Names:
    """Those in the nominative, nearest before the verb, else behind it; forces of unsure form act too."""
    free = [item for item in items if not speaks(reading, item)]
    sure = [item for item in free if _case(reading, item) == NOMINATIVE and not _counted_noun(reading, item)]
    before = [item for item in sure if item.first < frame.hit.head]
    if before:
        return names_of(reading, row_of(reading, before[::-1])[::-1])
    if sure:
        return names_of(reading, row_of(reading, sure))
    unsure = [item for item in free if item.span.state and _case(reading, item) == ""]
    return names_of(reading, unsure[:1])


def _state(reading: Reading, frame: Frame) -> Names:
    """A country or a capital that acts, at the head of a clause: "Польша обещала", "Каракас в ответ выслал"."""
    if frame.hit.act.type not in OF_STATES:
        return ()
    start = frame.clause.start
    prepositions = lexicon(reading.language).governing
    for item in reading.places.within(start, frame.hit.start):
        before = reading.tokens.words[item.first - 1] if item.first > start else ""
        if before not in prepositions and not reading.tokens.words[item.first].endswith(("у", "ю", "ы", "ой", "ай")):
            return (reading.text(item.first, item.stop),)
        break
    return ()


def acting_in(reading: Reading, phrase: tuple[int, int]) -> Names:
    """Those who stand in the nominative between two tokens."""
    return _row(reading, [item for item in _free(reading, phrase) if _case(reading, item) == NOMINATIVE])


def _counted_noun(reading: Reading, item: Item) -> bool:
    """Whether a number makes the form of a noun one that tells no case: "22 человека"."""
    return reading.counts.covers(item.span.head - 1)


def _suffering(reading: Reading, frame: Frame, items: Sequence[Item], who: Names) -> Names:
    """Those who are not in the nominative, next to the verb; else the pronoun there."""
    others = [
        item
        for item in items
        if item.span.name not in who and _case(reading, item) != AGENT and (item.span.type != "ORG" or who)
    ]
    sure = [item for item in others if _case(reading, item) == OBLIQUE]
    return _next_to(reading, frame, sure) or _pronoun(reading, frame) or _next_to(reading, frame, others)


def _next_to(reading: Reading, frame: Frame, items: Sequence[Item]) -> Names:
    """The row that begins behind the verb, else the one that ends before it."""
    behind = [item for item in items if item.first >= frame.hit.head]
    if behind:
        return _row(reading, behind)
    return names_of(reading, row_of(reading, items[::-1])[::-1]) if items else ()


def _row(reading: Reading, items: Sequence[Item]) -> Names:
    return names_of(reading, row_of(reading, items)) if items else ()


def _by_agents(reading: Reading, items: Sequence[Item]) -> Names:
    """Those in the instrumental: "задержан сотрудниками ОМОНа"."""
    return _row(reading, [item for item in items if _case(reading, item) == AGENT])


def _states(reading: Reading, items: Sequence[Item], clause: Clause) -> Names:
    """Forces and officials beside a noun of an act, in the nominative: "милиция провела обыск"."""
    states = [
        item
        for item in items
        if item.span.state and item.span.size is None and _case(reading, item) != OBLIQUE and not speaks(reading, item)
    ]
    return tuple(dict.fromkeys(item.span.name for item in states if item.first >= clause.start))


def _of_noun(reading: Reading, items: Sequence[Item]) -> Names:
    """Those behind the noun of a gathering: "митинг шахтёров"."""
    return _row(reading, [item for item in items if not item.span.state and not speaks(reading, item)])


def _gone_on(reading: Reading, frame: Frame, earlier: Sequence[Clause]) -> Names:
    """The subject of the clause before, where a clause opens with its verb."""
    clause = frame.clause
    if not earlier or frame.hit.head > clause.start + 1 or clause.opener:
        return ()
    before = earlier[-1]
    items = [item for item in _free(reading, (before.start, before.end)) if _case(reading, item) == NOMINATIVE]
    return _row(reading, [item for item in items if not speaks(reading, item)])


def _pronoun(reading: Reading, frame: Frame) -> Names:
    """Whom a pronoun beside the verb means: "его задержали", "били нас"."""
    hit, clause = frame.hit, frame.clause
    for index in (*range(hit.start - 1, max(hit.start - 4, clause.start) - 1, -1), hit.end):
        if clause.start <= index < clause.end and is_pronoun(reading, index):
            name = meant(reading, index)
            return (name,) if name else ()
    return ()
