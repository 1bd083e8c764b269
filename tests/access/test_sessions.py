"""Sessions, back-off and the alarm of views: tables of what was done when, and what follows."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from letapis.access import back_off
from letapis.access.accounts import Account, Factor
from letapis.access.alarm import View, alarms
from letapis.access.back_off import NONE, Failures, failed, hidden, wait
from letapis.access.rules import State
from letapis.access.sessions import LIMITS, Level, Session, begun, raised, stands, to_end, token_hash, touched

from .conftest import LIGHT

VERA = Account("vera", frozenset({"keeper"}), revision=3)
MINUTE, HOUR = 60, 3600


def session(**changed):
    return replace(Session("hash", "vera", 3, Level.FULL, begun=0, seen=0), **changed)


@pytest.mark.parametrize(
    ("changed", "account", "now", "expected"),
    [
        ({}, VERA, 14 * MINUTE, True),
        ({}, VERA, 15 * MINUTE, False),  # idle
        ({"seen": 11 * HOUR + 50 * MINUTE}, VERA, 12 * HOUR - 1, True),
        ({"seen": 11 * HOUR + 50 * MINUTE}, VERA, 12 * HOUR, False),  # long enough
        ({"level": Level.PASSPHRASE, "seen": 4 * MINUTE}, VERA, 5 * MINUTE - 1, True),
        ({"level": Level.PASSPHRASE, "seen": 4 * MINUTE}, VERA, 5 * MINUTE, False),
        ({}, replace(VERA, revision=4), 1, False),  # roles, passphrase, factors were changed
        ({}, replace(VERA, state=State.SUSPENDED), 1, False),
        ({}, replace(VERA, state=State.REVOKED), 1, False),
        ({}, None, 1, False),
        ({"begun": 100, "seen": 100}, VERA, 99, False),  # the clock was set back
    ],
)
def test_when_a_session_stands(changed, account, now, expected):
    assert stands(session(**changed), account, now) is expected


def test_the_token_is_another_after_each_step_and_is_not_kept():
    token, first = begun(replace(VERA, factors=(Factor("f", "totp", ""),)), 100)
    later, full = raised(first, 130)
    assert (first.level, full.level) == (Level.PASSPHRASE, Level.FULL)
    assert first.token == token_hash(token) != token
    assert full.token == token_hash(later) != first.token
    assert full.begun == 130
    assert begun(VERA, 100)[1].level is Level.FULL
    assert len({begun(VERA, 0)[0] for _ in range(100)}) == 100
    assert len(token) >= 43  # 256 bits


def test_a_session_is_bound_to_nothing_that_tells_who_or_where():
    assert [one.name for one in fields(Session)] == ["token", "account", "revision", "level", "begun", "seen"]


def test_the_oldest_ends_where_there_are_too_many():
    many = [session(token=str(seen), seen=seen) for seen in range(5)]
    assert [one.token for one in to_end(many)] == ["2", "1", "0"]
    assert to_end(many[:2]) == []
    assert LIMITS.concurrent == 3


def test_use_puts_the_idle_clock_on_and_never_back():
    assert touched(session(), 600).seen == 600
    assert touched(session(seen=600), 500).seen == 600


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (1000, 900)],
)
def test_waits_double_and_end(count, seconds):
    assert wait(Failures(count, 1000), NONE, 1000) == seconds
    assert wait(Failures(count, 1000), NONE, 1000 + seconds) == 0


def test_failures_are_forgotten_after_a_day_and_counted_until_then():
    after = NONE
    for _ in range(7):
        after = failed(after, 1000)
    assert after == Failures(7, 1000)
    assert failed(after, 1000 + back_off.FORGOTTEN) == Failures(1, 1000 + back_off.FORGOTTEN)
    assert wait(after, NONE, 1000 + back_off.FORGOTTEN) == 0


def test_a_spray_over_many_handles_slows_everybody_a_little_and_locks_out_nobody():
    assert wait(NONE, Failures(99, 1000), 1000) == 0
    assert wait(NONE, Failures(100, 1000), 1000) == 5
    assert wait(NONE, Failures(10_000, 1000), 1000) == 5
    assert wait(NONE, Failures(100, 1000), 1000 + HOUR) == 0


@LIGHT
@given(some.integers(0, 10**6), some.integers(0, 10**6), some.integers(0, 10**9), some.integers(0, 10**9))
def test_nobody_waits_for_ever(own, everybody, last, now):
    assert 0 <= wait(Failures(own, min(last, now)), Failures(everybody, min(last, now)), now) <= back_off.LONGEST


def test_a_handle_is_kept_as_a_keyed_hash():
    assert hidden(b"k1", "vera") != hidden(b"k2", "vera")
    assert "vera" not in hidden(b"k1", "vera")
    assert len(hidden(b"k1", "v")) == len(hidden(b"k1", "v" * 500))
    assert hidden(b"k1", "all") != back_off.EVERYBODY


NOON = datetime(2020, 10, 12, 12, tzinfo=UTC)


def views(who, act, *minutes):
    return [View(who, act, NOON + timedelta(minutes=minute)) for minute in minutes]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (views("vera", "accessed-identity", 0, 10, 20, 30, 40), []),
        (views("vera", "accessed-identity", 0, 10, 20, 30, 40, 50), [("vera", 50, 6)]),
        (views("vera", "accessed-identity", 0, 10, 20, 30, 40, 60), []),  # the first is an hour old
        (views("vera", "accessed-identity", 0, 1, 2, 3, 4, 5, 6, 7), [("vera", 5, 6)]),  # one alarm, not three
        (views("vera", "accessed-identity", *range(6), 200, *range(300, 306)), [("vera", 5, 6), ("vera", 305, 6)]),
        (views("vera", "collected", *range(50)), []),
        (views("vera", "accessed-identity", 0, 1, 2) + views("boris", "accessed-identity", 3, 4, 5), []),
    ],
)
def test_who_looks_at_more_than_the_work_explains(seen, expected):
    found = [(one.who, (one.at - NOON) / timedelta(minutes=1), one.count) for one in alarms(seen)]
    assert found == expected
