"""The records of a WARC or ARC file, one after the other, with memory and time in proportion to what a limit allows.

The file is unpacked here and not by warcio, whose own unpacking knows no limit; warcio is given plain bytes.
"""

from __future__ import annotations

import hashlib
import io
import logging
from base64 import b32encode, b64encode
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from typing import Any

from letapis.network.unpacking import GZIP, GrowthError, PackedError, inflated
from letapis.sources.errors import SourceError
from letapis.sources.limits import Limits, bytes_of

PIECE = 1 << 16
PACKED = b"\x1f\x8b"
WRITTEN_AS = (b"WARC/", b"filedesc:")
WAY_OUT = "Copy the file again from where it came."


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `body` is what stands behind the head of an answer, without chunks and still packed."""

    place: str  # "record 3"
    kind: str = ""
    url: str = ""
    date: str = ""
    status: str = ""
    media: str = ""
    packed: str = ""  # its Content-Encoding
    body: bytes = b""
    forged: bool = False  # a digest in the file is not that of the bytes
    broken: str = ""  # why there is no record, and none behind it


def records(name: str, data: bytes, limits: Limits) -> Iterator[Record]:
    """All records; the last one says so where the file is damaged. Raises SourceError, GrowthError."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
    from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    faults = (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError, TypeError)
    plain = _Plain(name, data, limits)
    stream = io.BufferedReader(plain, PIECE)
    number, fault = 0, ""
    try:
        with redirect_stderr(io.StringIO()):  # it speaks to the terminal of itself
            for found in ArchiveIterator(stream, no_record_parse=True, arc2warc=True):
                number += 1
                if number > limits.items:
                    raise SourceError(name, f"record {number}", "is one more than the limit items allows", "Split it.")
                yield _record(f"record {number}", found)
    except (*faults, AttributeError, IndexError, KeyError) as error:
        if isinstance(error, SourceError):
            raise
        fault = "cannot be read, nor can what follows"
    if isinstance(plain.fault, GrowthError):
        raise plain.fault
    if fault or plain.fault:
        yield Record(f"record {number + 1}", broken=str(plain.fault or fault))


def _record(place: str, found: Any) -> Record:  # noqa: ANN401  warcio has no types
    told = found.rec_headers
    kind = str(found.rec_type or "")
    block: bytes = found.raw_stream.read()
    record = Record(
        place, kind, (told.get_header("WARC-Target-URI") or "").strip("<>"), told.get_header("WARC-Date") or ""
    )
    media = _media(told.get_header("Content-Type"))
    if kind not in {"response", "resource", "metadata"}:
        return Record(place, kind)
    if media != "application/http":
        forged = _forged(told, block, block)
        return replace(record, media=media, body=block, forged=forged)
    head, payload = _head(block)
    forged = _forged(told, block, payload)
    return replace(
        record,
        status=head.get_statuscode() or "",
        media=_media(head.get_header("Content-Type")),
        packed=head.get_header("Content-Encoding") or "",
        body=_without_chunks(payload) if "chunked" in (head.get_header("Transfer-Encoding") or "").lower() else payload,
        forged=forged,
    )


def _media(told: str | None) -> str:
    return (told or "").partition(";")[0].strip().lower()


def _head(block: bytes) -> tuple[Any, bytes]:
    """The head of an answer and what stands behind it."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(block)
    head = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"], verify=False).parse(stream)
    return head, stream.read()


def _forged(told: Any, block: bytes, payload: bytes) -> bool:  # noqa: ANN401
    """Whether a digest that the record names is not that of its bytes. One of an unknown kind proves nothing."""
    if not _fits(told.get_header("WARC-Block-Digest"), block):
        return True
    digest = told.get_header("WARC-Payload-Digest")
    # Half of the programs take chunks for a part of the payload.
    return not _fits(digest, payload) and not _fits(digest, _without_chunks(payload))


def _fits(told: str | None, data: bytes) -> bool:
    kind, _, written = (told or "").strip().partition(":")
    name = kind.lower().replace("-", "")
    if name not in {"sha1", "sha256", "sha512", "md5"}:
        return True
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    return written.strip() in {digest.hex(), digest.hex().upper(), b32encode(digest).decode().rstrip("=")} or (
        written.strip() in {b32encode(digest).decode(), b64encode(digest).decode()}
    )


def _without_chunks(raw: bytes) -> bytes:
    """The body without chunks. Where sizes of chunks lie, what is there is taken as it stands."""
    from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

    reader = ChunkedDataReader(io.BytesIO(raw), raise_exceptions=False)
    parts: list[bytes] = []
    while part := reader.read(PIECE):
        parts.append(part)
    return b"".join(parts)


class _Plain(io.RawIOBase):
    """The unpacked bytes of a file, piece by piece."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        super().__init__()
        pieces = (data[at : at + PIECE] for at in range(0, len(data), PIECE))
        most, times = bytes_of(limits.unpacked_megabytes), int(limits.unpacked_times)
        self._pieces = inflated(pieces, GZIP, most, times) if data.startswith(PACKED) else iter(pieces)
        self.fault: ValueError | None = None
        self._left = self._next()
        if self._left.startswith(PACKED):
            raise SourceError(name, "", "is packed twice over", "Unpack it once with gunzip and bring it again.")
        if not self._left.startswith(WRITTEN_AS):
            raise SourceError(name, "", "is called a web archive and is none", WAY_OUT)

    def _next(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except (GrowthError, PackedError) as error:
            self.fault = error  # what came before it is read first
            return b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  any buffer
        """The next bytes; none where the file is damaged or grows too far, which `fault` says then."""
        if not self._left:
            self._left = self._next()
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
