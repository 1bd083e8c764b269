"""CoNLL F1 of events found against events known: the mean of MUC, B-cubed and CEAF-e (Pradhan et al. 2014)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

Labels = Mapping[str, str]


def conll(known: Labels, found: Labels) -> float:
    """From 0 to 1; every item has a label on both sides."""
    return (f1(muc, known, found) + f1(b_cubed, known, found) + f1(ceaf, known, found)) / 3


def f1(part: Callable[[Labels, Labels], float], known: Labels, found: Labels) -> float:
    """The harmonic mean of recall and precision, each the same measure with the sides changed."""
    recall, precision = part(known, found), part(found, known)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def clusters(labels: Labels) -> dict[str, set[str]]:
    """Items by label."""
    held: dict[str, set[str]] = defaultdict(set)
    for item, label in labels.items():
        held[label].add(item)
    return held


def muc(one: Labels, other: Labels) -> float:
    """Share of the links of one side that the other keeps."""
    held = clusters(one).values()
    links = sum(len(items) - 1 for items in held)
    return sum(len(items) - len({other[item] for item in items}) for items in held) / links if links else 0.0


def b_cubed(one: Labels, other: Labels) -> float:
    """For each item the share of its cluster that the other side puts with it."""
    left, right = clusters(one), clusters(other)
    shares = (len(left[one[item]] & right[other[item]]) / len(left[one[item]]) for item in one)
    return sum(shares) / len(one)


def ceaf(one: Labels, other: Labels) -> float:
    """The best pairing of clusters, each pair worth its Dice overlap, over the clusters of one side."""
    left, right = clusters(one), clusters(other)
    overlaps: dict[tuple[str, str], int] = defaultdict(int)
    for item in one:
        overlaps[one[item], other[item]] += 1
    worth = {pair: 2 * same / (len(left[pair[0]]) + len(right[pair[1]])) for pair, same in overlaps.items()}
    return sum(map(best_pairing, islands(worth))) / len(left)


def islands(worth: Mapping[tuple[str, str], float]) -> list[list[list[float]]]:
    """A matrix of worths for each group of clusters that hang together."""
    around: dict[tuple[int, str], set[tuple[int, str]]] = defaultdict(set)
    for left, right in worth:
        around[0, left].add((1, right))
        around[1, right].add((0, left))
    seen: set[tuple[int, str]] = set()
    found: list[list[list[float]]] = []
    for start in sorted(around):
        if start in seen:
            continue
        todo, group = [start], {start}
        while todo:
            todo += [near for near in around[todo.pop()] if near not in group and not group.add(near)]  # type: ignore[func-returns-value]
        seen |= group
        lefts = sorted(name for side, name in group if not side)
        rights = sorted(name for side, name in group if side)
        found.append([[worth.get((left, right), 0.0) for right in rights] for left in lefts])
    return found


def best_pairing(matrix: Sequence[Sequence[float]]) -> float:
    """The largest sum with one entry at most in a row and a column: exact by trying, greedy for large ones."""
    rows = matrix if len(matrix) <= len(matrix[0]) else [list(column) for column in zip(*matrix, strict=True)]
    if len(rows) > 12 or len(rows[0]) > 16:
        return _greedy(rows)
    best = {0: 0.0}  # columns taken, as bits -> largest sum
    for row in rows:
        following = dict(best)
        for taken, total in best.items():
            for place, value in enumerate(row):
                if value and not taken >> place & 1:
                    key = taken | 1 << place
                    following[key] = max(following.get(key, 0.0), total + value)
        best = following
    return max(best.values())


def _greedy(rows: Sequence[Sequence[float]]) -> float:
    total, used = 0.0, (set[int](), set[int]())
    ranked = sorted(((-value, one, other) for one, row in enumerate(rows) for other, value in enumerate(row) if value))
    for value, one, other in ranked:
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            total -= value
    return total
