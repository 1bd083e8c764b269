"""What is kept of anchors among the files of an archive: whom to ask; each stamp with request and answer."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from letapis.archive.archive import Archive
from letapis.archive.canonical import canonical
from letapis.archive.errors import ArchiveError

FOLDER, SERVICES = "anchors", "anchors/services.json"
AUTHORITY, CALENDAR, WITNESS = "rfc3161", "opentimestamps", "witness"
QUEUED, PENDING, CLAIMED, PROVEN = "queued", "pending", "claimed", "proven"


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who confirms checkpoints: an authority with its certificates, a calendar, a witness with its key."""

    kind: str
    url: str
    trusted: str = ""  # certificates as PEM, or the key of the witness


@dataclass(frozen=True, slots=True)
class Anchor:
    """One confirmation of one checkpoint, asked for or there.

    `queued`: not answered yet. `pending`: promised. `claimed`: leads to a block that was not looked at. `proven`.
    """

    name: str
    kind: str
    url: str
    size: int
    note: str  # the checkpoint as the log signed it
    state: str = QUEUED
    asked: bytes = b""
    answer: bytes = b""
    moment: str = ""  # the time that is proven, UTC
    until: str = ""  # when the certificate of the authority runs out
    by: str = ""  # who confirmed it, as they name themselves
    problem: str = ""  # why it is not further


def services(archive: Archive) -> list[Service]:
    """Whom to ask."""
    try:
        return [Service(**one) for one in json.loads(archive.files.read(SERVICES))]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError) as error:
        raise ArchiveError(SERVICES, f"cannot be read ({error})", "Put it back from a backup") from error


def keep_services(archive: Archive, wanted: list[Service]) -> None:
    """Keep whom to ask; who calls it holds the lock."""
    archive.files.write(SERVICES, json.dumps([asdict(one) for one in wanted]).encode())


def anchors(archive: Archive) -> Iterator[Anchor]:
    """All anchors, by size of the checkpoint. Raises ArchiveError for one that cannot be read."""
    found = [_read(archive, name) for name in archive.files.names(FOLDER) if name != SERVICES]
    return iter(sorted(found, key=lambda one: (one.size, one.kind, one.url, one.name)))


def faults(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Name, place and problem of what is kept of anchors and cannot be read, or confirms what was never signed."""
    signed = _signed(archive)
    for name in archive.files.names(FOLDER):
        try:
            if name == SERVICES:
                services(archive)
            elif _read(archive, name).note not in signed and signed:
                yield name, "", "it confirms a checkpoint that the log did not sign, or not in these words"
        except ArchiveError as error:
            yield name, error.place, error.problem


def _signed(archive: Archive) -> set[Any]:
    """The checkpoints as the log signed them; none where their log is damaged, which others tell."""
    try:
        return {entry.get("checkpoint") for entry in archive.ledger.chain.entries()}
    except ArchiveError:
        return set()


def new_anchor(service: Service, size: int, note: str) -> Anchor:
    """One to be asked for."""
    return Anchor(secrets.token_hex(8), service.kind, service.url, size, note)


def keep(archive: Archive, one: Anchor) -> None:
    """Keep an anchor as it is now; who calls it holds the lock."""
    told = {**asdict(one), "asked": _text(one.asked), "answer": _text(one.answer)}
    archive.files.write(f"{FOLDER}/{one.name}.json", canonical(told))


def failed(one: Anchor, problem: object) -> Anchor:
    """The same, with why it is not further."""
    return replace(one, problem=str(problem)[:300])


def _read(archive: Archive, name: str) -> Anchor:
    try:
        kept: dict[str, Any] = json.loads(archive.files.read(name))
        raw = {key: base64.b64decode(kept[key]) for key in ("asked", "answer")}
        return Anchor(**{**kept, **raw})
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(name, f"cannot be read ({error})", "Put it back from a backup") from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
