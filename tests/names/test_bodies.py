import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.organisations.bodies import bodies, names, recognise
from letapis.vocabulary.resources import table

KINDS = {"state", "ngo", "media", "union", "international", "company", "opposition"}

SAID = [
    ("Viasna", "viasna"),
    ("«Вясны»", "viasna"),
    ("правозащитный центр «Весна»", "viasna"),
    ("the Viasna Human Rights Centre", "viasna"),
    ("HRC Viasna", "viasna"),
    ("The Interior Ministry", "interior-ministry"),
    ("МВД", "interior-ministry"),
    ("МУС", "interior-ministry"),
    ("пресс-служба МВД", "interior-ministry"),
    ("Министерства внутренних дел", "interior-ministry"),
    ("the Interior Ministry of Belarus", "interior-ministry"),
    ("Russian Interior Ministry", "interior-ministry"),
    ("прокуратурой", "prosecutor-general"),
    ("Генпракуратуры", "prosecutor-general"),
    ("Следственным комитетом", "investigative-committee"),
    ("Следчым камітэтам", "investigative-committee"),
    ("БАЖ", "baj"),
    ("the Belarusian Association of Journalists", "baj"),
    ("КГБ", "kgb"),
    ("КДБ", "kgb"),
    ("TUT.BY", "tutby"),
    ("Радыё Свабода", "svaboda"),
    ("Радио Свобода", "svaboda"),
    ("ICCI “Our House”", "our-house"),
    ("Nash Dom", "our-house"),
    ("Наш дом", "our-house"),
    ("the strike committee", "strike-committee"),
    ("страйкаму", "strike-committee"),
    ("стачкома", "strike-committee"),
    ("stachkam", "strike-committee"),
    ("Сoordination Council", "coordination-council"),  # the first letter is Cyrillic
    ("Coordinating Council", "coordination-council"),
    ("Каардынацыйнай рады", "coordination-council"),
    ("Координационного совета", "coordination-council"),
    ("Беларуськалий", "belaruskali"),
    ("JSC Belaruskali", "belaruskali"),
    ("UN Human Rights Office", "ohchr"),
]

NOT_BODIES = [
    "Lilia",
    "",
    "the",
    "a friend of mine",
    "весной 2020 года",
    "Minsk",
    "of the",
    "Anatol Bokun",
    "12",
    "!!!",
    "x" * 5000,
]


@pytest.mark.parametrize(("words", "code"), SAID)
def test_a_body_is_recognised_in_any_language_and_case(words, code):
    body = recognise(words)
    assert body is not None
    assert body.code == code


@pytest.mark.parametrize("words", NOT_BODIES)
def test_other_words_are_no_body(words):
    assert recognise(words) is None


@pytest.mark.parametrize("code", sorted(table("bodies.toml")))
def test_every_body_has_three_labels_and_is_found_by_each_of_its_names(code):
    entry = table("bodies.toml")[code]
    assert entry["kind"] in KINDS
    assert set(entry["label"]) == {"en", "be", "ru"}
    for name in (*entry["label"].values(), *entry["spellings"]):
        found = recognise(name)
        assert found == bodies()[code], f"{name} is read as {found and found.code}"


def test_no_name_belongs_to_two_bodies():
    from letapis.names.organisations.bodies import key

    owners = {}
    for code, entry in table("bodies.toml").items():
        for name in (*entry["label"].values(), *entry["spellings"]):
            assert owners.setdefault(key(name), code) == code, f"{name}: {owners[key(name)]} and {code}"
    assert len(owners) == len(names())


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text):
    recognise(text)
