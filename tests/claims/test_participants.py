"""Who did it, to whom, and who says so: tables of sentences with the values that a person worked out."""

from __future__ import annotations

import pytest

from letapis.claims.coder import Document
from letapis.claims.rules import RuleCoder


def claims(text, language="en"):
    return RuleCoder().code(Document("one", text, language, "2021-03-12"))


def slots(text, kind, language="en"):
    found = [claim for claim in claims(text, language) if claim.type == kind]
    assert found, [claim.type for claim in claims(text, language)]
    return found[0].who, found[0].whom


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("Leftist guerrillas early Tuesday killed a peasant.", "killing", ("Leftist guerrillas",), ("a peasant",)),
        ("He said that guerrillas killed a peasant in Flores.", "killing", ("guerrillas",), ("a peasant",)),
        (
            "Two nurses were detained by unidentified individuals.",
            "detention",
            ("unidentified individuals",),
            ("nurses",),
        ),
        ("A guerrilla column killed a priest.", "killing", ("A guerrilla column",), ("a priest",)),
        ("The army blamed rebels for the killing of six priests.", "killing", ("rebels",), ("priests",)),
        ("The murder of two students by soldiers was condemned.", "killing", ("soldiers",), ("students",)),
        ("President of Georgia Jan Kowal met with the miners.", "dialogue", ("Jan Kowal",), ("miners",)),
        ("Poland condemned the arrests.", "condemnation", ("Poland",), ()),
    ],
)
def test_english_sides_of_the_verb(text, kind, who, whom):
    assert slots(text, kind) == (who, whom)


@pytest.mark.parametrize(
    ("language", "text", "kind", "who", "whom"),
    [
        (
            "ru",
            "Швею Анну Лозову задержали сотрудники милиции.",
            "detention",
            ("сотрудники милиции",),
            ("Анну Лозову",),
        ),
        ("ru", "Омоновцы избили студентов.", "assault", ("Омоновцы",), ("студентов",)),
        ("ru", "Студентов задержали омоновцы.", "detention", ("омоновцы",), ("Студентов",)),
        ("ru", "Журналист задержан неизвестными.", "detention", ("неизвестными",), ("Журналист",)),
        ("ru", "Его соседа задержали в Лиде.", "detention", (), ("соседа",)),
        ("be", "Амапаўцы збілі студэнтаў.", "assault", ("Амапаўцы",), ("студэнтаў",)),
        ("be", "Студэнтаў збілі амапаўцы.", "assault", ("амапаўцы",), ("Студэнтаў",)),
        ("be", "Журналіст затрыманы невядомымі.", "detention", ("невядомымі",), ("Журналіст",)),
    ],
)
def test_free_order_is_read_by_case(language, text, kind, who, whom):
    assert slots(text, kind, language) == (who, whom)


@pytest.mark.parametrize(
    ("language", "text", "kind", "whom"),
    [
        ("en", "Alena Zubovich works in Lida. She was detained on Monday.", "detention", ("Alena Zubovich",)),
        ("en", "The drivers stood at the gate. They were detained on Monday.", "detention", ("drivers",)),
        ("ru", "Игорь Лозов работает в Лиде. Его задержали в понедельник.", "detention", ("Игорь Лозов",)),
        ("be", "Ігар Лозаў працуе ў Лідзе. Яго затрымалі ў панядзелак.", "detention", ("Ігар Лозаў",)),
    ],
)
def test_a_pronoun_gives_whom_it_means(language, text, kind, whom):
    assert slots(text, kind, language)[1] == whom


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("ru", "МВД: за ночь задержаны 107 человек.", "МВД"),
        ("ru", "МВД не сообщает о 107 задержанных.", None),
        ("en", "Fires burned in Lida and two people were detained, the mayor on Friday insisted.", "the mayor"),
        ("en", "The United States said that 40 people were detained.", "The United States"),
        ("en", "Kim, a girl of eight (nine, say her cousins), was detained.", None),
        ("en", "The president announced reforms.", None),
        ("be", "Паводле артыкула 342 затрымалі 14 чалавек.", None),
    ],
)
def test_the_source(language, text, source):
    assert {claim.said_by for claim in claims(text, language)} == {source}


def test_what_was_said_behind_that_is_not_what_stands_before():
    found = claims("Two students were detained in Lida, and the ministry said that three nurses were beaten in Brest.")
    assert [(claim.type, claim.said_by) for claim in found] == [("detention", None), ("assault", "the ministry")]
