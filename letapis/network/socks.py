"""Being passed on by a proxy: SOCKS5 (RFC 1928, 1929) and CONNECT of HTTP, both with the name, never with an address.

The proxy finds the address of the name. So nobody near this machine learns which page is asked for, and what the
name leads to there is beyond our check.
"""

from __future__ import annotations

import base64
import ipaddress
import secrets
import socket

from letapis.network.policy import Proxy
from letapis.network.timed import left

HEAD = 8_192  # bytes of the answer of a CONNECT
OPEN, WITH_PASSWORD = 0, 2
FAULTS = {
    1: "the proxy failed",
    2: "the proxy does not allow it",
    3: "the network there cannot be reached",
    4: "the host cannot be reached",
    5: "nobody listens there",
    6: "it took too long on the way",
    7: "the proxy cannot connect",
    8: "the proxy knows no such address",
}


class ProxyError(OSError):
    """The proxy does not pass on; the text says why."""


def pass_on(connected: socket.socket, proxy: Proxy, host: str, port: int, deadline: float) -> None:
    """Ask the proxy for a connection; from then on `connected` leads to the host. Raises ProxyError, TimeoutError."""
    wire = _Wire(connected, deadline)
    if proxy.kind == "http":
        _connect(wire, proxy, host, port)
    else:
        _greet(wire, proxy)
        wire.send(b"\x05\x01\x00" + _address(host) + port.to_bytes(2, "big"))
        _answer(wire)


class _Wire:
    """Exactly so many bytes in time, and not one more: what follows belongs to the page."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self.connected = connected
        self.deadline = deadline

    def send(self, data: bytes) -> None:
        self.connected.settimeout(left(self.deadline))
        self.connected.sendall(data)

    def take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            self.connected.settimeout(left(self.deadline))
            part = self.connected.recv(size - len(taken))
            if not part:
                raise ProxyError("the proxy broke off")
            taken += part
        return taken


def _greet(wire: _Wire, proxy: Proxy) -> None:
    """Agree on who we are. Tor gives every new user's name a road of its own: so no two requests share one."""
    user, password = proxy.user, proxy.password
    if proxy.tor and not user:
        user, password = secrets.token_hex(8), "letapis"
    offered = bytes([OPEN, WITH_PASSWORD]) if user else bytes([OPEN])
    if proxy.tor:
        offered = bytes([WITH_PASSWORD])
    wire.send(bytes([5, len(offered)]) + offered)
    version, chosen = wire.take(2)
    if version != 5 or chosen not in offered:
        raise ProxyError("the proxy is no SOCKS5, or wants another password")
    if chosen == WITH_PASSWORD:
        name, word = user.encode(), password.encode()
        wire.send(b"\x01" + bytes([len(name)]) + name + bytes([len(word)]) + word)
        if wire.take(2)[1]:
            raise ProxyError("the proxy does not take the password")


def _address(host: str) -> bytes:
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return b"\x03" + bytes([len(host)]) + host.encode("ascii")
    return (b"\x01" if literal.version == 4 else b"\x04") + literal.packed


def _answer(wire: _Wire) -> None:
    version, code, _, kind = wire.take(4)
    if version != 5:
        raise ProxyError("the proxy is no SOCKS5")
    if code:
        raise ProxyError(FAULTS.get(code, f"the proxy answers with code {code}"))
    length = {1: 4, 4: 16}.get(kind) or (wire.take(1)[0] if kind == 3 else -1)
    if length < 0:
        raise ProxyError("the proxy names an address of an unknown kind")
    wire.take(length + 2)


def _connect(wire: _Wire, proxy: Proxy, host: str, port: int) -> None:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.user:
        word = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {word}")
    wire.send("\r\n".join((*lines, "", "")).encode("ascii"))
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += wire.take(1)  # byte by byte: the first byte behind the head is of the page
        if len(head) > HEAD:
            raise ProxyError("the proxy answers with too long a head")
    status = head.split(b" ", 2)
    if not head.startswith(b"HTTP/1.") or len(status) < 2 or status[1][:3] != b"200":
        raise ProxyError(f"the proxy answers {head.splitlines()[0][:60].decode('latin-1')!r}")
