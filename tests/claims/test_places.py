import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.claims.places.reading import read_places, usable
from letapis.claims.tokens import tokenise
from letapis.vocabulary.gazetteer import place
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read(text, language):
    return read_places(tokenise(text), language)


def names(text, language):
    return [span.place for span in usable(read(text, language))]


EXAMPLES = [
    pytest.param(language, example["text"], example["places"], id=example["text"][:40])
    for language in INTERFACE_LANGUAGES
    for example in table(f"languages/{language}/places.toml")["example"]
]


@pytest.mark.parametrize(("language", "text", "expected"), EXAMPLES)
def test_examples_of_the_language_data(language, text, expected):
    assert names(text, language) == expected


SPELLINGS = [  # the rows of the needs on spelling variants, and cases
    ("en", "They met in Soligorsk.", "Salihorsk"),
    ("en", "They met in Salihorst.", "Salihorsk"),
    ("en", "They met in Salihorsk district.", "Salihorsk district"),
    ("be", "Сустрэліся ў Салігорску.", "Salihorsk"),
    ("ru", "Встретились в Солигорске.", "Salihorsk"),
    ("en", "They met in Grodno.", "Hrodna"),
    ("be", "Сустрэліся ў Гродне.", "Hrodna"),
    ("ru", "Приехали из Гродно.", "Hrodna"),
    ("en", "They met in Horadnia.", "Hrodna"),
    ("be", "Сустрэліся ў Менску.", "Minsk"),
    ("en", "They met in Miensk.", "Minsk"),
    ("en", "They met in Gomel.", "Homiel"),
    ("en", "They met in Vitebsk.", "Viciebsk"),
    ("en", "They met in Mogilev.", "Mahiliou"),
    ("en", "They met in Mahilioŭ.", "Mahiliou"),
    ("en", "They met in Babrujsk.", "Babruisk"),
    ("en", "They met in Bobruisk.", "Babruisk"),
    ("be", "Сустрэліся ў Мiнску.", "Minsk"),  # with a Latin i
    ("ru", "Встретились в Могилеве.", "Mahiliou"),
    ("ru", "Встретились в Могилёве.", "Mahiliou"),
    ("be", "Сустрэліся ў Жодзіне.", "Zhodzina"),
    ("ru", "Встретились в Глубоком.", "Hlybokaye"),
    ("ru", "Встретились в Нижнем Новгороде.", "Nizhny Novgorod"),
    ("ru", "Ехали из Санкт-Петербурга.", "Saint Petersburg"),
    ("ru", "Собрались в Египте.", "Egypt"),
    ("ru", "Собрались в Гомельской области.", "Homiel region"),
    ("be", "Сабраліся ў Гомельскай вобласці.", "Homiel region"),
    ("en", "They met in the “Cascade” district.", "Cascade"),
    ("be", "Сустрэліся ў Вільні.", "Vilnius"),
    ("en", "They met in Kiev.", "Kyiv"),
    ("en", "They met in León.", "León"),
]


@pytest.mark.parametrize(("language", "text", "expected"), SPELLINGS)
def test_every_spelling_and_case(language, text, expected):
    assert names(text, language) == [expected]


IMPLIED = [
    ("en", "The Belarusian authorities are silent.", "Belarus"),
    ("en", "Miners of Belaruskaliy struck.", "Salihorsk"),
    ("ru", "Рабочие «Беларуськалия» бастуют.", "Salihorsk"),
    ("en", "He was taken to Akrestsina.", "Minsk"),
    ("en", "He was taken to Okrestina.", "Minsk"),
    ("be", "Яго адвезлі на Акрэсціна.", "Minsk"),
    ("en", "He visited the KGB prison.", "Minsk"),
    ("en", "He visited the KGB jail.", "Minsk"),
    ("ru", "Он посетил СИЗО КГБ.", "Minsk"),
    ("ru", "Он посетил тюрьму КГБ.", "Minsk"),
    ("en", "Workers of Hrodna Azot gathered.", "Hrodna"),
    ("en", "Workers of BelAZ gathered.", "Zhodzina"),
    ("be", "Рабочыя «Нафтана» сабраліся.", "Navapolatsk"),
    ("ru", "Минский суд молчит.", "Minsk"),
    ("ru", "Минчане ждут у аэропорта Шереметьево.", "Moscow"),
    ("be", "Беларусы выйшлі на вуліцы.", "Belarus"),
]


