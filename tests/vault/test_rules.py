"""Handles, kinds, consent and clocks: rules without an archive."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.archive.errors import ArchiveError
from letapis.vault.consent import consent_of, permits
from letapis.vault.handles import LETTERS, new_handle, read_handle
from letapis.vault.index import Index, new_entry
from letapis.vault.kinds import checked, kinds, purposes, reasons
from letapis.vault.retention import due, kept_until
from letapis.vault.sealing import new_key, opened, padded, sealed

# -- handles


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("P-00000" + "0", "P-000000"),
        ("p-oOi1l" + "x", None),
        ("P-0000", None),
        ("V-000000", None),
        ("", None),
        ("P-00000U", None),
        (" p-000000 ", "P-000000"),
        ("P\u2013OOOOOO", "P-000000"),
    ],
)
def test_a_handle_is_read_as_a_hand_writes_it(written, read):
    assert read_handle(written, "P") == read


handles = st.text(LETTERS, min_size=5, max_size=5).map(
    lambda drawn: next(f"P-{drawn}{last}" for last in LETTERS if read_handle(f"P-{drawn}{last}", "P"))
)


@given(handle=handles, at=st.integers(2, 7), letter=st.sampled_from(LETTERS))
def test_one_wrong_character_is_found(handle, at, letter):
    changed = handle[:at] + letter + handle[at + 1 :]
    assert (read_handle(changed, "P") == changed) == (changed == handle)


@given(handle=handles, at=st.integers(2, 6))
def test_two_characters_that_changed_places_are_found(handle, at):
    changed = handle[:at] + handle[at + 1] + handle[at] + handle[at + 2 :]
    assert (read_handle(changed, "P") == changed) == (changed == handle)


def test_handles_are_drawn_and_not_counted():
    drawn = [new_handle("P") for _ in range(4000)]
    assert all(read_handle(one, "P") == one for one in drawn)
    assert len(set(drawn)) >= 3998
    for place in range(2, 8):
        assert len(Counter(one[place] for one in drawn)) == 32
    assert new_handle("P", {one for one in drawn if one != drawn[0]}) not in drawn[1:]


# -- kinds


def test_every_kind_reason_and_purpose_is_told_in_three_languages():
    assert list(kinds()) == ["identity", "contact", "testimony", "consent", "aid"]
    for told in (*(kind.meaning for kind in kinds().values()), *reasons().values(), *purposes().values()):
        assert set(told) == {"en", "be", "ru"}
        assert all(told.values())


def test_there_is_no_place_for_a_donor():
    """Rule 7: no donors, supporters, signatories, chat members."""
    fields = {name for kind in kinds().values() for name in kind.fields}
    assert not {name for name in fields if any(word in name for word in ("donor", "sponsor", "supporter", "member"))}


@pytest.mark.parametrize(
    ("kind", "fields", "problem"),
    [
        ("donor", {"name": "x"}, "there is no kind 'donor'"),
        ("identity", {"sponsor": "x"}, "identity has no field 'sponsor'"),
        ("identity", {}, "nothing is told"),
        ("identity", {"name": "  "}, "nothing is told"),
        ("testimony", {"text": "x" * (2**20 + 1)}, "longer than"),
    ],
)
def test_what_has_no_place_is_not_taken(kind, fields, problem):
    with pytest.raises(ArchiveError, match=problem):
        checked(kind, fields)


# -- consent: worked out by hand

MAY, JUNE, JULY, AUGUST = (date(2026, month, 15) for month in (5, 6, 7, 8))


def consent(**told):
    return consent_of({name: str(value) for name, value in told.items()})


@pytest.mark.parametrize(
    ("given_then", "purpose", "day", "recipient", "allowed", "reason"),
    [
        ([], "united-nations", JUNE, "", False, "never given"),
        ([{"purposes": "keep"}], "united-nations", JUNE, "", False, "never given"),
        ([{"purposes": "keep, united-nations"}], "united-nations", JUNE, "", True, "given"),
        ([{"purposes": "media-with-name"}], "media-without-name", JUNE, "", False, "never given"),
        ([{"purposes": "fund", "given_on": JUNE}], "fund", MAY, "", False, "never given"),
        ([{"purposes": "fund", "until": JUNE}], "fund", JUNE, "", True, "given"),
        ([{"purposes": "fund", "until": JUNE}], "fund", JULY, "", False, "its time is over"),
        ([{"purposes": "fund", "until": JUNE}, {"purposes": "fund", "until": AUGUST}], "fund", JULY, "", True, "given"),
        ([{"purposes": "fund"}, {"withdrawn": "fund", "withdrawn_on": JULY}], "fund", JULY, "", False, "withdrawn"),
        ([{"purposes": "fund"}, {"withdrawn": "fund", "withdrawn_on": JULY}], "fund", JUNE, "", True, "given"),
        ([{"purposes": "fund, keep"}, {"withdrawn": "fund"}], "keep", JULY, "", True, "given"),
        ([{"withdrawn": "fund"}, {"purposes": "fund"}], "fund", JULY, "", True, "given"),
        ([{"purposes": "fund"}, {"withdrawn": "fund"}, {"purposes": "keep"}], "fund", JULY, "", False, "withdrawn"),
        ([{"purposes": "partner", "recipients": "north, south"}], "partner", JULY, "north", True, "given"),
        ([{"purposes": "partner", "recipients": "north"}], "partner", JULY, "west", False, "other recipients"),
        ([{"purposes": "partner", "recipients": "north"}], "partner", JULY, "", False, "say to whom"),
    ],
)
def test_what_is_not_plainly_allowed_is_not(given_then, purpose, day, recipient, allowed, reason):
    answer = permits([consent(**told) for told in given_then], purpose, day, recipient)
    assert answer.allowed is allowed
    assert reason in answer.reason


def test_what_one_consent_hides_is_hidden():
    consents = [consent(purposes="fund", hide="name"), consent(purposes="fund", hide="photo, place")]
    assert permits(consents, "fund", JUNE).hide == {"name", "photo", "place"}


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"purposes": "everything"}, "no purpose 'everything'"),
        ({"purposes": "keep", "hide": "shoes"}, "'shoes' cannot be hidden"),
        ({"purposes": "keep", "until": "soon"}, "is no day"),
    ],
)
def test_a_consent_that_says_nothing_known_is_refused(told, problem):
    with pytest.raises(ArchiveError, match=problem):
        consent_of(told)
    with pytest.raises(ArchiveError, match="no purpose"):
        permits([], "everything", JUNE)


# -- clocks


@pytest.mark.parametrize(
    ("kind", "until"),
    [("identity", date(2026, 9, 13)), ("aid", date(2026, 9, 13)), ("testimony", date(2031, 6, 14))],
)
def test_an_entry_is_due_when_its_kind_says(kind, until):
    assert kept_until(kind, JUNE) == until


@pytest.mark.parametrize("told", [JUNE, MAY, date(2099, 1, 1)])
def test_a_day_that_cannot_be_is_refused(told):
    with pytest.raises(ArchiveError, match="cannot be kept until"):
        kept_until("identity", JUNE, told)


def test_what_is_due_comes_with_the_longest_due_first():
    entries = [
        new_entry(f"V-{day.month}", "P-1", "identity", ("2026-01-01", day.isoformat()), "anna")
        for day in (JULY, MAY, AUGUST, JUNE)
    ]
    assert [one.id for one in due(entries, JULY)] == ["V-5", "V-6", "V-7"]


# -- sealing


@given(told=st.dictionaries(st.text(max_size=20), st.text(max_size=400)), bound=st.text(max_size=20))
def test_what_was_sealed_opens_as_what_it_is(told, bound):
    key = new_key()
    data = sealed(key, told, bound)
    assert opened(key, data, bound, "x") == told
    for wrong_key, wrong_data, wrong_bound in (
        (new_key(), data, bound),
        (key, data, bound + "x"),
        (key, data[:-1], bound),
        (key, data[:20] + bytes([data[20] ^ 1]) + data[21:], bound),
    ):
        with pytest.raises(ArchiveError, match="was changed, or is sealed with another key"):
            opened(wrong_key, wrong_data, wrong_bound, "x")


@pytest.mark.parametrize(
    ("size", "length"), [(0, 1024), (1024, 1024), (1025, 1536), (1537, 2048), (2049, 3072), (3073, 4096)]
)
def test_lengths_come_in_few_steps(size, length):
    assert padded(size) == length


def test_the_list_comes_back_and_its_repr_shows_no_key():
    entry = new_entry("V-1", "P-1", "identity", ("2026-01-01", "2026-03-01"), "anna")
    index = Index().having(entry)
    assert Index.of(index.told()) == index
    assert entry.key.hex() not in repr(index)
    assert repr(entry.key) not in repr(index)
    assert index.without(frozenset({"V-1"})).entries == {}
    other = new_entry("V-1", "P-1", "identity", ("2026-01-01", "2026-03-01"), "anna")
    assert entry.mark() != other.mark(), "the same entry has another mark with another salt"
