"""What the five first reports say of themselves (rows 138 to 151 of the list of needs)."""

from pathlib import Path

import pytest

from letapis.sources.cleaning import clean
from letapis.sources.language import spans
from letapis.sources.reading import read

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seed reports are not beside the checkout")


def seed(number):
    (path,) = SEEDS.glob(f"{number:03}_*.txt")
    (document,) = read(path.name, path.read_bytes()).documents
    return document


EXPECTED = [
    (0, {"published": None, "written": None, "author": None, "url": None, "title": None, "publisher": None}),
    (
        1,
        {
            "published": "2020-11-23",
            "written": None,
            "author": "Roy Landersen",
            "publisher": None,
            "title": "Belarus regime attacks protests, forced to free unionists",
        },
    ),
    (
        2,
        {
            "published": "2020-10-27",
            "written": "2020-10-15",
            "publisher": "International Viewpoint",
            "origin": "No Borders News",
            "url": "https://www.internationalviewpoint.org/spip.php?article6878",
            "title": "Police violence on a mass scale in Belarus",
            "author": None,
        },
    ),
    (
        3,
        {
            "published": "2020-10-13",
            "author": "Olga Deksnis",
            "translator": "Bernhard Clasen",
            "speaker": "Lilia",
            "publisher": None,
            "written": None,
        },
    ),
    (4, {"published": None, "written": None, "author": None, "url": None, "title": None, "publisher": None}),
]


@pytest.mark.parametrize(("number", "facts"), EXPECTED)
def test_what_a_seed_says_of_itself(number, facts):
    document = seed(number)
    found = {name: getattr(document, name) for name in facts}
    assert {name: value.iso() if hasattr(value, "iso") else value for name, value in found.items()} == facts
    assert document.language == "en"


@pytest.mark.parametrize(
    ("number", "notes"),
    [
        (0, {"undated", "mixed-script"}),  # "Сouncil" begins with a Cyrillic letter
        (1, {"missing-attachment"}),
        (2, {"rights-line"}),
        (3, {"addendum", "mixed-language"}),
        (4, {"undated"}),
    ],
)
def test_notes(number, notes):
    assert set(seed(number).notes) == notes


def test_the_text_is_the_file():
    document = seed(1)
    (path,) = SEEDS.glob("001_*.txt")
    assert document.text.encode() == path.read_bytes()


def test_the_sentence_split_by_a_heading_is_joined():
    text = seed(2).text
    cleaned = clean(text)
    start = cleaned.text.index("With 25 percent of signatures, these representatives become official")
    first, last = cleaned.original(start, start + len("With 25 percent of signatures,"))
    assert text[first:last].startswith("With 25 percent of")
    assert text[first:last].endswith("signatures,")
    assert "## Police violence" in text[first:last]


@pytest.mark.parametrize(
    "words", ["Copyright", "donat", "standing order", "Publication date", "PS:", "---", "**", "](#)"]
)
def test_the_furniture_of_a_page_is_gone(words):
    assert words not in clean(seed(2).text).text


def test_a_no_break_space_and_its_way_back():
    text = seed(1).text
    cleaned = clean(text)
    start = cleaned.text.index("free unionists")
    assert text[slice(*cleaned.original(start, start + 14))] == "free\u00a0unionists"


def test_the_russian_sentence_is_told():
    text = seed(3).text
    russian = [text[span.start : span.end].strip() for span in spans(text) if span.language == "ru"]
    assert len(russian) == 1
    assert russian[0].startswith("Записи")


@pytest.mark.parametrize("number", range(5))
def test_no_report_loses_a_paragraph_of_its_own(number):
    text = seed(number).text
    long = [part.strip("*_ ") for part in text.split("\n\n") if len(part) > 300 and "donating" not in part]
    cleaned = clean(text).text
    for part in long:
        assert part[:40].replace("\u00a0", " ").strip("*") in cleaned
