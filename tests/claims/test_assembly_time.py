"""Which day an act has: its own, that of the narrative, that of the report, or none; in three languages."""

from __future__ import annotations

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

CODER = RuleCoder(weights=None)


def code(text, published, language="en"):
    return CODER.code(Document(id="d", text=text, language=language, published=Moment.parse(published)))


def dates(text, kind, published, language="en"):
    return [
        (claim.date.first.isoformat(), claim.date.last.isoformat()) if claim.date else None
        for claim in code(text, published, language)
        if claim.type == kind
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        # what is over is never of a day to come
        ("en", "Two guards had been wounded. The next session is on Friday next week.", "assault", None),
        ("en", "Nine miners were released in two months.", "release", ("2021-01-12", "2021-03-12")),
        ("en", "Ten weavers were detained this week in Lida.", "detention", ("2021-03-08", "2021-03-12")),
        ("en", "Ten weavers were detained this month in Lida.", "detention", ("2021-03-01", "2021-03-12")),
        # the day of saying gives way to that of the narrative, and stands where there is no other
        (
            "en",
            "On Sunday a march went through Orsha. The ministry said on Monday that 40 people were detained.",
            "detention",
            ("2021-03-07", "2021-03-07"),
        ),
        ("en", "The ministry said on Monday that 40 people were detained.", "detention", ("2021-03-08", "2021-03-08")),
        (
            "ru",
            "В воскресенье в Орше прошёл марш. В понедельник милиция сообщила, что задержаны 40 человек.",
            "detention",
            ("2021-03-07", "2021-03-07"),
        ),
        (
            "be",
            "У нядзелю ў Оршы прайшоў марш. У панядзелак міліцыя паведаміла, што затрыманыя 40 чалавек.",
            "detention",
            ("2021-03-07", "2021-03-07"),
        ),
        # from a day on
        (
            "en",
            "The mayor said that 80 people had been detained since the strike began on 2 March.",
            "detention",
            ("2021-03-02", "2021-03-12"),
        ),
        (
            "en",
            "Since 2 March, 80 people have been arrested, the mayor said.",
            "detention",
            ("2021-03-02", "2021-03-12"),
        ),
        ("ru", "С начала забастовки 2 марта задержаны 80 человек.", "detention", ("2021-03-02", "2021-03-12")),
        ("be", "З пачатку страйку 2 сакавіка затрымалі 80 чалавек.", "detention", ("2021-03-02", "2021-03-12")),
        # one date for a sentence
        ("en", "On 4 March the siege went on: six people were killed.", "killing", ("2021-03-04", "2021-03-04")),
        ("ru", "4 марта бои возобновились: погибли шесть человек.", "killing", ("2021-03-04", "2021-03-04")),
        ("be", "4 сакавіка баі аднавіліся: загінулі шэсць чалавек.", "killing", ("2021-03-04", "2021-03-04")),
        ("ru", "4 марта погибли трое, более 30 человек ранены.", "assault", ("2021-03-04", "2021-03-04")),
        # one day within a year
        ("en", "Last year 15 miners were arrested in Orsha on 14 October.", "detention", ("2020-10-14", "2020-10-14")),
        # told as of the report: no day of the sentence before
        ("en", "A cook was beaten on 2 March. Three ambassadors have resigned.", "resignation", None),
        ("en", "A cook was beaten on 2 March. Mobile internet has been cut.", "censorship", None),
        # what went before has not the day of what came after
        ("en", "On 2 March the mayor left, after 20 people had been detained.", "detention", None),
        # the day told before goes on in the evening
        ("en", "On 2 March we met.\n\nIn the evening two cooks were detained.", "detention", ("2021-03-02",) * 2),
        ("en", "On 2 March we met.\n\nTwo cooks were detained.", "detention", None),
        # "in one day" heads nothing
        ("en", "Ten lawyers summoned in one day\n\nPolice detained a cook.", "detention", None),
    ],
)
def test_the_day_of_an_act(language, text, kind, expected):
    assert dates(text, kind, "2021-03-12", language) == [expected]


def test_what_still_goes_on_ends_with_the_day_stated():
    text = "As of 8 March a total of 900 people have been arrested since the putsch of 1 February; 415 are behind bars."
    first, second = (claim for claim in code(text, "2021-03-12") if claim.type == "detention")
    assert [day.isoformat() for day in (first.date.first, first.date.last)] == ["2021-02-01", "2021-03-08"]
    assert first.scope == "total"
    assert first.as_of == Moment.parse("2021-03-08")
    assert [day.isoformat() for day in (second.date.first, second.date.last)] == ["2021-03-08", "2021-03-08"]
    assert second.scope == "total"


