"""Opening the books of an archive: as a member of the team, or as an administrator, who holds nothing else.

It says whose passphrase it was: nobody acts under the handle of somebody else. A plain archive has no passphrase, so
there a handle is taken at its word.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.workflow.accounts_state import ZONE, Books, RefusedError, books_of, books_of_zone
from letapis.workflow.opened import archive_at
from letapis.workflow.passphrases import asked, first_line
from letapis.workflow.unlocking import is_sealed, keyring, unlocked

if TYPE_CHECKING:
    from letapis.archive.keys.keyring import Keyring

NOBODY = ("", "unnamed")  # what `--by` says where nothing was said
NEW_FILE = "LETAPIS_NEW_PASSPHRASE_FILE"
TEAM = "team"


@dataclass(frozen=True, slots=True)
class Opened:
    """The books, who opened them, and their keys where these were asked for; None in a plain archive."""

    books: Books
    by: str
    keys: Keyring | None

    @property
    def archive(self) -> Archive:
        """The archive, for a member of the team. Raises RefusedError for an administrator."""
        if self.books.archive is None:
            raise RefusedError(self.by, "an administrator opens no content", "Ask a member of the team")
        return self.books.archive


def opened(root: Path, by: str, *, with_keys: bool = False) -> Opened:
    """Open the books. `with_keys`: for what changes keys; then the passphrase is wanted even where an agent runs.

    Raises RefusedError where `by` is another than whose passphrase it is.
    """
    if not is_sealed(root):
        return Opened(books_of(archive_at(root, None)), by, None)
    from letapis.workflow.key_agent_calls import state

    held = None if with_keys else state(root)
    if held is not None:
        _same(root, by, held.handle)
        return Opened(books_of(archive_at(root, unlocked(root))), held.handle, None)
    keys = keyring(root, "" if by in NOBODY else by)
    handle = keys.account.handle
    if TEAM in keys.zones:
        return Opened(books_of(archive_at(root, keys.key(TEAM))), handle, keys)
    if ZONE in keys.zones:
        return Opened(books_of_zone(root, keys.key(ZONE)), handle, keys)
    raise RefusedError(handle, "this account was not admitted yet", "Ask a colleague: `letapis accounts admit HANDLE`")


def acting(root: Path, by: str) -> str:
    """The handle that acts: of whose passphrase opened it. In a plain archive the handle that is given."""
    return by if not is_sealed(root) else opened(root, by).by


def first_passphrase(handle: str) -> str:
    """The first passphrase of a new account, typed by its owner or from a file. Never that of who makes it."""
    if file := os.environ.get(NEW_FILE):
        return first_line(Path(file), NEW_FILE)
    passphrase = asked(f"First passphrase of {handle}, typed by its owner")
    if passphrase is None:
        raise ArchiveError(handle, "a new account needs a passphrase", f"Name a file with it in {NEW_FILE}")
    if passphrase != asked("The same once more"):
        raise ArchiveError(handle, "the two are not the same", "Run the command again")
    return passphrase


def _same(root: Path, by: str, handle: str) -> None:
    if by not in (*NOBODY, handle):
        problem = f"the archive was unlocked by {handle!r}, not by {by!r}"
        raise RefusedError(str(root), problem, "Lock it with `letapis lock`, or leave out --by")
