"""A capture as WARC 1.1 (ISO 28500): questions and answers byte for byte, then what is said about them.

The names `urn:view:` and `urn:text:` are those of other crawlers, so that their tools show picture and text. All is
made in memory: no part of a page lies readable in a temporary file.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from letapis import __version__
from letapis.capture.page import Circumstances, Page, Screenshot, kind_of_answer
from letapis.network.request import Exchange, Response

FORMAT = "letapis-capture"
VERSION = 1
TEXT = "text/plain; charset=utf-8"
REQUEST, RESPONSE = "application/http; msgtype=request", "application/http; msgtype=response"


def web_archive(page: Page, circumstances: Circumstances, text: str, screenshot: Screenshot | None) -> bytes:
    """The bytes of a `.warc.gz`, each record packed by itself."""
    written = _Written()
    first = page.main.hops[0]
    told = f"software: letapis {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    written.add("warcinfo", "", first.began, ("application/warc-fields", told))
    ids = {id(response): _exchanges(written, response) for response in (page.main, *page.embedded)}
    main = ids[id(page.main)][-1]
    ended = page.main.hops[-1].ended
    beside: dict[str, str] = {}
    if text:
        content = text.encode("utf-8", "replace")
        beside["text"] = written.add("resource", f"urn:text:{page.main.url}", ended, (TEXT, content))
    if screenshot is not None:
        at = datetime.fromisoformat(screenshot.at)
        beside["screenshot"] = written.add("resource", f"urn:view:{page.main.url}", at, ("image/png", screenshot.png))
    about = _about(page, circumstances, ids, beside, screenshot)
    content = json.dumps(about, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "replace")
    written.add("metadata", page.main.url, ended, ("application/json", content), {"WARC-Concurrent-To": main})
    return written.out.getvalue()


def _exchanges(written: _Written, response: Response) -> list[str]:
    """Every hop of an answer: the answer, then its question. Gives the ids of the answers."""
    ids: list[str] = []
    for hop in response.hops:
        where = {"WARC-IP-Address": hop.address} if hop.address else {}
        ids.append(written.add("response", hop.url, hop.began, (RESPONSE, hop.received), where))
        written.add("request", hop.url, hop.began, (REQUEST, hop.sent), {"WARC-Concurrent-To": ids[-1], **where})
    return ids


def _about(
    page: Page, how: Circumstances, ids: Mapping[int, list[str]], beside: Mapping[str, str], shot: Screenshot | None
) -> dict[str, Any]:
    """What no header can say: how it was asked, by which road, under which certificates, what is missing."""
    main = page.main
    return {
        "format": FORMAT,
        "version": VERSION,
        "asked": page.asked,
        "answered": main.url,
        "status": main.status,
        "began": _time(main.hops[0].began),
        "ended": _time(main.hops[-1].ended),
        "clock": how.clock,
        "via": how.via,
        "tool": {"name": "letapis", "version": __version__, "settings": how.settings, "depth": how.depth},
        "replaces": how.replaces,
        "hops": [_hop(hop, record) for hop, record in zip(main.hops, ids[id(main)], strict=True)],
        "embedded": [_embedded(one, ids[id(one)][-1]) for one in page.embedded],
        "missed": [{"url": one.url, "reason": one.reason} for one in page.missed],
        "text": beside.get("text", ""),
        "screenshot": _shot(shot, beside) if shot else {"missing": how.no_screenshot},
        "notes": list(how.notes),
    }


def _hop(hop: Exchange, record: str) -> dict[str, Any]:
    tls = {"version": hop.tls.version, "cipher": hop.tls.cipher, "chain": list(hop.tls.chain)} if hop.tls else None
    headers = [[key, value] for key, value in hop.headers]
    told = {"url": hop.url, "address": hop.address, "status": hop.status, "via": hop.via, "tls": tls, "record": record}
    return {**told, "headers": headers, "began": _time(hop.began), "ended": _time(hop.ended)}


def _embedded(response: Response, record: str) -> dict[str, Any]:
    sha256 = hashlib.sha256(response.body).hexdigest()
    told = {"url": response.hops[0].url, "answered": response.url, "status": response.status, "record": record}
    return {**told, "type": kind_of_answer(response), "sha256": sha256, "size": len(response.body)}


def _shot(shot: Screenshot, beside: Mapping[str, str]) -> dict[str, Any]:
    size = {"width": shot.width, "height": shot.height}
    return {"record": beside["screenshot"], "browser": shot.browser, "scripts": False, "at": shot.at, **size}


class _Written:
    """Records one after the other, each packed as a gzip member of its own."""

    def __init__(self) -> None:
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=True, warc_version="1.1")

    def add(
        self, kind: str, url: str, at: datetime, body: tuple[str, bytes], more: Mapping[str, str] | None = None
    ) -> str:
        """Write one record of a media type as it is; gives its id."""
        from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
        from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]

        media, content = body
        record_id = f"<urn:uuid:{uuid.uuid4()}>"
        told = [("WARC-Type", kind), ("WARC-Record-ID", record_id), ("WARC-Date", _time(at))]
        told += [("WARC-Target-URI", url)] if url else []
        told += list((more or {}).items())
        told += list(_digests(kind, media, content))
        headers = StatusAndHeaders("", told, protocol="WARC/1.1")
        record = ArcWarcRecord("warc", kind, headers, io.BytesIO(content), None, media, len(content))
        self.writer.write_record(record)
        return record_id


def _digests(kind: str, media: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Of the whole record, and of what stands behind the head of a message. Both there, warcio buffers nothing."""
    payload = content.partition(b"\r\n\r\n")[2] if media.startswith("application/http") else content
    if kind != "warcinfo":
        yield "WARC-Payload-Digest", _digest(payload)
    yield "WARC-Block-Digest", _digest(content)


def _digest(content: bytes) -> str:
    return f"sha256:{base64.b32encode(hashlib.sha256(content).digest()).decode()}"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
