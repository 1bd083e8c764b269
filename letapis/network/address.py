"""Addresses of pages, read strictly: what two programs could read in two ways is refused, not repaired.

Nothing is looked up here.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from letapis.network.errors import RefusedError
from letapis.network.policy import Policy
from letapis.network.public import why_not_public

LONGEST = 8_192
DEFAULT_PORTS = {"http": 80, "https": 443}
URL = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?")
AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{1,5}))?")
LABEL = re.compile(r"(?!-)[a-z0-9_\-]{1,63}(?<!-)")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # what some programs take for a part of an address
FOUR = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.|$)){4}")
OURS = frozenset(("localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "arpa", "test"))
KEPT = "!$%&'()*+,;=:@/-._~"  # what stands in a path as it is; all else is written as %XX
WAY_OUT = "Copy the address of the page from the browser"


@dataclass(frozen=True, slots=True)
class Target:
    """A page to ask for: host in small ASCII letters, `path` with its query, ready for the first line of a request."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the Host line names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS.get(self.scheme) else f"{host}:{self.port}"

    @property
    def literal(self) -> bool:
        """Whether the host is an address and no name."""
        return ":" in self.host or bool(FOUR.fullmatch(self.host))

    def __str__(self) -> str:
        """As an address, without its fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target_of(url: str, policy: Policy) -> Target:
    """Read an address and hold it against the policy. Raises RefusedError."""
    found = URL.fullmatch(url) if len(url) <= LONGEST else None
    if found is None or not all(letter.isprintable() and letter not in " \\" for letter in url):
        raise RefusedError(shown(url), "is no address of a page", WAY_OUT)
    scheme, authority, path, query = found[1].lower(), found[2], found[3], found[4] or ""
    if scheme not in policy.schemes:
        raise RefusedError(shown(url), f"is not asked for by {scheme}", f"Only {' and '.join(policy.schemes)} is")
    # Without a path behind the host, some programs take `#@` or `?@` for the end of a user's name.
    if "@" in authority or (not path and "@" in url):
        raise RefusedError(shown(url), "holds a user's name, or what looks like one", WAY_OUT)
    parts = AUTHORITY.fullmatch(authority)
    if parts is None or not parts[1]:
        raise RefusedError(shown(url), "has no host that can be read in one way", WAY_OUT)
    port = int(parts[2]) if parts[2] else DEFAULT_PORTS[scheme]
    if port not in policy.ports:
        raise RefusedError(shown(url), f"port {port} is not asked", f"Pages stand at {_listed(policy)}")
    target = Target(scheme, _host(url, parts[1], policy), port, quote(path or "/", safe=KEPT) + _query(query))
    if target.literal:
        check(shown(url), target.host, policy)
    return target


def check(url: str, address: str, policy: Policy) -> None:
    """Refuse an address that is not public, unless the policy names it. Raises RefusedError."""
    if address in policy.reachable:
        return
    try:
        reason = why_not_public(address)
    except ValueError:
        reason = "no address at all"
    if reason:
        raise RefusedError(url, f"leads to {shown(address)}, which is {reason}", "Only public addresses are asked")


def shown(url: str) -> str:
    """The address as a message can hold it: short, and without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in url[:200])


def _listed(policy: Policy) -> str:
    return ", ".join(map(str, sorted(policy.ports)))


def _query(query: str) -> str:
    return quote(query, safe=KEPT + "?") if query else ""


def _host(url: str, host: str, policy: Policy) -> str:
    """The host in small ASCII letters. Raises RefusedError."""
    if host.startswith("["):
        try:
            return str(ipaddress.IPv6Address(host[1:-1]))
        except ValueError:
            raise RefusedError(shown(url), "has no address between its brackets", WAY_OUT) from None
    name = _ascii(url, host).removesuffix(".")
    labels = name.split(".")
    if FOUR.fullmatch(name):
        return name
    if NUMBER.fullmatch(labels[-1]):
        raise RefusedError(shown(url), "writes a number where a name belongs", "Only 93.184.215.14 is an address here")
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise RefusedError(shown(url), "has a host that is no name", WAY_OUT)
    if len(labels) == 1 or labels[-1] in OURS:
        raise RefusedError(shown(url), "names a machine of a network of our own", "Only public names are asked")
    if labels[-1] == "onion" and not (policy.proxy and policy.proxy.tor):
        raise RefusedError(shown(url), "is reached through Tor only", "Ask with --tor")
    return name


def _ascii(url: str, host: str) -> str:
    """A name in other letters as the network writes it; letters that only look like others are refused."""
    if host.isascii():
        return host.lower()
    small = host.lower()
    try:
        if unicodedata.normalize("NFKC", small) == small:
            return small.encode("idna").decode()
    except UnicodeError:
        pass
    raise RefusedError(shown(url), "has a host in letters that stand for others", WAY_OUT)
