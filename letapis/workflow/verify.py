"""The step that asks whether the archive is whole. It reads only."""

from __future__ import annotations

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.further_logs import Fault, Further, FurtherLog
from letapis.archive.verification import Verification
from letapis.archive.verification import verify as verify_archive
from letapis.workflow.accounts_state import ACCOUNTS, APPROVALS, FACTORS, FOLDER, KEY, SIGN_INS, books_of, has_books
from letapis.workflow.anchor_records import SERVICES, faults
from letapis.workflow.progress import Progress, silent
from letapis.workflow.vault_door import DOOR, WAITING

NAMES = (KEY, FACTORS, APPROVALS, SERVICES, DOOR, WAITING)  # files of other rooms that are known by their names


def verify(archive: Archive, progress: Progress = silent) -> Verification:
    """Check every log, every original and every anchor; `progress` counts bytes."""
    total = sum(one.size for one in archive.sealed().values())
    seen = 0

    def look(size: int) -> None:
        nonlocal seen
        seen += size
        progress("verify", seen, total)

    return verify_archive(archive, look, further(archive))


def further(archive: Archive) -> Further:
    """The logs of accounts and of requests, and the anchors."""
    try:
        logs = _books(archive)
    except ArchiveError as error:  # the books are missing, or the file with their key was changed
        fault: Fault = (FOLDER, "", f"the logs of accounts cannot be opened: {error.problem}")
        return Further((), (), NAMES, (fault, *faults(archive)))
    mine = [log for log in logs if log.called.startswith(FOLDER)]
    folders = ((FOLDER, mine[0].chain.files),) if mine else ()
    return Further(logs, folders, NAMES, tuple(faults(archive)))


def _books(archive: Archive) -> tuple[FurtherLog, ...]:
    books = books_of(archive)
    if not has_books(books):
        return ()
    asked = (FurtherLog(APPROVALS, books.approvals),) if books.approvals else ()
    own = {ACCOUNTS: books.accounts, SIGN_INS: books.sign_ins}
    return (*(FurtherLog(f"{FOLDER}/{name}", chain) for name, chain in own.items()), *asked)
