"""What a capture consists of: the page with all hops that led to it, what is embedded in it, what could not be had."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from letapis.network.request import Response

IMAGES = ("image/",)
PAGES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Missed:
    """Something embedded that is not in the capture, with the reason."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Screenshot:
    """The page as a browser paints it from the captured bytes alone, without scripts."""

    png: bytes
    width: int
    height: int
    browser: str
    at: str  # UTC


@dataclass(frozen=True, slots=True)
class Page:
    """One address as it answered."""

    asked: str
    main: Response
    embedded: tuple[Response, ...] = ()
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a page was captured: what the custody log and the metadata record tell beside the exchanges."""

    via: str
    clock: str  # "ntp" or "system"
    depth: str
    settings: str
    replaces: str = ""  # id of the report that this is a later version of
    no_screenshot: str = ""  # why there is none
    notes: tuple[str, ...] = field(default=())


def kind_of_answer(response: Response) -> str:
    """The media type as the server told it, without its parameters, in small letters."""
    return response.header("content-type").partition(";")[0].strip().lower()


def is_page(response: Response) -> bool:
    """Whether an answer holds words to read: by what the server says, else by how it begins."""
    kind = kind_of_answer(response)
    return kind in PAGES or (not kind and response.body.lstrip()[:1] == b"<")


def digest_of_pictures(embedded: Sequence[Response]) -> str:
    """One digest for the pictures of a page, whatever their order and addresses: two captures are compared by it."""
    pictures = {hashlib.sha256(one.body).hexdigest() for one in embedded if kind_of_answer(one).startswith(IMAGES)}
    return hashlib.sha256("".join(sorted(pictures)).encode()).hexdigest()
