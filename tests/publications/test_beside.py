"""What is told beside a figure, in lines: sums of days, checks of sums, absences; in three languages."""

from dataclasses import replace
from datetime import date

import pytest

from letapis.publications.beside import absence_lines, addition_lines, period_heading, sum_line
from letapis.registry.absences import Absence
from letapis.registry.figures.additions import Addition
from letapis.registry.figures.periods import DayFloor, SumOfDays
from letapis.sources.moment import Moment

SUNDAYS = tuple(DayFloor(date(2020, 10, day), low, f"f{day}") for day, low in ((4, 20), (11, 601)))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ("Sum of daily floors, Minsk: at least 621 people; 2 days, 29 days without a figure. "
            "We added it up; no source states it."),
        ),
        (
            "be",
            ("Сума дзённых ніжніх межаў, Мінск: прынамсі 621 чалавек; 2 дні, без ліку — 29 дзён. "
            "Складзена намі, ніводная крыніца гэтага не называе."),
        ),
        (
            "ru",
            ("Сумма дневных нижних границ, Минск: по меньшей мере 621 человек; 2 дня, без числа — 29 дней. "
            "Сложено нами, ни один источник этого не называет."),
        ),
    ],
)
def test_a_sum_of_days_is_called_what_it_is(language, expected):
    assert sum_line(SumOfDays(("Minsk",), 621, SUNDAYS, 29), "detained", language) == expected


def test_an_area_that_nobody_names_is_said_so():
    assert "no place told" in sum_line(SumOfDays((), 621, SUNDAYS, 29), "detained", "en")


@pytest.mark.parametrize(
    ("told", "added", "difference", "adds_up", "end"),
    [
        ((1601, 1601), (1601, 1601), 0, True, "it adds up."),
        ((1700, 1700), (1601, 1601), 99, False, "the difference is 99."),
        ((1600, 1600), (1601, 1601), -1, False, "the difference is 1."),
        ((1500, 1500), (1601, None), None, False, "no number fits both."),
    ],
)
def test_whether_parts_make_their_whole(told, added, difference, adds_up, end):
    (line,) = addition_lines([Addition("compulsion", "w", (), told, added, adds_up, difference)], {}, "en")
    assert line.endswith(end)


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_an_absence_says_who_when_and_what_would_falsify_it(language):
    absence = Absence(
        claim="d:0-9:charge", event="e", type="charge", measure="charged", quote="not one\ncase", said_by="",
        as_of=Moment(date(2020, 10, 13)), stated=True, place=("Belarus",), first=None, last=date(2020, 10, 13),
    )  # fmt: skip
    (line,) = absence_lines([absence], {}, language)
    assert "not one case" in line
    assert "2020" in line
    assert "… – 13" in line
    (against,) = absence_lines([replace(absence, against=("e2",))], {}, language)
    assert against.startswith(line)
    assert len(against) > len(line)


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_every_list_has_its_heading(language):
    told = {period_heading(kind, language) for kind in ("stated", "within", "beyond", "totals")}
    assert len(told) == 4
    assert all(one.endswith(":") for one in told)
