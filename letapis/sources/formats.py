"""What kind of file some bytes are: told by content first, by the suffix of the name second."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath

STARTS = (
    ((b"PK\x03\x04", b"PK\x05\x06"), "zip"),
    ((b"{\\rtf",), "rtf"),
    ((b"\x89PNG",), "unread: a PNG picture"),
    ((b"\xff\xd8\xff",), "unread: a JPEG picture"),
    ((b"GIF8",), "unread: a GIF picture"),
    ((b"RIFF",), "unread: a sound, video or WebP file"),
    ((b"OggS", b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"#!AMR"), "unread: a sound file"),
    ((b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba"), "unread: a video"),
    ((b"#EXTM3U", b"[playlist]"), "unread: a list of addresses for a player"),
    ((b"%!PS", b"\xc5\xd0\xd3\xc6"), "unread: a PostScript file"),
    ((b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF"), "unread: an archive of files"),
    ((b"\x78\x9f\x3e\x22",), "unread: a package of attachments of Outlook (winmail.dat)"),
    ((b"\x00\x00\x01\x00", b"\x00\x00\x00\x0cjP  "), "unread: a picture"),
    ((b"WARC/", b"filedesc://"), "warc"),
    ((b"\x1f\x8b",), "unread: a gzip archive"),
    ((b"BZh",), "unread: a bzip2 archive"),
    ((b"7z\xbc\xaf",), "unread: a 7z archive"),
    ((b"Rar!",), "unread: a RAR archive"),
    ((b"\x7fELF",), "unread: a program"),
    ((b"MZ\x90",), "unread: a program"),
    ((b"\xd0\xcf\x11\xe0",), "unread: an old Word, Excel or Outlook file"),
    ((b"SQLite format 3",), "unread: a database"),
    ((b"II*\x00",), "unread: a TIFF picture"),
    ((b"MM\x00*",), "unread: a TIFF picture"),
)
# What a file of XML calls its first element; XHTML is told before.
XML = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>)?(?:\s{0,50}<!--.{0,2000}?-->)?\s{0,50}"
    rb"(?:<!doctype\s{1,20}([a-z0-9:]{1,40})|<([a-z0-9:]{1,40})[\s>/])|\s{0,200}<\?xml",
    re.IGNORECASE | re.DOTALL,
)
ELEMENTS = {b"svg": "an SVG drawing", b"kml": "a map (KML)", b"gpx": "a track (GPX)", b"plist": "a list of settings"}
HTML = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!--.{0,2000}?-->\s{0,50})?<(?:!doctype html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
MAIL_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9\-]{1,60}):[ \t]|[ \t]+\S")
MAIL_NAMES = frozenset(
    (
        b"from",
        b"to",
        b"date",
        b"subject",
        b"message-id",
        b"mime-version",
        b"received",
        b"return-path",
        b"delivered-to",
        b"content-type",
        b"reply-to",
    )
)
SUFFIXES = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".text": "text",
    "": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".eml": "mail",
    ".mbox": "mbox",
    ".rtf": "rtf",
}
BOM = b"\xef\xbb\xbf"


def kind_of(name: str, data: bytes) -> str:
    """text, html, pdf, zip, warc, rtf, mail, mbox, json or jsonl; "unread: what it is" for what we do not read."""
    head = data[:4096].removeprefix(BOM)
    marked = _marked(head)
    if head.startswith(b"\x1f\x8b") and _beginning(head).startswith((b"WARC/", b"filedesc://")):
        return "warc"
    if marked:
        return marked
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if head.lstrip()[:1] in (b"{", b"["):
        return _json(head, data, suffix)
    return SUFFIXES.get(suffix, "text")


def _beginning(packed: bytes) -> bytes:
    """The first bytes of what gzip packed; empty where it cannot be unpacked."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, 16)
    except zlib.error:
        return b""


def _marked(head: bytes) -> str:
    """The kind that the first bytes tell; empty where they tell none."""
    for marks, kind in STARTS:
        if head.startswith(marks):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if HTML.match(head):
        return "html"
    if said := _inside(head):
        return said
    if head.startswith(b"From ") and _is_mail(head.partition(b"\n")[2]):
        return "mbox"
    return "mail" if _is_mail(head) else ""


def _inside(head: bytes) -> str:
    """What is marked further in, or by its first element; empty where nothing is."""
    if head[4:8] == b"ftyp":
        return "unread: a video, sound or HEIC file"
    if head[257:262] == b"ustar":
        return "unread: an archive of files"
    if begun := XML.match(head):
        element = (begun[1] or begun[2] or b"").lower().rpartition(b":")[2]
        if element in ELEMENTS or begun[0].lstrip().startswith(b"<?xml"):
            return f"unread: {ELEMENTS.get(element, 'a file of XML')}"
    return ""


def _json(head: bytes, data: bytes, suffix: str) -> str:
    """JSONL has one object a line; an export is one object over many lines."""
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    first = data[:1_000_000].lstrip().partition(b"\n")[0].strip()
    if first.startswith(b"{") and first.endswith(b"}") and b'"text"' in first and b'"messages"' not in first:
        return "jsonl"
    return "json" if suffix == ".json" or re.match(rb'\s*\{\s*"', head) else "text"


def _is_mail(head: bytes) -> bool:
    """Whether the first lines are header lines of a mail, at least three of them with well-known names."""
    known = 0
    for line in head.split(b"\n")[:60]:
        if not line.strip():
            break
        match = MAIL_LINE.match(line)
        if not match:
            return False
        known += match[1] is not None and match[1].lower() in MAIL_NAMES
    return known >= 3
