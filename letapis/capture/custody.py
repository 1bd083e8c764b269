"""What the custody log is told of a capture, in the words of the Berkeley Protocol; every value is a text.

Certificates, heads and everything else whole stand in the WARC; here are the short forms by which it is found again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from letapis import __version__
from letapis.capture.page import Page, digest_of_pictures
from letapis.network.policy import Policy


@dataclass(frozen=True, slots=True)
class Compared:
    """By what a capture is held against another of the same page: digests of its words and of its pictures."""

    text: str
    pictures: str  # empty where they were not asked for

    def same_as(self, text: str, pictures: str) -> bool:
        """Whether words and pictures are the same; pictures count where both captures have them."""
        return self.text == text and (not self.pictures or not pictures or self.pictures == pictures)


def compared(page: Page, text: str, *, embedded: bool) -> Compared:
    """The digests of a page; of one without words that of its bytes."""
    words = text.encode("utf-8", "replace") or page.main.body
    return Compared(hashlib.sha256(words).hexdigest(), digest_of_pictures(page.embedded) if embedded else "")


def source_of(page: Page) -> dict[str, str]:
    """Where it was found, and by which road."""
    hop = page.main.hops[-1]
    head = hop.received.partition(b"\r\n\r\n")[0]
    told = {
        "requested": page.asked,
        "final": page.main.url,
        "server": hop.address,
        "tls": f"{hop.tls.version} {hashlib.sha256(hop.tls.chain[0].encode()).hexdigest()}" if hop.tls else "",
        "headers": hashlib.sha256(head).hexdigest(),
        "via": hop.via,
        "status": str(page.main.status),
        "began": page.main.hops[0].began.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    return {key: value for key, value in told.items() if value}


def kept_of(page: Page, by: Compared, no_screenshot: str) -> dict[str, str]:
    """What of the page was kept."""
    return {
        "html": hashlib.sha256(page.main.body).hexdigest(),
        "media": f"{len(page.embedded)} kept, {len(page.missed)} missed",
        "screenshot": no_screenshot or "kept",
        "text": by.text,
        "pictures": by.pictures,
    }


def tool_of(policy: Policy) -> dict[str, str]:
    """What captured it, under which limits."""
    limits = f"seconds={policy.seconds:g} body_bytes={policy.body_bytes} redirects={policy.redirects}"
    return {"name": "letapis", "version": __version__, "settings": f"{limits} agent={policy.agent}"}


def name_of(page: Page) -> str:
    """The name of the file of a capture: host and moment."""
    hop = page.main.hops[0]
    host = hop.url.partition("://")[2].partition("/")[0].partition(":")[0].strip("[]")[:80]
    return f"capture-{host or 'page'}-{hop.began:%Y%m%dT%H%M%SZ}.warc.gz"
