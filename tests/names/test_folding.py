import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.folding import LONGEST, clean, explain, fold, readers
from letapis.names.inflection import forms
from letapis.vocabulary.resources import table

FOLDING = table("names/folding.toml")
RULES = [
    (rule[0], pair)
    for rules in (*(reading["rules"] for reading in FOLDING["readings"].values()), FOLDING["sounds"]["rules"])
    for rule in rules
    for pair in rule[3]
]
ENDINGS = [
    (rule["name"], rule["kind"], pair) for rule in table("names/inflection.toml")["rule"] for pair in rule["examples"]
]

ONE_NAME = [
    "Ціханоўскі Тихановский Tsikhanouski Tikhanovsky Tikhanovskiy Tichanovsky Tichanowski Cichanoŭski Tsikhanoŭski",
    "Лукашэнка Лукашенко Lukashenka Lukashenko Łukašenka Lukaschenka Łukaszenka",
    "Шчарбакоў Щербаков Shcharbakou Shcherbakov Šcharbakoŭ Schtscherbakow Szczerbakow",
    "Чаркасаў Черкасов Charkasau Cherkasov Čarkasaŭ Tscherkassow Czarkasau",
    "Аляксееўна Алексеевна Aliakseeuna Alekseevna Alekseyevna",
    "Салігорск Солигорск Salihorsk Soligorsk",
    "Гродна Гродно Hrodna Grodno",
    "Жук Zhuk Žuk Żuk",
    "Ганна Hanna Ганна",
    "Мікалай Міĸалай Miкалай Mikalai Mikałaj",
    "Юр'еўна Юр’еўна Юрʼеўна Yur'euna",
]
OTHER_NAMES = [
    ("Иванов", "Петров"),
    ("Сокал", "Сакалоў"),
    ("Ткачоў", "Ткачук"),
    ("Мінск", "Пінск"),
    ("Лукашенко", "Лукашук"),
]


@pytest.mark.parametrize(("name", "pair"), RULES)
def test_each_rule_makes_its_examples_one(name, pair):
    left, right = pair.split()
    assert set(fold(left)) & set(fold(right)), (name, fold(left), fold(right))


@pytest.mark.parametrize(
    ("name", "pattern", "pair"),
    [
        (rule[0], rule[1], pair)
        for reading in FOLDING["readings"].values()
        for rule in reading["rules"]
        for pair in rule[3]
    ],
)
def test_an_example_has_what_its_rule_finds(name, pattern, pair):
    assert any(re.search(pattern, clean(word)) for word in pair.split()), name


def test_the_rules_that_were_used_are_named():
    assert {"kh = х", "ts before i, e = т"} <= set(explain("Tsikhanouski")[0].rules)


@pytest.mark.parametrize(("name", "kind", "pair"), ENDINGS)
def test_each_ending_has_an_example(name, kind, pair):
    bent, plain = pair.split()
    assert any(form.rule == name and form.kind == kind and set(form.keys) & set(fold(plain)) for form in forms(bent))


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_spellings_of_one_name_share_a_key_with_the_first(spellings):
    first, *others = spellings.split()
    assert [other for other in others if not set(fold(first)) & set(fold(other))] == []


@pytest.mark.parametrize(("left", "right"), OTHER_NAMES)
def test_other_names_share_none(left, right):
    assert not set(fold(left)) & set(fold(right))


@pytest.mark.parametrize("word", ["", "🙂", "123", "'", "-", "\u0000", "。", " "])
def test_what_is_no_name_has_no_key(word):
    assert fold(word) == ()


def test_every_rule_has_a_name_of_its_own_in_its_reading():
    for reading in FOLDING["readings"].values():
        found = [(rule[0], rule[1]) for rule in reading["rules"]]
        assert len(found) == len(set(found))


@given(st.text(max_size=80))
def test_keys_are_small_letters_and_few(word):
    keys = fold(word)
    assert len(keys) <= 4
    assert all(key and key.isascii() and key.islower() and key.isalpha() for key in keys)
    assert keys == tuple(reading.key for reading in explain(word))


@given(st.text(alphabet="абвгдеёжзійклмнопрстуўфхцчшыьэюя", min_size=1, max_size=12))
def test_capitals_do_not_change_a_key(word):
    assert fold(word) == fold(word.upper()) == fold(word.capitalize())


def test_a_word_of_any_length_is_read_quickly_and_no_further_than_a_name():
    assert fold("я" * 10_000) == fold("я" * LONGEST)


def test_both_scripts_are_read():
    assert set(readers()) == {"cyrillic", "latin"}
