"""A sealed log: it grows, says where it was changed, and the rest of a killed write is not seen."""

import json
import os
from pathlib import Path

import pytest

from letapis.archive.chain import Chain
from letapis.archive.padding import padded
from letapis.archive.sealed_blocks import BLOCK, ROOM, START

KINDS = (1, 0, ROOM - 1, ROOM, ROOM + 1, 10 * ROOM, 50_000)


def whole(log):
    return b"".join(log.blocks())


def place(number):
    """Where a block begins on the disk."""
    return START + number * BLOCK


def change(log, at, data=None):
    content = bytearray(log.path.read_bytes())
    if data is None:
        content[at] ^= 1
    else:
        content[at : at + len(data)] = data
    log.path.write_bytes(content)


def test_what_was_added_comes_back_through_any_instance(files):
    expected = b""
    for size in KINDS * 3:
        piece = os.urandom(size)
        expected += piece
        files.log("log").append(piece)
        log = files.log("log")
        assert whole(log) == files.read("log") == expected
        assert log.size() == files.size("log") == len(expected)
        assert log.last(700) == expected[-700:]
    assert files.log("log").last(10**9) == expected
    assert files.begin("log", 100) == expected[:100]
    assert list(files.log("log").faults()) == []


def test_a_log_that_is_not_there_is_empty(files):
    log = files.log("log")
    assert (whole(log), log.size(), log.last(9), list(log.faults())) == (b"", 0, b"", [])
    log.truncate(0)
    log.append(b"")
    assert list(files.names()) == []


def test_written_blocks_are_never_written_again_and_the_length_grows_in_steps(files):
    log = files.log("log")
    lengths, before = set(), b""
    for number in range(300):
        log.append(b"line %d\n" % number)
        content = log.path.read_bytes()
        assert content[: place(number)] == before[: place(number)] or not number
        lengths.add(len(content))
        before = content
        assert len(content) == padded(len(content)), "as long as any other sealed file"
    assert len(lengths) < 130
    assert len(before) <= 1.12 * place(301) + BLOCK


def test_a_log_is_a_little_longer_than_its_bytes(files):
    log = files.log("log")
    log.append(bytes(1_000_000))
    assert log.path.stat().st_size < 1.2 * 1_000_000


