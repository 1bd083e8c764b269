import shutil

import pytest

from letapis.workflow.code import code
from letapis.workflow.coding import Coded, shelf


def claims(opened, coder):
    return [claim for _, coded in Coded(opened.archive, coder) for one in coded for claim in one.claims]


def test_a_second_run_does_no_work_twice(opened, reports, simple_coder):
    opened.add([reports])
    coder = simple_coder()
    first = code(opened.archive, coder)
    assert (first.originals, first.coded, first.documents, first.claims) == (3, 3, 3, 3)
    second = code(opened.archive, coder)
    assert (second.originals, second.coded, second.documents, second.claims) == (3, 0, 3, 3)


def test_only_what_is_new_is_coded(opened, reports, simple_coder):
    opened.add([reports / "a.txt"])
    code(opened.archive, simple_coder())
    opened.add([reports])
    assert code(opened.archive, simple_coder()).coded == 2


def test_a_changed_coder_version_codes_anew(opened, reports, simple_coder):
    opened.add([reports])
    code(opened.archive, simple_coder())
    assert code(opened.archive, simple_coder(version="2")).coded == 3
    assert {claim.coder for claim in claims(opened, simple_coder(version="2"))} == {"simple 2"}
    assert code(opened.archive, simple_coder()).coded == 0


def test_what_is_told_later_codes_that_report_anew(opened, reports, simple_coder):
    from letapis.sources.given import Given

    opened.add([reports])
    code(opened.archive, simple_coder())
    opened.add([reports / "a.txt"], Given(publisher="Viasna"))
    assert code(opened.archive, simple_coder()).coded == 1


def test_an_interrupted_run_goes_on_where_it_stopped(opened, reports, simple_coder):
    opened.add([reports])

    def stop(_step, done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code(opened.archive, simple_coder(), stop)
    assert code(opened.archive, simple_coder()).coded == 1


@pytest.mark.parametrize("text", ["These 5 were arrested. explode.", "These 5 were arrested. misquote."])
def test_a_text_that_breaks_the_coder_costs_that_text_only(opened, reports, simple_coder, text):
    (reports / "bad.txt").write_text(text, encoding="utf-8")
    opened.add([reports])
    done = code(opened.archive, simple_coder())
    assert (done.documents, done.claims) == (4, 3)
    assert done.refused[0].file == "bad.txt"


def test_a_damaged_derived_file_is_made_again(opened, reports, simple_coder):
    opened.add([reports])
    code(opened.archive, simple_coder())
    whole = {path: path.read_bytes() for path in (opened.archive.root / "derived").rglob("*.jsonl")}
    for path in (opened.archive.root / shelf(opened.archive.files, simple_coder()).folder).rglob("*.jsonl"):
        path.write_bytes(b'{"cut')
    assert code(opened.archive, simple_coder()).coded == 3
    assert {path: path.read_bytes() for path in (opened.archive.root / "derived").rglob("*.jsonl")} == whole


@pytest.mark.parametrize("kind", ["claims", "documents"])
def test_a_derived_file_that_lost_its_end_is_made_again(opened, reports, simple_coder, kind):
    opened.add([reports])
    code(opened.archive, simple_coder())
    whole = {path: path.read_bytes() for path in (opened.archive.root / "derived").rglob("*.jsonl")}
    for path, content in whole.items():
        if kind in path.parts:
            path.write_bytes(content.splitlines(keepends=True)[0])
    code(opened.archive, simple_coder())
    assert len(claims(opened, simple_coder())) == 3
    assert {path: path.read_bytes() for path in (opened.archive.root / "derived").rglob("*.jsonl")} == whole


def test_neither_the_order_of_arrival_nor_a_second_archive_shows(tmp_path, reports, simple_coder, tree):
    from letapis.workflow import open_archive

    trees = []
    for name, order in (("one", ["a.txt", "b.txt", "c.txt"]), ("two", ["c.txt", "a.txt", "b.txt"])):
        opened = open_archive(tmp_path / name, create=True, plain=True, by=name)
        for file in order:
            opened.add([reports / file])
        code(opened.archive, simple_coder())
        trees.append(tree(opened.archive.root / "derived"))
    assert trees[0] == trees[1]
    assert len(trees[0]) == 7


def test_rebuild_gives_the_same_bytes(opened, reports, simple_coder, tree):
    opened.add([reports])
    code(opened.archive, simple_coder())
    before = tree(opened.archive.root / "derived")
    shutil.rmtree(opened.archive.root / "derived")
    code(opened.archive, simple_coder())
    assert tree(opened.archive.root / "derived") == before


def test_many_originals_over_processes_give_the_same_as_one(tmp_path, monkeypatch, tree):
    from letapis.claims.coder import Coder
    from letapis.workflow import open_archive

    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number}.txt").write_text(f"In Minsk {number + 5} people came.", encoding="utf-8")
    trees = []
    for count in ("1", "2"):
        monkeypatch.setenv("LETAPIS_PROCESSES", count)
        opened = open_archive(tmp_path / f"archive-{count}", create=True, plain=True)
        opened.add([folder])
        coder: Coder = NoClaims()
        assert code(opened.archive, coder).coded == 70
        trees.append(tree(opened.archive.root / "derived"))
    assert trees[0] == trees[1]


class NoClaims:
    name = "none"
    version = "1"

    def code(self, _document):
        return ()
