"""Reports of our own writing, in three languages: which of them tell of one occurrence, whatever the order."""

import json
import random
from pathlib import Path

import pytest

from letapis.registry.matching.reasons import reasons
from letapis.registry.matching.reports import told_events
from letapis.registry.matching.traits import traits_of
from letapis.sources.exchange import document_from_json

FILE = Path(__file__).parent / "reports.jsonl"  # of our own writing; all people are invented
REPORTS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
EVENT = {report["id"]: report["event"] for report in REPORTS}
WALL = "We use cookies on this site. Subscribe now and sign up for our newsletter. Enable JavaScript in your browser."


def traits(reports=REPORTS):
    return [traits_of(document_from_json(report)) for report in reports]


def groups(found):
    held = {}
    for identity, told in found.items():
        held.setdefault(told.event, set()).add(identity)
    return {frozenset(members) for members in held.values()}


KNOWN = {frozenset(one for one in EVENT if EVENT[one] == event) for event in set(EVENT.values())}


def test_reports_of_one_occurrence_share_their_event_across_languages_and_months():
    assert groups(told_events(traits())) == KNOWN


def test_last_sundays_march_is_not_this_sundays():
    found = told_events(traits())
    assert found["en1"].event != found["en2"].event
    assert not found["en1"].also


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_is_of_no_account(seed):
    rows = traits()
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert told_events(shuffled) == told_events(rows)


def test_reports_held_apart_never_meet():
    found = told_events(traits(), [("be4", "en4")])
    assert found["be4"].event != found["en4"].event


def test_an_event_is_named_after_its_first_report():
    assert {told.event for told in told_events(traits()).values()} == {"be1", "en2", "en3", "be4", "en5"}


def test_reports_without_titles_and_dates_still_meet():
    bare = [
        {"id": report["id"], "text": report["text"]} for report in REPORTS if report["event"] in {"miners", "search"}
    ]
    assert groups(told_events(traits(bare))) == {frozenset({"be4", "en4", "ru4"}), frozenset({"en5", "en6"})}


def test_a_round_up_joins_nothing_and_names_what_it_may_tell_of():
    text = (
        "In Soligorsk 15 miners of Belaruskali stayed underground on 12 October; Ihnat Viarbitski of the strike"
        " committee was detained for three days. In Hrodna 30 women were detained at a march with flowers on"
        " 10 October, and police vans blocked Sovetskaya Square, said the lawyer Vera Kosach."
    )
    round_up = {"id": "zz", "published": "2020-10-14", "title": "The week in short", "text": text}
    found = told_events(traits([*REPORTS, round_up]))
    assert found["en3"].event != found["en4"].event
    assert {found["zz"].event, *found["zz"].also} == {found["en3"].event, found["en4"].event}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "the same names: "), ("be", "тыя самыя імёны і назвы: "), ("ru", "те же имена и названия: ")],
)
def test_reasons_are_told_in_the_languages_of_the_interface(language, words):
    tied = told_events(traits())["en4"].why
    assert tied.other in {"be4", "ru4"}
    assert any(reason.startswith(words) and "Viarbitski" in reason for reason in reasons(tied.match, language))


def test_the_score_is_the_sum_of_its_parts():
    match = told_events(traits())["en6"].why.match
    assert 0.3 <= match.score <= 0.999
    sizes = [abs(part.evidence) for part in match.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_a_page_of_a_site_does_not_go_with_other_pages():
    titles = ("Editor's flat searched in Babruysk", "Hockey final moved to Gomel", "Snow expected")
    pages = [
        {"id": f"p{number}", "published": "2021-02-17", "title": title, "text": WALL}
        for number, title in enumerate(titles)
    ]
    found = told_events(traits([*REPORTS, *pages]))
    assert len({found[page["id"]].event for page in pages}) == 3


def test_a_great_event_hangs_together_and_apart_from_the_one_a_week_later():
    days = (("11 October", 12, "Pobediteley", "713"), ("18 October", 19, "Partizansky", "263"))
    told = ("The metro was shut from noon.", "Vans stood at every corner.", "Grenades were heard.", "Rain fell later.")
    reports = [
        {
            "id": f"{street}{number:02}",
            "published": f"2020-10-{published + number % 3}",
            "title": "Sunday in Minsk",
            "text": f"On Sunday, {day}, {count} people were held at the march along {street} Avenue in Minsk."
            f" {told[number % 4]} {told[number % 3]}",
        }
        for day, published, street, count in days
        for number in range(40)
    ]
    found = told_events(traits(reports))
    assert {told.event for told in found.values()} == {"Pobediteley00", "Partizansky00"}
