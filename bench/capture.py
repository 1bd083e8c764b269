"""How fast pages are asked for, packed as WARC and sealed, against plain urllib on the same server in the same run.

Run: python bench/capture.py [--pages 200]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from measuring import Row, show

from letapis.archive.archive import Archive
from letapis.capture.fetching import PAGE_ALONE, fetched
from letapis.capture.page import Circumstances
from letapis.capture.web_records import web_archive
from letapis.network.policy import Policy
from letapis.network.request import Response, request
from letapis.workflow.capturing import Wish, capture

ASKING, PACKING = 3.0, 6.0  # times as long as urllib, which looks at nothing
SEALED = 1.0  # pages a second, words read in a cell, sealed and logged: as many as one host is asked for
TURNS = 5
WORDS = "Four workers were detained in Minsk on Sunday. " * 400


class Page(BaseHTTPRequestHandler):
    """A page of 20 kB, another one at each address."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page."""
        body = f"<html><body><article><p>{self.path} {WORDS}</p></article></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def taken(work: Callable[[str], object], urls: list[str]) -> float:
    start = time.perf_counter()
    for url in urls:
        work(url)
    return time.perf_counter() - start


def measure(pages: int, port: int, folder: Path) -> list[Row]:
    policy = Policy(
        ports=frozenset({port}), reachable=frozenset({"127.0.0.1"}), resolve=lambda _host, _port: ["127.0.0.1"]
    )
    how = Circumstances("direct", "system", "page", "")
    urls = [f"http://127.0.0.1:{port}/{number}" for number in range(pages)]

    def by_urllib(url: str) -> bytes:
        with urllib.request.urlopen(url) as answer:
            return answer.read()

    def asked(url: str) -> Response:
        return request("GET", url, policy=policy)

    def packed(url: str) -> bytes:
        return web_archive(fetched(url, asked, PAGE_ALONE), how, WORDS, None)

    works = (by_urllib, asked, packed)
    times: list[list[float]] = [[], [], []]
    for turn in range(TURNS + 1):
        for place, work in enumerate(works):
            seconds = taken(work, urls)
            if turn:  # the first turn warms up
                times[place].append(seconds)
    ratios = [statistics.median(b / a for a, b in zip(times[0], others, strict=True)) for others in times[1:]]
    speeds = [pages / statistics.median(each) for each in times]
    archive = Archive.create(folder / "archive")
    start = time.perf_counter()
    done = list(capture(archive, urls, "bench", Wish(embedded=False, screenshot=False, pause=0), policy))
    sealing = pages / (time.perf_counter() - start)
    if {one.outcome for one in done} != {"sealed"}:
        raise SystemExit("not every page was sealed")
    return [
        Row(
            "asking, time over urllib", ratios[0], "times", ASKING, note=f"({speeds[1]:.0f} of {speeds[0]:.0f} pages/s)"
        ),
        Row(
            "asking and packing as WARC, time over urllib",
            ratios[1],
            "times",
            PACKING,
            note=f"({speeds[2]:.0f} pages/s)",
        ),
        Row("captured: asked, read in a cell, packed, sealed", sealing, "pages/s", SEALED, least=True),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    pages = parser.parse_args().pages
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        return show(measure(pages, server.server_port, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
