"""Logistic regression with a ridge, by Newton's method: small, exact, the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Sequence

RIDGE = 1.0
ROUNDS = 25


def fit(rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float] | None = None) -> list[float]:
    """The bias and the weight of each column. The bias is not held back."""
    size = len(rows[0]) + 1
    found = [0.0] * size
    held = weights or [1.0] * len(rows)
    full = [(1.0, *row) for row in rows]
    for _ in range(ROUNDS):
        slope = [0.0] + [-RIDGE * one for one in found[1:]]
        curve = [[RIDGE if one == other and one else 0.0 for other in range(size)] for one in range(size)]
        for row, label, weight in zip(full, labels, held, strict=True):
            filled = [(place, value) for place, value in enumerate(row) if value]
            logit = sum(found[place] * value for place, value in filled)
            share = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
            error, spread = weight * (label - share), weight * share * (1 - share)
            for place, value in filled:
                slope[place] += error * value
                for other, second in filled:
                    curve[place][other] += spread * value * second
        step = solve(curve, slope)
        found = [one + change for one, change in zip(found, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return found


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations (Gauss with the largest pivot)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        best = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        pivot = rows[place][place] or 1e-12
        for row in range(size):
            if row != place and rows[row][place]:
                share = rows[row][place] / pivot
                rows[row] = [one - share * other for one, other in zip(rows[row], rows[place], strict=True)]
    return [row[-1] / (row[place] or 1e-12) for place, row in enumerate(rows)]
