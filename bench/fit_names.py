"""Fits the weights of `letapis/vocabulary/names/evidence.toml` to labelled pairs of names.

Logistic regression, held near the present weights; it says what they reach on pairs left out of the fit (five folds by
person).

usage: python bench/fit_names.py PAIRS.csv [MORE.csv ...] [--write]

PAIRS.csv has the columns left, right, same and note (`pid=` names the persons, by which the folds are cut). Nothing of
the pairs is written, only some forty numbers.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from letapis.names.persons.comparing import SAME, weigh
from letapis.names.persons.pairing import words

TABLE = Path(__file__).resolve().parent.parent / "letapis/vocabulary/names/evidence.toml"
HELD = 0.004  # how strongly a weight is held to what it was
ROUNDS, STEP = 400, 0.8

Features = dict[str, float]


def main() -> None:
    """Fit, measure on the folds, and write the table when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    start = flat(table)
    rows = [row for path in options.pairs for row in read(path, table)]
    said: list[tuple[float, int]] = []
    for fold in range(5):
        weights = fit([row for row in rows if row[2] != fold], start)
        said += [(probability(features, weights), same) for features, same, of in rows if of == fold]
    print("left out :", figures(said))
    weights = fit(rows, start)
    print("all      :", figures([(probability(features, weights), same) for features, same, _ in rows]))
    if options.write:
        weights["bias"] += math.log(SAME / (1 - SAME)) - math.log(best(said) / (1 - best(said)))
        write(weights)


def read(path: str, table: dict[str, dict[str, object]]) -> list[tuple[Features, int, int]]:
    """Features, label and fold of each pair."""
    found = []
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            persons = re.search(r"pid=([^;/]*)", row["note"])
            fold = int(hashlib.md5((persons[1] if persons else row["left"]).encode()).hexdigest(), 16) % 5
            if features := features_of(row["left"], row["right"], table):  # none where nothing answers at all
                found.append((features, int(row["same"]), fold))
    return found


def features_of(left: str, right: str, table: dict[str, dict[str, object]]) -> Features:
    """How much of each weight enters the score of a pair."""
    short, long = sorted((words(left), words(right)), key=len)
    if not short:
        return {}
    _, order, met = weigh(short, long)
    if not order:
        return {}
    found: Features = {"bias": 1.0}
    cases = sum(pairing.how.startswith("case") for pairing in met)
    for word, place, pairing in zip(short, order, met, strict=True):
        if pairing.how in ("initial", "initial_differs", "another"):
            add(found, f"{pairing.role}.{pairing.how}", 1.0)
            continue
        for name, share in hats(table[pairing.role]["likeness"], pairing.likeness):  # type: ignore[arg-type]
            add(found, f"{pairing.role}.likeness.{name}", share)
        if pairing.how == "feminine" or (pairing.how.startswith("case") and cases == 1):
            add(found, f"{pairing.role}.{pairing.how.removesuffix('_or_another')}", 1.0)
        if word.role != long[place].role:
            add(found, f"{pairing.role}.misplaced", 1.0)
    for place, word in enumerate(long):
        if place not in order:
            add(found, f"{word.role}.{'joined' if word.part.joined else 'absent'}", 1.0)
    return found


def hats(rows: list[list[float]], value: float) -> list[tuple[int, float]]:
    """The rows between which a likeness lies, and its share in each."""
    above = next((place for place, row in enumerate(rows) if row[0] > value), len(rows))
    if above == len(rows):
        return [(len(rows) - 1, 1.0)]
    share = (value - rows[above - 1][0]) / (rows[above][0] - rows[above - 1][0])
    return [(above - 1, 1 - share), (above, share)]


def add(found: Features, name: str, value: float) -> None:
    """Add to a feature."""
    found[name] = found.get(name, 0.0) + value


def flat(table: dict[str, dict[str, object]]) -> dict[str, float]:
    """Every weight of the table by its name."""
    found: dict[str, float] = {"bias": float(table["bias"])}  # type: ignore[arg-type]
    for role, entry in table.items():
        if role == "bias":
            continue
        for name, value in entry.items():
            if name == "likeness":
                found |= {f"{role}.likeness.{place}": row[1] for place, row in enumerate(value)}  # type: ignore[arg-type]
            else:
                found[f"{role}.{name}"] = float(value)  # type: ignore[arg-type]
    return found


def probability(features: Features, weights: dict[str, float]) -> float:
    """The score of a pair under some weights."""
    weight = sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


def fit(rows: Iterable[tuple[Features, int, int]], start: dict[str, float]) -> dict[str, float]:
    """Weights that fit the labels, held near where they start, by gradient descent with momentum."""
    rows, weights = list(rows), dict(start)
    speed = dict.fromkeys(weights, 0.0)
    for _ in range(ROUNDS):
        slope = {name: HELD * (weights[name] - start[name]) for name in weights}
        for features, same, _ in rows:
            error = (probability(features, weights) - same) / len(rows)
            for name, value in features.items():
                slope[name] += error * value
        for name in weights:
            speed[name] = 0.9 * speed[name] - STEP * slope[name]
            weights[name] += speed[name]
    return monotone(weights)


def monotone(weights: dict[str, float]) -> dict[str, float]:
    """A likelier word never weighs less than one less like."""
    fixed = dict(weights)
    for name in weights:
        head, _, place = name.rpartition(".")
        if head.endswith("likeness") and int(place):
            fixed[name] = max(fixed[name], fixed[f"{head}.{int(place) - 1}"])
    return fixed


def best(said: list[tuple[float, int]]) -> float:
    """The probability from which F1 is best on the pairs left out: there lies the line that the score calls `SAME`."""
    total, hits, found = sum(same for _, same in said), 0, (0.0, 0.5)
    for taken, (score, same) in enumerate(sorted(said, reverse=True), 1):
        hits += same
        found = max(found, (2 * hits / (taken + total), score))
    return found[1]


def figures(said: list[tuple[float, int]]) -> str:
    """Best F1, F1 at 0.8, precision at recall .95, recall at precision .98."""
    total, hits, points = sum(same for _, same in said), 0, []
    for taken, (score, same) in enumerate(sorted(said, reverse=True), 1):
        hits += same
        points.append((score, hits / taken, hits / total))
    best = max((2 * p * r / (p + r), score) for score, p, r in points if hits and p + r)
    _, right, found = [point for point in points if point[0] >= SAME][-1]
    at_line = 2 * right * found / (right + found)
    line = f"{len(said)} pairs, best F1 {best[0]:.4f} at {best[1]:.3f}, at {SAME} F1 {at_line:.4f}"
    return (
        f"{line} (P {right:.4f} R {found:.4f}), P at R.95 {max(p for _, p, r in points if r >= 0.95):.4f}, "
        f"R at P.98 {max(r for _, p, r in points if p >= 0.98):.4f}"
    )


def write(weights: dict[str, float]) -> None:
    """Put the weights into the table, whose remarks and order stay."""
    lines, role = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            role = line.strip("[]")
        name = line.partition(" = ")[0]
        key = f"{role}.{name}" if role else name
        if name == "likeness":
            rows = tomllib.loads(line)["likeness"]
            new = ", ".join(f"[{row[0]}, {weights[f'{key}.{place}']:.2f}]" for place, row in enumerate(rows))
            lines.append(f"likeness = [{new}]")
        elif key in weights:
            lines.append(f"{name} = {weights[key]:.2f}")
        else:
            lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
