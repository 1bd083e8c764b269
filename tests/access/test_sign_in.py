"""Signing in at a server: enumeration, fixation, reuse, limits, second factors across processes, recovery codes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from letapis.access.one_time_codes import STEP, code_at
from letapis.access.passkeys import Site
from letapis.access.sessions import LIMITS, Level
from letapis.archive.errors import ArchiveError
from letapis.archive.keys import stretching
from letapis.archive.keys.keyring import WrongPassphraseError, open_keys
from letapis.workflow.accounts_audit import audited
from letapis.workflow.accounts_changing import alter, revoke
from letapis.workflow.accounts_factors import (
    ask_new_passkey,
    ask_passkey,
    confirm_one_time_codes,
    enrol_one_time_codes,
    keep_new_passkey,
    make_recovery_codes,
    remove_factor,
)
from letapis.workflow.accounts_opening import opened
from letapis.workflow.accounts_sign_in import (
    Door,
    Refusal,
    current,
    pending,
    show_code,
    show_passkey,
    sign_in,
    sign_out,
)
from letapis.workflow.accounts_state import RefusedError, books_of, change, standing
from letapis.workflow.accounts_volatile import Volatile, volatile_of
from letapis.workflow.opened import archive_at

from .conftest import phrase
from .test_factors import Authenticator, json_of

NOW = 1_600_000_000
SITE = Site("desk.example.org", "https://desk.example.org")


@pytest.fixture
def door(sealed, act_as):
    """The door of a server that opens the archive with whatever passphrase is shown."""
    act_as("owner")

    def unlock(handle, passphrase):
        try:
            return books_of(archive_at(sealed, open_keys(sealed, passphrase, handle).key("team")))
        except WrongPassphraseError:
            return None

    return Door(unlock, Volatile(), b"secret of the server")


@pytest.fixture
def books(sealed, act_as):
    act_as("owner")
    return opened(sealed, "owner").books


def entered(door, handle="member", now=NOW):
    token, session = sign_in(door, handle, phrase(handle), now)
    return token, session


def enrolled(books, handle="member", now=NOW):
    secret = enrol_one_time_codes(books, handle)
    confirm_one_time_codes(books, handle, secret, code_at(secret, now), now)
    return secret


def test_the_right_passphrase_opens_a_session_and_a_wrong_one_nothing(door, books):
    token, session = entered(door)
    assert session.level is Level.FULL
    assert current(door, books, token, NOW + 60).account == "member"
    assert sign_in(door, "member", "another passphrase", NOW) == Refusal()
    assert current(door, books, "made up", NOW) is None


@pytest.mark.parametrize("handle", ["member", "nobody-here", "x" * 5000, "член", "", "desk\n", "no\x00ne"])
def test_known_and_unknown_handles_get_the_same_words_and_the_same_work(door, monkeypatch, handle):
    """No clock is asked: the stretching of the passphrase is counted, which is what takes the time."""
    calls = []
    stretch = stretching.Stretching.key
    monkeypatch.setattr(
        stretching.Stretching,
        "key",
        lambda self, *rest: (calls.append((self.memory_kib, self.passes, self.lanes)), stretch(self, *rest))[1],
    )
    refusal = sign_in(door, handle, "a wrong passphrase of no account", NOW)
    assert refusal == Refusal()
    assert refusal.text == Refusal().text
    assert calls == [(64, 1, 1)]


def test_revoked_suspended_and_unadmitted_accounts_are_refused_like_unknown_ones(door, books, sealed, act_as):
    alter(books, "owner", "suspend-account", {"change": "suspended", "account": "member"})
    assert sign_in(door, "member", phrase("member"), NOW) == Refusal()
    act_as("desk")
    revoke(opened(sealed, "desk", with_keys=True), "second", "left")
    assert sign_in(door, "second", phrase("second"), NOW) == Refusal()


def test_guesses_wait_alike_for_known_and_unknown_handles(door):
    for handle in ("member", "nobody-here"):
        waits = [sign_in(door, handle, "wrong", NOW).wait for _ in range(6)]
        assert waits == [0, 0, 0, 0, 30, 30]  # the sixth is not even looked at
    assert sign_in(door, "member", phrase("member"), NOW).wait == 30
    assert entered(door, now=NOW + 30)[1].account == "member"
    assert sign_in(door, "member", "wrong", NOW + 31).wait == 0  # what was right has cleared it


def test_a_lock_out_by_others_ends_no_session(door, books):
    token, _ = entered(door)
    for _ in range(10):
        sign_in(door, "member", "wrong", NOW)
    assert current(door, books, token, NOW + 10) is not None


def test_the_token_changes_at_each_step_and_the_old_one_is_dead(door, books):
    secret = enrolled(books, now=NOW - STEP)
    token, session = entered(door)
    assert session.level is Level.PASSPHRASE
    assert current(door, books, token, NOW) is None  # half a sign-in opens nothing
    full, _ = show_code(door, books, token, code_at(secret, NOW), NOW)
    assert full != token
    assert current(door, books, full, NOW) is not None
    assert current(door, books, token, NOW) is None
    assert show_code(door, books, token, code_at(secret, NOW + STEP), NOW + STEP) == Refusal()
    assert entered(door, now=NOW + 60)[0] not in {token, full}


@pytest.mark.parametrize(
    ("by", "action", "act"),
    [
        ("desk", "change-roles", {"change": "role-given", "account": "member", "role": "lawyer"}),
        ("desk", "change-roles", {"change": "role-taken", "account": "member", "role": "documenter"}),
        ("desk", "change-roles", {"change": "compartment-given", "account": "member", "compartment": "case-1"}),
        ("second", "suspend-account", {"change": "suspended", "account": "member"}),
        ("member", "end-sessions", {"change": "sessions-ended", "account": "member"}),
        ("member", "change-passphrase", {"change": "passphrase-changed", "account": "member"}),
    ],
)
def test_what_changes_an_account_ends_its_sessions_and_no_others(door, books, by, action, act):
    mine, _ = entered(door)
    others, _ = entered(door, "second")
    alter(books, by, action, act)
    assert current(door, books, mine, NOW + 1) is None
    assert current(door, books, others, NOW + 1) is not None


def test_a_revocation_ends_sessions_with_the_next_question(door, books, sealed, act_as):
    token, _ = entered(door)
    assert current(door, books, token, NOW + 1) is not None
    act_as("desk")
    revoke(opened(sealed, "desk", with_keys=True), "member", "taken this morning")
    assert current(door, books, token, NOW + 2) is None
    assert door.volatile.of("member") == []


def test_sign_out_idle_and_the_longest_day_end_a_session(door, books):
    token, _ = entered(door)
    sign_out(door, token)
    assert current(door, books, token, NOW + 1) is None
    idle, _ = entered(door)
    assert current(door, books, idle, NOW + LIMITS.idle) is None
    assert current(door, books, idle, NOW + 1) is None  # gone for good
    busy, _ = entered(door)
    for minute in range(0, 12 * 60, 10):
        assert current(door, books, busy, NOW + minute * 60) is not None
    assert current(door, books, busy, NOW + LIMITS.absolute) is None


def test_of_many_sessions_the_oldest_ends(door, books):
    tokens = [entered(door, now=NOW + second)[0] for second in range(5)]
    assert [current(door, books, token, NOW + 10) is not None for token in tokens] == [False, False, True, True, True]


def test_half_a_sign_in_does_not_wait_for_ever(door, books):
    secret = enrolled(books)
    token, _ = entered(door)
    late = NOW + LIMITS.pending
    assert show_code(door, books, token, code_at(secret, late), late) == Refusal()


def test_guessing_codes_waits_too(door, books):
    secret = enrolled(books, now=NOW - STEP)
    token, _ = entered(door)
    wrong = f"{(int(code_at(secret, NOW)) + 500_000) % 1_000_000:06}"
    assert [show_code(door, books, token, wrong, NOW).wait for _ in range(5)] == [0, 0, 0, 0, 30]
    assert show_code(door, books, token, code_at(secret, NOW), NOW).wait == 30
    assert entered(door, now=NOW + 1)[1].level is Level.PASSPHRASE  # the passphrase step is another count


def test_a_code_is_good_once_whoever_asks(door, books):
    secret = enrolled(books, now=NOW - STEP)
    first, _ = entered(door)
    second, _ = entered(door)
    code = code_at(secret, NOW)
    assert not isinstance(show_code(door, books, first, code, NOW), Refusal)
    assert isinstance(show_code(door, books, second, code, NOW), Refusal)


CHILD = """
import sys
from pathlib import Path
from letapis.workflow.accounts_volatile import Volatile
state = Volatile(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None)
print("ready", flush=True)
sys.stdin.readline()
print(state.advance("member f1", 53333333))
"""


@pytest.mark.parametrize("key", ["", "11" * 32])
def test_of_two_processes_with_one_code_one_is_the_first(tmp_path, key):
    path = tmp_path / "sessions.sqlite3"
    Volatile(path, bytes.fromhex(key) or None).close()
    command = [sys.executable, "-c", CHILD, str(path), key]
    children = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(2)
    ]
    assert [child.stdout.readline() for child in children] == ["ready\n"] * 2
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    assert sorted(child.communicate()[0] for child in children) == ["False\n", "True\n"]


def test_the_state_of_a_sealed_archive_is_encrypted(sealed, act_as):
    act_as("owner")
    archive = opened(sealed, "owner").archive
    volatile = volatile_of(archive)
    token, session = sign_in(Door(lambda *_: books_of(archive), volatile, b"s"), "member", "any", NOW)
    volatile.close()
    path, key = archive.files.database("derived/sessions.sqlite3")
    assert key is not None
    data = path.read_bytes()
    assert b"member" not in data
    assert session.token.encode() not in data
    assert not data.startswith(b"SQLite format 3")
    again = volatile_of(archive)
    assert again.session(session.token) == session
    assert token not in session.token


def test_a_recovery_code_stands_in_once(door, books):
    enrolled(books)
    codes = make_recovery_codes(books, "member")
    assert len(set(codes)) == 10
    first, _ = entered(door)
    assert not isinstance(show_code(door, books, first, codes[3].upper(), NOW), Refusal)
    second, _ = entered(door)
    assert isinstance(show_code(door, books, second, codes[3], NOW), Refusal)
    assert not isinstance(show_code(door, books, second, codes[4], NOW), Refusal)
    make_recovery_codes(books, "member")
    third, _ = entered(door)
    assert isinstance(show_code(door, books, third, codes[5], NOW), Refusal)  # those before hold no longer


def test_a_recovery_code_opens_no_account_without_the_passphrase(door, books):
    codes = make_recovery_codes(books, "member")
    assert sign_in(door, "member", codes[0], NOW) == Refusal()


@pytest.mark.parametrize("by", ["desk", "owner", "rita", "outsider"])
def test_nobody_enrols_a_factor_for_another(books, by):
    """SEC-01-001 of an audit of another system: the id of another user in the request was believed."""
    act = {"change": "factor-enrolled", "account": "member", "factor": "f", "kind": "totp", "sealed": "00"}
    with pytest.raises(ArchiveError, match="oneself only"):
        change(books, [act], by)
    with pytest.raises(ArchiveError, match="oneself only"):
        change(books, [{"change": "recovery-made", "account": "member", "codes": []}], by)
    assert standing(books).accounts["member"].factors == ()


def test_a_factor_is_kept_only_after_it_was_shown(books):
    secret = enrol_one_time_codes(books, "member")
    wrong = f"{(int(code_at(secret, NOW)) + 500_000) % 1_000_000:06}"
    with pytest.raises(RefusedError, match="not one of this secret"):
        confirm_one_time_codes(books, "member", secret, wrong, NOW)
    assert standing(books).accounts["member"].factors == ()
    with pytest.raises(RefusedError):
        enrol_one_time_codes(books, "outsider")


def test_a_lost_factor_is_taken_away_by_its_owner_or_the_administrator(books):
    enrolled(books)
    [factor] = standing(books).accounts["member"].factors
    for stranger in ("second", "rita", "owner"):
        with pytest.raises(RefusedError):
            remove_factor(books, stranger, "member", factor.id, "curious")
    remove_factor(books, "desk", "member", factor.id, "the telephone was taken")
    assert standing(books).accounts["member"].factors == ()


def test_secrets_of_factors_are_sealed_and_stay_with_their_account(books, sealed, act_as):
    secret = enrolled(books)
    [factor] = standing(books).accounts["member"].factors
    assert secret.hex() not in factor.sealed
    moved = {
        "change": "factor-enrolled",
        "account": "rita",
        "factor": factor.id,
        "kind": "totp",
        "sealed": factor.sealed,
    }
    change(books, [moved], "rita")  # a secret in the place of another does not open
    door = Door(lambda *_: books, Volatile(), b"s")
    token, _ = sign_in(door, "rita", "any", NOW)
    assert show_code(door, books, token, code_at(secret, NOW), NOW) == Refusal()
    act_as("desk")
    desk = opened(sealed, "desk").books
    with pytest.raises(RefusedError, match="administrator opens no second factor"):
        show_code(replace(door, unlock=lambda *_: desk), desk, entered(door, "member")[0], "123456", NOW)


def test_in_a_plain_archive_no_secret_is_kept(plain):
    with pytest.raises(RefusedError, match="plain archive"):
        enrol_one_time_codes(books_of(plain), "member")


def test_a_passkey_signs_in_and_its_answer_holds_once(door, books):
    key = Authenticator()
    question = ask_new_passkey(books, "member", SITE, door.volatile, NOW)
    answer = key.register(json_of(question))
    keep_new_passkey(books, "member", SITE, door.volatile, answer, NOW)
    with pytest.raises(RefusedError, match="no open question"):
        keep_new_passkey(books, "member", SITE, door.volatile, answer, NOW)
    token, session = entered(door)
    assert session.level is Level.PASSPHRASE
    _, account = pending(door, books, token, NOW)
    answer = key.sign(json_of(ask_passkey(books, account, SITE, door.volatile, NOW)))
    full, _ = show_passkey(door, books, token, SITE, answer, NOW)
    assert current(door, books, full, NOW) is not None
    again, _ = entered(door)
    assert show_passkey(door, books, again, SITE, answer, NOW) == Refusal()
    ask_passkey(books, account, SITE, door.volatile, NOW)
    assert show_passkey(door, books, again, SITE, answer, NOW) == Refusal()


def test_a_late_answer_and_one_of_another_key_do_not_sign_in(door, books):
    key = Authenticator()
    question = ask_new_passkey(books, "member", SITE, door.volatile, NOW)
    keep_new_passkey(books, "member", SITE, door.volatile, key.register(json_of(question)), NOW)
    token, _ = entered(door)
    account = standing(books).accounts["member"]
    question = json_of(ask_passkey(books, account, SITE, door.volatile, NOW - 301))
    assert show_passkey(door, books, token, SITE, key.sign(question), NOW) == Refusal()
    question = json_of(ask_passkey(books, account, SITE, door.volatile, NOW))
    assert show_passkey(door, books, token, SITE, Authenticator().sign(question), NOW) == Refusal()


def test_sign_ins_stand_in_the_log_to_the_hour_and_nothing_of_the_network_does(door, books):
    entered(door)
    before = len(list(books.accounts.entries()))
    sign_in(door, "member", "wrong", NOW)
    assert len(list(books.accounts.entries())) == before  # the log that is read for each question stays short
    [line] = books.sign_ins.entries()
    assert "signed-in" in {told["change"] for told in audited(books, "owner").lines if told["who"] == "member"}
    assert line["at"].endswith(":00:00Z")
    assert set(line) == {"account", "at", "change", "clock", "hash", "nonce", "prev", "seq", "who"}
