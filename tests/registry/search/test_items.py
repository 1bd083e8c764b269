"""What goes into the index, and what of a coerced statement does not."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.claim import Claim, DateInterval
from letapis.registry.record import Event
from letapis.registry.search.items import OVERLAP, PART, event_item, parts, report_items
from letapis.registry.search.withheld import hidden_spans, open_spans, withheld
from letapis.registry.search.words import forms
from letapis.sources.document import Document
from letapis.sources.moment import Moment

DAY = DateInterval(date(2021, 3, 25), date(2021, 3, 25))
TEXT = (
    "Channel One showed Pavel Zanemonets, who was forced to say that he threw stones. "
    "Zanemonets later called the recording theatre. Neighbours stood in the yard."
)


def claim(quote, kind, whom=(), said_by=None):
    start = TEXT.index(quote)
    return Claim("d", kind, quote, start, start + len(quote), DAY, ("Minsk",), whom=whom, said_by=said_by)


COERCED = claim(TEXT[:80], "coerced_confession", ("Pavel Zanemonets",))
INSIDE = claim("he threw stones", "violent_protest", said_by="he")
ELSEWHERE = claim("called the recording theatre", "statement", said_by="Zanemonets")
OPEN = claim("Neighbours stood in the yard", "demonstration")
REPORT = Document("d", TEXT, title="Evening of a yard", published=Moment(DAY.first))


def found_by(items, word):
    return [(item.kind, item.id) for item in items if word in (*item.sequence, *item.marks)]


def test_a_coerced_statement_is_found_by_its_type_and_victim_and_not_by_its_words():
    items = list(report_items(REPORT, [COERCED, INSIDE, OPEN]))
    assert found_by(items, "stones") == []
    assert found_by(items, "forced") == []
    assert found_by(items, "t:violent_protest") == []  # what the victim was made to say is no fact
    assert found_by(items, "t:coerced_confession") == [("source", "d"), ("claim", COERCED.id)]
    assert found_by(items, "zanemonets") == [("source", "d"), ("claim", COERCED.id)]
    assert found_by(items, "neighbours") == [("source", "d"), ("claim", OPEN.id)]


def test_what_the_victim_says_elsewhere_in_the_report_is_withheld_too():
    victim = claim(TEXT[:80], "coerced_confession", ("Zanemonets",))
    assert withheld([victim, ELSEWHERE, OPEN]) == {victim.id, ELSEWHERE.id}


def test_without_a_coerced_statement_all_is_open():
    assert withheld([INSIDE, ELSEWHERE, OPEN]) == frozenset()


def test_an_event_of_nothing_but_a_coerced_statement_is_not_indexed():
    held = withheld([COERCED, INSIDE])
    told = Event("e", "violent_protest", "collective", DAY, ("Minsk",), "happened", "event", (INSIDE.id,), (), ("o",))
    assert event_item(told, [INSIDE], held) is None
    item = event_item(told, [INSIDE, OPEN], held)
    assert item is not None
    assert "neighbours" in item.sequence
    assert "stones" not in item.sequence


def test_an_item_has_marks_of_kind_type_status_place_and_time():
    (source, told) = report_items(REPORT, [OPEN])
    assert set(told.marks) >= {
        "k:claim", "t:demonstration", "s:happened", "p:minsk", "p:minsk_region", "p:belarus", "m:2021-03",
    }  # fmt: skip
    assert source.date == DAY
    assert "k:source" in source.marks


def test_items_of_a_day_are_events_then_claims_then_sources():
    event = Event("e", "demonstration", "", DAY, (), "happened", "event", (OPEN.id,), (), ("o", "p"))
    told = event_item(event, [OPEN], frozenset())
    source, one = report_items(REPORT, [OPEN])
    assert told.order < one.order < source.order < 1 << 31
    assert "o:2" in told.marks
    assert "o:3" not in told.marks


@given(st.integers(0, 3 * PART))
def test_the_parts_of_a_text_cover_it_and_overlap(count):
    text = " ".join(f"w{number}x" for number in range(count))
    cut = parts(text)
    assert cut[0][0] == 0
    assert cut[-1][1] == len(text)
    for (_, end), (start, _) in pairwise(cut):
        assert start < end
        assert len(forms(text[start:end])) >= OVERLAP


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda one: (one[0], sum(one))), max_size=6)


@given(spans, st.integers(0, 40), st.integers(0, 40))
def test_what_is_open_is_what_is_not_hidden(chosen, start, length):
    claims = [Claim("d", "detention", "x", left, right) for left, right in chosen]
    hidden = hidden_spans(claims, frozenset(one.id for one in claims))
    covered = {place for left, right in hidden for place in range(left, right)}
    shown = [place for left, right in open_spans(start, start + length, hidden) for place in range(left, right)]
    assert covered == {place for left, right in chosen for place in range(left, right)}
    assert shown == [place for place in range(start, start + length) if place not in covered]
