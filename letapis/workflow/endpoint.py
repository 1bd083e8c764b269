"""The one door to a network: a request to an endpoint on this machine, or on a host that the archive allows.

No name is looked up and nothing is connected before the policy has said yes. The address that was checked is the
one that is connected. Proxies of the surroundings are not used, redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from letapis.network.timed import Timed, left

CONNECTING = 10.0  # seconds
LONGEST = 8 << 20  # bytes of a response
CHUNK = 1 << 16
HERE = "localhost"
PATH = "/chat/completions"  # of the protocol, behind the address of an endpoint
PORTS = {"http": 80, "https": 443}


class EndpointRefusedError(ValueError):
    """An endpoint that the policy does not allow, or that is no address of one."""


class NoResponseError(OSError):
    """Nobody answers, or not in time, or not as HTTP."""


class NotThereError(NoResponseError):
    """Nothing can be connected: no such host, nobody listens, a certificate of somebody else."""


class TooLongError(NoResponseError):
    """More came than is taken."""


class TooLateError(NoResponseError):
    """The time was over."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked. Made by `endpoint_of`, which holds it against the policy."""

    scheme: str
    host: str
    port: int
    path: str
    named: bool  # the archive's policy names the host; else it must be this machine

    def __str__(self) -> str:
        """As an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, whatever its status."""

    status: int
    body: bytes
    retry_after: str = ""
    location: str = ""


def endpoint_of(address: str, allowed: Collection[str] = ()) -> Endpoint:
    """The endpoint of an address such as `http://127.0.0.1:11434/v1`. Raises EndpointRefusedError."""
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise EndpointRefusedError(f"{address[:200]!r} is no address of an endpoint") from error
    if scheme not in PORTS or not host or not address.isascii() or not address.isprintable() or " " in address:
        raise EndpointRefusedError(
            f"{address[:200]!r} is no address of an endpoint; write it as http://127.0.0.1:11434/v1"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise EndpointRefusedError("an endpoint has no user, no query and no fragment in its address; a key goes apart")
    named = host in {one.lower() for one in allowed}
    if not named and not is_loopback(host) and host != HERE:
        raise EndpointRefusedError(f"the host {host} is not this machine, and the archive does not allow it")
    if scheme == "http" and not is_loopback(host) and host != HERE:
        raise EndpointRefusedError(f"{host} would be sent reports that anybody on the way can read; use https")
    return Endpoint(scheme, host, port or PORTS[scheme], parts.path.rstrip("/").removesuffix(PATH), named)


def is_loopback(host: str) -> bool:
    """Whether a host is an address of this machine, written as an address: 127.0.0.0/8 or ::1."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def post(endpoint: Endpoint, body: bytes, headers: Mapping[str, str], seconds: float) -> Response:
    """Send and receive within so many seconds in all. Raises NoResponseError, EndpointRefusedError."""
    deadline = time.monotonic() + seconds
    try:
        with _connected(endpoint, deadline) as connected:
            return _exchanged(endpoint, body, headers, Timed(connected, deadline))
    except TimeoutError as error:
        raise TooLateError(f"no whole answer came within {seconds:g} seconds") from error
    except http.client.HTTPException as error:
        raise NoResponseError(f"the answer is no HTTP, or broke off ({type(error).__name__})") from error


def _exchanged(endpoint: Endpoint, body: bytes, headers: Mapping[str, str], timed: Timed) -> Response:
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
    connection.sock = timed
    plain = {"Accept-Encoding": "identity", "Connection": "close"}
    connection.request("POST", endpoint.path + PATH, body, {**headers, **plain})
    response = connection.getresponse()
    told = response.headers
    return Response(response.status, _body(response), told.get("Retry-After", ""), told.get("Location", ""))


def _body(response: http.client.HTTPResponse) -> bytes:
    parts, length = [], 0
    while part := response.read(CHUNK):
        parts.append(part)
        length += len(part)
        if length > LONGEST:
            raise TooLongError(f"the answer is longer than {LONGEST >> 20} MB")
    if response.length:  # fewer bytes than were announced
        raise NoResponseError("the answer broke off")
    return b"".join(parts)


def _connected(endpoint: Endpoint, deadline: float) -> socket.socket:
    problem: Exception | None = None
    for address in _addresses(endpoint):
        try:
            connected = socket.create_connection(address, timeout=left(deadline, CONNECTING))
            return _covered(endpoint, connected)
        except TimeoutError as error:
            problem = NotThereError(f"nobody answers at {endpoint.host}:{endpoint.port}")
            problem.__cause__ = error
        except OSError as error:
            problem = NotThereError(f"{endpoint.host}:{endpoint.port}: {error.strerror or error}")
            problem.__cause__ = error
    raise problem or NotThereError(f"{endpoint.host} has no address")


def _covered(endpoint: Endpoint, connected: socket.socket) -> socket.socket:
    """The connection, inside TLS where the scheme says so; the certificate must be that of the host."""
    if endpoint.scheme == "http":
        return connected
    try:
        return ssl.create_default_context().wrap_socket(connected, server_hostname=endpoint.host)
    except BaseException:
        connected.close()
        raise


def _addresses(endpoint: Endpoint) -> list[tuple[str, int]]:
    """The addresses of the host; each must be this machine where no policy names it. A name can lead anywhere."""
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotThereError(f"the address of {endpoint.host} cannot be found ({error.strerror or error})") from error
    hosts = list(dict.fromkeys(str(one[4][0]) for one in found))
    outside = [host for host in hosts if not is_loopback(host)]
    if outside and not endpoint.named:
        raise EndpointRefusedError(f"{endpoint.host} leads to {outside[0]}, which is not this machine")
    return [(host, endpoint.port) for host in hosts]
