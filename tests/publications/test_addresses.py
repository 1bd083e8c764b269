import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.publications.addresses import event_page, slug


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("2020-10-11-detention-0a1b2c3d4e", "2020-10-11-detention-0a1b2c3d4e"),
        ("9121abcd00112233", "9121abcd00112233"),
        ("2020-08-09-street_force-11c7", "2020-08-09-street_force-11c7"),
    ],
)
def test_plain_ids_stay(identifier, expected):
    assert slug(identifier) == expected


@pytest.mark.parametrize(
    "identifier", ["Мінск", "a/b", "../../etc/passwd", "CON", "con", "nul", "", "x" * 300, "a\ud800"]
)
def test_other_ids_become_plain(identifier):
    assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*", slug(identifier))
    assert slug(identifier) != "con"
    assert len(slug(identifier)) <= 81


@given(st.lists(st.text(max_size=20), unique=True, max_size=30))
def test_no_two_ids_share_a_name_even_where_case_makes_no_difference(identifiers):
    assert len({slug(one).lower() for one in identifiers}) == len(identifiers)


def test_pages_lie_in_their_folder():
    assert event_page("../x").startswith("events/x-")
