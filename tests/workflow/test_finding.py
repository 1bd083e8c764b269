import os

import pytest

from letapis.sources.errors import Refusal
from letapis.workflow.finding import find, readable_name


def names(*paths):
    return [one.name if not isinstance(one, Refusal) else str(one) for one in find(paths)]


def test_a_folder_gives_its_files_in_the_order_of_names_without_hidden_ones_and_metadata(tmp_path):
    for name in ("b.txt", "a.txt", "a.txt.meta.toml", ".hidden", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('publisher = "Viasna"', encoding="utf-8")
    assert names(tmp_path / "in") == ["a.txt", "b.txt", "sub/c.txt"]
    [first, *_] = find([tmp_path / "in"])
    assert first.given.publisher == "Viasna"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in names(tmp_path / "pipe")[0]


def test_a_link_to_nowhere_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert "no such file" in names(tmp_path / "in")[0]


def test_a_name_that_is_no_utf8_can_be_written_down():
    assert readable_name(os.fsdecode(b"\xcc\xe8\xed\xf1\xea.txt")) == "\\xcc\\xe8\\xed\\xf1\\xea.txt"
    assert readable_name("Мінск.txt") == "Мінск.txt"
