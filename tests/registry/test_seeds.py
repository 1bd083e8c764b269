"""The five seeds through the real readers and the real coder: the cases of the needs (1.6) that they alone decide."""

from datetime import date
from pathlib import Path

import pytest

from letapis.publications.sentences import figure_sentence, why
from letapis.registry.figures import figure_on
from letapis.registry.reconcile import reconcile

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the checkout (../shared/seeds)")


@pytest.fixture(scope="module")
def seeds():
    from letapis.claims.rules import RuleCoder
    from letapis.sources.reading import read

    coder = RuleCoder()
    documents = [one for path in sorted(SEEDS.glob("*.txt")) for one in read(path.name, path.read_bytes()).documents]
    return documents, [claim for document in documents for claim in coder.code(document)]


@pytest.fixture(scope="module")
def record(seeds):
    return reconcile(*seeds)


def seed(seeds, number):
    return next(document.id for document in seeds[0] if document.name.startswith(f"{number:03d}"))


def claims_of(record, event):
    return [claim for claim in record.claims if claim.id in event.claims]


def event_with(record, words):
    claim = next(claim for claim in record.claims if words in claim.quote)
    return next(event for event in record.events if claim.id in event.claims)


def test_x1_at_least_600_to_700_two_origins(seeds, record):
    figure = figure_on(record, "detained", date(2020, 10, 11))
    assert figure_sentence(figure, record, seeds[0]) == "At least 600 to 700 people were detained, two origins"
    assert {one.kind for one in figure.relations} == {"compatible"}
    labels = {origin.id: origin.label for origin in record.origins}
    assert {labels[reading.origin] for reading in figure.readings} == {"No Borders News", "Olga Deksnis"}
    assert "600 in Minsk" in why(figure, record, seeds[0])


def test_x1_the_republication_is_one_origin_with_its_reason(seeds, record):
    origin = next(one for one in record.origins if one.label == "No Borders News")
    assert origin.documents == (seed(seeds, 2),)
    assert "republication: taken from No Borders News" in origin.reasons


def test_x2_the_two_lengths_of_the_meeting_are_compatible(record):
    figure = next(one for one in record.figures if one.measure == "met" and one.unit == "minutes")
    readings = {(one.low, one.high) for one in figure.readings}
    assert readings == {(270, 270), (240, None)}
    assert [one.kind for one in figure.relations] == ["compatible"]
    assert (figure.date.first, figure.date.last) == (date(2020, 10, 10), date(2020, 10, 10))
    assert figure.origins == 2


def test_x3_the_two_fourteen_thousands_are_two_figures_that_are_told_apart(record):
    found = [figure for figure in record.figures if 14000 in {figure.published.low, figure.published.high}]
    assert len(found) == 2
    assert len({(figure.measure, figure.definition) for figure in found}) == 2
    for figure in found:
        assert len(figure.readings) == 1
        assert "different_definition" in {one.kind for one in figure.relations}


def test_x9_what_the_two_reports_tell_of_the_sunday_is_one_event(seeds, record):
    event = event_with(record, "More than 700 people")
    assert {claim.type for claim in claims_of(record, event)} >= {"detention", "assault", "crowd_control"}
    assert {claim.document for claim in claims_of(record, event)} == {seed(seeds, 2), seed(seeds, 3)}


def test_x8_the_meeting_of_the_weekend_was_on_saturday(record):
    event = event_with(record, "Over the weekend, Lukashenko met")
    assert (event.date.first, event.date.last) == (date(2020, 10, 10), date(2020, 10, 10))
    assert len({claim.document for claim in claims_of(record, event)}) == 2


def test_x11_more_than_a_thousand_on_the_eighth_of_november(record):
    figure = figure_on(record, "detained", date(2020, 11, 8))
    assert (figure.published.low, figure.published.high) == (1000, None)


def test_x12_bokun_was_released_on_the_third_as_a_part_of_the_four(record):
    event = event_with(record, "Anatol Bokun")
    assert event.date.first == date(2020, 11, 3)
    assert [link.kind for link in event.links] == ["part_of"]
    figure = figure_on(record, "released", date(2020, 11, 3))
    assert (figure.published.low, figure.published.high) == (4, 4)


def test_x13_thousands_of_messages_stay_a_vague_word(record):
    figure = next(one for one in record.figures if one.unit == "messages")
    assert (figure.published.low, figure.published.high) == (2000, 9999)
    assert figure.readings[0].basis == "vague"


def test_x16_a_framing_is_no_claim(record):
    assert not [claim for claim in record.claims if claim.quote.strip().endswith("leaderless")]


def test_x17_more_than_forty_organisations(record):
    figure = next(one for one in record.figures if one.measure == "closed" and one.unit == "organisations")
    assert (figure.published.low, figure.published.high) == (40, None)


def test_x19_halved_strikes_have_no_number(record):
    assert not [one for one in record.figures if one.measure == "on_strike" and "decreased" in str(one.readings)]


def test_x20_the_absence_of_cases_is_a_denial_and_nobody_is_charged_by_it(record):
    event = event_with(record, "not a single criminal case")
    assert event.status == "denied"


def test_the_two_runs_are_the_same(seeds, record):
    documents, claims = seeds
    assert reconcile(documents[::-1], claims[::-1]) == record
