"""What is kept of anchors is looked at by `verify` too."""

import pytest

from letapis.archive.archive import Archive
from letapis.workflow.anchor_records import AUTHORITY, Service, anchors, keep, keep_services, new_anchor
from letapis.workflow.verify import verify

SERVICE = Service(AUTHORITY, "https://stamps.example.org/")


@pytest.fixture
def anchored(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    last = archive.ledger.last()
    assert last is not None
    with archive.locked():
        keep_services(archive, [SERVICE])
        keep(archive, new_anchor(SERVICE, last.checkpoint.size, last.note))
    assert verify(archive).intact
    return archive


def test_an_anchor_of_another_checkpoint_is_named(anchored):
    (one,) = anchors(anchored)
    path = anchored.root / f"anchors/{one.name}.json"
    path.write_text(path.read_text(encoding="utf-8").replace(one.note.splitlines()[0], "another.example"), "utf-8")
    (found,) = verify(anchored).problems
    assert found.file == f"anchors/{one.name}.json"
    assert "did not sign" in found.problem


@pytest.mark.parametrize("name", ["services", "anchor"])
def test_a_record_that_cannot_be_read_is_named(anchored, name):
    (one,) = anchors(anchored)
    told = "anchors/services.json" if name == "services" else f"anchors/{one.name}.json"
    (anchored.root / told).write_text("{", encoding="utf-8")
    assert [problem.file for problem in verify(anchored).problems] == [told]
