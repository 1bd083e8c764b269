"""Capturing pages: asked for through the one door, packed as WARC, sealed as an original with how it was had.

A page that says the same as its last capture is noted as seen again and not doubled; one that changed is sealed as a
later version. What cannot be had is told in one line, and the others go on.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from letapis.archive.archive import Archive, Sealed
from letapis.archive.errors import ArchiveError
from letapis.capture.custody import compared, kept_of, name_of, source_of, tool_of
from letapis.capture.fetching import PAGE_ALONE, Extent, fetched
from letapis.capture.page import Circumstances, Page, Screenshot, is_page
from letapis.network.errors import NetworkError
from letapis.network.policy import Policy, Proxy
from letapis.network.request import Response, request
from letapis.sources.errors import SourceError, UnprotectedError
from letapis.sources.result import Result
from letapis.workflow.captured import AGAIN, GONE, SEALED, Seen, last_version, round_of, times_seen
from letapis.workflow.clock import clock_source
from letapis.workflow.reading import documents_of, keep, profile_of

if TYPE_CHECKING:
    from letapis.capture.browser import Means

PAUSE = 1.0  # seconds between two pages of one host: we are guests
THERE = range(200, 300)
SLOW = 4  # times as long may an answer take through a proxy or Tor


@dataclass(frozen=True, slots=True)
class Wish:
    """How pages are to be captured."""

    embedded: bool = True  # with pictures and style sheets
    screenshot: bool | None = None  # None: where it can be made safely
    proxy: Proxy | None = None
    name: str = ""  # of the list that they stand in, so that a run that broke off goes on
    again: bool = False  # a new round through that list
    pause: float = PAUSE


@dataclass(frozen=True, slots=True)
class Captured:
    """What became of one address."""

    url: str
    outcome: str  # "sealed", "changed", "seen-again", "not-there", "refused", "done" (in this round already)
    sha256: str = ""
    name: str = ""
    status: int = 0
    reports: int = 0
    embedded: int = 0
    missed: int = 0
    screenshot: str = ""  # empty where there is one, else why not
    problem: str = ""  # of what was refused, or why nothing could be read of what was sealed


def capture(
    archive: Archive, urls: Sequence[str], by: str, wish: Wish, policy: Policy | None = None
) -> Iterator[Captured]:
    """Capture pages one by one, each told when it is done. Raises ArchiveError where the archive cannot be written."""
    policy = policy or _policy(wish)
    seen = times_seen(archive)
    work = _Work(archive, by, wish, policy, _means(wish), seen)
    number = round_of(seen, wish.name, again=wish.again) if wish.name else 0
    done = {one.url for one in seen if wish.name and (one.list, one.round) == (wish.name, number)}
    place = {"list": wish.name, "round": str(number)} if wish.name else {}
    hosts: dict[str, float] = {}
    for url in dict.fromkeys(urls):
        if url in done:
            yield Captured(url, "done")
            continue
        _wait(hosts, url, wish.pause)
        try:
            page = fetched(url, work.ask, Extent() if wish.embedded else PAGE_ALONE)
        except NetworkError as error:
            yield Captured(url, "refused", problem=str(error))
            continue
        yield _settled(work, page, place)


def name_of_list(urls: Sequence[str]) -> str:
    """The name by which a list is known again."""
    return hashlib.sha256("\n".join(urls).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is the same for all pages of a run."""

    archive: Archive
    by: str
    wish: Wish
    policy: Policy
    means: Means
    seen: list[Seen]

    def ask(self, url: str) -> Response:
        """Ask for an address."""
        return request("GET", url, policy=self.policy)


def _policy(wish: Wish) -> Policy:
    usual = Policy()
    if wish.proxy is None:
        return usual
    return replace(usual, proxy=wish.proxy, connecting=SLOW * usual.connecting, seconds=SLOW * usual.seconds)


def _means(wish: Wish) -> Means:
    from letapis.capture.browser import Means, means

    return Means(missing="none was asked for") if wish.screenshot is False else means(wanted=bool(wish.screenshot))


def _wait(hosts: dict[str, float], url: str, pause: float) -> None:
    host = url.partition("://")[2].partition("/")[0].lower()
    if host in hosts:
        time.sleep(max(0.0, hosts[host] + pause - time.monotonic()))
    hosts[host] = time.monotonic()


