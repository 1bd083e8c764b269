import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.names.places.areas import area
from letapis.names.places.keys import bare, likeness, place_keys
from letapis.names.places.own import belarus_index
from letapis.names.places.resolving import ambiguous, index_of, level, resolve
from letapis.names.places.words import name_words, read_spelling
from letapis.vocabulary import gazetteer
from letapis.vocabulary.gazetteer_rows import PlaceRow, place_row
from letapis.vocabulary.resources import table

SPELLED = [
    ("Salihorsk", "Salihorsk"),
    ("Soligorsk", "Salihorsk"),
    ("Salihorst", "Salihorsk"),
    ("Солигорск", "Salihorsk"),
    ("Салігорск", "Salihorsk"),
    ("у Салігорску", "Salihorsk"),
    ("Sollihorsk", "Salihorsk"),
    ("из Гродно", "Hrodna"),
    ("Horadnia", "Hrodna"),
    ("Gardinas", "Hrodna"),
    ("Grodņa", "Hrodna"),
    ("Brest-Litovsk", "Brest"),
    ("Берасьце", "Brest"),
    ("Brześć nad Bugiem", "Brest"),
    ("Менск", "Minsk"),
    ("г. Минск", "Minsk"),
    ("Minskas", "Minsk"),
    ("Miнск", "Minsk"),
    ("в Орше", "Orsha"),
    ("у Магілёве", "Mahiliou"),
    ("Mohylew", "Mahiliou"),
    ("Iwazewitschy", "Ivatsevichy"),
    ("Iwacewicze", "Ivatsevichy"),
    ("Ivacevičiai", "Ivatsevichy"),
    ("Luniniec", "Luninets"),
    ("Zdzięcioł", "Dziatlava"),
    ("Прапойск", "Slauharad"),
    ("Wilno", "Vilnius"),
    ("Вільня", "Vilnius"),
    ("у Вільні", "Vilnius"),
    ("в Москве", "Moscow"),
    ("Bielastok", "Bialystok"),
    ("Kijów", "Kyiv"),
    ("Акрэсціна", "Akrestsina"),
    ("Беларусь", "Belarus"),
    ("Хатынь", "Khatyn, Lahoisk district"),
    ("Гомель", "Homiel"),
    ("вёска Гомель", "Homel, Polatsk district"),
    ("Гомель, Полацкі раён", "Homel, Polatsk district"),
]

AREAS = [
    ("Салігорскі раён", "Salihorsk district"),
    ("у Салігорскім раёне", "Salihorsk district"),
    ("Soligorsky district", "Salihorsk district"),
    ("Солигорский р-н", "Salihorsk district"),
    ("Пухавіцкі раён", "Pukhavichy district"),
    ("Гродзенская вобласць", "Hrodna region"),
    ("Гродненская обл.", "Hrodna region"),
    ("Minsk oblast", "Minsk region"),
]
LANDS = [("на Гомельшчыне", "Homiel region"), ("Гродненщина", "Hrodna region"), ("Магілёўшчына", "Mahiliou region")]


@pytest.mark.parametrize(("spelling", "place"), SPELLED + AREAS + LANDS)
def test_a_spelling_finds_its_place(spelling, place):
    assert resolve(spelling)[0].place_id == place


@pytest.mark.parametrize(
    ("written", "name", "kind", "district", "region"),
    [
        ("вёска Слабада", ("Слабада",), "village", "", ""),
        ("д. Слобода Логойского района", ("Слобода",), "village", "Логойского", ""),
        ("Слабада, Лагойскі раён, Мінская вобласць", ("Слабада",), "", "Лагойскі", "Мінская"),
        ("Слабада (Лагойскі р-н)", ("Слабада",), "", "Лагойскі", ""),
        ("village of Slabada", ("Slabada",), "village", "", ""),
        ("в Слободе", ("Слободе",), "", "", ""),
        ("в. Слабада", ("Слабада",), "village", "", ""),
        ("Давыд-Гарадок", ("Давыд", "Гарадок"), "", "", ""),
        ("Poselok Luzha", ("Luzha",), "village", "", ""),
        ("Салігорскі раён", ("Салігорскі",), "district", "", ""),
        ("Хутар", ("Хутар",), "", "", ""),
    ],
)
def test_a_spelling_is_taken_apart(written, name, kind, district, region):
    read = read_spelling(written)
    assert (read.names[0], read.kind, read.district, read.region) == (name, kind, district, region)


