"""A linker for tests: every pair with a key in common, weights set by hand, no estimate. Slow and always the same."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import product

from letapis.names.folding import fold
from letapis.names.persons.comparing import compare
from letapis.names.persons.keys import keys
from letapis.registry.people.judgement import pair
from letapis.registry.people.records import Edge, FieldEvidence

PRIOR = -9.0  # log2 odds that two records with a key in common are of one person
WEIGHTS = {  # same, variant, initial, contradicts
    "surname": (8, 7, 2, -12),
    "given": (4, 3.5, 1, -12),
    "patronymic": (7, 6, 2, -9),
    "birth_year": (5, 3, 0, -9),
    "town": (4, 3, 0, -2),
    "date": (5, 3, 0, -0.5),
    "article": (1, 1, 0, -0.5),
}
OUTCOMES = ("same", "variant", "initial", "contradicts")


class PlainLinker:
    """Counts what it compares, so that a test can see that old records are not compared again."""

    def __init__(self, model="plain 1"):
        self.model = model
        self.compared = 0

    def __call__(self, records, known=()):
        blocks = defaultdict(lambda: ([], []))
        for side, held in enumerate((records, known)):
            for record in held:
                for key in keys(record.name):
                    blocks[key][side].append(record)
        pairs = {}
        for new, old in blocks.values():
            for left, right in [*product(new, new), *product(new, old)]:
                if left.id != right.id:
                    pairs[pair(left.id, right.id)] = (left, right) if left.id < right.id else (right, left)
        self.compared += len(pairs)
        return [self._edge(*both) for both in pairs.values()]

    def _edge(self, left, right):
        evidence = [*names_told(left, right), *fields_told(left, right)]
        odds = PRIOR + sum(one.weight for one in evidence)
        probability = 1 / (1 + math.exp2(-odds))
        against = any(one.outcome == "contradicts" for one in evidence)
        band = "suggest" if probability >= 0.99 and not against else "ask" if probability >= 0.02 else "leave"
        return Edge(left.id, right.id, probability, band, tuple(evidence))


def told(field, outcome):
    weight = 0.0 if outcome == "absent" else float(WEIGHTS[field][OUTCOMES.index(outcome)])
    return FieldEvidence(field, outcome, weight)


def names_told(left, right):
    found = {}
    for one in compare(left.name, right.name).parts:
        if one.role in {"surname", "given", "patronymic"} and one.role not in found:
            found[one.role] = told(one.role, one.outcome)
    return [found.get(role, told(role, "absent")) for role in ("surname", "given", "patronymic")]


def fields_told(left, right):
    for field in ("birth_year", "town", "date", "article"):
        one, other = getattr(left, field), getattr(right, field)
        alike = one == other or (field == "town" and bool({*fold(one)} & {*fold(other)}))
        yield told(field, "absent" if not one or not other else "same" if alike else "contradicts")
