"""A WARC of ours as WACZ 1.1.1: a zip with index, list of pages and digests, which other replayers open."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from letapis import __version__

WACZ = "1.1.1"
WHEN = (1980, 1, 1, 0, 0, 0)  # the zip tells no time of its own: the same capture is the same zip


def web_zip(name: str, archive: bytes) -> bytes:
    """The bytes of a `.wacz` that holds the `.warc.gz` of one capture under `archive/NAME`."""
    records = list(_records(archive))
    about = next((one for one in records if one["type"] == "metadata"), None)
    began = about["about"]["began"] if about else records[0]["date"]
    files = {
        f"archive/{name}": archive,
        "indexes/index.cdx": _index(name, records),
        "pages/pages.jsonl": _pages(records),
    }
    package = _lines({
        "profile": "data-package", "wacz_version": WACZ, "created": began, "software": f"letapis {__version__}",
        "resources": [_resource(path, data) for path, data in files.items()],
    })  # fmt: skip
    digest = _lines({"path": "datapackage.json", "hash": _hash(package)})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path, data in {**files, "datapackage.json": package, "datapackage-digest.json": digest}.items():
            # The WARC is packed already, and a replayer wants to jump into it.
            packing = zipfile.ZIP_STORED if path.startswith("archive/") else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(path, WHEN), data, packing)
    return out.getvalue()


def _records(archive: bytes) -> Iterator[dict[str, Any]]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    for start, length in _packed_members(archive):
        for record in ArchiveIterator(io.BytesIO(archive[start : start + length])):
            told = record.rec_headers
            kind, http = record.rec_type, record.http_headers
            status = http.get_statuscode() if http and kind == "response" else ""
            media = (http.get_header("Content-Type") if http else told.get_header("Content-Type")) or ""
            yield {
                "type": kind, "url": told.get_header("WARC-Target-URI") or "", "date": told.get_header("WARC-Date"),
                "digest": told.get_header("WARC-Payload-Digest") or "", "mime": media.partition(";")[0].strip(),
                "status": status, "offset": start, "length": length, "id": told.get_header("WARC-Record-ID"),
                "about": json.loads(record.content_stream().read()) if kind == "metadata" else None,
            }  # fmt: skip


def _index(name: str, records: list[dict[str, Any]]) -> bytes:
    """CDXJ: one line for each answer, sorted by a key that begins with the reversed host."""
    lines = []
    for one in records:
        if one["type"] not in {"response", "resource"}:
            continue
        told = {"url": one["url"], "digest": one["digest"], "mime": one["mime"], "status": one["status"] or "200"}
        place = {"offset": str(one["offset"]), "length": str(one["length"]), "filename": name}
        lines.append(f"{_key(one['url'])} {_digits(one['date'])} {json.dumps({**told, **place})}")
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def _key(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme not in {"http", "https"}:
        return url
    host, slash, path = rest.partition("/")
    name, _, port = host.partition(":")
    turned = ",".join(reversed(name.removeprefix("www.").split(".")))
    return f"{turned}{':' + port if port else ''}){slash}{path}".lower()


def _digits(moment: str) -> str:
    return "".join(letter for letter in moment if letter.isdigit())[:17]


def _pages(records: list[dict[str, Any]]) -> bytes:
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})]
    for one in records:
        if one["about"]:
            about = one["about"]
            lines.append(json.dumps({"id": one["id"], "url": about["answered"], "ts": about["began"]}))
    return "".join(f"{line}\n" for line in lines).encode()


def _resource(path: str, data: bytes) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": _hash(data), "bytes": len(data)}


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _lines(value: dict[str, Any]) -> bytes:
    return json.dumps(value, indent=2).encode()


def _packed_members(archive: bytes) -> Iterator[tuple[int, int]]:
    """Offset and length of every record of a `.warc.gz`, each of which is a gzip member."""
    start = 0
    while start < len(archive):
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        view = memoryview(archive)[start:]
        at = 0
        while not inflater.eof and at < len(view):
            inflater.decompress(view[at : at + (1 << 16)])
            at += 1 << 16
        if not inflater.eof:
            return
        length = min(at, len(view)) - len(inflater.unused_data)
        yield start, length
        start += length
