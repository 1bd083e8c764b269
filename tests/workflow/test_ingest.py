import os
import shutil
from datetime import date

import pytest

from letapis.archive.verification import verify
from letapis.sources.given import Given
from letapis.sources.moment import Moment
from letapis.workflow import open_archive
from letapis.workflow.reading import documents_of


def documents(opened):
    return [
        one for sealed in opened.archive.sealed().values() for one in documents_of(opened.archive, sealed).documents
    ]


def test_files_and_folders_go_in(opened, reports, tmp_path):
    single = tmp_path / "single.txt"
    single.write_text("In Brest 12 people were arrested.", encoding="utf-8")
    added = opened.add([reports, single])
    assert sorted(one.name for one in added.sealed) == ["a.txt", "b.txt", "c.txt", "single.txt"]
    assert (added.documents, added.refused, added.known) == (4, [], [])
    assert verify(opened.archive).intact


def test_duplicate_add_adds_nothing_and_says_so(opened, reports, tmp_path):
    opened.add([reports])
    log = (opened.archive.root / "custody.jsonl").read_bytes()
    shutil.copy(reports / "a.txt", tmp_path / "renamed.txt")
    again = opened.add([reports, tmp_path / "renamed.txt"])
    assert again.sealed == []
    assert [(name, first.name) for name, first in again.known] == [
        ("a.txt", "a.txt"),
        ("b.txt", "b.txt"),
        ("c.txt", "c.txt"),
        ("renamed.txt", "a.txt"),
    ]
    assert (opened.archive.root / "custody.jsonl").read_bytes() == log


def test_one_bad_of_a_hundred_is_set_aside_and_the_others_are_in(opened, tmp_path):
    folder = tmp_path / "hundred"
    folder.mkdir()
    for number in range(99):
        (folder / f"{number:02}.txt").write_text(f"In Minsk {number + 5} people were arrested.", encoding="utf-8")
    (folder / "50-bad.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    added = opened.add([folder])
    assert len(added.sealed) == 99
    [bad] = added.refused
    assert bad.file == "50-bad.pdf"
    assert str(bad).count("\n") == 0
    assert [one.name for one in opened.archive.set_aside()] == ["50-bad.pdf"]
    assert len(list(opened.archive.originals.all())) == 99
    assert verify(opened.archive).problems == ()
    again = opened.add([folder])
    assert (len(again.sealed), len(again.known), len(again.refused)) == (0, 99, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("cut.docx", b"PK\x03\x04cut"),
    ],
)
def test_bad_files_are_set_aside_with_one_line(opened, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    [refused] = opened.add([path]).refused
    assert str(refused).startswith(name)
    assert opened.archive.sealed() == {}
    assert verify(opened.archive).intact


def test_an_unreadable_file_is_named_and_the_others_go_in(opened, reports, monkeypatch):
    (reports / "b.txt").chmod(0)
    if os.access(reports / "b.txt", os.R_OK):  # the tests run as root
        really_open = type(reports).open

        def refusing(path, *args, **options):
            if path.name == "b.txt":
                raise PermissionError(13, "Permission denied", str(path))
            return really_open(path, *args, **options)

        monkeypatch.setattr(type(reports), "open", refusing)
    added = opened.add([reports])
    assert [str(one) for one in added.refused] == [
        "b.txt: cannot be opened (Permission denied). Look at its rights, add it again."
    ]
    assert len(added.sealed) == 2


def test_a_missing_file_and_an_empty_folder_are_named(opened, tmp_path):
    (tmp_path / "empty").mkdir()
    added = opened.add([tmp_path / "nothing.txt", tmp_path / "empty"])
    assert ["no such file" in str(added.refused[0]), "holds no files" in str(added.refused[1])] == [True, True]


def test_a_text_of_50_megabytes_is_set_aside_with_its_way_out(opened, tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(b"In Minsk 700 people were arrested.\n" * (50_000_000 // 35))
    [refused] = opened.add([path]).refused
    assert "50 MB" in refused.problem
    assert "text_megabytes" in refused.way_out
    assert list((opened.archive.root / "incoming").iterdir()) == []


def test_a_broken_line_7_is_named_and_the_other_lines_are_in(opened, tmp_path):
    path = tmp_path / "docs.jsonl"
    lines = [f'{{"id": "d{number}", "text": "In Minsk {number} people were arrested."}}' for number in range(1, 11)]
    lines[6] = lines[6][:-9]
    path.write_text("\n".join(lines), encoding="utf-8")
    added = opened.add([path])
    assert (len(added.sealed), added.documents) == (1, 9)
    [refused] = added.refused
    assert (refused.file, refused.place) == ("docs.jsonl", "line 7")


def test_what_stands_beside_a_file_is_told_of_it_and_options_go_over_it(opened, reports):
    (reports / "a.txt.meta.toml").write_text('publisher = "Viasna"\nauthor = "Ales"\n', encoding="utf-8")
    opened.add([reports / "a.txt"], Given(author="Roman", published=Moment(date(2020, 11, 2))))
    [document] = documents(opened)
    assert (document.publisher, document.author, document.published) == ("Viasna", "Roman", Moment(date(2020, 11, 2)))


def test_telling_more_later_is_logged_and_read_anew(opened, reports):
    opened.add([reports])
    told = opened.add([reports / "a.txt"], Given(publisher="Viasna"))
    assert [one.name for one in told.described] == ["a.txt"]
    assert [one.publisher for one in documents(opened) if one.name == "a.txt"] == ["Viasna"]
    assert verify(opened.archive).intact
    assert opened.add([reports / "a.txt"]).described == []


def test_a_damaged_file_of_metadata_sets_its_report_aside(opened, reports):
    (reports / "a.txt.meta.toml").write_text("publisher = \n", encoding="utf-8")
    added = opened.add([reports])
    assert len(added.sealed) == 2
    assert "a.txt.meta.toml" in added.refused[0].file


def test_the_archive_opened_again_knows_what_is_in(opened, reports):
    opened.add([reports])
    again = open_archive(opened.archive.root)
    assert len(again.add([reports]).known) == 3


def test_many_files_over_processes_go_in_as_one_by_one(tmp_path, monkeypatch, tree):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(80):
        text = f"In Minsk {number % 70 + 5} people were arrested."  # the last ten repeat the first
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    for name in ("bad1.pdf", "bad2.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\ncut")
    trees = []
    for count in ("1", "2"):
        monkeypatch.setenv("LETAPIS_PROCESSES", count)
        opened = open_archive(tmp_path / f"archive-{count}", create=True, plain=True)
        added = opened.add([folder])
        assert (len(added.sealed), len(added.known)) == (70, 10)
        assert [one.file for one in added.refused] == ["bad1.pdf", "bad2.pdf"]
        assert verify(opened.archive).problems == verify(opened.archive).notices == ()
        trees.append((tree((opened.archive.root / "derived")), tree(opened.archive.root / "originals")))
    assert trees[0] == trees[1]
