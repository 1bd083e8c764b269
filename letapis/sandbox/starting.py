"""Starting the warden, and the talk with it: one file at a time, by a lock."""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from typing import Any

from letapis.sandbox.errors import absent

HANDLE = 3  # the number of the connection in the warden
CODE = "import sys; sys.path[:] = {path!r}; from letapis.sandbox.warden import serve; serve({handle})"
GRACE = 10  # seconds over the wall clock's limit until the warden itself is taken for stuck


class Warden:
    """One warden of this process."""

    def __init__(self) -> None:
        ours, theirs = Pipe()
        try:
            self.process = _spawn(theirs.fileno())
        except OSError as error:
            ours.close()
            raise absent(error.strerror or "no further process") from error
        finally:
            theirs.close()
        self.connection: Connection[Any, Any] = ours

    def ask(self, asked: Mapping[str, Any], source: int, target: int) -> None:
        """Have a child made that reads from one pipe and writes to the other. Raises CellError."""
        try:
            self.connection.send_bytes(json.dumps(asked).encode())
            for handle in (source, target):
                send_handle(self.connection, handle, self.process)
        except OSError as error:
            raise absent("the warden has ended") from error

    def told(self, seconds: float) -> dict[str, Any]:
        """How the child ended. Raises CellError where nothing is heard of it."""
        try:
            if self.connection.poll(seconds + GRACE):
                told: dict[str, Any] = json.loads(self.connection.recv_bytes())
                return told
        except (EOFError, OSError):
            pass
        raise absent("the warden has ended or is stuck")

    def end(self) -> None:
        """End it, with a child that it may still have; nothing happens where it ended."""
        self.connection.close()
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self.process, 0)


LOCK = threading.Lock()
_wardens: list[Warden] = []  # none or one


def warden() -> Warden:
    """The warden of this process, started where there is none; the caller holds LOCK. Raises CellError."""
    if not _wardens:
        _wardens.append(Warden())
    return _wardens[0]


def forget() -> None:
    """End the warden; the next file has a new one."""
    while _wardens:
        _wardens.pop().end()


def _after_fork() -> None:
    """A forked process leaves the warden to its parent."""
    global LOCK  # noqa: PLW0603  a lock that another thread held would never open here
    LOCK = threading.Lock()
    for one in _wardens:
        one.connection.close()
    _wardens.clear()


def _spawn(handle: int) -> int:
    """The warden knows nothing of our surroundings: no variable, no stream, no open file but the connection."""
    code = CODE.format(path=[part for part in sys.path if part], handle=HANDLE)
    streams = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(HANDLE)]
    actions = [*streams, (os.POSIX_SPAWN_DUP2, handle, HANDLE)]
    # Shell quoting plays no part: nothing but our own search path stands in the code.
    return os.posix_spawn(
        sys.executable, [sys.executable, "-I", "-c", code], {"LC_ALL": "C.UTF-8"}, file_actions=actions
    )


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
atexit.register(forget)
