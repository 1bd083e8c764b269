"""Lists that grow, rival numbers with their sources, and the place of a part: values worked out by a person."""

from __future__ import annotations

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

PUBLISHED = Moment.parse("2020-10-12")


def coded(text, language):
    return RuleCoder(weights=None).code(Document(id="example", text=text, language=language, published=PUBLISHED))


ROLLS = [
    # language, text, (number, as of) of each claim of a list
    (
        "en",
        "Viasna lists the detained. At 18:00 the list had 112 names, at 20:30 146 names; by 22:00 it had grown to 197.",
        [(112, "18:00"), (146, "20:30"), (197, "22:00")],
    ),
    (
        "ru",
        "«Весна» ведёт список задержанных. К 18:00 в списке было 112 имён, к 22:00 он вырос до 197.",
        [(112, "18:00"), (197, "22:00")],
    ),
    ("be", "«Вясна» вядзе спіс затрыманых. На 18:00 у спісе 112 прозвішчаў.", [(112, "18:00")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), ROLLS)
def test_a_list_gives_one_claim_for_each_moment(language, text, expected):
    claims = [claim for claim in coded(text, language) if claim.basis == "named_list"]
    assert {claim.type for claim in claims} == {"detention"}
    assert [(claim.count.low, claim.count.high, claim.as_of.iso()[-5:]) for claim in claims] == [
        (number, number, hour) for number, hour in expected
    ]
    assert all("Viasna" in claim.said_by or "есна" in claim.said_by or "ясна" in claim.said_by for claim in claims)


def test_the_names_of_a_petition_are_nobody_detained():
    text = "Students were detained on Sunday. On Monday they signed a petition, and the list had 146 names."
    assert [claim.count for claim in coded(text, "en") if claim.basis == "named_list"] == []


RIVALS = [
    (
        "ru",
        "В Пинске на марш вышли, по оценке мэрии, около 700 человек, по подсчётам журналистов — более двух тысяч.",
        {(700, 700, "мэрии"), (2000, None, "журналистов")},
    ),
    (
        "en",
        "About 300 people marched in Pinsk by estimates of the town hall, and 900 according to the union.",
        {(300, 300, "the town hall"), (900, 900, "the union")},
    ),
    (
        "ru",
        "Силовики застрелили десятки демонстрантов; Минздрав сообщил о 67 погибших.",
        {(20, 99, None), (67, 67, "Минздрав")},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), RIVALS)
def test_each_source_has_its_own_number(language, text, expected):
    found = {(claim.count.low, claim.count.high, claim.said_by) for claim in coded(text, language) if claim.count}
    assert found == expected


PARTS = [
    (
        "en",
        "In 90 cities of Russia 4,000 people were detained, of them 1,500 in Moscow.",
        {4000: "Russia", 1500: "Moscow"},
    ),
    ("ru", "В 90 городах России задержали 4000 человек, из них 1500 в Москве.", {4000: "Russia", 1500: "Moscow"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), PARTS)
def test_the_place_of_a_part_is_not_that_of_the_whole(language, text, expected):
    claims = [claim for claim in coded(text, language) if claim.type == "detention"]
    assert {claim.count.low: claim.place[0] for claim in claims} == expected
