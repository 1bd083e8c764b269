"""The register of a real archive: grown report by report it is the one that is made at once, and what memory gives."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.archive.archive import Archive
from letapis.registry.custody.episode import stands
from letapis.workflow.ingest import add
from letapis.workflow.judge import judge
from letapis.workflow.register import custody_of_archive, custody_of_files

REPORTS = {
    "a.txt": "October 12, 2020\n\nOn 11 October 2020 police detained Kastus Vierbin in Minsk.\n"
    "On 12 October 2020 a court in Minsk sentenced Kastus Vierbin to 15 days of arrest.\n",
    "b.txt": "October 27, 2020\n\nOn 26 October 2020 Kastus Vierbin was released in Minsk.\n",
    "c.txt": "October 28, 2020\n\nOn 27 October 2020 police detained Ala Zima and Kastus Vierbin in Brest.\n",
    "d.txt": "October 29, 2020\n\nThe weather in Minsk was fine and the market was open all day.\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def values(custody):
    return {
        (slot, value)
        for one in custody.held.entries("episode") if stands(one)
        for slot, filled in one.slots.items()
        for value in filled.values
    }  # fmt: skip


def test_report_by_report_is_the_same_as_all_at_once(folder):
    one, other = (Archive.create(folder / name) for name in ("one", "other"))
    for name in REPORTS:
        add(one, [folder / name])
        with custody_of_archive(one) as grown:
            grown.inside(date(2020, 10, 20))
    add(other, [folder / name for name in REPORTS])
    with custody_of_archive(one) as grown, custody_of_archive(other) as made:
        loose = custody_of_files([folder / name for name in REPORTS])
        assert values(grown) == values(made) == values(loose)
        for day in (date(2020, 10, 20), date(2020, 10, 26), date(2020, 10, 28)):
            counted = [held.inside(day).count() for held in (grown, made, loose)]
            assert len(set(counted)) == 1, (day, counted)
        assert [one.person for one in grown.inside(date(2020, 10, 28)).held] == ["Kastus Vierbin", "Ala Zima"]


def test_judged_then_undone_is_as_before(folder):
    archive = Archive.create(folder / "one")
    add(archive, [folder / name for name in REPORTS])
    with custody_of_archive(archive) as custody:
        before = values(custody)
        first = next(iter(custody.held.entries("episode")))
        entry, (claim, *_) = first.id, first.slots["person"].standing[0].rests_on
    for kind, target in (("reject", entry), ("reject", claim)):
        decided = judge(archive, kind, [target], "anna")
        with custody_of_archive(archive) as custody:
            assert values(custody) != before
        judge(archive, "undo", [decided.id], "anna")
        with custody_of_archive(archive) as custody:
            assert values(custody) == before


def test_nothing_new_is_nothing_to_do(folder):
    from letapis.store.entry_update import update
    from letapis.workflow.judge import judgements
    from letapis.workflow.keeping import kept

    archive = Archive.create(folder / "one")
    add(archive, [folder / "a.txt"])
    with kept(archive) as store:
        assert update(store, judgements(archive), "rules")
        assert not update(store, judgements(archive), "rules")
        assert update(store, judgements(archive), "other rules")
