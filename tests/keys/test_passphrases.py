"""What is taken as a passphrase, what is drawn as one, and where it comes from."""

from __future__ import annotations

import math
import os
from collections import Counter

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.keys import suggestion as suggesting
from letapis.archive.keys.strength import weakness
from letapis.archive.keys.stretching import Stretching
from letapis.archive.keys.suggestion import suggestion, words
from letapis.workflow import passphrases


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", "less than 10"),
        ("otter", "less than 10"),
        ("nine char", "less than 10"),
        ("          ", "less than 10"),
        ("aaaaaaaaaaaaaaaa", "different"),
        ("ababababababab", "different"),
        ("walnutwalnut", "over and over"),
        ("abcdefghijklmn", "in their order"),
        ("zyxwvutsrqp", "in their order"),
        ("абвгдежзийклм", "in their order"),
        ("1234567890", "tried first"),
        ("Password123!!", "tried first"),
        ("Pass Word 2024", "tried first"),
        ("Correct Horse Battery Staple", "tried first"),
        ("ЖИВЕ БЕЛАРУСЬ!", "tried first"),
        ("ПАРОЛЬ 123456", "tried first"),
        ("qwertyuiop", "tried first"),
    ],
)
def test_a_weak_passphrase_is_refused_with_its_reason(passphrase, reason):
    assert reason in weakness(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    ["seven plum otters", "тры вожыкі ў лесе", "x7#kQ!v2Lm", "my password is long and odd", "walnut-kite-marsh"],
)
def test_others_are_taken(passphrase):
    assert weakness(passphrase) == ""


# -- the words that are drawn


def test_the_words_can_be_told_apart():
    assert len(words()) == len(set(words())) == 512
    assert not [(one, other) for one in words() for other in words() if one != other and other.startswith(one)]
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in words())


def test_the_entropy_that_is_told_is_the_entropy_that_is_there(monkeypatch):
    """Every word comes in every place about as often as the others; none comes from an encoding of fewer bits."""
    drawn = [suggestion() for _ in range(6000)]
    assert drawn[0].bits == 7 * math.log2(512) == 63
    assert len({one.passphrase for one in drawn}) == 6000
    for place in range(7):
        counts = Counter(one.passphrase.split()[place] for one in drawn)
        assert len(counts) >= 510, "6000 draws of 512 leave out one in a thousand runs two words"
        expected = 6000 / 512
        chi = sum((counts[word] - expected) ** 2 / expected for word in words())
        assert chi < 511 + 6 * math.sqrt(2 * 511), "six deviations from an even draw"
    asked = []
    monkeypatch.setattr(suggesting.secrets, "choice", lambda row: asked.append(len(row)) or row[0])
    suggestion()
    assert asked == [512] * 7


def test_what_is_suggested_is_taken():
    assert not any(weakness(suggestion().passphrase) for _ in range(50))


# -- stretching: a value worked out with another implementation


def test_argon2id_is_the_published_one():
    """The reference `argon2` tool: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -r."""
    from argon2.low_level import Type, hash_secret_raw

    told = hash_secret_raw(b"password", b"somesalt", 2, 65536, 1, 32, Type.ID)
    assert told.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_salt_file_and_parameters_all_count():
    plain = Stretching(64, 1, 1, b"s" * 16)
    keys = {
        plain.key("seven plum otters"),
        plain.key("seven plum otter"),
        plain.key("seven plum otters", b"f" * 32),
        Stretching(64, 1, 1, b"t" * 16).key("seven plum otters"),
        Stretching(72, 1, 1, b"s" * 16).key("seven plum otters"),
        Stretching(64, 2, 1, b"s" * 16).key("seven plum otters"),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


# -- where it comes from


def test_the_file_goes_before_the_variable_and_the_variable_is_taken_away(monkeypatch, tmp_path):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", "from the variable")
    file = tmp_path / "passphrase"
    file.write_bytes(b"from the file\r\nand a second line\n")
    monkeypatch.setenv("LETAPIS_PASSPHRASE_FILE", str(file))
    assert passphrases.given() == "from the file"
    monkeypatch.delenv("LETAPIS_PASSPHRASE_FILE")
    assert passphrases.given() == "from the variable"
    assert "LETAPIS_PASSPHRASE" not in os.environ, "no child inherits it"
    assert passphrases.given() == "from the variable", "but this process goes on"
    passphrases.forget()
    assert passphrases.given() is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "cannot be read"), (b"", "no passphrase"), (b"\nsecond", "no passphrase"), (b"\xff\xfe", "UTF-8")],
)
def test_a_file_without_a_passphrase_is_named(monkeypatch, tmp_path, content, problem):
    file = tmp_path / "passphrase"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("LETAPIS_PASSPHRASE_FILE", str(file))
    with pytest.raises(ArchiveError, match=problem) as fault:
        passphrases.given()
    assert fault.value.file == str(file)
