"""What we write is what warcio reads, digests and all; and our own reader takes the page out of it."""

import io
import json
import tempfile
import zipfile
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator

from letapis.capture.fetching import Extent, fetched
from letapis.capture.page import Circumstances, Screenshot
from letapis.capture.web_records import web_archive
from letapis.capture.web_zip import web_zip
from letapis.sources.reading import read

HOW = Circumstances(via="direct", clock="system", depth="embedded", settings="seconds=10")
SHOT = Screenshot(b"\x89PNG...", 1280, 900, "Chrome/1", "2026-01-02T03:04:05+00:00")


@pytest.fixture
def captured(server, answer, page, ask, at):
    server.answers["/"] = answer(b"", "302 Found", location="/post")
    server.answers["/post"] = page(
        "Four workers were detained in Minsk.", body='<img src="/p.png"><img src="/gone.png">'
    )
    server.answers["/p.png"] = answer(b"PNG", content_type="image/png")
    return fetched(at("/"), ask, Extent())


def test_every_byte_is_kept_and_every_digest_holds(server, captured):
    data = web_archive(captured, HOW, "Four workers", SHOT)
    told = [
        (record.rec_type, record.rec_headers, record.raw_stream.read())
        for record in ArchiveIterator(io.BytesIO(data), no_record_parse=True)
    ]
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        record.raw_stream.read()
        assert record.digest_checker.passed
    assert all(headers.protocol == "WARC/1.1" for _, headers, _ in told)
    assert [kind for kind, _, _ in told] == [
        "warcinfo", *["response", "request"] * 4, "resource", "resource", "metadata",
    ]  # fmt: skip
    assert [body for kind, _, body in told if kind == "request"] == server.requests
    answers = [body for kind, _, body in told if kind == "response"]
    assert answers[:3] == [server.answers["/"], server.answers["/post"], server.answers["/p.png"]]
    assert {headers.get_header("WARC-IP-Address") for kind, headers, _ in told if kind == "response"} == {"127.0.0.1"}
    ids = [headers.get_header("WARC-Record-ID") for _, headers, _ in told]
    assert len(set(ids)) == len(ids)
    assert [headers.get_header("WARC-Concurrent-To") for kind, headers, _ in told if kind == "request"] == ids[1:9:2]


def test_what_no_header_can_say_stands_beside_it(captured, at):
    data = web_archive(captured, replace(HOW, replaces="0123456789abcdef"), "Four workers", SHOT)
    records = {one.rec_headers.get_header("WARC-Target-URI"): one.rec_type for one in ArchiveIterator(io.BytesIO(data))}
    assert records[f"urn:view:{at('/post')}"] == records[f"urn:text:{at('/post')}"] == "resource"
    [about] = [
        json.loads(record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(data))
        if record.rec_type == "metadata"
    ]
    assert (about["asked"], about["answered"], about["status"]) == (at("/"), at("/post"), 200)
    assert [(hop["status"], hop["address"], hop["tls"], hop["via"]) for hop in about["hops"]] == [
        (302, "127.0.0.1", None, "direct"), (200, "127.0.0.1", None, "direct"),
    ]  # fmt: skip
    assert ["Location", "/post"] in about["hops"][0]["headers"]
    assert [(one["url"], one["status"], one["size"]) for one in about["embedded"]] == [
        (at("/p.png"), 200, 3),
        (at("/gone.png"), 404, 0),
    ]
    assert about["screenshot"]["scripts"] is False
    assert about["screenshot"]["width"] == 1280
    assert about["began"] <= about["ended"]
    assert about["tool"]["settings"] == "seconds=10"


def test_our_reader_takes_the_page_and_not_what_is_beside_it(captured, at):
    data = web_archive(captured, replace(HOW, replaces="0123456789abcdef"), "Four workers", SHOT)
    [document] = read("capture.warc.gz", data).documents
    assert document.text == "Four workers were detained in Minsk."
    assert (document.url, document.replaces, document.part) == (at("/post"), "0123456789abcdef", "")
    assert document.id == document.original[:16]
    assert document.extra["captured"].endswith("Z")


def test_no_part_of_a_page_goes_into_a_temporary_file(server, answer, ask, at, monkeypatch):
    """warcio buffers what has no digest in a temporary file once it is larger than half a megabyte."""
    server.answers["/"] = answer(b"<p>" + b"word " * 400_000, content_type="text/html")

    def never(*_, **__):
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, never)
    data = web_archive(fetched(at("/"), ask, Extent()), HOW, "x" * 2_000_000, SHOT)
    assert len(data) > 1000


def test_a_wacz_of_it_opens_by_its_index_and_is_read_as_the_same_report(captured, at):
    data = web_archive(captured, HOW, "Four workers", SHOT)
    packed = web_zip("capture.warc.gz", data)
    assert packed == web_zip("capture.warc.gz", data)
    with zipfile.ZipFile(io.BytesIO(packed)) as made:
        assert made.read("archive/capture.warc.gz") == data
        lines = made.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in made.read("pages/pages.jsonl").splitlines()]
    assert lines == sorted(lines)
    assert pages[1]["url"] == at("/post")
    told = {
        (place["url"], place["status"]): place
        for line in lines
        for place in [json.loads(line.partition("{")[1] + line.partition("{")[2])]
    }
    place = told[at("/post"), "200"]
    start = int(place["offset"])
    [record] = ArchiveIterator(io.BytesIO(data[start : start + int(place["length"])]))
    assert record.rec_headers.get_header("WARC-Target-URI") == at("/post")
    [document] = read("capture.wacz", packed).documents
    assert (document.text, document.url, document.notes) == (
        "Four workers were detained in Minsk.",
        at("/post"),
        ("undated",),
    )
