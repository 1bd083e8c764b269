"""How well two names of a person are told to be one: the figures of issue tables, on pairs of public lists.

The pairs and the peer lie beside the checkout (`../shared/data/names`, `../shared/score`); where they are not, it says
"not measured". They were read while the rules were made: what new pairs would give is what `fit_names.py` prints for
pairs left out.

usage: name_pairs.py [PAIRS.csv] [WORST]
"""

from __future__ import annotations

import csv
import importlib.util
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import CHECKOUT, Row, show

from letapis.names.persons.comparing import SAME, compare, score
from letapis.names.persons.keys import keys

SHARED = CHECKOUT.parent / "shared"
PAIRS = SHARED / "data" / "names" / "pairs_dev.csv"
PEER = SHARED / "score" / "prototype_fold.py"
GROWTH = (1_000, 10_000, 100_000)  # comparisons, the same pairs again and again

Labelled = tuple[str, str, bool, str]


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code is 1 where a bar is missed."""
    path = Path(arguments[0]) if arguments else PAIRS
    if not path.exists():
        print(f"{path} is not there: not measured")
        return 0
    pairs = read(path)
    print(f"{len(pairs)} pairs of {path.name}, {sum(same for *_, same, _ in pairs)} of one person")
    found = [(score(left, right), same) for left, right, same, _ in pairs]
    rows = [*quality(found, pairs), stored_keys(pairs), *speeds(pairs)]
    if len(arguments) > 1:
        worst(found, pairs, int(arguments[1]))
    return show(rows)


def read(path: Path) -> list[Labelled]:
    """Left, right, whether they are one person, and the note."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["left"], row["right"], row["same"] == "1", row.get("note") or "") for row in csv.DictReader(file)]


def quality(found: Sequence[tuple[float, bool]], pairs: Sequence[Labelled]) -> list[Row]:
    """The figures of the table, each with its bar."""
    points = curve(found)
    across = [one for one, pair in zip(found, pairs, strict=True) if "script=same" not in pair[3]]
    taken = [same for value, same in found if value >= SAME]
    right, reached = sum(taken) / max(1, len(taken)), sum(taken) / max(1, sum(same for _, same in found))
    return [
        Row("best F1", best(points), "", 0.985, least=True),
        Row(f"F1 at {SAME}", f1(right, reached), "", 0.98, least=True, note=f"P {right:.4f} R {reached:.4f}"),
        Row("precision at recall .95", max((p for p, r in points if r >= 0.95), default=0), "", 0.995, least=True),
        Row("recall at precision .98", max((r for p, r in points if p >= 0.98), default=0), "", 0.975, least=True),
        Row("best F1 across scripts", best(curve(across)), "", 0.985, least=True),
    ]


def curve(found: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Precision and recall at every score, equal scores taken together."""
    total, hits, points = max(1, sum(same for _, same in found)), 0, []
    ordered = sorted(found, key=lambda one: -one[0])
    for taken, (value, same) in enumerate(ordered, 1):
        hits += same
        if taken == len(ordered) or ordered[taken][0] != value:
            points.append((hits / taken, hits / total))
    return points


def best(points: Sequence[tuple[float, float]]) -> float:
    """The best F1."""
    return max((f1(right, reached) for right, reached in points), default=0.0)


def f1(right: float, reached: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right * reached / (right + reached) if right + reached else 0.0


def stored_keys(pairs: Sequence[Labelled]) -> Row:
    """The share of pairs of one person that have a stored key in common."""
    shared = [bool(keys(left) & keys(right)) for left, right, same, _ in pairs if same]
    return Row("pairs of one person that share a stored key", sum(shared) / len(shared), "", 0.985, least=True)


def speeds(pairs: Sequence[Labelled]) -> list[Row]:
    """Pairs a second of one core, explanation off and on, beside the peer; and what the first look at a name costs."""
    first = per_second(score, pairs, len(pairs), clear=True)
    rates = [per_second(score, pairs, number) for number in GROWTH]
    again = ", ".join(f"{number:,}: {rate:,.0f}" for number, rate in zip(GROWTH, rates, strict=True))
    print(f"pairs a second, each word new: {first:,.0f}; again, {again}")
    peer = prototype()
    if peer:
        rate = per_second(peer, pairs, 10_000)
        print(f"the prototype fold: {rate:,.0f} a second; ratio {rates[-1] / rate:.1f}")
    return [
        Row("pairs a second, explanation off", rates[-1], "", 100_000, least=True),
        Row("pairs a second, explanation on", per_second(compare, pairs, 20_000), "", 10_000, least=True),
    ]


def per_second(
    work: Callable[[str, str], object], pairs: Sequence[Labelled], number: int, *, clear: bool = False
) -> float:
    """How many pairs are compared in a second of one core, the pairs taken again from the first when they end."""
    if clear:
        from letapis.names import folding, likeness
        from letapis.names.persons import pairing, reading

        for cached in (
            folding.fold,
            likeness.likeness,
            likeness.key_likeness,
            pairing.words,
            pairing.word,
            pairing.meet,
            reading.read,
        ):
            cached.cache_clear()
    start = time.process_time()
    for place in range(number):
        left, right, *_ = pairs[place % len(pairs)]
        work(left, right)
    return number / (time.process_time() - start)


def prototype() -> Callable[[str, str], object] | None:
    """The peer's comparison, where it lies beside the checkout and its library is installed."""
    if not PEER.exists():
        return None
    described = importlib.util.spec_from_file_location("prototype_fold", PEER)
    assert described is not None
    assert described.loader is not None
    module = importlib.util.module_from_spec(described)
    try:
        described.loader.exec_module(module)
    except ImportError:
        return None
    compared: Callable[[str, str], object] = module.score
    return compared


def worst(found: Sequence[tuple[float, bool]], pairs: Sequence[Labelled], number: int) -> None:
    """Print the errors that are furthest off."""
    for title, wanted, sign in (("one person, scored lowest", True, 1), ("different, scored highest", False, -1)):
        rows = sorted((sign * value, place) for place, (value, same) in enumerate(found) if same == wanted)
        for value, place in rows[:number]:
            print(f"{title}: {abs(value):.3f}  {pairs[place][0]} | {pairs[place][1]}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
