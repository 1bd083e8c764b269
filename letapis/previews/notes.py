"""Notes that colleagues write themselves, as HTML: a handful of marks, and links to the web that carry nothing back.

A source is never HTML: its text is escaped (`publications.visible`). This is for words of our own alone.
"""

from __future__ import annotations

import re

MARKS = frozenset(("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"))
# A scheme and a host: no relative address, none without a host, none with a name and password before the host.
WEB = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#][^\s\"'<>\\\x00-\x20]*)?", re.IGNORECASE
)


def cleaned_note(text: str) -> str:
    """HTML with the marks above; everything else is taken out, the words stay."""
    import nh3

    return nh3.clean(
        text,
        tags=set(MARKS),
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_kept,
    )


def _kept(_element: str, attribute: str, value: str) -> str | None:
    if attribute == "rel":
        return value
    return value if attribute == "href" and WEB.fullmatch(value) else None
