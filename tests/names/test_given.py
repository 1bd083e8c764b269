import unicodedata
from collections import Counter
from itertools import chain

import pytest
from hypothesis import given as examples_of
from hypothesis import strategies as st

from letapis.names.folding import fold
from letapis.names.letters import is_cyrillic
from letapis.names.persons import given, given_index, patronymics
from letapis.names.persons.given_index import CLASS_OF, FIELDS, LANGUAGES, entries, row
from letapis.names.persons.reading import read
from letapis.names.vowels import distance, vowels
from letapis.vocabulary.resources import table, text

# One name in many spellings: each of the words is the name of this id, whatever else it may be.
SPELLINGS = """
    syarhei: Сергей Сяргей Сергій Siarhei Siarhiej Sergei Sergey Sergej Serhii Serhiy Sjarhej Siergiej Syarhey
    syarhei: Сярожа Серёжа Серега
    aliaksandr: Александр Аляксандр Олександр Aliaksandr Aleksandr Alexander Oleksandr Alaksandr Саша Шура Алесь
    aliaksandr: Ales Sasha Alex Алекса́ндр
    uladzimir: Владимир Уладзімір Володимир Uladzimir Vladimir Wladimir Volodymyr Uładzimir Вова Володя
    yauhen: Евгений Яўген Євген Yauhen Evgeny Jauhien Yevhen Eugene Evgenij Yevgeny Женя
    dzmitry: Дмитрий Дзмітрый Зміцер Дмитро Dzmitry Dmitry Dmitri Zmicier Dmytro Dzmitryj Дима Зьміцер
    mikalai: Николай Мікалай Мікола Микола Mikalai Nikolai Nikolay Mykola Mikalaj Коля
    mikhail: Михаил Міхаіл Міхась Mikhail Michail Mihail Mikheil Mykhailo Michał Миша
    piatro: Пётр Петр Пятро Петро Piotr Pyotr Petro Piatro Петя Пятрусь
    pavel: Павел Павал Павло Pavel Paweł Pavlo Pavieł Паша
    andrei: Андрей Андрэй Андрій Andrei Andrey Andrej Andriy Andrzej Андрюша
    heorhi: Георгий Георгій Heorhi Georgy Georgi Heorhij Жора
    ryhor: Григорий Рыгор Григорій Ryhor Grigory Hryhorii Гриша
    ihar: Игорь Ігар Ігор Ihar Igor Ihor
    aleh: Олег Алег Oleg Aleh Oleh
    viachaslau: Вячеслав Вячаслаў В'ячеслав Viachaslau Vyacheslav Wjatscheslaw Слава
    uladzislau: Владислав Уладзіслаў Uladzislau Vladislav Władysław Влад
    stanislau: Станислав Станіслаў Stanislau Stanisław Стас Слава
    yury: Юрий Юрый Юры Yury Yuri Jury Iouri Юра
    illia: Илья Ілля Ілья Illia Ilya Ilja Илюша
    vasil: Василий Васіль Vasil Vasily Vasilij Wassili Вася
    volha: Ольга Вольга Volha Olga Olha Wolha Оля
    hanna: Анна Ганна Hanna Anna Аня Anya
    alena: Елена Алена Алёна Олена Alena Elena Olena Yelena Helena Лена
    katsiaryna: Екатерина Кацярына Катерина Katsiaryna Ekaterina Kateryna Catherine Kaciaryna Катя
    nataliia: Наталья Наталля Наталія Natallia Natalia Natalya Наташа
    sviatlana: Светлана Святлана Світлана Sviatlana Svetlana Svitlana Света
    tatsiana: Татьяна Таццяна Тетяна Tatsiana Tatiana Tatyana Tetiana Таня
    mariia: Мария Марыя Марія Maryia Maria Mariya Maryja Маша
    yuliia: Юлия Юлія Yuliya Julia Yuliia Юля
    aksana: Оксана Аксана Aksana Oksana
    anastasia: Анастасия Анастасія Anastasiya Настя Наста Nasta
    nadzeia: Надежда Надзея Надія Nadzeya Nadezhda Nadiia Надя
    liubou: Любовь Любоў Любов Liubou Lyubov Ljubov Люба
    michael: Майкл Михаэль Міхаэль Michael Міхаель Mikael
    heinz: Хайнц Гейнц Гайнц Heinz
    jurgen: Юрген Jürgen Jurgen Juergen Йорген
    hans: Ганс Ханс Hans
    jerzy: Ежи Ежы Jerzy
    wojciech: Войцех Wojciech
    janis: Янис Jānis Janis Яніс
    jonas: Йонас Jonas Ёнас
    giorgi: Гиорги Giorgi
    mahamed: Магомед Мухаммед Mohammed Muhammad Mahomed
    ruslan: Руслан Ruslan
    tsimafei: Тимофей Цімафей Tsimafei Timofey Timothy Тимоша Цімох
    stsiapan: Степан Сцяпан Stsiapan Stepan Stiapan
    fedar: Фёдор Федор Хведар Федір Fedor Fiodar Fyodor Федя
    iosif: Иосиф Язэп Йосип Iosif Yazep Josef Юзик
    frantsishak: Францішак Францишек Franciszek Franak Франак
"""
FATHERS = """
    vasil: Васільевіч Васильевна
    piatro: Pyatrovich Петровна
    pavel: Pavlovich Паўлавіч
    leu: Lvovich Львоўна
    mikhail: Міхайлавіч Михайлівна
    semen: Сямёнавіч
    yakau: Якаўлевіч Яковлевна
    yury: Юр'евіч Jurjevič
    aliaksandr: Аляксандравіч Olexandrivna
    dzmitry: Дзмітрыеўна Дмитрович
    mikita: Мікітавіч Никитична
    tsimafei: Тимофеевна Цімафеевіч
    ihar: Ігараўна Игоревич
    ryhor: Hryhorovych Рыгораўна
    aleh: Алегавіч
    tadevush: Tadeuszowicz
    iosif: Иосифовна
    anatol: Анатольевич
    mikalai: Nikolajewitsch
    henadz: Геннадзьевіч
    ramzan: Рамзанович
    mahamed: Магомедовна
    franz: Францевич
"""
# Pairs that must not share a name.
APART = """
    Алена Аліна|Алена Галіна|Алена Ганна|Аліна Галіна|Аліна Ганна|Галіна Ганна|Elena Alina|Elena Halina
    Alena Hanna|Елена Алла|Елена Илона|Елена Эллина|Алина Алла|Дарья Дарина|Дарья Дора|Дар'я Дыяна|Darya Daryna
    Daria Diana|Марыя Марына|Maryia Maryna|Мария Марта|Мария Мира|Maria Marta|Марина Мария|Михаил Николай
    Міхаіл Мікалай|Mikhail Mikalai|Michael Nicholas|Раман Рамзан|Roman Ramzan|Роман Рамиль|Руслан Рустам
    Валерий Валерия|Valery Valeriya|Валерый Валянцін|Юлия Ульяна|Yuliia Uliana|Юлия Лилия|Юрий Юлий
    Алексей Александр|Аляксей Аляксандр|Aliaksei Aliaksandr|Алексей Олеся|Антон Антонина|Антон Анатолий
    Владислав Вячеслав|Vladislav Vladimir|Владислав Владимир|Вячаслаў Уладзіслаў|Вячеслав Вацлав|Дзяніс Дзмітрый
    Denis Dmitry|Денис Даниил|Станіслаў Святаслаў|Stanislau Sviataslau|Станислав Ростислав|Ян Іван|Yan Ivan
    Ян Яна|Иван Яна|Ivan Yana|Иван Иванна|Игорь Егор|Ihar Yahor|Игорь Григорий|Георгий Григорий|Heorhi Ryhor
    Сергей Серафим|Сергей Савелий|Максим Макар|Maksim Makar|Матвей Мефодий|Марк Марат|Кирилл Карл|Пётр Потап
    Павел Платон|Andrei Andreas|Андрей Адриан|Анжела Ангелина|Анна Нина|Анна Инна|Инна Нина|Ирина Арина|Iryna Ina
    Инга Инна|Тамара Татьяна|Тамара Тамила|Наталья Нателла|Наталья Надежда|Оксана Роксана|Ольга Олеся
    Volha Alesia|Людмила Любовь|Лидия Лилия|Лариса Лаура|Кристина Карина|Кира Карина|Ксения Оксана|Вера Варвара
    Вероника Виктория|Светлана Снежана|Эмиль Эмилия|Эдуард Эдгар|Тимур Тимофей|Timur Timofei|Артём Артур
    Arciom Artur|Аркадий Арсений|Леонид Леон|Лев Леонид|Leu Leanid|Фёдор Фадей|Илья Елисей|Захар Зенон
    Богдан Давид|Виталий Виктор|Vital Viktar|Виталий Виталия|Vasil Vital|Ибрагим Исмаил|Аслан Руслан|John Ivan
    Hans Ivan|Ежи Юрий|Michael Mikalai|Alexandra Alexander|Яўген Яўгенія|Пётр Петра|Stefan Stepanida
    Милана Милена|Диана Дана
"""


