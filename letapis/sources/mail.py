"""E-mail: one mail (EML) or many (MBOX). A mail quoted in one or attached to it is a report with a date of its own.

Addresses are not kept: a name where the mail shows one, and the rest stays in the sealed original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from letapis.sources.document import Document
from letapis.sources.encodings import UndecodableError, decode
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.finishing import finish
from letapis.sources.limits import Limits, bytes_of
from letapis.sources.markup import text_of_markup
from letapis.sources.moment import Moment
from letapis.sources.quoted_mail import Quoted, without_quoted
from letapis.sources.result import Original, Result

READER = "mail 1"
MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{1,200}\d{4}[^\r\n]{0,20}\r?\n")
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
FOLDED = re.compile(r"\s+")


@dataclass(slots=True)
class _Contents:
    """What walking through one mail finds."""

    texts: list[tuple[str, str]] = field(default_factory=list)  # words, encoding
    pages: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_mail(original: Original) -> Result:
    """The mail, and each mail quoted in it or attached to it. Raises SourceError."""
    documents = _documents(original, original.data, "")
    return Result(tuple(documents))


def read_mbox(original: Original) -> Result:
    """Every mail of a mailbox, in its order; one that cannot be read is set aside by its number."""
    starts = [match.span() for match in POSTMARK.finditer(original.data)]
    documents: list[Document] = []
    refused: list[Refusal] = []
    ends = [start for start, _ in starts[1:]] + [len(original.data)]
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1):
        try:
            documents.extend(_documents(original, ESCAPED.sub(rb"\1", original.data[start:end]), str(number)))
        except SourceError as error:
            refused.append(Refusal(original.name, f"mail {number}", error.problem, error.way_out))
        except UndecodableError as error:
            refused.append(Refusal(original.name, f"mail {number}", error.problem, error.way_out))
    return Result(tuple(documents), tuple(refused))


def _documents(original: Original, data: bytes, part: str) -> list[Document]:
    limits = original.given.limits
    if len(data) > bytes_of(limits.file_megabytes):
        raise SourceError(original.name, "", "is larger than file_megabytes allows", "Take its attachments out.")
    if len(MULTIPART.findall(data)) > limits.mail_parts:
        raise SourceError(
            original.name,
            "",
            f"is nested more than mail_parts = {limits.mail_parts} deep",
            "Save the mail you need by itself.",
        )
    try:
        message = message_from_bytes(data)
    except (RecursionError, ValueError, LookupError, AttributeError) as error:
        raise SourceError(
            original.name, "", "is no mail that can be taken apart", "Save it from the mail program again."
        ) from error
    documents = list(_of_message(original, message, part, 0, limits))
    if not documents:
        raise SourceError(original.name, "", "is a mail without text", "Bring its attachments as files of their own.")
    return documents


def _of_message(original: Original, message: Message, part: str, depth: int, limits: Limits) -> Iterator[Document]:
    """The document of a mail, of the mails quoted in it, and of those attached to it."""
    contents = _walk(message, limits)
    words, encoding = _body(contents)
    own, quoted = without_quoted(words)
    document = Document(
        id=original.part_id(part) if part else original.id,
        part=part,
        text=own,
        original=original.sha256,
        name=original.name,
        reader=READER,
        encoding=encoding or None,
        title=_header(message, "subject") or None,
        author=_sender(message),
        publisher=_list_name(message),
        published=_sent(message),
        notes=_notes(contents, quoted),
        extra=_extra(contents),
    )
    if own.strip():
        yield finish(original, document)
    for number, inner in enumerate(quoted, 1):
        yield _of_quoted(original, inner, f"{part}q{number}", encoding)
    for number, attached in enumerate(contents.mails, 1):
        if depth < limits.mail_depth:
            yield from _of_message(original, attached, f"{part}a{number}", depth + 1, limits)


def _of_quoted(original: Original, quoted: Quoted, part: str, encoding: str) -> Document:
    return finish(
        original,
        Document(
            id=original.part_id(part),
            part=part,
            text=quoted.text,
            original=original.sha256,
            name=original.name,
            reader=READER,
            encoding=encoding or None,
            title=quoted.title,
            author=quoted.author,
            published=quoted.sent,
            notes=("quoted-mail",),
        ),
    )


def _walk(message: Message, limits: Limits) -> _Contents:
    """All parts of a mail, without recursion and without trust in what a header promises."""
    contents = _Contents()
    waiting = [message]
    seen = 0
    while waiting and seen < limits.mail_parts:
        part = waiting.pop(0)
        seen += 1
        payload = part.get_payload()
        kind = part.get_content_type()
        if kind == "message/rfc822":
            contents.mails.extend(inner for inner in payload if isinstance(inner, Message)) if isinstance(
                payload, list
            ) else None
        elif isinstance(payload, list):
            waiting[:0] = [inner for inner in payload if isinstance(inner, Message)]
        else:
            _leaf(part, kind, contents)
    return contents


def _leaf(part: Message, kind: str, contents: _Contents) -> None:
    name = _file_name(part)
    disposition = str(part.get("content-disposition", "")).lstrip().lower()
    if disposition.startswith("attachment") or name or kind not in ("text/plain", "text/html"):
        contents.attachments.append(name or kind)
        return
    data = _bytes(part)
    if not data.strip():
        return
    try:
        decoded = decode(data, _charset(part))
    except UndecodableError:
        contents.unread.append(kind)
        return
    (contents.texts if kind == "text/plain" else contents.pages).append((decoded.text, decoded.encoding))


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, KeyError, LookupError, AttributeError):
        data = None
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str | None:
    """The character set a part names, if there is one of that name."""
    try:
        named = part.get_content_charset()
        if named:
            b"".decode(named)
    except (LookupError, ValueError, UnicodeError, AttributeError):
        return None
    return named


def _body(contents: _Contents) -> tuple[str, str]:
    """Plain text where the mail has it, else the words of its HTML; and the encoding of the first part."""
    if contents.texts:
        words = "\n\n".join(text.replace("\r\n", "\n").strip("\n") for text, _ in contents.texts)
        return words, contents.texts[0][1]
    if contents.pages:
        return "\n\n".join(text_of_markup(text) for text, _ in contents.pages), contents.pages[0][1]
    return "", ""


def _notes(contents: _Contents, quoted: list[Quoted]) -> tuple[str, ...]:
    notes = set()
    if contents.attachments:
        notes.add("attachments")
    if contents.unread:
        notes.add("part-unread")
    if quoted:
        notes.add("quotes-a-mail")
    return tuple(sorted(notes))


def _extra(contents: _Contents) -> dict[str, str]:
    return {"attachments": "; ".join(contents.attachments)} if contents.attachments else {}


def _header(message: Message, name: str) -> str:
    """A header in readable letters, on one line; empty where the mail lacks it."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        pieces = [
            piece if isinstance(piece, str) else _piece(piece, charset) for piece, charset in decode_header(str(raw))
        ]
    except (ValueError, LookupError, AttributeError):
        return ""
    return FOLDED.sub(" ", "".join(pieces)).strip()


def _piece(piece: bytes, charset: str | None) -> str:
    try:
        return decode(piece, None if charset in (None, "unknown-8bit") else charset).text
    except (UndecodableError, LookupError):
        return piece.decode("ascii", errors="replace")


def _sender(message: Message) -> str | None:
    name = parseaddr(_header(message, "from"))[0].strip(" \"'")
    return name if name and "@" not in name else None


def _list_name(message: Message) -> str | None:
    """The mailing list that sent it, by the name it gives itself."""
    return _header(message, "list-id").partition("<")[0].strip(" \"'") or None


def _sent(message: Message) -> Moment | None:
    """The day and hour of the sender's clock."""
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return Moment(sent.date(), sent.time().replace(second=0, microsecond=0, tzinfo=None))


def _file_name(part: Message) -> str:
    """The last part of an attachment's name; what it claims of folders is not believed."""
    try:
        name = part.get_filename()
    except (ValueError, LookupError, AttributeError, TypeError):
        return "attachment"
    if not name:
        return ""
    readable = "".join(letter for letter in str(name) if letter.isprintable()).replace("\\", "/")
    return readable.rsplit("/", 1)[-1][:120] or "attachment"
