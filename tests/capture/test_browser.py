"""The picture of a page: painted from what was captured, with no way to a network and no script."""

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from letapis.capture import browser
from letapis.capture.browser import means, painted
from letapis.capture.browser_pipe import BrowserError, started
from letapis.capture.fetching import Extent, fetched

pytestmark = pytest.mark.browser
CHROMIUM = next(filter(None, map(shutil.which, browser.NAMES)), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")
RED = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h90v90H0z" fill="#f00"/></svg>'
CALLS = """
<link rel="preconnect" href="{c}"><link rel="dns-prefetch" href="{c}">
<link rel="prefetch" href="{c}/1"><link rel="preload" as="image" href="{c}/2">
<meta http-equiv="refresh" content="0;url={c}/3"><link rel="stylesheet" href="{c}/4"><script src="{c}/5"></script>
<script>fetch("{c}/6"); new WebSocket("ws{w}/7"); navigator.sendBeacon("{c}/8");
document.body.style.background = "#00ff00"</script>
<img src="{c}/9"><img srcset="{c}/10 1x"><iframe src="{c}/11"></iframe><object data="{c}/12"></object>
<embed src="{c}/13"><video src="{c}/14" autoplay></video><audio src="{c}/15" autoplay></audio>
<style>@import "{c}/16"; @font-face {{ font-family: f; src: url({c}/17) }}
p {{ font-family: f; background: url({c}/18) }}</style>
<iframe srcdoc="<img src='{c}/19'>"></iframe><body onload="fetch('{c}/20')">
<form action="{c}/21" method="post"><input autofocus onfocus="this.form.submit()"></form>
<svg><image href="{c}/22"/></svg><a ping="{c}/23" href="#">
"""


def colours(shot):
    with Image.open(io.BytesIO(shot.png)) as picture:
        return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24)}


def left_over():
    return [
        path
        for folder in (Path("/dev/shm"), Path("/tmp"))
        if folder.is_dir()
        for path in folder.glob("letapis-browser-*")
    ]


@needs_browser
def test_a_page_is_painted_whole_from_what_was_captured(server, answer, page, ask, at):
    server.answers["/"] = page("Minsk", '<link rel=stylesheet href="/s.css">', '<img src="/навіна.svg">')
    server.answers["/s.css"] = answer(
        b"body { background: #0000ff; height: 3000px; margin: 0 }", content_type="text/css"
    )
    server.answers["/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D0%B0.svg"] = answer(RED, content_type="image/svg+xml")
    captured = fetched(at("/"), ask, Extent())
    asked = server.connections
    shot = painted(captured, means(wanted=True))
    assert {(255, 0, 0), (0, 0, 255)} <= colours(shot)
    assert (shot.width, shot.height >= 3000) == (1280, True)
    with Image.open(io.BytesIO(shot.png)) as picture:
        assert picture.size == (shot.width, shot.height)
    assert server.connections == asked  # nothing is asked for a second time
    assert left_over() == []


@needs_browser
def test_a_page_that_calls_home_in_every_way_reaches_nobody(server, canary, page, ask, at):
    calls = CALLS.format(c=f"http://127.0.0.1:{canary.port}", w=f"://127.0.0.1:{canary.port}")
    server.answers["/"] = page("Minsk", calls.replace("127.0.0.1", "localhost"), calls)
    shot = painted(fetched(at("/"), ask, Extent()), means(wanted=True))
    assert canary.connections == 0
    assert (0, 255, 0) not in colours(shot)  # no script ran
    assert len(colours(shot)) > 1  # the page is there: what led away from it did not


@needs_browser
def test_the_canary_is_heard_where_nothing_holds_the_browser(canary, monkeypatch, tmp_path):
    """The same browser without the rules: else the test before would prove nothing."""
    monkeypatch.setattr(browser, "QUIET", tuple(word for word in browser.QUIET if "proxy" not in word))
    command = [
        CHROMIUM,
        *browser.QUIET,
        f"--user-data-dir={tmp_path}",
        "--no-sandbox",
        f"http://127.0.0.1:{canary.port}/",
    ]
    with started(command, {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}, 20) as pipe:
        pipe.ask("Browser.getVersion")
        pipe.ask("Target.setDiscoverTargets", {"discover": True})
        pipe.wait_for("never", 3)
    assert canary.connections > 0


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.delenv("LETAPIS_BROWSER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert means().missing == "no Chromium is on this machine"


def test_no_picture_is_made_on_the_disk_or_by_root_unasked(monkeypatch):
    monkeypatch.setenv("LETAPIS_BROWSER", "/usr/bin/some-browser")
    monkeypatch.setattr(browser, "MEMORY", Path("/nowhere"))
    assert "no folder in memory" in means().missing
    assert means(wanted=True).missing == ""
    monkeypatch.undo()
    monkeypatch.setenv("LETAPIS_BROWSER", "/usr/bin/some-browser")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    if Path("/dev/shm").is_dir():
        assert "root" in means().missing
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert means().confined


@pytest.mark.parametrize("program", ["/bin/true", "/bin/cat", "/nowhere/browser"])
def test_a_browser_that_does_not_answer_is_told(server, page, ask, at, monkeypatch, program):
    monkeypatch.setenv("LETAPIS_BROWSER", program)
    monkeypatch.setattr(browser, "SECONDS", 1.0)
    server.answers["/"] = page("Minsk")
    with pytest.raises(BrowserError) as told:
        painted(fetched(at("/"), ask, Extent()), means(wanted=True))
    assert str(told.value).startswith("the browser")
    assert left_over() == []
