"""Says in words why two names were taken for one person's or not: outcomes, rules, one line of reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letapis.names.folding import explain
from letapis.names.foreign import read_as
from letapis.names.inflection import forms
from letapis.names.persons import given
from letapis.names.persons.pairing import Pairing, Word
from letapis.names.persons.reading import Part

OUTCOMES = {
    "letters": "same",
    "sounds": "variant",
    "given": "variant",
    "case": "variant",
    "case_or_another": "contradicts",
    "language": "variant",
    "feminine": "variant",
    "near": "variant",
    "foreign": "variant",
    "foreign_or_another": "contradicts",
    "initial": "initial",
    "initial_differs": "contradicts",
    "another": "contradicts",
    "differs": "contradicts",
}


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two words that answer to each other, or one that has no answer.

    `outcome`: same, variant, initial, absent or contradicts. `rules` name what makes two spellings one; `weight` is
    what the outcome says, as the natural logarithm of odds.
    """

    left: Part | None
    right: Part | None
    role: str
    outcome: str
    rules: tuple[str, ...]
    weight: float


def rules(left: Word, right: Word, pairing: Pairing) -> tuple[str, ...]:
    """The names of the rules that make two words one; none where they are the same or have nothing in common."""
    if pairing.how == "sounds":
        return _readings(left, right)
    if pairing.how == "given":
        return tuple(f"one given name: {given.title(name)}" for name in sorted(left.ids & right.ids))
    if pairing.how in ("case", "language", "feminine"):
        return _endings(left, right, pairing.how)
    if pairing.how == "foreign":
        return (f"read as {', '.join(read_as(left.text, right.text)) or 'foreign'}, {pairing.likeness:.2f}",)
    return (f"sounds alike, {pairing.likeness:.2f}",) if pairing.how == "near" else ()


def _readings(left: Word, right: Word) -> tuple[str, ...]:
    """What the readings of one side did and those of the other did not."""
    mine = {reading.key: reading.rules for reading in explain(left.text)}
    others = {reading.key: reading.rules for reading in explain(right.text)}
    for key, used in mine.items():
        if key in others:
            either = dict.fromkeys((*used, *others[key]))
            return tuple(rule for rule in either if (rule in used) != (rule in others[key]))
    return ()


def _endings(left: Word, right: Word, kind: str) -> tuple[str, ...]:
    both = ((left, right), (right, left))
    found = {
        form.rule
        for word, other in both
        for form in forms(word.text)
        if form.kind == kind and not set(form.keys).isdisjoint(other.part.keys)
    }
    return tuple(sorted(found))


def is_kin(parts: Sequence[Aligned]) -> bool:
    """Whether two names may be those of relatives: one surname, also in the form of a woman, and another given name."""
    outcomes = {part.role: part.outcome for part in parts}
    feminine = any(part.role == "surname" and "feminine ending" in part.rules for part in parts)
    if outcomes.get("surname") not in ("same", "variant"):
        return False
    return feminine or "contradicts" in (outcomes.get("given"), outcomes.get("patronymic"))


def reason(parts: Sequence[Aligned]) -> str:
    """The alignment in one line, the contradiction first."""
    said = [_said(part) for part in sorted(parts, key=lambda part: part.outcome != "contradicts")]
    return "; ".join((["kin?"] if is_kin(parts) else []) + said)


def _said(part: Aligned) -> str:
    role = "surname against patronymic" if part.role == "crossed" else part.role
    if part.left is None or part.right is None:
        word = part.left or part.right
        return f"{role} {word.text if word else ''} only on the {'left' if part.left else 'right'}"
    if part.outcome == "same":
        return f"{role} {part.left.text} the same"
    why = f" ({', '.join(part.rules)})" if part.rules else ""
    sign = {"variant": "=", "initial": "may be", "contradicts": "is not"}[part.outcome]
    return f"{role} {part.left.text} {sign} {part.right.text}{why}"
