"""Finds a name among those of the index: by its keys, of which the rare ones tell most, and then by comparing.

It never writes.

The work is bounded whatever is asked: so many rows of a key, so many names compared, so many explained.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from letapis.names.persons.comparing import SAME, compare, score
from letapis.names.persons.explaining import Aligned
from letapis.names.persons.keys import asked, asked_otherwise
from letapis.store.dialect import Connection, Database, Engine, database
from letapis.store.name_tables import key_number

ROWS_OF_A_KEY = 400  # rows of one key that are read; a key with more tells little
RANKED = 32  # names whose score is computed; to read a name takes longer than to look it up
HEAVY = 0.2  # of the weight of the heaviest name, twice that for one kind of keys; what weighs less is seldom the same
IN_VAIN = 8  # names one after the other that are none, after which the lighter ones are not compared
EXPLAINED = 20  # names that are compared with reasons
LEAST = 0.5  # score below which a name is another one
NAMES = 1 << 20  # the weight of a key is that of its rarity among so many


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the index that may be the one asked for, and why. `score` 0 to 1; 0.8 and more is the same name.

    Names stay out of `repr`: what is printed by accident, in a log or a traceback, must name nobody.
    """

    name_id: str
    text: str = field(repr=False)
    score: float
    reason: str = field(repr=False)
    parts: tuple[Aligned, ...] = field(repr=False)


def find(connection: Connection, text: str, limit: int = 20, engine: Engine | None = None) -> list[Found]:
    """The names most like this one, the likeliest first; none where nothing is like it.

    Those of one score (to the hundredth) come by the rarity of what they share with it, then by their id. At most
    `limit`, and at most `EXPLAINED`, each with its alignment.
    """
    base = database(connection, engine)
    found = _likely(base, text, asked(text))
    if not found or found[0][0] > -SAME:
        found = sorted({*found, *_likely(base, text, asked_otherwise(text))})
    answers: dict[str, str] = {}
    for _, _, name_id, written in found:
        answers.setdefault(name_id, written)
    return [_found(text, name_id, written) for name_id, written in list(answers.items())[: min(limit, EXPLAINED)]]


def _likely(base: Database, text: str, keys: Iterable[str]) -> list[tuple[float, float, str, str]]:
    """(score, weight of what is shared, both with a minus, id, text) of names with such keys, the best first."""
    weights = candidates(base, keys)
    names = _texts(base, list(weights))
    scores = list(_scores(text, names, again=False))
    if all(value < SAME for _, value in scores):
        scores = list(_scores(text, names, again=True))
    return sorted((-round(value, 2), -weights[number], *names[number]) for number, value in scores)


def _scores(text: str, names: dict[int, tuple[str, str]], *, again: bool) -> Iterator[tuple[int, float]]:
    """Number and score of the names that may be the one; the rest is not looked at where IN_VAIN on end are others."""
    known: dict[str, float] = {}
    last = 0
    for place, (number, (_, written)) in enumerate(names.items()):
        if place - last > IN_VAIN:
            return
        if written not in known:
            known[written] = score(text, written, again=again)
        if known[written] >= LEAST:
            last = place
            yield number, known[written]


def _found(text: str, name_id: str, written: str) -> Found:
    compared = compare(text, written)
    return Found(name_id, written, compared.score, compared.reason, compared.parts)


def rows_of(base: Database, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(key, number of the name) for each of these keys, at most ROWS_OF_A_KEY of one, the lowest numbers first."""
    if base.engine == "postgresql":
        return base.rows(
            "SELECT asked.key, hit.number FROM unnest(%s::integer[]) AS asked(key) CROSS JOIN LATERAL"
            " (SELECT number FROM name_key WHERE name_key.key = asked.key ORDER BY number LIMIT %s) AS hit",
            [list(numbers), ROWS_OF_A_KEY],
        )
    statement = "SELECT key, number FROM name_key WHERE key = %s ORDER BY number LIMIT %s"
    return [row for number in numbers for row in base.rows(statement, [number, ROWS_OF_A_KEY])]


def candidates(base: Database, keys: Iterable[str]) -> dict[int, float]:
    """Numbers of the names to compare, with what those of these keys weigh that they have, the heaviest first.

    A key weighs what its rarity tells; of the keys of one kind, which the readings of a word multiply, one counts.
    """
    kinds = {key_number(key): key[0] for key in keys}
    names_of: defaultdict[int, list[int]] = defaultdict(list)
    for key, number in rows_of(base, sorted(kinds)):
        names_of[key].append(number)
    rare = {key: numbers for key, numbers in names_of.items() if len(numbers) < ROWS_OF_A_KEY}
    shared: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for key, numbers in sorted((rare or names_of).items(), key=lambda one: -len(one[1])):
        kind, weight = kinds[key], math.log2(NAMES / len(numbers))
        for number in numbers:
            shared[number][kind] = weight  # the rarest key of a kind comes last
    return _heaviest({number: (math.fsum(some.values()), len(some)) for number, some in shared.items()})


def _heaviest(weights: dict[int, tuple[float, int]]) -> dict[int, float]:
    """The numbers that are worth comparing, of all with their weight and the kinds of keys it is made of."""
    least = HEAVY * max(weights.values(), default=(0.0, 0))[0]
    worthy = [
        (-round(weight, 6), number)
        for number, (weight, several) in weights.items()
        if weight >= (least if several > 1 else 2 * least)
    ]
    return {number: -weight for weight, number in sorted(worthy)[:RANKED]}


def _texts(base: Database, numbers: list[int]) -> dict[int, tuple[str, str]]:
    """Number -> (id, text), in the order of the numbers given; one that was taken out of the index is left out."""
    statement = f"SELECT number, name_id, text FROM name_text WHERE number {base.among()}"  # noqa: S608  own words only
    found = {number: (name_id, text) for number, name_id, text in base.rows(statement, [base.many(numbers)])}
    return {number: found[number] for number in numbers if number in found}
