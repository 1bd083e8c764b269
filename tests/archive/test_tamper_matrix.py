"""Whatever is done to the files of a sealed archive is named, and the rest of it is still read."""

import hashlib
import random
from pathlib import Path

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.originals import name_of
from letapis.archive.sealed_blocks import BLOCK, START
from letapis.archive.verification import verify

FLIPS = 300
REPORTS = {f"report {number}.txt": b"%d " % number * (400 * 5**number) for number in range(5)}  # up to 500 kB


@pytest.fixture
def archive(sealed_archive):
    with sealed_archive.sealing("anna") as sealing:
        for name, data in REPORTS.items():
            sealing.keep(sealed_archive.originals.stage_bytes(data), name)
            sealing.commit()
    sealed_archive.judge([{"id": "j1", "kind": "reject"}], "anna")
    sealed_archive.judge_persons(lambda _: [{"id": "p1", "kind": "same"}], "olga")
    sealed_archive.files.write("derived/documents/one.jsonl", b'{"header":1}\n' * 9000)
    assert verify(sealed_archive).intact
    return sealed_archive


def lying(archive):
    """Every file of the store with its bytes, and the name under which it is known."""
    known = {archive.files.physical(name): name for name in archive.files.names()}
    return {path: known[path.name] for path in sorted((archive.root / "store").iterdir())}


def of(sha256):
    return hashlib.sha256(sha256).hexdigest()


def named(archive):
    told = verify(archive)
    assert not told.intact
    return {problem.file for problem in told.problems}


def still_read(archive, harmed):
    """The originals that were not harmed come back as they went in."""
    for data in REPORTS.values():
        name = name_of(of(data))
        if name not in harmed:
            assert archive.files.read(name) == data


def test_each_of_many_flipped_bits_is_named_and_the_rest_is_read(archive):
    dice = random.Random(26)
    files = lying(archive)
    sampled = list(files) * (FLIPS // len(files)) + list(files)[: FLIPS % len(files)]  # the small ones as often
    assert len(sampled) == FLIPS
    for path in sampled:
        before = path.read_bytes()
        at = dice.randrange(len(before))
        path.write_bytes(before[:at] + bytes([before[at] ^ 1 << dice.randrange(8)]) + before[at + 1 :])
        found = named(archive)
        assert {files[path], f"store/{path.name}"} & found, (files[path], at, found)
        still_read(archive, {files[path]})
        path.write_bytes(before)
    assert verify(archive).intact


@pytest.mark.parametrize("left", [0.0, 0.3, 0.9])
def test_each_file_that_was_cut_is_named(archive, left):
    for path, name in lying(archive).items():
        before = path.read_bytes()
        content = archive.files.read(name)
        path.write_bytes(before[: int(len(before) * left)])
        found = {problem.file for problem in verify(archive).problems}
        if not {name, f"store/{path.name}"} & found:
            assert archive.files.read(name) == content, "what was cut held nothing"
        if found != {"custody.jsonl"}:
            still_read(archive, {name})
        path.write_bytes(before)


def test_each_file_that_is_gone_is_named(archive):
    for path, name in lying(archive).items():
        if name.startswith(("derived/", "proofs/")):
            continue  # computed again; the proofs have tests of their own
        kept = path.rename(archive.root / "kept")
        found = {problem.file for problem in verify(archive).problems}
        if name == "custody.jsonl":
            assert found, "what it named is named no more"
        else:
            assert name in found
        still_read(archive, {name})
        kept.rename(path)


def test_any_two_files_that_were_exchanged_are_named(archive):
    files = lying(archive)
    for one, two in zip(files, list(files)[1:], strict=False):
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
        found = named(archive)
        for path in (one, two):
            assert {files[path], f"store/{path.name}"} & found, files[path]
        still_read(archive, {files[one], files[two]})
        one.write_bytes(first)
        two.write_bytes(second)


def test_a_file_that_was_put_there_is_named(archive, tmp_path):
    (archive.root / "store" / "notes.txt").write_bytes(b"mine")
    assert named(archive) == {"store/notes.txt"}
    (archive.root / "store" / "notes.txt").unlink()
    (archive.root / "store" / ("f" * 32)).write_bytes(bytes(4096))
    assert named(archive) == {f"store/{'f' * 32}"}
    (archive.root / "store" / ("f" * 32)).unlink()
    stranger = Archive.create(tmp_path / "stranger", "eve", archive.files.key)
    with stranger.sealing("eve") as sealing:
        sealing.keep(stranger.originals.stage_bytes(b"forged"), "forged.txt")
    name = name_of(of(b"forged"))
    Path(archive.files.path(name)).write_bytes(Path(stranger.files.path(name)).read_bytes())
    assert named(archive) == {name}, "sealed under the same key, but no line of the log names it"


@pytest.mark.parametrize(
    ("rewrite", "words"),
    [
        (lambda blocks: [blocks[1], blocks[0], *blocks[2:]], "changed"),
        (lambda blocks: [*blocks[:2], blocks[3], blocks[2], *blocks[4:]], "changed"),
        (lambda blocks: [*blocks[:2], *blocks[3:]], "changed"),
        (lambda blocks: [*blocks[:2], blocks[2], blocks[2], *blocks[3:]], "changed"),
    ],
    ids=["the first two", "two in the middle", "one taken out", "one twice"],
)
def test_blocks_of_the_log_in_another_order_are_named(archive, rewrite, words):
    path = Path(archive.files.path("custody.jsonl"))
    content = path.read_bytes()
    blocks = [content[at : at + BLOCK] for at in range(START, len(content), BLOCK)]
    path.write_bytes(content[:START] + b"".join(rewrite(blocks)))
    told = [problem for problem in verify(archive).problems if problem.file == "custody.jsonl"]
    assert any(words in str(problem) for problem in told)
    assert any("line" in problem.place for problem in told)
    still_read(archive, set())


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_an_end_of_the_log_that_was_cut_is_found(archive, lines):
    log = archive.files.log("custody.jsonl")
    content = b"".join(log.blocks())
    log.truncate(len(b"".join(content.splitlines(keepends=True)[:-lines])))
    assert not verify(archive).intact


def test_what_was_changed_is_read_nowhere(archive):
    for path, name in lying(archive).items():
        if not name.startswith(("derived/", "originals/", "settings")):
            continue  # a log gives the lines that hold
        before = path.read_bytes()
        path.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
        with pytest.raises(ArchiveError) as caught:
            archive.files.read(name)
        assert caught.value.file == name
        path.write_bytes(before)
