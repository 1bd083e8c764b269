"""From a target to a connection: looked up once, every answer judged, and the judged address is the one connected.

So a name that changes its answer between the look and the connection (rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from letapis.network.address import Target, check
from letapis.network.errors import NotReachedError
from letapis.network.policy import Policy
from letapis.network.socks import ProxyError, pass_on
from letapis.network.timed import left


@dataclass(frozen=True, slots=True)
class Tls:
    """How the connection was covered, and the certificates that the server showed, its own first, as PEM."""

    version: str
    cipher: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection to a target. `address` is empty where a proxy found it."""

    socket: socket.socket
    address: str
    tls: Tls | None


@contextmanager
def connected_to(target: Target, policy: Policy, deadline: float) -> Iterator[Connected]:
    """A connection, closed at the end. Raises RefusedError, NotReachedError, TimeoutError."""
    plain, address = _opened(target, policy, deadline)
    covered: socket.socket = plain
    try:
        tls = None
        if target.scheme == "https":
            covered, tls = _covered(target, plain, left(deadline, policy.connecting))
        yield Connected(covered, address, tls)
    finally:
        covered.close()
        plain.close()


def _opened(target: Target, policy: Policy, deadline: float) -> tuple[socket.socket, str]:
    if policy.proxy is not None:
        return _through_proxy(target, policy, deadline), target.host if target.literal else ""
    problem: OSError | None = None
    for address in _judged(target, policy, deadline):
        try:
            return socket.create_connection((address, target.port), left(deadline, policy.connecting)), address
        except TimeoutError as error:
            left(deadline)  # the whole time is over: not this address alone
            problem = error
        except OSError as error:
            problem = error
    raise _unreached(target, "nobody answers") from problem


def _through_proxy(target: Target, policy: Policy, deadline: float) -> socket.socket:
    """The proxy was chosen by the person who asks, so it may stand on this machine."""
    proxy = policy.proxy
    assert proxy is not None
    try:
        opened = socket.create_connection((proxy.host, proxy.port), left(deadline, policy.connecting))
    except OSError as error:
        raise NotReachedError(str(target), f"{proxy} does not answer", "Start it, or look at its address") from error
    try:
        pass_on(opened, proxy, target.host, target.port, deadline)
    except ProxyError as error:
        opened.close()
        raise NotReachedError(str(target), f"{error} ({proxy})", "Try again later, or another road") from error
    except BaseException:
        opened.close()
        raise
    return opened


def _judged(target: Target, policy: Policy, deadline: float) -> Sequence[str]:
    """The addresses of the host: one that is not public refuses them all. Looked up once."""
    found = [target.host] if target.literal else _looked_up(target, policy, deadline)
    for address in found:
        check(str(target), address, policy)
    return found


def _looked_up(target: Target, policy: Policy, deadline: float) -> Sequence[str]:
    """The answers of the system, or no longer than the time that there is: it has no deadline of its own."""
    found: list[str] = []

    def look() -> None:
        try:
            found.extend(policy.resolve(target.host, target.port))
        except (OSError, UnicodeError):
            return

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(left(deadline, policy.connecting))
    answers = list(found)
    if not answers:
        raise _unreached(target, "no address of this name is found")
    return answers


def _covered(target: Target, plain: socket.socket, seconds: float) -> tuple[socket.socket, Tls]:
    """The connection inside TLS; the certificate must be that of the host."""
    plain.settimeout(seconds)
    # A server that drips its part of the greeting byte by byte never runs into the timeout of one read.
    guard = threading.Timer(seconds, _shut, [plain])
    guard.daemon = True
    guard.start()
    began = time.monotonic()
    try:
        covered = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except ssl.SSLCertVerificationError as error:
        raise _unreached(target, f"its certificate does not hold ({error.verify_message})") from error
    except TimeoutError:
        raise
    except OSError as error:
        if time.monotonic() - began >= seconds:
            raise TimeoutError from error
        raise _unreached(target, "no covered connection comes about") from error
    finally:
        guard.cancel()
    cipher = covered.cipher()
    return covered, Tls(covered.version() or "", cipher[0] if cipher else "", _chain(covered))


def _shut(plain: socket.socket) -> None:
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _chain(covered: ssl.SSLSocket) -> tuple[str, ...]:
    """What the server showed, its own certificate first. Before Python 3.13 only the inner object tells all of it."""
    shown = getattr(covered, "get_unverified_chain", None)
    inner = getattr(getattr(covered, "_sslobj", None), "get_unverified_chain", None)
    own = covered.getpeercert(binary_form=True)
    found: list[bytes] = []
    if shown is not None:
        found = list(shown())
    elif inner is not None:
        found = [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in inner() or ()]
    return tuple(ssl.DER_cert_to_PEM_cert(one) for one in found or ([own] if own else []))


def _unreached(target: Target, problem: str) -> NotReachedError:
    return NotReachedError(str(target), problem, "Look at the address, or try again later")
