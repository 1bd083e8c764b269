"""Lines that join an outlet, a date and a writer."""

import pytest

from letapis.sources.datelines import dateline_of
from letapis.sources.reading import read


@pytest.mark.parametrize(
    ("line", "moment", "publisher"),
    [
        ("Courtyard Monitor, 12 October 2020, 14:10", "2020-10-12T14:10", "Courtyard Monitor"),
        ("*Хроніка двароў, 17 жніўня 2020*", "2020-08-17", "Хроніка двароў"),
        ("Riverbank Post, 24 May 2021. By Cecilia Thorne", "2021-05-24", "Riverbank Post"),
        ("Минск, 8 ноября 2020", "2020-11-08", ""),
        ("Публікуецца 13 верасня 2020 г. Перадрук з дазволу аўтаркі.", None, None),
        ("On Sunday, 11 October 2020, police detained 40 people", None, None),
        ("Courts, 28 June to 6 July 2021", None, None),
    ],
)
def test_a_dateline_is_read(line, moment, publisher):
    found = dateline_of(line)
    assert (found.moment.iso() if found else None) == moment
    assert (found.publisher if found else None) == publisher


def test_a_date_between_title_and_outlet_is_that_of_publication():
    text = "Около ста за день\n9 ноября 2020 года\nРайонная газета «Ранний час»\n\nОколо ста человек задержаны вчера.\n"
    document = read("list.txt", text.encode("cp1251")).documents[0]
    assert (document.title, document.publisher) == ("Около ста за день", "Ранний час")
    assert document.published is not None
    assert document.published.iso() == "2020-11-09"


def test_the_writer_behind_the_dateline_is_the_author():
    text = "# Candles\n\nEastern Wire, 16 November 2020. By Oskar Brandt\n\nA man was taken from his yard on Sunday.\n"
    document = read("candles.md", text.encode()).documents[0]
    assert (document.publisher, document.author) == ("Eastern Wire", "Oskar Brandt")
