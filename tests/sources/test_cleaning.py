"""Cleaning: furniture goes, broken sentences are joined, and every cleaned span knows the original it came from."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from letapis.sources.cleaning import clean

PARAGRAPH = (
    "Four workers were detained at the gate of the glass works on Wednesday evening, said the committee. "
    "They were let go in the morning."
)

CASES = [
    # a heading that a page break repeated in the middle of a sentence
    (
        "# The walk-out\n\nWith the help of\n\n## The walk-out\n\n---\n\nneighbours, 30 people got home.",
        "The walk-out\n\nWith the help of neighbours, 30 people got home.",
    ),
    # a page number in the middle of a sentence
    ("About 140 workers left\n\n- 3 -\n\ntheir furnaces.", "About 140 workers left their furnaces."),
    ("About 140 workers left\n\n3\n\ntheir furnaces.", "About 140 workers left their furnaces."),
    ("They left.\n\n- 3 -\n\nLater they came back.", "They left.\n\nLater they came back."),
    # a bare number between whole sentences may be a figure
    ("Detained:\n\n713\n\nIn Lida: four.", "Detained:\n\n713\n\nIn Lida: four."),
    # a heading between whole sentences stays
    ("They left.\n\n## In Lida\n\nthirty people stood.", "They left.\n\nIn Lida\n\nthirty people stood."),
    # marks, links, pictures, addresses
    ("**Four** people were _detained_.", "Four people were detained."),
    ("See the [list of names](https://example.org/a) here.", "See the list of names here."),
    ("![gate](gate.jpg) Four were held.", "Four were held."),
    ("Write to <https://example.org/x> at once.", "Write to at once."),
    ("2 * 3 and a_b stay", "2 * 3 and a_b stay"),
    ("* one\n* two", "one\n\ntwo"),
    ("> quoted words", "quoted words"),
    # spaces and unseen characters
    ("1\u00a0000 people", "1 000 people"),
    ("demon\u00adstra\u200btors", "demonstrators"),
    ("a  \t b", "a b"),
    ("й in two: и\u0306", "й in two: й"),
    ("one\r\n\r\ntwo", "one\n\ntwo"),
    # lines broken to fit, lines that stand for themselves
    (
        "Some 140 workers left the furnaces\nand went to the gate late in the evening, where Anatol\nZimin spoke.",
        "Some 140 workers left the furnaces and went to the gate late in the evening, where Anatol Zimin spoke.",
    ),
    ("Minsk: 12\nBrest: 3", "Minsk: 12\n\nBrest: 3"),
    ("the self-\norganised yards met", "the self-organised yards met"),
    # page furniture
    (f"{PARAGRAPH}\n\nCopyright © Free Yard News - All rights\nreserved", PARAGRAPH),
    (f"{PARAGRAPH}\n\nPS:\n\n*If you like this article, please consider donating to our site.*", PARAGRAPH),
    (f"{PARAGRAPH}\n\nPS: two more were released.", f"{PARAGRAPH}\n\nPS: two more were released."),
    (f"<https://example.org/report>\n\n{PARAGRAPH}\n\nFollow us on Telegram", PARAGRAPH),
    (f"Publication date: 27 October 2020\n\n---\n\n{PARAGRAPH}\n\nSource [Yard News](#).", PARAGRAPH),
    (f"date 2020-10-13 A visit to the gate.\n\n{PARAGRAPH}", f"A visit to the gate.\n\n{PARAGRAPH}"),
    # lines of records that repeat are the report, not labels of it
    (
        "Date: 27 October 2020\n\nDetained: 5\n\nDate: 28 October 2020\n\nDetained: 7",
        "Date: 27 October 2020\n\nDetained: 5\n\nDate: 28 October 2020\n\nDetained: 7",
    ),
    # what sounds like furniture and is a report
    ("The fund asks you to donate for the fines.", "The fund asks you to donate for the fines."),
    ("12 May 2011\n\nSix were jailed.", "12 May 2011\n\nSix were jailed."),
    ("", ""),
    ("\n\n\n", ""),
]


@pytest.mark.parametrize(("text", "cleaned"), CASES)
def test_cases(text, cleaned):
    assert clean(text).text == cleaned


def letters(text):
    text = text.replace("\u00ad", "").replace("\u200b", "")  # they may part a letter from its accent
    return [letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum()]


def is_subsequence(few, many):
    rest = iter(many)
    return all(letter in rest for letter in few)


def assert_faithful(text):
    cleaned = clean(text)
    size = len(cleaned.text)
    for start, end in {(0, size), (size // 3, 2 * size // 3), (size // 2, size), (0, min(1, size))}:
        first, last = cleaned.original(start, end)
        assert 0 <= first <= last <= len(text)
        assert is_subsequence(letters(cleaned.text[start:end]), letters(text[first:last]))
    for index, letter in enumerate(cleaned.text):
        if letter.isalnum():
            first, last = cleaned.original(index, index + 1)
            assert unicodedata.normalize("NFC", text[first:last]) == letter
            left, right = cleaned.cleaned(first, last)
            assert left <= index < right


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_every_letter_of_a_case_is_found_again(text):
    assert_faithful(text)


@given(st.text(alphabet="aB я.,*_#>-[]()!<\n\r\t\u00a0\u00ad\u0306\u200b0й:|http/", max_size=200))
def test_every_cleaned_span_is_made_of_its_original(text):
    assert_faithful(text)


WORDS = st.lists(st.text(alphabet="abcdefgжшэўі", min_size=1, max_size=8), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=4)


@given(st.lists(SENTENCES.map(" ".join), min_size=1, max_size=5).map("\n\n".join))
def test_plain_text_stays_as_it_is(text):
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.original(0, len(text)) == (0, len(text))


@given(st.text(alphabet="ab \n*#-", max_size=120))
def test_cleaning_again_drops_no_letter(text):
    once = clean(text).text
    assume("#" not in once)  # a mark dropped before one (`*# a`) bares a heading, which may go from a sentence
    assert letters(clean(once).text) == letters(once)


def test_an_accent_on_a_mark_stays_on_it():
    assert clean("a*\u0306").text == "a*\u0306"


def test_a_lone_hash_is_no_word():
    assert clean("a\n#\na\n*a").text.split() == ["a", "a", "a"]


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no span"):
        clean("abc").original(1, 9)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000,
        "a\n" * 50_000,
        "[" * 200_000,
        "[a](" * 50_000,
        "*" * 200_000,
        "a" * 200_000,
        "<https:" * 30_000,
        "е\u0301" * 100_000,
        " " * 200_000,
        "- " * 100_000,
        "# " * 100_000,
    ],
)
def test_hostile_text_comes_to_an_end(text):
    cleaned = clean(text)
    assert cleaned.original(0, len(cleaned.text))[1] <= len(text)


WIRE = """   VIRAVA, 4 FEB 90 (AGENCY) -- THE ARMY OF THE SOUTH DENIED TODAY THAT THE
COLUMN HAD ATTACKED THE BRIDGE OVER THE RIVER AND THE ROAD BEHIND IT, A
SPOKESMAN SAID.

   TWO PEASANTS WERE KILLED IN THE VILLAGE OF SANTA OLALLA, NEAR THE MILL
OF THE SISTERS, ON FRIDAY.
"""
POSTER = "BRING BACK OUR SONS\nNO MORE ARRESTS\nFREEDOM FOR THE NURSES OF WARD FOUR\n"


def test_lines_of_a_wire_in_capitals_are_joined():
    assert clean(WIRE).text.count("\n\n") == 1
    assert "THAT THE COLUMN HAD ATTACKED" in clean(WIRE).text
    assert "A SPOKESMAN SAID." in clean(WIRE).text


def test_lines_in_capitals_that_stand_for_themselves_stay_apart():
    assert clean(POSTER).text.count("\n\n") == 2
