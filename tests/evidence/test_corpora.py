"""Bags and web archives that others made to try readers."""

import tarfile
from pathlib import Path

import pytest

from letapis.evidence.bag import check
from letapis.evidence.files import FolderFiles
from letapis.evidence.web_archive import check_wacz

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the outside corpora are not beside the checkout")

# Where we differ, and why. All of them are stricter.
DIFFERENT = {
    "duplicate-file-with-different-case": "two names, one file: only a disk that takes them for one has both",
    "same-filename-listed-twice-with-different-normalization": "the same for two spellings of one letter",
    "special-system-files": "listed files of a system that are not there are missing like any others",
}


@pytest.fixture(scope="module")
def bags(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bags")
    with tarfile.open(next((SHARED / "bagit").glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return [path for path in sorted(folder.glob("v*/*/*")) if path.is_dir()]


def test_the_bags_of_the_library_of_congress(bags):
    differ, agree = set(), 0
    for bag in bags:
        found = check(FolderFiles(bag))
        wanted = bag.parent.name in {"valid", "warning"}
        if found.valid == wanted and (bag.parent.name != "warning" or found.warnings):
            agree += 1
        else:
            assert wanted, f"taken although {bag.parent.name}: {bag.name}"
            differ.add(bag.name)
    print(f"BagIt: {agree} of {len(bags)} agree; stricter: {sorted(differ)}")  # noqa: T201  for the table of corpora
    assert differ == set(DIFFERENT)
    assert agree >= 45


@pytest.mark.parametrize(
    ("name", "problem", "signer"),
    [
        ("valid_example_1.wacz", None, None),
        ("valid_example_2.wacz", None, None),
        ("valid_signed_example_1.wacz", None, "btrix-sign-test.webrecorder.net"),
        ("invalid_example_1.wacz", "not there", None),
        ("invalid_signed_example_1.wacz", "end at no root that is known", "btrix-sign-test.webrecorder.net"),
    ],
)
def test_the_web_archives_of_webrecorder(name, problem, signer):
    looked = check_wacz(SHARED / "wacz" / name)
    assert (looked.signed.by if looked.signed else None) == signer
    if problem is None:
        assert looked.problems == []
    else:
        assert any(problem in line for line in looked.problems)
