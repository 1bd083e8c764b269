"""Keys: spellings of one name share one that is rare enough, beginnings keep their name while it is typed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from letapis.names.persons.keys import asked, asked_otherwise, bones, initials, keys, prefixes, typed
from letapis.names.persons.reading import read
from letapis.store.name_tables import key_number
from letapis.vocabulary.resources import table

PAIRS = Path(__file__).resolve().parents[3] / "shared" / "data" / "names" / "pairs_dev.csv"
INITIALS = table("names/initials.toml")
NOTHING = ("", " ", ".", "🙂🙂", "12345", "—,;", "\x00", "...")

# One person in several spellings; all of a row must meet in a key that is more than the surname alone.
SPELLINGS = [
    ("Siarhei Tsikhanouski", "Тихановский Сергей Леонидович", "Ціханоўскі Сяргей", "Sergej Tichanowskij"),
    ("С. Л. Тихановский", "Siarhei Tsikhanouski", "Ціханоўскі С."),
    ("Марыя Верабей", "Воробей Мария Петровна", "MARYIA VERABEI"),
    ("Кашталян Ядвіга Пятроўна", "Jadviha Kaštalan", "Ядвига Кашталян"),
    ("Жук-Гарэлік Янка", "Zhuk-Harelik Yanka"),
    ("Клачко Лука Ігнатавіч", "Калачко Лука Игнатович"),  # a slip in the surname
    ("Лагвінушка Рыгор", "Логвинуша Рыгор"),  # one at the end of it
    ("Берасневіч Зося", "Меpасневіч Зося"),  # one at its beginning, with a Latin letter
    ("Ганна Ластаўка", "Анна Ласточка-Ластовка"),
    ("Juris Kalns", "Юрий Калн"),  # Latvian endings
]
APART = [
    ("Сяргей Ціханоўскі", "Марыя Верабей"),
    ("Іван Дубровін", "Пётр Кавалёнак"),
    ("Anna Lis", "Boris Kot"),
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda row: row[0])
def test_spellings_of_one_name_meet(spellings):
    for one in spellings:
        for other in spellings:
            assert {key for key in keys(one) & asked(other) if key[0] != "w"}, (one, other)


@pytest.mark.parametrize(("left", "right"), APART)
def test_other_names_do_not(left, right):
    assert not keys(left) & asked(right)


def test_the_order_of_the_words_changes_no_pair():
    pairs = [
        {key for key in keys(name) if key[0] in "pa"} for name in ("Верабей Марыя Пятроўна", "Марыя Пятроўна Верабей")
    ]
    assert pairs[0] == pairs[1]


def test_a_shorter_name_is_asked_for_too():
    whole = {key for key in keys("Марыя Верабей") if key[0] == "a"}
    assert whole <= asked("Верабей Марыя Пятроўна")
    assert not whole & keys("Верабей Марыя Пятроўна")


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_name_has_no_keys(name):
    assert keys(name) == asked(name) == asked_otherwise(name) == frozenset()
    assert prefixes(name) == typed(name) == ()


@pytest.mark.parametrize("name", ["Я", "x", "Li", "Ия", "习近平", "a" * 10_000, "Ян " * 3_000, "Іван-" * 2_000])
def test_odd_names_have_few_keys(name):
    assert 1 <= len(keys(name)) <= 60
    assert sum(map(len, prefixes(name))) < 5_000


@given_(st.text(max_size=60))
def test_any_text_has_the_same_keys_again_and_no_flood_of_them(text):
    before = keys(text)
    keys.cache_clear()
    assert keys(text) == before
    assert len(before) <= 400
    assert all("|" not in line for line in prefixes(text))


def test_a_key_has_the_same_number_everywhere():
    """Worked out once with another program (b2sum -l 32, then as a signed number)."""
    assert key_number("pmr frp") == 0xFE7C5517 - (1 << 32)
    assert -(2**31) <= key_number("anything") < 2**31


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("tihanavsk", "tknfsk"),
        ("ivanav", "fnf"),
        ("ana", "n"),
        ("gana", "n"),
        ("gavks", "fk"),
        ("a", "a"),
        ("ia", "ia"),
    ],
)
def test_bones(key, left):
    assert bones(key) == left


def _sounds(name):
    return initials(read(f"{name} Верабей").parts[0])


@pytest.mark.parametrize(("letter", "name"), INITIALS["examples"])
def test_an_initial_may_stand_for_a_name(letter, name):
    assert _sounds(f"{letter}.") & _sounds(name)


@pytest.mark.parametrize(("letter", "name"), INITIALS["counterexamples"])
def test_an_initial_may_not_stand_for_a_name(letter, name):
    assert not _sounds(f"{letter}.") & _sounds(name)


def begun(text, name):
    """Whether what was typed so far finds the name: each of its words begins another word of one line."""
    first, *others = [word.split("|") for word in reversed(typed(text))]
    return any(
        line.startswith(tuple(first)) and all(any(f" {start}" in line for start in other) for other in others)
        for line in prefixes(name)
    )


@pytest.mark.parametrize(
    ("typed_so_far", "name"),
    [
        ("Сярг Ціх", "Тихановский Сергей Леонидович"),
        ("tsikh", "Сяргей Ціханоўскі"),
        ("Tichan", "Сяргей Ціханоўскі"),
        ("Ціханоў", "Siarhei Tsikhanouski"),
        ("sierg cich", "Сяргей Ціханоўскі"),
        ("Т", "Сяргей Ціханоўскі"),
        ("Tsik", "Сяргей Ціханоўскі"),
        ("Sh", "Шыла Янка"),
        ("S", "Шыла Янка"),
        ("Dz", "Дзяніс Верабей"),
        ("D", "Дзяніс Верабей"),
        ("Ц", "Цімафей Верабей"),
        ("Ts", "Цімафей Верабей"),
        ("Y", "Ядвіга Верабей"),
        ("Ya", "Ядвіга Верабей"),
        ("У", "Уладзімір Верабей"),
        ("Ю", "Юрый Верабей"),
        ("Yu", "Юрый Верабей"),
        ("вераб яд", "Ядвига Воробей"),
    ],
)
def test_a_name_is_found_while_it_is_typed(typed_so_far, name):
    assert begun(typed_so_far, name)


def test_no_answer_jumps_away_while_one_types():
    """Every beginning of every word, in five ways to write the name, finds it in the Belarusian spelling."""
    ways = ("Дзмітрый Шчарбакоў", "Dzmitry Shcharbakou", "Dźmitry Ščarbakoŭ", "Дмитрий Щербаков", "Dmitry Shcherbakov")
    lost = [
        (word[:end], other)
        for way in ways
        for other in ways
        for word in way.split()
        for end in range(1, len(word) + 1)
        if not begun(word[:end], other)
    ]
    assert lost == []


def test_true_pairs_beside_the_checkout_share_a_key():
    if not PAIRS.exists():
        pytest.skip("the pairs of names are not beside the checkout")
    with PAIRS.open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row["left"], row["right"]) for row in csv.DictReader(file) if row["same"] == "1"]
    assert sum(not keys(left).isdisjoint(asked(right)) for left, right in pairs) / len(pairs) >= 0.985


def test_the_words_put_behind_leave_the_sounds_that_are_said():
    """A row of typing.toml takes off what it put on: shown behind a letter that joins with none of them."""
    from letapis.names.folding import fold

    for script, letter in (("latin", "r"), ("cyrillic", "р")):
        plain = [row for row in table("names/typing.toml")[script] if row[0][:1] not in "hczsхчзц"]
        assert all(fold(f"{letter}{more}")[0] == f"r{sounds}" for more, sounds in plain)
