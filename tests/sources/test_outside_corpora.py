"""Files that others made to break readers: CPython's mails, pdf.js's PDFs, odd archives, JSONTestSuite."""

import tarfile
from pathlib import Path

import pytest

from letapis.sources.errors import SourceError
from letapis.sources.reading import read

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the outside corpora are not beside the checkout")


def files(folder):
    for path in sorted((CORPORA / folder).rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive:
                    if member.isfile():
                        yield Path(member.name).name, archive.extractfile(member).read()
        elif path.is_file():
            yield path.name, path.read_bytes()


@pytest.mark.parametrize(("folder", "least"), [("email", 35), ("pdf", 5), ("zip", 0), ("json", 0)])
def test_each_file_is_read_or_refused_in_one_line(folder, least):
    refusals, texts = [], []
    for name, data in files(folder):
        try:
            texts.extend(document.text for document in read(name, data).documents)
        except SourceError as error:
            refusals.append(str(error))
    assert len(texts) >= least
    assert all(text.strip() and text.encode() for text in texts)
    assert all(line.isprintable() for line in refusals)
