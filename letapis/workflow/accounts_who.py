"""Whose passphrase opened an archive: so that nobody acts under the handle of somebody else.

A plain archive has no passphrase; there a handle is taken at its word.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from letapis.workflow.accounts_state import RefusedError
from letapis.workflow.unlocking import is_sealed, keyring

if TYPE_CHECKING:
    from letapis.archive.keys.keyring import Keyring

NOBODY = ("", "unnamed")  # what `--by` says where nothing was said


def shown(root: Path, by: str) -> str:
    """The handle that acts. Raises RefusedError where the archive was unlocked by another."""
    if not is_sealed(root):
        return by
    from letapis.workflow.key_agent_calls import state

    held = state(root)
    handle = held.handle if held is not None else own_keyring(root, by).account.handle
    if by not in (*NOBODY, handle):
        problem = f"the archive was unlocked by {handle!r}, not by {by!r}"
        raise RefusedError(str(root), problem, "Lock it with `letapis lock`, or leave out --by")
    return handle


def own_keyring(root: Path, by: str) -> Keyring:
    """The keyring of who acts, which the passphrase opens each time. For what changes keys."""
    return keyring(root, "" if by in NOBODY else by)
