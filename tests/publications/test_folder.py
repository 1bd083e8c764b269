from hashlib import sha256
from pathlib import Path

import pytest

from letapis.publications.folder import Folder, FolderError


def write(folder, **files):
    with Folder(folder) as target:
        for name, text in files.items():
            target.write(name.replace("__", "/"), text)


def write_and_fail(folder):
    with Folder(folder) as target:
        target.write("index", "2")
        raise ZeroDivisionError


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_list_has_the_hash_of_every_file(tmp_path):
    write(tmp_path / "out", a="one\n", pages__b="two\n")
    assert (tmp_path / "out/SHA256SUMS").read_text() == (
        f"{sha256(b'one' + bytes([10])).hexdigest()}  a\n{sha256(b'two' + bytes([10])).hexdigest()}  pages/b\n"
    )


def test_pages_of_an_earlier_run_go_and_files_of_others_stay(tmp_path):
    out = tmp_path / "out"
    write(out, index="1", old__page="1", kept="1")
    (out / "own-notes.txt").write_text("mine")
    write(out, index="2", kept="1")
    assert names(out) == ["SHA256SUMS", "index", "kept", "own-notes.txt"]
    assert (out / "index").read_text() == "2"
    assert not (out / "old").exists()


def test_a_strangers_file_is_not_overwritten(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "index").write_text("mine")
    with pytest.raises(FolderError, match="holds index, which is not of an earlier chronicle; choose another folder"):
        write(out, index="ours", other="x")
    assert names(out) == ["index"]
    assert (out / "index").read_text() == "mine"


def test_an_error_half_way_leaves_the_earlier_chronicle(tmp_path):
    out = tmp_path / "out"
    write(out, index="1")
    with pytest.raises(ZeroDivisionError):
        write_and_fail(out)
    assert names(tmp_path) == ["out/SHA256SUMS", "out/index"]
    assert (out / "index").read_text() == "1"


def test_a_killed_run_leaves_nothing_in_the_way(tmp_path):
    (tmp_path / ".out.unfinished/pages").mkdir(parents=True)
    write(tmp_path / "out", index="1")
    assert names(tmp_path) == ["out/SHA256SUMS", "out/index"]


def test_a_list_that_points_outside_removes_nothing(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").write_text("mine")
    (out / "SHA256SUMS").write_text(f"{'0' * 64}  ../precious\n{'0' * 64}  {tmp_path}/precious\nnonsense\n")
    write(out, index="1")
    assert (tmp_path / "precious").exists()


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FolderError, match="is a file; name a folder"):
        write(tmp_path / "out", index="1")


def test_the_folder_one_stands_in(tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    write(Path(), index="1")
    assert names(tmp_path) == ["out/SHA256SUMS", "out/index"]
