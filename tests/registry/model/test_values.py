"""What a slot takes: canonical text for what people type, and one error that names the slot and the way out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.model.kinds import Slot, kinds
from letapis.registry.model.values import Duration, PartialDate, count_of, date_of, duration_of, parse

PLAIN = ("text", "date", "moment", "count", "duration", "number", "yesno", "url")
SLOTS = {value: Slot("s", value, {}) for value in PLAIN}
SLOTS["code"] = Slot("s", "code", {}, codes="detention_kinds")
SLOTS["entry"] = Slot("s", "entry", {}, entry="act")


@pytest.mark.parametrize(
    ("value", "typed", "canonical"),
    [
        ("text", "  three   unnamed\nminers ", "three unnamed miners"),
        ("date", "2020", "2020"),
        ("date", "2020-10", "2020-10"),
        ("date", "2020-10-11 ~", "2020-10-11~"),
        ("date", "2020-10-10 / 2020-10-12", "2020-10-10/2020-10-12"),
        ("date", "unknown", "unknown"),
        ("date", "", ""),
        ("moment", "2020-10-12T12:30", "2020-10-12T12:30"),
        ("count", "713", "713"),
        ("count", "600 .. 700", "600..700"),
        ("count", "700..700", "700"),
        ("count", "..5", "..5"),
        ("duration", "15 days", "15 days"),
        ("duration", "1 day", "1 days"),
        ("duration", "6 months 2 Years", "2 years 6 months"),
        ("duration", "30 base units", "30 base_units"),
        ("duration", "1.5 years", "1.5 years"),
        ("number", "40.50", "40.5"),
        ("yesno", "Так", "yes"),
        ("yesno", "no", "no"),
        ("code", "Remand-prison", "remand_prison"),
        ("code", "remand prison", "remand_prison"),
        ("entry", "act:j2", "act:j2"),
        ("url", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_what_is_typed_gets_one_form(value, typed, canonical):
    assert parse(SLOTS[value], typed) == canonical
    assert parse(SLOTS[value], canonical) == canonical


@pytest.mark.parametrize(
    ("value", "typed", "said"),
    [
        ("date", "last Sunday", "'lastSunday' is no date"),
        ("date", "2020-02-30", "'2020-02-30' is no day of the calendar"),
        ("date", "2020-13", "'2020-13' is no day of the calendar"),
        ("date", "1020-10-11", "'1020-10-11' is before 1900"),
        ("date", "2020-10-12/2020-10-10", "ends before it begins"),
        ("date", "2020/2021/2022", "more than two ends"),
        ("moment", "noon", "Invalid"),
        ("count", "three", "'three' is no count"),
        ("count", "9..5", "the high end is below the low end"),
        ("count", "-5", "'-5' is no count"),
        ("count", "..", "'..' is no count"),
        ("duration", "fifteen days", "is no number with a unit"),
        ("duration", "15 moons", "'moons' is no unit"),
        ("duration", "15 days and a bit", "is no number with a unit"),
        ("number", "many", "could not convert"),
        ("yesno", "perhaps", "'perhaps' is neither"),
        ("code", "remand", "the nearest are remand_prison"),
        ("code", "qqq", "known are police_station"),
        ("entry", "person:j1", "takes the id of an entry, act:NAME: 'person:j1' is none"),
        ("entry", "j1", "'j1' is none"),
        ("url", "example.org", "'example.org' has no scheme"),
    ],
)
def test_what_does_not_fit_is_told_with_what_the_slot_takes(value, typed, said):
    with pytest.raises(ValueError, match="slot s takes ") as error:
        parse(SLOTS[value], typed)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2020-10-11~", (2020, 10, 11), (2020, 10, 11)),
        ("2020-09/2020-10-03", (2020, 9, 1), (2020, 10, 3)),
    ],
)
def test_a_partial_date_knows_its_first_and_last_day(text, earliest, latest):
    told = PartialDate.parse(text)
    assert (told.earliest, told.latest) == (date(*earliest), date(*latest))


def test_unknown_and_empty_are_no_values():
    assert [read("unknown") for read in (date_of, duration_of, count_of)] == [None] * 3
    assert [read("") for read in (date_of, duration_of, count_of)] == [None] * 3
    assert Duration.parse("2 years 6 months").of("months") == 6


@given(st.sampled_from(sorted(kinds())), st.text(max_size=30), st.data())
def test_no_text_breaks_the_reading_and_what_is_read_is_read_again(kind, text, data):
    slots = kinds()[kind].slots
    slot = slots[data.draw(st.sampled_from(sorted(slots)))]
    try:
        canonical = parse(slot, text)
    except ValueError:
        return
    assert parse(slot, canonical) == canonical