def rows(block):
    """Pairs of a word and an id."""
    lines = [line.strip().partition(": ") for line in block.strip().splitlines()]
    return [(word, name) for name, _, words in lines for word in words.split()]


def pairs():
    return [tuple(pair.split()) for line in APART.strip().splitlines() for pair in line.strip().split("|")]


@pytest.mark.parametrize(("word", "name"), rows(SPELLINGS))
def test_a_name_is_told_in_every_spelling(word, name):
    assert name in given.given(word)


@pytest.mark.parametrize(("left", "right"), pairs())
def test_names_of_different_people_stay_apart(left, right):
    assert given.given(left)
    assert given.given(right)
    assert not given.given(left) & given.given(right)


def test_the_tables_are_long_enough_to_mean_something():
    assert len(list(rows(SPELLINGS))) >= 150
    assert len(pairs()) >= 80
    assert len(entries()) >= 750


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Саша", {"aliaksandr", "aliaksandra"}),
        ("Женя", {"yauhen", "yauheniia"}),
        ("Валя", {"valiantsin", "valiantsina", "valeryia"}),
        ("Слава", {"viachaslau", "stanislau", "yaraslau", "sviataslau", "uladzislau", "miraslau", "rastsislau"}),
        ("Янка", {"ivan", "yana"}),
        ("Michael", {"mikhail", "michael"}),
    ],
)
def test_a_word_may_be_several_names(word, names):
    assert names <= given.given(word)


