"""The collections of others, file by file through the cell: each is read or refused in one line, in known numbers.

`pytest tests/hostile/test_collections.py -s` prints the table.
"""

# ruff: noqa: T201  the table is to be seen with -s

from __future__ import annotations

import json
import tarfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from letapis.previews.errors import PreviewError
from letapis.previews.pixels import PICTURE, media_of, pixels
from letapis.previews.published import SEGMENTS, cleaned_picture, rasterised, segments
from letapis.sources.confined import read_confined
from letapis.sources.errors import SourceError
from letapis.sources.exchange import strict_json

OUTCOMES = tomllib.loads(Path(__file__).with_name("outcomes.toml").read_text(encoding="utf-8"))


def files(folder):
    """Each file of a collection, also those in a packed one."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive:
                    if member.isfile() and not member.name.endswith("LICENSE"):
                        yield Path(member.name).name, archive.extractfile(member).read()
        elif path.is_file():
            yield path.name, path.read_bytes()


def tallied(outcomes):
    """Counts, and for every kind of failure the files behind it."""
    counts = Counter(kind for _, kind in outcomes)
    crashed = [name for name, kind in outcomes if kind in ("broke down", "stumbled")]
    return dict(counts), crashed


def in_one_line(error, name):
    assert str(error).isprintable(), name
    assert error.way_out, name


def read_as_text(name, data):
    try:
        result = read_confined(name, data)
    except SourceError as error:
        in_one_line(error, name)
        if "break down" in error.problem or "stumble" in error.problem or "does not fit" in error.problem:
            return "broke down"
        return "stopped at a limit" if "the limit" in error.problem else "refused"
    assert all(document.text.strip() for document in result.documents), name
    return "read"


def drawn(name, data):
    try:
        pages = pixels(data)
        if media_of(data) == PICTURE:
            assert set(segments(cleaned_picture(data))) <= set(SEGMENTS), name
        else:
            assert rasterised(data).startswith(b"%PDF"), name
    except PreviewError as error:
        in_one_line(error, name)
        if "break down" in error.problem or "answer that" in error.problem:
            return "broke down"
        return "stopped at a limit" if "took" in error.problem else "refused"
    assert all(page.startswith(b"\x89PNG") for page in pages), name
    return "read"


def parsed(name, data):
    """JSON as its standard says: y_ must be read, n_ must not, i_ may be either."""
    try:
        strict_json(data.decode("utf-8"))
    except ValueError:
        return "refused" if not name.startswith("y_") else "refused and should be read"
    return "read" if not name.startswith("n_") else "read and should be refused"


@pytest.mark.parametrize(
    ("collection", "folder", "judge"),
    [
        ("mails", "email", read_as_text),
        ("pdf", "pdf", read_as_text),
        ("pdf drawn", "pdf", drawn),
        ("pictures drawn", "images", drawn),
        ("pictures", "images", read_as_text),
        ("packed files", "zip", read_as_text),
        ("web archives", "warc", read_as_text),
        ("packed web archives", "wacz", read_as_text),
        ("json", "json", parsed),
        ("json as reports", "json", read_as_text),
    ],
)
def test_a_collection(collection, folder, judge, corpora):
    outcomes = [(name, judge(name, data)) for name, data in files(corpora / folder)]
    counts, crashed = tallied(outcomes)
    print(
        f"\n{collection:22} {len(outcomes):4} files  " + "  ".join(f"{kind}: {n}" for kind, n in sorted(counts.items()))
    )
    wanted = OUTCOMES[collection]
    assert crashed == wanted.get("broke_down", [])
    assert {kind: n for kind, n in counts.items() if kind != "broke down"} == wanted["counts"]


def test_every_deviation_is_explained():
    assert all(len(one["why"]) > 20 for one in OUTCOMES.values())


def test_vectors_of_entities_are_refused_as_files(corpora):
    """XML attacks as files of their own, and inside an office file."""
    lines = (corpora / "xss" / "XXE_Fuzzing.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    attacks = [line for line in lines if "<!" in line]
    assert len(attacks) > 20
    for attack in attacks:
        try:
            text = str(read_confined("a.xml", attack.encode()).documents)
        except SourceError:
            continue
        assert "root:" not in text
        assert json.dumps(text)
