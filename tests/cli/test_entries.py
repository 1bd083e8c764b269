"""`letapis judge` on entries of the register, and `letapis history` of everything, by the commands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest


@pytest.fixture
def claims(letapis, archive):  # noqa: ARG001  the archive must be there
    originals = sorted(Path("letapis-archive/originals").glob("*/*"))
    return [claim["id"] for one in originals for claim in letapis("show", one.name[:16], "--json").json["claims"]]


def test_an_entry_is_made_filled_corrected_and_its_history_shows_it_all(letapis, claims):
    made = letapis("judge", "state", "person", "name=Alena Arlova", "--by", "anna", "--json").json
    assert made["claims"] == ["person:j1"]
    letapis(
        "judge", "state", "act", "type=Threat", "victim=person:j1", "--words", "type=you will regret it",
        "--note", "type=by phone", "--rests-on", claims[0], "--by", "anna",
    )  # fmt: skip
    letapis("judge", "correct", "act:j2", "type=death threat", "--by", "ivan", "--reason", "the caller said kill")
    assert letapis("judge", "undo", "j3", "--by", "anna").code == 0
    shown = letapis("history", "act:j2")
    assert shown.code == 0
    assert "act:j2  type = threat \u201cyou will regret it\u201d [by phone]" in shown.out
    assert f"rests on {claims[0]}" in shown.out
    assert "ivan: correct j3: act:j2 (the caller said kill)  [undone by j4]" in shown.out
    steps = letapis("history", "act:j2", "--json").json["steps"]
    assert [(one["id"], one["in_force"], one["undone_by"]) for one in steps] == [
        ("j2", True, ""), ("j3", False, "j4"), ("j4", True, ""),
    ]  # fmt: skip
    letapis("judge", "undo", "j4")
    first = letapis("history", "act:j2", "--json").json["steps"][0]["said"]
    assert {one["slot"]: one["overruled_by"] for one in first} == {"type": "j3", "victim": ""}


def test_a_group_is_split_and_the_split_undone(letapis, archive):  # noqa: ARG001
    letapis("judge", "state", "person", "name=three unnamed miners", "number=3", "unit=person")
    assert letapis("judge", "split", "person:j1", "--into", "Piotr Hancharyk", "--into", "Alena Arlova").code == 0
    letapis("judge", "state", "person:j2.1", "born=1980")
    assert "person:j1  split_into = person:j2.2" in letapis("history", "person:j1").out
    letapis("judge", "undo", "j2")
    assert "split j2: person:j1  [undone by j4]" in letapis("history", "person:j1").out


def test_a_recognition_of_a_person_or_a_name(letapis, archive):  # noqa: ARG001
    letapis("judge", "state", "person", "name=Alena Arlova")
    first = letapis("judge", "recognise", "person:j1", "body=Viasna", "recognised_as=political_prisoner", "--json").json
    second = letapis("judge", "recognise", "Piotr Hancharyk", "body=Viasna", "--json").json
    assert (first["claims"], second["claims"]) == (["recognition:j2"], ["recognition:j3"])
    assert second["given"][0] == {"slot": "person", "value": "Piotr Hancharyk"}
    assert letapis("judge", "recognise", "recognition:j3", "withdrawn_on=2020-11-01").code == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["state", "act", "victim=Birch", "type=thret"], "slot type takes a code of act_types: 'thret' is no code"),
        (["state", "act", "victim=Birch"], "a new act needs type"),
        (["state", "act", "victim=Birch", "type=threat", "began=soon"], "slot began takes a date as 2020"),
        (["state", "act", "victim=person:j9", "type=threat"], "there is no entry person:j9 in the archive"),
        (["state", "act", "victim=Birch", "type=threat", "--rests-on", "nowhere"], "there is no report nowhere"),
        (["state", "act", "victim=Birch", "type=threat", "--words", "place=here"], "words for slot place, which gets"),
        (["state", "act", "Birch"], "'Birch' is no slot=value"),
        (["state", "akt", "type=threat"], "the nearest kinds are act"),
        (["correct", "act:j1", "type=threat"], "there is no entry act:j1 in the archive"),
        (["accept", "act:0123456789ab"], "there is no entry act:0123456789ab in the archive"),
        (["split", "person:j9", "--into", "A"], "there is no entry person:j9"),
        (["state", "link", "one=event:x", "kind=causes", "other=event:y"], "there is no entry event:x"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_nothing_is_written(letapis, archive, call, said):  # noqa: ARG001
    shown = letapis("judge", *call)
    assert (shown.code, said in shown.err) == (1, True), shown.err
    assert shown.err.count("\n") == 1
    assert letapis("judge", "list", "--json").json == []


def test_correct_of_a_bare_kind_is_a_wrong_call(letapis, archive):  # noqa: ARG001
    assert letapis("judge", "correct", "act", "type=threat").code == 2


def test_kinds_are_shown_with_slots_and_codes(letapis):
    assert "act            Act; needs type, victim" in letapis("judge", "kinds").out
    shown = letapis("judge", "kinds", "link").out
    assert "kind: a code of link_kinds (required)" in shown
    assert "precedes, follows" in shown
    (told,) = [one for one in letapis("judge", "kinds", "--json").json if one["kind"] == "link"]
    assert [one["slot"] for one in told["slots"]][:3] == ["one", "kind", "other"]


def test_proposed_acts_of_an_archive_can_be_accepted_and_show_where_they_come_from(letapis, claims):
    steps = letapis("history", claims[0], "--json").json["steps"]
    assert [one["kind"] for one in steps][:2] == ["sealed", "coded"]
    (act,) = {name for one in steps for name in one["targets"] if name.startswith("act:")}
    made = letapis("judge", "accept", act, "--by", "anna", "--json").json
    assert {"slot": "type", "value": "detention"} in made["given"], "the judgement holds what was confirmed"
    assert claims[0] in made["rests_on"]
    shown = letapis("history", act, "--json").json
    assert [(one["kind"], one["by"]) for one in shown["steps"]][-1] == ("accept", "anna")
    assert shown["unconfirmed"] == []
    letapis("judge", "undo", "j1")
    assert "type" in letapis("history", act, "--json").json["unconfirmed"]
    assert "type = detention" in letapis("history", act).out


def test_the_history_of_a_claim_an_event_a_report_and_a_judgement(letapis, claims):
    letapis("judge", "reject", claims[0], "--by", "anna", "--reason", "a film review")
    assert "anna: reject j1" in letapis("history", claims[0]).out, "also of a claim that the record has no more"
    report = claims[0].partition(":")[0]
    assert letapis("history", report, "--json").json["kind"] == "report"
    assert "anna: reject j1" in letapis("history", report).out
    letapis("judge", "undo", "j1", "--by", "ivan")
    of_judgement = letapis("history", "j1", "--json").json
    assert (of_judgement["kind"], [one["id"] for one in of_judgement["steps"]]) == ("judgement", ["j1", "j2"])
    event = letapis("show", claims[0], "--json").json
    assert event["id"] == claims[0]


def test_the_history_of_an_event_has_its_claims_and_what_was_decided_about_them(letapis, claims):
    letapis("judge", "accept", claims[0], "--by", "anna")
    letapis("reconcile")
    events = {one for name in claims for one in _events(letapis, name)}
    shown = letapis("history", min(events))
    assert shown.code == 0
    assert "reconciled" in shown.out


def test_there_is_no_history_of_nothing(letapis, archive):  # noqa: ARG001
    shown = letapis("history", "act:nothing")
    assert (shown.code, "nothing with the id act:nothing" in shown.err) == (1, True)


def _events(letapis, claim):
    steps = letapis("history", claim, "--json").json["steps"]
    said = [one for step in steps for one in step["said"] if one["slot"] == "event"]
    return [one["value"] for one in said]


@pytest.mark.usefixtures("archive")
def test_what_stands_comes_first_with_conflicts_and_links_from_both_ends(letapis):
    for title in ("a threat to a child", "a statement on camera"):
        letapis("judge", "state", "event", f"title={title}")
    letapis("judge", "state", "link", "one=event:j1", "kind=causes", "other=event:j2")
    letapis("judge", "state", "event:j2", "began=2020-10-20")
    letapis("judge", "state", "event:j2", "began=2020-10-21", "--by", "ivan")
    told = letapis("history", "event:j2", "--json").json
    assert told["conflicts"] == ["began"]
    assert [(one["kind"], one["other"]) for one in told["links"]] == [("consequence", "event:j1")]
    shown = letapis("history", "event:j2").out
    assert "began = 2020-10-20 | 2020-10-21  [conflict]" in shown
    assert "causes event:j2  (link:j3)" in letapis("history", "event:j1").out


@pytest.mark.usefixtures("archive")
def test_as_it_was_known_on_a_day_leaves_out_what_was_decided_later(letapis):
    letapis("judge", "state", "person", "name=Alena Arlova")
    assert letapis("history", "person:j1", "--known", "2020-01-01").code == 1, "nobody had said anything then"
    assert letapis("history", "person:j1", "--known", "2999-01-01").code == 0


@pytest.mark.usefixtures("archive")
def test_the_commands_of_the_how_to_run_in_their_order_and_say_what_it_says(letapis):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "keep-the-register.md").read_text(encoding="utf-8")
    commands = [shlex.split(line)[1:] for line in page.splitlines() if line.startswith("    letapis ")]
    shown = [letapis(*command) for command in commands]
    assert [one.code for one in shown[:-1]] == [0] * (len(shown) - 1), [one.err for one in shown]
    assert shown[-1].code == 1, "on that day nothing of it was known: the page was made up later"
    late = letapis("history", "event:j6", "--json").json
    assert [one["value"] for one in late["stands"]["type"]] == ["video_confession"]
    assert [one["overruled_by"] for one in late["steps"][0]["said"] if one["slot"] == "type"] == ["j9"]
    assert [one["kind"] for one in letapis("history", "act:j8", "--json").json["links"]] == ["consequence"]
    group = letapis("history", "person:j1", "--json").json["stands"]
    assert [one["value"] for one in group["split_into"]] == ["person:j3.1", "person:j3.2"]
    letapis("judge", "undo", "j3")
    assert "split_into" not in letapis("history", "person:j1", "--json").json["stands"]


@pytest.mark.usefixtures("archive")
def test_a_link_that_closes_a_circle_is_refused_by_the_links_that_make_it(letapis):
    for title in "abc":
        letapis("judge", "state", "event", f"title={title}")
    letapis("judge", "state", "link", "one=event:j1", "kind=precedes", "other=event:j2")
    letapis("judge", "state", "link", "one=event:j2", "kind=precedes", "other=event:j3")
    refused = letapis("judge", "state", "link", "one=event:j1", "kind=follows", "other=event:j3")
    assert refused.code == 1
    assert "event:j1 precedes event:j2 precedes event:j3 precedes event:j1: a circle" in refused.err
    assert "one of link:j4, link:j5, this link is wrong" in refused.err
    assert letapis("judge", "correct", "link:j5", "other=event:j1").code == 1
    assert letapis("judge", "state", "link", "one=event:j1", "kind=parallel", "other=event:j3").code == 0
    assert letapis("judge", "state", "link", "one=event:j3", "kind=consequence", "other=event:j1").code == 0
