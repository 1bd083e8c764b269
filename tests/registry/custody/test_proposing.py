"""What the machine proposes from claims: tables of told and expected; and that the data of the vocabulary fit."""

from __future__ import annotations

import pytest

from letapis.registry.custody.limits import goes_on, leaves_open, limits
from letapis.registry.custody.notes import words
from letapis.registry.custody.voices import kind_in, terms_in
from letapis.vocabulary.codes import codes
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

ALA = "Ala Zima"


@pytest.mark.parametrize(
    ("quote", "term", "fine"),
    [
        ("sentenced to 25 days of arrest", "25 days", None),
        ("got two and a half years", "2.5 years", None),
        ("received 26 years and 4 months", "26 years 4 months", None),
        ("held for 72 hours", "72 hours", None),
        ("fined 25 base units", None, "25 base_units"),
        ("пасадзілі на 15 сутак", "15 days", None),
        ("аштрафавалі на 100 базавых", None, "100 base_units"),
        ("к двум годам колонии", "2 years", None),
        ("Двенадцать суток", "12 days", None),
        ("оштрафован на 30 базовых величин", None, "30 base_units"),
        ("was detained in Minsk with 20 others", None, None),
    ],
)
def test_terms_in_a_quote(quote, term, fine):
    found = terms_in(quote)
    assert tuple(one and one.text for one in found[:2]) == (term, fine)


@pytest.mark.parametrize("entry", table("custody.toml")["places"], ids=lambda entry: entry["kind"])
def test_kinds_of_place_have_examples_both_ways(entry):
    assert [kind_in(text) for text in entry["examples"]] == [entry["kind"]] * len(entry["examples"])
    assert [kind_in(text) for text in entry["counterexamples"]] == [""] * len(entry["counterexamples"])


def test_detained_and_released_is_one_stretch(case):
    case.claim("detention", "2020-10-11", "was detained", ALA, who=("riot police",))
    case.claim("release", "2020-10-14", "was released", ALA)
    assert case.slots(ALA) == [{"began": ("2020-10-11",), "ended": ("2020-10-14",), "taken_by": ("riot police",)}]


def test_a_term_gives_the_expected_end_and_no_end(case):
    case.claim("detention", "2020-10-11", "was detained", ALA)
    case.claim("sentence", "2020-10-12", "got 15 days of arrest", ALA)
    (episode,) = case.line(ALA).episodes
    assert (episode.ends, [one.text for one in episode.expected]) == ((), ["2020-10-26"])


def test_released_after_days_states_a_number_and_no_begin(case):
    case.claim("release", "2020-11-03", "was released after 55 days in police custody", ALA)
    assert case.slots(ALA) == [{"ended": ("2020-11-03",), "stated_days": ("55",)}]


def test_two_days_told_for_one_release_are_a_conflict(case):
    case.claim("detention", "2020-10-16", "was detained again", ALA)
    case.claim("release", "2020-10-31", "was released on Saturday", ALA)
    case.claim("release", "2020-11-03", "was released", ALA)
    assert [one["ended"] for one in case.slots(ALA)] == [("2020-10-31", "2020-11-03")]


def test_taken_again_begins_a_new_stretch_and_bounds_the_old_one(case):
    case.claim("detention", "2020-09-21", "was detained", ALA)
    case.claim("sentence", "2020-09-22", "was sentenced to 25 days of arrest", ALA)
    case.claim("detention", "2020-10-16", "was detained again at the gate", ALA)
    first, second = case.slots(ALA)
    assert (first["began"], first["ended"], first["sanction"]) == (("2020-09-21",), ("2020-10-16~",), ("25 days",))
    assert second == {"began": ("2020-10-16",)}


def test_without_a_term_the_old_stretch_ended_some_day_between(case):
    case.claim("detention", "2020-10-01", "was detained", ALA)
    case.claim("detention", "2020-11-01", "was detained", ALA)
    assert [one.get("ended") for one in case.slots(ALA)] == [("2020-10-01/2020-11-01",), None]


