"""Telegram Desktop exports (`result.json`), one chat or all: each message a report, a forward points to its origin.

Members of groups are not kept, nor are contacts, telephone numbers and the account of the one who made the export:
their names in a chat are what a case is made of. A channel is a publisher and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from letapis.sources.document import Document
from letapis.sources.encodings import decode
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.exchange import strict_json
from letapis.sources.finishing import finish
from letapis.sources.json_lines import read_json_items
from letapis.sources.moment import Moment
from letapis.sources.result import Original, Result

READER = "telegram 1"
CHANNELS = frozenset(("public_channel", "private_channel"))
WITHHELD = frozenset(("phone", "bank_card"))  # kinds of words in a message that are never taken out of the original
INSTEAD = "[…]"
MEDIA = ("photo", "file")
NOT_THERE = "(file"  # how the program begins a remark such as "(File not included. Change data exporting settings ...)"
NEVER = 1971  # old exports write an edit in 1970 where there was none
WAY_OUT = "Export the chat again as machine-readable JSON."


@dataclass(slots=True)
class _Run:
    """One export on its way through."""

    original: Original
    documents: list[Document] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    seen: dict[str, list[Document]] = field(default_factory=dict)


def read_json(original: Original) -> Result:
    """A Telegram export, or a JSON list of documents. Raises SourceError, UndecodableError."""
    decoded = decode(original.data)
    try:
        found = strict_json(decoded.text)
    except ValueError as error:
        raise SourceError(
            original.name, _place(error), f"is no JSON: {error}", "If it breaks off, export it again."
        ) from error
    if isinstance(found, list):
        return read_json_items(original, found, decoded.encoding)
    if isinstance(found, dict) and "text" in found and "messages" not in found:
        return read_json_items(original, [found], decoded.encoding)
    chats = list(_chats(found))
    if not chats:
        raise SourceError(
            original.name,
            "",
            "is JSON, but neither a Telegram export nor documents",
            'Documents are objects with "text".',
        )
    run = _Run(original)
    for chat in chats:
        _read_chat(run, chat, whole=len(chats) > 1)
    if not run.documents and not run.refused:
        raise SourceError(original.name, "", "is a Telegram export without messages that have text", WAY_OUT)
    return Result(tuple(run.documents), tuple(run.refused), dict(sorted(run.passed_over.items())))


def _place(error: ValueError) -> str:
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else ""


def _chats(found: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401  JSON is anything
    """The chats of an export; those of a full one stand under two headings."""
    if not isinstance(found, dict):
        return
    if isinstance(found.get("messages"), list):
        yield found
        return
    for heading in ("chats", "left_chats"):
        under = found.get(heading)
        listed = under.get("list") if isinstance(under, dict) else None
        for chat in listed if isinstance(listed, list) else ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield chat


def _read_chat(run: _Run, chat: Mapping[str, Any], *, whole: bool) -> None:
    prefix = f"{_plain(chat.get('id')) or 'chat'}-" if whole else ""
    for position, message in enumerate(chat["messages"], 1):
        place = f"message {position}"
        if not isinstance(message, dict):
            run.refused.append(Refusal(run.original.name, place, "is no message", WAY_OUT))
        elif message.get("type", "message") != "message":
            run.passed_over["service message"] += 1
        else:
            _read_message(run, chat, message, prefix, position)


def _read_message(run: _Run, chat: Mapping[str, Any], message: Mapping[str, Any], prefix: str, position: int) -> None:
    text, withheld = _text(message)
    if not text.strip():
        run.passed_over["message without text"] += 1
        return
    if len(run.documents) >= run.original.given.limits.items:
        raise SourceError(
            run.original.name, f"message {position}", "is one more than the limit items allows", "Export by months."
        )
    part = f"{prefix}{_plain(message.get('id')) or f'n{position}'}"
    document = _document(run, chat, message, part, text)
    if withheld:
        document = replace(document, notes=tuple(sorted({*document.notes, "number-withheld"})))
    _keep(run, document, part)


def _keep(run: _Run, document: Document, part: str) -> None:
    """Two messages of one number: the same words once, other words as a version that replaces the one before."""
    versions = run.seen.setdefault(part, [])
    if any(earlier.text == document.text for earlier in versions):
        run.passed_over["same message again"] += 1
        return
    if versions:
        part = f"{part}v{len(versions) + 1}"
        document = replace(document, id=run.original.part_id(part), part=part, replaces=versions[-1].id)
    versions.append(document)
    run.documents.append(document)


def _document(run: _Run, chat: Mapping[str, Any], message: Mapping[str, Any], part: str, text: str) -> Document:
    channel = chat.get("type") in CHANNELS
    sender_is_channel = _plain(message.get("from_id")).startswith("channel")
    notes, extra = _media(message)
    if not channel and not sender_is_channel and message.get("from"):
        notes.add("sender-withheld")
    if "reply_to_message_id" in message:
        extra["reply-to"] = _plain(message["reply_to_message_id"])
    published = _moment(message.get("date"))
    edited = _moment(message.get("edited"))
    return finish(
        run.original,
        Document(
            id=run.original.part_id(part),
            part=part,
            text=text,
            original=run.original.sha256,
            name=run.original.name,
            reader=READER,
            encoding="utf-8",
            publisher=_line(chat.get("name")) or None
            if channel
            else _line(message.get("from")) or None
            if sender_is_channel
            else None,
            author=_line(message.get("author")) or None if channel else None,
            published=published,
            edited=edited if edited and edited.day.year >= NEVER and edited != published else None,
            origin=_origin(message),
            notes=tuple(sorted(notes)),
            extra=extra,
        ),
    )


def _origin(message: Mapping[str, Any]) -> str | None:
    """Where a forward comes from; a private person it was taken from is not kept."""
    if _plain(message.get("forwarded_from_id")).startswith("user"):
        return None
    return _line(message.get("forwarded_from")) or _line(message.get("saved_from")) or None


def _media(message: Mapping[str, Any]) -> tuple[set[str], dict[str, str]]:
    """Notes on pictures and files: there beside the export, or left out of it."""
    named = [value for key in MEDIA if isinstance(value := message.get(key), str)]
    missing = [value for value in named if value.lower().startswith(NOT_THERE)]
    there = [value.replace("\\", "/").rsplit("/", 1)[-1][:120] for value in named if value not in missing]
    notes = ({"missing-attachment"} if missing else set()) | ({"attachments"} if there else set())
    return notes, {"attachments": "; ".join(there)} if there else {}


def _text(message: Mapping[str, Any]) -> tuple[str, bool]:
    """The words of a message, text and poll, and whether a number was left out."""
    found = message.get("text", "")
    if not isinstance(found, list) and isinstance(message.get("text_entities"), list) and message["text_entities"]:
        found = message["text_entities"]
    pieces = found if isinstance(found, list) else [found]
    words: list[str] = []
    withheld = False
    for piece in pieces:
        if isinstance(piece, dict) and piece.get("type") in WITHHELD:
            words.append(INSTEAD)
            withheld = True
        else:
            inner = piece.get("text") if isinstance(piece, dict) else piece
            words.append(inner if isinstance(inner, str) else "")
    return _sound("".join(words) + _poll(message.get("poll"))), withheld


def _poll(poll: object) -> str:
    if not isinstance(poll, dict) or not isinstance(poll.get("question"), str):
        return ""
    answers = poll.get("answers")
    options = (
        [answer.get("text") for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []
    )
    return "\n".join(("", poll["question"], *(f"- {option}" for option in options if isinstance(option, str))))


def _moment(value: object) -> Moment | None:
    """The local day and hour that the program wrote; None for what is no date."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(found.date(), found.time().replace(second=0, microsecond=0, tzinfo=None))


def _plain(value: object) -> str:
    """A number or word that names something, safe in an id."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    return "".join(letter for letter in str(value) if letter.isalnum() or letter in "-_")[:40]


def _line(value: object) -> str:
    return " ".join(_sound(value).split())[:200] if isinstance(value, str) else ""


def _sound(text: str) -> str:
    """Half characters, which no file can hold, become U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
