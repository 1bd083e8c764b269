"""What may be asked and how much is taken: fixed before the first byte goes out."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from letapis.network.errors import RefusedError

# What the browser of the Tor Project says of itself on every machine. A server that reads our name in its log would
# know that its page was taken as evidence, and from where.
AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0"
TOR = "socks5h://127.0.0.1:9050"
PROXY = re.compile(
    r"(socks5h?|http)://(?:([^:@/\s]{1,255}):([^:@/\s]{1,255})@)?([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})/?"
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """Who asks in our place. It finds the addresses of names itself: nothing is looked up on this machine."""

    kind: str  # "socks5" or "http"
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tor: bool = False

    def __str__(self) -> str:
        """As the log names it: without user and password."""
        return "Tor" if self.tor else f"{self.kind}://{self.host}:{self.port}"


def proxy_of(text: str, *, tor: bool = False) -> Proxy:
    """Read `socks5h://127.0.0.1:9050` or `http://user:password@proxy.example:3128`. Raises RefusedError."""
    found = PROXY.fullmatch(text)
    if not found or not 0 < int(found[5]) < 65_536:
        # The words of the option are not repeated: they can hold a password.
        raise RefusedError("--proxy", "is no address of a proxy", "Write it as socks5h://HOST:PORT or http://HOST:PORT")
    kind = "http" if found[1] == "http" else "socks5"
    if tor and kind != "socks5":
        raise RefusedError("--proxy", "is no address of Tor", "Write it as socks5h://HOST:PORT")
    return Proxy(kind, found[4].strip("[]"), int(found[5]), found[2] or "", found[3] or "", tor)


def looked_up(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as this system finds them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits for one request with all its redirects; the defaults fit a web page with large pictures."""

    schemes: tuple[str, ...] = ("http", "https")
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    proxy: Proxy | None = None
    reachable: frozenset[str] = frozenset()  # single addresses that are asked although they are not public: for tests
    redirects: int = 5
    header_bytes: int = 1 << 18  # of the head of one answer; of lines http.client takes a hundred
    body_bytes: int = 50 << 20  # as they come over the wire
    unpacked_bytes: int = 100 << 20  # once a Content-Encoding is taken off
    unpacked_times: int = 200  # how many times larger that may be, beyond the first megabyte
    connecting: float = 15.0  # seconds
    seconds: float = 60.0  # for all of it
    agent: str = AGENT
    resolve: Callable[[str, int], Sequence[str]] = looked_up
