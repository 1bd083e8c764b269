"""What a person types about an entry, turned into the slots of a judgement: checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from letapis.registry.judgement import Given
from letapis.registry.model.checking import missing, no_entry, no_slot, slot_problem
from letapis.registry.model.folding import Entry
from letapis.registry.model.kinds import Kind, is_entry, kind, kinds
from letapis.registry.model.statement import kind_of
from letapis.registry.model.values import parse
from letapis.workflow.judge import JudgementError

RECOGNITION = "recognition"


def kind_meant(target: str) -> Kind:
    """The kind of a bare kind or of an entry. Raises JudgementError with the nearest kinds."""
    if target in kinds():
        return kind(target)
    if not is_entry(target):
        raise JudgementError(no_entry(target))
    return kind(kind_of(target))


def given_of(
    meant: Kind, pairs: Iterable[str], words: Iterable[str] = (), notes: Iterable[str] = (), *, new: bool = False
) -> tuple[Given, ...]:
    """`slot=value` of a command, with words and notes (`slot=...`) beside them. A slot may come more than once.

    Raises JudgementError that names the slot and what it takes; for a new entry also the required slots left empty.
    """
    said = [_cut(pair) for pair in pairs]
    beside = _beside(meant, said, words, "words"), _beside(meant, said, notes, "note")
    given = tuple(_given(meant, slot, value, *(one.get(slot, "") for one in beside)) for slot, value in said)
    lacking = missing(meant, given) if new else ()
    if lacking:
        raise JudgementError(f"a new {meant.code} needs {', '.join(lacking)}; unknown is a value too")
    return given


def recognition(target: str, pairs: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Target and slots of a recognition: of a person or a name a new one, of an entry `recognition:NAME` more of it."""
    if is_entry(target) and kind_of(target) == RECOGNITION:
        return target, tuple(pairs)
    return RECOGNITION, (f"person={target}", *pairs)


def confirmed(entry: Entry | None) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """What an acceptance of an entry confirms: the proposals that stand in it now, and the claims that they rest on.

    The judgement holds them itself, so that they stay what a person has seen, whatever is proposed later.
    """
    standing = [one for filled in entry.slots.values() for one in filled.standing] if entry else []
    said = [one for one in standing if one.machine]
    given = dict.fromkeys(Given(one.slot, one.value) for one in said)
    return tuple(given), tuple(dict.fromkeys(claim for one in said for claim in one.rests_on))


def named_entries(meant: Kind, given: Iterable[Given]) -> tuple[str, ...]:
    """The entries that the slots name, which must be there."""
    held = ((meant.slots.get(one.slot), one.value) for one in given)
    return tuple(value for slot, value in held if slot and slot.value in {"entry", "person"} and is_entry(value))


def _given(meant: Kind, slot: str, value: str, words: str, note: str) -> Given:
    problem = slot_problem(meant, Given(slot, value))
    if problem:
        raise JudgementError(problem)
    return Given(slot, parse(meant.slots[slot], value), words, note)


def _beside(meant: Kind, said: Sequence[tuple[str, str]], pairs: Iterable[str], what: str) -> Mapping[str, str]:
    found = dict(map(_cut, pairs))
    slots = {slot for slot, _ in said}
    for slot in found:
        if slot not in meant.slots:
            raise JudgementError(no_slot(meant, slot))
        if slot not in slots:
            raise JudgementError(f"{what} for slot {slot}, which gets no value here; give {slot}=VALUE too")
    return found


def _cut(pair: str) -> tuple[str, str]:
    slot, sign, value = pair.partition("=")
    if not sign or not slot.strip():
        raise JudgementError(f"{pair!r} is no slot=value")
    return slot.strip(), value.strip()
