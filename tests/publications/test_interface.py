import re
from datetime import date, time
from pathlib import Path

import pytest

from letapis.claims.claim import DateInterval
from letapis.publications import interface
from letapis.publications.interface import Interface, plural_form, texts
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

ROOM = Path(interface.__file__).parent
CODE = "\n".join(path.read_text("utf-8") for path in [*ROOM.glob("*.py"), *ROOM.glob("templates/*")]).replace("'", '"')

# Needs 4.1, "words to avoid in output texts", with the words that say the same in Belarusian and Russian.
LOADED = {
    "en": r"regime|dictator|cops?\b|purge|genocide|riots?\b|criminal|illegal|confess|terroris|bandit|junta|occupant",
    "be": r"рэжым|дыктатар|мянт|чыстк|генацыд|злачын|незаконн|прызна(ў|ла|лі)ся|тэрарыст|бандыт|хунт|акупант|ябацьк",
    "ru": r"режим|диктатор|мент[ыа]\b|чистк|геноцид|преступн|незаконн|призна(лся|лась|лись)|террорист|"
    r"бандит|хунт|оккупант",
}


def keys(language):
    return {f"{section}.{name}" for section, entries in texts(language).items() for name in entries}


@pytest.mark.parametrize("language", ["be", "ru"])
def test_languages_have_the_same_keys(language):
    assert keys(language) ^ keys("en") == set()


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_places_in_texts_are_the_same(language):
    for section, entries in texts("en").items():
        for name, english in entries.items():
            if isinstance(english, str):
                asked = set(re.findall(r"{(\w+)}", english))
                assert set(re.findall(r"{(\w+)}", texts(language)[section][name])) == asked, (section, name)


def is_used(section, name):
    """Whether the code or a template speaks the key, or builds it from a code that it also speaks."""
    spoken = (f'"{section}.{name}"', f'"{section}"]["{name}"]')
    if any(form in CODE for form in spoken):
        return True
    if section == "reasons":
        return '"reasons"]' in CODE
    if section in CODES:
        return f'("{section}", ' in CODE or f'"{section}.{{' in CODE or f'"{section}.label_{{' in CODE
    if section == "plural":
        return f'count("{name}"' in CODE
    if section == "months":
        return f'"{name}"' in CODE
    head, _, tail = name.partition("_")
    return (f'"{section}.{{' in CODE and f'"{name}"' in CODE) or (
        f'"{section}.{head}_{{' in CODE and f'"{tail}"' in CODE
    )


# Sections whose names are codes of the data: one for each code.
CODES = {"status", "scope", "basis", "rule", "vague", "unit", "origin", "link", "relation", "slot", "languages", "term"}
CODES |= {"reasons"}


def test_each_key_is_used():
    assert [key for key in sorted(keys("en")) if not is_used(*key.split("."))] == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_loaded_word_in_our_own_texts(language):
    found = [
        (section, name, word.group())
        for section, entries in texts(language).items()
        for name, said in entries.items()
        for word in [re.search(LOADED[language], str(said), re.IGNORECASE)]
        if word
    ]
    assert found == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_search_for_loaded_words_can_fail(language):
    example = {"en": "The regime said", "be": "Рэжым сказаў", "ru": "Режим сказал"}[language]
    assert re.search(LOADED[language], example, re.IGNORECASE)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_vague_word_has_a_label(language):
    words = {word for entries in table("vague.toml").values() for word in entries}
    assert words - set(texts(language)["vague"]) == set()


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 1, "1 event"),
        ("en", 2, "2 events"),
        ("en", 0, "0 events"),
        ("en", 1023, "1,023 events"),
        ("ru", 1, "1 событие"),
        ("ru", 3, "3 события"),
        ("ru", 5, "5 событий"),
        ("ru", 11, "11 событий"),
        ("ru", 14, "14 событий"),
        ("ru", 21, "21 событие"),
        ("ru", 112, "112 событий"),
        ("ru", 1023, "1023 события"),
        ("be", 1, "1 падзея"),
        ("be", 4, "4 падзеі"),
        ("be", 12, "12 падзей"),
        ("be", 101, "101 падзея"),
        ("be", 14000, "14\u00a0000 падзей"),
    ],
)
def test_plurals(language, number, expected):
    assert Interface(language).count("events", number) == expected


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_plural_has_a_form_for_every_number(language):
    words = Interface(language)
    forms = {plural_form(language, number) for number in range(200)}
    for noun, said in texts(language)["plural"].items():
        assert len(said) == len(forms), noun
        assert all("{n}" in form for form in said), noun
        assert words.count(noun, 5)


@pytest.mark.parametrize(
    ("language", "first", "last", "expected"),
    [
        ("en", "2020-10-11", "2020-10-11", "11 October 2020"),
        ("en", "2020-10-09", "2020-10-11", "9–11 October 2020"),
        ("en", "2020-08-09", "2020-10-15", "9 August 2020 – 15 October 2020"),
        ("en", "2020-10-01", "2020-10-31", "October 2020"),
        ("en", "2021-02-01", "2021-02-28", "February 2021"),
        ("en", "2020-01-01", "2020-12-31", "2020"),
        ("ru", "2020-10-11", "2020-10-11", "11 октября 2020"),
        ("ru", "2020-10-01", "2020-10-31", "октябрь 2020"),
        ("be", "2020-10-09", "2020-10-11", "9–11 кастрычніка 2020"),
    ],
)
def test_dates(language, first, last, expected):
    interval = DateInterval(date.fromisoformat(first), date.fromisoformat(last))
    assert Interface(language).dates(interval).replace("\u00a0", " ") == expected


def test_what_is_not_known_is_said():
    words = Interface("en")
    assert words.dates(None) == "date not known"
    assert words.interval(None, None) == "no number"
    assert words.moment(None) == ""


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (713, 713, "713"),
        (620, None, "620 or more"),
        (None, 50, "up to 50"),
        (600, 700, "600–700"),
        (0, 0, "0"),
    ],
)
def test_intervals(low, high, expected):
    assert Interface("en").interval(low, high) == expected


def test_moments_keep_their_hour():
    assert Interface("en").moment(Moment(date(2020, 10, 12), time(12, 30))) == "12\u00a0October 2020, 12:30"
    assert Interface("be").weekday(date(2020, 10, 11)) == "Нядзеля, 11\u00a0кастрычніка 2020"


def test_a_place_has_its_name_in_the_language():
    assert Interface("ru").place("Hrodna") == "Гродно"
    assert Interface("be").place("Nowhere-on-Tram") == "Nowhere-on-Tram"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no interface in language 'xx'; known: en, be, ru"):
        Interface("xx")


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("ru", "same time", "одно время"),
        ("be", "places within one another: Belarus, Minsk/Brest", "адно месца ўнутры другога: Беларусь, Мінск/Брэст"),
        ("en", "same place: Minsk", "same place: Minsk"),
        ("ru", "a reason that nobody translated", None),
    ],
)
def test_reasons_of_the_registry(language, said, expected):
    assert Interface(language).reason(said) == expected
