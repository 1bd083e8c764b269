"""The key of a database: random, of that file alone, there before it and destroyed before it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from letapis.archive import sealed_databases
from letapis.archive.sealed_databases import KEY
from letapis.archive.sealed_files import SealedFiles
from letapis.archive.zone_key import ZoneKey

ZONE = ZoneKey("team", bytes(range(32)))
STORE, NAMES = "derived/store.sqlite3", "derived/names.sqlite3"


@pytest.fixture
def files(tmp_path):
    made = SealedFiles(tmp_path / "archive", ZONE)
    assert made.begun()
    return made


def key_file(files, name=STORE):
    return Path(f"{files.database(name)[0]}{KEY}")


def filled(files, name=STORE):
    """A database with what its engine keeps beside it; gives its key."""
    path, key = files.database(name)
    for end in ("", "-wal", "-shm", ".before-migration"):
        Path(f"{path}{end}").write_bytes(b"rows" * 2000)
    return key


def left(files):
    return sorted(path.name for path in (files.root / "databases").iterdir() if path.name != "keys.lock")


def test_each_has_a_key_of_its_own_that_stays(files, tmp_path):
    other = SealedFiles(tmp_path / "other", ZONE)
    assert other.begun()
    keys = [files.database(STORE)[1], files.database(NAMES)[1], other.database(STORE)[1]]
    assert len(set(keys)) == 3
    assert {len(key) for key in keys} == {32}
    assert ZONE.derive(f"database {STORE}") not in keys
    again = SealedFiles(files.root, ZONE)
    assert [again.database(STORE)[1], again.database(NAMES)[1]] == keys[:2]


def test_without_the_key_of_the_zone_it_cannot_be_had(files):
    before = files.database(STORE)[1]
    assert before not in key_file(files).read_bytes()
    assert SealedFiles(files.root, ZoneKey("team", bytes(32))).database(STORE)[1] != before


def test_what_is_taken_away_is_gone_with_its_key(files, tmp_path):
    before = filled(files)
    filled(files, NAMES)
    path = files.database(STORE)[0]
    os.link(path, tmp_path / "rows")  # the same sectors of the disk
    os.link(key_file(files), tmp_path / "key")
    sealed = (tmp_path / "key").read_bytes()
    files.remove_database(STORE)
    assert len(left(files)) == 5, "the other database stays"
    assert (tmp_path / "key").read_bytes()[:512] != sealed[:512]
    assert not (tmp_path / "rows").read_bytes().startswith(b"rows")
    assert files.database(STORE)[1] != before
    assert not files.database(STORE)[0].exists()


STEPS = range(10)  # of taking five files away: each is synced and unlinked


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_point_of_taking_it_away_it_is_made_anew_or_stays_whole(files, monkeypatch, step):
    before = filled(files)
    done = []
    for name in ("fsync", "unlink"):
        real = getattr(os, name)

        def killed(*arguments, _real=real):
            if len(done) == step:
                raise KeyboardInterrupt
            done.append(arguments)
            return _real(*arguments)

        monkeypatch.setattr(os, name, killed)
    with pytest.raises(KeyboardInterrupt):
        files.remove_database(STORE)
    monkeypatch.undo()
    path, key = SealedFiles(files.root, ZONE).database(STORE)
    assert key != before, "the key goes first"
    assert not path.exists(), "a database without its key is none"


def test_killed_while_the_key_is_made_there_is_no_database_and_the_next_makes_one(files, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sealed_databases.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        files.database(STORE)
    monkeypatch.undo()
    assert left(files) == []
    path, key = files.database(STORE)
    assert (len(key), path.exists(), len(left(files))) == (32, False, 1)


@pytest.mark.parametrize("harm", ["gone", "changed", "cut", "of another"])
def test_a_database_without_its_key_is_made_anew(files, harm):
    before = filled(files)
    filled(files, NAMES)
    place = key_file(files)
    match harm:
        case "gone":
            place.unlink()
        case "changed":
            place.write_bytes(place.read_bytes()[:-1] + b"\1")
        case "cut":
            place.write_bytes(place.read_bytes()[:600])
        case "of another":
            place.write_bytes(key_file(files, NAMES).read_bytes())
    path, key = files.database(STORE)
    assert key not in {before, files.database(NAMES)[1]}
    assert not path.exists()
    assert files.database(NAMES)[0].exists()


def test_many_at_once_get_one_key(files):
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: SealedFiles(files.root, ZONE).database(STORE), range(32)))
    assert len(found) == 1


def test_where_nothing_can_be_written_no_key_is_kept(files, monkeypatch):
    def refused(*_):
        raise OSError(30, "read-only")

    monkeypatch.setattr(SealedFiles, "_new_key", refused)
    path, key = files.database(STORE)
    assert (len(key), path.exists(), left(files)) == (32, False, [])


def test_the_key_of_a_server_is_that_of_the_zone_for_its_rows_stay(files):
    before = files.server_key(STORE)
    files.remove_database(STORE)
    assert files.server_key(STORE) == before != files.database(STORE)[1]
