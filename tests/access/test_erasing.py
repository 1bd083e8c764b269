"""Who may erase an original: a keeper, once another has confirmed that one. The cast is that of `conftest.py`."""

import pytest

from letapis.access.approvals import Wish
from letapis.access.rules import Target
from letapis.workflow.accounts import ask, confirm
from letapis.workflow.accounts_state import RefusedError
from letapis.workflow.erasing import erase
from letapis.workflow.erasing_survey import target_of
from letapis.workflow.ingest import add


@pytest.fixture
def archive(plain, tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(
            f"October 13, 2020\n\nIn Minsk 700 people were arrested. {name}\n", encoding="utf-8"
        )
    add(plain, [tmp_path / "one.txt", tmp_path / "two.txt"], "member")
    return plain


def target(archive, name):
    return target_of(one.sha256 for one in archive.sealed().values() if one.name == name)


def agreed(archive, name, by="owner", second="second"):
    number = ask(archive, Wish(by, "erase", Target(target(archive, name))), "asked for")
    confirm(archive, second, number)


@pytest.mark.parametrize("by", ["owner", "member", "desk", "publisher", "rita", "outsider"])
def test_nobody_erases_alone(archive, by):
    with pytest.raises(RefusedError):
        erase(archive, ["one.txt"], by, "asked for")
    assert len(archive.sealed()) == 2


@pytest.mark.parametrize("by", ["member", "desk", "publisher", "rita", "outsider"])
def test_who_is_no_keeper_cannot_even_ask(archive, by):
    with pytest.raises(RefusedError):
        agreed(archive, "one.txt", by)


def test_two_persons_erase_what_they_agreed_on_and_nothing_else(archive):
    agreed(archive, "one.txt")
    with pytest.raises(RefusedError):
        erase(archive, ["two.txt"], "owner", "asked for")
    with pytest.raises(RefusedError):
        erase(archive, ["one.txt", "two.txt"], "owner", "asked for")
    erase(archive, ["one.txt"], "owner", "asked for")
    (act,) = [entry for entry in archive.custody.entries() if entry["act"] == "erased"]
    assert (act["who"], act["approved_by"]) == ("owner", "second")
    assert [one.name for one in archive.sealed().values()] == ["two.txt"]


def test_who_asks_cannot_confirm_and_a_yes_holds_once(archive, tmp_path):
    with pytest.raises(RefusedError):
        agreed(archive, "one.txt", second="owner")
    agreed(archive, "two.txt")
    erase(archive, ["two.txt"], "owner", "asked for")
    add(archive, [tmp_path / "two.txt"], "member", again=True)
    with pytest.raises(RefusedError):
        erase(archive, ["two.txt"], "owner", "asked for")
