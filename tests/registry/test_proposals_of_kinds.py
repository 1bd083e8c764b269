"""Proposals of strikes, organisations, offices, closures: in any order, and later knowledge changes nothing earlier."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.model.kinds import kind
from letapis.registry.model.statement import kind_of
from letapis.registry.model.values import parse
from letapis.registry.organisations.closing import proposed_closures
from letapis.registry.organisations.proposing import proposed_offices, proposed_organisations
from letapis.registry.record import Event
from letapis.registry.strikes.proposing import proposed_strikes

PROPOSING = [proposed_strikes, proposed_organisations, proposed_offices, proposed_closures]
TYPES = ("strike", "organising", "closure", "release", "detention")
QUOTES = (
    "a strike began at MTZ, they demand new elections",
    "Strike committees were created to coordinate the strikes",
    "Создан Координационный совет",
    "Ihar Zubok, co-chair of the strike committee, was released",
    "Alena Rak, сустаршыня прафсаюза, затрыманая",
    "more than 40 organisations were closed",
    "суд ликвидировал общественное объединение «Ольха»",
    "«Вясна» выключылі з рэестра",
    "strikes decreased twice by Wednesday",
    "",
)
days = st.dates(date(2020, 8, 1), date(2021, 8, 1))


@st.composite
def claims(draw) -> Claim:
    low = draw(st.none() | st.integers(1, 60))
    day = draw(st.none() | days)
    return Claim(
        document=f"d{draw(st.integers(0, 5))}",
        type=draw(st.sampled_from(TYPES)),
        quote=draw(st.sampled_from(QUOTES)),
        start=draw(st.integers(0, 50)) * 100,
        end=9000,
        date=DateInterval(day, day) if day else None,
        place=draw(st.sampled_from([(), ("Minsk",), ("Hrodna", "Brest")])),
        count=draw(st.none() | st.just(Count(low, None, "organisations", "some"))),
        whom=draw(st.sampled_from([(), ("Ihar Zubok",), ("Alena Rak", "Ihar Zubok")])),
        status=draw(st.sampled_from(["happened", "alleged", "planned", "threatened", "denied"])),
    )


worlds = st.lists(claims(), max_size=6, unique_by=lambda claim: claim.id)
EVENT = Event("2020-08-17-strike-0", "strike", "collective", None, (), "happened", "event", (), (), ())


def known(report: str) -> str:
    """Report d3 was sealed on 4 September."""
    return f"2020-09-0{int(report[1:]) + 1}T10:00:00Z"


@pytest.mark.parametrize("proposing", PROPOSING)
@settings(deadline=None)  # data are read when they are first asked for
@given(world=worlds, data=st.data())
def test_the_order_of_claims_is_of_no_account(proposing, world, data):
    other = data.draw(st.permutations(world))
    assert set(proposing(EVENT, world, known)) == set(proposing(EVENT, other, known))


@pytest.mark.parametrize("proposing", PROPOSING)
@settings(deadline=None)  # data are read when they are first asked for
@given(world=worlds, cut=st.sampled_from(["2020-09-02", "2020-09-04"]))
def test_what_was_known_on_a_day_is_the_same_when_more_has_come(proposing, world, cut):
    then = [claim for claim in world if known(claim.document)[:10] <= cut]
    now = {said for said in proposing(EVENT, world, known) if said.known[:10] <= cut}
    assert set(proposing(EVENT, then, known)) == now


@pytest.mark.parametrize("proposing", PROPOSING)
@settings(deadline=None)  # data are read when they are first asked for
@given(world=worlds)
def test_each_proposal_is_a_value_that_its_slot_takes_by_the_machine_with_its_claim(proposing, world):
    held = {claim.id for claim in world}
    for said in proposing(EVENT, world, known):
        slot = kind(kind_of(said.entry)).slots[said.slot]
        assert parse(slot, said.value) == said.value
        assert said.machine
        assert set(said.rests_on) <= held
        assert said.rests_on
