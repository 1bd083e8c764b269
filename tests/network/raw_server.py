"""A server on this machine that sends what it is told to, byte by byte, and notes who came."""

from __future__ import annotations

import contextlib
import socket
import threading


class RawServer:
    """`answers` maps the path of a request to bytes, or to a function that writes to the connection."""

    def __init__(self, covered=None):
        self.answers = {}
        self.requests = []
        self.connections = 0
        self.covered = covered  # a TLS context
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connected, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.one, args=(connected,), daemon=True).start()

    def one(self, connected):
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as kept:
            kept.enter_context(connected)
            connected.settimeout(10)
            if self.covered is not None:
                connected = kept.enter_context(self.covered.wrap_socket(connected, server_side=True))
            asked = b""
            while b"\r\n\r\n" not in asked:
                part = connected.recv(4096)
                if not part:
                    return
                asked += part
            self.requests.append(asked)
            answer = self.answers.get(
                asked.split(b" ")[1].decode(), b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            )
            if callable(answer):
                answer(connected)
            else:
                connected.sendall(answer)
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_WR)

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def answer(body=b"", status="200 OK", **headers):
    """The bytes of a plain answer; `content_type` becomes Content-Type."""
    told = {
        "Content-Length": str(len(body)),
        **{key.replace("_", "-").title(): value for key, value in headers.items()},
    }
    lines = [f"HTTP/1.1 {status}", *(f"{key}: {value}" for key, value in told.items()), "", ""]
    return "\r\n".join(lines).encode() + body
