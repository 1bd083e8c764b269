"""Logistic regression over choices, in plain Python: which of several options is right, by the traits of each.

The same examples in the same order give the same weights: no chance, no clock, no threads. Two options, one of them
without traits, are the usual yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

STEPS = 100
MEMORY = 8  # earlier steps from which the curvature is told (L-BFGS)
CLOSE = 1e-3  # the largest slope at which the search ends
SHORTEST = 1e-10


@dataclass(frozen=True, slots=True)
class Choice:
    """One example: the traits of each option, which one is right, and how much the example counts."""

    options: tuple[tuple[str, ...], ...]
    right: int
    weight: float = 1.0
    about: tuple[str, str] = ("", "")  # language and type of the claim


@dataclass(frozen=True, slots=True)
class _Problem:
    """Examples with traits as numbers, and the pull of each weight towards nothing."""

    choices: tuple[tuple[tuple[tuple[int, ...], ...], int, float], ...]
    pull: float
    size: int

    def loss(self, point: Sequence[float]) -> tuple[float, list[float]]:
        """The loss at a point and its slope."""
        total = 0.5 * self.pull * sum(value * value for value in point)
        slope = [self.pull * value for value in point]
        for options, right, weight in self.choices:
            scores = [sum([point[index] for index in option]) for option in options]
            highest = max(scores)
            powers = [exp(score - highest) for score in scores]
            whole = sum(powers)
            total += weight * (log(whole) + highest - scores[right])
            for number, option in enumerate(options):
                error = weight * (powers[number] / whole - (number == right))
                for index in option:
                    slope[index] += error
        return total, slope


def fit(choices: Sequence[Choice], pull: float, least: int = 2) -> dict[str, float]:
    """The weights of the traits that at least `least` examples have; `pull` is the strength of L2."""
    index = _numbered(choices, least)
    rows = tuple(
        (
            tuple(tuple(index[trait] for trait in option if trait in index) for option in one.options),
            one.right,
            one.weight,
        )
        for one in choices
    )
    point = _descend(_Problem(rows, pull, len(index)))
    return {trait: point[number] for trait, number in index.items()}


def _numbered(choices: Sequence[Choice], least: int) -> dict[str, int]:
    """A number for each trait that is frequent enough, in order of its name."""
    seen: dict[str, int] = {}
    for one in choices:
        for trait in {trait for option in one.options for trait in option}:
            seen[trait] = seen.get(trait, 0) + 1
    return {trait: number for number, trait in enumerate(sorted(t for t, times in seen.items() if times >= least))}


def _descend(problem: _Problem) -> list[float]:
    """The point of least loss, by L-BFGS: the loss has one valley, so where it begins does not matter."""
    point = [0.0] * problem.size
    loss, slope = problem.loss(point)
    history: list[tuple[list[float], list[float], float]] = []
    for _ in range(STEPS):
        if max(map(abs, slope), default=0.0) < CLOSE:
            break
        direction = _direction(slope, history)
        moved = _line(problem, point, direction, loss, slope)
        if moved is None:
            break
        after, loss, steeper = moved
        step = [new - old for new, old in zip(after, point, strict=True)]
        turn = [new - old for new, old in zip(steeper, slope, strict=True)]
        curvature = _dot(step, turn)
        if curvature > SHORTEST:
            history = [*history[-MEMORY + 1 :], (step, turn, 1 / curvature)]
        point, slope = after, steeper
    return point


def _direction(slope: list[float], history: list[tuple[list[float], list[float], float]]) -> list[float]:
    """Downhill, bent by the curvature that the last steps told."""
    bent = slope[:]
    shares = []
    for step, turn, inverse in reversed(history):
        share = inverse * _dot(step, bent)
        shares.append(share)
        bent = [one - share * two for one, two in zip(bent, turn, strict=True)]
    if history:
        step, turn, inverse = history[-1]
        scale = 1 / (inverse * _dot(turn, turn))
        bent = [one * scale for one in bent]
    for (step, turn, inverse), share in zip(history, reversed(shares), strict=True):
        rest = share - inverse * _dot(turn, bent)
        bent = [one + rest * two for one, two in zip(bent, step, strict=True)]
    return [-one for one in bent]


def _line(
    problem: _Problem, point: list[float], direction: list[float], loss: float, slope: list[float]
) -> tuple[list[float], float, list[float]] | None:
    """The first point on the way down that is low enough; None where none is."""
    down = _dot(slope, direction)
    length = 1.0 if down > -1e6 else 1e-3
    while length > SHORTEST:
        after = [one + length * two for one, two in zip(point, direction, strict=True)]
        reached, steeper = problem.loss(after)
        if reached <= loss + 1e-4 * length * down:
            return after, reached, steeper
        length /= 2
    return None


def _dot(one: list[float], other: list[float]) -> float:
    return sum([a * b for a, b in zip(one, other, strict=True)])
