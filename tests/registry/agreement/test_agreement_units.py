"""Whose claims speak of the same words, what counts as a value, and what is left to be settled."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.agreement.judged import judged
from letapis.registry.agreement.measuring import agreement
from letapis.registry.agreement.unitising import TextsDifferError, passages, words
from letapis.registry.judgement import Given, Judgement

TEXT = "Forty people were detained in Minsk on Sunday, and a teacher was beaten."


def claim(kind: str, quote: str, **slots):
    start = TEXT.index(quote)
    return {"type": kind, "quote": quote, "start": start, "end": start + len(quote), **slots}


def coding(*claims, text: str = TEXT, lang: str = "en"):
    return {"d": {"id": "d", "lang": lang, "text": text, "claims": list(claims)}}


DETAINED = "Forty people were detained in Minsk"
BEATEN = "a teacher was beaten"


def test_claims_that_share_half_of_the_shorter_are_one_unit_whatever_their_type():
    anna = coding(claim("detention", DETAINED), claim("assault", BEATEN))
    ivan = coding(claim("detention", "people were detained"), claim("torture", "teacher was beaten"))
    olga = coding(claim("detention", "Forty people were detained in Minsk on Sunday"))
    found = list(passages({"anna": anna, "ivan": ivan, "olga": olga}))
    assert [dict(unit.values["type"]) for unit in found] == [
        {"anna": "detention", "ivan": "detention", "olga": "detention"}, {"anna": "assault", "ivan": "torture"},
    ]  # fmt: skip
    assert agreement(found).by_all == 1


def test_of_several_the_same_type_is_taken_and_nobody_stands_twice_in_a_unit():
    anna = coding(claim("detention", DETAINED), claim("crowd_control", DETAINED))
    ivan = coding(claim("crowd_control", "detained in Minsk"))
    types = [dict(unit.values["type"]) for unit in passages({"anna": anna, "ivan": ivan})]
    assert {"anna": "crowd_control", "ivan": "crowd_control"} in types
    assert {"anna": "detention"} in types


def test_words_show_how_far_unequal_spans_agree():
    found = list(words({"anna": coding(claim("assault", BEATEN)), "ivan": coding(claim("assault", "teacher was"))}))
    assert len(found) == 13
    assert sum(len(set(unit.values["found"].values())) > 1 for unit in found) == 2, "a, and beaten."


def test_what_is_not_told_is_a_value_and_no_number():
    told = {"date": {"from": "2020-10-11", "to": "2020-10-11"}, "count": {"low": 40, "high": 40, "unit": "people"}}
    anna, ivan = coding(claim("detention", DETAINED, **told)), coding(claim("detention", DETAINED, place=["Minsk"]))
    (unit,) = passages({"anna": anna, "ivan": ivan})
    assert unit.values["date_told"] == {"anna": True, "ivan": False}
    assert unit.values["date"] == {"anna": date(2020, 10, 11).toordinal()}
    assert unit.values["place"] == {"anna": "not told", "ivan": frozenset({"minsk"})}


def test_disagreements_name_the_passage_the_field_and_what_each_said():
    anna, ivan = coding(claim("assault", BEATEN), claim("detention", DETAINED)), coding(claim("torture", BEATEN))
    found = agreement(list(passages({"anna": anna, "ivan": ivan})))
    told = {(one.field, tuple(one.values.items())) for one in found.disagreements}
    assert told == {
        ("type", (("anna", "assault"), ("ivan", "torture"))), ("found", (("anna", "detention"), ("ivan", "none"))),
    }  # fmt: skip


def test_by_type_who_found_nothing_here_counts_as_none():
    anna, ivan = coding(claim("assault", BEATEN), claim("detention", DETAINED)), coding(claim("detention", DETAINED))
    rows = {(row.of, row.field): row for row in agreement(list(passages({"anna": anna, "ivan": ivan}))).rows}
    assert (rows["type detention", "type"].units, rows["type detention", "type"].equal) == (1, 1)
    # Two units; yes yes and no no for detention: full agreement; no no and yes no for assault: 1 - 3 * 2 / 6.
    assert rows["type detention", "type"].alpha == pytest.approx(1)
    assert rows["type assault", "type"].alpha == pytest.approx(0)


def test_another_text_under_one_id_is_refused():
    with pytest.raises(TextsDifferError, match="document d has another text in ivan than in anna"):
        list(passages({"anna": coding(), "ivan": coding(text="Other words.")}))


def test_who_has_not_seen_a_document_is_no_coder_of_it():
    both = coding(claim("assault", BEATEN))
    found = list(passages({"anna": both, "ivan": both, "olga": {}}))
    assert found[0].coders == ("anna", "ivan")


DETENTION = Claim("d", "detention", DETAINED, 0, 35, date=DateInterval(date(2020, 10, 11), date(2020, 10, 11)))


def judgement(number: int, kind: str, by: str, *targets: str, **slots) -> Judgement:
    return Judgement(f"j{number}", kind, targets or (DETENTION.id,), by, f"2020-11-0{number}T10:00:00Z", **slots)


def values(*log: Judgement):
    return {unit.id: unit.values for unit in judged(log, {DETENTION.id: DETENTION}, {"d": "en"})}


def test_two_people_who_judge_one_claim_are_compared_slot_by_slot():
    found = values(
        judgement(1, "accept", "anna"), judgement(2, "accept", "ivan"),
        judgement(3, "edit", "ivan", slot="date", value="2020-10-12"),
    )[DETENTION.id]  # fmt: skip
    assert found["verdict"] == {"anna": "accept", "ivan": "accept"}
    assert found["date"] == {"anna": date(2020, 10, 11).toordinal(), "ivan": date(2020, 10, 12).toordinal()}


def test_the_last_word_of_a_person_counts_and_what_is_undone_does_not():
    log = [judgement(1, "accept", "anna"), judgement(2, "reject", "anna"), judgement(3, "accept", "ivan")]
    assert values(*log)[DETENTION.id]["verdict"] == {"anna": "reject", "ivan": "accept"}
    undone = values(*log, judgement(4, "undo", "anna", "j2"))
    assert undone[DETENTION.id]["verdict"] == {"anna": "accept", "ivan": "accept"}
    assert not values(*log[:2]), "one person alone agrees with nobody"


def test_slots_of_entries_are_compared_by_what_they_take():
    log = [
        judgement(1, "state", "anna", "act:j1", given=(Given("type", "threat"), Given("began", "2020-10-11"))),
        judgement(2, "state", "ivan", "act:j1", given=(Given("type", "death_threat"), Given("began", "2020-10"))),
    ]
    units = {name: unit for unit in judged(log, {}, {}) for name in unit.values}
    assert units["act.type"].values["act.type"] == {"anna": "threat", "ivan": "death_threat"}
    assert units["act.began"].levels["act.began"] == "interval"
    assert units["act.began"].values["act.began"]["ivan"] == date(2020, 10, 1).toordinal()