def test_filling_cannot_be_told_from_blocks_by_its_bytes(files):
    log = files.log("log")
    log.append(bytes(100 * ROOM))
    content = log.path.read_bytes()
    blocks = [content[place(number) : place(number + 1)] for number in range(len(content) // BLOCK - 1)]
    assert len(blocks) == len(set(blocks))
    for block in blocks:  # 1,024 random bytes hold some 4 zeros; 20 never happen
        assert block.count(0) < 20


def chain_of(files, count=6):
    chain = Chain(files, "log.jsonl")
    for number in range(1, count + 1):
        chain.append([{"act": "collected", "name": f"report {number}"}])
    return chain


@pytest.mark.parametrize("number", range(6))
def test_a_changed_block_breaks_its_line_and_the_others_are_read(files, number):
    chain = chain_of(files)
    change(chain.log, place(number) + 500)
    lines = [line.entry["name"] for line in chain.lines() if line.entry]
    assert lines == [f"report {each}" for each in range(1, 7) if each != number + 1]
    assert next(chain.breaks()).line == number + 1
    [(where, problem)] = chain.log.faults()
    assert where.startswith(f"block {number + 1}, behind byte ")
    assert problem == "the block was changed"


def test_in_a_long_append_only_the_lines_of_the_changed_block_suffer(files):
    chain = Chain(files, "log.jsonl")
    chain.append([{"act": "collected", "name": f"report {number}"} for number in range(200)])
    change(chain.log, place(7) + 500)
    read = [line.entry["name"] for line in chain.lines() if line.entry]
    assert 190 < len(read) < 200
    assert {"report 0", "report 199"} <= set(read)
    assert list(chain.breaks())


@pytest.mark.parametrize(
    ("swap", "problem"),
    [((1, 2), "changed"), ((0, 5), "changed"), ((4, 6), "changed")],
    ids=["two lines", "the first and the last", "a line and the filling behind the end"],
)
def test_blocks_in_another_order_are_told(files, swap, problem):
    chain = chain_of(files)
    content = chain.log.path.read_bytes()
    one, two = (content[place(number) : place(number + 1)] for number in swap)
    change(chain.log, place(swap[0]), two)
    change(chain.log, place(swap[1]), one)
    assert all(problem in told for _, told in chain.log.faults())
    assert list(chain.log.faults())
    assert list(chain.breaks())


def test_a_changed_last_block_is_no_killed_write_and_nothing_is_written_over_it(files):
    chain = chain_of(files, 3)
    change(chain.log, place(2) + 9)
    kept = chain.log.path.read_bytes()
    files.log("log.jsonl").append(b'{"seq":4}\n')
    assert chain.log.path.read_bytes()[: place(3)] == kept[: place(3)]
    assert next(chain.breaks()).line == 3
    assert whole(chain.log).endswith(b'{"seq":4}\n')


@pytest.mark.parametrize("at", [3, 100, 511, 512, 1000, 1023])
def test_a_change_in_the_header_or_its_margin_is_told(files, at):
    chain = chain_of(files)
    change(chain.log, at)
    assert [name for name, _, _ in files.faults(["log.jsonl"])] == ["log.jsonl"]


def test_a_change_behind_the_end_is_told_and_harms_nothing(files):
    chain = chain_of(files)
    last = len(chain.log.path.read_bytes()) - 1
    change(chain.log, last)
    assert list(chain.breaks()) == []
    [(_, problem)] = chain.log.faults()
    assert "nothing rests on it" in problem
    chain.append([{"act": "judged"}])
    assert [line.number for line in chain.lines()] == [1, 2, 3, 4, 5, 6, 7]


def test_an_older_copy_of_a_block_is_told(files):
    chain = chain_of(files, 2)
    filling = chain.log.path.read_bytes()[place(2) : place(3)]
    chain.append([{"act": "judged"}])
    chain.append([{"act": "judged"}])
    change(chain.log, place(2), filling)
    assert list(chain.log.faults())
    assert list(chain.breaks())


@pytest.mark.parametrize("lines", [1, 3, 60])
def test_the_rest_of_a_killed_write_is_not_seen_and_gone_with_the_next(files, lines):
    """As many blocks of an append as a kill lets through, behind any number of whole ones."""
    chain = chain_of(files, lines)
    before = chain.log.path.read_bytes()
    expected = whole(chain.log)
    files.log("log.jsonl").append(b'{"x":"' + b"y" * 20 * ROOM + b'"}\n')
    after = chain.log.path.read_bytes()
    written = range(lines, lines + 21)
    for stop in written:
        reached = place(stop)
        chain.log.path.write_bytes(after[:reached] + before[reached:])
        log = files.log("log.jsonl")
        assert whole(log) == expected, stop
        assert list(log.faults()) == []
        log.append(b"{}\n")
        assert whole(files.log("log.jsonl")) == expected + b"{}\n"
        files.log("log.jsonl").append(b"[]\n")
        assert whole(log) == expected + b"{}\n[]\n"
        assert list(log.faults()) == []


def test_a_full_disk_leaves_the_log_as_it_was(files, monkeypatch):
    chain = chain_of(files)
    expected, really = whole(chain.log), os.write

    def full(handle, data):
        if len(data) > 3 * BLOCK:
            return really(handle, data[: 2 * BLOCK])
        raise OSError(28, "No space left on device")

    for _ in range(3):
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            chain.log.append(b"x" * 10_000)
        monkeypatch.undo()
        assert whole(files.log("log.jsonl")) == expected
    chain.append([{"act": "judged"}])
    assert list(chain.breaks()) == []
    assert list(chain.log.faults()) == []


@pytest.mark.parametrize("size", [0, 1, 400, ROOM, ROOM + 1, 2500])
def test_truncating(files, size):
    log = files.log("log")
    data = [os.urandom(400), os.urandom(2 * ROOM), os.urandom(10)]
    for piece in data:
        log.append(piece)
    log.truncate(size)
    assert whole(files.log("log")) == b"".join(data)[:size]
    log.append(b"more")
    assert whole(log) == b"".join(data)[:size] + b"more"
    assert list(log.faults()) == []


def test_many_lines_in_one_append(files):
    log = files.log("log")
    lines = b"".join(json.dumps({"number": number, "name": "x" * 300}).encode() + b"\n" for number in range(20_000))
    log.append(lines)
    assert whole(files.log("log")) == lines
    assert Path(log.path).stat().st_size < 1.2 * len(lines)
