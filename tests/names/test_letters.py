import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.endings import stem
from letapis.names.letters import fold_homoglyphs, fold_letters

MIXED = [
    ("Сouncil", "Council"),  # the first letter is Cyrillic
    ("Мiнск", "Мінск"),  # the second letter is Latin
    ("Minsk", "Minsk"),
    ("Минск", "Минск"),
    ("БелTA", "БелТА"),
    ("IT-специалист", "IT-специалист"),  # no look-alike of every letter: left as it is
]


@pytest.mark.parametrize(("written", "repaired"), MIXED)
def test_a_word_of_two_alphabets_is_put_right(written, repaired):
    assert fold_homoglyphs(written) == repaired


@given(st.text(max_size=40))
def test_repair_keeps_the_length_and_rests(word):
    once = fold_homoglyphs(word)
    assert len(once) == len(word)
    assert fold_homoglyphs(once) == once


@pytest.mark.parametrize(
    ("one", "other"), [("Могилёв", "Могилев"), ("Мар’іна", "Мар'іна"), ("Ціханоўскі", "Ціханоускі"), ("Мiнск", "мінск")]
)
def test_spellings_of_one_word_fold_to_one(one, other):
    assert fold_letters(one) == fold_letters(other)


@pytest.mark.parametrize(
    "forms",
    [
        ("стачком", "стачкома", "стачкому", "стачкомом"),
        ("Нижний", "Нижнего", "Нижнему", "Нижнем"),
        ("вясна", "вясны", "вясну", "вясной"),
        ("комитет", "комитета", "комитетом"),
        ("каардынацыйная", "каардынацыйнай", "каардынацыйную"),
    ],
)
def test_cases_of_one_word_have_one_stem(forms):
    assert len({stem(form.lower()) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("брест", "бреслав"), ("минск", "пинск"), ("кгб", "кгк")])
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)
