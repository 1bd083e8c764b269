"""How well names of world-famous people are compared across languages and scripts: best F1, by script and by country.

The people are those of `names_famous/famous.tsv`. Pairs are made the same way each time: two spellings of one person,
and spellings of two people who share a surname, a given name, most of their letters, or nothing.

usage: names_famous.py [tuning|measured] [WORST]
The measured half unless told; the WORST errors are printed of the tuning half only.
"""

from __future__ import annotations

import csv
import random
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Row, show

from letapis.names.persons.comparing import score

PEOPLE = Path(__file__).resolve().parent / "names_famous" / "famous.tsv"
LIMIT = 0.90  # best F1 on pairs that nothing was tuned with
THRESHOLD = 0.8  # the score from which two names are said to be the same
POSITIVES = 3  # pairs of spellings of one person


@dataclass(frozen=True, slots=True)
class Person:
    """A famous person and the spellings of the name, the first one that of an English encyclopedia."""

    id: str
    country: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings; `kind` tells how they were chosen."""

    left: str
    right: str
    same: bool
    country: str
    kind: str


def people() -> list[Person]:
    """All people of the data set."""
    with PEOPLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Person(row["id"], row["country"], tuple(row["spellings"].split("|"))) for row in rows]


def half(person: Person) -> str:
    """The half of the data set that a person belongs to."""
    return "tuning" if sha256(person.id.encode()).digest()[0] % 2 else "measured"


def pairs(chosen: Sequence[Person]) -> Iterator[Pair]:
    """The pairs of these people: some of one person, as many of two."""
    near = nearest(chosen)
    for person in chosen:
        dice = random.Random(person.id)
        several = list(combinations(person.spellings, 2))
        for left, right in dice.sample(several, min(POSITIVES, len(several))):
            yield Pair(left, right, True, person.country, scripts(left, right))
        for kind, other in others(person, chosen, near[person.id], dice):
            yield Pair(dice.choice(person.spellings), dice.choice(other.spellings), False, person.country, kind)


def others(
    person: Person, chosen: Sequence[Person], near: Sequence[tuple[str, Person]], dice: random.Random
) -> Iterator[tuple[str, Person]]:
    """The different people to compare with: those nearest in several ways, one by chance."""
    yield from near
    yield "random", dice.choice([other for other in chosen if other.id != person.id])


def nearest(chosen: Sequence[Person]) -> dict[str, list[tuple[str, Person]]]:
    """For everyone: some of the same surname, of the same given name, and of the most letters in common."""
    last, first, grams = defaultdict(list), defaultdict(list), defaultdict(list)
    for person in chosen:
        words = plain(person.spellings[0]).split()
        last[words[-1]].append(person)
        first[words[0]].append(person)
        for gram in threes(person):
            grams[gram].append(person)
    found: dict[str, list[tuple[str, Person]]] = {}
    for person in chosen:
        words = plain(person.spellings[0]).split()
        ways = [("same surname", last[words[-1]]), ("same given name", first[words[0]])]
        mine = [(way, other) for way, some in ways for other in following(person, some)]
        found[person.id] = [*mine, *(("most letters", other) for other in alike(person, grams))]
    return found


def following(person: Person, group: Sequence[Person]) -> list[Person]:
    """The next two in a group."""
    place = group.index(person)
    ring = [*group[place + 1 :], *group[:place]]
    return ring[:2]


def alike(person: Person, grams: dict[str, list[Person]]) -> list[Person]:
    """The two other people with most groups of three letters in common, for their length."""
    common = Counter(other for gram in threes(person) for other in grams[gram] if other != person)
    return sorted(common, key=lambda other: (-common[other] / len(threes(other) | threes(person)), other.id))[:2]


def threes(person: Person) -> frozenset[str]:
    """The groups of three letters in the first spelling."""
    text = f" {plain(person.spellings[0])} "
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


def plain(text: str) -> str:
    """Small letters without marks."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()


def scripts(left: str, right: str) -> str:
    """The scripts of two spellings, as `Cyrillic Latin`."""
    return " ".join(sorted({script(left), script(right)}))


def script(text: str) -> str:
    """Latin, Cyrillic, or the name of another script."""
    name = unicodedata.name(next(filter(str.isalpha, text))).split()[0]
    return {"LATIN": "Latin", "CYRILLIC": "Cyrillic"}.get(name, "other")


def best(rows: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """The best F1 that any threshold gives, and that threshold."""
    ordered = sorted(rows, reverse=True)
    total, hits, found = sum(same for _, same in ordered), 0, (0.0, 1.0)
    for taken, (value, same) in enumerate(ordered, 1):
        hits += same
        if taken == len(ordered) or ordered[taken][0] != value:
            found = max(found, (2 * hits / (taken + total), value))
    return found


def at(rows: Iterable[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    """F1, precision and recall at a threshold."""
    several = list(rows)
    taken = [same for value, same in several if value >= threshold]
    hits, total = sum(taken), sum(same for _, same in several)
    return 2 * hits / max(1, len(taken) + total), hits / max(1, len(taken)), hits / max(1, total)


def main(which: str = "measured", worst: str = "0") -> int:
    chosen = [person for person in people() if half(person) == which]
    made = [pair for pair in dict.fromkeys(pairs(chosen)) if pair.left != pair.right]
    began = time.perf_counter()
    scored = [(score(pair.left, pair.right), pair) for pair in made]
    speed = len(made) / (time.perf_counter() - began)
    print(f"{len(chosen)} people of the {which} half, {len(made)} pairs, {sum(pair.same for pair in made)} same")
    print(f"{speed:,.0f} pairs/s, each name new")
    by_group(scored, lambda pair: pair.kind)
    by_group(scored, lambda pair: pair.country)
    if which == "tuning":
        errors(scored, int(worst))
    return figures([(value, pair.same) for value, pair in scored])


def figures(rows: list[tuple[float, bool]]) -> int:
    value, threshold = best(rows)
    f1, precision, recall = at(rows, THRESHOLD)
    print(f"at {THRESHOLD}: F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    return show([Row("names of famous people, best F1", value, "", LIMIT, least=True, note=f"at {threshold:.3f}")])


def by_group(scored: list[tuple[float, Pair]], group: Callable[[Pair], str]) -> None:
    """How many of each group come out right at the threshold."""
    right: dict[str, list[bool]] = defaultdict(list)
    for value, pair in scored:
        right[group(pair)].append((value >= THRESHOLD) == pair.same)
    ordered = sorted(right.items(), key=lambda item: (-len(item[1]), item[0]))
    print("right: " + ", ".join(f"{name} {sum(some) / len(some):.2f} of {len(some)}" for name, some in ordered))


def errors(scored: list[tuple[float, Pair]], most: int) -> None:
    """The pairs that are furthest from right."""
    for value, pair in sorted((row for row in scored if row[1].same), key=lambda row: row[0])[:most]:
        print(f"same, scored {value:.3f}: {pair.left} | {pair.right}")
    for value, pair in sorted((row for row in scored if not row[1].same), key=lambda row: -row[0])[: most // 3]:
        print(f"different, scored {value:.3f}: {pair.left} | {pair.right}")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
