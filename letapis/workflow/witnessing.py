"""A witness for the logs of others, in a folder of its own: its key, and the last checkpoint of each log it signed.

It needs no archive, and learns of a log nothing but how many lines it has.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing
from letapis.archive.proofs.checkpoint import Checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import COSIGNATURE, ML_DSA_44, Note, SigningKey, VerifierKey, parse_note
from letapis.archive.proofs.witness import RefusedError, Request, answer

KEY, LOGS, LOCK = "witness.json", "logs", "lock"


@dataclass(frozen=True, slots=True)
class Signed:
    """What the witness answered: the cosigned checkpoint, and how many lines it knows of the log now."""

    note: str
    origin: str
    size: int
    before: int


def begin(folder: Path, name: str, lasting: bool = False) -> VerifierKey:
    """Make a witness in a folder that is new or empty; `lasting` gives it a key that outlasts quantum computers.

    Its key lies in the folder, readable for the owner only. Raises ArchiveError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(str(folder), "the place is taken", "Name a folder that is new or empty")
    try:
        key = SigningKey.new(name, ML_DSA_44 if lasting else COSIGNATURE)
    except ProofError as error:
        raise ArchiveError(name, str(error), "Name it like witness.example/1") from error
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOGS).mkdir()
    _write(folder / KEY, {"name": name, "algorithm": key.algorithm, "seed": key.seed.hex()})
    return key.public()


def trust(folder: Path, log: VerifierKey) -> None:
    """Let the witness sign for a log with this key, from now on. Raises ArchiveError."""
    _key(folder)
    with writing(folder / LOCK):
        kept = _log(folder, log.name)
        keys = [*kept.get("keys", ()), log.text()]
        _write(_place(folder, log.name), {**kept, "origin": log.name, "keys": list(dict.fromkeys(keys))})


def sign(folder: Path, request: str, now: Callable[[], float] = time.time) -> Signed:
    """Answer a request; what is signed is on the disk before it is given out. Raises ArchiveError that says why not."""
    key = _key(folder)
    with writing(folder / LOCK):
        try:
            asked = Request.parse(request)
            kept = _log(folder, asked.origin)
            keys = [VerifierKey.parse(text) for text in kept.get("keys", ())]
            last = Checkpoint.parse(parse_note(kept["note"]).text) if "note" in kept else None
            line = answer(asked, keys, last, key, int(now()))
        except RefusedError as error:
            raise ArchiveError("the request", str(error), _way_out(error)) from error
        except ProofError as error:
            raise ArchiveError("the request", str(error), "Make it with `letapis witness request`") from error
        note = parse_note(asked.checkpoint)
        full = Note(note.text, (*note.signatures, line)).full()
        new = Checkpoint.parse(note.text)
        _write(_place(folder, new.origin), {**kept, "note": full})
    return Signed(full, new.origin, new.size, last.size if last else 0)


def known(folder: Path) -> list[tuple[str, int]]:
    """Origin and lines of every log that the witness knows. Raises ArchiveError."""
    _key(folder)
    kept = (_read(path) for path in sorted((folder / LOGS).glob("*.json")))
    return [
        (one["origin"], Checkpoint.parse(parse_note(one["note"]).text).size if "note" in one else 0) for one in kept
    ]


def _way_out(error: RefusedError) -> str:
    if error.status == 404:
        return "Name its key with --log, once you have it from the people themselves"
    if error.status == 409:
        return f"Ask them for a request from line {error.size}: `letapis witness request --old {error.size}`"
    return "Sign nothing; keep the request, and ask the people of the log what happened"


def _key(folder: Path) -> SigningKey:
    kept = _read(folder / KEY)
    return SigningKey(kept["name"], kept["algorithm"], bytes.fromhex(kept["seed"]))


def _log(folder: Path, origin: str) -> dict[str, Any]:
    path = _place(folder, origin)
    return _read(path) if path.exists() else {}


def _place(folder: Path, origin: str) -> Path:
    return folder / LOGS / f"{sha256(origin.encode()).hexdigest()}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError:
        way_out = "Make one with `letapis witness new FOLDER NAME`"
        raise ArchiveError(str(path.parent), "there is no witness here", way_out) from None
    except (OSError, ValueError) as error:
        raise ArchiveError(str(path), f"cannot be read ({error})", "Put it back from a backup") from error
    return found


def _write(path: Path, value: dict[str, Any]) -> None:
    """Whole or not at all, and for the owner only."""
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ArchiveError(str(path), f"cannot be written ({error.strerror})", "Look at the rights") from error
