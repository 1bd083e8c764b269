"""The examples, worked by hand: what a careful reader gets out of them is what Letapis must get out of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from letapis.claims.rules import RuleCoder
from letapis.publications.sentences import figure_sentence
from letapis.registry.figures import figure_on
from letapis.registry.reconcile import reconcile
from letapis.sources.reading import read
from letapis.workflow.finding import find

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
FILES = sorted(path for path in REPORTS.rglob("*") if path.is_file() and not path.name.endswith(".meta.toml"))


@pytest.fixture(scope="module")
def documents():
    """All documents of the examples by file (a Telegram export by its folder), in order."""
    return {
        found.path.relative_to(REPORTS).as_posix(): read(found.name, found.path.read_bytes(), found.given).documents
        for found in find([REPORTS])
    }


@pytest.fixture(scope="module")
def every(documents):
    return tuple(document for found in documents.values() for document in found)


@pytest.fixture(scope="module")
def claims(every):
    coder = RuleCoder()
    return tuple(claim for document in every for claim in coder.code(document))


@pytest.fixture(scope="module")
def record(every, claims):
    return reconcile(every, claims)


@pytest.fixture(scope="module")
def claims_of(documents, claims):
    def of(name):
        ids = {document.id for document in documents[name]}
        return [claim for claim in claims if claim.document in ids]

    return of


# -- the folder itself


def test_there_are_reports_of_each_language_and_format():
    names = [path.relative_to(REPORTS).parts[0] for path in FILES]
    assert len(FILES) >= 34
    assert [names.count(language) >= least for language, least in (("en", 16), ("ru", 10), ("be", 8))] == [True] * 3
    suffixes = {path.suffix for path in FILES}
    assert suffixes >= {".txt", ".md", ".html", ".eml", ".json", ".jsonl", ".docx", ".odt", ".pdf"}


def test_the_list_tells_of_every_report():
    told = set(re.findall(r"^\| `([^`]+)`", (REPORTS.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {path.relative_to(REPORTS).as_posix().partition("/")[2] for path in FILES} == told


# -- what a report says of itself

SAYS = [
    # file, published, publisher, author
    (
        "en/2020-08-10-election-night.txt",
        "2020-08-10",
        None,
        "Edith Marlow",
    ),
    ("en/2020-08-letter-from-a-friend.txt", None, None, None),
    ("en/2020-10-11-streets-of-minsk.txt", "2020-10-12", None, "Jonas Wetherby"),
    ("en/2020-10-12-ministry-gives-a-total.html", "2020-10-12", "Eastern Wire", "Oskar Brandt"),
    ("en/2020-10-14-table-in-the-prison.txt", "2020-10-14", None, None),
    ("en/2020-10-20-streets-of-minsk-reprint.md", "2020-10-20", "North Quay Review", None),
    ("en/2020-11-24-the-weekly-with-a-letter.txt", "2020-11-24", None, "Rosalind Achterberg"),
    ("en/2021-02-17-searches.odt", "2021-02-17", None, None),
    ("en/2021-03-28-freedom-day-weekend.txt", "2021-03-28", None, "Edith Marlow"),
    ("en/2021-07-24-closures.txt", "2021-07-24", None, None),
    ("ru/2020-08-bulleten-zavodskoj.txt", None, None, None),
    ("ru/2020-10-12-minskaya-militsiya.txt", "2020-10-12", None, None),
    ("ru/2020-10-19-pismo-vracha.eml", "2020-10-19", None, "Прохор"),
    ("ru/2021-01-dvorovyj-chat.txt", "2021-01-22", None, None),
    ("ru/2021-07-23-likvidatsiya.html", "2021-07-23", "Окно", None),
    ("be/2021-03-26-dzien-voli.html", "2021-03-26", "Рачны вакзал", "Тэкля Манцэвіч"),
    ("be/2020-10-12-marsh-mudrasci.txt", "2020-10-12", None, None),
    ("be/2020-11-02-kurapaty.txt", "2020-11-02", None, None),
    ("ru/2020-10-26-zabastovka.txt", "2020-10-27", None, None),
    ("ru/2021-02-18-hronika-suda.txt", "2021-02-18", None, None),
    # a line of outlet and date, a date inside the block of the title, a date of the issue
    ("en/2020-08-21-strike-fund.md", "2020-08-21", None, None),
    (
        "en/2020-09-24-inauguration.txt",
        "2020-09-24",
        None,
        "Oskar Brandt",
    ),
    ("en/2020-10-12-names-of-eleven-october.md", "2020-10-12", None, None),
    ("en/2020-11-04-miners-are-free.txt", "2020-11-04", None, None),
    ("en/2020-11-16-square-of-changes.docx", "2020-11-16", None, None),
    ("en/2021-05-24-forced-landing.pdf", "2021-05-24", None, None),
    ("en/2021-07-07-court-chronicle.md", "2021-07-07", None, None),
    ("ru/2020-11-09-slonimskij-trakt.txt", "2020-11-09", None, None),
    ("ru/2021-05-25-posadka.txt", "2021-05-25", None, None),
    ("be/2020-08-17-vialiki-marsh.md", "2020-08-17", None, None),
    ("be/2020-09-13-dzionnik-nastaunicy.txt", "2020-09-13", None, None),
    ("be/2020-11-20-fond-dapamohi.txt", "2020-11-20", None, None),
    ("be/2020-12-31-sudovaja-hronika.md", "2020-12-31", None, None),
    ("be/2021-07-24-kala-pausotni.txt", "2021-07-24", None, None),
]


@pytest.mark.parametrize(("name", "published", "publisher", "author"), SAYS, ids=str)
def test_what_a_report_says_of_itself_is_read_and_no_more(documents, name, published, publisher, author):
    first = documents[name][0]
    assert (first.published.day.isoformat() if first.published else None) == published
    if publisher:
        assert first.publisher == publisher
    if author:
        assert first.author is not None
        assert first.author.startswith(author)
    if published is None:
        assert first.dated is None


@pytest.mark.parametrize("name", [path.relative_to(REPORTS).as_posix() for path in FILES])
def test_the_language_is_that_of_the_folder(documents, name):
    assert {document.language for document in documents[name]} <= {name[:2]}


def test_the_telegram_export_is_ten_messages(documents):
    messages = documents["ru/2020-10-11-telegram/result.json"]
    assert len(messages) == 10, "neither the service message nor the sticker is a report"
    assert [message.published.iso() for message in messages][:2] == ["2020-10-11T14:05", "2020-10-11T15:31"]
    forwarded = [message.origin for message in messages if message.origin]
    assert forwarded == ["Пресс-карта", "Речной вокзал"]
    assert [message.edited.iso() for message in messages if message.edited] == ["2020-10-11T19:20"]


def test_the_mail_in_the_mail_has_its_own_day(documents):
    outer, inner = documents["ru/2020-10-19-pismo-vracha.eml"]
    assert outer.published.day == date(2020, 10, 19)
    assert inner.dated.day == date(2020, 10, 12)


def test_three_outlets_are_three_documents(documents):
    three = documents["en/2020-11-08-one-agency-three-outlets.jsonl"]
    assert [document.publisher for document in three] == [
        "The Harbour Gazette",
        "North Quay Review",
        "Valley Morning News",
    ]


# -- what a report claims


def test_every_quote_stands_where_it_says(every, claims):
    texts = {document.id: document.text for document in every}
    assert len(claims) > 150
    assert [claim.id for claim in claims if texts[claim.document][claim.start : claim.end] != claim.quote] == []


CLAIMED = [
    # file, type, words in the quote, (low, high), first day, place
    ("en/2020-10-11-streets-of-minsk.txt", "detention", "700 people", (700, None), "2020-10-11", None),
    ("en/2020-10-20-streets-of-minsk-reprint.md", "detention", "700 people", (700, None), "2020-10-11", None),
    ("en/2020-10-11-streets-of-minsk.txt", "detention", "14,000", (14000, None), "2020-08-09", None),
    ("en/2020-10-12-ministry-gives-a-total.html", "detention", "713", (713, 713), "2020-10-11", None),
    ("en/2020-10-13-diary-of-a-translator.txt", "detention", "six hundred", (600, None), "2020-10-11", None),
    ("en/2020-10-13-diary-of-a-translator.txt", "detention", "30 journalists", (30, None), "2020-10-11", None),
    ("en/2020-10-12-names-of-eleven-october.md", "detention", "22 in Hrodna", (22, 22), "2020-10-11", "Hrodna"),
    ("en/2020-10-12-names-of-eleven-october.md", "detention", "6 in Mahiliou", (6, 6), "2020-10-11", "Mahiliou"),
    ("en/2020-09-24-inauguration.txt", "detention", "364", (364, 364), "2020-09-23", None),
    ("en/2020-11-24-the-weekly-with-a-letter.txt", "detention", "1,000", (1000, None), "2020-11-08", None),
    ("en/2021-07-24-closures.txt", "closure", "40", (40, None), None, None),
    (
        "en/2021-07-07-court-chronicle.md",
        "sentence",
        "Babaryka",
        (1, 1),
        "2021-07-06",
        "Minsk",
    ),
    ("en/2020-11-05-solidarity-network.md", "release", "Vierbin", (1, 1), "2020-10-31", None),
    ("en/2020-11-04-miners-are-free.txt", "release", "four", (4, 4), "2020-11-03", "Salihorsk"),
    ("ru/2020-10-12-minskaya-militsiya.txt", "detention", "713", (713, 713), "2020-10-11", None),
    ("ru/2020-10-12-minskaya-militsiya.txt", "detention", "есколько десятков", (20, 99), "2020-10-11", "Minsk"),
    ("ru/2020-08-12-tretya-noch.txt", "detention", "Более тысячи", (1000, None), None, None),
    ("ru/2020-11-08-spisok-dnya.md", "detention", "1023", (1023, 1023), "2020-11-08", None),
    ("ru/2021-07-23-likvidatsiya.html", "closure", "48", (48, 48), None, None),
    ("be/2020-11-02-kurapaty.txt", "detention", "300", (300, None), "2020-11-01", None),
    ("be/2021-03-26-dzien-voli.html", "detention", "200", (200, None), "2021-03-25", None),
    ("be/2020-10-12-marsh-mudrasci.txt", "detention", "620", (620, None), "2020-10-11", None),
]


@pytest.mark.parametrize(("name", "kind", "words", "count", "first", "place"), CLAIMED)
def test_a_claim_of_the_examples(claims_of, name, kind, words, count, first, place):
    fitting = [claim for claim in claims_of(name) if claim.type == kind and words in claim.quote]
    assert fitting, f"no {kind} with {words!r}"
    values = [(claim.count.low, claim.count.high) for claim in fitting if claim.count]
    assert count in values
    claim = next(claim for claim in fitting if claim.count and (claim.count.low, claim.count.high) == count)
    if first:
        assert claim.date is not None
        assert claim.date.first.isoformat() == first
    if place:
        assert claim.place == (place,)


# Words that stand in claimless sentences: opinion, furniture, dedications, offers.
CLAIMLESS = [
    ("en/2020-08-10-election-night.txt", "stopped being afraid"),
    ("en/2020-10-20-streets-of-minsk-reprint.md", "consider making a donation"),
    ("en/2020-10-20-streets-of-minsk-reprint.md", "Standing orders"),
    ("en/2020-10-12-ministry-gives-a-total.html", "autumn soup"),
    ("en/2020-08-letter-from-a-friend.txt", "What impudence"),
    ("en/2020-11-24-the-weekly-with-a-letter.txt", "That is nonsense"),
    ("ru/2020-10-26-zabastovka.txt", "каждый решает сам"),
    ("be/2020-09-13-dzionnik-nastaunicy.txt", "Гэта не палітыка"),
]


@pytest.mark.parametrize(("name", "words"), CLAIMLESS)
def test_opinion_and_furniture_are_no_claims(claims_of, name, words):
    assert [claim.quote for claim in claims_of(name) if words in claim.quote] == []


def test_an_undated_letter_gives_no_dates_but_those_it_states(claims_of):
    """The letter says "today" and "Thursday" and never which: null beats a guess."""
    assert [claim.quote for claim in claims_of("en/2020-08-letter-from-a-friend.txt") if claim.date] == []


def test_letters_of_another_script_inside_a_word_do_not_hide_a_place(claims_of):
    places = {place for claim in claims_of("en/2020-08-letter-from-a-friend.txt") for place in claim.place}
    assert "Minsk" in places  # with a Belarusian і


# -- what they say together


def standing(figure):
    return sorted((reading.low or 0, reading.high or 0) for reading in figure.readings if reading.standing)


def test_the_figure_of_eleven_october(record, every):
    figure = figure_on(record, "detained", date(2020, 10, 11))
    sentence = figure_sentence(figure, record, every)
    assert sentence.startswith("At least 620 people (")
    assert "name list" in sentence
    assert "713 according to the Interior Ministry" in sentence
    assert figure.published.rule == "named_list"
    assert figure.published.low == 620
    assert set(standing(figure)) >= {(600, 0), (620, 0), (700, 0), (713, 713)}
    assert (300, 0) not in standing(figure), "the list of the afternoon has been superseded by that of the next day"


def test_the_list_of_eleven_october_is_told_with_its_hour(record, every):
    sentence = figure_sentence(figure_on(record, "detained", date(2020, 10, 11)), record, every)
    assert sentence.startswith("At least 620 people (Viasna, name list, 12 Oct 12:30)")


def test_parts_are_never_added_to_the_whole(record):
    """30 and 40 journalists, 570 held for court: parts of the day's figure, whatever the sum would be."""
    figure = figure_on(record, "detained", date(2020, 10, 11))
    values = {value for reading in figure.readings for value in (reading.low, reading.high)}
    assert values <= {None, 300, 600, 620, 700, 713}


