"""A package opens for those who have nothing of ours, and any byte of it that was changed is named."""

import json
import random
import subprocess
import sys
import zipfile

import pytest

from letapis.evidence.errors import EvidenceError
from letapis.evidence.files import files_of
from letapis.evidence.opening import fingerprint, opened
from letapis.evidence.package import text
from letapis.evidence.zip_layout import zip_blocks

FLIPS = 400


def outsider(folder, *arguments, program=None):
    """Run the verifier as somebody does who has Python and the package, and nothing else."""
    script = program or folder / "verify_record.py"
    return subprocess.run(
        [sys.executable, "-I", "-S", str(script), *map(str, arguments)],
        cwd=folder.parent, env={"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def named(path):
    """Everything that Letapis finds wrong with a package."""
    try:
        return opened(files_of(path)).problems
    except EvidenceError as error:
        return (str(error),)


def test_an_outsider_finds_that_all_of_it_holds(unpacked, package):
    told = outsider(unpacked)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "2 originals, 3 lines of custody" in told.stdout
    assert "NOT CHECKED" in told.stdout
    assert f"{fingerprint(package.log.key())} (compare it" in told.stdout
    assert outsider(unpacked, unpacked, fingerprint(package.log.key())).returncode == 0
    other = outsider(unpacked, unpacked, "0" * 40)
    assert other.returncode == 1
    assert "not the fingerprint that you gave" in other.stdout


def test_the_verifier_has_at_most_120_lines_and_reads_as_python_3_8():
    import ast

    program = text("verify_record.py").decode()
    assert len(program.splitlines()) <= 120
    ast.parse(program, feature_version=(3, 8))
    imported = {
        one.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(program)) if isinstance(node, (ast.Import, ast.ImportFrom)) for one in node.names
    }  # fmt: skip
    assert imported == {"__future__", "base64", "hashlib", "json", "sys", "pathlib"}


def test_bagit_and_rocrate_read_it(unpacked):
    import bagit
    from rocrate.rocrate import ROCrate

    bagit.Bag(str(unpacked)).validate()
    crate = ROCrate(str(unpacked))
    names = {one.id: one for one in crate.get_entities()}
    assert names["data/originals.csv"]["encodingFormat"] == "text/csv"
    originals = [one for one in names if one.startswith("data/originals/")]
    assert {names[one]["name"] for one in originals} == {"paper.txt", "\u0441\u043f\u0456\u0441.txt"}


def test_the_same_package_is_the_same_bytes(package):
    assert package.path.read_bytes() == b"".join(zip_blocks(package.entries))
    with zipfile.ZipFile(package.path) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_letapis_opens_it_as_a_zip_and_as_a_folder(unpacked, package):
    for path in (package.path, unpacked):
        found = opened(files_of(path))
        assert found.problems == ()
        assert {entry["name"] for _, entry in found.originals()} == {"paper.txt", "\u0441\u043f\u0456\u0441.txt"}
        assert found.fingerprint == fingerprint(package.log.key())


def test_any_byte_that_was_changed_is_named(unpacked):
    """Some bytes of every file, by both readers that share no code."""
    chance = random.Random(4)
    files = sorted(path for path in unpacked.rglob("*") if path.is_file())
    program = unpacked.parent / "kept.py"
    program.write_bytes(text("verify_record.py"))
    for number, path in enumerate(files):
        whole = path.read_bytes()
        name = path.relative_to(unpacked).as_posix()
        for _ in range(max(2, FLIPS // len(files))):
            turned = bytearray(whole)
            turned[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(turned)
            try:
                problems = opened(files_of(unpacked)).problems
            except EvidenceError as error:
                problems = (str(error),)
            assert problems, name
            assert any(name in one for one in problems) or name.startswith("tagmanifest") or "manifest" in name, (
                problems
            )
        if number % 3 == 0:
            told = outsider(unpacked, unpacked, program=program)
            assert told.returncode == 1, name
            assert name.rpartition("/")[2] in told.stdout + told.stderr or "manifest" in name, name
        path.write_bytes(whole)
    assert opened(files_of(unpacked)).problems == ()


def test_any_byte_of_the_zip_that_was_changed_is_seen(package, tmp_path):
    chance, whole, path = random.Random(5), package.path.read_bytes(), tmp_path / "case-1.zip"
    for _ in range(FLIPS):
        turned = bytearray(whole)
        turned[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(turned)
        assert named(path)


def test_a_package_made_anew_around_other_claims_is_refused(package, tmp_path):
    """One who rewrites what was derived, and all lists of hashes with it, has no key to sign for it."""
    from letapis.evidence.package import _bag, _bytes, _entry, manifest

    with zipfile.ZipFile(package.path) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    files["data/events.jsonl"] = b'{"id":"invented"}\n'
    data = [_bytes(name, value) for name, value in files.items() if name.startswith("data/")]
    around = [
        _bytes(name, value) for name, value in files.items() if not name.startswith("data/") and "anifest" not in name
    ]
    around = [one for one in around if one.name not in ("bagit.txt", "bag-info.txt")]
    around += _bag("case-1", data, "2021-03-04")
    around += [_bytes(f"tagmanifest-{kind}.txt", manifest(kind, around)) for kind in ("sha256", "sha512")]
    path = tmp_path / "case-1.zip"
    path.write_bytes(b"".join(zip_blocks([_entry("case-1", one) for one in [*data, *around]])))
    (problem,) = opened(files_of(path)).problems
    assert "the log does not speak of this package" in problem
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    told = outsider(tmp_path / "case-1")
    assert told.returncode == 1
    assert "the signed log does not speak of this package" in told.stdout


def test_a_manifest_that_somebody_had_sealed_as_a_report_is_no_package(tmp_path, small_package):
    """Who may send reports can have any bytes logged as collected, a list of hashes of their own making too."""
    path = tmp_path / "case-1.zip"
    path.write_bytes(b"".join(zip_blocks(small_package(last="collected").entries)))
    (problem,) = opened(files_of(path)).problems
    assert "the log does not speak of this package" in problem
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    told = outsider(tmp_path / "case-1")
    assert told.returncode == 1
    assert "the signed log does not speak of this package" in told.stdout


LIES = {
    "compressed": lambda archive: archive.writestr("case-1/anchors/x", b"x" * 9, zipfile.ZIP_DEFLATED),
    "dots": lambda archive: archive.writestr("case-1/../../evil", b"x"),
    "absolute": lambda archive: archive.writestr("/etc/evil", b"x"),
    "drive": lambda archive: archive.writestr("C:\\evil", b"x"),
    "backslash": lambda archive: archive.writestr("case-1\\..\\evil", b"x"),
    "stream": lambda archive: archive.writestr("case-1/data/a:b", b"x"),
    "device": lambda archive: archive.writestr("case-1/CON", b"x"),
    "dot at the end": lambda archive: archive.writestr("case-1/data.", b"x"),
    "turned": lambda archive: archive.writestr("case-1/a\u202egpj.exe", b"x"),
    "long": lambda archive: archive.writestr("case-1/" + "a" * 5000, b"x"),
    "case": lambda archive: archive.writestr("case-1/data/EVENTS.jsonl", b"x"),
    "symbolic link": lambda archive: archive.writestr(_link("case-1/data/link"), b"/etc/passwd"),
    "second folder": lambda archive: archive.writestr("other/file", b"x"),
}


def _link(name):
    told = zipfile.ZipInfo(name)
    told.create_system, told.external_attr = 3, 0o120777 << 16
    return told


@pytest.mark.parametrize("lie", LIES)
def test_zips_that_lie_are_refused(package, tmp_path, lie):
    path = tmp_path / "lie.zip"
    path.write_bytes(package.path.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        LIES[lie](archive)
    with pytest.raises(EvidenceError) as told:
        opened(files_of(path))
    assert str(path) in str(told.value)
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("name", ["case-1/../../evil", "case-1/data/evil", "case-1/CON"])
def test_names_that_no_package_has_are_refused_in_our_own_layout_too(package, tmp_path, name):
    from letapis.evidence.zip_layout import Entry

    path = tmp_path / "lie.zip"
    path.write_bytes(b"".join(zip_blocks([*package.entries, Entry(name, 1, 0x8CDC1683, lambda: iter((b"x",)))])))
    assert any("no package holds such a file" in one for one in opened(files_of(path)).problems)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("case-1/bagit.txt", "w") as file:
        for _ in range(100):
            file.write(bytes(1 << 20))
    with pytest.raises(EvidenceError, match="is not laid out"):
        files_of(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"\x00" * 4096])
def test_what_is_no_zip_is_refused_in_one_line(tmp_path, data):
    path = tmp_path / "none.zip"
    path.write_bytes(data)
    with pytest.raises(EvidenceError) as told:
        opened(files_of(path))
    assert str(told.value).isprintable()


def test_the_table_of_names_runs_no_formula():
    from letapis.evidence.package import Original, _table

    table = _table([Original("a" * 64, 1, "=1+1.txt", "", {"title": "x"}, lambda: iter(()))]).decode()
    assert "'=1+1.txt" in table
    assert json.loads('{"title": "x"}')["title"] in table


def test_more_than_four_gigabytes_are_laid_out_as_every_zip_tool_reads_them(tmp_path):
    """A file with a hole in it: five gigabytes of nothing take no room."""
    from letapis.evidence.zip_layout import Entry, _layout, read_zip

    large = 5 << 30
    entries = [Entry("a/one", large, 1, lambda: iter(())), Entry("a/two", 3, 2, lambda: iter(()))]
    path = tmp_path / "large.zip"
    with path.open("wb") as file:
        for part in _layout(entries):
            if isinstance(part, bytes):
                file.write(part)
            else:
                file.seek(part.size, 1)
    with zipfile.ZipFile(path) as archive:
        assert [(one.filename, one.file_size) for one in archive.infolist()] == [("a/one", large), ("a/two", 3)]
    assert {one.name: one.size for one in read_zip(path).values()} == {"a/one": large, "a/two": 3}


def test_what_is_neither_file_nor_folder_is_refused(unpacked):
    import os

    (unpacked / "data" / "link").symlink_to("/etc/passwd")
    assert any("is neither a file nor a folder" in one for one in named(unpacked))
    (unpacked / "data" / "link").unlink()
    os.mkfifo(unpacked / "data" / "pipe")
    assert any("is neither a file nor a folder" in one for one in named(unpacked))


def test_a_large_original_goes_through_in_pieces():
    import tracemalloc

    from letapis.evidence.files import measured
    from letapis.evidence.package import _entry

    def blocks():
        return (bytes(1 << 20) for _ in range(64))

    tracemalloc.start()
    entry = _entry("case", measured("data/large", blocks))
    size = sum(len(block) for block in zip_blocks([entry]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 64 << 20
    assert peak < 8 << 20
