"""A connection on which all together ends by a deadline, however slowly it drips, and which notes what it carries."""

from __future__ import annotations

import io
import socket
import time
from typing import Any


class FullError(Exception):
    """More was received than the ceiling allows."""


def left(deadline: float, most: float = float("inf")) -> float:
    """Seconds until the deadline, at most so many. Raises TimeoutError where none is left."""
    seconds = min(deadline - time.monotonic(), most)
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Timed:
    """What http.client takes for a socket. Bytes sent and received are kept where a ceiling is given."""

    def __init__(self, connected: socket.socket, deadline: float, ceiling: int | None = None) -> None:
        self.connected = connected
        self.deadline = deadline
        self.ceiling = ceiling
        self.sent = bytearray()
        self.received = bytearray()

    def sendall(self, data: Any) -> None:  # noqa: ANN401  bytes of any kind
        """Send, or run out of time."""
        if self.ceiling is not None:
            self.sent += data
        self.connected.settimeout(left(self.deadline))
        self.connected.sendall(data)

    def receive_into(self, buffer: Any) -> int:  # noqa: ANN401  any buffer
        """Wait for the next bytes. Raises TimeoutError, FullError."""
        self.connected.settimeout(left(self.deadline))
        count = self.connected.recv_into(buffer)
        if self.ceiling is not None:
            self.received += memoryview(buffer)[:count]
            if len(self.received) > self.ceiling:
                raise FullError
        return count

    def makefile(self, _mode: str, *_more: object) -> io.BufferedReader:
        """What is received, as a file."""
        return io.BufferedReader(_Received(self))

    def close(self) -> None:
        """Nothing: http.client would close before the answer is read. Whoever connected closes."""


class _Received(io.RawIOBase):
    """The bytes that come in, as long as there is time."""

    def __init__(self, timed: Timed) -> None:
        super().__init__()
        self.timed = timed

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  any buffer
        """Wait for the next bytes."""
        return self.timed.receive_into(buffer)
