"""Sealed files: what comes back, what lies on the disk, and what is said where it was changed."""

import json
import math
import os
import pickle
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.padding import padded
from letapis.archive.sealed_files import SealedFiles
from letapis.archive.sealed_object import LONGEST_NAME
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey

CANARY = "Канарэйка canary".encode()
CHUNK = 65536
SIZES = (0, 1, 30_000, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 17 * CHUNK, 17 * CHUNK + 5, 3_000_001)
WYCHEPROOF = Path(__file__).resolve().parents[2].parent / "shared/data/security/wycheproof/aes_gcm_test.json"


@pytest.mark.parametrize("size", SIZES)
def test_every_size_comes_back(files, size):
    data = os.urandom(size)
    files.write("derived/one", data)
    assert files.read("derived/one") == data
    assert b"".join(files.blocks("derived/one")) == data
    assert files.size("derived/one") == size
    for part in (0, 1, 100, CHUNK, CHUNK + 1, size):
        assert files.begin("derived/one", part) == data[:part]


def test_pieces_of_any_size_give_the_same_file(files):
    data = os.urandom(5 * CHUNK + 77)
    for step in (1000, CHUNK, 3 * CHUNK + 1, len(data)):
        files.write("derived/one", (data[at : at + step] for at in range(0, len(data), step)))
        assert files.read("derived/one") == data, step


@pytest.mark.parametrize(
    ("size", "length"),  # worked out by hand after the paper: 2^E gives E, S = bits of E, the last E-S bits become zero
    [
        (0, 4096),
        (4096, 4096),
        (4097, 4352),  # E 12, S 4: steps of 256
        (5000, 5120),
        (65_536, 65_536),
        (65_537, 67_584),  # E 16, S 5: steps of 2,048
        (1_000_001, 1_015_808),  # E 19, S 5: steps of 16,384
        (1 << 40, 1 << 40),
    ],
)
def test_padded_lengths(size, length):
    assert padded(size) == length


def test_padding_adds_at_most_12_percent_and_leaves_few_lengths():
    sizes = range(4096, 300_000, 37)
    assert max(padded(size) / size for size in sizes) <= 1.12
    assert len({padded(size) for size in sizes}) < 32 * math.log2(300_000 / 4096)


def test_the_length_on_the_disk_is_padded_and_tells_nothing_else(files):
    for size in (0, 100, 3000):
        files.write("derived/one", bytes(size))
        assert Path(files.path("derived/one")).stat().st_size == 4096
    for size in (5000, 70_000, 1_000_000):
        files.write("derived/one", bytes(size))
        on_disk = Path(files.path("derived/one")).stat().st_size
        assert size < on_disk <= 1.12 * (size + 600)


def test_two_archives_with_other_content_of_the_same_padded_sizes_look_the_same(tmp_path, key):
    seen = []
    for name, letter in (("one", b"a"), ("two", b"b")):
        archive = Archive.create(tmp_path / name, "anna" if name == "one" else "olga", key)
        with archive.sealing("anna") as sealing:
            for number in range(5):
                data = letter * (900 + 10 * number) + b"%d" % number
                sealing.keep(archive.originals.stage_bytes(data), f"{name}-{number}.txt")
        found = [path for path in archive.root.rglob("*") if path.parent.name != "databases"]
        seen.append(sorted((path.stat().st_size if path.is_file() else 0, path.stat().st_mode) for path in found))
        assert {path.stat().st_mtime for path in found} == {946684800.0}
        assert archive.root.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in (archive.root / "store").iterdir()} == {0o600}
    assert seen[0] == seen[1]


def test_nothing_can_be_read_on_the_disk_not_even_a_name(sealed_archive):
    with sealed_archive.sealing("canary") as sealing:
        sealing.keep(sealed_archive.originals.stage_bytes(CANARY * 9000), "canary.txt", {"author": "canary"})
        sealed_archive.originals.stage_bytes(CANARY)
        copy = sealed_archive.files.copying()
        copy.write(memoryview(CANARY * 90_000))
        lying = [path for path in sealed_archive.root.rglob("*") if path.is_file()]
        assert sum(path.parent.name == "incoming" for path in lying) == 3
        assert not [path for path in lying if b"canary" in path.read_bytes() or CANARY[:8] in path.read_bytes()]
    sealed_archive.files.write("derived/canary/one.jsonl", CANARY)
    sealed_archive.judge([{"id": "j1", "reason": "canary"}], "canary")
    for path in sealed_archive.root.rglob("*"):
        assert "canary" not in path.name
        assert not path.is_file() or b"canary" not in path.read_bytes()


