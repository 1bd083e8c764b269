import os

import pytest

from letapis.archive.archive import Archive
from letapis.archive.sealed_files import SealedFiles
from letapis.archive.zone_key import ZoneKey


@pytest.fixture
def key():
    return ZoneKey("team", os.urandom(32))


@pytest.fixture
def files(tmp_path, key):
    sealed = SealedFiles(tmp_path / "files", key)
    assert sealed.begun()
    return sealed


@pytest.fixture
def sealed_archive(tmp_path, key):
    return Archive.create(tmp_path / "archive", "anna", key)
