"""Records and judgements as JSON: back as they were, and refused with the place that does not fit."""

import json

import pytest

from letapis.registry.exchange import judgement_from_json, judgement_to_json, record_from_json, record_to_json
from letapis.registry.judgement import Judgement


def test_a_record_comes_back_as_it_was_and_is_written_the_same_twice(counted_sunday):
    record = counted_sunday.record()
    told = json.dumps(record_to_json(record))
    assert record_from_json(json.loads(told)) == record
    assert json.dumps(record_to_json(record_from_json(json.loads(told)))) == told


def test_a_judgement_comes_back_as_it_was():
    judgement = Judgement("j1", "edit", ("d:0-1:detention",), "A", "2020-11-01", "a typo", "place", "Brest")
    assert judgement_from_json(judgement_to_json(judgement)) == judgement
    assert judgement_to_json(judgement)["claims"] == ["d:0-1:detention"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mood": "good"}, "judgement: unknown key 'mood'"),
        ({"claims": "d:0-1:detention"}, "judgement.claims: a list is expected, not str"),
        ({"claims": [1]}, "judgement.claims[0]: str is expected, not 1"),
        ({"by": None}, "judgement.by: str is expected, not None"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_place(change, message):
    line = judgement_to_json(Judgement("j1", "accept", ("d:0-1:detention",), "A", "2020-11-01")) | change
    with pytest.raises(ValueError, match=message.replace("[", r"\[").replace("]", r"\]")):
        judgement_from_json(line)


@pytest.mark.parametrize("missing", ["id", "kind", "claims", "by", "at"])
def test_a_line_without_what_it_needs_is_refused(missing):
    line = judgement_to_json(Judgement("j1", "accept", ("d:0-1:detention",), "A", "2020-11-01"))
    del line[missing]
    with pytest.raises(ValueError, match=f"judgement: key '{missing}' is missing"):
        judgement_from_json(line)


def test_a_record_with_a_broken_date_names_it(counted_sunday):
    told = record_to_json(counted_sunday.record())
    told["claims"][2]["date"]["first"] = "last Sunday"
    with pytest.raises(ValueError, match=r"record.claims\[2\].date.first: 'last Sunday' is no date"):
        record_from_json(told)


def test_what_is_no_object_is_refused():
    with pytest.raises(ValueError, match="record: an object is expected, not list"):
        record_from_json([])
