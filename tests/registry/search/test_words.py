"""One word in all its spellings: forms, keys, and what a word means beyond its letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.search.keys import keys
from letapis.registry.search.meaning import meant_marks, other_names
from letapis.registry.search.words import FORM, form, forms, joined, twin, words
from letapis.vocabulary.resources import table

# Words that are one but for case, accents, letters that look alike, ё and ў, apostrophes, soft hyphens.
ONE_FORM = [
    "Ёлка елка ЕЛКА Ёлка",
    "ўзвод узвод Узвод",
    "з'ехалі з’ехалі зʼехалі зехалі З`ехалі",
    "Мінск Мі\u0301нск МІНСК Мі\u00adнск Мі\u200bнск",
    "Сouncil council Council COUNCIL council's Cоuncil",  # the first letter Cyrillic, the last a Cyrillic о
    "Bokun bokun Вokun",
    "café Cafe CAFÉ",
    "Ｆｕｌｌ full",
    "1,023 1.023 1023 1\u00a0023",
]


@pytest.mark.parametrize("group", ONE_FORM, ids=lambda group: group.split()[0])
def test_spellings_of_one_word_have_one_form(group):
    assert len({form(word) for word in group.split(" ")}) == 1


# Words that a search for one of them must find: cases, Belarusian and Russian, both spellings, Latin letters.
SHARE_A_KEY = [
    "газета газэта газеты газету газетой газетамі газетаў",
    "Лукашэнка Лукашенко Lukashenko Lukashenka Łukaszenka Лукашенку Лукашэнкам",
    "Мінск Минск Minsk Минске Мінску Минском",
    "Менск Менску Менскам Mensk",
    "страйк страйки страйкаў страйкам страйках",
    "стачком стачкома стачкамі стачкомом",
    "забастовка забастоўка забастовки забастовок",
    "план плян плана пляну",
    "затрыманы затрыманыя затрыманне затрыманьне затрыманых",
    "Ціханоўская Тихановская Tikhanovskaya Tsikhanouskaya Ціханоўскую Тихановской",
    "Гродна Гродно Hrodna Grodno Гродне",
    "protest protests protested протест пратэст пратэсты",
    "detain detained detaining detains",
    "city cities",
    "суд суды судом судзе суда",
    "з'ехалі зьехалі",
    "міністр міністар министр министра",
    "Хабараў Хабаров Khabarau Khabarov Хабарову Хабаровым",
    "Бокун Бокуна Bokun Бокуну",
    "Сьвятлана Святлана Светлана Sviatlana Svetlana",
    "спэцназ спецназ спецназа",
    "прэзыдэнт прэзідэнт президент президенту",
    "эўра еўра",
]


@pytest.mark.parametrize("group", SHARE_A_KEY, ids=lambda group: group.split()[0])
def test_forms_of_one_word_share_a_key_with_the_first(group):
    first, *others = map(form, group.split())
    assert [other for other in others if not set(keys(first)) & set(keys(other))] == []


def test_the_classical_spelling_shares_a_key_with_the_official_one():
    steps = table("languages/be/spelling.toml")["step"]
    pairs = [example.split() for step in steps for example in step["examples"]]
    known = [(left, right) for left, right in pairs if keys(form(left))]
    assert len(known) > 8
    assert [pair for pair in known if not set(keys(form(pair[0]))) & set(keys(form(pair[1])))] == []


@pytest.mark.parametrize("pair", ["марш мост", "суд сад", "Бокун Бакунін", "страйк строй", "арышт артыст"])
def test_other_words_share_none(pair):
    left, right = map(form, pair.split())
    assert not set(keys(left)) & set(keys(right))


@pytest.mark.parametrize("word", ["ААН", "на", "on", "2020", "я"])
def test_what_is_short_or_a_number_is_only_itself(word):
    assert keys(form(word)) == ()


def test_words_stand_where_they_say():
    text = "У г. Мі\u0301нску — 1,023 чал.; e-mail, Нью-Йорк."
    assert [(word.form, text[word.start : word.end]) for word in words(text)] == [
        ("у", "У"), ("г", "г"), ("мінску", "Мі\u0301нску"), ("1023", "1,023"), ("чал", "чал"),
        ("e", "e"), ("mail", "mail"), ("нью", "Нью"), ("йорк", "Йорк"),
    ]  # fmt: skip
    assert list(joined(text)) == ["email", "ньюйорк"]


def test_a_word_in_look_alikes_of_the_other_alphabet_has_a_twin():
    assert twin(form("СССР")) == "cccp"
    assert twin("cop") == "сор"
    assert twin(form("завод")) == twin("stop") == ""  # з, в, д and s have none


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text):
    found = list(words(text))
    assert [word.form for word in found] == forms(text)
    assert all(0 <= word.start < word.end <= len(text) and 0 < len(word.form) <= FORM for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert not any(set(word.form) & set("\0 \"'\\:*()|&!<>") for word in found)


@given(st.text(max_size=40))
def test_a_form_is_its_own_form(text):
    assert all(form(one) == one for one in forms(text))


@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("Менску", "p:minsk"), ("Minsk", "p:minsk"), ("Горадні", "p:hrodna"), ("забастовкі", "t:strike"),
        ("Страйк", "t:strike"),
    ],
)
def test_a_word_means_a_place_or_a_type(word, mark):
    assert mark in meant_marks(form(word))


def test_a_country_means_no_mark_for_all_lies_in_it():
    assert meant_marks(form("Беларусь")) == ()


def test_a_place_has_other_names():
    assert {("minsk",), ("мінск",), ("минск",), ("менск",)} <= set(other_names(form("Менску")))


def test_a_body_has_other_names():
    assert ("viasna",) in other_names(form("Вясна"))
