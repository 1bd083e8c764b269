import pytest

from letapis.names.endings import stem
from letapis.vocabulary.gazetteer import all_names, capitals, country_of, fold, named_places, place, rows, within
from letapis.vocabulary.gazetteer_index import lines
from letapis.vocabulary.resources import text

LABELS = [
    ("Minsk", "Мінск", "Минск", "Belarus"),
    ("Hrodna", "Гродна", "Гродно", "Belarus"),
    ("Salihorsk", "Салігорск", "Солигорск", "Belarus"),
    ("Homiel", "Гомель", "Гомель", "Belarus"),
    ("Viciebsk", "Віцебск", "Витебск", "Belarus"),
    ("Mahiliou", "Магілёў", "Могилёв", "Belarus"),
    ("Babruisk", "Бабруйск", "Бобруйск", "Belarus"),
    ("Kyiv", "Кіеў", "Киев", "Ukraine"),
    ("Vilnius", "Вільня", "Вильнюс", "Lithuania"),
    ("Moscow", "Масква", "Москва", "Russia"),
    ("Belarus", "Беларусь", "Беларусь", "Belarus"),
    ("Moscow Oblast", "Маскоўская вобласць", "Московская область", "Russia"),
    ("Kurapaty", "Курапаты", "Куропаты", "Belarus"),
]

INSIDE = [
    ("Salihorsk", "Minsk region", True),
    ("Salihorsk", "Belarus", True),
    ("Slutsk", "Slutsk district", True),
    ("Slutsk district", "Minsk region", True),
    ("Akrestsina", "Minsk", True),
    ("Belaruskali", "Salihorsk", True),
    ("Minsk", "Minsk", True),
    ("Minsk", "Russia", False),
    ("Belarus", "Minsk", False),
    ("Nowhere at all", "Belarus", False),
    ("Nowhere at all", "Nowhere at all", True),
]


@pytest.mark.parametrize(("name", "belarusian", "russian", "country"), LABELS)
def test_places_have_labels_and_a_country(name, belarusian, russian, country):
    found = place(name)
    assert found is not None
    assert found.labels == {"en": name, "be": belarusian, "ru": russian}
    assert country_of(name) == country


@pytest.mark.parametrize(("inner", "outer", "inside"), INSIDE)
def test_within(inner, outer, inside):
    assert within(inner, outer) is inside


def test_unknown_names_are_no_place():
    assert place("Nowhere at all") is None
    assert place("") is None


def test_towns_of_belarus_lie_on_the_map():
    missing = [row[0] for row in rows("belarus.tsv") if (found := place(row[0])) is None or found.latitude is None]
    assert missing == ["Ratamka", "Drozdy"]
    minsk = place("Minsk")
    assert minsk is not None
    assert minsk.latitude == pytest.approx(53.9, abs=0.1)


def test_every_site_stands_in_a_place_that_is_known():
    for row in rows("sites.tsv"):
        assert place(row[2]) is not None, row


def test_capitals_of_the_countries_of_the_world_are_places():
    named = {country: capital for country, capital in capitals().items() if capital and not place(capital)}
    assert set(named) < {
        "Curaçao",
        "Western Sahara",
        "Faroe Islands",
        "Guernsey",
        "Guam",
        "Palau",
        "Tonga",
        "Vanuatu",
        "British Indian Ocean Territory",
        "French Southern Territories",
        "Wallis & Futuna",
    }


def test_every_parent_is_a_place_itself():
    for known in named_places().values():
        assert all(place(parent) is not None for parent in known.parents), known


@pytest.mark.parametrize(
    ("one", "other"), [("Mahilioŭ", "mahiliou"), ("Могилёв", "могилев"), ("Нью-Йорк", "нью йорк"), ("Mazyr'", "mazyr")]
)
def test_fold(one, other):
    assert fold(one) == other


def test_fold_keeps_letters_that_only_look_accented():
    assert fold("Магілёў") == "магілеў"
    assert fold("Йошкар-Ола") == "йошкар ола"


def test_the_index_is_that_of_the_tables():
    expected = lines()
    words = [line for line in expected if " " not in line.split("\t", 1)[0]]
    assert text("gazetteer/spellings.tsv").splitlines() == words, "run bench/build_spellings.py"
    names = {line.split("\t")[0] for line in text("gazetteer/long_names.tsv").splitlines()}
    spelled = {" ".join(map(stem, line.split("\t")[0].split())) for line in expected if " " in line.split("\t", 1)[0]}
    assert names == spelled, "run bench/build_spellings.py"


def test_the_gazetteer_is_large_and_small():
    assert len(all_names()) > 25_000
    size = sum(
        len(text(f"gazetteer/{name}.tsv").encode()) for name in ("settlements", "spellings", "long_names", "countries")
    )
    assert size < 5_000_000
