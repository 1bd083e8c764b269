"""What the machine proposes of acts: one a type and victim, never more, and nothing of what was said under duress."""

from __future__ import annotations

import random

import pytest

from letapis.registry.model.folding import fold
from letapis.registry.model.proposals import proposed_acts

KNOWN = {"one": "2020-10-12T10:00:00Z", "two": "2020-10-13T10:00:00Z", "three": "2020-10-14T10:00:00Z"}


def proposed(told, *judgements, known=KNOWN.__getitem__):
    record = told.record(*judgements)
    claims = {claim.id: claim for claim in record.claims}
    return [
        one for event in record.events for one in proposed_acts(event, [claims[name] for name in event.claims], known)
    ]


def entries(told):
    return fold(proposed(told))


def of(found, kind):
    return [entry for entry in found.values() if entry.kind == kind]


@pytest.fixture
def reports(told):
    for name in KNOWN:
        told.report(name, KNOWN[name][:10], publisher=f"Paper {name}")
    return told


def test_named_persons_get_an_act_apiece_and_are_one_person_in_all_of_them(reports):
    day, place = "2020-10-11", "Minsk"
    reports.claim("one", "detention", day, place, whom=("Alena Arlova", "Piotr Hancharyk"), count=2)
    reports.claim("two", "assault", day, place, whom=("Alena Arlova",), who=("riot police",))
    reports.claim("three", "detention", day, place, whom=("Aliena Arlova",))
    found = entries(reports)
    acts = [(act.one("type"), act.one("victim")) for act in of(found, "act")]
    assert sorted(acts) == [
        ("assault", "person:arlova_a"), ("detention", "person:arlova_a"), ("detention", "person:hancharyk_p"),
    ]  # fmt: skip
    assert set(found["person:arlova_a"].values("name")) == {"Alena Arlova", "Aliena Arlova"}
    (involved,) = of(found, "involvement")
    assert [involved.one(slot) for slot in ("perpetrator", "degree")] == ["riot police", "unknown"]
    assert found[involved.one("act")].one("type") == "assault"
    assert all(entry.machine for entry in found.values())


def test_a_group_is_one_victim_with_its_count_and_unit(reports):
    reports.claim("one", "detention", "2020-10-11", "Minsk", whom=("people",), count=(700, None), words="more than 700")
    reports.claim("two", "detention", "2020-10-11", "Minsk", whom=("protesters",), count=(600, None))
    (act,) = of(entries(reports), "act")
    group = entries(reports)[act.one("victim")]
    assert group.values("number") == ("700..", "600..")
    assert (group.one("unit"), set(group.values("name"))) == ("person", {"people", "protesters"})
    assert [one.words for one in group.slots["number"].standing] == ["more than 700", ""]


def test_eleven_people_among_them_one_who_is_named_are_never_twelve(reports):
    reports.claim("one", "detention", "2020-10-11", "Minsk", whom=("Alena Arlova",), count=11)
    found = entries(reports)
    assert len(of(found, "act")) == 1
    assert "person:arlova_a" not in found


def test_journalists_among_the_detained_are_an_act_on_another_group(reports):
    reports.claim("one", "detention", "2020-10-11", "Minsk", whom=("people",), count=(600, None))
    reports.claim("one", "detention", "2020-10-11", "Minsk", whom=("journalists",), count=(30, None))
    assert sorted(entries(reports)[act.one("victim")].one("number") for act in of(entries(reports), "act")) == [
        "30..", "600..",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("detention", {"status": "planned"}), ("dismissal", {"status": "threatened"}),
        ("assault", {"status": "denied"}),
        ("detention", {"scope": "total", "count": 14000}), ("demonstration", {}), ("release", {}), ("deployment", {}),
    ],
)  # fmt: skip
def test_what_was_not_done_to_anybody_is_no_act(reports, kind, slots):
    reports.claim("one", kind, "2020-10-11", "Minsk", **slots)
    assert entries(reports) == {}


def test_of_a_coerced_statement_there_is_the_act_and_no_word_of_what_was_said(reports):
    said = "she said on camera that she had been paid for the protests"
    reports.claim("one", "coerced_confession", "2020-10-20", "Minsk", whom=("Alena Arlova",), quote=said)
    statements = proposed(reports)
    assert {one.value for one in statements if one.slot == "type"} == {"coerced_confession"}
    assert not any(word in one.value + one.words for one in statements for word in ("paid", "camera"))


def test_nobody_is_proposed_as_a_perpetrator_on_their_own_word(reports):
    said = {"whom": ("officers",), "who": ("Alena Arlova",)}
    reports.claim("one", "assault", "2020-10-20", "Minsk", said_by="Alena Arlova", **said)
    assert not of(entries(reports), "involvement")
    reports.claim("two", "assault", "2020-10-21", "Brest", said_by="the Interior Ministry", **said)
    assert [one.one("perpetrator") for one in of(entries(reports), "involvement")] == ["Alena Arlova"]


def test_ids_stay_when_more_is_told_and_whatever_the_order(reports):
    reports.claim("two", "detention", "2020-10-11", "Minsk", whom=("people",), count=40)
    before = {act.id for act in of(entries(reports), "act")}
    reports.claim("three", "detention", "2020-10-11", "Minsk", whom=("residents",), count=(40, 50))
    statements = proposed(reports)
    assert {act.id for act in of(fold(statements), "act")} == before
    random.Random(1).shuffle(statements)
    assert fold(statements) == entries(reports)


def test_closures_hit_organisations(reports):
    reports.claim("one", "closure", "2021-07-23", "Belarus", whom=("non-profit organizations",), count=40,
                  unit="organisations")  # fmt: skip
    found = entries(reports)
    (act,) = of(found, "act")
    assert (found[act.one("victim")].one("unit"), found[act.one("victim")].one("number")) == ("organisation", "40")
