import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.persons.reading import MOST, language, read

# name: given, patronymic, surname
ROLES = [
    ("Siarhei Tsikhanouski", "Siarhei", "", "Tsikhanouski"),
    ("Tsikhanouski Siarhei", "Siarhei", "", "Tsikhanouski"),
    ("ТИХАНОВСКИЙ Сергей Леонидович", "Сергей", "Леонидович", "ТИХАНОВСКИЙ"),
    ("Сергей Леонидович Тихановский", "Сергей", "Леонидович", "Тихановский"),
    ("Тихановский Сергей Леонидович", "Сергей", "Леонидович", "Тихановский"),
    ("Tikhanovsky, Sergei L.", "Sergei", "L", "Tikhanovsky"),
    ("С.Л. Тихановский", "С", "Л", "Тихановский"),
    ("Тихановский С. Л.", "С", "Л", "Тихановский"),
    ("Аляксандр Багдановіч", "Аляксандр", "", "Багдановіч"),
    ("Alexander Bogdanovich Karlin", "Alexander", "Bogdanovich", "Karlin"),
    ("Карлин Александр Богданович", "Александр", "Богданович", "Карлин"),
    ("ЕвгенийАлеĸсеевич Шмаков", "Евгений", "Алеĸсеевич", "Шмаков"),
    ("Wolha Pawlouna HARBACH", "Wolha", "Pawlouna", "HARBACH"),
    ("Вольга Паўлаўна Гарбач", "Вольга", "Паўлаўна", "Гарбач"),
    ("Юлия Юрьевна Слуцкая", "Юлия", "Юрьевна", "Слуцкая"),
    ("Мікіта Ільіч Казлоў", "Мікіта", "Ільіч", "Казлоў"),
]


@pytest.mark.parametrize(("name", "first", "father", "family"), ROLES)
def test_each_word_has_its_role(name, first, father, family):
    found = {role: " ".join(part.text for part in read(name).of(role)) for role in ("given", "patronymic", "surname")}
    assert found == {"given": first, "patronymic": father, "surname": family}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Паліна Шарэнда-Панасюк", ["Шарэнда", "Панасюк"]),
        ("Kai-Uwe von Hassel", ["Hassel"]),
        ("Сабіна Бергман-Поль", ["Бергман", "Поль"]),
    ],
)
def test_hyphened_names_are_parted_and_stay_together(name, family):
    assert [part.text for part in read(name).of("surname")] == family


def test_particles_and_titles_are_no_names():
    assert [part.text for part in read("Kai-Uwe von Hassel").of("particle")] == ["von"]
    assert [part.role for part in read("Dr. Anna Schmidt").parts] == ["title", "given", "surname"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Сяргей Ціханоўскі", "be"),
        ("Ірына Крыловіч", "be"),
        ("Сергій Ємець", "uk"),
        ("Михайло Бойчишин", "cyrillic"),
        ("Сергей Щукин", "ru"),
        ("Мария Рыбина", "ru"),
        ("Анна", "cyrillic"),
        ("Jan Kowalski", "latin"),
        ("Iгар", "mixed"),
        ("", "other"),
        ("李明", "other"),
    ],
)
def test_the_letters_tell_the_language(name, code):
    assert language(name) == code


@pytest.mark.parametrize("name", ["", " ", "🙂", "123", "...", ",", "-", "'", "\u0000\u200b", "№ 5", "«»"])
def test_what_has_no_letter_has_no_parts(name):
    assert read(name).parts == ()


def test_one_letter_is_an_initial():
    assert [(part.text, part.initial) for part in read("Я").parts] == [("Я", True)]


@given(st.text(max_size=300))
def test_any_text_is_read(name):
    found = read(name)
    assert found.text == name
    assert len(found.parts) <= MOST
    assert all(part.text and part.role for part in found.parts)


def test_ten_thousand_characters_are_cut_to_a_name():
    assert len(read("Аляксандр " * 1000).parts) == MOST
