"""Ask for one page: every hop is judged anew, every byte of question and answer is handed over.

An answer of any status is an answer; what cannot be had whole is an error of one line.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from letapis.network.address import Target, shown, target_of
from letapis.network.connecting import Tls, connected_to
from letapis.network.errors import BrokenAnswerError, NetworkError, RefusedError, TooLateError, TooMuchError
from letapis.network.policy import Policy
from letapis.network.timed import FullError, Timed
from letapis.network.unpacking import GrowthError, PackedError, unpacked

CHUNK = 1 << 16
FRAMES = 1_500_000  # bytes of head and frames that an answer may have beside as many as its body
ELSEWHERE = frozenset((301, 302, 303, 307, 308))
STAYS = frozenset(("accept", "accept-encoding", "accept-language", "user-agent"))  # headers that follow to another host
USUAL = {"Accept": "*/*", "Accept-Language": "en-US,en;q=0.5", "Accept-Encoding": "gzip, deflate"}
LATER = "Try again later, or leave it out"
DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer, as they went over the wire."""

    url: str
    address: str  # of the server; empty where a proxy found it
    via: str  # "direct", "Tor", or the proxy
    tls: Tls | None
    began: datetime  # UTC
    ended: datetime
    sent: bytes
    received: bytes
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """The last answer with its body unpacked, and all hops that led to it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    url: str  # where the answer came from, after redirects
    hops: tuple[Exchange, ...] = field(default=())

    def header(self, name: str) -> str:
        """The first header of that name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class _Question:
    """What is said to each hop."""

    method: str
    body: bytes
    headers: Mapping[str, str]

    def to_another(self) -> _Question:
        """The same to another host, which is told nothing that was meant for the first one."""
        kept = {key: value for key, value in self.headers.items() if key.lower() in STAYS}
        return replace(self, headers=kept)


def request(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    policy: Policy = DEFAULT,
) -> Response:
    """Ask. GET follows redirects; what else is asked comes back as it is answered. Raises NetworkError."""
    deadline = time.monotonic() + policy.seconds
    told = {"User-Agent": policy.agent, **USUAL, **(headers or {})}
    question = _Question(method, body, told)
    hops: list[Exchange] = []
    target = target_of(url, policy)
    seen = {target}
    while True:
        hop, packed = _asked(question, target, policy, deadline)
        hops.append(hop)
        following = _following(hop) if method == "GET" and hop.status in ELSEWHERE else ""
        if not following:
            return _response(hop, packed, tuple(hops), policy)
        further = _further(hop, following, policy)
        if len(hops) > policy.redirects:
            raise TooMuchError(shown(url), f"leads on more than {policy.redirects} times", "Ask for the last address")
        if further in seen:
            raise TooMuchError(shown(url), "leads in a circle", "It wants something kept between two visits; leave it")
        seen.add(further)
        if further.authority != target.authority or further.scheme != target.scheme:
            question = question.to_another()
        target = further


def _further(hop: Exchange, following: str, policy: Policy) -> Target:
    """The next hop, judged as if it were asked for at first. Raises RefusedError."""
    try:
        return target_of(following, policy)
    except RefusedError as error:
        problem = f"leads on to {error.url}, which {error.problem}"
        raise RefusedError(hop.url, problem, "It stays as it is: open it in no other way") from error


def _following(hop: Exchange) -> str:
    place = next((value for key, value in hop.headers if key.lower() == "location"), "").strip()
    with suppress(UnicodeError):
        place = place.encode("latin-1").decode("utf-8")  # http.client reads every head as latin-1
    if not place or "\\" in place:
        return place
    try:
        return urljoin(hop.url, place)
    except ValueError:
        return place


def _asked(question: _Question, target: Target, policy: Policy, deadline: float) -> tuple[Exchange, bytes]:
    """One hop: the exchange, and the body without its chunks but still packed. Raises NetworkError."""
    url = str(target)
    try:
        with connected_to(target, policy, deadline) as connected:
            timed = Timed(connected.socket, deadline, policy.header_bytes)
            began = datetime.now(UTC)
            answer, packed = _exchanged(question, target, timed, policy)
            ended = datetime.now(UTC)
            via = str(policy.proxy) if policy.proxy else "direct"
            told = tuple(answer.headers.items())
            received = _message(timed, answer, packed)
            sent = bytes(timed.sent)
            return Exchange(
                url, connected.address, via, connected.tls, began, ended, sent, received, answer.status, told
            ), packed
    except TimeoutError as error:
        raise TooLateError(url, f"did not come whole within {policy.seconds:g} seconds", LATER) from error
    except FullError as error:
        raise TooMuchError(url, "sends more than is taken", LATER) from error
    except http.client.HTTPException as error:
        raise BrokenAnswerError(url, f"answers in no HTTP, or broke off ({type(error).__name__})", LATER) from error
    except (OSError, ValueError) as error:
        raise BrokenAnswerError(url, f"broke off ({type(error).__name__})", LATER) from error


def _exchanged(
    question: _Question, target: Target, timed: Timed, policy: Policy
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = timed  # whatever sends and receives
    told = {"Host": target.authority, **question.headers, "Connection": "close"}
    connection.request(question.method, target.path, question.body or None, told)
    answer = connection.getresponse()
    timed.ceiling = len(timed.received) + policy.body_bytes
    parts: list[bytes] = []
    length = 0
    while part := answer.read(CHUNK):
        parts.append(part)
        length += len(part)
        if length > policy.body_bytes or len(timed.received) > FRAMES + 2 * length:
            raise FullError  # too long, or next to nothing but the sizes of chunks, each of which costs time
    if answer.length:  # fewer bytes than were announced
        raise http.client.IncompleteRead(b"")
    return answer, b"".join(parts)


def _message(timed: Timed, answer: http.client.HTTPResponse, packed: bytes) -> bytes:
    """The answer as it was received, without what a server sent behind its announced end."""
    received = bytes(timed.received)
    if answer.chunked or answer.getheader("Content-Length") is None:
        return received
    head = received.find(b"\r\n\r\n")
    return received[: head + 4 + len(packed)] if head >= 0 else received


def _response(hop: Exchange, packed: bytes, hops: tuple[Exchange, ...], policy: Policy) -> Response:
    encodings = ",".join(value for key, value in hop.headers if key.lower() == "content-encoding")
    try:
        body = unpacked(packed, encodings, policy.unpacked_bytes, policy.unpacked_times) if packed else b""
    except GrowthError as error:
        raise TooMuchError(hop.url, str(error), "Nothing of it was kept") from error
    except PackedError as error:
        raise BrokenAnswerError(hop.url, str(error), LATER) from error
    return Response(hop.status, hop.headers, body, hop.url, hops)


__all__ = ["Exchange", "NetworkError", "Policy", "Response", "request"]