def test_released_at_the_gate_and_taken_again_the_same_day(case):
    case.claim("detention", "2020-09-21", "was detained", ALA)
    case.claim("release", "2020-10-16", "was let out", ALA, document="wire")
    case.claim("detention", "2020-10-16", "was detained again", ALA, document="wire")
    assert [(one["began"], one.get("ended")) for one in case.slots(ALA)] == [
        (("2020-09-21",), ("2020-10-16",)), (("2020-10-16",), None),
    ]  # fmt: skip


def test_a_month_joins_the_day_that_another_tells(case):
    case.claim("detention", "2020-09-01/2020-09-30", "was detained in September", ALA)
    case.claim("detention", "2020-09-07", "was detained on 7 September", ALA)
    assert [one["began"] for one in case.slots(ALA)] == [("2020-09-07",)]


def test_a_move_to_house_arrest_ends_one_stretch_and_begins_another(case):
    case.claim("detention", "2020-09-09", "was arrested", ALA)
    case.claim("release", "2020-10-16", "was moved to house arrest", ALA, place=("Minsk",))
    first, second = case.slots(ALA)
    assert first["ended"] == ("2020-10-16",)
    assert (second["began"], second["kind"], second["place"]) == (("2020-10-16",), ("house_arrest",), ("Minsk",))


@pytest.mark.parametrize(
    ("kind", "quote", "slots"),
    [
        ("detention", "was to be detained", {"status": "planned"}),
        ("detention", "was not detained", {"status": "denied"}),
        ("detention", "has been detained since August", {"scope": "total"}),
        ("sentence", "was fined", {}),
        ("torture", "was beaten in custody", {}),
    ],
)
def test_what_is_no_custody_proposes_none(case, kind, quote, slots):
    case.claim(kind, "2020-10-11", quote, ALA, **slots)
    assert case.slots(ALA) == []


def test_one_named_among_eleven_is_not_the_eleven(case):
    from dataclasses import replace

    from letapis.claims.claim import Count

    told = case.claim("detention", "2020-10-11", "eleven were detained, among them Ala Zima", ALA)
    case.claims[-1] = replace(told, count=Count(11, 11))
    assert case.slots(ALA) == []


def test_whose_term_is_whose_is_not_guessed(case):
    case.claim("detention", "2020-10-11", "were detained", ALA, "Jan Kot")
    case.claim("sentence", "2020-10-12", "got seven and fifteen days of arrest", ALA, "Jan Kot")
    assert "sanction" not in case.slots(ALA)[0]


def test_every_value_names_its_claims_and_is_marked(case):
    told = case.claim("detention", "2020-10-11", "was detained", ALA)
    (episode,) = case.line(ALA).episodes
    assert episode.machine
    assert {one.rests_on for filled in episode.entry.slots.values() for one in filled.standing} == {(told.id,)}


def test_a_body_is_nobody(case):
    case.claim("detention", "2020-10-11", "visited the KGB prison", "KGB")
    assert case.register().of_kind("episode") == ()


def test_the_data_name_codes_that_are_there():
    stages, kinds = codes("court_stage"), codes("detention_kinds")
    for limit in limits():
        assert set(limit.met_by) <= set(stages)
        assert set(limit.kinds) <= set(kinds)
        assert set(limit.label) == set(INTERFACE_LANGUAGES)
        assert limit.country
        assert limit.law
    data = table("custody.toml")
    assert set(data["longest"]) - {"any"} <= set(kinds)
    assert {entry["kind"] for entry in data["places"]} <= set(kinds)
    assert leaves_open() <= set(codes("whereabouts"))
    assert goes_on() <= set(codes("release_conditions"))
    assert {limit.name for limit in limits()} <= set(table("custody_words.toml")["neutral"])
    assert set(table("custody_words.toml")["deadlines"]) <= set(table("custody_words.toml")["neutral"])


def test_all_words_are_there_in_each_language():
    for group, entries in table("custody_words.toml").items():
        for code in entries:
            assert all(words(group, code, language) for language in INTERFACE_LANGUAGES), code
