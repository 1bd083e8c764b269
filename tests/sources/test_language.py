"""Languages are told by letters and small words, in short lines too, and per span."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.sources.language import by_alphabet, language_of, spans
from letapis.vocabulary.resources import LANGUAGES, table

TABLES = {code: table(f"languages/{code}/letters.toml") for code in LANGUAGES}


@pytest.mark.parametrize(("code", "line"), [(code, line) for code in LANGUAGES for line in TABLES[code]["examples"]])
def test_examples_are_told(code, line):
    assert language_of(line) == code


@pytest.mark.parametrize(
    ("code", "line"), [(code, line) for code in LANGUAGES for line in TABLES[code]["counterexamples"]]
)
def test_counterexamples_are_another_language(code, line):
    assert language_of(line) != code


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("В Гродно задержали четверых рабочих.", "ru"),
        ("У Гродне затрымалі чатырох рабочых.", "be"),
        ("У Гродно затримали чотирьох робітників.", "uk"),
        ("In Hrodna wurden vier Arbeiter festgenommen.", "de"),
        ("Four workers were detained in Hrodna.", "en"),
        ("МВД: задержаны 713 человек", "ru"),
        ("МУС: затрыманыя 713 чалавек", "be"),
        ("Забастовка на «Гродно Азот»", "ru"),
        ("", ""),
        ("12:30", ""),
        ("Zatrzymano 713 osób w całym kraju, w tym dziennikarzy.", ""),
        ("Plus de 700 personnes ont été arrêtées dimanche à Minsk.", ""),
    ],
)
def test_lines(line, language):
    assert language_of(line) == language


def test_a_sentence_in_another_script_is_a_span():
    text = (
        "The committee met on Friday and the workers of the second shift joined it.\n\n"
        "Записи разговора можно найти на русском языке здесь.\n\nThey went home in the evening."
    )
    found = [(text[span.start : span.end].strip(), span.language) for span in spans(text)]
    assert [language for _, language in found] == ["en", "ru", "en"]
    assert found[1][0] == "Записи разговора можно найти на русском языке здесь."


def test_a_quotation_in_a_sister_language_is_a_span():
    text = (
        "Людзі стаялі каля брамы да ночы. «Мы никуда не уйдём, пока их не отпустят», сказал он. Яны чакалі да раніцы."
    )
    languages = [span.language for span in spans(text)]
    assert languages[0] == "be"
    assert "ru" in languages


def test_two_foreign_words_are_no_span():
    text = "They sang «Купалінка» at the gate and went on to the «Перамога» square in the evening."
    assert [span.language for span in spans(text)] == ["en"]


@given(st.text(alphabet="abc де іўїщ.!?\n «»'", max_size=300))
def test_spans_cover_the_text_without_gaps(text):
    found = spans(text)
    assert "".join(text[span.start : span.end] for span in found) == text
    assert all(left.language != right.language for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police arrested 300.", "en"),
        ("200 students marched", "en"),
        ("Задержали троих", "ru"),
        ("Затрымалі ўчора дваіх", "be"),
        ("Policía detuvo manifestantes", ""),
        ("", ""),
        ("word " * 20, ""),
    ],
)
def test_a_few_words_without_a_small_word_go_by_their_alphabet(text, language):
    assert by_alphabet(text) == language
