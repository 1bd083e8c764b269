"""The custody clock: the worked example of the founders, and small cases that a person reckoned."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.custody.clock import clock
from letapis.registry.custody.notes import sentence

BOKUN = "Anatol Bokun"


@pytest.fixture
def bokun(case):
    """Public facts of autumn 2020: two stretches that are told of, rival days of release, and a stated number."""
    case.episode("second", BOKUN, "2020-09-21", "2020-10-16", sanction="25 days", release="rearrested_at_gate")
    case.episode("third", BOKUN, "2020-10-16", ("2020-10-31", "2020-11-03"), stated_days="55")
    return case


def told(line):
    return {note.code: sentence(note) for note in line.notes}


def test_bokun_forty_or_forty_three_days_from_21_september(bokun):
    line = bokun.line(BOKUN)
    assert line.clock.first == date(2020, 9, 21)
    assert line.clock.days["episode:second"].rivals == (25,)
    assert line.clock.days["episode:third"].rivals == (15, 18)
    assert line.clock.total.rivals == (40, 43)


def test_bokun_asks_for_the_missing_episode(bokun):
    notes = told(bokun.line(BOKUN))
    assert notes["missing"] == (
        "stated 55 days, computed 40 / 43 from 2020-09-21: 12 / 15 days are in no stretch that we know. "
        "Is an episode missing?"
    )
    assert notes["rivals"] == "sources disagree on ended: 2020-10-31 / 2020-11-03"
    assert notes["no_place"] == "2020-10-16: no place known"
    assert notes["at_gate"] == "taken again within a day of episode:second, which ended 2020-10-16"


def test_bokun_three_episodes_come_to_fifty_five(bokun):
    """With the fifteen days that began on 31 August the sum is the stated one; nothing is missing any more."""
    bokun.episode("first", BOKUN, "2020-08-31", "2020-09-15", sanction="15 days", place="Salihorsk")
    line = bokun.line(BOKUN)
    assert [one.id for one in line.episodes] == ["episode:first", "episode:second", "episode:third"]
    assert line.clock.total.rivals == (55, 58)
    (checked,) = line.clock.checked
    assert (checked.agrees_with, checked.missing) == ("all", ())
    (gap,) = line.clock.gaps
    assert (gap.first, gap.last, gap.days) == (date(2020, 9, 15), date(2020, 9, 21), 6)
    assert "missing" not in told(line)


def test_bokun_both_days_of_release_open_to_who_says_so(bokun):
    (entry,) = [one.entry for one in bokun.line(BOKUN).episodes if one.id == "episode:third"]
    assert [(one.value, one.by, one.id) for one in entry.slots["ended"].standing] == [
        ("2020-10-31", "anna", "j2.ended"), ("2020-11-03", "anna", "j2.ended.2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("began", "ended", "low", "high", "rivals"),
    [
        ("2020-09-21", "2020-10-16", 25, 25, (25,)),
        ("2020-10-11", "2020-10-11", 0, 0, (0,)),
        ("2020-02-28", "2020-03-01", 2, 2, (2,)),  # a leap year
        ("2020-10", "2020-11-10", 10, 40, ()),  # a month: from its last day, from its first
        ("2020-10-11~", "2020-10-21", 10, 10, ()),  # an estimate gives bounds, no exact number
        ("2020-10-10/2020-10-12", "2020-10-20", 8, 10, ()),
        (("2020-10-10", "2020-10-12"), ("2020-10-20", "2020-10-25"), 8, 15, (8, 10, 13, 15)),
    ],
)
def test_days_by_the_rule(case, began, ended, low, high, rivals):
    case.episode("a", "Jan Vierasien", began, ended)
    days = case.line("Jan Vierasien").clock.total
    assert (days.low, days.high, days.rivals) == (low, high, rivals)


def test_an_open_stretch_runs_to_the_day_of_asking(case):
    case.episode("a", "Jan Vierasien", "2020-10-11", kind="remand_prison")
    days = case.line("Jan Vierasien", "2020-10-21").clock.total
    assert (days.values, days.running) == ((10,), True)


def test_a_day_in_two_stretches_counts_once_and_is_told(case):
    case.episode("a", "Jan Vierasien", "2020-10-01", "2020-10-11")
    case.episode("b", "Jan Vierasien", "2020-10-08", "2020-10-18")
    line = case.line("Jan Vierasien")
    assert line.clock.total.values == (17,)
    assert line.clock.overlaps == (("episode:a", "episode:b", 3),)


def test_nothing_is_reckoned_from_an_end_alone(case):
    case.episode("a", "Jan Vierasien", ended="2020-11-03", stated_days="55")
    line = case.line("Jan Vierasien")
    assert not line.clock.total.told
    assert told(line)["uncomputed"].startswith("stated 55 days; nothing can be computed")


@pytest.mark.parametrize(
    ("slots", "code", "words"),
    [
        ({"began": "2020-10-16", "ended": "2020-10-01"}, "turned", "ended 2020-10-01 before it began 2020-10-16"),
        ({"began": "2020-10-01", "ended": "2022-10-01", "sanction": "15 days"}, "longer",
         "lasted 730 days on a term of 15 days"),
        ({"began": "2020-10-01", "sanction": "15 days"}, "no_end", "no end is told; the term was over on 2020-10-16"),
        ({"began": "2020-10-01", "follows": "episode:nobody"}, "no_such",
         "follows episode:nobody, which is not in the register"),
        ({"began": "2020-10-01", "follows": "episode:a"}, "circle", "follows itself: episode:a / episode:a"),
        ({"began": "1820-10-01", "ended": "2020-10-01"}, "no_begin", "no begin is told"),  # the value itself is refused
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_by_id_and_never_crashes(case, slots, code, words):
    case.judge("state", "episode:a", person="Jan Vierasien", **slots)
    notes = [note for note in case.line("Jan Vierasien").notes if note.code == code]
    assert [(note.entry, sentence(note)) for note in notes] == [("episode:a", words)]


def test_a_circle_of_two_is_told_for_both(case):
    case.judge("state", "episode:a", person="Jan Vierasien", began="2020-10-01", follows="episode:b")
    case.judge("state", "episode:b", person="Jan Vierasien", began="2020-11-01", follows="episode:a")
    circles = [note.entry for note in case.line("Jan Vierasien").notes if note.code == "circle"]
    assert circles == ["episode:a", "episode:b"]


def test_the_clock_of_nothing():
    assert clock([], date(2021, 1, 1)).total.values == ()


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_every_note_has_its_words_in_each_language(bokun, language):
    for note in bokun.line(BOKUN).notes:
        assert sentence(note, language)
