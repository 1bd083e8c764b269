"""The whole register, proposals and judgements together: undo takes back, the order of arrival is of no account."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.judgement import Given, Judgement
from letapis.registry.reconcile import reconcile
from letapis.registry.register import register
from letapis.sources.document import Document
from letapis.sources.moment import Moment

DAYS = [date(2020, 10, 11), date(2020, 10, 12), date(2020, 11, 8)]
WHOM = [("people",), ("journalists",), ("Alena Arlova",), ("Alena Arlova", "Piotr Hancharyk"), ()]


def known(document: str) -> str:
    """Each report came on a day of its own."""
    return f"2021-01-{int(document[1:]) + 1:02}T10:00:00Z"


@st.composite
def worlds(draw):
    documents = [Document(f"d{number}", "", published=Moment(date(2020, 12, 1))) for number in range(3)]
    claims = [
        Claim(
            f"d{draw(st.integers(0, 2))}", draw(st.sampled_from(["detention", "assault", "release", "strike"])),
            f"told {number}", number * 100, number * 100 + 90, place=draw(st.sampled_from([(), ("Minsk",), ("Kyiv",)])),
            date=draw(st.sampled_from([None, *(DateInterval(day, day) for day in DAYS)])),
            count=draw(st.sampled_from([None, Count(3, 3), Count(40, None)])), whom=draw(st.sampled_from(WHOM)),
            who=draw(st.sampled_from([(), ("riot police",)])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    return documents, claims


def made(documents, claims, log=(), as_known=None):
    return register(reconcile(documents, claims, log), log, known, as_known).entries


@given(worlds(), st.randoms())
def test_the_register_comes_out_the_same_in_any_order_of_arrival(world, dice: random.Random):
    documents, claims = world
    mixed = dice.sample(documents, len(documents)), dice.sample(claims, len(claims))
    assert made(*mixed) == made(documents, claims)


@given(worlds(), st.sampled_from(["accept", "reject", "state", "correct", "join"]), st.data())
def test_a_judgement_on_an_entry_or_a_claim_undone_leaves_the_register_as_it_was(world, kind, data):
    before = made(*world)
    if not before:
        return
    entry = data.draw(st.sampled_from(sorted(before)))
    others = sorted(name for name in before if name != entry and name.partition(":")[0] == entry.partition(":")[0])
    if kind == "join" and not others:
        return
    targets = (entry, data.draw(st.sampled_from(others))) if kind == "join" else (entry,)
    given_ = (Given("confidentiality", "team"),) if kind in {"state", "correct"} else ()
    if kind in {"accept", "reject"} and data.draw(st.booleans()):
        targets = (world[1][0].id,)
    log = (
        Judgement("j1", kind, targets, "anna", "2021-02-01T10:00:00Z", given=given_),
        Judgement("j2", "undo", ("j1",), "ivan", "2021-02-02T10:00:00Z"),
    )
    assert made(*world, log) == before


@given(worlds(), st.integers(0, 2))
def test_what_comes_later_takes_no_id_from_an_act_that_was_known_before(world, last):
    documents, claims = world
    then = [claim for claim in claims if int(claim.document[1:]) <= last]
    early = made(documents, then, as_known=f"2021-01-{last + 1:02}")
    acts = {name for name, entry in early.items() if entry.kind == "act"}
    whole = reconcile(documents, claims)
    cut = register(whole, (), known, f"2021-01-{last + 1:02}").entries
    joined_otherwise = {event.id for event in whole.events} != {event.id for event in reconcile(documents, then).events}
    assert joined_otherwise or acts == {name for name, entry in cut.items() if entry.kind == "act"}
