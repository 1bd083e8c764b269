"""An archive: a folder with sealed originals, the custody log, the judgements, and what is derived from them.

It knows bytes, hashes and the log. What a source says, and what a judgement means, is the business of other rooms.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letapis.archive.chain import Chain, Entry
from letapis.archive.errors import ArchiveError, NoArchiveError
from letapis.archive.files import Files
from letapis.archive.lock import writing
from letapis.archive.originals import Originals, Staged
from letapis.archive.plain_files import PlainFiles
from letapis.archive.times import quieten

if TYPE_CHECKING:
    from letapis.archive.proofs.ledger import Ledger
    from letapis.archive.zone_key import ZoneKey

FORMAT = "letapis-archive"
SETTINGS = "settings.toml"  # of a sealed archive
PLAIN, SEALED = 1, 2  # versions of the format
BATCH_FILES = 2048  # so many files, or so many bytes, are made durable together
BATCH_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Sealed:
    """One original as the custody log tells it: how and when it first came, and what a person last said of it."""

    sha256: str
    size: int
    name: str
    given: Mapping[str, str] = field(default_factory=dict)
    at: str = ""  # UTC; empty before it is logged


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was offered and not sealed, with the reason."""

    sha256: str
    size: int
    name: str
    reason: str


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

    @property
    def derived(self) -> Path:
        """The folder of the databases."""
        return self.files.database("derived/store.sqlite3")[0].parent

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
        found: dict[str, Sealed] = {}
        for entry in self.custody.entries():
            match entry:
                case {"act": "collected" | "described", "object": {"sha256": str(sha256), "size": int(size)}}:
                    first = found.get(sha256)
                    name = first.name if first else str(entry.get("name", ""))
                    at = first.at if first else str(entry.get("at", ""))
                    found[sha256] = Sealed(sha256, size, name, _strings(entry.get("given")), at)
        return dict(sorted(found.items()))

    def set_aside(self) -> tuple[SetAside, ...]:
        """What was offered and could not be read, without what was sealed later on; by name."""
        aside: dict[str, SetAside] = {}
        for entry in self.custody.entries():
            match entry:
                case {"act": "set-aside", "object": {"sha256": str(sha256), "size": int(size)}}:
                    name, reason = str(entry.get("name", "")), str(entry.get("reason", ""))
                    aside[sha256] = SetAside(sha256, size, name, reason)
                case {"act": "collected", "object": {"sha256": str(sha256)}}:
                    aside.pop(sha256, None)
        return tuple(sorted(aside.values(), key=lambda one: (one.name, one.sha256)))

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
    def sealing(self, by: str) -> Iterator[Sealing]:
        """Seal files. What was kept is sealed even where the block ends early (an error, Ctrl-C)."""
        with self.locked():
            sealing = Sealing(self, by)
            try:
                yield sealing
            finally:
                sealing.commit()

    def chains(self) -> tuple[Chain, ...]:
        """The custody log and the logs of judgements."""
        return self.custody, self.judgements, self.persons

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


