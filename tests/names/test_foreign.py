import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.folding import clean, fold
from letapis.names.foreign import (
    CERTAIN,
    Language,
    consonantal,
    cyrillic,
    foreign_keys,
    foreign_likeness,
    languages,
    read_as,
    spellings,
)
from letapis.names.persons.comparing import compare, score
from letapis.names.scripts import is_other, romanise, script, spaced
from letapis.vocabulary.resources import table

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = table("names/foreign.toml")
READERS = {reader.name: (reader, DATA["readings"][reader.name]) for reader in languages()}
BARE = {name: (reader, DATA["consonants"][name]) for name, reader in consonantal().items()}
EXAMPLES = [(name, example) for name, (_, data) in READERS.items() for example in data["examples"]]
EXAMPLES_OF_CYRILLIC = DATA["cyrillic"]["examples"]
BARE_EXAMPLES = [(name, example) for name, (_, data) in BARE.items() for example in data["examples"]]


def keys_by(reader: Language, word: str) -> set[str]:
    return {key for form in spellings(clean(word), reader) for key in fold(form)}


def rules_used(reader: Language, words: list[str]) -> set[int]:
    return {match.lastindex for word in words for match in reader.pattern.finditer(word) if match.lastindex}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_comes_to_one_key_by_its_reading(name, example):
    foreign, transcribed = example.split()
    assert keys_by(READERS[name][0], foreign) & {*fold(transcribed)}


@pytest.mark.parametrize("name", READERS)
def test_each_rule_has_an_example(name):
    reader, data = READERS[name]
    used = rules_used(reader, [clean(example.split()[0]) for example in data["examples"]])
    assert [rule for number, rule in enumerate(data["rules"], 1) if number not in used] == []


@pytest.mark.parametrize("example", EXAMPLES_OF_CYRILLIC)
def test_an_example_of_cyrillic_is_alike(example):
    assert foreign_likeness(*example.split()) > 0.9


def test_each_rule_of_cyrillic_has_an_example():
    used = rules_used(cyrillic(), [clean(example.split()[0]) for example in EXAMPLES_OF_CYRILLIC])
    assert len(used) == len(DATA["cyrillic"]["rules"])


@pytest.mark.parametrize(("name", "example"), BARE_EXAMPLES)
def test_an_example_without_vowels_is_alike(name, example):
    written, transcribed = example.split()
    assert script(written) == name
    assert read_as(written, transcribed) == ("consonants alone",)
    assert foreign_likeness(written, transcribed) >= min(DATA["consonants"]["likeness"])


@pytest.mark.parametrize("name", BARE)
def test_each_rule_without_vowels_has_an_example(name):
    reader, data = BARE[name]
    used = rules_used(reader, [romanise(example.split()[0]) for example in data["examples"]])
    assert [rule for number, rule in enumerate(data["rules"], 1) if number not in used] == []


SAME_WORDS = [
    ("Churchill", "Черчилль"),
    ("Churchill", "Чэрчыль"),
    ("Wright", "Райт"),
    ("Mélenchon", "Меланшон"),
    ("Rousseau", "Руссо"),
    ("Goethe", "Гёте"),
    ("Hitler", "Гитлер"),
    ("Hugo", "Гюго"),
    ("Zapatero", "Сапатеро"),
    ("Guimarães", "Гимарайнш"),
    ("Modigliani", "Модильяни"),
    ("Szécsényi", "Сечени"),
    ("Erdoğan", "Эрдоган"),
    ("Hoxha", "Ходжа"),
    ("Zhou", "Чжоу"),
    ("Jinping", "Цзиньпин"),
    ("Mizoguchi", "Мидзогути"),
    ("Jeong", "Чон"),
    ("Khrouchtchev", "Хрущёв"),
    ("Хемингуэй", "Гемінгвей"),
    ("Qadhafi", "Каддафи"),
    ("القذافي", "Каддафи"),
    ("Παπανδρέου", "Папандреу"),
    ("შევარდნაძე", "Шеварднадзе"),
    ("Խաչատրյան", "Хачатурян"),
    ("习", "Си"),
]


@pytest.mark.parametrize(("left", "right"), SAME_WORDS)
def test_words_of_other_languages_are_alike(left, right):
    assert max(foreign_likeness(left, right), foreign_likeness(right, left)) >= 0.85
    assert foreign_likeness(left, right) == pytest.approx(foreign_likeness(right, left))


OTHER_WORDS = [
    ("Churchill", "Чемберлен"),
    ("Wright", "Рейган"),
    ("Bach", "Бетховен"),
    ("Macron", "Миттеран"),
    ("Merkel", "Мерц"),
    ("Schiller", "Шредер"),
    ("Zhou", "Цзян"),
    ("Suzuki", "Судзуму"),
    ("Castro", "Кастильо"),
    ("القذافي", "Мубарак"),
    ("习", "Чжан"),
    ("Picasso", "Писарро"),
]


@pytest.mark.parametrize(("left", "right"), OTHER_WORDS)
def test_words_of_other_people_are_not(left, right):
    assert foreign_likeness(left, right) < 0.85


