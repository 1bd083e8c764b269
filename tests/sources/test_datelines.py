"""Lines that join an outlet, a date and a writer."""

import pytest

from letapis.registry.origins import source_key
from letapis.sources.datelines import dateline_of, opening_agency, opening_day
from letapis.sources.reading import read


@pytest.mark.parametrize(
    ("line", "moment", "publisher"),
    [
        ("Courtyard Monitor, 12 October 2020, 14:10", "2020-10-12T14:10", "Courtyard Monitor"),
        ("*Хроніка двароў, 17 жніўня 2020*", "2020-08-17", "Хроніка двароў"),
        ("Riverbank Post, 24 May 2021. By Cecilia Thorne", "2021-05-24", "Riverbank Post"),
        ("Минск, 8 ноября 2020", "2020-11-08", ""),
        ("Бишкек, 6 октября 2020 года", "2020-10-06", ""),
        ("Публікуецца 13 верасня 2020 г. Перадрук з дазволу аўтаркі.", "2020-09-13", ""),
        ("Court Chronicle, Minsk. Published 7 July 2021.", "2021-07-07", ""),
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


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("Магілёў, 11 лютага 2021 года. Міліцыя правяла ператрусы.", "2021-02-11"),
        ("Янгон, 1 марта 2021 г. (соб. корр.) Полиция стреляла.", "2021-03-01"),
        ("MINSK, Nov. 8, 2020 — Police closed the square.", "2020-11-08"),
        ("Минск, 24 января. 23 января 2021 года задержаны сорок человек.", None),
        ("Anna Novik, 25 March 2021. I saw three vans.", None),
        ("In Minsk, 8 November 2020. They came again.", None),
        ("On Sunday, 11 October 2020, police in Minsk detained forty. Later more came.", None),
    ],
)
def test_the_dateline_that_opens_a_report(paragraph, day):
    found = opening_day(paragraph)
    assert (found.iso() if found else None) == day


def test_a_date_above_goes_before_the_dateline_that_opens_the_report():
    body = "Minsk, 8 November 2020. Police detained forty people on the square on Sunday afternoon, and let go three.\n"
    assert read("a.txt", body.encode()).documents[0].published.iso() == "2020-11-08"
    told = "Publication date: 9 November 2020\n\n" + body
    assert read("b.txt", told.encode()).documents[0].published.iso() == "2020-11-09"


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("MINSK, Nov 8 (Tram Wire) - Police detained forty people.", "Tram Wire"),
        ("MINSK (TW) — Police detained forty people.", "TW"),
        ("Minsk (TW) — Police detained forty people.", ""),
        ("МИНСК, 8 ноября /Агентство Полдень/. Задержаны сорок человек.", ""),
        ("МИНСК, 8 ноября (Полдень) — Задержаны сорок человек.", "Полдень"),
        ("Мінск, 8 лістапада (Поўдзень) – Затрыманыя сорак чалавек.", "Поўдзень"),
        ("MINSK (updated) - Police detained forty people.", ""),
        ("Police (OMON) - detained forty people.", ""),
        ("Minsk (Belarus) has a square.", ""),
        ("In Minsk they came (Anna says) - and left.", ""),
    ],
)
def test_the_agency_whose_dateline_opens_a_report(paragraph, agency):
    assert opening_agency(paragraph) == agency


def test_two_papers_that_print_one_agency_are_one_origin_in_other_words():
    texts = (
        "MINSK, Nov 8 (Tram Wire) - Police detained forty people on the square on Sunday, and let go three.\n",
        "MINSK (Tram Wire) - At least forty were held in the city on Sunday; three of them are free again.\n",
    )
    keys = {source_key(read(f"{number}.txt", text.encode()).documents[0]) for number, text in enumerate(texts)}
    assert keys == {("report:tram wire", "Tram Wire", "report")}


def test_a_translation_is_one_origin_with_what_it_says_it_translates():
    body = "В воскресенье в Минске задержали сорок человек, троих отпустили.\n"
    told = f"12 октября 2020\n\nПеревод статьи «Новости двора»\n\n{body}"
    there = read("a.txt", told.encode()).documents[0]
    assert (there.language, there.origin) == ("ru", "Новости двора")
    assert source_key(there)[0] == "report:новости двора"
