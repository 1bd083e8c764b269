from datetime import date

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.workflow.sharing import Sharing


def claim(start):
    return Claim(
        "d",
        "detention",
        "700 people",
        start,
        start + 10,
        DateInterval(date(2020, 10, 11), date(2020, 10, 11)),
        ("Minsk",),
        Count(700, None),
        reasons=(Reason("count", "more-than", "more than 700"),),
    )


def test_equal_parts_become_one_and_the_claims_stay_equal():
    sharing = Sharing()
    first, second = sharing(claim(0)), sharing(claim(20))
    assert (first, second) == (claim(0), claim(20))
    assert first.date is second.date
    assert first.count is second.count
    assert first.place is second.place
    assert first.reasons[0] is second.reasons[0]


def test_values_that_only_look_equal_stay_apart():
    sharing = Sharing()
    sharing(Claim("d", "detention", "x", 0, 1, who=("1",), count=Count(1, 1)))
    other = sharing(Claim("d", "detention", "x", 0, 1, said_by=None, definition="", count=Count(True, True)))
    assert other.count.low is not None
    assert (other.said_by, other.definition) == (None, "")
