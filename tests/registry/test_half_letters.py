"""Half of a surrogate pair, as broken JSON brings it: the record is made all the same."""

from datetime import date

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document
from letapis.sources.moment import Moment

HALF = "\ud83d"
DAY = date(2020, 10, 11)


def test_a_broken_letter_in_any_slot_stops_no_record():
    document = Document("a" * 16, f"x{HALF} took 5", publisher=f"Paper{HALF}", published=Moment(DAY))
    count = Count(5, 5, "people", "5")
    claims = [
        Claim("a" * 16, "detention", f"x{HALF}", 0, 2, count=count, whom=(f"Ян Яскевіч{HALF}",), definition=f"d{HALF}"),
        Claim(
            "a" * 16, "demonstration", f"x{HALF}", 0, 2, date=DateInterval(DAY, DAY), place=(f"Minsk{HALF}",),
            count=count, definition=f"d{HALF}", said_by=f"Bo Bo{HALF}",
        ),
    ]  # fmt: skip
    record = reconcile([document], claims)
    assert [len(event.figures) for event in record.events] == [1, 1]
