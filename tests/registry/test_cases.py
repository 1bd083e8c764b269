"""The contradictions X1 to X21 of the needs (1.6), each by name, with the value worked out by hand."""

from datetime import date

from letapis.publications.sentences import figure_sentence
from letapis.registry.reconcile import reconcile


def relations(figure, kind):
    by_id = {reading.id: (reading.low, reading.high) for reading in figure.readings}
    return {(by_id.get(one.left), by_id.get(one.right)) for one in figure.relations if one.kind == kind}


def values(figure, standing=True):
    return [(one.low, one.high) for one in figure.readings if one.standing is standing]


def test_x1_two_floors_are_compatible_and_no_number_is_added(sunday):
    figure = sunday.figure("detained", "2020-10-11")
    assert sorted(values(figure)) == [(600, None), (700, None)]
    assert relations(figure, "compatible") == {((600, None), (700, None))}
    assert (figure.published.rule, figure.published.low, figure.published.high) == ("range", 600, None)
    assert figure.origins == 2
    assert figure_sentence(figure, sunday.record(), sunday.documents) == (
        "At least 600 to 700 people were detained, two origins"
    )


def test_x1_a_list_is_a_floor_and_the_state_figure_may_be_the_higher_one(counted_sunday):
    figure = counted_sunday.figure("detained", "2020-10-11")
    assert (figure.published.rule, figure.published.low) == ("named_list", 620)
    assert relations(figure, "conflict") == set()
    assert figure_sentence(figure, counted_sunday.record(), counted_sunday.documents) == (
        "At least 620 people (Viasna, name list, 12 Oct 12:30); 713 according to the Interior Ministry."
    )


def test_x1_the_several_dozen_of_a_spokeswoman_are_shown_as_a_conflict(counted_sunday):
    counted_sunday.report("agency", "2020-10-11", publisher="An agency")
    counted_sunday.claim(
        "agency", "detention", "2020-10-11", "Minsk", count=(24, 99), said_by="a spokeswoman of the Minsk police"
    )
    figure = counted_sunday.figure("detained", "2020-10-11")
    assert frozenset({(620, None), (24, 99)}) in map(frozenset, relations(figure, "conflict"))
    assert "24 to 99 according to An agency" in figure_sentence(figure, counted_sunday.record(), ())


