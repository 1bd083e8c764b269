"""Strikes: what is proposed from claims, the table, the weeks, trends without a denominator, parts in a strike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.registry.model.folding import fold
from letapis.registry.model.statement import Statement
from letapis.registry.register import register
from letapis.registry.strikes.disputes import likely_disputes
from letapis.registry.strikes.proposing import proposed_strikes
from letapis.registry.strikes.reading import strikes_of
from letapis.registry.strikes.reprisals import against_strikers, likely_reprisals
from letapis.registry.strikes.series import by_week, trends, unplaced
from letapis.registry.weeks import monday_of
from letapis.registry.workplaces import workplaces_in


def known(report: str) -> str:
    return f"2020-11-01T10:00:00Z {report}"[:20]


def strikes_told(told, *judgements):
    """The strikes that the register holds of a case."""
    return strikes_of(register(told.record(*judgements), judgements, known, None, ("strike",)).entries.values())


def stated(**strikes):
    """Strikes as one person stated them: name -> slots; a list is several values."""
    said = [
        Statement(f"{name}.{slot}.{number}", f"strike:{name}", slot, value, "2020-11-01", by="anna")
        for name, slots in strikes.items()
        for slot, values in slots.items()
        for number, value in enumerate(values if isinstance(values, list) else [values])
    ]
    return strikes_of(fold(said).values())


@pytest.fixture
def august(told):
    """A week of August 2020, in own words."""
    told.report("essay", "2020-08-23")
    began = "On Monday strikes began at state enterprises, in hospitals, theatres and at the universities"
    told.claim("essay", "strike", "2020-08-17", "Belarus", quote=began)
    told.claim("essay", "strike", "2020-08-19", "Belarus", quote="By Wednesday strikes decreased twice in the country")
    return told


def test_forms_sectors_workplace_and_workers_come_from_the_words_of_the_claim(told):
    told.report("post", "2020-10-15")
    told.claim("post", "strike", "2020-10-12", "Salihorsk", count=(3, 9), words="several",
               quote="Several miners of Belaruskali chained themselves in the mine and refused to leave")  # fmt: skip
    (strike,) = strikes_told(told)
    assert strike.workplaces == ("Belaruskali",)
    assert strike.forms == ("sit_in",)
    assert set(strike.sectors) == {"potash", "mining"}
    assert [(count.low, count.high) for count in strike.workers] == [(3, 9)]
    assert strike.entry.slots["workers"].standing[0].words == "several"
    assert strike.machine
    assert strike.sources == (told.claims[0].id,)


def test_sectors_of_one_sentence_are_all_kept(august):
    first = next(one for one in strikes_told(august) if one.began)
    assert {"state_enterprises", "health", "culture", "higher_education"} <= set(first.sectors)
    assert first.began[0].text == "2020-08-17"


def test_two_workplaces_of_one_event_are_two_strikes_and_what_names_none_is_a_third(told):
    told.report("post", "2020-09-03")
    for quote in ("the strike at MTZ goes on", "MTZ stopped work", "Kupala Theatre is on strike", "strikes go on"):
        told.claim("post", "strike", "2020-09-02", "Minsk", quote=quote)
    found = strikes_told(told)
    assert sorted((one.workplaces, len(one.sources)) for one in found) == [
        ((), 1), (("Kupala Theatre",), 1), (("MTZ",), 2),
    ]  # fmt: skip
    offered = {frozenset((one.left, one.right)) for one in likely_disputes(found)}
    loose = next(one.id for one in found if not one.workplaces)
    assert offered == {frozenset((loose, one.id)) for one in found if one.workplaces}


@pytest.mark.parametrize(
    ("status", "slot"),
    [
        ("happened", "told_for"),
        ("alleged", "told_for"),
        ("planned", "planned_for"),
        ("threatened", "planned_for"),
    ],
)
def test_a_plan_is_no_strike_day(told, status, slot):
    told.report("call", "2020-10-20")
    told.claim("call", "strike", "2020-10-26", "Belarus", quote="a nationwide strike", status=status)
    (strike,) = strikes_told(told)
    assert strike.entry.values(slot) == ("2020-10-26",)
    assert strike.forms == ("general_strike",)
    assert strike.happened == (slot == "told_for")


def test_a_denied_strike_is_not_proposed(told):
    told.report("plant", "2020-08-18")
    told.claim("plant", "strike", "2020-08-17", "Minsk", quote="there was no strike", status="denied")
    assert strikes_told(told) == ()


def test_a_day_is_the_first_one_only_where_the_words_say_so(told):
    told.report("news", "2020-08-18")
    told.claim("news", "strike", "2020-08-17", "Minsk", quote="The strike goes on at the plant")
    (strike,) = strikes_told(told)
    assert (strike.began, [day.text for day in strike.told_for]) == ((), ["2020-08-17"])


def test_x19_a_trend_without_a_number_says_so(august):
    (trend,) = trends(strikes_told(august))
    assert (trend.factor, trend.base, trend.words) == (0.5, None, "strikes decreased twice")
    assert trend.rests_on == (august.claims[1].id,)


def test_x19_a_trend_with_a_number_tells_to_what_it_applies():
    (trend,) = trends(stated(wave={"trend": "0.5", "workplaces": "30"}))
    assert trend.base == 30


def test_p4_stoppages_of_one_dispute_count_once():
    found = stated(
        a={"dispute": "potash", "told_for": "2020-08-17", "workers": "800.."},
        b={"dispute": "potash", "told_for": "2020-08-20", "workers": "6000..7000"},
        c={"told_for": "2020-08-18", "workers": "300"},
        d={"told_for": "2020-08-19"},
    )
    (week,) = by_week(found)
    assert (week.monday, week.disputes, len(week.strikes)) == (date(2020, 8, 17), 3, 4)
    assert (week.workers, week.counted) == (6000, 2)  # the largest that is told, never a sum


@pytest.mark.parametrize(
    ("right", "days"),
    [
        ({"workplace": "MTZ", "told_for": "2020-08-20"}, 3),
        ({"workplace": ["BelAZ", "MTZ"], "began": "2020-08-14/2020-08-16"}, 1),
        ({"workplace": "MTZ", "told_for": "2020-08-25"}, None),
        ({"workplace": "BelAZ", "told_for": "2020-08-17"}, None),
        ({"workplace": "MTZ", "told_for": "2020-08-18", "dispute": "tractors"}, None),
        ({"workplace": "MTZ"}, None),
    ],
)
def test_p4_what_may_be_one_dispute_is_offered(right, days):
    found = likely_disputes(stated(a={"workplace": "MTZ", "told_for": "2020-08-17", "dispute": "tractors"}, b=right))
    assert [one.days_apart for one in found] == ([] if days is None else [days])


def test_p4_the_fields_of_labour_statistics_are_slots():
    (strike,) = stated(a={
        "stoppage": "lockout", "workers": "800", "workers_idle": "1200", "staff": "16000", "days_not_worked": "2400",
        "sector": "potash", "coverage": "stoppages under an hour are left out", "ended_how": "broken",
    })  # fmt: skip
    assert strike.stoppage == "lockout"
    assert strike.entry.one("workers_idle") == "1200"
    assert strike.entry.one("days_not_worked") == "2400"
    assert strike.ended_how == ("broken",)


def test_a_strike_with_first_and_last_day_is_in_each_week_between():
    weeks = by_week(stated(a={"began": "2020-08-12", "ended": "2020-08-27"}))
    assert [(week.monday.isoformat(), week.disputes, week.began) for week in weeks] == [
        ("2020-08-10", 1, 1), ("2020-08-17", 1, 0), ("2020-08-24", 1, 0),
    ]  # fmt: skip


def test_a_week_of_which_nobody_tells_stands_as_zero_between_others():
    weeks = by_week(stated(a={"told_for": "2020-08-12"}, b={"told_for": "2020-08-26"}))
    assert [week.disputes for week in weeks] == [1, 0, 1]


@pytest.mark.parametrize("slots", [
    {"place": "Minsk"}, {"told_for": "2020-08"}, {"planned_for": "2020-10-26"}, {"told_for": "2020-08-16/2020-08-17"},
])  # fmt: skip
def test_what_is_not_known_to_the_week_is_in_none_and_is_told(slots):
    found = stated(a=slots)
    assert by_week(found) == ()
    assert unplaced(found) == ("strike:a",)


def test_first_days_that_sources_disagree_about_both_stand():
    (strike,) = stated(a={"began": ["2020-08-17", "2020-08-18"]})
    assert [day.text for day in strike.began] == ["2020-08-17", "2020-08-18"]


def test_x15_a_part_in_a_strike_belongs_to_the_strike_and_not_to_the_body():
    """Unions of the state pressed strikers at one plant; unionists of other countries stood by those of another one."""
    here, there = stated(
        a={"workplace": "MTZ", "told_for": "2020-08-17", "pressed_by": "the official trade union"},
        b={"workplace": "Belaruskali", "told_for": "2020-11-03", "supported_by": "trade unionists of many countries"},
    )
    assert here.entry.values("pressed_by") == ("the official trade union",)
    assert here.entry.values("supported_by") == ()
    assert there.entry.values("supported_by") == ("trade unionists of many countries",)
    assert there.entry.values("pressed_by") == ()


def test_reprisals_are_offered_by_words_days_and_places_and_never_linked(told):
    told.report("essay", "2020-08-23")
    told.claim("essay", "strike", "2020-08-17", "Minsk", quote="Strikes began at the tractor works")
    near = told.claim("essay", "detention", "2020-08-18", "Minsk", quote="heads of the strike committee were detained")
    told.claim("essay", "detention", "2020-08-18", "Minsk", quote="two cyclists were detained")
    told.claim("essay", "dismissal", "2020-12-18", "Minsk", quote="strikers were dismissed")
    told.claim("essay", "threat", "2020-08-18", "Brest", quote="strikers were threatened")
    told.claim("essay", "award", "2020-08-18", "Minsk", quote="officers at the striking plant were awarded")
    (strike,) = strikes_told(told)
    assert [claim.id for claim in likely_reprisals(strike, against_strikers(told.claims))] == [near.id]
    assert strike.reprisals == ()


def test_a_rejected_proposal_is_in_no_table(told):
    told.report("post", "2020-10-15")
    told.claim("post", "strike", "2020-10-12", "Minsk", quote="a strike in a play")
    entries = register(told.record(), (), known, None, ("strike",)).entries
    (name,) = entries
    said = [one for filled in entries[name].slots.values() for one in filled.standing]
    said.append(Statement("j1.verdict", name, "verdict", "rejected", "2020-11-02", by="anna", order=1))
    assert strikes_of(fold(said).values()) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("рабочие МТЗ и «Гродно Азот» остановили работу", ("MTZ", "Hrodna Azot")),
        ("Забастовка на Минском тракторном заводе", ("MTZ",)),
        ("work stopped at the Minsk Tractor Works and at BelAZ", ("MTZ", "BelAZ")),
        ("на «Беларуськаліі» страйк", ("Belaruskali",)),
        ("workers of a small plant stopped work", ()),
    ],
)
def test_workplaces_are_found_in_any_language_and_case(text, names):
    assert tuple(name for name, _ in workplaces_in(text)) == names


claims_in_any_order = st.permutations(range(4))


@settings(deadline=None)  # data are read when they are first asked for
@given(order=claims_in_any_order)
def test_the_order_of_claims_is_of_no_account(order):
    from letapis.claims.claim import Claim, DateInterval
    from letapis.registry.record import Event

    day = DateInterval(date(2020, 8, 17), date(2020, 8, 17))
    quotes = ("a strike began at MTZ", "miners stopped work", "strikes halved", "they demand new elections and strike")
    claims = [Claim(f"d{at}", "strike", quote, 0, len(quote), date=day) for at, quote in enumerate(quotes)]
    event = Event("e1", "strike", "collective", day, (), "happened", "event", (), (), ())
    one = fold(proposed_strikes(event, [claims[at] for at in order], known))
    assert one == fold(proposed_strikes(event, claims, known))
    assert len(one) == 2


@settings(deadline=None)  # data are read when they are first asked for
@given(days=st.lists(st.dates(date(2020, 1, 1), date(2021, 12, 31)), min_size=1, max_size=12))
def test_every_dated_strike_is_in_exactly_its_week(days):
    found = stated(**{f"s{at}": {"told_for": day.isoformat()} for at, day in enumerate(days)})
    weeks = by_week(found)
    assert sum(week.disputes for week in weeks) == len(days)
    assert {week.monday for week in weeks if week.disputes} == {monday_of(day) for day in days}
