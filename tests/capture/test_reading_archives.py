"""WARC and WACZ of others, and hostile ones: each is read or told in one line."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from letapis.sources.confined import read_confined
from letapis.sources.errors import SourceError
from letapis.sources.given import Given
from letapis.sources.limits import Limits
from letapis.sources.reading import read

squeezed = partial(gzip.compress, mtime=0)  # else each process names these tests differently

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security"
DOMAIN = "Example Domain"
# File -> addresses and titles of the pages in it, and the notes on them; or the words of its refusal.
OUTCOMES = {
    "warc/bad.arc": "record 3: cannot be read",
    "warc/example-bad-non-chunked.warc.gz": [("http://example.com/", DOMAIN, False)],  # one gzip for all
    "warc/example-bad.warc.gz.bad": [("http://example.com/?example=1", DOMAIN, False)],
    "warc/example-digest.warc": "holds no report",  # questions without answers
    "warc/example-iana.org-chunked.warc": [("http://www.iana.org/", "Internet Assigned Numbers Authority", False)],
    "warc/example-resource.warc.gz": [("http://example.com/", DOMAIN, False)],
    "warc/example-space-in-target-uri.warc.gz": "holds no report",  # a file of a disk, and no page
    "warc/example-space-in-url.arc": [
        (
            "http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples%20From%20The%20Live%20Web&IsPopUp=False",
            DOMAIN, False,
        )
    ],
    "warc/example-trunc.warc": "record 3: it is packed, and breaks off",
    "warc/example-wget-bad-target-uri.warc.gz": [("http://example.com/", DOMAIN, False)],
    "warc/example-wrong-chunks.warc.gz": [("http://example.com/", DOMAIN, True)],  # said to be in chunks, and is not
    "warc/example.arc": [("http://example.com/", DOMAIN, False)],
    "warc/example.arc.gz": [("http://example.com/", DOMAIN, False)],
    "warc/example.warc": [("http://example.com/", DOMAIN, False)],
    "warc/example.warc.gz": [("http://example.com/", DOMAIN, False)],
    "warc/post-test.warc.gz": "holds no report",  # answers in JSON
    "wacz/example-collection.warc": [("http://www.example.com/", DOMAIN, False)],
    "wacz/example-resource.warc.gz": [("https://example.com/index.html", DOMAIN, False)],
    "wacz/invalid_example_1.wacz": "is an archive of files",  # no WARC in it
    "wacz/invalid_signed_example_1.wacz": [("https://example.com/", DOMAIN, False)],  # signatures: see evidence
    "wacz/valid_example_1.wacz": [("http://www.example.com/", DOMAIN, False)],
    "wacz/valid_example_2.wacz": [("http://www.example.com/", DOMAIN, False)],
    "wacz/valid_signed_example_1.wacz": [("https://example.com/", DOMAIN, False)],
}  # fmt: skip


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the outside corpora are not beside the checkout")
@pytest.mark.parametrize("name", OUTCOMES)
def test_each_file_of_others_has_its_outcome(name, capfd):
    outcome = OUTCOMES[name]
    data = (CORPORA / name).read_bytes()
    if isinstance(outcome, str):
        with pytest.raises(SourceError, match=outcome) as told:
            read(Path(name).name, data)
        assert str(told.value).isprintable()
    else:
        found = read(Path(name).name, data).documents
        assert [(one.url, one.title, "wrong-digest" in one.notes) for one in found] == outcome
    assert capfd.readouterr() == ("", "")  # warcio would speak to the terminal of itself


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the outside corpora are not beside the checkout")
def test_the_table_names_every_file():
    there = {f"{path.parent.name}/{path.name}" for kind in ("warc", "wacz") for path in (CORPORA / kind).iterdir()}
    assert there == set(OUTCOMES)


PAGE = (
    b"<html><head><title>Yard</title></head><body><p>Four workers were detained in Minsk on Sunday.</p></body></html>"
)


def record(payload=PAGE, head="Content-Type: text/html\r\n", url="https://page.example/a", length=None, **more):
    """One answer as a record; `more` are further lines of the record, `_` standing for `-`."""
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + payload
    lines = ["WARC/1.1", "WARC-Type: response", f"WARC-Target-URI: {url}", "WARC-Date: 2026-01-02T03:04:05Z"]
    lines += ["Content-Type: application/http; msgtype=response"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in more.items()]
    lines += [f"Content-Length: {len(block) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def texts(data, **limits):
    return [one.text for one in read("a.warc.gz", data, Given(limits=Limits(**limits))).documents]


def refusal_of(data):
    """The line that a file is refused with; empty where it is read."""
    try:
        found = read("a.warc.gz", data).documents
    except SourceError as error:
        return str(error)
    assert all(one.text.strip() for one in found)
    return ""


WORDS = "Four workers were detained in Minsk on Sunday."


def test_pages_of_one_file_have_their_places_as_ids():
    found = read("a.warc", record() + record(url="https://page.example/b")).documents
    assert [(one.part, one.url) for one in found] == [("1", "https://page.example/a"), ("2", "https://page.example/b")]
    assert [one.id for one in found] == [f"{found[0].original[:16]}.1", f"{found[0].original[:16]}.2"]
    assert found[0].extra["captured"] == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    "data",
    [
        squeezed(record()),
        squeezed(record(b"", "")) + squeezed(record()),
        record(squeezed(PAGE), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
        record(squeezed(squeezed(PAGE)), "Content-Type: text/html\r\nContent-Encoding: gzip, gzip\r\n"),
        record(
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
        ),
        record(
            b"ffffff\r\n%s\r\n0\r\n\r\n" % PAGE, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
        ),  # a lie
        record(PAGE, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),  # no chunks at all
        record(PAGE, "Content-Type: text/html\r\nContent-Length: 5\r\n"),  # a length that lies
        record(PAGE, ""),  # no kind told
        record() + b"garbage" * 100,
        record() + record()[:100],
        squeezed(record()) + squeezed(record())[:80],
        squeezed(record()) + b"garbage" * 100,
        record().replace(b"WARC/1.1", b"WARC/1.0"),
        record().replace(b"\r\nContent-Length", b"\r\nX-" + b"y" * 5000 + b": z\r\nContent-Length"),
    ],
)
def test_what_can_be_read_of_an_odd_file_is_read(data):
    assert texts(data)[0] == WORDS


PACKED = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (squeezed(squeezed(record())), "is a gzip archive"),
        (squeezed(b"WARC/1.1\r\n" + bytes(310_000_000), compresslevel=1), "unpacks to more than"),
        (record(squeezed(bytes(30_000_000), compresslevel=1), PACKED), "unpacks to more than"),
        (record(PAGE, "Content-Type: text/html\r\nContent-Encoding: br\r\n"), "packed as 'br'"),
        (record(squeezed(PAGE)[:30], "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"), "breaks off"),
        (record(PAGE, "Content-Type: text/html\r\nContent-Encoding: gzip, gzip, gzip\r\n"), "3 times over"),
        (record(length=10**18), ""),
        (record(length="x"), ""),
        (record(length=-5), ""),
        (record(b"", "Content-Type: text/html\r\n"), "is an empty page"),
        (b"WARC/1.1\r\n", ""),
        (b"WARC/1.1\r\n\r\n\r\n", ""),
        (b"WARC/9.9\r\nWARC-Type: response\r\n\r\n", ""),
        (b"filedesc://x 0.0.0.0 2 text/plain 3\n", ""),
        (b"WARC/1.1\r\n" + b"X: y\r\n" * 100_000, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(data, told):
    refusal = refusal_of(data)
    assert refusal.isprintable()
    assert told in refusal


def sha1(data):
    return base64.b32encode(hashlib.sha1(data).digest()).decode()


def test_a_digest_that_does_not_hold_is_told():
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    right = {"WARC_Payload_Digest": f"sha1:{sha1(PAGE)}", "WARC_Block_Digest": f"sha1:{sha1(head + PAGE)}"}
    wrong = [
        {"WARC_Payload_Digest": f"sha1:{sha1(b'x')}"},
        {"WARC_Block_Digest": f"sha1:{sha1(b'x')}"},
        {"WARC_Payload_Digest": "sha256:no-digest-at-all"},
    ]
    others = [
        {},
        {"WARC_Payload_Digest": "whirlpool:xyz"},
        {"WARC_Payload_Digest": f"sha-256:{hashlib.sha256(PAGE).hexdigest()}"},
    ]
    for more in (right, *others):
        assert "wrong-digest" not in read("a.warc", record(**more)).documents[0].notes
    for more in wrong:
        assert "wrong-digest" in read("a.warc", record(**more)).documents[0].notes


def zipped(package, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(f"archive/{name}.warc", data)
        made.writestr("datapackage.json", package)
    return out.getvalue()


def package_of(**hashes):
    return json.dumps({"resources": [{"path": f"archive/{name}.warc", "hash": told} for name, told in hashes.items()]})


def test_a_wacz_whose_package_names_other_bytes_is_told():
    digest = hashlib.sha256(record()).hexdigest()
    right = read("a.wacz", zipped(package_of(a=f"sha256:{digest}"), a=record()))
    wrong = read("a.wacz", zipped(package_of(a=f"sha256:{digest}"), a=record(PAGE.replace(b"Four", b"Five"))))
    assert "wrong-digest" not in right.documents[0].notes
    assert "wrong-digest" in wrong.documents[0].notes
    for odd in ("", "[]", "{}", '{"resources": [7]}', "[" * 50_000):
        assert read("a.wacz", zipped(odd, a=record(), b=record())).documents[1].part == "2"


def test_a_zip_bomb_inside_a_wacz_is_measured_first():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("datapackage.json", "{}")
        made.writestr("archive/a.warc", bytes(310_000_000))
    with pytest.raises(SourceError, match="unpacked_megabytes"):
        read("a.wacz", out.getvalue())


def test_limits_hold():
    with pytest.raises(SourceError, match="the limit items"):
        texts(record() * 4, items=3)
    with pytest.raises(SourceError, match="is longer than"):
        texts(record(PAGE + b" " * 200_000), text_megabytes=0.1)


WHOLE = record() + record(
    squeezed(PAGE), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", "https://page.example/b"
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=some.integers(0, len(WHOLE) - 1), byte=some.integers(0, 255), cut=some.booleans(), packed=some.booleans())
def test_any_damage_is_read_or_told(place, byte, cut, packed):
    damaged = WHOLE[:place] if cut else WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    data = squeezed(damaged) if packed else damaged
    assert refusal_of(data).isprintable()


def test_a_bomb_in_a_cell_ends_at_its_limits():
    """The way every file comes in: even where a limit of ours were missing, the cell has its own."""
    bomb = squeezed(record(bytes(310_000_000)), compresslevel=1)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_confined("a.warc.gz", bomb)
    [document] = read_confined("a.warc.gz", squeezed(record())).documents
    assert document.text == WORDS
