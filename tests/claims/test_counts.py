"""Counts: several in a sentence, each to its own noun; what counts nothing is left out; spans are exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.counts import read_counts
from letapis.claims.tokens import tokenise
from letapis.vocabulary.resources import LANGUAGES
from letapis.vocabulary.vague import interval, tables


def _read(text, language, **options):
    return [(span.low, span.high, span.unit) for span in read_counts(tokenise(text), language, **options)]


SENTENCES = [
    (
        "en",
        "More than 700 people were arrested that day, and over a dozen hospitalized.",
        [(700, None, "people"), (12, None, "people")],
    ),
    (
        "en",
        "People in 55 other towns struck 12 plants for three hours.",
        [(55, 55, "places"), (12, 12, "organisations"), (3, 3, "hours")],
    ),
    ("en", "On 11 October 2020 hundreds of people marched.", [(200, 999, "people")]),
    ("ru", "11 октября 2020 сотни людей вышли на улицы.", [(200, 999, "people")]),
    ("be", "У жніўні 2020 тысячы людзей выйшлі.", [(2000, 9999, "people")]),
    ("en", "30 in Brest, 12 in Hrodna.", [(30, 30, "people"), (12, 12, "people")]),
    (
        "en",
        "The fund paid $1,500 and 20 percent of 2,000 euros.",
        [(1500, 1500, "money"), (20, 20, "percent"), (2000, 2000, "money")],
    ),
    ("en", "On 9 August 2020 at 12:30 about 40 men, aged 20 to 60, stood on 25 May Street.", [(40, 40, "people")]),
    ("en", "He spoke for 4.5 hours.", [(4, 5, "hours")]),
    ("en", "Article 342 and sections 2 and 3; room 14; no. 7.", []),
    ("ru", "Задержали двадцать пять человек, из них троих журналистов.", [(25, 25, "people"), (3, 3, "people")]),
    ("ru", "Осуждены 11 человек, от 10 до 13 суток.", [(11, 11, "people"), (10, 13, "days")]),
    ("ru", "По ст. 342 УК в 2020 году 25-летний водитель получил два года.", [(2, 2, "years")]),
    ("be", "Затрымалі каля трыццаці чалавек у дванаццаці гарадах.", [(30, 30, "people"), (12, 12, "places")]),
    ("be", "Фонд выплаціў больш за 14 тыс. рублёў.", [(14000, None, "money")]),
    ("uk", "Поранено щонайменше п'ятеро цивільних, знищено два будинки.", [(5, None, "people"), (2, 2, "things")]),
    ("de", "Mehr als 700 Menschen wurden in drei Städten festgenommen.", [(700, None, "people"), (3, 3, "places")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_counts_of_a_sentence(language, text, expected):
    assert _read(text, language) == expected


SUBSETS = [
    ("en", "More than 600 were arrested, including over 30 journalists", [False, True]),
    ("en", "They took 400 people, 103 of them in one town", [False, True]),
    ("ru", "Задержаны 40 человек, в том числе пять врачей", [False, True]),
    ("be", "Затрымана 40 чалавек, у тым ліку пяць лекараў", [False, True]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SUBSETS)
def test_a_part_of_another_count_is_marked(language, text, expected):
    assert [span.subset for span in read_counts(tokenise(text), language)] == expected


def test_nothing_counted_is_zero_and_says_so():
    (span,) = read_counts(tokenise("Not a single criminal case was opened."), "en")
    assert (span.low, span.high, span.negated) == (0, 0, True)


def test_the_noun_is_named():
    text = "four jailed strike leaders were released"
    (span,) = read_counts(tokenise(text), "en")
    assert text[span.noun_start : span.noun_end] == "leaders"


@pytest.mark.parametrize(("table", "expected"), [("schema", (200, 999)), ("ccc", (200, None)), ("acled", (100, 100))])
def test_the_table_decides_on_a_vague_word_and_the_word_is_kept(table, expected):
    (span,) = read_counts(tokenise("hundreds marched"), "en", table)
    assert (span.low, span.high) == expected
    assert (span.words, span.vague) == ("hundreds", "hundreds")


def test_an_unknown_table_is_an_error():
    with pytest.raises(KeyError):
        read_counts(tokenise("hundreds"), "en", "guesses")


@pytest.mark.parametrize("table", tables())
def test_tables_hold_intervals(table):
    for key in ("dozens", "hundreds", "thousands"):
        low, high = interval(key, table)
        assert low > 0
        assert high is None or high >= low


PIECES = st.sampled_from(
    ["two", "hundred", "and", "a", "half", "thousand", "12", "1,000", "to", "more than", "-", "+", ".", "people", "\n",
     "двадцать", "пять", "тысяч", "около", "несколько", "сотен", "100", "%", "$", "of", "dozens", "fünfundzwanzig"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(LANGUAGES))
def test_spans_are_exact_ordered_and_sane(text, language):
    end = 0
    for span in read_counts(tokenise(text), language):
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.words
        assert span.low is not None or span.high is not None
        assert span.low is None or span.high is None or span.low <= span.high
        end = span.end


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text, language):
    read_counts(tokenise(text), language)


@pytest.mark.parametrize(
    ("text", "language", "lows"),
    [
        ("A court fined Anna Novik, 34, a welder.", "en", []),
        ("Суд оштрафовал Анну Новик, 34, сварщицу.", "ru", []),
        ("Detained were, in Brest, 30, in Lida, 12, and more.", "en", [30, 12]),
    ],
)
def test_an_age_beside_a_name_is_no_count(text, language, lows):
    assert [span.low for span in read_counts(tokenise(text), language)] == lows
