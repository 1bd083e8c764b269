"""An open archive with the steps as methods: the Python API for those who do not want to know the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.files import ERASING
from letapis.workflow.elsewhere import readable
from letapis.workflow.unlocking import begun_keys, unlocked

if TYPE_CHECKING:  # each step is loaded when it is taken: `letapis --help` must start at once
    from letapis.archive.verification import Verification
    from letapis.archive.zone_key import ZoneKey
    from letapis.claims.coder import Coder
    from letapis.publications.chronicle import Written
    from letapis.registry.judgement import Judgement
    from letapis.registry.record import Figure
    from letapis.sources.given import Given
    from letapis.workflow.code import CodedArchive
    from letapis.workflow.ingest import Added
    from letapis.workflow.people import Linked, Standing
    from letapis.workflow.reconcile import Reconciled


def open_archive(
    path: str | PathLike[str],
    *,
    create: bool = False,
    by: str = "unnamed",
    plain: bool = False,
    passphrase: str | None = None,
) -> OpenArchive:
    """Open the archive in a folder, or begin one. `by` is the handle that stands in the logs.

    One that is begun is sealed under the passphrase, unless it is to be `plain`. Without a passphrase, that of the
    agent or the surroundings is taken. Raises NoArchiveError where there is none, ArchiveError where it does not open.
    """
    root = Path(path)
    if create and not (root / "archive.toml").exists():
        return OpenArchive(begin_archive(root, by, plain=plain, passphrase=passphrase), by)
    return OpenArchive(archive_at(root, unlocked(root, passphrase=passphrase)), by)


def archive_at(root: Path, key: ZoneKey | None) -> Archive:
    """The archive in a folder, opened with its key; ready to be read where it cannot be written.

    An erasure that was cut off is brought to its end first.
    """
    archive = readable(Archive.open_(root, key))
    if archive.files.has(ERASING):
        from letapis.workflow.erasing import finish

        finish(archive)
    return archive


def begin_archive(
    root: Path, by: str, *, plain: bool = False, passphrase: str | None = None, key_file: Path | None = None
) -> Archive:
    """Begin a sealed archive, or a plain one. Raises ArchiveError where the place is taken or the passphrase weak."""
    if plain:
        return Archive.create(root, by)
    from letapis.archive.sealed_store import BEGUN

    if (root / "archive.toml").exists():
        raise ArchiveError(str(root), "there is an archive here already", "Use it, or name another folder")
    if root.exists() and (not root.is_dir() or any(path.name not in BEGUN for path in root.iterdir())):
        raise ArchiveError(str(root), "the place is taken", "Name a folder that is new or empty")
    return Archive.create(root, by, begun_keys(root, by, passphrase, key_file))


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """One archive and who works on it."""

    archive: Archive
    by: str = "unnamed"

    def lock(self) -> None:
        """Let go of all keys that this process holds: of the files, and of every open store. To go on, open it again.

        What freed memory keeps no program can promise: only the end of the process is sure. An agent goes on holding
        the key until `letapis lock`.
        """
        from letapis.workflow.keeping import let_go
        from letapis.workflow.passphrases import forget

        let_go()
        forget()
        self.archive.lock()

    def add(self, paths: Iterable[str | PathLike[str]], given: Given | None = None) -> Added:
        """Take in files and folders."""
        from letapis.workflow.ingest import add

        return add(self.archive, [Path(path) for path in paths], self.by, given)

    def code(self, coder: Coder | None = None) -> CodedArchive:
        """Code what is not coded yet."""
        from letapis.workflow.code import code

        return code(self.archive, coder)

    def reconcile(self, coder: Coder | None = None) -> Reconciled:
        """The record, with its documents."""
        from letapis.workflow.reconcile import reconcile

        return reconcile(self.archive, coder)

    def judge(self, kind: str, claims: Sequence[str], reason: str = "", slot: str = "", value: str = "") -> Judgement:
        """Append a decision."""
        from letapis.workflow.judge import judge

        return judge(self.archive, kind, claims, self.by, reason=reason, slot=slot, value=value)

    def link_people(self, lists: Iterable[str | PathLike[str]], columns: Mapping[str, str] | None = None) -> Linked:
        """Seal lists of people and compare their rows; nobody is joined with anybody."""
        from letapis.workflow.people import link_lists

        return link_lists(self.archive, [Path(path) for path in lists], self.by, columns=columns)

    def people(self) -> Standing:
        """The people as they stand now: records, persons, proposals, what to ask."""
        from letapis.workflow.people import Standing

        return Standing(self.archive)

    def figure(self, measure: str, day: date, place: str | None = None) -> Figure | None:
        """The figure of a measure for a day, with its readings; None where no source gives one."""
        from letapis.registry.figures import figure_on

        return figure_on(self.reconcile().record, measure, day, place)

    def chronicle(self, folder: str | PathLike[str], language: str = "en") -> Written:
        """Write the chronicle as a folder of pages and tables."""
        from letapis.workflow.publish import chronicle

        reconciled = self.reconcile()
        refused = reconciled.refused
        return chronicle(reconciled.record, reconciled.documents, Path(folder), language, refused=refused)

    def verify(self) -> Verification:
        """Whether everything is as the logs say."""
        from letapis.workflow.verify import verify

        return verify(self.archive)

    def export(self, folder: str | PathLike[str]) -> None:
        """Write everything in open formats."""
        from letapis.workflow.export import export

        export(self.archive, Path(folder))
