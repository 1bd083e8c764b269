"""Who is inside: a table of days, and that nobody is counted twice."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.custody.episode import episode_of, stands
from letapis.registry.custody.inside import inside, stretch_of, within

JAN = "Jan Vierasien"


def snapshot(case, on, as_known=None):
    held = case.register(as_known)
    episodes = (episode_of(one) for one in held.of_kind("episode") if stands(one))
    stretches = [one for one in (stretch_of(episode, held.joined) for episode in episodes) if one]
    return inside(stretches, date.fromisoformat(on))


def states(case, on):
    return {one.person: one.state for one in snapshot(case, on).held}


@pytest.mark.parametrize(
    ("slots", "on", "state"),
    [
        # the midnight that closes the day: taken on it is in, let out on it is out
        ({"began": "2020-10-11", "ended": "2020-10-20"}, "2020-10-10", None),
        ({"began": "2020-10-11", "ended": "2020-10-20"}, "2020-10-11", "surely"),
        ({"began": "2020-10-11", "ended": "2020-10-20"}, "2020-10-19", "surely"),
        ({"began": "2020-10-11", "ended": "2020-10-20"}, "2020-10-20", None),
        ({"began": "2020-10-11", "ended": "2020-10-11"}, "2020-10-11", None),
        # partial and rival dates leave it open
        ({"began": "2020-10", "ended": "2020-11-20"}, "2020-10-15", "perhaps"),
        ({"began": "2020-10", "ended": "2020-11-20"}, "2020-10-31", "surely"),
        ({"began": "2020-10-16", "ended": ("2020-10-31", "2020-11-03")}, "2020-10-30", "surely"),
        ({"began": "2020-10-16", "ended": ("2020-10-31", "2020-11-03")}, "2020-11-01", "perhaps"),
        ({"began": "2020-10-16", "ended": ("2020-10-31", "2020-11-03")}, "2020-11-03", None),
        # no end told: surely while the term runs, then perhaps, and for a short term not for ever
        ({"began": "2020-10-01", "sanction": "15 days"}, "2020-10-15", "surely"),
        ({"began": "2020-10-01", "sanction": "15 days"}, "2020-10-16", "perhaps"),
        ({"began": "2020-10-01", "sanction": "15 days"}, "2020-12-14", "perhaps"),
        ({"began": "2020-10-01", "sanction": "15 days"}, "2020-12-15", None),
        ({"began": "2020-10-01", "sanction": "2 years"}, "2022-09-30", "surely"),
        ({"began": "2020-10-01", "sanction": "2 years"}, "2025-01-01", "perhaps"),
        ({"began": "2020-10-01", "kind": "police_station"}, "2020-10-03", "surely"),
        ({"began": "2020-10-01", "kind": "police_station"}, "2020-10-04", "perhaps"),
        ({"began": "2020-10-01", "kind": "remand_prison"}, "2021-10-01", "surely"),
        # where the person is, is open
        ({"began": "2020-10-01", "whereabouts": "unknown"}, "2020-10-02", "whereabouts_unknown"),
        ({"began": "2020-10-01", "whereabouts": "unknown"}, "2020-11-02", "whereabouts_unknown"),
        ({"began": "2020-10-01", "whereabouts": "letters_withheld"}, "2020-10-02", "surely"),
        # only the end is told: before it the person was perhaps inside, as long as is stated or usual
        ({"ended": "2020-11-03", "stated_days": "55"}, "2020-09-20", "perhaps"),
        ({"ended": "2020-11-03", "stated_days": "55"}, "2020-09-01", None),
        ({"ended": "2020-11-03"}, "2020-11-02", "perhaps"),
        ({"ended": "2020-11-03"}, "2020-10-01", None),
        # no day at all holds nobody
        ({"sanction": "2 years"}, "2020-10-01", None),
    ],
)  # fmt: skip
def test_one_stretch_on_one_day(case, slots, on, state):
    case.judge("state", "episode:a", person=JAN, **slots)
    assert states(case, on) == ({JAN: state} if state else {})


def test_a_short_term_without_an_end_is_counted_apart_when_it_is_long_over(case):
    case.episode("a", JAN, "2020-10-01", sanction="15 days")
    assert (snapshot(case, "2021-06-01").count(), snapshot(case, "2021-06-01").silent) == (0, 1)


def test_whoever_was_moved_that_day_is_counted_once(case):
    case.episode("a", JAN, "2020-10-01", "2020-10-16")
    case.episode("b", JAN, "2020-10-16", "2020-10-31", follows="episode:a")
    (held,) = snapshot(case, "2020-10-16").held
    assert held.stretch.entry == "episode:b"


def test_two_stretches_that_hold_the_day_are_one_person(case):
    case.episode("a", JAN, "2020-10-01", "2020-10-20")
    case.episode("b", JAN, "2020-10-10", "2020-10-30")
    (held,) = snapshot(case, "2020-10-15").held
    assert (held.state, held.stretch.entry, held.also) == ("surely", "episode:b", ("episode:a",))


def test_an_open_stretch_is_over_when_a_later_one_began(case):
    case.episode("a", JAN, "2020-10-01", kind="remand_prison")
    case.episode("b", JAN, "2020-12-01", "2020-12-15")
    assert states(case, "2020-11-01") == {JAN: "surely"}
    assert states(case, "2020-12-20") == {}


def test_initials_are_the_person_but_another_given_name_is_not(case):
    for name, who in (("a", "Jan Vierasien"), ("b", "Jan Vierasien"), ("c", "Janina Vierasien")):
        case.episode(name, who, "2020-10-01", "2020-10-20")
    assert sorted(one.person for one in snapshot(case, "2020-10-10").held) == ["Jan Vierasien", "Janina Vierasien"]


def test_spellings_in_two_scripts_are_two_until_people_join_them(case):
    case.episode("a", "Anatol Bokun", "2020-10-01", "2020-10-20")
    case.episode("b", "Анатоль Бокун", "2020-10-02", "2020-10-20")
    found = snapshot(case, "2020-10-10")
    assert (found.count(), found.alike) == (2, (("person:bokun_a", "person:бокун_а"),))
    case.judge("join", "person:bokun_a", "person:бокун_а")
    assert (snapshot(case, "2020-10-10").count(), snapshot(case, "2020-10-10").alike) == (1, ())


def test_a_rejected_proposal_holds_nobody(case):
    case.episode("a", JAN, "2020-10-01", "2020-10-20")
    case.judge("reject", "episode:a")
    assert states(case, "2020-10-10") == {}


def test_filters_by_place_kind_and_who_says_so(case):
    case.episode("a", JAN, "2020-10-01", "2020-10-20", place="Minsk", kind="colony_for_minors")
    case.episode("b", "Ala Zima", "2020-10-01", "2020-10-20", place="Brest", kind="remand_prison")
    case.claim("detention", "2020-10-05", "was detained", "Piotr Hrab")
    found = snapshot(case, "2020-10-06")
    assert [one.person for one in within(found, "Minsk").held] == [JAN]
    assert [one.person for one in within(found, "Belarus").held] == [JAN, "Ala Zima"]
    assert [one.person for one in within(found, kind="remand_prison").held] == ["Ala Zima"]
    assert [one.person for one in within(found, confirmed=True).held] == [JAN, "Ala Zima"]