SAME_PEOPLE = """
Winston Churchill|Уинстон Черчилль|Вінстон Черчилль|Черчилль, Уинстон
William Shakespeare|Уильям Шекспир|Вільям Шекспір|Viliam Shakespeare
Xi Jinping|Си Цзиньпин|Сі Цзіньпін|习近平
Mao Zedong|Mao Tse-tung|Мао Цзэдун|毛泽东
Kim Jong-un|Ким Чен Ын|김정은
Muammar Gaddafi|Moammar Qadhafi|Муаммар Каддафи|معمر القذافي
Benjamin Netanyahu|Биньямин Нетаньяху|בנימין נתניהו
Recep Tayyip Erdoğan|Реджеп Тайип Эрдоган|Рэджэп Таіп Эрдаган
Jean-Luc Mélenchon|Жан-Люк Меланшон
Ursula von der Leyen|Урсула фон дер Ляйен
Leonardo DiCaprio|Леонардо Ди Каприо
Alexis Tsipras|Алексис Ципрас|Αλέξης Τσίπρας
Nikol Pashinyan|Никол Пашинян|Նիկոլ Փաշինյան
Nikita Khrushchev|Nikita Khrouchtchev|Nikita Chruschtschow|Никита Хрущёв
Wang Yi|Ван И
"""


@pytest.mark.parametrize("spelled", SAME_PEOPLE.split("\n")[1:-1])
def test_famous_people_are_themselves_in_every_spelling(spelled):
    first, *others = spelled.split("|")
    assert {other: compare(first, other).decision for other in others} == dict.fromkeys(others, "same")


OTHER_PEOPLE = """
George W. Bush|Барбара Буш
Pierre Curie|Мари Кюри
Heinrich Mann|Томас Манн
Kim Jong-il|Ким Чен Ын
Fidel Castro|Рауль Кастро
Thomas Müller|Герд Мюллер
Charlotte Brontë|Эмили Бронте
Juan Perón|Эва Перон
Winston Churchill|Рэндольф Черчилль
Mao Zedong|Мао Дунь
Indira Gandhi|Раджив Ганди
Michael Jackson|Майкл Джордан
"""


@pytest.mark.parametrize("spelled", OTHER_PEOPLE.split("\n")[1:-1])
def test_relatives_and_namesakes_of_famous_people_are_not(spelled):
    assert compare(*spelled.split("|")).decision != "same"


def test_the_explanation_names_the_language():
    assert "read as Pinyin" in compare("Xi Jinping", "Си Цзиньпин").reason
    assert "French" in read_as("Rousseau", "Руссо")


def test_given_names_that_only_may_be_one_are_left_to_people():
    assert compare("Carlo Collodi", "Карла Калодзі").decision in {"same", "unsure"}
    assert compare("Alena Karabach", "Алина Карабач").decision == "different"


SPACED = [
    ("习近平", ["习", "近平"]),
    ("诸葛亮", ["诸葛", "亮"]),
    ("김정은", ["김", "정", "은"]),
    ("महात्मा गांधी", ["महतम", "गनध"]),
    ("Αλέξης Τσίπρας", ["Αλέξης", "Τσίπρας"]),
]


@pytest.mark.parametrize(("name", "words"), SPACED)
def test_a_name_of_another_script_has_its_words(name, words):
    assert is_other(name)
    assert spaced(name).split() == words


def test_latin_and_cyrillic_are_no_other_scripts():
    assert not any(map(is_other, ["Đoković", "Ціханоўскі", "Nguyễn Phú Trọng", "Нұрсұлтан", "!?", ""]))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_read(left, right):
    assert 0 <= foreign_likeness(left, right) <= CERTAIN
    assert foreign_likeness(left, right) == pytest.approx(foreign_likeness(right, left))
    assert all(key.isascii() and key.islower() for key in foreign_keys(left))
    assert 0 <= score(left, right) <= 1


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(CHECKOUT / "bench"))
    import names_famous

    yield names_famous
    for name in ("names_famous", "measuring"):
        sys.modules.pop(name, None)


def test_the_famous_people_have_ids_and_spellings_of_their_own(bench):
    people = bench.people()
    assert len({person.id for person in people}) == len(people) >= 700
    assert len({person.country for person in people}) >= 60
    assert all(len(set(person.spellings)) == len(person.spellings) >= 2 for person in people)
    assert abs(sum(bench.half(person) == "tuning" for person in people) / len(people) - 0.5) < 0.05


def test_the_pairs_of_famous_people_are_the_same_each_time(bench):
    people = [person for person in bench.people() if person.country == "de"]
    pairs = list(bench.pairs(people))
    assert pairs == list(bench.pairs(people))
    assert {pair.kind for pair in pairs if not pair.same} == {
        "same surname",
        "same given name",
        "most letters",
        "random",
    }


def test_the_best_threshold_of_worked_scores(bench):
    assert bench.best([(0.9, True), (0.8, True), (0.7, False), (0.6, True)]) == (pytest.approx(6 / 7), 0.6)
    assert bench.at([(0.9, True), (0.8, False), (0.7, True)], 0.8) == (0.5, 0.5, 0.5)