class Sealing:
    """The work between opening an archive for writing and closing it again."""

    def __init__(self, archive: Archive, by: str) -> None:
        self.archive = archive
        self.by = by
        self.known = archive.sealed()
        self._aside = {(one.sha256, one.reason) for one in archive.set_aside()}
        self._staged: list[Staged] = []
        self._acts: list[Entry] = []
        self._bytes = 0

    def stage(self, source: Path, under_way: Container[str] = ()) -> Staged:
        """Copy and hash a file in one pass; bytes that are sealed, or `under_way`, are not copied.

        Raises OSError where it cannot be read, ArchiveError where the copy cannot be written.
        """
        return self.archive.originals.stage(source, _Either(self.known, under_way))

    def keep(self, staged: Staged, name: str, given: Mapping[str, str] | None = None, **more: object) -> bool:
        """Seal a staged file; `more` goes into its act. False where the archive has its bytes already."""
        if staged.sha256 in self.known:
            self.archive.originals.drop(staged)
            return False
        self.known[staged.sha256] = Sealed(staged.sha256, staged.size, name, dict(given or {}))
        self._staged.append(staged)
        self._bytes += staged.size
        self._note("collected", staged, name, given=dict(given or {}), **more)
        if len(self._staged) >= BATCH_FILES or self._bytes >= BATCH_BYTES:
            self.commit()
        return True

    def describe(self, staged: Staged, given: Mapping[str, str]) -> None:
        """Log what a person now says of an original that is sealed already."""
        first = self.known[staged.sha256]
        self.known[staged.sha256] = Sealed(first.sha256, first.size, first.name, dict(given), first.at)
        self._note("described", staged, first.name, given=dict(given))

    def set_aside(self, staged: Staged, name: str, reason: str) -> None:
        """Take back a copy that cannot be read; its hash and the reason go into the log, once."""
        self.archive.originals.drop(staged)
        if (staged.sha256, reason) not in self._aside:
            self._aside.add((staged.sha256, reason))
            self._note("set-aside", staged, name, reason=reason)

    def commit(self) -> None:
        """Make durable what was kept: the copies first, then the log that names them, then their places."""
        if not self._acts:
            return
        self.archive.originals.flush(self._staged)
        self.archive.log(self._acts, self.by)
        # Sealed from here on: one who interrupts the moving must not seal anew what has left its first place.
        sealed, self._staged, self._acts, self._bytes = self._staged, [], [], 0
        self.archive.originals.place(staged.sha256 for staged in sealed)

    def _note(self, act: str, staged: Staged, name: str, **more: object) -> None:
        size = {"sha256": staged.sha256, "size": staged.size}
        self._acts.append({"act": act, "object": size, "name": name, **more})


class _Either:
    """What is in one of two containers, without joining them."""

    def __init__(self, first: Container[str], second: Container[str]) -> None:
        self.first, self.second = first, second

    def __contains__(self, name: object) -> bool:
        return name in self.first or name in self.second


def version_of(root: Path) -> int:
    """Whether the archive in a folder is plain (1) or sealed (2), which no key is needed to see.

    Raises NoArchiveError, or ArchiveError for a format that we do not know.
    """
    settings = root / "archive.toml"
    if not settings.is_file():
        raise NoArchiveError(str(root), "there is no archive here", "Begin one with `letapis init`")
    try:
        values = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(str(settings), f"cannot be read ({error})", "Put it back from a backup") from error
    version = values.get("version")
    if values.get("format") != FORMAT or version not in {PLAIN, SEALED}:
        raise ArchiveError(
            str(settings),
            f"is {values.get('format')!r} version {version!r}, not {FORMAT!r} version {PLAIN} or {SEALED}",
            "Open it with the Letapis that wrote it",
        )
    return int(version)


def write_head(root: Path, version: int) -> None:
    """Write `archive.toml` of a new archive."""
    settings = root / "archive.toml.part"
    settings.write_text(head(version), encoding="utf-8", newline="\n")
    settings.replace(root / "archive.toml")
    if version == SEALED:
        quieten(root / "archive.toml", root / "lock", root)


def files_of(root: Path, key: ZoneKey | None) -> Files:
    """Sealed files under a key, else plain ones. Ciphers are loaded where there is a key."""
    if key is None:
        return PlainFiles(root)
    from letapis.archive.sealed_files import SealedFiles

    return SealedFiles(root, key)


def head(version: int) -> str:
    """The first lines of `archive.toml`."""
    return f'format = "{FORMAT}"\nversion = {version}\n'


def _collected(entry: Entry) -> bool:
    match entry:
        case {"act": "collected", "object": {"sha256": str()}}:
            return True
    return False


def _strings(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(key): str(text) for key, text in sorted(value.items())}