@pytest.mark.parametrize(("language", "text", "expected"), IMPLIED)
def test_words_that_lead_to_a_place(language, text, expected):
    assert [(span.place, span.implied) for span in read(text, language)] == [(expected, True)]


METONYMS = [
    ("en", "Minsk rejects talks.", True),
    ("en", "Moscow said it would wait.", True),
    ("en", "Backed by Moscow, he stays.", True),
    ("en", "They marched in Minsk.", False),
    ("en", "Minsk woke up late.", False),
    ("en", "Minsk has seen larger marches.", False),
    ("ru", "Минск не спал.", False),
    ("ru", "Минск отверг переговоры.", True),
    ("ru", "В Минске прошёл марш.", False),
    ("be", "Масква заявіла пратэст.", True),
]


@pytest.mark.parametrize(("language", "text", "metonym"), METONYMS)
def test_a_capital_that_speaks_is_a_government(language, text, metonym):
    assert [span.metonym for span in read(text, language)] == [metonym]


NO_PLACE = [
    ("en", "People in 55 other cities took to the streets."),
    ("en", "Of those, many were reading. Nice weather, Mary."),
    ("en", "Victoria Azarenka plays; Jack London wrote."),
    ("en", "On Nov. 8 people came."),
    ("en", "Many thanks to all of you in May and March."),
    ("ru", "Мир и лес. Горки на площадке. Нужна корма для рыб."),
    ("be", "Мір і лес. Масты праз раку."),
    ("ru", "Бус уехал на Смоленскую."),
    ("be", "Пратакол у Маскоўскім РУУСе."),
    ("en", "They met on Independence Square."),
    ("ru", "Роман Протасевич и Мария Колесникова."),
]


@pytest.mark.parametrize(("language", "text"), NO_PLACE)
def test_what_only_looks_like_a_place(language, text):
    assert names(text, language) == []


def test_a_name_inside_another_is_marked():
    (span,) = read("The Minsk Times wrote so.", "en")
    assert span.in_name


def test_the_capital_is_that_of_the_country_named():
    assert names("Belarus is calm. Many marched in the capital.", "en")[-1] == "Minsk"
    assert names("Марши прошли в столице Грузии.", "ru")[0] == "Tbilisi"
    assert names("Nobody marched in the capital.", "en") == []


def test_a_small_town_is_read_where_its_country_is_named():
    assert "Izeh" in names("Iran is restless. Izeh, Wednesday: the school burned.", "en")
    assert names("Izeh stayed at home.", "en") == []


def test_a_square_of_many_towns_needs_its_country():
    assert names("Belarus votes. They met on Independence Square.", "en") == ["Belarus", "Minsk"]


def test_a_typo_is_read_only_where_one_name_is_near():
    assert names("They met in Navapolatzk.", "en") == ["Navapolatsk"]
    assert names("They met in Linsk.", "en") == []


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "be", "uk", "de", ""]))
def test_spans_are_those_of_the_text(text, language):
    last = 0
    for span in read(text, language):
        assert text[span.start : span.end] == span.words
        assert place(span.place) is not None
        assert last <= span.start < span.end
        last = span.end


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not beside the checkout")
def test_places_of_the_annotated_documents_are_found():
    wanted = found = 0
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            document = json.loads(line)
            have = set(names(document["text"], document["lang"]))
            told = [name for claim in document["claims"] for name in claim["place"]]
            wanted, found = wanted + len(told), found + sum(name in have for name in told)
    assert found / wanted > 0.85  # the rest is told by the genre alone, not by a word
