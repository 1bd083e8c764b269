"""Sentences of figures in three languages: plurals, cases, who says what, and what is implied and left unsaid."""

from datetime import date

import pytest

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.publications.amounts import amount, form, moment, noun, number
from letapis.publications.sentences import figure_sentence, why
from letapis.registry.figures import figure_on
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document
from letapis.sources.moment import Moment

SUNDAY = date(2020, 10, 11)


def told(*readings, kind="detention", unit="people", **slots):
    """A record of one event; a reading is (publisher, low, high) with basis and as-of behind where they are told."""
    documents, claims = [], []
    for order, (publisher, low, high, *rest) in enumerate(readings):
        basis, as_of = (*rest, "", None)[:2] if len(rest) < 2 else rest
        documents.append(Document(f"d{order}", "", publisher=publisher, published=Moment(date(2020, 10, 13))))
        claims.append(
            Claim(
                f"d{order}",
                kind,
                "told",
                0,
                9,
                date=DateInterval(SUNDAY, SUNDAY),
                place=("Belarus",),
                count=Count(low, high, unit),
                basis=basis,
                as_of=Moment.parse(as_of) if as_of else None,
                **slots,
            )
        )
    return reconcile(documents, claims), documents


def sentence(*readings, language="en", **slots):
    record, documents = told(*readings, **slots)
    return figure_sentence(record.figures[0], record, documents, language)


MINISTRY, VIASNA = "Interior Ministry", "Viasna"


def test_the_same_number_of_a_report_and_of_the_body_it_credits_is_said_once():
    documents = [Document("d0", "", publisher="Tram Post")]
    slots = {"date": DateInterval(SUNDAY, SUNDAY), "place": ("Belarus",), "count": Count(67, 67)}
    claims = [
        Claim("d0", "detention", "told", 0, 9, **slots, said_by="the Interior Ministry"),
        Claim("d0", "detention", "told", 20, 29, **slots),
    ]
    record = reconcile(documents, claims)
    told_by = figure_sentence(record.figures[0], record, documents)
    assert told_by.count("67") == 1


@pytest.mark.parametrize(("language", "tail"), [("en", "3 more readings."), ("ru", "ещё 3 значения.")])
def test_beyond_five_rivals_the_rest_is_a_number(language, tail):
    rivals = [(f"Post {letter}", 100 * order, 100 * order) for order, letter in enumerate("ABCDEFGH", 1)]
    told_by = sentence(*rivals, language=language)
    assert told_by.endswith(tail)
    record, documents = told(*rivals)
    assert "more pairs of readings" in why(record.figures[0], record, documents)


def test_an_initial_at_the_end_has_one_full_stop():
    told_by = sentence(("Tram Post", 40, 40), ("Varvara L.", 10, 10))
    assert told_by.endswith("according to Varvara L.")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "At least 600 to 700 people were detained, two origins"),
        ("be", "Прынамсі ад 600 да 700 чалавек былі затрыманыя, дзве першакрыніцы"),
        ("ru", "По меньшей мере от 600 до 700 человек были задержаны, два первоисточника"),
    ],
)
def test_two_floors(language, expected):
    assert sentence(("Tram Post", 700, None), ("Bridge Post", 600, None), language=language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "At least 620 people (Viasna, name list, 12 Oct 12:30); 713 according to the Interior Ministry."),
        ("be", "Прынамсі 620 чалавек (Вясна, пайменны спіс, 12 кастрычніка, 12:30); 713, як паведамляе МУС."),
        ("ru", "По меньшей мере 620 человек (Весна, поимённый список, 12 октября, 12:30); 713, как сообщает МВД."),
    ],
)
def test_a_list_leads_and_what_is_implied_is_left_unsaid(language, expected):
    readings = [
        ("Tram Post", 700, None), ("Bridge Post", 600, None), (MINISTRY, 713, 713),
        (VIASNA, 620, None, "named_list", "2020-10-12T12:30"),
    ]  # fmt: skip
    assert sentence(*readings, language=language) == expected


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([("Tram Post", 1, 1)], "1 person was detained, one origin"),
        ([("Tram Post", 40, 40)], "40 people were detained, one origin"),
        ([("Tram Post", 1400, None)], "At least 1,400 people were detained, one origin"),
        ([("Tram Post", None, 900)], "At most 900 people were detained, one origin"),
        ([("Tram Post", 200, 999, "vague")], "200 to 999 people were detained, one origin"),
        ([(MINISTRY, 713, 713)], "713 people were detained, according to the Interior Ministry"),
        (
            [(MINISTRY, 713, 713), ("Tram Post", 700, None)],
            "At least 700 to 713 people were detained, two origins; 713 according to the Interior Ministry.",
        ),
        (
            [("Tram Post", 40, 40), ("Bridge Post", 60, 60)],
            (
                "40 to 60 people were detained, two origins in conflict; "
                "60 according to Bridge Post; 40 according to Tram Post."
            ),
        ),
        (
            [(VIASNA, 620, 620, "named_list"), ("Tram Post", 24, 99)],
            "At least 620 people (Viasna, name list); 24 to 99 according to Tram Post.",
        ),
        (
            [(VIASNA, 620, 620, "named_list"), ("Tram Post", 600, None)],
            "At least 620 people were detained (Viasna, name list)",
        ),
    ],
)
def test_english(readings, expected):
    assert sentence(*readings) == expected