def test_a_word_of_a_kind_may_belong_to_the_name():
    assert read_spelling("Хутар Вольны").names == (("Вольны",), ("Хутар", "Вольны"))


@pytest.mark.parametrize("spelling", ["", " ", "😀", "42", "...", "-", "а", "_"])
def test_what_is_no_name_has_no_candidates(spelling):
    assert resolve(spelling) == ()


def test_a_name_of_ten_thousand_letters_is_answered():
    assert len(resolve("Салігорск" * 1200)) <= 5


VILLAGES = [
    PlaceRow("1", ("Слобода",), "village", "Логойский район", latitude=54.2, longitude=27.9),
    PlaceRow("2", ("Слобода",), "village", "Лепельский район", latitude=54.9, longitude=28.7),
    PlaceRow("3", ("Бол. Хоново",), "village", "Могилёвский район"),
    PlaceRow("4", ("Старое Село",), "village", "Рогачёвский район"),
    PlaceRow("5", ("Логойск",), "town", "Логойский район", latitude=54.2, longitude=27.85),
    PlaceRow("6", ("Октябрьский",), "village", "Смолевичский район"),
    PlaceRow("7", ("Гродно",), "city", ""),
    PlaceRow("8", ("Солигорск",), "city", "Солигорский район"),
]


@pytest.fixture(scope="module")
def villages():
    return index_of(VILLAGES)


def ids(found):
    return [one.place_id for one in found]


def test_an_ambiguous_name_stays_ambiguous(villages):
    found = resolve("Слабада", gazetteer=villages)
    assert ambiguous(found)
    assert {one.place_id for one in found if one.score == found[0].score} == {"1", "2"}


@pytest.mark.parametrize("district", ["Лагойскі раён", "Logoysk district", "логойский", "Лагойскага раёна"])
def test_the_district_settles_it_in_any_spelling(villages, district):
    found = resolve("Slabada", gazetteer=villages, district=district)
    assert ids(found)[0] == "1"
    assert not ambiguous(found)
    assert "in the district given" in found[0].reasons
    other = next(one for one in found if one.place_id == "2")
    assert "not in the district given" in other.reasons


def test_a_place_named_beside_it_settles_it(villages):
    found = resolve("Slabada", gazetteer=villages, near=["Лагойск"])
    assert ids(found)[0] == "1"
    assert not ambiguous(found)
    assert any("km from" in reason for reason in found[0].reasons)


@pytest.mark.parametrize("near", ["Шуміліна", "Shumilino"])
def test_a_place_without_coordinates_is_near_in_its_district(near):
    found = resolve("Слабада", near=[near])
    assert found[0].district == "Shumilina district"
    assert any("km from Shumilina" in reason for reason in found[0].reasons)


def test_a_district_that_is_not_there_is_told(villages):
    found = resolve("Слабада", gazetteer=villages, district="Брагінскі раён")
    assert "no district of this name is known here" in found[0].reasons


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("Вялікае Хонава", "3"),
        ("Gross Chonowo", "3"),
        ("Staroye Selo", "4"),
        ("Старое Сяло", "4"),
        ("Кастрычніцкі", "6"),
        ("Gardinas", "7"),
        ("Soligorskas", "8"),
        ("Салігорску", "8"),
    ],
)
def test_words_are_translated_shortened_and_bent(villages, spelling, place):
    assert ids(resolve(spelling, gazetteer=villages))[0] == place


def test_the_country_narrows():
    assert resolve("Brest, France")[0].country == "France"
    assert resolve("Brest", country="BY")[0].place_id == "Brest"


def test_a_table_without_places_answers_nothing():
    assert resolve("Салігорск", gazetteer=index_of([])) == ()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("village", "settlement"),
        ("prison", "point"),
        ("district", "district"),
        ("country", "country"),
        ("", "settlement"),
    ],
)
def test_levels(kind, expected):
    assert level(kind) == expected


@pytest.mark.parametrize(("written", "expected"), AREAS)
def test_areas_in_all_spellings(written, expected):
    kind = "district" if expected.endswith("district") else "region"
    assert area(written, kind) == expected