def test_a_number_since_a_day_is_a_total():
    (claim,) = code("The mayor said 80 people had been detained since the strike began on 9 March.", "2021-03-12")
    assert claim.scope == "total"


def test_a_noun_with_a_day_to_come_is_planned():
    (claim,) = code("A march in Orsha on 20 March.", "2021-03-12")
    assert (claim.status, claim.date.first.isoformat()) == ("planned", "2021-03-20")


def test_a_bare_weekday_of_what_is_planned_lies_ahead():
    (claim,) = code("The union will hold a rally in Brest on Wednesday.", "2021-03-12")
    assert (claim.status, claim.date.first.isoformat()) == ("planned", "2021-03-17")


@pytest.mark.parametrize(
    ("language", "text", "moments"),
    [
        ("en", "By 8 p.m. 40 people were detained; by midnight 65 people were detained.", ["20:00", "23:59"]),
        ("en", "By noon 40 people were detained.", ["12:00"]),
        ("ru", "К 20:00 задержали 40 человек, к полуночи задержали 65 человек.", ["20:00", "23:59"]),
        ("be", "На 18.30 затрымалі 40 чалавек.", ["18:30"]),
    ],
)
def test_numbers_of_an_evening_have_their_hours(language, text, moments):
    claims = [claim for claim in code(text, "2021-03-12", language) if claim.type == "detention"]
    assert [claim.as_of.time.isoformat("minutes") for claim in claims] == moments


def test_lines_of_a_chat_are_read_from_their_stamps():
    text = (
        "[09.03.21, 20:15] Ala: hello\n[10.03.21, 21:00] Ala: today police detained 3 people\n[11.03.21, 9:00] Ala: bye"
    )
    assert dates(text, "detention", "2021-03-12") == [("2021-03-10", "2021-03-10")]


def test_the_last_day_that_opens_a_paragraph_holds_for_it_alone():
    text = "2 March. A march began.\n\n4 March. Police detained a cook.\n\nThe union paid the fines of 12 people."
    assert dates(text, "detention", "2021-03-12") == [("2021-03-04", "2021-03-04")]
    assert dates(text, "aid", "2021-03-12") == [None]


def test_a_day_ends_with_its_paragraph():
    text = "Сводка к пятнице\n\n5 марта. Милиция задержала повара."
    assert dates(text, "detention", "2021-03-12", "ru") == [("2021-03-05", "2021-03-05")]


def test_the_figure_of_the_past_day_is_of_the_day_before():
    assert dates("За сутки задержали 40 человек.", "detention", "2021-03-12", "ru") == [("2021-03-11", "2021-03-11")]
    assert dates("За суткі затрымалі 40 чалавек.", "detention", "2021-03-12", "be") == [("2021-03-11", "2021-03-11")]


@pytest.mark.parametrize(
    ("news", "kind"),
    [
        ("The envoy was called home amid unrest that has killed at least 9 people.", "killing"),
        ("The envoy was called home, after police had arrested 9 people.", "detention"),
    ],
)
def test_a_heading_gives_no_day_to_what_led_to_its_news(news, kind):
    text = f"2 March 2021\n\n{news}\n\n3 March 2021\n\nIt rains."
    assert dates(text, kind, "2021-03-12") == [None]


def test_after_before_a_noun_parts_nothing():
    text = "5 марта. После приговора милиция задержала повара."
    assert dates(text, "detention", "2021-03-12", "ru") == [("2021-03-05", "2021-03-05")]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        ("en", "On Sunday a march went through Orsha.\n\nPolice used tear gas.", "crowd_control", "2021-03-07"),
        ("ru", "В воскресенье в Орше прошёл марш.\n\nЗадержали 40 человек.", "detention", "2021-03-07"),
        ("be", "У нядзелю ў Оршы прайшоў марш.\n\nЗатрымалі 40 чалавек.", "detention", "2021-03-07"),
        # what is decided or paid has a day of its own
        ("en", "On Sunday a march went through Orsha.\n\nTwelve teachers were dismissed.", "dismissal", None),
        ("en", "On Sunday a march went through Orsha.\n\nThe union paid the fines of 12 people.", "aid", None),
        # a result, and what lies too far back
        ("en", "On Sunday a march went through Orsha.\n\nSix people have been killed.", "killing", None),
        ("en", "On 2 February a march went through Orsha.\n\nPolice used tear gas.", "crowd_control", None),
    ],
)
def test_the_day_of_a_crowd_goes_on_over_paragraphs(language, text, kind, expected):
    assert dates(text, kind, "2021-03-12", language) == [expected and (expected, expected)]