def test_the_same_bytes_and_name_give_other_bytes_on_the_disk(files, tmp_path, key):
    other = SealedFiles(tmp_path / "other", key)
    for each in (files, other):
        each.write("derived/one", CANARY)
    assert Path(files.path("derived/one")).read_bytes() != Path(other.path("derived/one")).read_bytes()


def test_names_are_listed_from_the_headers(files):
    for name in ("derived/b", "derived/a/1", "derived-not", "settings.toml"):
        files.write(name, CANARY)
    files.log("custody.jsonl").append(b"{}\n")
    files.database("derived/store.sqlite3")[0].write_bytes(b"no database")
    assert list(files.names()) == ["custody.jsonl", "derived-not", "derived/a/1", "derived/b", "settings.toml"]
    assert list(files.names("derived")) == ["derived/a/1", "derived/b"]


def test_another_key_opens_nothing(files):
    files.write("derived/one", CANARY)
    other = SealedFiles(files.root, ZoneKey("team", os.urandom(32)))
    assert not other.has("derived/one")
    assert list(other.names()) == []
    vault = SealedFiles(files.root, ZoneKey("vault", files.key.key))
    assert list(vault.names()) == [], "the same bytes as the key of another zone"


def test_an_archive_wants_its_own_key(sealed_archive, key):
    assert Archive.open_(sealed_archive.root, key).custody.head()[0] == 1
    with pytest.raises(ArchiveError, match="the archive is locked"):
        Archive.open_(sealed_archive.root)
    with pytest.raises(ArchiveError, match="the key is not that of this archive"):
        Archive.open_(sealed_archive.root, ZoneKey("team", os.urandom(32)))


def test_instances_go_to_other_processes(files):
    files.write("derived/one", CANARY)
    again = pickle.loads(pickle.dumps(files))
    assert again.read("derived/one") == CANARY


def test_no_repr_shows_the_key(files):
    assert files.key.key.hex() not in repr(files)
    assert repr(files.key.key)[2:-1] not in repr(files) + repr(files.key)


def test_what_is_removed_cannot_be_opened_with_the_key(files):
    files.write("derived/one", CANARY)
    kept = Path(files.path("derived/one")).with_name("kept")
    os.link(files.path("derived/one"), kept)  # as a forensic laboratory finds the blocks of a file that is gone
    files.remove("derived/one")
    assert not files.has("derived/one")
    kept.rename(files.path("derived/one"))
    with pytest.raises(ArchiveError, match="bytes 0 to 512: the sealed file was changed"):
        files.read("derived/one")
    files.remove("derived/never")


def test_moving_keeps_the_bytes_and_the_old_name_is_gone(files):
    files.write("derived/one", CANARY)
    files.move("derived/one", "derived/two")
    assert (files.has("derived/one"), files.read("derived/two")) == (False, CANARY)
    with pytest.raises(FileNotFoundError):
        files.move("derived/one", "derived/three")


def test_a_write_that_fails_leaves_what_was_there(files):
    files.write("derived/one", CANARY)

    def failing():
        yield bytes(CHUNK * 3)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        files.write("derived/one", failing())
    assert caught.value.filename == str(files.root / "derived/one")
    assert files.read("derived/one") == CANARY
    assert list((files.root / "incoming").iterdir()) == []


def test_a_name_without_room_is_refused(files):
    files.write("n" * LONGEST_NAME, CANARY)
    with pytest.raises(ValueError, match="longer than"):
        files.write("n" * (LONGEST_NAME + 1), CANARY)
    assert list(files.names()) == ["n" * LONGEST_NAME]


