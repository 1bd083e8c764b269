"""Short makers of records, proposals and judgements, so that a case reads as what was decided. Nobody here is real."""

from __future__ import annotations

import pytest

from letapis.registry.people.judgement import PersonJudgement, Shown, pair
from letapis.registry.people.persons import persons
from letapis.registry.people.records import Edge, FieldEvidence, PersonRecord


def record(id_, name="", **slots):
    source, _, row = id_.partition(":")
    return PersonRecord(id_, source, int(row or 1), name or f"Nobody {id_}", **slots)


def edge(left, right, probability=0.7, *evidence, band=None):
    """Evidence as `surname:same:8`."""
    told = tuple(FieldEvidence(*one.split(":")[:2], float(one.split(":")[2])) for one in evidence)
    against = any(one.outcome == "contradicts" for one in told)
    chosen = band or ("suggest" if probability >= 0.99 and not against else "ask" if probability >= 0.2 else "leave")
    return Edge(*pair(left, right), probability, chosen, told)


def log(*decisions):
    """Judgements in their order, each as (kind, what, who): `("same", "a b", "anna")`.

    `what` is two records; for bulk several pairs with `,` between; for split groups with `|` between; for undo and
    confirm a judgement.
    """
    made = []
    for number, (kind, what, *who) in enumerate(decisions, start=1):
        slots = {}
        if kind in {"undo", "confirm"}:
            slots["targets"] = tuple(what.split())
        elif kind == "split":
            slots["groups"] = tuple(tuple(group.split()) for group in what.split("|"))
        else:
            slots["pairs"] = tuple(Shown(*one.split()) for one in what.split(","))
        by = who[0] if who else "anna"
        made.append(PersonJudgement(f"pj{number}", kind, by, "2020-11-09T08:00:00Z", "seen", **slots))
    return made


def groups(people):
    """The records of every person, as words."""
    return sorted(" ".join(person.records) for person in people.persons)


def of(judgements, records="abcdefgh", **settings):
    return persons([record(letter) for letter in records], judgements, **settings)


class Makers:
    record = staticmethod(record)
    edge = staticmethod(edge)
    log = staticmethod(log)
    groups = staticmethod(groups)
    of = staticmethod(of)


@pytest.fixture
def make():
    return Makers