def _settled(work: _Work, page: Page, place: Mapping[str, str]) -> Captured:
    """What is done with an answer: sealed, noted as seen again, or noted as gone."""
    status = page.main.status
    if status not in THERE:
        _log(work, {"act": GONE, "source": source_of(page), "result": str(status), **_with(place)})
        return Captured(page.asked, GONE, status=status)
    text, problem = _words(work, page)
    by = compared(page, text, embedded=work.wish.embedded)
    before = last_version(work.seen, page.asked)
    first = work.archive.sealed().get(before.sha256) if before else None
    if before is not None and first is not None and by.same_as(before.text, before.pictures):
        return _seen_again(work, page, first, {"text": by.text, "pictures": by.pictures, **place})
    shot, missing = _shot(work, page)
    how = _circumstances(work, page, _replaced(work.archive, first), missing)
    done = _sealed(work, page, how, (text, shot), {**kept_of(page, by, missing), **place})
    work.seen.append(Seen(SEALED, "", page.asked, done.sha256, str(status), by.text, by.pictures))
    return replace(done, outcome="changed" if before else "sealed", problem=problem or done.problem)


def _seen_again(work: _Work, page: Page, first: Sealed, told: Mapping[str, str]) -> Captured:
    of = {"sha256": first.sha256, "size": first.size}
    _log(work, {"act": AGAIN, "object": of, "source": source_of(page), "capture": dict(told)})
    return Captured(page.asked, AGAIN, first.sha256, first.name, page.main.status)


def _circumstances(work: _Work, page: Page, replaces: str, no_screenshot: str) -> Circumstances:
    return Circumstances(
        via=page.main.hops[-1].via,
        clock=clock_source(),
        depth="embedded" if work.wish.embedded else "page",
        settings=tool_of(work.policy)["settings"],
        replaces=replaces,
        no_screenshot=no_screenshot,
    )


def _words(work: _Work, page: Page) -> tuple[str, str]:
    """The words of a page, read in a cell as all input is; empty with the reason where there are none."""
    from letapis.sources.confined import read_confined

    if not is_page(page.main):
        return "", "is sealed, but is no page of words: nothing was read of it"
    name = "page.txt" if page.main.header("content-type").startswith("text/plain") else "page.html"
    try:
        result = read_confined(name, page.main.body, profile=profile_of(work.archive))
    except SourceError as error:
        return "", f"is sealed, but {error.problem}"
    return "\n\n".join(document.text for document in result.documents), ""


def _shot(work: _Work, page: Page) -> tuple[Screenshot | None, str]:
    from letapis.capture.browser import painted
    from letapis.capture.browser_pipe import BrowserError

    if work.means.missing or not is_page(page.main):
        return None, work.means.missing or "it is no page"
    try:
        return painted(page, work.means), ""
    except BrowserError as error:
        return None, str(error)


def _replaced(archive: Archive, before: Sealed | None) -> str:
    """The report that this is a later version of; empty where there is none, or several."""
    if before is None:
        return ""
    try:
        documents = documents_of(archive, before).documents
    except ArchiveError:  # it was erased since
        return ""
    return documents[0].id if len(documents) == 1 else ""


def _sealed(
    work: _Work, page: Page, how: Circumstances, content: tuple[str, Screenshot | None], told: Mapping[str, str]
) -> Captured:
    from letapis.capture.web_records import web_archive
    from letapis.sources.confined import read_confined

    data = web_archive(page, how, *content)
    name = name_of(page)
    result, problem, read = Result(()), "", True
    try:
        result = read_confined(name, data, profile=profile_of(work.archive))
    except SourceError as error:
        result, problem = Result((), (error.refusal(),)), f"is sealed, but {error.problem}"
        read = not isinstance(error, UnprotectedError)  # else it is read another time, where there is a cell
    with work.archive.sealing(work.by) as sealing:
        staged = work.archive.originals.stage_bytes(data, sealing.known)
        if read:
            keep(work.archive, Sealed(staged.sha256, staged.size, name, {}), result)
        sealing.keep(staged, name, source=source_of(page), capture=dict(told), tool=tool_of(work.policy))
    return Captured(
        page.asked, SEALED, staged.sha256, name, page.main.status, len(result.documents), len(page.embedded),
        len(page.missed), how.no_screenshot, problem,
    )  # fmt: skip


def _log(work: _Work, act: dict[str, Any]) -> None:
    with work.archive.locked():
        work.archive.log([act], work.by)


def _with(place: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {"capture": dict(place)} if place else {}
