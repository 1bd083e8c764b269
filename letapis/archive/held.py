"""What the custody log tells of originals: which are in, what is said of them, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from letapis.archive.chain import Entry


@dataclass(frozen=True, slots=True)
class Sealed:
    """One original as the custody log tells it: how and when it first came, and what a person last said of it."""

    sha256: str
    size: int
    name: str
    given: Mapping[str, str] = field(default_factory=dict)
    at: str = ""  # UTC; empty before it is logged


@dataclass(frozen=True, slots=True)
class Erased:
    """An original that was erased, and is not in again: when and why."""

    sha256: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was offered and not sealed, with the reason."""

    sha256: str
    size: int
    name: str
    reason: str


def sealed_of(entries: Iterable[Entry]) -> dict[str, Sealed]:
    """All originals by SHA-256, in the order of their hashes; without those that were erased."""
    found: dict[str, Sealed] = {}
    for entry in entries:
        match entry:
            case {"act": "collected" | "described", "object": {"sha256": str(sha256), "size": int(size)}}:
                first = found.get(sha256)
                name = first.name if first else str(entry.get("name", ""))
                at = first.at if first else str(entry.get("at", ""))
                found[sha256] = Sealed(sha256, size, name, _strings(entry.get("given")), at)
            case {"act": "erased", "object": {"sha256": str(sha256)}}:
                found.pop(sha256, None)
    return dict(sorted(found.items()))


def erased_of(entries: Iterable[Entry]) -> dict[str, Erased]:
    """The originals that were erased and not taken in again, by SHA-256."""
    gone: dict[str, Erased] = {}
    for entry in entries:
        match entry:
            case {"act": "erased", "object": {"sha256": str(sha256)}}:
                gone[sha256] = Erased(sha256, str(entry.get("at", "")), str(entry.get("reason", "")))
            case {"act": "collected", "object": {"sha256": str(sha256)}}:
                gone.pop(sha256, None)
    return gone


def set_aside_of(entries: Iterable[Entry]) -> tuple[SetAside, ...]:
    """What was offered and could not be read, without what was sealed later on; by name."""
    aside: dict[str, SetAside] = {}
    for entry in entries:
        match entry:
            case {"act": "set-aside", "object": {"sha256": str(sha256), "size": int(size)}}:
                name, reason = str(entry.get("name", "")), str(entry.get("reason", ""))
                aside[sha256] = SetAside(sha256, size, name, reason)
            case {"act": "collected", "object": {"sha256": str(sha256)}}:
                aside.pop(sha256, None)
    return tuple(sorted(aside.values(), key=lambda one: (one.name, one.sha256)))


def _strings(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(key): str(text) for key, text in sorted(value.items())}
