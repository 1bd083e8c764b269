"""Records as columns: which reading of a word is taken, and how usual a value is said to be."""

from __future__ import annotations

import pytest

from letapis.bulk.coding import coded
from letapis.bulk.columns import BACKGROUND, Columns, bones, columns
from letapis.bulk.places import town_keys
from letapis.bulk.words import name_words
from letapis.registry.people.records import PersonRecord

# Spellings of one man; each must give the same surname and the same given name.
ONE_MAN = [
    "Ковальчук Сергей Петрович",
    "Кавальчук Сяргей Пятровіч",
    "КОВАЛЬЧУК С.",
    "Siarhei Kavalchuk",
    "Sergey Kovalchuk",
    "Sjarhej Kavaltschuk",
]
TOWNS = [
    ("г. Минск", "Мінск"),
    ("Minsk", "Минск"),
    ("Viciebsk", "Витебск"),
    ("Гродна", "Grodno"),
    ("Берасце", "Брест"),
    ("горад Магілёў", "Mogilev"),
]


def table(*names: str, **same: object) -> Columns:
    return columns([PersonRecord(f"list:{row}", "list", row, name, **same) for row, name in enumerate(names, 1)])  # type: ignore[arg-type]


def test_all_spellings_of_a_man_give_one_surname_and_one_given_name() -> None:
    made = table(*ONE_MAN)
    assert len(set(made.surname)) == 1
    assert {one for one in made.given if one} == {made.given[0]}
    assert made.father[0] == made.father[1] is not None


def test_an_initial_is_no_given_name_but_tells_its_letter() -> None:
    made = table("КОВАЛЬЧУК С.", "Вольга Ковальчук", "О. Ковальчук")
    assert (made.given[0], str(made.given_letters[0])[0]) == (None, "s")
    assert str(made.given_letters[2])[0] in str(made.given_letters[1])  # Вольга is also Ольга
    assert made.initial_surname == [made.surname[0], None, made.surname[0]]


def test_of_two_readings_that_is_taken_which_others_write_in_cyrillic() -> None:
    alone = table("Anton Cichanouski")
    with_others = table("Anton Cichanouski", "Антон Ціханоўскі", "Антон Тихановский")
    assert len(set(with_others.surname)) == 1
    assert alone.surname[0] in (with_others.surname[0], with_others.surname_2[0])


def test_the_halves_of_a_double_surname_are_both_kept() -> None:
    made = table("Новик-Зубова Анна", "Новик Анна", "Зубова Анна")
    assert made.surname[0] == made.surname[1]
    assert made.surname_2[0] == made.surname[2]


@pytest.mark.parametrize(("one", "other"), TOWNS)
def test_spellings_of_a_town_meet(one: str, other: str) -> None:
    assert set(town_keys(one)) & set(town_keys(other))


@pytest.mark.parametrize("name", ["", " ", "🙂", "12345", "?!", "\u0000", "Ы" * 10_000, "а б в г д е ж з", "-", "."])
def test_what_is_no_name_makes_no_error(name: str) -> None:
    made = table(name, "Ковальчук Сергей")
    assert made.surname[1]
    assert name_words(name).sex in ("", "m", "f")


@pytest.mark.parametrize(
    ("written", "article"),
    [("23.34", "23.34"), ("ст. 23.34 КоАП", "23.34"), ("арт. 342, ч. 1", "342"), ("", None), ("неизвестно", None)],
)
def test_articles(written: str, article: str | None) -> None:
    assert table("Ковальчук Сергей", article=written).article == [article]


def test_a_day_that_is_none_is_unknown() -> None:
    assert table("Ковальчук Сергей", date="2020-13-45").day == [None]
    assert table("Ковальчук Сергей", date="2020-08-10T12:00").day == table("Ковальчук Сергей", date="2020-08-10").day


def test_a_usual_surname_is_said_to_be_usual_and_none_to_be_impossible() -> None:
    made = table(*["Новик Анна"] * 50, "Зубова Анна").shares()["surname"]
    usual, rare = sorted(made.values(), reverse=True)
    assert usual > 10 * rare > 0
    assert sum(made.values()) < 1  # something is left for surnames that are not in the list
    assert set(BACKGROUND) == set(table("Новик Анна").shares())


def test_bones_of_a_short_key_keep_its_vowels() -> None:
    assert (bones("kavalcuk"), bones("li")) == ("kvlck", "li")


def test_words_cross_as_codes_that_are_equal_where_the_words_are() -> None:
    made = table("Новик Анна", "Новик Жгутимила Петровна", "Зубова Анна")
    numbers, usual = coded(made)
    surname, given = (numbers.column(name).to_pylist() for name in ("surname", "given"))
    assert surname[0] == surname[1] != surname[2]
    assert given[0] == given[2] > 0 > given[1]  # a negative code tells that a name is not known
    assert set(usual["surname"].column("surname").to_pylist()) == set(surname)
