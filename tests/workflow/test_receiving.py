"""An upload is in the archive as a whole or nowhere, and is never readable on the disk on its way."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import tracemalloc
from contextlib import suppress
from types import SimpleNamespace

import pytest

from letapis.archive.archive import Archive
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey
from letapis.workflow import receiving
from letapis.workflow.receiving import PIECE, Receiving, ReceivingError

CANARY = b"canary of a witness in Hrodna "
REPORT = CANARY + b"saw that four workers were detained on 11 October 2020.\n"


@pytest.fixture(params=["plain", "sealed"])
def archive(request, tmp_path):
    key = ZoneKey("team", os.urandom(32)) if request.param == "sealed" else None
    return Archive.create(tmp_path / "archive", "anna", key=key)


def pieces(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 7, 4096, 10**9])
def test_a_short_report_comes_in_in_pieces_of_any_size(size, archive):
    with Receiving(archive, "a.txt", told=len(REPORT)) as upload:
        for piece in pieces(REPORT, size):
            upload.write(piece)
        added = upload.finish("anna")
    assert [one.sha256 for one in added.sealed] == [hashlib.sha256(REPORT).hexdigest()]
    assert archive.originals.read(added.sealed[0].sha256) == REPORT
    assert verify(archive).intact


@pytest.mark.parametrize("more", [-1, 0, 1, PIECE + 17])
def test_a_long_one_keeps_every_byte(more, archive):
    data = (b"line of a long report, 2020\n" * 200_000)[: 2 * PIECE + more]
    with Receiving(archive, "long.txt") as upload:
        for piece in pieces(data, 300_000):
            upload.write(piece)
        added = upload.finish("anna")
    assert archive.originals.read(added.sealed[0].sha256) == data
    assert verify(archive).intact


def files_below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Where the system would put files on their way, to be looked at."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    # With a name, so that it can be found and read.
    monkeypatch.setattr(
        tempfile,
        "TemporaryFile",
        lambda **given: tempfile.NamedTemporaryFile(dir=folder, delete=False, **given),  # noqa: SIM115
    )
    return folder


def test_nothing_readable_lies_on_the_disk_on_the_way(archive, watched):
    with Receiving(archive, "a.bin") as upload:
        for _ in range(4):
            upload.write(CANARY * 40_000)
        on_the_way = files_below(watched)
        assert sum(map(len, on_the_way.values())) > 3 * PIECE, "the way must be what was looked at"
        assert not any(CANARY in data for data in on_the_way.values())
    assert not any(CANARY in data for data in files_below(archive.root).values())


@pytest.mark.parametrize("sent", [0, 10, 3 * PIECE])
def test_what_breaks_off_leaves_nothing(sent, archive):
    before = set(files_below(archive.root))
    with Receiving(archive, "a.txt", told=4 * PIECE) as upload:
        upload.write(b"x" * sent)
        with pytest.raises(ReceivingError, match=f"broke off after {sent} of {4 * PIECE} bytes"):
            upload.finish()
    assert set(files_below(archive.root)) == before
    assert archive.sealed() == {}


def test_what_is_given_up_leaves_nothing(archive):
    before = files_below(archive.root)
    with suppress(ConnectionResetError), Receiving(archive, "a.txt") as upload:
        upload.write(b"x" * 3 * PIECE)
        raise ConnectionResetError
    assert files_below(archive.root) == before


def endless(upload):
    for _ in range(10_000):  # ten gigabytes
        upload.write(b"x" * PIECE)


@pytest.mark.parametrize("told", [None, 100])
def test_more_than_may_come_is_refused_when_it_comes(told, archive):
    upload = Receiving(archive, "a.txt", most=5 * PIECE, told=told)
    with pytest.raises(ReceivingError, match=r"larger than may come in, 5\.24288 MB"):
        endless(upload)
    assert upload.size <= 6 * PIECE
    assert upload._spool is None


@pytest.mark.parametrize("told", [-1, 11, 10**12])
def test_what_is_told_to_be_too_large_is_not_begun(told, archive):
    with pytest.raises(ReceivingError):
        Receiving(archive, "a.txt", most=10, told=told)


def test_a_full_disk_takes_nothing_and_leaves_the_archive_whole(archive, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    upload = Receiving(archive, "a.txt")
    with pytest.raises(ReceivingError, match="finds no room"):
        upload.write(b"x" * 3 * PIECE)
    assert verify(archive).intact
    assert archive.sealed() == {}


def test_what_cannot_be_read_is_set_aside_as_with_add(archive):
    with Receiving(archive, "a.pdf") as upload:
        upload.write(b"%PDF-1.7\nnothing")
        added = upload.finish("anna")
    assert [one.file for one in added.refused] == ["a.pdf"]
    assert [one.name for one in archive.set_aside()] == ["a.pdf"]


def test_the_same_bytes_a_second_time_are_known(archive):
    for wanted in ((1, 0), (0, 1)):
        with Receiving(archive, "a.txt") as upload:
            upload.write(REPORT)
            added = upload.finish("anna")
        assert (len(added.sealed), len(added.known)) == wanted


def test_two_of_the_same_at_once_are_one(archive):
    ready = threading.Barrier(2)
    outcomes = []

    def send():
        with Receiving(archive, "a.txt") as upload:
            upload.write(REPORT)
            ready.wait()
            for _ in range(100):
                try:
                    outcomes.append(len(upload.finish("anna").sealed))
                except Exception as error:  # noqa: BLE001  the archive is being written by the other
                    outcomes.append(error)
                return

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(archive.sealed()) == 1
    assert verify(archive).intact


def test_memory_stays_flat(archive, monkeypatch):
    monkeypatch.setattr(receiving, "take_staged", lambda *_: None)  # what a reader takes is held by its cell
    block = os.urandom(PIECE)
    tracemalloc.start()
    try:
        with Receiving(archive, "a.bin") as upload:
            for _ in range(60):
                upload.write(block)
            upload.finish("anna")
        assert tracemalloc.get_traced_memory()[1] < 20 * PIECE
    finally:
        tracemalloc.stop()
