import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.archive.canonical import canonical, digest
from letapis.archive.chain import FIRST, Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.plain_files import PlainFiles


def chain_of(folder, count=5):
    chain = Chain(PlainFiles(folder), "log.jsonl")
    chain.append([{"act": "collected", "name": f"report {number}"} for number in range(1, count + 1)])
    return chain


def rewrite(chain, lines):
    chain.log.path.write_bytes(b"".join(line + b"\n" for line in lines))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": "й"}, '{"a":"й","b":1}'),
        ({"n": {"z": None, "y": [True, False]}}, '{"n":{"y":[true,false],"z":null}}'),
        ({"quote": 'a"b\n'}, '{"quote":"a\\"b\\n"}'),
        ({"name": "\udcff"}, '{"name":"\\udcff"}'),
    ],
)
def test_canonical_json(value, written):
    assert canonical(value) == written.encode()
    assert json.loads(canonical(value)) == value


def test_each_line_carries_the_hash_of_the_one_before(tmp_path):
    entries = list(chain_of(tmp_path, 3).entries())
    assert entries[0]["prev"] == FIRST
    assert [entry["prev"] for entry in entries[1:]] == [entry["hash"] for entry in entries[:2]]
    body = {key: value for key, value in entries[1].items() if key != "hash"}
    assert entries[1]["hash"] == digest(canonical(body))


def test_appending_in_two_runs_makes_one_chain(tmp_path):
    chain_of(tmp_path, 2)
    again = Chain(PlainFiles(tmp_path), "log.jsonl")
    again.append([{"act": "judged"}])
    assert [entry["seq"] for entry in again.entries()] == [1, 2, 3]
    assert list(again.breaks()) == []


@pytest.mark.parametrize(
    ("what", "change", "line", "words"),
    [
        ("edited", lambda lines: [*lines[:2], lines[2].replace(b"report 3", b"report 9"), *lines[3:]], 3, "edited"),
        ("removed", lambda lines: [*lines[:2], *lines[3:]], 3, "removed"),
        ("reordered", lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2, "removed or moved"),
        ("repeated", lambda lines: [*lines[:3], lines[2], *lines[3:]], 4, "moved or repeated"),
        ("damaged", lambda lines: [lines[0], b"\x00\xff", *lines[2:]], 2, "damaged"),
        ("spaced", lambda lines: [lines[0].replace(b":", b": ", 1), *lines[1:]], 1, "edited"),
    ],
)
def test_the_first_broken_line_is_named(tmp_path, what, change, line, words):
    chain = chain_of(tmp_path)
    rewrite(chain, change(chain.log.path.read_bytes().splitlines()))
    first = next(chain.breaks())
    assert first.line == line, what
    assert words in first.problem


def test_a_line_rewritten_with_a_fresh_hash_is_named_itself(tmp_path):
    chain = chain_of(tmp_path)
    lines = chain.log.path.read_bytes().splitlines()
    forged = json.loads(lines[1]) | {"name": "forged"}
    del forged["hash"]
    lines[1] = canonical({**forged, "hash": digest(canonical(forged))})
    rewrite(chain, lines)
    first = next(chain.breaks())
    assert (first.line, first.entry["name"]) == (2, "forged")


def test_what_a_killed_write_left_is_no_break_and_is_taken_away(tmp_path):
    chain = chain_of(tmp_path, 3)
    whole = chain.log.path.read_bytes()
    chain.log.path.write_bytes(whole + b'{"act":"coll')
    assert list(chain.breaks()) == []
    assert chain.cut_off() == b'{"act":"coll'
    assert chain.mend() == b'{"act":"coll'
    assert chain.log.path.read_bytes() == whole
    assert chain.mend() == b""


def test_nothing_is_chained_to_a_damaged_last_line(tmp_path):
    chain = chain_of(tmp_path, 2)
    chain.log.path.write_bytes(chain.log.path.read_bytes() + b"???\n")
    with pytest.raises(ArchiveError, match="last line is damaged"):
        chain.append([{"act": "x"}])


@settings(deadline=None)  # each example waits for the disk
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none(), max_size=4), max_size=6))
def test_whatever_is_logged_reads_back_and_holds(tmp_path_factory, entries):
    chain = Chain(PlainFiles(tmp_path_factory.mktemp("log")), "log.jsonl")
    wanted = [{f"x{key}": value for key, value in entry.items()} for entry in entries]
    chain.append(wanted)
    links = {"hash", "prev", "seq"}
    read = [{key: value for key, value in entry.items() if key not in links} for entry in chain.entries()]
    assert read == wanted
    assert list(chain.breaks()) == []


@settings(deadline=None)  # each example waits for the disk
@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_any_flipped_bit_is_found(tmp_path_factory, position, bit):
    chain = chain_of(tmp_path_factory.mktemp("log"), 3)
    data = bytearray(chain.log.path.read_bytes())
    data[position % (len(data) - 1)] ^= 1 << bit  # the last newline alone may go: that is a killed write
    chain.log.path.write_bytes(data)
    assert list(chain.breaks())
