"""What can go wrong on the way to another machine, told in one line that names the address and the way out."""

from __future__ import annotations


class NetworkError(Exception):
    """A request that brought no whole answer; `str()` is the line for a person."""

    def __init__(self, url: str, problem: str, way_out: str) -> None:
        super().__init__(url, problem, way_out)
        self.url = url
        self.problem = problem
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.url}: {self.problem}. {self.way_out}."


class RefusedError(NetworkError):
    """An address that is not asked: it leads into a network of our own, or can be read in two ways."""


class NotReachedError(NetworkError):
    """Nobody answers there, or somebody else does: no such name, no listener, a certificate that does not hold."""


class BrokenAnswerError(NetworkError):
    """What came back is no HTTP, or broke off."""


class TooMuchError(NetworkError):
    """More came than is taken: bytes, header lines, hops."""


class TooLateError(NetworkError):
    """The time was over before all had come."""
