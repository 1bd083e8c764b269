"""Which claims are one event: days, places, people and numbers, as tables."""

import pytest


def joined(told, left, right):
    for name in ("one", "two"):
        told.report(name, "2020-10-20", publisher=f"Post {name}")
    both = zip(("one", "two"), (left, right), strict=True)
    claims = [told.claim(name, *where, **slots) for name, (where, slots) in both]
    return told.event_of(claims[0]).id == told.event_of(claims[1]).id


SUNDAY, MONDAY, WEEKEND = "2020-10-11", "2020-10-12", "2020-10-10/2020-10-11"


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Minsk"), {}), True),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Belarus"), {}), True),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Brest"), {}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", MONDAY, "Minsk"), {}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("assault", SUNDAY, "Minsk"), {}), True),
        ((("detention", SUNDAY, "Minsk"), {}), (("search", SUNDAY, "Minsk"), {}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", WEEKEND, "Minsk"), {}), True),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", "2020-10-01/2020-10-31", "Minsk"), {}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", None, "Minsk"), {}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY), {}), False),  # no place: nothing proves it
        # no place, but a number that can be that of the only place counted that day
        ((("detention", SUNDAY, "Belarus"), {"count": 713}), (("detention", SUNDAY), {"count": (620, None)}), True),
        ((("detention", SUNDAY, "Belarus"), {"count": 713}), (("detention", SUNDAY), {"count": 40}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Minsk"), {"scope": "total"}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Minsk"), {"status": "alleged"}), True),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Minsk"), {"status": "planned"}), False),
        ((("detention", SUNDAY, "Minsk"), {}), (("detention", SUNDAY, "Minsk"), {"status": "denied"}), False),
        (
            (("detention", SUNDAY, "Minsk"), {"whom": ("Ivan Tramau",)}),
            (("detention", SUNDAY, "Minsk"), {"whom": ("Ivan Tramau, a teacher",)}),
            True,
        ),
        (
            (("detention", SUNDAY, "Minsk"), {"whom": ("Ivan Tramau",)}),
            (("detention", SUNDAY, "Minsk"), {"whom": ("Hanna Bridge",)}),
            False,
        ),
        (
            (("detention", SUNDAY, "Minsk"), {"whom": ("Ivan Tramau",)}),
            (("detention", SUNDAY, "Minsk"), {"count": 700}),
            False,
        ),
        (
            (("strike", SUNDAY, "Salihorsk"), {"who": ("workers of Belaruskali",)}),
            (("strike", SUNDAY, "Salihorsk"), {"who": ("workers of Soligorsk Bakery",)}),
            False,
        ),
        (
            (("demonstration", SUNDAY, "Minsk"), {"who": ("seniors",)}),
            (("demonstration", SUNDAY, "Minsk"), {"who": ("students",)}),
            False,
        ),
        (
            (("condemnation", SUNDAY), {"who": ("European Parliament",), "quote": "they condemned it"}),
            (("condemnation", SUNDAY), {"who": ("the Council of Europe",), "quote": "it was condemned"}),
            False,
        ),
        # numbers: a part of the whole, a rival, a contradiction
        ((("detention", SUNDAY, "Minsk"), {"count": 340}), (("detention", SUNDAY, "Belarus"), {"count": 581}), False),
        ((("detention", SUNDAY, "Minsk"), {"count": 581}), (("detention", SUNDAY, "Belarus"), {"count": 340}), True),
        ((("detention", SUNDAY, "Minsk"), {"count": 340}), (("detention", SUNDAY, "Minsk"), {"count": 581}), True),
        ((("detention", SUNDAY, "Minsk"), {"count": 4}), (("detention", SUNDAY, "Minsk"), {"count": 581}), False),
        (
            (("detention", SUNDAY, "Minsk"), {"count": 4, "said_by": "the Interior Ministry"}),
            (("detention", SUNDAY, "Minsk"), {"count": 581}),
            True,
        ),
    ],
)
def test_whether_two_claims_of_two_reports_are_one_event(told, left, right, one):
    assert joined(told, left, right) is one


def test_a_weekend_of_two_marches_belongs_to_neither(told):
    told.report("one", "2020-10-20", publisher="Tram Post")
    told.report("two", "2020-10-20", publisher="Bridge Post")
    days = [told.claim("one", "demonstration", day, "Minsk") for day in ("2020-10-10", "2020-10-11")]
    weekend = told.claim("two", "demonstration", WEEKEND, "Minsk")
    assert len({told.event_of(claim).id for claim in (*days, weekend)}) == 3


def test_cities_are_parts_of_the_country_and_are_not_added(told):
    told.report("one", "2020-10-26", publisher="Tram Post")
    whole = told.claim("one", "detention", SUNDAY, "Belarus", count=581)
    counts = [("Minsk", 340), ("Brest", 30)]
    cities = [told.claim("one", "detention", SUNDAY, city, count=count) for city, count in counts]
    country = told.event_of(whole)
    for city in cities:
        event = told.event_of(city)
        assert [(link.kind, link.event) for link in event.links] == [("part_of", country.id)]
        assert event.links[0].reason == f"same day; {city.place[0]} lies in Belarus"
    assert told.figure("detained", SUNDAY).published.low == 581
    assert told.figure("detained", SUNDAY, "Brest").published.low == 30
    assert told.figure("detained", SUNDAY, "Hrodna") is None
    assert told.figure("detained", MONDAY) is None