def test_x2_four_and_a_half_hours_fit_more_than_four(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    told.claim("essay", "dialogue", "2020-10-10/2020-10-11", "Minsk", count=270, unit="minutes", who=("Lukashenko",))
    told.claim("diary", "dialogue", "2020-10-10", "Minsk", count=(240, None), unit="minutes", who=("Lukashenko",))
    (figure,) = told.record().figures
    assert {one.kind for one in figure.relations} == {"compatible"}


def test_x3_the_same_digits_of_other_things_are_never_one_figure(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    arrested = told.claim("essay", "detention", "2020-08-09/2020-10-15", "Belarus", count=(14000, None), scope="total")
    punished = told.claim(
        "diary", "sentence", "2020-08-13/2020-10-13", "Belarus", count=14000, scope="total",
        definition="punished or persecuted", basis="estimate",
    )  # fmt: skip
    record = told.record()
    assert told.event_of(arrested).id != told.event_of(punished).id
    assert sorted(figure.measure for figure in record.figures) == ["detained", "sentenced"]
    for figure in record.figures:
        assert [one.kind for one in figure.relations] == ["different_definition"]


def test_x3_of_one_type_the_definition_alone_keeps_figures_apart(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-15", author="A diarist")
    told.claim("essay", "detention", "2020-08-09/2020-10-15", "Belarus", count=(14000, None), scope="total")
    told.claim(
        "diary", "detention", "2020-08-09/2020-10-15", "Belarus", count=14000, scope="total", definition="punished"
    )
    figures = told.record().figures
    assert sorted(figure.definition for figure in figures) == ["", "punished"]
    assert {one.kind for figure in figures for one in figure.relations} == {"different_definition"}
    assert [figure.origins for figure in figures] == [1, 1]


def test_x4_journalists_are_a_subset_with_moments_and_never_added(sunday):
    sunday.report("channel", "2020-10-12", publisher="A channel")
    sunday.claim("channel", "detention", "2020-10-11", "Belarus", count=40, whom=("journalists",), basis="estimate")
    sunday.claim(
        "channel", "detention", "2020-10-11", "Belarus", count=14, whom=("journalists",),
        definition="still held", as_of="2020-10-11T21:50",
    )  # fmt: skip
    record = sunday.record()
    whole = sunday.figure("detained", "2020-10-11")
    assert sorted(values(whole)) == [(600, None), (700, None)]
    part = next(one for one in record.figures if one.population == "journalists" and not one.definition)
    assert part.subset_of == whole.id
    assert sorted(values(part)) == [(30, None), (40, 40)]
    assert relations(part, "conflict") == set()
    assert {one.kind for one in part.relations} >= {"subset", "compatible"}
    held = next(one for one in record.figures if one.definition == "still held")
    assert held.readings[0].as_of.iso() == "2020-10-11T21:50"


def test_x5_a_general_denial_is_flagged_beside_the_particular_release(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    denial = told.claim("essay", "release", None, "Belarus", status="denied", whom=("prisoners",))
    release = told.claim("diary", "release", "2020-10-10/2020-10-13", "Minsk", count=2)
    event = told.event_of(release)
    assert [(link.kind, link.event) for link in event.links] == [("denies", told.event_of(denial).id)]
    assert "for a person to decide" in event.links[0].reason
    assert told.figure("released", "2020-10-11").published.low == 2


def test_x6_incompatible_accounts_of_one_meeting_are_both_there(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    reform = told.claim("essay", "concession", "2020-10-10/2020-10-11", "Belarus", who=("Lukashenko",))
    nothing = told.claim("diary", "concession", "2020-10-10", "Minsk", who=("Lukashenko",), status="denied")
    told_in = {claim for event in told.record().events for claim in event.claims}
    assert told_in == {reform.id, nothing.id}
    assert told.event_of(reform).id != told.event_of(nothing).id


def test_x7_labels_of_people_do_not_set_a_meeting_apart_and_stay_as_told(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    one = told.claim("essay", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("political prisoners",))
    told.claim("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("opposition members",))
    told.claim("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("prisoners",))
    assert len(told.event_of(one).claims) == 3
    assert {claim.whom for claim in told.record().claims} == {
        ("political prisoners",), ("opposition members",), ("prisoners",),
    }  # fmt: skip


def test_x8_the_more_precise_day_wins_and_both_are_kept(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("diary", "2020-10-13", author="A diarist")
    weekend = told.claim("essay", "dialogue", "2020-10-10/2020-10-11", "Belarus", who=("Lukashenko",))
    saturday = told.claim("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), count=11)
    event = told.event_of(weekend)
    assert event.claims == tuple(sorted([saturday.id, weekend.id]))
    assert (event.date.first, event.date.last) == (date(2020, 10, 10), date(2020, 10, 10))
    assert "less precise days that hold this one" in event.reasons


def test_x9_what_only_one_tells_is_kept_and_nothing_is_made_of_silence(sunday):
    sunday.claim("essay", "assault", "2020-10-11", "Belarus", count=(12, None), definition="hospitalised")
    sunday.claim("essay", "assault", "2020-10-11", "Belarus", whom=("people",))
    water = sunday.claim("diary", "crowd_control", "2020-10-11", "Minsk", who=("The police",))
    event = sunday.event_of(water)
    assert len(event.claims) == 6
    injured = next(one for one in sunday.record().figures if one.measure == "injured")
    assert (injured.published.low, injured.published.high, injured.origins) == (12, None, 1)


def test_x10_an_order_of_magnitude_apart_is_shown_with_names_and_never_averaged(told):
    told.report("essay", "2020-10-15", publisher="A magazine")
    told.report("ministry", "2020-10-12", publisher="Interior Ministry")
    told.claim("essay", "demonstration", "2020-10-11", "Minsk", count=(100000, None))
    told.claim("ministry", "demonstration", "2020-10-11", "Belarus", count=11000, basis="estimate")
    figure = told.figure("marched", "2020-10-11")
    assert (figure.published.low, figure.published.high) == (11000, None)
    assert relations(figure, "conflict") == {((11000, 11000), (100000, None))}
    assert figure_sentence(figure, told.record(), ()) == (
        "At least 11,000 to 100,000 people took part in demonstrations, two origins in conflict; "
        "11,000 according to the Interior Ministry; at least 100,000 according to A magazine."
    )


def test_x11_a_growing_list_is_one_figure_and_its_last_state_stands(told):
    for number, (moment, count) in enumerate(
        [("2020-11-08T15:00", 109), ("2020-11-08T18:30", (500, None)), ("2020-11-09T10:00", 1023)]
    ):
        told.report(f"list{number}", moment, publisher="Viasna")
        told.claim(f"list{number}", "detention", "2020-11-08", "Belarus", count=count, basis="named_list", as_of=moment)
    told.report("paper", "2020-11-23", publisher="A weekly")
    told.claim("paper", "detention", "2020-11-08", "Minsk", count=(1000, None), said_by="Hanna Tramova")
    figure = told.figure("detained", "2020-11-08")
    assert values(figure, standing=False) == [(109, 109), (500, None)]
    assert sorted(values(figure)) == [(1000, None), (1023, 1023)]
    assert relations(figure, "superseded") == {((109, 109), (500, None)), ((500, None), (1023, 1023))}
    assert (figure.published.rule, figure.published.low, figure.origins) == ("named_list", 1023, 2)
    assert figure_sentence(figure, told.record(), ()) == (
        "At least 1,023 people were detained (Viasna, name list, 9 Nov 10:00)"
    )


def test_x12_two_dates_of_one_release_are_a_conflict_and_neither_is_lost(told):
    told.report("weekly", "2020-11-23", publisher="A weekly")
    told.report("union", "2020-11-04", publisher="A union")
    third = told.claim("weekly", "release", "2020-11-03", "Salihorsk", count=1, whom=("Anatol Bokun",))
    saturday = told.claim("union", "release", "2020-10-31", "Salihorsk", count=1, whom=("Anatol Bokun",))
    one, other = told.event_of(third), told.event_of(saturday)
    assert one.id != other.id
    assert [(link.kind, link.event) for link in one.links] == [("other_date", other.id)]
    assert [(link.kind, link.event) for link in other.links] == [("other_date", one.id)]
    assert "2020-10-31 and 2020-11-03" in one.links[0].reason


def test_x13_the_precise_number_wins_over_the_vague_word_and_the_round_one(told):
    told.report("weekly", "2020-11-23", publisher="A weekly")
    told.report("union", "2020-11-04", publisher="A union")
    told.report("labour", "2020-11-05", publisher="A labour network")
    told.claim("weekly", "appeal", "2020-11-03", "Salihorsk", count=(2000, 9999), unit="messages", basis="vague")
    told.claim("union", "appeal", "2020-11-03", "Salihorsk", count=6291, unit="messages")
    told.claim("labour", "appeal", "2020-11-03", "Salihorsk", count=6300, unit="messages", basis="estimate")
    (figure,) = told.record().figures
    assert {one.kind for one in figure.relations} == {"compatible"}
    assert (figure.published.low, figure.published.high) == (6291, 6291)
    assert figure_sentence(figure, told.record(), ()) == "Signed or sent an appeal: 6,291 messages, three origins"


def test_x14_an_office_told_differently_does_not_make_two_of_one_person(told):
    told.report("weekly", "2020-11-23", publisher="A weekly")
    told.report("union", "2020-11-04", publisher="A union")
    one = told.claim("weekly", "release", "2020-11-03", "Salihorsk", whom=("Anatol Bokun, co-chair of the committee",))
    told.claim("union", "release", "2020-11-03", "Salihorsk", whom=("Anatol Bokun, deputy chair",))
    assert len(told.event_of(one).claims) == 2
    offices = {claim.whom[0].split(", ")[1] for claim in told.record().claims}
    assert offices == {"co-chair of the committee", "deputy chair"}


def test_x15_a_role_belongs_to_the_act_and_not_to_the_kind_of_body(told):
    told.report("essay", "2020-08-23", publisher="A magazine")
    pressing = told.claim("essay", "threat", "2020-08-19", "Belarus", who=("trade unions",), whom=("strikers",))
    helping = told.claim("essay", "appeal", "2020-08-19", "Salihorsk", who=("trade unionists",), count=(2000, 9999))
    assert told.event_of(pressing).id != told.event_of(helping).id
    assert told.event_of(pressing).links == told.event_of(helping).links == ()


def test_x16_framing_makes_no_claim_and_so_no_event(told):
    told.report("essay", "2020-10-15", text="The protests remain leaderless.", publisher="A magazine")
    record = told.record()
    assert (record.claims, record.events, record.figures, record.origins) == ((), (), (), ())


def test_x17_more_than_forty_forty_eight_and_about_fifty_fit_together(told):
    week = "2021-07-19/2021-07-23"
    for name, count, basis in [("letter", (40, None), ""), ("medium", 48, "total"), ("others", 50, "estimate")]:
        told.report(name, "2021-07-23", publisher=f"The {name}")
        told.claim(name, "closure", week, "Belarus", count=count, unit="organisations", basis=basis, as_of="2021-07-23")
    (figure,) = told.record().figures
    assert relations(figure, "conflict") == set()
    assert {reading.as_of.iso() for reading in figure.readings} == {"2021-07-23"}
    assert (figure.published.low, figure.published.high) == (40, None)
    assert figure_sentence(figure, told.record(), ()) == "At least 40 to 48 organisations were closed, three origins"


def test_x18_two_statements_of_aim_in_one_text_are_two_claims(told):
    told.report("essay", "2020-08-23", publisher="A magazine")
    for status in ("planned", "denied"):
        told.claim("essay", "organising", "2020-08-17/2020-08-23", "Belarus", who=("A Council",), status=status)
    record = told.record()
    assert len(record.claims) == 2
    assert sorted(event.status for event in record.events) == ["denied", "planned"]


def test_x19_a_trend_without_a_base_gives_no_figure(told):
    told.report("essay", "2020-08-23", publisher="A magazine")
    halved = told.claim("essay", "strike", "2020-08-19", "Belarus", quote="strikes decreased twice")
    assert told.event_of(halved).figures == ()
    assert told.figure("on_strike", "2020-08-19") is None


def test_x20_an_absence_keeps_its_moment_and_a_later_case_does_not_touch_it(told):
    told.report("diary", "2020-10-13", author="A diarist")
    told.report("paper", "2021-02-01", publisher="A weekly")
    absence = told.claim("diary", "charge", None, "Belarus", status="denied", quote="not a single criminal case")
    later = told.claim("paper", "charge", "2021-01-20", "Minsk", whom=("an officer",))
    event = told.event_of(absence)
    assert (event.status, event.claims) == ("denied", (absence.id,))
    assert told.event_of(later).links == ()
    earlier = told.claim("paper", "charge", "2020-10-01", "Minsk", whom=("an officer",))
    assert [link.kind for link in told.event_of(earlier).links] == ["denies"]


def test_x21_a_corrected_report_supersedes_its_first_version(told):
    told.report("first", "2021-01-15", text="We counted 1,376 people.", publisher="A medium")
    told.report("second", "2021-01-20", text="We counted 1,406 people.", publisher="A medium", replaces="first")
    for name, count in [("first", 1376), ("second", 1406)]:
        told.claim(name, "assault", "2020-08-09/2020-08-31", "Belarus", count=count, scope="total")
    (figure,) = told.record().figures
    assert (values(figure), values(figure, standing=False)) == ([(1406, 1406)], [(1376, 1376)])
    assert figure.origins == 1


def test_x21_a_crackdown_counted_again_and_again_is_one_growing_figure(told):
    for day, count in [(23, 257), (25, 275), (30, 287)]:
        told.report(f"day{day}", f"2024-01-{day}", publisher="Viasna")
        told.claim(f"day{day}", "detention", "2024-01-23", "Belarus", count=count)
    figure = told.figure("detained", "2024-01-23")
    assert (values(figure), values(figure, standing=False)) == ([(287, 287)], [(257, 257), (275, 275)])


def test_x21_other_criteria_are_other_figures(told):
    for name, count, criteria in [("Viasna", 599, "Viasna's criteria"), ("Dissidentby", 887, "Dissidentby's criteria")]:
        told.report(name, "2021-08-03", publisher=name)
        told.claim(name, "detention", "2021-08-03", "Belarus", count=count, scope="total", definition=criteria)
    figures = told.record().figures
    assert [(one.definition, values(one)) for one in sorted(figures, key=lambda one: one.definition)] == [
        ("Dissidentby's criteria", [(887, 887)]),
        ("Viasna's criteria", [(599, 599)]),
    ]
    assert {one.kind for figure in figures for one in figure.relations} == {"different_definition"}


def test_every_case_is_the_same_whatever_comes_first(counted_sunday):
    there = reconcile(counted_sunday.documents, counted_sunday.claims)
    back = reconcile(counted_sunday.documents[::-1], counted_sunday.claims[::-1])
    assert back == there
