"""A picture of a page by the browser of the machine, painted from captured bytes alone.

The browser reaches no network: every request of a page is answered by us or refused, and for whatever would slip by
there is a proxy of which no address can be found. Scripts do not run. Its folder lies in memory and is gone at the end.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from letapis.capture.browser_pipe import BrowserError, Pipe, started
from letapis.capture.page import Page, Screenshot, kind_of_answer
from letapis.network.address import target_of
from letapis.network.errors import RefusedError
from letapis.network.policy import Policy

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MEMORY = Path("/dev/shm")  # noqa: S108  a folder in memory, which is the point of it
WIDTH, HEIGHT = 1280, 1024  # of the window
TALLEST = 16_384  # of the picture: what a browser paints in one piece
SECONDS = 40.0
LOADING = 15.0
QUIET = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-crash-reporter",
    "--disable-client-side-phishing-detection",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,DialMediaRouteProvider",
    "--metrics-recording-only",
    "--mute-audio",
    "--hide-scrollbars",
    "--password-store=basic",
    "--deny-permission-prompts",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--proxy-server=socks5://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
)
# A page of its own brings rules of its own; over them stands that nothing in it runs or opens a frame.
RULES = "script-src 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'"


@dataclass(frozen=True, slots=True)
class Means:
    """With what a picture is made on this machine; `missing` says why none is."""

    browser: str = ""
    folder: Path | None = None  # where its own files go
    confined: bool = True  # whether the browser can shut its parts in
    missing: str = ""


def means(*, wanted: bool = False) -> Means:
    """What there is. Where a picture is `wanted`, it is made with less: files on the disk, parts not shut in."""
    asked = os.environ.get("LETAPIS_BROWSER")
    browser = asked or next(filter(None, map(shutil.which, NAMES)), "")
    if not browser:
        return Means(missing="no Chromium is on this machine")
    folder = MEMORY if _in_memory(MEMORY) else Path(tempfile.gettempdir()) if wanted else None
    if folder is None:
        return Means(missing="no folder in memory is there for the files of the browser; --screenshot takes the disk")
    confined = not hasattr(os, "geteuid") or os.geteuid() != 0
    if not confined and not wanted:
        return Means(missing="the browser cannot shut its parts in while root runs it; --screenshot runs it so")
    return Means(browser, folder, confined)


def _in_memory(folder: Path) -> bool:
    """Whether a folder lies in memory and can be written."""
    with suppress(OSError):
        mounted = [line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
        kinds = {one[1]: one[2] for one in mounted if len(one) > 2}
        return kinds.get(str(folder)) in {"tmpfs", "ramfs"} and os.access(folder, os.W_OK)
    return False


def painted(page: Page, with_: Means) -> Screenshot:
    """The whole page as a picture. Raises BrowserError."""
    answers = _answers(page)
    with _opened(with_) as pipe:
        browser = str(pipe.ask("Browser.getVersion").get("product", "Chromium"))
        target = pipe.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        pipe.session = pipe.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        pipe.on_event = _Answering(pipe, answers, page.main.url)
        pipe.ask("Emulation.setScriptExecutionDisabled", {"value": True})
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        pipe.ask("Emulation.setDeviceMetricsOverride", size)
        pipe.ask("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
        pipe.ask("Page.enable")
        pipe.ask("Page.navigate", {"url": page.main.url})
        pipe.wait_for("Page.loadEventFired", LOADING)
        at = datetime.now(UTC).isoformat()
        content = pipe.ask("Page.getLayoutMetrics")["cssContentSize"]
        height = max(1, min(TALLEST, round(content["height"])))
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
        told = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        png = base64.b64decode(pipe.ask("Page.captureScreenshot", told)["data"])
    return Screenshot(png, WIDTH, height, browser, at)


@contextmanager
def _opened(with_: Means) -> Iterator[Pipe]:
    """The browser in a folder of its own; at its end both are gone."""
    folder = Path(tempfile.mkdtemp(prefix="letapis-browser-", dir=with_.folder))
    try:
        command = [with_.browser, *QUIET, f"--user-data-dir={folder}", f"--disk-cache-dir={folder}"]
        command += ["--host-resolver-rules=MAP * ~NOTFOUND"] + ([] if with_.confined else ["--no-sandbox"])
        names = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
        surroundings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            **dict.fromkeys(names, str(folder)),
        }
        with started(command, surroundings, SECONDS) as pipe:
            yield pipe
    except (OSError, subprocess.SubprocessError, KeyError, ValueError, TypeError) as error:
        raise BrowserError(f"the browser failed ({type(error).__name__})") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the browser is given for one address."""

    status: int
    media: str
    body: bytes


def _answers(page: Page) -> Mapping[str, _Answer]:
    """By address, also by those that led on to another."""
    found: dict[str, _Answer] = {}
    for one in (page.main, *page.embedded):
        media = one.header("content-type") or kind_of_answer(one) or "text/html"
        for hop in one.hops:
            found.setdefault(hop.url, _Answer(one.status, media, one.body))
    return found


class _Answering:
    """Every request of the page: answered from the capture, or refused."""

    def __init__(self, pipe: Pipe, answers: Mapping[str, _Answer], main: str) -> None:
        self.pipe = pipe
        self.answers = answers
        self.main = main
        self.policy = Policy(ports=frozenset(range(1, 65_536)))

    def __call__(self, method: str, told: Mapping[str, Any]) -> None:
        """One event."""
        if method != "Fetch.requestPaused":
            return
        request = {"requestId": told["requestId"]}
        answer = self.answers.get(self._spelled(str(told["request"]["url"])))
        if answer is not None:
            headers = [
                {"name": "Content-Type", "value": answer.media},
                {"name": "Content-Security-Policy", "value": RULES},
            ]
            body = base64.b64encode(answer.body).decode()
            told_back = {"responseCode": answer.status, "responseHeaders": headers, "body": body}
            self.pipe.tell("Fetch.fulfillRequest", {**request, **told_back})
        elif told.get("resourceType") == "Document":
            self.pipe.tell("Fetch.fulfillRequest", {**request, "responseCode": 204})  # the page that is there stays
        else:
            self.pipe.tell("Fetch.failRequest", {**request, "errorReason": "BlockedByClient"})

    def _spelled(self, url: str) -> str:
        """As we spell addresses; the browser leaves some letters as they are that we write as %XX."""
        plain = url.partition("#")[0]
        if plain in self.answers:
            return plain
        try:
            return str(target_of(plain, self.policy))
        except RefusedError:
            return plain
