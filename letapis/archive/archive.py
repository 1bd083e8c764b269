"""An archive: a folder with sealed originals, the custody log, the judgements, and what is derived from them.

It knows bytes, hashes and the log. What a source says, and what a judgement means, is the business of other rooms.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letapis.archive.chain import Chain, Entry
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.head import FORMAT, PLAIN, SEALED, head, version_of, write_head
from letapis.archive.held import Erased, Sealed, SetAside, erased_of, sealed_of, set_aside_of
from letapis.archive.lock import writing
from letapis.archive.originals import Originals
from letapis.archive.plain_files import PlainFiles
from letapis.archive.sealing import Sealing

if TYPE_CHECKING:
    from letapis.archive.proofs.ledger import Ledger
    from letapis.archive.zone_key import ZoneKey

__all__ = ["SETTINGS", "Archive", "Sealed", "Sealing", "files_of"]

SETTINGS = "settings.toml"  # of a sealed archive


class Archive:
    """The archive at `root`. Make one with `create` or `open_`; write to it inside `sealing`.

    All that stands below it, but for `archive.toml` and the lock, is reached through its `files`.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        files: Files | None = None,
    ) -> None:
        self.root = root
        self.clock = clock
        self.files: Files = files or PlainFiles(root)
        self.originals = Originals(self.files)
        self.custody = Chain(self.files, "custody.jsonl")
        self.judgements = Chain(self.files, "judgements.jsonl")
        self.persons = Chain(self.files, "persons.jsonl")  # judgements too: who is one person with whom

    @classmethod
    def create(cls, root: Path, by: str = "unnamed", key: ZoneKey | None = None) -> Archive:
        """Begin an archive in a folder that is new or empty, sealed if there is a key. Raises ArchiveError."""
        if (root / "archive.toml").exists():
            raise ArchiveError(str(root), "there is an archive here already", "Use it, or name another folder")
        archive = cls(root, files=files_of(root, key))
        version = SEALED if key else PLAIN
        try:
            if not archive.files.begun():
                raise ArchiveError(str(root), "the place is taken", "Name a folder that is new or empty")
            with archive.locked():
                if not any(entry["act"] == "created" for entry in archive.custody.entries()):
                    archive.log([{"act": "created", "format": FORMAT, "version": version}], by)
            if key:
                archive.files.write(SETTINGS, b"")
            write_head(root, version)  # from here on it is an archive
        except OSError as error:
            raise ArchiveError(str(root), f"cannot be written ({error.strerror})", "Name another folder") from error
        return archive

    @classmethod
    def open_(cls, root: Path, key: ZoneKey | None = None) -> Archive:
        """Open an archive; a sealed one wants its key, a plain one has none.

        Raises NoArchiveError, or ArchiveError for a format that we do not know, and for a key that does not fit.
        """
        version = version_of(root)
        if version == PLAIN:
            return cls(root)
        if key is None:
            raise ArchiveError(str(root), "the archive is locked", "Run `letapis unlock`")
        archive = cls(root, files=files_of(root, key))
        if not archive.files.has(SETTINGS) and not archive.files.has(archive.custody.name):
            raise ArchiveError(str(root), "the key is not that of this archive", "Name the archive that it is of")
        return archive

    @property
    def settings_place(self) -> str:
        """Where the settings stand, for messages."""
        return f"{SETTINGS} of {self.root}" if self.files.sealed else str(self.root / "archive.toml")

    def settings_text(self) -> str:
        """The settings as they are written: `archive.toml`, or a file of its own in a sealed archive."""
        if self.files.sealed:
            return self.files.read(SETTINGS).decode()
        return (self.root / "archive.toml").read_text(encoding="utf-8")

    def plain_settings(self) -> str:
        """What `archive.toml` says of the same archive where it is written out plainly."""
        return head(PLAIN) + "\n" + self.settings_text() if self.files.sealed else self.settings_text()

    def settings(self, name: str) -> dict[str, Any]:
        """A table of the settings, as it stands there now; empty where there is none. What it means others know."""
        found = tomllib.loads(self.settings_text()).get(name, {})
        if not isinstance(found, dict):
            raise ArchiveError(self.settings_place, f"{name!r} is no table", f"Write it as [{name}]")
        return found

    def sealed(self) -> dict[str, Sealed]:
        """All originals by SHA-256, in the order of their hashes, so that the order of arrival shows nowhere."""
        return sealed_of(self.custody.entries())

    def erased(self) -> dict[str, Erased]:
        """The originals that were erased and are not in again, by SHA-256."""
        return erased_of(self.custody.entries())

    def set_aside(self) -> tuple[SetAside, ...]:
        """What was offered and could not be read, without what was sealed later on; by name."""
        return set_aside_of(self.custody.entries())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer, with what a killed run left put in order first, and the log signed at the end."""
        with writing(self.root / "lock"):
            self._recover()
            yield
            self._sign()

    def log(self, acts: Sequence[Entry], by: str) -> None:
        """Append acts to the custody log; the caller is inside `locked`."""
        if acts:
            self.custody.append(self._stamped(acts, by))

    def judge(self, judgements: Sequence[Entry], by: str) -> None:
        """Append judgements to their log, and to the custody log that they were made: so none can be cut off."""
        with self.locked():
            self.judgements.append(self._stamped([{"judgement": one} for one in judgements], by))
            lines, head = self.judgements.head()
            self.log([{"act": "judged", "lines": lines, "head": head}], by)

    def judge_persons(self, decide: Callable[[int], Sequence[Entry]], by: str) -> None:
        """The same for judgements on persons; `decide` is told how many there are, with nobody else writing."""
        with self.locked():
            made = decide(self.persons.head()[0])
            self.persons.append(self._stamped([{"judgement": one} for one in made], by))
            lines, head = self.persons.head()
            self.log([{"act": "judged", "file": self.persons.name, "lines": lines, "head": head}], by)

    @contextmanager
    def sealing(self, by: str, *, again: bool = False) -> Iterator[Sealing]:
        """Seal files. What was kept is sealed even where the block ends early (an error, Ctrl-C).

        `again`: also bytes that were erased once.
        """
        with self.locked():
            sealing = Sealing(self, by, again=again)
            try:
                yield sealing
            finally:
                sealing.commit()

    def chains(self) -> tuple[Chain, ...]:
        """The custody log and the logs of judgements."""
        return self.custody, self.judgements, self.persons

    def lock(self) -> None:
        """Let go of the files and of their key: from here on everything is refused. Other copies of it stay open."""
        from letapis.archive.locked import Locked

        for name in ("files", "originals", "custody", "judgements", "persons"):
            setattr(self, name, Locked(self.root))

    @property
    def ledger(self) -> Ledger:
        """The signed checkpoints of the custody log."""
        from letapis.archive.proofs.ledger import Ledger

        return Ledger(self.files, self.custody)

    def now(self) -> str:
        """The time for the log: UTC, to the second."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _stamped(self, acts: Sequence[Entry], by: str) -> list[Entry]:
        stamp = {"at": self.now(), "clock": "system", "who": by}
        # The nonce keeps a short act from being guessed by its hash, where only hashes are shown to others.
        return [{**act, **stamp, "nonce": secrets.token_hex(16)} for act in acts]

    def _sign(self) -> None:
        """A checkpoint of the log as it is now. Where it cannot be made the acts stand, and `verify` tells why."""
        with suppress(ArchiveError, OSError):
            self.ledger.sign(self.now())

    def _recover(self) -> None:
        """Finish or take back what a killed run left: lines cut off, copies not yet moved, copies never logged."""
        cut = [(chain.name, len(left)) for chain in self.chains() if (left := chain.mend())]
        waiting = list(self.originals.waiting())
        logged = {entry["object"]["sha256"] for entry in self.custody.entries() if _collected(entry)} if waiting else ()
        for name, sha256 in waiting:
            if sha256 in logged:
                self.originals.place([sha256])
            else:
                self.files.drop(name)
        self.log([{"act": "recovered", "file": name, "cut_off_bytes": size} for name, size in cut], "letapis")


def files_of(root: Path, key: ZoneKey | None) -> Files:
    """Sealed files under a key, else plain ones. Ciphers are loaded where there is a key."""
    if key is None:
        return PlainFiles(root)
    from letapis.archive.sealed_files import SealedFiles

    return SealedFiles(root, key)


def _collected(entry: Entry) -> bool:
    match entry:
        case {"act": "collected", "object": {"sha256": str()}}:
            return True
    return False
