"""X1 to X21: contradictions of the needs (1.6), worked out. Sources' words are ours; bodies and numbers are public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from letapis.publications.accounts import Around, why
from letapis.registry.absences import absences, beside
from letapis.registry.figures import figure_on
from letapis.registry.figures.additions import additions
from letapis.registry.figures.anew import Behind
from letapis.registry.figures.days import figures_on
from letapis.registry.figures.moments import at, series
from letapis.registry.reconcile import reconcile
from letapis.registry.rules import publish
from letapis.sources.moment import Moment

SUNDAY = "2020-10-11"


def said(report, kind, when, *where, **slots):
    """One claim of a report, as `Telling.claim` takes it."""
    return report, kind, when, where, slots


@dataclass(frozen=True)
class Number:
    """What is expected of one figure. Values are (low, high) as sources give them; None is an open end."""

    measure: str
    value: tuple
    standing: tuple
    origins: int
    rule: str = "range"
    earlier: tuple = ()
    kinds: frozenset = frozenset()
    group: str = ""
    definition: str = ""
    unit: str = "people"


@dataclass(frozen=True)
class Case:
    """What sources say, and what must come of it."""

    name: str
    reports: dict  # id -> (day, slots)
    says: tuple
    numbers: tuple = ()
    events: tuple = ()  # (type, status, number of claims) of each event, in the order of the record
    links: frozenset = frozenset()  # kinds of links between events
    absences: tuple = ()  # (type, as-of, number of events that speak against it)
    account: tuple = field(default=())  # what the account of the first number says


CASES = (
    Case(
        "X1 two floors, a list, a ministry and a spokeswoman",
        {
            "essay": ("2020-10-27", {"publisher": "A magazine", "origin": "No Tram News"}),
            "diary": ("2020-10-13", {"author": "A diarist"}),
            "ministry": ("2020-10-12", {"publisher": "Interior Ministry"}),
            "list": ("2020-10-12", {"publisher": "Viasna"}),
            "agency": (SUNDAY, {"publisher": "An agency"}),
        },
        (
            said("essay", "detention", SUNDAY, "Belarus", count=(700, None), quote="above 700 were taken that Sunday"),
            said("diary", "detention", SUNDAY, "Minsk", count=(600, None), quote="six hundred and more, they say"),
            said("ministry", "detention", SUNDAY, "Belarus", count=713, basis="total", quote="713 were brought in"),
            said("ministry", "detention", SUNDAY, "Belarus", count=570, definition="held until court",
                 quote="570 of these wait for court inside"),
            said("list", "detention", SUNDAY, "Belarus", count=(620, None), basis="named_list",
                 as_of="2020-10-12T12:30", quote="over 620 names, and names keep coming"),
            said("agency", "detention", SUNDAY, "Minsk", count=(24, 99), words="several dozen", basis="vague",
                 said_by="a spokeswoman of the Minsk police", quote="several dozen, the spokeswoman said"),
        ),
        (
            Number("detained", (620, None), ((24, 99), (600, None), (620, None), (700, None), (713, 713)), 5,
                   "named_list", kinds=frozenset({"compatible", "conflict", "different_definition"})),
            Number("detained", (570, 570), ((570, 570),), 1, definition="held until court",
                   kinds=frozenset({"different_definition"})),
        ),
        (("detention", "happened", 6),),
        account=("at least 620 (Viasna, 12\xa0October 2020, 12:30)", "713 (Interior Ministry",
                 "A name list is a floor", "kept beside it: 24 to 99 (An agency",
                 "A magazine took it from No Tram News"),
    ),
    Case(
        "X2 four hours and a half fit more than four",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "dialogue", "2020-10-10", "Minsk", count=270, unit="minutes", quote="they sat for 4.5 hours"),
            said("diary", "dialogue", "2020-10-10", "Minsk", count=(240, None), unit="minutes",
                 quote="it went on for over four hours"),
        ),
        (Number("met", (240, None), ((240, None), (270, 270)), 2, unit="minutes", kinds=frozenset({"compatible"})),),
        (("dialogue", "happened", 2),),
        account=("All readings can hold at once",),
    ),
    Case(
        "X3 the same digits, arrested and punished or persecuted",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "detention", "2020-08-09/2020-10-15", "Belarus", count=(14000, None), scope="total",
                 quote="14,000 arrests and more since the vote"),
            said("diary", "sentence", "2020-08-13/2020-10-13", "Belarus", count=14000, basis="estimate", scope="total",
                 definition="punished or persecuted", quote="some 14,000 were punished or persecuted"),
        ),
        (
            Number("sentenced", (14000, 14000), ((14000, 14000),), 1, definition="punished or persecuted",
                   kinds=frozenset({"different_definition"})),
            Number("detained", (14000, None), ((14000, None),), 1, kinds=frozenset({"different_definition"})),
        ),
        (("detention", "happened", 1), ("sentence", "happened", 1)),
        account=("14,000 (“punished or persecuted”) is not the same count as at least 14,000 (Detained)",
                 "They are not merged."),
    ),
    Case(
        "X4 journalists, a part with its own moments",
        {"diary": ("2020-10-13", {"author": "A diarist"}), "channel": ("2020-10-12", {"publisher": "A channel"})},
        (
            said("diary", "detention", SUNDAY, "Belarus", count=(600, None), quote="six hundred and more"),
            said("diary", "detention", SUNDAY, "Belarus", count=(30, None), whom=("journalists",),
                 quote="and reporters among them, over 30"),
            said("channel", "detention", SUNDAY, "Belarus", count=40, basis="estimate", whom=("journalists",),
                 quote="some 40 of the press were taken"),
            said("channel", "detention", SUNDAY, "Belarus", count=14, whom=("journalists",), definition="still held",
                 as_of="2020-10-11T21:50", quote="14 of the press are inside as of 21:50"),
            said("channel", "detention", SUNDAY, "Belarus", count=12, whom=("journalists",),
                 definition="freed overnight",
                 as_of="2020-10-12", quote="12 came out in the night"),
        ),
        (
            Number("detained", (30, None), ((30, None), (40, 40)), 2, group="journalists",
                   kinds=frozenset({"compatible", "subset", "different_definition"})),
            Number("detained", (600, None), ((600, None),), 1),
            Number("detained", (14, 14), ((14, 14),), 1, group="journalists", definition="still held",
                   kinds=frozenset({"different_definition"})),
        ),
        account=("It is a part of: ", "of the group journalists"),
    ),
    Case(
        "X5 nobody released in general, two released in particular",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("diary", "release", "2020-10-10/2020-10-13", "Minsk", count=2, quote="two people walked out"),
            said("essay", "release", None, "Belarus", status="denied", whom=("prisoners",),
                 quote="no prisoner has been let go"),
        ),
        (Number("released", (2, 2), ((2, 2),), 1),),
        (("release", "happened", 1), ("release", "denied", 1)),
        frozenset({"denies"}),
        (("release", "2020-10-15", 1),),
        ("“no prisoner has been let go” (A magazine, 15\xa0October 2020) says that there was none.",
         "for a person to decide"),
    ),
    Case(
        "X6 two accounts of what became public",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "concession", "2020-10-10", "Minsk", who=("Lukashenko",), quote="a dialogue was announced"),
            said("diary", "concession", "2020-10-10", "Minsk", who=("Lukashenko",), status="denied",
                 quote="one remark was all that came out"),
        ),
        events=(("concession", "denied", 1), ("concession", "happened", 1)),
        links=frozenset({"denies"}),
        absences=(("concession", "2020-10-13", 1),),
    ),
    Case(
        "X7 labels for those who were met",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("political prisoners",),
                 quote="with political prisoners"),
            said("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("opposition members",),
                 quote="with people of the opposition"),
            said("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), whom=("prisoners",),
                 quote="with the jailed"),
        ),
        events=(("dialogue", "happened", 3),),
    ),
    Case(
        "X8 the weekend and the Saturday",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "dialogue", "2020-10-10/2020-10-11", "Belarus", who=("Lukashenko",), quote="at the weekend"),
            said("diary", "dialogue", "2020-10-10", "Minsk", who=("Lukashenko",), count=11,
                 quote="eleven, on Saturday"),
        ),
        (Number("met", (11, 11), ((11, 11),), 1),),
        (("dialogue", "happened", 2),),
    ),
    Case(
        "X9 what one tells and the other does not",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}), "diary": ("2020-10-13", {"author": "A diarist"})},
        (
            said("essay", "detention", SUNDAY, "Belarus", count=(700, None), quote="above 700 were taken"),
            said("essay", "assault", SUNDAY, "Belarus", count=(12, None), definition="hospitalised",
                 quote="a dozen and more lie in hospital"),
            said("essay", "assault", SUNDAY, "Belarus", quote="a great many were beaten"),
            said("diary", "crowd_control", SUNDAY, "Minsk", quote="water, and stun grenades"),
            said("diary", "detention", SUNDAY, "Minsk", count=(600, None), quote="six hundred and more"),
        ),
        (
            Number("injured", (12, None), ((12, None),), 1, definition="hospitalised"),
            Number("detained", (600, None), ((600, None), (700, None)), 2, kinds=frozenset({"compatible"})),
        ),
        (("detention", "happened", 5),),
    ),
    Case(
        "X10 an order of magnitude apart",
        {"essay": ("2020-10-15", {"publisher": "A magazine"}),
         "ministry": ("2020-10-12", {"publisher": "Interior Ministry"})},
        (
            said("essay", "demonstration", SUNDAY, "Minsk", count=(100000, None), quote="each time 100+ thousand"),
            said("ministry", "demonstration", SUNDAY, "Belarus", count=11000, basis="estimate",
                 quote="about 11,000 in the whole country"),
        ),
        (Number("marched", (11000, None), ((11000, 11000), (100000, None)), 2, kinds=frozenset({"conflict"})),),
        (("demonstration", "happened", 2),),
        account=("No number fits both", "11,000 (the Interior Ministry)", "at least 100,000 (A magazine)"),
    ),
    Case(
        "X11 a list that grows, and a letter that repeats it",
        {
            "list15": ("2020-11-08T15:00", {"publisher": "Viasna"}),
            "list18": ("2020-11-08T18:30", {"publisher": "Viasna"}),
            "list10": ("2020-11-09T10:00", {"publisher": "Viasna"}),
            "weekly": ("2020-11-23", {"publisher": "A weekly"}),
        },
        (
            said("list15", "detention", "2020-11-08", "Belarus", count=109, basis="named_list",
                 as_of="2020-11-08T15:00", quote="109 names by three"),
            said("list18", "detention", "2020-11-08", "Belarus", count=(500, None), basis="named_list",
                 as_of="2020-11-08T18:30", quote="the list has passed 500"),
            said("list10", "detention", "2020-11-08", "Belarus", count=1023, basis="named_list",
                 as_of="2020-11-09T10:00", quote="1,023 names this morning"),
            said("weekly", "detention", "2020-11-08", "Minsk", count=(1000, None), said_by="Hanna Tramova",
                 quote="over a thousand, she writes"),
        ),
        (Number("detained", (1023, None), ((1000, None), (1023, 1023)), 2, "named_list",
                earlier=((109, 109), (500, None)), kinds=frozenset({"compatible", "superseded"})),),
        (("detention", "happened", 4),),
        account=("109 (Viasna, 8\xa0November 2020, 15:00, earlier)", "A weekly credits Hanna Tramova",
                 "The latest moment that is stated is 9\xa0November 2020, 10:00."),
    ),
    Case(
        "X12 two days for one release",
        {"weekly": ("2020-11-23", {"publisher": "A weekly"}), "union": ("2020-11-04", {"publisher": "A union"})},
        (
            said("weekly", "release", "2020-11-03", "Salihorsk", count=1, whom=("Anatol Bokun",),
                 quote="he came out on the third"),
            said("union", "release", "2020-10-31", "Salihorsk", count=1, whom=("Anatol Bokun",),
                 quote="he has been free since Saturday"),
        ),
        (Number("released", (1, 1), ((1, 1),), 1), Number("released", (1, 1), ((1, 1),), 1)),
        (("release", "happened", 1), ("release", "happened", 1)),
        frozenset({"other_date"}),
    ),
    Case(
        "X13 a vague word, a round number and the number itself",
        {
            "weekly": ("2020-11-23", {"publisher": "A weekly"}),
            "union": ("2020-11-04", {"publisher": "A union"}),
            "network": ("2020-11-05", {"publisher": "A network"}),
        },
        (
            said("weekly", "appeal", "2020-11-03", "Salihorsk", count=(2000, 9999), unit="messages", basis="vague",
                 words="thousands", quote="messages came by the thousands"),
            said("union", "appeal", "2020-11-03", "Salihorsk", count=6291, unit="messages", quote="6,291 messages"),
            said("network", "appeal", "2020-11-03", "Salihorsk", count=6300, unit="messages", basis="estimate",
                 quote="knapp 6300 Mails"),
        ),
        (Number("appealed", (6291, 6291), ((2000, 9999), (6291, 6291), (6300, 6300)), 3, unit="messages",
                kinds=frozenset({"compatible"})),),
        account=("“thousands” is read as 2,000 to 9,999",),
    ),
    Case(
        "X14 one man, two offices",
        {"weekly": ("2020-11-23", {"publisher": "A weekly"}), "network": ("2020-11-05", {"publisher": "A network"})},
        (
            said("weekly", "release", "2020-11-03", "Salihorsk", whom=("Anatol Bokun, co-chair of the committee",),
                 quote="its co-chair is out"),
            said("network", "release", "2020-11-03", "Salihorsk", whom=("Anatol Bokun, deputy chair",),
                 quote="der stellvertretende Vorsitzende ist frei"),
        ),
        events=(("release", "happened", 2),),
    ),
    Case(
        "X15 unions that press and unions that help",
        {"essay": ("2020-08-23", {"publisher": "A magazine"})},
        (
            said("essay", "threat", "2020-08-19", "Belarus", who=("trade unions",), whom=("strikers",),
                 quote="the unions lean on those who strike"),
            said("essay", "appeal", "2020-08-19", "Salihorsk", who=("trade unionists",), count=(2000, 9999),
                 words="thousands", basis="vague", quote="unionists elsewhere write by the thousands"),
        ),
        (Number("appealed", (2000, 9999), ((2000, 9999),), 1),),
        (("appeal", "happened", 1), ("threat", "happened", 1)),
    ),
    Case("X16 a framing is no claim", {"essay": ("2020-10-15", {"publisher": "A magazine"})}, ()),
    Case(
        "X17 more than forty, forty-eight, about fifty",
        {
            "letter": ("2021-07-23", {"publisher": "A letter"}),
            "medium": ("2021-07-23", {"publisher": "Mediazona"}),
            "others": ("2021-07-24", {"publisher": "A bulletin"}),
        },
        (
            said("letter", "closure", "2021-07-19/2021-07-23", "Belarus", count=(40, None), unit="organisations",
                 as_of="2021-07-22", quote="over 40 of them in a week"),
            said("medium", "closure", "2021-07-19/2021-07-23", "Belarus", count=48, unit="organisations", basis="total",
                 as_of="2021-07-23", quote="48 known by now"),
            said("others", "closure", "2021-07-19/2021-07-23", "Belarus", count=50, unit="organisations",
                 basis="estimate", as_of="2021-07-24", quote="about fifty"),
        ),
        (Number("closed", (40, None), ((40, None), (48, 48), (50, 50)), 3, unit="organisations",
                kinds=frozenset({"compatible"})),),
        account=("at least 40 (A letter, 22\xa0July 2021)", "48 (Mediazona, 23\xa0July 2021)"),
    ),
    Case(
        "X18 two aims in one text",
        {"essay": ("2020-08-23", {"publisher": "A magazine"})},
        (
            said("essay", "organising", "2020-08-17/2020-08-23", "Belarus", who=("A Council",), status="planned",
                 quote="it is to see to a new vote"),
            said("essay", "organising", "2020-08-17/2020-08-23", "Belarus", who=("A Council",), status="denied",
                 quote="it does not want to topple anyone"),
        ),
        events=(("organising", "denied", 1), ("organising", "planned", 1)),
        absences=(("organising", "2020-08-23", 0),),
    ),
    Case(
        "X19 half as many, of nobody knows how many",
        {"essay": ("2020-08-23", {"publisher": "A magazine"}), "letter": ("2020-11-23", {"publisher": "A weekly"})},
        (
            said("essay", "strike", "2020-08-19", "Belarus", quote="the strikes shrank to a half"),
            said("letter", "strike", "2020-08-09/2020-11-09", "Belarus", count=(2000, 9999), words="thousands",
                 basis="vague", quote="thousands of workers in three months"),
        ),
        (Number("on_strike", (2000, 9999), ((2000, 9999),), 1),),
    ),
    Case(
        "X20 not a single case, as of its day",
        {"diary": ("2020-10-13", {"author": "A diarist"}), "weekly": ("2021-02-01", {"publisher": "A weekly"})},
        (
            said("diary", "charge", None, "Belarus", status="denied", quote="nobody has been prosecuted, not once"),
            said("weekly", "charge", "2021-01-20", "Minsk", whom=("an officer",), count=1,
                 quote="an officer stands accused since January"),
        ),
        (Number("charged", (1, 1), ((1, 1),), 1),),
        (("charge", "happened", 1), ("charge", "denied", 1)),
        absences=(("charge", "2020-10-13", 0),),
    ),
    Case(
        "X21 a count corrected in the same article",
        {
            "first": ("2021-01-15", {"publisher": "Mediazona"}),
            "second": ("2021-01-20", {"publisher": "Mediazona", "replaces": "first"}),
        },
        (
            said("first", "assault", "2020-08-09/2020-08-31", "Belarus", count=1376, scope="total",
                 quote="1,376 in all"),
            said("second", "assault", "2020-08-09/2020-08-31", "Belarus", count=1406, scope="total",
                 quote="1,406 in all"),
        ),
        (Number("injured", (1406, 1406), ((1406, 1406),), 1, earlier=((1376, 1376),),
                kinds=frozenset({"superseded"})),),
    ),
    Case(
        "X21 a crackdown counted on three days",
        {f"day{day}": (f"2024-01-{day}", {"publisher": "Viasna"}) for day in (23, 25, 30)},
        tuple(
            said(f"day{day}", "detention", "2024-01-23", "Belarus", count=count, quote=f"{count} by today")
            for day, count in ((23, 257), (25, 275), (30, 287))
        ),
        (Number("detained", (287, 287), ((287, 287),), 1, earlier=((257, 257), (275, 275)),
                kinds=frozenset({"superseded"})),),
        account=("257 (Viasna, report of 23\xa0January 2024, earlier)",),
    ),
    Case(
        "X21 political prisoners by the criteria of two bodies",
        {"v": ("2021-08-03", {"publisher": "Viasna"}), "d": ("2021-08-03", {"publisher": "Dissidentby"})},
        tuple(
            said(one, "detention", "2021-08-03", "Belarus", count=count, scope="total", words=str(count),
                 quote=f"{count} political prisoners today")
            for one, count in (("v", 599), ("d", 887))
        ),
        tuple(
            Number("detained", (count, count), ((count, count),), 1, definition="political prisoners",
                   kinds=frozenset({"different_definition"}))
            for count in (887, 599)
        ),
        (("detention", "happened", 2),),
        account=("“political prisoners” by the criteria of Dissidentby", "They are not merged."),
    ),
    Case(
        "997 forced and 604 own closures are 1,601",
        {"review": ("2023-01-10", {"publisher": "A review"})},
        tuple(
            said("review", "closure", "2021-01-01/2022-12-31", "Belarus", count=count, unit="organisations",
                 scope="total", basis="total", definition=definition, quote=f"{count} {definition}")
            for count, definition in ((1601, ""), (997, "forced"), (604, "self-liquidation"))
        ),
        (
            Number("closed", (1601, 1601), ((1601, 1601),), 1, unit="organisations",
                   kinds=frozenset({"different_definition"})),
            Number("closed", (997, 997), ((997, 997),), 1, unit="organisations", definition="forced",
                   kinds=frozenset({"different_definition"})),
            Number("closed", (604, 604), ((604, 604),), 1, unit="organisations", definition="self-liquidation",
                   kinds=frozenset({"different_definition"})),
        ),
        account=("997 (“forced”) + 604 (“self-liquidation”) make 1,601, and 1,601 is stated: it adds up.",),
    ),
)  # fmt: skip

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@pytest.fixture
def tell(told):
    def telling(case):
        for name, (day, slots) in case.reports.items():
            told.report(name, day, **slots)
        for report, kind, when, where, slots in case.says:
            told.claim(report, kind, when, *where, **slots)
        return told, told.record()

    return telling


def found_for(number, record):
    def fits(one):
        same = (one.measure, one.population, one.definition, one.unit)
        if same != (number.measure, number.group, number.definition, number.unit) or one.published is None:
            return False
        return (one.published.low, one.published.high) == number.value

    return [one for one in record.figures if fits(one)]


def values(figure, standing):
    return tuple(sorted(((one.low, one.high) for one in figure.readings if one.standing is standing), key=str))


def held_absences(told, record):
    claims, documents = {one.id: one for one in record.claims}, {one.id: one for one in told.documents}
    return absences(record.events, claims, documents)


@every_case
def test_the_published_value_its_rule_readings_origins_and_relations(tell, case):
    _, record = tell(case)
    for number in case.numbers:
        found = found_for(number, record)
        assert found, (number, [(one.measure, one.definition, one.published) for one in record.figures])
        figure = found[0]
        assert figure.published.rule == number.rule
        assert values(figure, True) == tuple(sorted(number.standing, key=str))
        assert values(figure, False) == tuple(sorted(number.earlier, key=str))
        assert figure.origins == number.origins
        assert {one.kind for one in figure.relations} == set(number.kinds)


@every_case
def test_every_claim_is_kept_in_its_words_and_no_number_is_made(tell, case):
    told, record = tell(case)
    assert {claim.quote for claim in record.claims} == {claim.quote for claim in told.claims}
    ends = {end for claim in told.claims if claim.count for end in (claim.count.low, claim.count.high)}
    for figure in record.figures:
        assert {figure.published.low, figure.published.high} <= ends | {None}


@every_case
def test_the_events_and_what_links_them(tell, case):
    _, record = tell(case)
    if case.events:
        assert sorted((one.type, one.status, len(one.claims)) for one in record.events) == sorted(case.events)
        assert {link.kind for one in record.events for link in one.links} == case.links


@every_case
def test_the_absences_with_their_moment_and_what_speaks_against_them(tell, case):
    told, record = tell(case)
    found = held_absences(told, record)
    assert tuple((one.type, one.as_of.iso(), len(one.against)) for one in found) == case.absences


@every_case
def test_the_account_of_the_figure_says_it(tell, case):
    told, record = tell(case)
    if not case.numbers:
        return
    figure = found_for(case.numbers[0], record)[0]
    event = next(one for one in record.events if one.id == figure.event)
    around = Around(record.figures, beside(figure, held_absences(told, record)), event)
    account = why(figure, record.claims, told.documents, record.origins, around=around)
    for words in case.account:
        assert words in account, account


@every_case
def test_the_order_of_arrival_is_of_no_account(tell, case):
    told, record = tell(case)
    assert reconcile(told.documents[::-1], told.claims[::-1]) == record


def of(name):
    return next(case for case in CASES if case.name.startswith(name))


def test_x1_the_state_figure_is_not_assumed_to_be_the_low_one(tell):
    _, record = tell(of("X1 "))
    figure = figure_on(record, "detained", date(2020, 10, 11))
    exact = [one for one in figure.readings if one.high is not None]
    assert publish(exact, "highest").high == 713
    assert figure.published.low < 713


def test_x4_whoever_was_inside_at_2150_is_a_state_of_its_own(tell):
    told, record = tell(of("X4"))
    behind = Behind({one.id: one for one in record.claims}, {one.id: one for one in told.documents})
    evening = at(Moment.parse("2020-10-11T21:50"), record.figures, behind)
    assert [(one.definition, one.published.low) for one in evening] == [("still held", 14)]
    assert [one.published.low for one in figures_on(record, "detained", date(2020, 10, 11))] == [600]


def test_x7_the_status_of_a_person_is_not_taken_from_a_label(tell):
    _, record = tell(of("X7"))
    assert record.figures == ()
    labels = {("political prisoners",), ("opposition members",), ("prisoners",)}
    assert {claim.whom for claim in record.claims} == labels


def test_x8_the_more_precise_day_wins(tell):
    _, record = tell(of("X8"))
    (event,) = record.events
    assert (event.date.first, event.date.last) == (date(2020, 10, 10), date(2020, 10, 10))
    assert {claim.date.last.day for claim in record.claims} == {10, 11}


def test_x11_the_three_states_of_the_evening_follow_one_another(tell):
    _, record = tell(of("X11"))
    figure = figure_on(record, "detained", date(2020, 11, 8))
    states = [one for one in series(figure) if one.origin == "body:viasna"]
    assert [(one.low, one.high) for one in states] == [(109, 109), (500, None), (1023, 1023)]
    assert [one.superseded_by for one in states] == [states[1].reading, states[2].reading, ""]


def test_x12_both_days_stay_and_the_reason_names_them(tell):
    _, record = tell(of("X12"))
    reasons = {link.reason for event in record.events for link in event.links}
    assert reasons == {"the same told of the same person for 2020-10-31 and 2020-11-03"}


def test_x20_a_case_before_its_day_is_flagged_and_one_after_it_is_not(tell):
    told, _ = tell(of("X20"))
    told.claim("weekly", "charge", "2020-10-01", "Minsk", whom=("another officer",), quote="one was charged in October")
    record = told.record()
    (absence,) = held_absences(told, record)
    dates = {event.id: event.date for event in record.events}
    assert [dates[one].first for one in absence.against] == [date(2020, 10, 1)]
    assert (absence.first, absence.last, absence.stated) == (None, date(2020, 10, 13), False)


def test_the_sum_of_closures_is_told_and_nothing_is_replaced_by_it(tell):
    _, record = tell(of("997"))
    (check,) = additions(record.figures)
    assert (check.adds_up, check.difference) == (True, 0)
