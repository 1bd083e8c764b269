"""The steps of a backup: a pair of keys, the backup itself, a look through it, and the archive out of it again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from letapis.backup.errors import BackupError
from letapis.backup.making import Made, make, refuse_inside
from letapis.backup.memory import Memory
from letapis.backup.restoring import Looked, check, check_unopened, restore
from letapis.evidence.age import identities_of, new_identity, recipients_of
from letapis.workflow.progress import Progress, silent


def keygen(path: Path) -> str:
    """Write a new identity to a file that only its owner reads; gives the recipient. Raises BackupError."""
    identity, recipient = new_identity()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.write(f"# recipient: {recipient}\n{identity}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise BackupError(str(path), "is there already", "Name a new file: an identity is never written over") from None
    except OSError as error:
        raise BackupError(str(path), f"cannot be written ({error.strerror})", "Name another file") from error
    return recipient


def back_up(root: Path, target: Path, to: Sequence[str] = (), progress: Progress = silent) -> Made:
    """Bring a backup up to date. Recipients are remembered with the first; others replace them for good.

    Raises BackupError where nobody was named, ArchiveError where another run writes to the archive.
    """
    memory = Memory(root)
    kept = memory.recipients() if root.is_dir() else []
    chosen = list(to) or kept
    if not chosen:
        raise BackupError(str(target), "is sealed to nobody yet", "Say --to age1…; --keygen makes a pair of keys")
    recipients = recipients_of(chosen)
    refuse_inside(root, target)
    if chosen != kept:
        memory.keep_recipients(chosen)  # before: so that this state of them is in the backup
    return make(root, target, recipients, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", told=progress)


def look_through(target: Path, root: Path, identity: Path | None, key: str = "", progress: Progress = silent) -> Looked:
    """Whether a backup holds: opened with an identity, or compared with what the archive remembers of it."""
    if identity is None:
        return check_unopened(target, root)
    return check(target, identities_in(identity), key, progress)


def bring_back(  # noqa: PLR0913, PLR0917  each is a choice of the one who restores
    target: Path, root: Path, identity: Path, key: str = "", number: int | None = None, progress: Progress = silent
) -> Looked:
    """Make the archive of a backup again in a folder that is new or empty. Raises BackupError."""
    return restore(target, root, identities_in(identity), key, number, progress)


def identities_in(path: Path) -> list[object]:
    """The identities of a file. Raises BackupError, EvidenceError."""
    try:
        return identities_of(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(str(path), f"cannot be read ({error})", "Name the file of an identity") from error