def test_a_figure_of_a_place_takes_only_the_readings_that_count_within_it(sunday):
    figure = sunday.figure("detained", SUNDAY, "Minsk")
    assert [(one.low, one.high) for one in figure.readings] == [(600, None)]
    assert (figure.place, figure.origins) == (("Minsk",), 1)


def test_small_counts_told_twice_by_one_report_are_two_people(told):
    told.report("one", "2020-10-12", publisher="Tram Post")
    for _ in range(2):
        told.claim("one", "detention", SUNDAY, "Minsk", count=1)
    told.claim("one", "detention", SUNDAY, "Minsk", count=40)
    told.claim("one", "detention", SUNDAY, "Minsk", count=40)
    assert sorted(len(event.claims) for event in told.record().events) == [1, 1, 2]


def test_a_plan_is_followed_by_what_happened(told):
    told.report("one", "2020-10-12", publisher="Tram Post")
    plan = told.claim("one", "demonstration", SUNDAY, "Minsk", status="planned")
    march = told.claim("one", "demonstration", SUNDAY, "Minsk")
    assert [(link.kind, link.event) for link in told.event_of(march).links] == [("follows", told.event_of(plan).id)]


@pytest.mark.parametrize(("weeks", "linked"), [((0, 1), 0), ((0, 1, 2), 2), ((0, 2), 0), ((0, 1, 3, 4), 0)])
def test_three_weeks_in_a_row_are_a_series(told, weeks, linked):
    told.report("one", "2020-10-30", publisher="Tram Post")
    for number in weeks:
        told.claim("one", "demonstration", f"2020-10-{4 + 7 * number:02d}" if number < 4 else "2020-11-01", "Minsk")
    found = [link.kind for event in told.record().events for link in event.links]
    assert found == ["series"] * linked


def test_a_release_follows_the_last_detention_of_the_person(told):
    told.report("one", "2020-11-20", publisher="Tram Post")
    told.claim("one", "detention", "2020-08-10", "Minsk", whom=("Ivan Tramau",))
    last = told.claim("one", "detention", "2020-09-21", "Minsk", whom=("Ivan Tramau",))
    release = told.claim("one", "release", "2020-10-16", "Minsk", whom=("Ivan Tramau",))
    assert [(link.kind, link.event) for link in told.event_of(release).links] == [("follows", told.event_of(last).id)]


def test_every_type_reaches_an_event_with_its_family(told):
    from letapis.vocabulary.types import claim_types

    told.report("one", "2020-10-12", publisher="Tram Post")
    for kind in claim_types():
        told.claim("one", kind, SUNDAY, "Minsk")
    assert {event.family for event in told.record().events} == {"collective", "people", "civic_space", "response"}


def test_every_example_of_the_groups_is_read_both_ways():
    from letapis.registry.entry import groups_in
    from letapis.vocabulary.resources import table

    for code, entry in table("joining.toml")["groups"].items():
        assert all(code in groups_in(words) for words in entry["examples"]), code
        assert not any(code in groups_in(words) for words in entry["counterexamples"]), code


def test_a_total_that_grew_between_two_origins_is_no_conflict(told):
    told.report("one", "2020-08-14", publisher="Interior Ministry")
    told.report("two", "2020-10-15", publisher="Tram Post")
    told.claim("one", "detention", "2020-08-09/2020-08-14", "Belarus", count=6700, scope="total")
    told.claim("two", "detention", "2020-08-09/2020-10-15", "Belarus", count=(14000, None), scope="total")
    (figure,) = told.record().figures
    assert [(one.kind, one.reason) for one in figure.relations] == [
        ("compatible", "the smaller is of an earlier moment")
    ]
    assert (figure.published.low, figure.published.high) == (14000, None)


def test_a_number_of_an_hour_and_a_number_of_the_day_are_no_conflict(told):
    told.report("one", "2020-10-11", publisher="Tram Post")
    told.report("two", "2020-10-12", publisher="Bridge Post")
    told.claim("one", "detention", SUNDAY, "Minsk", count=300, as_of="2020-10-11T17:00")
    told.claim("two", "detention", SUNDAY, "Minsk", count=713, as_of="2020-10-12")
    figure = told.figure("detained", SUNDAY)
    assert {one.kind for one in figure.relations} == {"compatible"}
    assert (figure.published.low, figure.published.high) == (713, 713)


def test_a_number_without_a_place_joins_nothing_where_two_places_are_counted(told):
    for name in ("north", "south", "nowhere"):
        told.report(name, "2020-10-20", publisher=f"Post {name}")
    minsk = told.claim("north", "detention", SUNDAY, "Minsk", count=(600, None))
    tbilisi = told.claim("south", "detention", SUNDAY, "Tbilisi", count=(500, None))
    lost = told.claim("nowhere", "detention", SUNDAY, count=(700, None))
    assert len({told.event_of(claim).id for claim in (minsk, tbilisi, lost)}) == 3
