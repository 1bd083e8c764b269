import shutil
from datetime import date

import pytest

from letapis.registry.figures import figure_on
from letapis.workflow import open_archive
from letapis.workflow.judge import JudgementError, judge, judgements
from letapis.workflow.publish import chronicle
from letapis.workflow.reconcile import reconcile, reconcile_reports
from letapis.workflow.reports import code_reports
from letapis.workflow.targets import check_targets

OCTOBER_13 = date(2020, 10, 13)


def test_the_record_holds_what_the_reports_say(opened, reports, simple_coder):
    opened.add([reports])
    done = reconcile(opened.archive, simple_coder())
    assert sorted(claim.count.low for claim in done.record.claims) == [620, 700, 713]
    assert sorted(one.name for one in done.documents.values()) == ["a.txt", "b.txt", "c.txt"]
    assert {origin.id for origin in done.record.origins}


def test_a_second_run_keeps_the_record_and_a_judgement_makes_it_anew(opened, reports, simple_coder):
    opened.add([reports])
    first = reconcile(opened.archive, simple_coder())
    second = reconcile(opened.archive, simple_coder())
    assert (first.fresh, second.fresh) == (True, False)
    assert second.record == first.record
    [claim] = [one for one in first.record.claims if one.count.low == 700]
    judge(opened.archive, "reject", [claim.id], "anna", reason="a misprint")
    third = reconcile(opened.archive, simple_coder())
    assert third.fresh
    assert figure_on(first.record, "detained", OCTOBER_13) is not None
    assert figure_on(third.record, "detained", OCTOBER_13) is None
    judge(opened.archive, "undo", ["j1"], "olga")
    assert reconcile(opened.archive, simple_coder()).record.events == first.record.events


def test_rebuild_everything_derived_comes_back_byte_for_byte(opened, reports, simple_coder, tree, tmp_path):
    opened.add([reports])
    claim = reconcile(opened.archive, simple_coder()).record.claims[0]
    judge(opened.archive, "edit", [claim.id], "anna", slot="count", value="650..")
    trees = []
    for run in ("one", "two"):
        done = reconcile(opened.archive, simple_coder())
        chronicle(done.record, done.documents, tmp_path / run)
        derived = {
            name: value
            for name, value in tree(opened.archive.root / "derived").items()
            if not name.startswith("store.")
        }
        trees.append((done.record, done.documents, derived, tree(tmp_path / run)))
        shutil.rmtree(opened.archive.root / "derived")
    assert trees[0] == trees[1]


def test_two_archives_filled_in_another_order_by_others_publish_the_same(tmp_path, reports, simple_coder, tree):
    trees = []
    for name, order in (("one", ["a.txt", "b.txt", "c.txt"]), ("two", ["c.txt", "b.txt", "a.txt"])):
        opened = open_archive(tmp_path / name, create=True, plain=True, by=name)
        for file in order:
            opened.add([reports / file])
        done = reconcile(opened.archive, simple_coder())
        chronicle(done.record, done.documents, tmp_path / f"pages-{name}")
        trees.append(tree(tmp_path / f"pages-{name}"))
    assert trees[0] == trees[1]


def test_without_an_archive_the_same_record_comes_out(opened, reports, simple_coder):
    opened.add([reports])
    kept = reconcile(opened.archive, simple_coder())
    assert reconcile_reports(code_reports([reports], simple_coder())).record == kept.record
    backwards = [reports / name for name in ("c.txt", "b.txt", "a.txt")]
    assert reconcile_reports(code_reports(backwards, simple_coder())).record == kept.record


def test_reports_without_an_archive_set_bad_files_and_copies_aside(reports, simple_coder):
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7\ncut")
    shutil.copy(reports / "a.txt", reports / "z-copy.txt")
    done = code_reports([reports], simple_coder())
    assert [one.file for one in done.refused] == ["bad.pdf"]
    assert done.known == [("z-copy.txt", "a.txt")]
    assert len(done.documents) == 3


def test_judgements_are_kept_in_order_with_who_and_why(opened, reports, simple_coder):
    opened.add([reports])
    claims = [claim.id for claim in reconcile(opened.archive, simple_coder()).record.claims]
    judge(opened.archive, "join", claims[:2], "anna", reason="the same evening")
    judge(opened.archive, "undo", ["j1"], "olga")
    assert [(one.id, one.kind, one.by, one.reason) for one in judgements(opened.archive)] == [
        ("j1", "join", "anna", "the same evening"),
        ("j2", "undo", "olga", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "targets", "slot", "value", "words"),
    [
        ("guess", ["x"], "", "", "unknown kind"),
        ("join", ["x"], "", "", "at least 2"),
        ("join", ["x", "x"], "", "", "at least 2"),
        ("edit", ["x"], "count", "many", "slot count cannot be 'many'"),
        ("edit", ["x"], "colour", "red", "no slot 'colour'"),
        ("undo", ["j7"], "", "", "no judgement j7"),
    ],
)
def test_a_judgement_that_cannot_be_meant_is_refused(opened, kind, targets, slot, value, words):
    with pytest.raises(JudgementError, match=words):
        judge(opened.archive, kind, targets, slot=slot, value=value)
    assert judgements(opened.archive) == ()


@pytest.mark.parametrize(
    ("kind", "target"), [("same_origin", "deadbeef"), ("reject", "deadbeef:0-5:detention"), ("reject", "")]
)
def test_a_judgement_on_what_is_not_there_is_refused(opened, reports, simple_coder, kind, target):
    opened.add([reports])
    with pytest.raises(JudgementError, match="there is no"):
        check_targets(opened.archive, kind, [target], simple_coder())


def test_a_judgement_on_what_is_there_passes(opened, reports, simple_coder):
    opened.add([reports])
    done = reconcile(opened.archive, simple_coder())
    check_targets(opened.archive, "reject", [done.record.claims[0].id], simple_coder())
    check_targets(opened.archive, "other_origin", list(done.documents), simple_coder())
