"""Which place an act has: its own, that of the narrative, that of the whole text, or none; in three languages."""

from __future__ import annotations

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

CODER = RuleCoder()


def code(text, language="en"):
    return CODER.code(Document(id="d", text=text, language=language, published=Moment.parse("2021-03-12")))


def places(text, kind, language="en"):
    return [claim.place for claim in code(text, language) if claim.type == kind]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        # a street of the town that the report is about is as good as its name
        (
            "ru",
            "На проспекте Независимости в Минске прошёл марш.\n\nМилиция применила слезоточивый газ.",
            "crowd_control",
            ("Minsk",),
        ),
        (
            "be",
            "На праспекце Незалежнасці прайшоў марш. У Мінску было ціха.\n\nМіліцыя ўжыла слезацечны газ.",
            "crowd_control",
            ("Minsk",),
        ),
        ("en", "A march went through Harare at noon.\n\nPolice arrested 12 bakers.", "detention", ("Harare",)),
        # a figure of a size that one town hardly has, and what is told of the whole country
        ("en", "A march went through Harare at noon.\n\nPolice arrested 1,200 people.", "detention", ("Zimbabwe",)),
    ],
)
def test_the_town_that_a_report_is_about(language, text, kind, expected):
    assert places(text, kind, language) == [expected]


def test_a_row_of_days_is_about_no_town():
    text = "1 March\n\nA march went through Harare.\n\n2 March\n\nPolice arrested 12 bakers.\n\n3 March\n\nNothing."
    assert places(text, "detention") == [("Zimbabwe",)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        # a figure of the size of a country is not of the town told before
        (
            "ru",
            "В Орше прошёл марш. Генпрокуратура говорит о 1 062 задержанных.",
            "detention",
            ("Belarus",),
        ),
        ("en", "A march went through Orsha. Police detained 12 bakers.", "detention", ("Orsha",)),
        # where somebody is from says less than where it was
        ("en", "A nurse from Pinsk was detained in Orsha.", "detention", ("Orsha",)),
        ("ru", "В Орше задержали медсестру из Пинска.", "detention", ("Orsha",)),
        ("be", "У Оршы затрымалі настаўніцу з Пінска.", "detention", ("Orsha",)),
        ("be", "Затрымалі настаўніцу з Пінска.", "detention", ("Pinsk",)),
        # signatures are of a country; a call of somebody's is nowhere
        ("en", "In Belarus 800 doctors signed an open letter to the ministry.", "appeal", ("Belarus",)),
    ],
)
def test_the_place_of_an_act(language, text, kind, expected):
    assert places(text, kind, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        # the head of an entry says where all of it was, the words that only imply a town as well
        ("en", "Lida. Two bakers were detained.\n\nOrsha. A nurse fell ill. A case was opened.", "charge", ("Orsha",)),
        ("ru", "На станции «Пушкинская» в Минске стояли люди. Милиция применила газ.", "crowd_control", ("Minsk",)),
        # a capital that acts is a government, a district court sits in its town
        ("en", "Iran held a vote. Paris was threatened with sanctions.", "threat", ("Iran",)),
        ("en", "The Pinsk District Court sentenced a baker to 15 days.", "sentence", ("Pinsk",)),
        # the town goes before the region of an office
        ("ru", "Милиция Гомельской области задержала жителя Калинковичей.", "detention", ("Kalinkavichy",)),
    ],
)
def test_a_place_that_holds_for_what_follows(language, text, kind, expected):
    assert places(text, kind, language)[-1:] == [expected]
