"""Talking to a browser over two pipes (Chrome DevTools Protocol): no port is opened, and all ends by a deadline."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

LONGEST = 256 << 20  # bytes of one message; a tall picture is some tens of millions
PIECE = 1 << 16
# The browser wants to find its pipes as files 3 and 4; this puts them there and becomes the browser.
LAUNCH = (
    "import os, sys\n"
    "first, second = os.dup(int(sys.argv[1])), os.dup(int(sys.argv[2]))\n"
    "high = [os.dup2(first, 60), os.dup2(second, 61)]\n"
    "os.dup2(60, 3), os.dup2(61, 4)\n"
    "os.closerange(5, 100)\n"
    "os.execvp(sys.argv[3], sys.argv[3:])"
)


class BrowserError(Exception):
    """No picture could be made; the text says why."""


class Pipe:
    """Questions to the browser and its answers; events go to `on_event` as they come."""

    def __init__(self, to_browser: int, from_browser: int, deadline: float) -> None:
        self.to_browser = to_browser
        self.from_browser = from_browser
        self.deadline = deadline
        self.session = ""
        self.on_event: Callable[[str, Mapping[str, Any]], None] = lambda _method, _told: None
        self._number = 0
        self._received = bytearray()
        self._searched = 0
        self._answers: dict[int, Mapping[str, Any]] = {}
        self._events: set[str] = set()

    def tell(self, method: str, told: Mapping[str, Any] | None = None) -> int:
        """Say something whose answer is of no interest; gives its number."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": dict(told or {})}
        if self.session:
            message["sessionId"] = self.session
        waiting = memoryview(json.dumps(message).encode() + b"\0")
        while waiting:
            self._ready(self.to_browser, writing=True)
            waiting = waiting[os.write(self.to_browser, waiting[:PIECE]) :]
        return self._number

    def ask(self, method: str, told: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Say something and wait for the answer. Raises BrowserError."""
        number = self.tell(method, told)
        while number not in self._answers:
            self._next()
        answer = self._answers.pop(number)
        if "error" in answer:
            raise BrowserError(f"the browser refused {method}")
        result: Mapping[str, Any] = answer.get("result", {})
        return result

    def wait_for(self, method: str, seconds: float) -> bool:
        """Wait until something happened, or so long."""
        whole, self.deadline = self.deadline, min(self.deadline, time.monotonic() + seconds)
        try:
            while method not in self._events:
                self._next()
        except TimeoutError:
            return False
        finally:
            self.deadline = whole
        return True

    def _next(self) -> None:
        """Take one message in."""
        end = self._received.find(b"\0", self._searched)
        while end < 0:
            self._searched = len(self._received)
            self._ready(self.from_browser, writing=False)
            part = os.read(self.from_browser, PIECE)
            self._received += part
            if not part or len(self._received) > LONGEST:
                raise BrowserError("the browser broke off")
            end = self._received.find(b"\0", self._searched)
        message = json.loads(self._received[:end])
        del self._received[: end + 1]
        self._searched = 0
        if "id" in message:
            if not message.get("method"):
                self._answers[message["id"]] = message
        else:
            self._events.add(message["method"])
            self.on_event(message["method"], message.get("params", {}))

    def _ready(self, file: int, *, writing: bool) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0 or not any(select.select([] if writing else [file], [file] if writing else [], [], left)):
            raise TimeoutError


@contextmanager
def started(command: Sequence[str], surroundings: Mapping[str, str], seconds: float) -> Iterator[Pipe]:
    """A browser with its pipes; it and all its processes are ended at the end. Raises BrowserError, OSError."""
    its_in, to_browser = os.pipe()
    from_browser, its_out = os.pipe()
    launch = [sys.executable, "-I", "-S", "-c", LAUNCH, str(its_in), str(its_out), *command]
    try:
        process = subprocess.Popen(  # noqa: S603  our own words; the name of the browser is of this machine
            launch, pass_fds=(its_in, its_out), env=dict(surroundings), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    finally:
        os.close(its_in)
        os.close(its_out)
    try:
        yield Pipe(to_browser, from_browser, time.monotonic() + seconds)
    except TimeoutError as error:
        raise BrowserError(f"the browser did not paint within {seconds:g} seconds") from error
    finally:
        os.close(to_browser)
        os.close(from_browser)
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The browser and what it started: a session of its own, which only we began."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