@pytest.mark.parametrize(
    "word", ["", " ", "Ы", "бб", "123", "🙂", "Бокун", "Pučenia", "Кавальчук", "Smith", "jr", "0A", "Ю.", "х" * 5000]
)
def test_other_words_are_no_given_name(word):
    assert given.given(word) == frozenset()


@pytest.mark.parametrize(("word", "name"), rows(FATHERS))
def test_the_father_is_told_by_the_patronymic(word, name):
    assert name in given.patronymic(word)
    assert given.is_patronymic(word)


def endings():
    return table("names/patronymics.toml")["ending"]


@pytest.mark.parametrize("ending", endings(), ids=lambda ending: ending["key"])
def test_every_ending_of_a_patronymic_keeps_its_examples(ending):
    for word, name in ending["examples"]:
        assert name in given.patronymic(word), word
        assert any(key.endswith(ending["key"]) for key in fold(word)), word
        assert given.gender(word) == ending["gender"], word
    for word in ending["counterexamples"]:
        assert not given.patronymic(word), word


@pytest.mark.parametrize("word", ["Хризогоновна", "Абдрашитович", "Kwiryniewicz"])
def test_the_patronymic_of_an_unknown_name_is_still_one(word):
    assert given.is_patronymic(word)


@pytest.mark.parametrize("word", ["", "вич", "Ч", "Марковка", "Чернич", "Ivanov", "Бабіч", "Станчык"])
def test_other_words_are_no_patronymic(word):
    assert not given.is_patronymic(word)
    assert given.patronymic(word) == frozenset()


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Valery", "m"),
        ("Валерия", "f"),
        ("Аляксандра", "f"),
        ("Aliaksandr", "m"),
        ("Саша", ""),
        ("Мікіта", "m"),
        ("Ілля", "m"),
        ("Лука", "m"),
        ("Любоў", "f"),
        ("Іванаўна", "f"),
        ("Petrovich", "m"),
        ("Хризогоновна", "f"),
        ("Бокун", ""),
        ("", ""),
    ],
)
def test_the_gender_is_told_where_the_word_tells_it(word, gender):
    assert given.gender(word) == gender


@pytest.mark.parametrize(
    ("left", "right", "kin"),
    [
        ("Ян", "John", True),
        ("Іван", "Jan", True),
        ("Ежи", "Юрий", True),
        ("Franz", "Ференц", True),
        ("Сергей", "Siarhei", True),
        ("Іван", "Яўген", False),
        ("Сергей", "Бокун", False),
        ("", "", False),
    ],
)
def test_names_of_one_origin_are_kin(left, right, kin):
    assert given.of_one_origin(given.given(left), given.given(right)) is kin


