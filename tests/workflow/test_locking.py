"""`OpenArchive.lock`: what was open refuses everything, and no key of it is held any more."""

import gc

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.keys import process, stretching
from letapis.archive.zone_key import ZoneKey
from letapis.store import key_ring
from letapis.workflow import key_agent_calls, open_archive
from letapis.workflow.keeping import FILE, kept

CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1, "most": {"memory_kib": 65536, "passes": 3, "lanes": 4}}
WORDS = "seven plum otters walk home"


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "harden", lambda: None)
    monkeypatch.setattr(stretching, "chosen", lambda: CHEAP)
    monkeypatch.setattr(key_agent_calls, "possible", lambda: False)
    return open_archive(tmp_path / "archive", create=True, by="anna", passphrase=WORDS)


def test_after_it_nothing_is_read_and_no_key_is_held(sealed, tmp_path):
    _, key = sealed.archive.files.database(FILE)
    with kept(sealed.archive):
        pass
    zone = sealed.archive.files.key.key
    assert key in key_ring._keys.values()
    sealed.lock()
    assert key_ring._keys == {}
    for look in (sealed.archive.sealed, sealed.verify, sealed.reconcile, lambda: sealed.add([tmp_path])):
        with pytest.raises(ArchiveError, match=r"the archive was locked.*Open it again"):
            look()
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, ZoneKey) and one.key == zone] == []


def test_it_opens_again(sealed, tmp_path):
    sealed.lock()
    again = open_archive(tmp_path / "archive", by="anna", passphrase=WORDS)
    assert again.verify().intact


def test_a_plain_archive_is_locked_too(tmp_path):
    opened = open_archive(tmp_path / "plain", create=True, plain=True, by="anna")
    opened.lock()
    with pytest.raises(ArchiveError, match="was locked"):
        opened.verify()
