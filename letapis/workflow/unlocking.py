"""The key of an archive: from the agent that holds it, or from a passphrase.

A plain archive has no key. The vault is never held by the agent: it wants the passphrase each time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.errors import ArchiveError
from letapis.archive.head import version_of
from letapis.workflow.passphrases import FILE, VARIABLE, asked, given, key_file, take

if TYPE_CHECKING:  # ciphers are loaded where something is opened
    from letapis.archive.keys.keyring import Keyring
    from letapis.archive.zone_key import ZoneKey

TRIES = 3  # at a terminal
WAY_OUT = f"Run `letapis unlock`, or name a file with the passphrase in {FILE}"


def is_sealed(root: Path) -> bool:
    """Whether the archive has keys. It can be told without unlocking it."""
    return (root / "keys" / "keyring.toml").is_file()


def kept_unlocked(root: Path) -> bool:
    """Whether an agent holds its key now."""
    from letapis.workflow.key_agent_calls import state

    return is_sealed(root) and state(root) is not None


def unlocked(root: Path, by: str = "", passphrase: str | None = None) -> ZoneKey | None:
    """The key of the team's zone; None for a plain archive. `by` names the account, else any that opens is taken.

    Raises ArchiveError where it is locked and nobody can be asked, WrongPassphraseError where nothing opens.
    """
    take()
    if not is_sealed(root):
        return None
    from letapis.archive.keys.keyring import TEAM
    from letapis.archive.keys.process import harden
    from letapis.archive.zone_key import ZoneKey
    from letapis.workflow.key_agent_calls import held

    harden()
    kept = held(root) if passphrase is None else None
    return ZoneKey(TEAM, kept) if kept is not None else keyring(root, by, passphrase=passphrase).key(TEAM)


def unlocked_as(root: Path) -> tuple[ZoneKey | None, str]:
    """The key of the team's zone, and the handle of whose account opened it; None and nothing for a plain archive."""
    if not is_sealed(root):
        return None, ""
    from letapis.archive.keys.keyring import TEAM
    from letapis.workflow.key_agent_calls import state

    kept = state(root)
    if kept is not None:
        return unlocked(root), kept.handle
    opened = keyring(root)
    return opened.key(TEAM), opened.account.handle


def unlock_for(root: Path, minutes: float, by: str = "", key_file_path: Path | None = None) -> str | None:
    """Let an agent hold the key of the team. Gives whose account opened it; None for a plain archive.

    Raises ArchiveError, NoArchiveError where there is no archive.
    """
    if not is_sealed(root):
        version_of(root)
        return None
    from letapis.archive.keys.keyring import TEAM
    from letapis.workflow.key_agent_calls import start

    opened = keyring(root, by, key_file_path)
    start(root, opened.key(TEAM).key, opened.account.handle, minutes)
    return opened.account.handle


def lock_now(root: Path) -> bool:
    """End the agent that holds the key. False where there was none."""
    from letapis.workflow.key_agent_calls import lock

    return is_sealed(root) and lock(root)


def begun_keys(root: Path, by: str, passphrase: str | None = None, key_file_path: Path | None = None) -> ZoneKey:
    """Make the keys of a new archive, and give that of the team. Raises ArchiveError for a weak passphrase."""
    from letapis.archive.keys.keyring import TEAM, begin_keys
    from letapis.archive.keys.process import harden

    harden()
    if is_sealed(root):  # a beginning that was cut off: its keys are there, and may have sealed something
        return keyring(root, by, key_file_path, passphrase).key(TEAM)
    if passphrase is None:
        passphrase = new_passphrase(root)
    return begin_keys(root, by, passphrase, key_file(key_file_path)).key(TEAM)


def keyring(root: Path, by: str = "", key_file_path: Path | None = None, passphrase: str | None = None) -> Keyring:
    """All that an account holds, the vault among it. Never from the agent: the passphrase is wanted each time."""
    from letapis.archive.keys.keyring import WrongPassphraseError, open_keys
    from letapis.archive.keys.process import harden

    harden()
    if not is_sealed(root):
        version_of(root)  # where there is no archive at all, it says so
        raise ArchiveError(str(root), "a plain archive has no keys", "Make a sealed one with `letapis init`")
    digest = key_file(key_file_path)
    if passphrase is None:
        passphrase = given()
    if passphrase is not None:
        return open_keys(root, passphrase, by, digest)
    for left in reversed(range(TRIES)):
        passphrase = asked(f"Passphrase of {root}{f' for {by}' if by else ''}")
        if passphrase is None:
            break
        try:
            return open_keys(root, passphrase, by, digest)
        except WrongPassphraseError:
            if not left:
                raise
    raise ArchiveError(str(root), "the archive is locked", WAY_OUT)


def new_passphrase(root: Path) -> str:
    """The passphrase of a new archive or account: from the surroundings, or typed twice. Raises ArchiveError."""
    from letapis.archive.keys.strength import weakness

    passphrase = given()
    if passphrase is not None:
        return passphrase
    passphrase = asked("New passphrase (`letapis init --suggest` draws one)")
    if passphrase is None:
        problem = "a sealed archive needs a passphrase, and nobody can be asked"
        raise ArchiveError(str(root), problem, f"Set {FILE} or {VARIABLE}, or say --plain")
    refused = weakness(passphrase)
    if not refused and asked("The same once more") != passphrase:
        refused = "the two passphrases are not the same"
    if refused:
        raise ArchiveError(str(root), refused, "Run it again with another; --suggest draws one of words")
    return passphrase
