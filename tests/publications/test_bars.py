import pytest

from letapis.publications.bars import Bar, bar, drawing, range_bar, top_of
from letapis.publications.charts import steps


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (50, 100, Bar(25.0, 50.0)),
        (100, 100, Bar(50.0, 50.0)),
        (150, None, Bar(75.0, 100.0, open_right=True)),
        (None, 20, Bar(0.0, 10.0, open_left=True)),
        (0, 200, Bar(0.0, 100.0)),
    ],
)
def test_bars_begin_at_zero(low, high, expected):
    assert bar(low, high, top=200) == expected


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([(100, 100)], 105),
        ([(100, None)], 120),
        ([(10, None), (100, 100)], 105),
        ([(None, None)], 1),
        ([(0, 0)], 1),
    ],
)
def test_the_scale_has_room_for_the_arrow(ranges, expected):
    assert top_of(ranges) == expected


def test_a_figure_without_a_value_has_no_bar(october):
    from dataclasses import replace

    assert range_bar(replace(october.DETAINED, published=None)) is None
    assert drawing(None, "x") == ""


def test_the_drawing_says_its_value_and_shows_each_standing_reading(october):
    picture = drawing(range_bar(october.DETAINED), "620 or more")
    assert 'aria-label="620 or more"' in picture
    assert picture.count('class="tick"') == 4  # 109 does not stand


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (1, [0, 1]),
        (7, [0, 2, 4, 6]),
        (713, [0, 200, 400, 600]),
        (14000, [0, 5000, 10000]),
        (1000, [0, 200, 400, 600, 800, 1000]),
    ],
)
def test_steps_are_round(top, expected):
    assert steps(top) == expected
