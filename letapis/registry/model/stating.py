"""Judgements to statements: what those in force say of entries, as it was known at any moment.

The cut comes first, then what is undone: an undo made later takes nothing from what was known before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letapis.registry.judgement import ABOUT_ENTRIES, Given, Judgement
from letapis.registry.judging import in_force
from letapis.registry.model.checking import canonical
from letapis.registry.model.kinds import is_entry
from letapis.registry.model.statement import ADDS, CORRECTS, SUPERSEDES, Statement, kind_of

VERDICTS = {"accept": "accepted", "reject": "rejected"}
RECOGNITION = "recognition"
_PLACING = {"join": "same_as", "keep_apart": "not_same_as"}
_OPPOSITES = {"join": "keep_apart", "keep_apart": "join"}
_DOES = {"correct": CORRECTS, "supersede": SUPERSEDES, "accept": SUPERSEDES, "reject": SUPERSEDES}


def known_by(moment: str, known: str | None) -> bool:
    """Whether a moment lies at or before another one; a day takes in all of its hours, None takes in everything."""
    return known is None or moment[: len(known)] <= known


def statements_of(judgements: Iterable[Judgement], known: str | None = None) -> tuple[Statement, ...]:
    """The statements of the judgements in force, in the order of the log.

    `known` (a day or a moment, ISO 8601, UTC) cuts the log: what was decided later is not yet there.
    """
    log = [one for one in judgements if known_by(one.at, known)]
    order = {one.id: number for number, one in enumerate(log, 1)}
    return tuple(said for one in _holding(in_force(log)) for said in said_by(one, order[one.id]))


def _holding(log: Iterable[Judgement]) -> list[Judgement]:
    """Without the joins of entries that a later keep_apart takes back, and the other way round."""
    held: list[Judgement] = []
    for judgement in log:
        opposite = _OPPOSITES.get(judgement.kind)
        if opposite and any(map(is_entry, judgement.claims)):
            targets = set(judgement.claims)
            held = [one for one in held if one.kind != opposite or len(targets.intersection(one.claims)) < 2]
        held.append(judgement)
    return held


def said_by(judgement: Judgement, order: int) -> Iterator[Statement]:
    """What one judgement says of entries; nothing where it speaks of claims or reports."""
    targets = [target for target in judgement.claims if is_entry(target)]
    if judgement.kind in VERDICTS:
        verdict = Given("verdict", VERDICTS[judgement.kind])
        yield from _statements(judgement, order, [(target, (verdict, *judgement.given)) for target in targets])
    elif judgement.kind in _PLACING:
        slot = _PLACING[judgement.kind]
        yield from _statements(judgement, order, [(one, (Given(slot, targets[0]),)) for one in targets[1:]])
    elif judgement.kind == "recognise":
        yield from _statements(judgement, order, list(_recognised(judgement, targets)))
    elif judgement.kind == "split":
        yield from _statements(judgement, order, list(_split(judgement, targets)))
    elif judgement.kind in ABOUT_ENTRIES:
        yield from _statements(judgement, order, [(target, judgement.given) for target in targets])


def _recognised(judgement: Judgement, targets: Sequence[str]) -> Iterator[tuple[str, Sequence[Given]]]:
    """A recognition of each person; where a target is a recognition itself, more of it."""
    for number, target in enumerate(targets, 1):
        if kind_of(target) == RECOGNITION:
            yield target, judgement.given
        else:
            entry = f"{RECOGNITION}:{judgement.id}" + (f".{number}" if number > 1 else "")
            yield entry, (Given("person", target), *judgement.given)


def _split(judgement: Judgement, targets: Sequence[str]) -> Iterator[tuple[str, Sequence[Given]]]:
    """An entry for each named person of a group, and its id with the group, which keeps all that was said of it."""
    for target in targets[:1]:
        names = [one for one in judgement.given if one.slot == "name"]
        parts = [f"{kind_of(target)}:{judgement.id}.{number}" for number in range(1, len(names) + 1)]
        for part, name in zip(parts, names, strict=True):
            yield part, (name, Given("of_group", target))
        yield target, [Given("split_into", part) for part in parts]


def _statements(
    judgement: Judgement, order: int, said: Iterable[tuple[str, Sequence[Given]]]
) -> Iterator[Statement]:
    for entry, given in said:
        met: dict[str, int] = {}
        for one in given:
            value = canonical(kind_of(entry), one.slot, one.value)
            if value is None:
                continue  # a slot or a code that is not there any more: the log keeps it, `effects` tells it
            met[one.slot] = met.get(one.slot, 0) + 1
            number = f".{met[one.slot]}" if met[one.slot] > 1 else ""
            yield Statement(
                f"{judgement.id}.{one.slot}{number}", entry, one.slot, value, judgement.at, judgement.by,
                one.words, one.note, judgement.rests_on, _does(judgement.kind, one.slot, met[one.slot]), order,
            )  # fmt: skip


def _does(kind: str, slot: str, number: int) -> str:
    """A second value of one judgement stands beside the first: only the first one clears the slot.

    Of an acceptance only the verdict clears: what it confirms stands beside what people had said.
    """
    return _DOES.get(kind, ADDS) if number == 1 and (kind not in VERDICTS or slot == "verdict") else ADDS