def test_an_origin_has_several_names():
    counted = Counter(entry["origin"] for entry in entries().values() if "origin" in entry)
    assert min(counted.values()) >= 2


def test_first_sounds_are_those_of_all_standard_forms():
    assert given.first_sounds(frozenset({"volha"})) >= {"v", "a"}
    assert given.first_sounds(frozenset({"hanna"})) >= {"g", "a"}
    assert given.first_sounds(frozenset()) == frozenset()


def test_the_forms_of_a_name_are_its_standard_ones():
    assert {"Аляксандр", "Александр", "Олександр", "Alexander"} <= set(given.forms("aliaksandr"))
    assert "Саша" not in given.forms("aliaksandr")
    assert given.forms("artur")[0] == "Артур"
    with pytest.raises(KeyError):
        given.forms("nobody")


def test_every_form_of_an_entry_leads_to_it():
    for name, entry in entries().items():
        for form in chain.from_iterable(row(entry, field).split() for field in FIELDS):
            assert name in given.given(form), (name, form)
            assert name in given.given(form.upper()), (name, form)


def test_every_entry_has_a_name_of_its_own_and_known_fields():
    for name, entry in entries().items():
        assert name.isascii(), name
        assert name.replace("_", "").isalpha(), name
        assert name == name.lower(), name
        assert entry["gender"] in {"m", "f"}, name
        assert set(entry) <= {"gender", "origin", *FIELDS, "fathers"}, name
        assert entry.get("ru"), name
        assert entry["ru"] not in {entry.get("be"), entry.get("uk")}, name


def test_the_forms_are_tidy():
    for name, entry in entries().items():
        for field, forms in entry.items():
            words = forms.split()
            assert forms == unicodedata.normalize("NFC", " ".join(words)), (name, field)
            assert len(set(words)) == len(words), (name, field)
            for word in words:
                scripts = {is_cyrillic(letter) for letter in word if letter.isalpha()}
                assert len(scripts) == 1, (name, word)
                assert True in scripts or field in {"gender", "origin", "latin", "short"}, (name, word)


def test_letters_stand_in_the_languages_that_have_them():
    foreign = {"ru": set("ґєіїў"), "be": set("ґєиїщъ"), "uk": set("ёўъыэ")}
    for name, entry in entries().items():
        for language, letters in foreign.items():
            assert not letters & set(entry.get(language, "").lower()), (name, language)


def test_forms_are_looked_for_where_their_keys_begin():
    for name, entry in entries().items():
        for form in chain.from_iterable(row(entry, field).split() for field in (*LANGUAGES, "short")):
            if is_cyrillic(form[0]):
                assert {CLASS_OF[key[0]] for key in fold(form)} == {CLASS_OF[form[0].lower()]}, (name, form)


def test_the_file_stays_small():
    assert len(text("names/given.toml").encode()) < 250_000


@pytest.mark.parametrize(("name", "word", "role"), table("names/titles.toml")["tests"]["examples"])
def test_titles_and_particles_are_told_from_the_name(name, word, role):
    assert (word, role) in {(part.text, part.role) for part in read(name).parts}


@pytest.mark.parametrize("name", table("names/titles.toml")["tests"]["counterexamples"])
def test_names_that_look_like_titles_are_names(name):
    assert not {part.role for part in read(name).parts} & {"title", "particle"}


@examples_of(st.text(max_size=30))
def test_any_text_is_answered(word):
    assert given.given(word) <= set(entries())
    assert given.patronymic(word) <= set(entries())
    assert given.gender(word) in {"m", "f", ""}
    assert isinstance(given.is_patronymic(word), bool)


@examples_of(st.sampled_from(sorted(entries())), st.sampled_from(sorted(entries())))
def test_the_distance_of_vowels_is_one(left, right):
    first, second = vowels(entries()[left]["ru"].split()[0]), vowels(entries()[right]["ru"].split()[0])
    assert distance(first, first) == 0
    assert distance(first, second) == pytest.approx(distance(second, first))


def test_the_index_names_only_men_as_fathers():
    for place in range(len(given_index.BEGINNINGS)):
        for forms in given_index._fathers(place).values():
            assert {entries()[form.name]["gender"] for form in forms} == {"m"}
    assert patronymics.endings()[0].key == "inicna"
