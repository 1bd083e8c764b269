"""An administrator without the key of the team hands on the log of accounts, and makes no key that none believes."""

import pytest

from letapis.access.approvals import Wish
from letapis.access.rules import Target
from letapis.archive.errors import ArchiveError
from letapis.archive.keys.changing import new_zone, rekey_zone
from letapis.archive.keys.keyring import open_keys
from letapis.workflow import accounts
from letapis.workflow.accounts_changing import alter, listed
from letapis.workflow.accounts_opening import opened
from letapis.workflow.accounts_state import ZONE

from .conftest import made, phrase

ROLE = ("administrator",)


def sit_down(act_as, root, handle):
    act_as(handle)
    return opened(root, handle, with_keys=True)


def test_an_administrator_made_by_another_opens_the_log_and_the_team_keeps_its_zone(sealed, act_as):
    made(sit_down(act_as, sealed, "desk"), "desk", "second-desk", ROLE)
    for handle in ("owner", "second", "member"):
        assert ZONE in sit_down(act_as, sealed, handle).keys.zones, handle
    second = sit_down(act_as, sealed, "second-desk")
    assert set(second.keys.zones) == {ZONE}
    assert "second-desk" in listed(second.books, "second-desk")
    made(second, "second-desk", "third-desk", ROLE)
    assert ZONE in sit_down(act_as, sealed, "owner").keys.zones


def test_where_all_administrators_are_suspended_two_persons_appoint_one_who_can_work(sealed, act_as):
    made(sit_down(act_as, sealed, "desk"), "desk", "second-desk", ROLE)
    owner = sit_down(act_as, sealed, "owner")
    for handle in ("desk", "second-desk"):
        alter(owner.books, "owner", "suspend-account", {"change": "suspended", "account": handle, "reason": "taken"})
    wish = Wish("owner", "appoint-administrator", Target("new-desk"))
    number = accounts.ask(owner.archive, wish, "the others were taken")
    accounts.confirm(owner.archive, "second", number)
    made(owner, "owner", "new-desk", ROLE)
    new = sit_down(act_as, sealed, "new-desk")
    assert set(new.keys.zones) == {ZONE}
    assert "new-desk" in listed(new.books, "new-desk")
    made(new, "new-desk", "late", ("reader",))


@pytest.mark.parametrize("change", [lambda keys: rekey_zone(keys, ZONE), lambda keys: new_zone(keys, "case-1")])
def test_who_can_prove_no_key_makes_none(sealed, change):
    keys = open_keys(sealed, phrase("desk"), "desk")
    before = {path.name: path.read_bytes() for path in (sealed / "keys").iterdir()}
    with pytest.raises(ArchiveError, match="only who holds the key of the team"):
        change(keys)
    assert {path.name: path.read_bytes() for path in (sealed / "keys").iterdir()} == before
