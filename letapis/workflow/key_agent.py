"""The agent: a small process that holds the key of one archive until it is told to lock or is not asked for a while.

The key comes on its standard input, not as an argument. It answers its own user alone, writes nothing, and ends: only
with the end of a process its memory is surely gone.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from letapis.archive.keys.process import harden, keep_in_memory, wipe
from letapis.workflow.key_agent_calls import KEY, user_at

LOOK = 2.0  # seconds between two looks at the clock
PATIENCE = 2.0  # seconds for a question to come
LONGEST = 64  # bytes of a question


class Agent:
    """The key, whose it is, and since when nobody asked."""

    def __init__(self, secret: bytearray, handle: str, seconds: float) -> None:
        self.secret = secret
        self.handle = handle
        self.seconds = seconds
        self.used = now()
        self.ended = False

    def left(self) -> float:
        """Seconds until it locks itself."""
        return self.seconds - (now() - self.used)

    def answer(self, question: bytes) -> bytes | bytearray:
        """What goes back; nothing for a question that it does not know."""
        if self.left() <= 0:
            self.ended = True
            return b""
        match question:
            case b"key":
                self.used = now()
                return self.secret
            case b"state":
                told = {"handle": self.handle, "process": os.getpid(), "seconds_left": int(self.left())}
                return json.dumps(told).encode()
            case b"lock":
                self.ended = True
                return b"locked"
        return b""


def now() -> float:
    """Seconds, counted on while the machine sleeps: a closed lid locks."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def serve(agent: Agent, place: Path) -> None:
    """Answer until it ends. The socket is gone before the last answer is given."""
    os.umask(0o177)
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(place))
        door.listen(8)
        door.settimeout(LOOK)
        os.write(1, b"ready\n")
        while not agent.ended and agent.left() > 0:
            with suppress(TimeoutError, OSError):
                line, _ = door.accept()
                with line:
                    _turn(agent, line, place)


def _turn(agent: Agent, line: socket.socket, place: Path) -> None:
    """One question. Somebody else than our user gets no answer at all."""
    line.settimeout(PATIENCE)
    if user_at(line) != os.getuid():
        return
    answer = agent.answer(line.recv(LONGEST))
    if agent.ended:
        place.unlink(missing_ok=True)
        wipe(agent.secret)
    line.sendall(answer)


def main() -> None:
    """Read the key and the handle, and hold them: `key_agent SOCKET SECONDS`."""
    harden()
    place, seconds = Path(sys.argv[1]), float(sys.argv[2])
    secret = bytearray(KEY)
    keep_in_memory(secret)
    os.readv(0, [secret])  # not by way of a stream: no copy stays in its buffer
    agent = Agent(secret, os.read(0, 4096).decode(), seconds)

    def end(_number: int, _frame: FrameType | None) -> None:
        agent.ended = True

    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, end)
    try:
        serve(agent, place)
    finally:
        wipe(secret)
        place.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