def test_an_unknown_area_keeps_its_sound():
    assert area("Ямайский район") == area("Yamaysky district") != ""
    assert area("") == ""


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Polockas", "polock"),
        ("Брэсце", "брэст"),
        ("Салігорску", "салігорск"),
        ("Alšėnai", "alšiany"),
        ("Iwanowkas", "iwanowk"),
    ],
)
def test_endings_come_off(word, stem):
    assert stem in bare(word)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered_in_order(text):
    found = resolve(text, limit=10)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 and one.reasons for score, one in zip(scores, found, strict=True))


@given(st.text("abdgiklmnrstuvz", max_size=9), st.text("abdgiklmnrstuvz", max_size=9))
def test_likeness_is_a_likeness(left, right):
    assert 0 <= likeness(left, right) <= 1
    assert (likeness(left, right) == 1) == (left == right)


def test_each_word_of_the_data_names_one_thing_only():
    groups = table("gazetteer/place_words.toml")["same"]
    assert len({group["id"] for group in groups}) == len(groups)
    for language, words in table("gazetteer/place_words.toml")["prepositions"].items():
        assert len(set(words)) == len(words), language


ROW = {"id": "7", "name": "Слобода", "district": "Логойский", "lat": "54,2", "lon": "27.9", "population": "1 200"}


def test_a_row_of_a_table_is_read():
    assert place_row(ROW, 2) == PlaceRow("7", ("Слобода",), "", "Логойский", "", "", 54.2, 27.9, 1200)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": " "}, "no name"),
        ({"name": "😀"}, "no name"),
        ({"lat": "north"}, "no degree"),
        ({"lat": "91"}, "not on the globe"),
        ({"population": "many"}, "no number of people"),
        ({"name": "я" * 10_001}, "10,000 letters"),
    ],
)
def test_a_faulty_row_says_why(changed, reason):
    with pytest.raises(ValueError, match=reason):
        place_row(ROW | changed, 2)


def test_every_settlement_of_the_table_is_found_by_both_names_in_its_district():
    for district, _, belarusian, russian in gazetteer.rows("settlements_belarus.tsv")[::29]:
        for name in (belarusian, russian):
            found = resolve(name, district=district)
            assert found[0].district == district, (name, district, found[:2])
            assert found[0].score > 0.9


def test_the_table_of_settlements_is_in_order():
    rows = gazetteer.rows("settlements_belarus.tsv")
    assert len({(district, belarusian) for district, _, belarusian, _ in rows}) == len(rows)
    known = gazetteer.named_places()
    for district, kind, belarusian, russian in rows:
        assert known[district].kind == "district"
        assert kind in ("town", "village")
        assert not set("ищъИЩ") & set(belarusian), belarusian
        assert not set("іўІЎ'") & set(russian), russian
        assert place_keys(name_words(belarusian))


def test_the_table_of_all_settlements_is_in_order():
    rows = gazetteer.rows("villages.tsv")
    known = gazetteer.named_places()
    assert len(rows) > 21_000
    for name, kind, latitude, longitude, district in rows:
        assert name.strip() == name
        assert kind in ("city", "town", "village")
        assert 51.2 < float(latitude) < 56.2
        assert 23.1 < float(longitude) < 32.8
        assert not district or known[district].kind == "district"
        assert not set("ищъИЩ") & set(name), name


def test_an_ambiguous_village_stays_ambiguous_until_a_district_is_told():
    everywhere = resolve("Вулька")
    assert ambiguous(everywhere)
    assert len({one.place_id for one in everywhere}) == 5
    assert {one.district for one in resolve("Вулька", district="Лунінецкі раён")[:1]} == {"Luninets district"}


def test_a_settlement_is_one_place_in_all_tables():
    for name in ("Салігорск", "Бабруйск", "Шуміліна", "Астрамечава"):
        found = [one for one in resolve(name) if one.score > 0.97]
        assert len(found) == 1, found


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [("Салігорскі РАУС", "police"), ("Солигорский РОВД", "police")],
)
def test_what_every_district_has_is_found_with_its_district(spelling, kind):
    first = resolve(spelling)[0]
    assert (first.kind, first.district, first.level) == (kind, "Salihorsk district", "point")


def test_a_site_with_a_row_of_its_own_is_not_made_by_rule_as_well():
    assert [one.kind for one in resolve("Солигорский ИВС") if one.score > 0.97] == ["prison"]


def test_all_districts_of_belarus_are_known():
    index = belarus_index()
    assert len([one for one in index.known_districts if one.endswith(" district")]) == 118
