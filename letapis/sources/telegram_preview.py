"""Web previews of Telegram channels (`t.me/s/CHANNEL`, `t.me/CHANNEL/12?embed=1`): each post a report.

The page is made by Telegram for readers without an account; who looked at it or reacted stands nowhere in it.
"""

from __future__ import annotations

import re
from typing import Any

from letapis.sources.document import Document
from letapis.sources.encodings import decode
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.finishing import finish
from letapis.sources.markup import text_of_markup
from letapis.sources.moment import Moment
from letapis.sources.result import Original, Result

READER = "telegram preview 1"
MARK = b"tgme_widget_message_text"
POST = re.compile(r"([A-Za-z0-9_]{3,64})/(\d{1,12})")


def is_preview(data: bytes) -> bool:
    """Whether a page is such a preview."""
    return MARK in data and b"data-post" in data


def read_telegram_preview(original: Original) -> Result:
    """The posts with text, in their order. Raises SourceError, UndecodableError."""
    from lxml import html  # type: ignore[import-untyped]

    tree = html.document_fromstring(decode(original.data, "utf-8").text)
    documents: list[Document] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    without = 0
    for post in tree.xpath("//*[@data-post]"):
        named = POST.fullmatch(str(post.get("data-post")))
        texts = _all(post, "tgme_widget_message_text")
        text = text_of_markup(html.tostring(texts[-1], encoding="unicode", with_tail=False)) if texts else ""
        if named is None or named[0] in seen:
            continue
        seen.add(named[0])
        if not text:
            without += 1
        elif len(documents) >= original.given.limits.items:
            refused.append(Refusal(original.name, f"post {named[2]}", "is one more than the limit items allows", ""))
        else:
            documents.append(_document(original, post, named[1], named[2], text))
    if not documents:
        raise SourceError(
            original.name, "", "is a preview of a channel without posts that have text", "Capture a post."
        )
    return Result(tuple(documents), tuple(refused), {"post without text": without} if without else {})


def _document(original: Original, post: Any, channel: str, number: str, text: str) -> Document:  # noqa: ANN401
    part = f"{channel}-{number}"
    extra = {"views": views} if (views := _line(post, "tgme_widget_message_views")) else {}
    document = Document(
        id=original.part_id(part),
        part=part,
        text=text,
        original=original.sha256,
        name=original.name,
        reader=READER,
        encoding="utf-8",
        publisher=_line(post, "tgme_widget_message_owner_name") or channel,
        author=_line(post, "tgme_widget_message_from_author") or None,
        published=_moment(post),
        url=f"https://t.me/{channel}/{number}",
        origin=_line(post, "tgme_widget_message_forwarded_from_name") or None,
        extra=extra,
    )
    return finish(original, document)


def _all(post: Any, name: str) -> list[Any]:  # noqa: ANN401
    """The elements of a class below a post, without those of the post that it answers."""
    found = post.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return [one for one in found if not any("_reply" in str(above.get("class")) for above in one.iterancestors())]


def _line(post: Any, name: str) -> str:  # noqa: ANN401
    found = _all(post, name)
    return " ".join(found[0].text_content().split())[:200] if found else ""


def _moment(post: Any) -> Moment | None:  # noqa: ANN401
    """When it was posted, as the page tells it: universal time."""
    for element in post.iter("time"):
        try:
            return Moment.parse(str(element.get("datetime")))
        except ValueError:
            continue
    return None