@pytest.mark.parametrize(
    ("low", "high", "russian", "belarusian"),
    [
        (1, 1, "1 человек был задержан", "1 чалавек быў затрыманы"),
        (3, 3, "3 человека были задержаны", "3 чалавекі былі затрыманыя"),
        (5, 5, "5 человек были задержаны", "5 чалавек былі затрыманыя"),
        (11, 11, "11 человек были задержаны", "11 чалавек былі затрыманыя"),
        (21, 21, "21 человек был задержан", "21 чалавек быў затрыманы"),
        (112, 112, "112 человек были задержаны", "112 чалавек былі затрыманыя"),
        (22, None, "По меньшей мере 22 человека были задержаны", "Прынамсі 22 чалавекі былі затрыманыя"),
        (5, 21, "От 5 до 21 человека были задержаны", "Ад 5 да 21 чалавека былі затрыманыя"),
        (None, 900, "Не более 900 человек были задержаны", "Не больш чым 900 чалавек былі затрыманыя"),
        (
            14000,
            None,
            "По меньшей мере 14\u00a0000 человек были задержаны",
            "Прынамсі 14\u00a0000 чалавек былі затрыманыя",
        ),
    ],
)
def test_plurals_and_cases(low, high, russian, belarusian):
    assert sentence(("Tram Post", low, high), language="ru") == f"{russian}, один первоисточник"
    assert sentence(("Tram Post", low, high), language="be") == f"{belarusian}, адна першакрыніца"


def test_groups_definitions_and_other_units_are_named():
    journalists = sentence(("Tram Post", 30, None), whom=("journalists",))
    assert journalists == "At least 30 journalists were detained, one origin"
    assert sentence(("Tram Post", 30, None), definition="still held") == "“still held”: at least 30 people, one origin"
    assert sentence(("Tram Post", 15, 15), kind="demonstration", unit="places") == (
        "Took part in demonstrations: 15 places, one origin"
    )
    assert sentence(("Tram Post", 9, 9), kind="aid", unit="parcels") == "Received aid: 9 parcels, one origin"
    assert sentence(("Tram Post", 4, 4), kind="closure", unit="organisations", language="ru") == (
        "4 организации были закрыты, один первоисточник"
    )


def test_every_standing_reading_is_said_or_implied_by_what_is_said():
    record, documents = told(
        ("Tram Post", 40, 40), ("Bridge Post", 60, 60), (MINISTRY, 41, 41), ("Lake Post", 30, None),
    )  # fmt: skip
    text = figure_sentence(record.figures[0], record, documents)
    assert all(value in text for value in ("40", "60", "41"))
    assert "at least 30" not in text.lower().replace("at least 30 to 60", "")


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_why_names_the_list_the_hours_and_the_part(language):
    record, documents = told(
        ("Tram Post", 700, None), (MINISTRY, 713, 713), (VIASNA, 620, None, "named_list", "2020-10-12T12:30")
    )
    text = why(record.figures[0], record, documents, language)
    assert "12:30" in text
    assert {"en": "name list is a floor", "be": "ніжняя мяжа", "ru": "нижняя граница"}[language] in text
    assert {"en": "can hold at once", "be": "адначасова", "ru": "одновременно"}[language] in text


def test_why_names_both_sides_of_a_conflict_and_what_grew():
    record, documents = told(
        ("Tram Post", 40, 40),
        ("Bridge Post", 60, 60, "", "2020-10-11T20:00"),
        ("Bridge Post", 80, 80, "", "2020-10-12T09:00"),
    )
    text = why(record.figures[0], record, documents)
    assert "No number fits both 80 (Bridge Post) and 40 (Tram Post)" in text
    assert "60 (Bridge Post) was followed by 80 of the same origin" in text


def test_why_of_a_single_reading_says_that_it_is_alone():
    record, documents = told(("Tram Post", 40, 40))
    assert why(record.figures[0], record, documents) == "One origin gives this figure; nothing stands beside it."


def test_a_language_without_sentences_is_refused():
    record, documents = told(("Tram Post", 40, 40))
    with pytest.raises(ValueError, match="no sentences in the language 'eo'"):
        figure_sentence(record.figures[0], record, documents, "eo")


def test_a_rule_can_be_asked_for():
    record, documents = told(("Tram Post", 40, 40), ("Bridge Post", 60, 60))
    lowest = figure_on(record, "detained", SUNDAY, rule="lowest")
    assert (lowest.published.low, lowest.published.high) == (40, 40)
    assert figure_sentence(lowest, record, documents) == (
        "40 people were detained, two origins in conflict; 60 according to Bridge Post."
    )


def test_the_grammar_of_numbers():
    assert [form(value, "ru") for value in (0, 1, 2, 5, 11, 12, 21, 22, 101, 111)] == [
        "many", "one", "few", "many", "many", "many", "one", "few", "one", "many",
    ]  # fmt: skip
    assert (number(1406, "en"), number(1406, "ru"), number(14000, "be")) == ("1,406", "1406", "14\u00a0000")
    assert amount((None, None), "en").text == "an unknown number"
    assert noun("zebras", "many", "en") == "zebras"
    assert moment(Moment.parse("2020-10-12"), "ru") == "12 октября"