def test_a_state_figure_may_be_the_higher_one(record):
    """On 25 March the ministry counts more than 200, the list of names 176: both stand, nothing is averaged."""
    figure = figure_on(record, "detained", date(2021, 3, 25))
    assert (200, 0) in standing(figure)
    assert figure.published.low in {170, 176}


def test_fourteen_thousand_twice_is_not_one_figure(record, claims):
    of_claim = {
        claim: figure.id for figure in record.figures for reading in figure.readings for claim in reading.claims
    }
    arrested = {of_claim.get(claim.id) for claim in claims if "14,000 people have been arrested" in claim.quote}
    punished = {of_claim.get(claim.id) for claim in claims if "punished or persecuted" in claim.quote}
    assert arrested - {None}
    assert not (arrested & punished) - {None}


def reading_with(figure, claims, words):
    """The readings of a figure that rest on claims with these words in their quote."""
    ids = {claim.id for claim in claims if words in claim.quote}
    return [reading for reading in figure.readings if ids & set(reading.claims)]


def test_a_reprint_is_no_second_reading(record, claims):
    figure = figure_on(record, "detained", date(2020, 10, 11))
    (reading,) = reading_with(figure, claims, "More than 700 people were arrested")
    assert len(reading.claims) == 2, "the newspaper and its reprint"


def test_an_agency_in_three_outlets_is_one_reading(record, claims):
    figure = figure_on(record, "detained", date(2020, 11, 8))
    (reading,) = reading_with(figure, claims, "More than 500 people were detained in Belarus on Sunday")
    assert len(reading.claims) >= 3


def test_the_list_of_eight_november_grows(record):
    figure = figure_on(record, "detained", date(2020, 11, 8))
    values = [low for low, _ in standing(figure)]
    assert 1023 in values
    assert 109 not in values
    assert "superseded" in {relation.kind for relation in figure.relations}


def test_the_record_is_the_same_whatever_comes_first(record, every, claims):
    assert reconcile(tuple(reversed(every)), tuple(reversed(claims))) == record
