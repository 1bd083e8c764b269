"""Reading a file inside a cell: what is called there. It loads all that a reader needs before there is a file.

What comes in is bytes and what goes out is JSON; nothing can be opened here, not even a module of Python.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from letapis.sources.document import Document
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given
from letapis.sources.reading import read


@dataclass(frozen=True, slots=True)
class Reply:
    """What a cell says of a file: its documents, or why it has none."""

    documents: tuple[Document, ...] = ()
    refused: tuple[Refusal, ...] = ()
    passed_over: dict[str, int] = field(default_factory=dict)
    failed: Refusal | None = None


def answer(name: bytes, told: bytes, data: bytes) -> bytes:
    """The documents of a file as JSON, or its refusal; whatever a reader stumbles on is a refusal."""
    named = name.decode()
    try:
        result = read(named, data, msgspec.json.decode(told, type=Given))
        reply = Reply(result.documents, result.refused, result.passed_over)
    except SourceError as error:
        reply = Reply(failed=error.refusal())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  libraries raise what they like, and the batch goes on
        stumbled = f"made its reader stumble ({type(error).__name__})"
        reply = Reply(failed=Refusal(named, "", stumbled, "Open it in the program it is from and save it anew."))
    return msgspec.json.encode(reply)


TEXT = """Title of a page

By Anna Example, 11 October 2020

Four workers were detained in Hrodna on Sunday, 11 October 2020.

В воскресенье, 11 октября 2020 года, в Гродно задержали четырёх рабочих.

У нядзелю, 11 кастрычніка 2020 года, у Гродне затрымалі чатырох рабочых.

У неділю, 11 жовтня 2020 року, у Гродно затримали чотирьох робітників.

Am Sonntag, dem 11. Oktober 2020, wurden in Hrodna vier Arbeiter festgenommen.
"""
PAGE = (
    '<html><head><title>A page</title><meta name="author" content="A"></head><body><h1>A page</h1><article>{}</article>'
)
PREVIEW = """<div data-post="yard/1" class="tgme_widget_message"><a class="tgme_widget_message_owner_name">Yard</a>
<div class="tgme_widget_message_text">Four were <b>fined</b>.</div><time datetime="2020-10-11T10:00:00+00:00"></div>"""
MAIL = "From: A <a@example.org>\nTo: b@example.org\nDate: Sun, 11 Oct 2020 10:00:00 +0300\nSubject: =?utf-8?q?a?=\n"
PARTS = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset={}\n'
EXPORT = '{"name": "Yard", "type": "public_channel", "id": 1, "messages": [{"id": 1, "type": "message", "date": \
"2020-10-11T10:00:00", "from": "A", "text": ["Four were ", {"type": "bold", "text": "fined"}]}]}'
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj
4 0 obj <</Length 39>> stream
BT /F 12 Tf 20 100 Td (Four fined) Tj ET
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
"""


def prepare(kind: str) -> None:
    """Load the reader of a kind of file, by reading one of our own with it."""
    _load_encodings()
    for name, data in _samples(kind):
        read(name, data)


def _samples(kind: str) -> list[tuple[str, bytes]]:
    mail = MAIL + PARTS.format("koi8-r") + "\nFour were fined.\n--x--\n"
    plain = f"{MAIL}\n{TEXT}\n\nOn 10 Oct 2020, B wrote:\n> {TEXT.splitlines()[4]}\n"
    pages = [
        ("a.html", PAGE.format(TEXT).encode()),
        ("b.html", b"<html><body><div>Four were fined."),
        ("c.html", PREVIEW.encode()),
    ]
    by_kind = {
        "html": pages,
        "rtf": [("a.rtf", b"{\\rtf1\\ansi\\ansicpg1251 {\\b Four} were fined \\'c0.}")],
        "mail": [("a.eml", mail.encode()), ("b.eml", plain.encode())],
        "mbox": [("a.mbox", f"From a Sun Oct 11 10:00:00 2020\n{plain}".encode())],
        "jsonl": [("a.jsonl", b'{"text": "Four were fined."}\n')],
        "json": [("a.json", EXPORT.encode()), ("b.json", b'[{"text": "Four were fined."}]')],
        "pdf": [("a.pdf", PDF)],
        "zip": [("a.docx", _word()), ("a.odt", _open_text()), ("a.wacz", _web_archive_zip()), *pages],
        "warc": [("a.warc.gz", gzip.compress(_web_archive())), *pages],
    }
    return [("a.txt", TEXT.encode()), ("b.txt", TEXT.encode("cp1251", "ignore")), *by_kind.get(kind, ())]


def _web_archive() -> bytes:
    """A page and a preview of a channel, packed and in chunks, so that every piece of the readers is loaded."""
    packed = gzip.compress(PAGE.format(TEXT).encode())
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    chunked = f"{head}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n{len(packed):x}\r\n".encode()
    answers = [chunked + packed + b"\r\n0\r\n\r\n", f"{head}\r\n{PREVIEW}".encode()]
    answers.append(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nFour were fined.")
    told = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: application/http\r\n"
    )
    digest = "WARC-Block-Digest: sha256:x\r\n"
    return b"".join(f"{told}{digest}Content-Length: {len(one)}\r\n\r\n".encode() + one + b"\r\n\r\n" for one in answers)


def _web_archive_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/a.warc", _web_archive())
        archive.writestr("datapackage.json", '{"resources": [{"path": "archive/a.warc", "hash": "sha256:x"}]}')
    return stream.getvalue()


def _word() -> bytes:
    import docx

    made = docx.Document()
    made.add_heading("A page", 0)
    made.add_paragraph(TEXT)
    made.add_table(1, 1).cell(0, 0).text = "Four"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _open_text() -> bytes:
    stream = io.BytesIO()
    names = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0"><o:body><o:text>'
            "<t:p>Four were fined.</t:p></o:text></o:body></o:document-content>",
        )
    return stream.getvalue()


def _load_encodings() -> None:
    """Every character set that Python knows: a page or a mail may name any of them."""
    import encodings
    from pkgutil import iter_modules

    for module in iter_modules(encodings.__path__):
        with suppress(LookupError, ImportError, UnicodeError, AssertionError):  # those of another system, or no sets
            codecs.lookup(module.name)