def test_what_a_killed_process_left_is_told_and_taken_away_and_what_a_living_one_writes_is_not(sealed_archive):
    folder = sealed_archive.root / "incoming"
    (folder / f"{'a' * 32}.7fffffff").write_bytes(b"rest")
    (folder / f"{'b' * 32}.{os.getppid():x}").write_bytes(b"under way")
    assert "1 file(s) of a killed" in verify(sealed_archive).notices[0]
    with sealed_archive.locked():
        pass
    assert [path.name[0] for path in folder.iterdir()] == ["b"]
    assert verify(sealed_archive).notices == ()


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("harm", "place"),
    [
        (lambda data: flipped(data, 0), "bytes 0 to 512"),
        (lambda data: flipped(data, 40), "bytes 0 to 512"),
        (lambda data: flipped(data, 511), "bytes 0 to 512"),
        (lambda data: flipped(data, 512), "bytes 0 to 65536"),
        (lambda data: flipped(data, 512 + 65552), "bytes 65536 to 131072"),
        (lambda data: flipped(data, len(data) - 1), "bytes 196608 to 200000"),
        (lambda data: data[:-1], "bytes 196608 to 200000"),
        (lambda data: data + b"\0", "bytes 196608 to 200000"),
        (lambda data: data[: 512 + 2 * 65552], "bytes 65536 to 131072"),  # cut between two chunks
        (lambda data: data[:512], "bytes 0 to 65536"),
        (lambda data: data[:300], "bytes 0 to 512"),
        (lambda _data: b"", "bytes 0 to 512"),
        (lambda data: data[:512] + data[512 + 65552 : 512 + 2 * 65552] + data[512 : 512 + 65552] + data[512 + 131104 :],
         "bytes 0 to 65536"),  # two chunks in the other order
    ],
)  # fmt: skip
def test_a_changed_file_is_named_with_the_place(files, harm, place):
    data = os.urandom(200_000)
    files.write("derived/one", data)
    files.write("derived/two", CANARY)
    path = Path(files.path("derived/one"))
    path.write_bytes(harm(path.read_bytes()))
    for read in (files.read, lambda name: list(files.blocks(name))):
        with pytest.raises(ArchiveError) as caught:
            read("derived/one")
        assert (caught.value.file, caught.value.place) == ("derived/one", place)
    assert files.read("derived/two") == CANARY
    [(name, where, _)] = files.faults(["derived/one"])
    assert (name, where) == ("derived/one", place)


def test_exchanged_files_are_told(files):
    files.write("derived/one", b"one")
    files.write("derived/two", b"two")
    one, two = Path(files.path("derived/one")), Path(files.path("derived/two"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    with pytest.raises(ArchiveError, match="derived/one: the sealed file was exchanged: it is derived/two"):
        files.read("derived/one")
    assert sorted(name for name, _, _ in files.faults(["derived/one", "derived/two"])) == ["derived/one", "derived/two"]


def test_the_body_of_one_file_under_the_header_of_another_is_told(files):
    files.write("derived/one", b"one")
    files.write("derived/two", b"two")
    one, two = Path(files.path("derived/one")), Path(files.path("derived/two"))
    one.write_bytes(one.read_bytes()[:512] + two.read_bytes()[512:])
    with pytest.raises(ArchiveError, match="derived/one, bytes 0 to 3: the sealed file was changed"):
        files.read("derived/one")


@pytest.mark.skipif(not WYCHEPROOF.is_file(), reason="the outside corpora are not beside the checkout")
def test_the_cipher_agrees_with_wycheproof():
    checked = wrong = 0
    for group in json.loads(WYCHEPROOF.read_bytes())["testGroups"]:
        if group["ivSize"] != 96:  # the nonces that we use
            continue
        for test in group["tests"]:
            name, iv, aad, msg = (bytes.fromhex(test[part]) for part in ("key", "iv", "aad", "msg"))
            sealed = bytes.fromhex(test["ct"] + test["tag"])
            checked += 1
            try:
                opened = AESGCM(name).decrypt(iv, sealed, aad)
            except InvalidTag:
                opened = None
            wrong += (opened == msg) != (test["result"] == "valid")
            if test["result"] == "valid":
                wrong += AESGCM(name).encrypt(iv, msg, aad) != sealed
    assert (checked, wrong) == (197, 0)
