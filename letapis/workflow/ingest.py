"""Taking in: files are copied and hashed in one pass, read, and sealed.

What cannot be read is set aside with its reason. A run that is killed can be run again: what was sealed is known, what
was not is taken in then. Copying and the log are the business of this process; reading is spread over others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from letapis.archive.archive import Archive, Sealed, Sealing
from letapis.archive.errors import ErasedError
from letapis.archive.files import Files
from letapis.archive.originals import Staged
from letapis.sandbox.profile import Profile
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given
from letapis.workflow.finding import Found, find
from letapis.workflow.processes import MANY, mapped
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reading import COLUMNS, HOLDS, keep, profile_of
from letapis.workflow.told import from_strings, over, to_strings


@dataclass(slots=True)
class Added:
    """What became of the files of one run."""

    sealed: list[Sealed] = field(default_factory=list)
    documents: int = 0
    known: list[tuple[str, Sealed]] = field(default_factory=list)  # name offered, the original that has its bytes
    described: list[Sealed] = field(default_factory=list)  # known, and something new is told of them
    refused: list[Refusal] = field(default_factory=list)  # files set aside, and parts of files that are in


@dataclass(frozen=True, slots=True)
class Offer:
    """One file on its way: copied, unless it could not be opened or its bytes are in already."""

    name: str
    told: dict[str, str] = field(default_factory=dict)
    staged: Staged | None = None
    refused: tuple[Refusal, ...] = ()
    new: bool = False
    documents: int = 0


def add(  # noqa: PLR0913  what comes in, from whom, and how
    archive: Archive,
    paths: Iterable[Path],
    by: str = "unnamed",
    given: Given | None = None,
    progress: Progress = silent,
    *,
    again: bool = False,
) -> Added:
    """Take in files and folders. `given` is told of every file, over what NAME.meta.toml beside it tells.

    What was erased comes in with `again` only. Raises ArchiveError where the archive cannot be written.
    """
    added = Added()
    found = list(find(paths))
    many = len(found) >= MANY
    work = ReadOne(archive.files, profile_of(archive))
    if many:
        _warn()
    with archive.sealing(by, again=again) as sealing:
        offers = _offers(sealing, found, given, keep_data=not many)
        for number, offer in enumerate(mapped(work, offers, many=many), start=1):
            _take(sealing, offer, added)
            progress("add", number, len(found))
    return added


def _warn() -> None:
    """What this machine cannot hold off is said by the process that a person started, not by each that reads."""
    from letapis.sandbox.describing import warn_where_weak
    from letapis.sandbox.errors import CellError

    with suppress(CellError):  # it is told of the files themselves
        warn_where_weak()


def _offers(
    sealing: Sealing, found: Iterable[Found | Refusal], given: Given | None, *, keep_data: bool
) -> Iterator[Offer]:
    """Copy the files one by one, as fast as those before them are read."""
    under_way: set[str] = set()
    for file in found:
        if isinstance(file, Refusal):
            yield Offer(file.file, refused=(file,))
            continue
        told = to_strings(over(file.given, given))
        if refused := _beyond_all(file, from_strings(told)):
            yield Offer(file.name, refused=(refused,))
            continue
        try:
            staged = sealing.stage(file.path, under_way)
        except OSError as error:
            problem = f"cannot be opened ({error.strerror})"
            yield Offer(file.name, refused=(Refusal(file.name, "", problem, "Look at its rights, add it again."),))
            continue
        try:
            sealing.refuse_erased(staged, file.name)
        except ErasedError as error:  # nothing of it is read, nor put on a shelf
            yield Offer(file.name, refused=(Refusal(file.name, "", error.problem, f"{error.way_out}."),))
            continue
        new = staged.new
        under_way.add(staged.sha256)
        # Another process reads the copy from the disk: that is cheaper than handing over the bytes.
        yield Offer(file.name, told, staged if keep_data else replace(staged, data=None), new=new)


def _beyond_all(file: Found, given: Given | None) -> Refusal | None:
    """Why a file is not even copied: it is larger than any kind of file may be."""
    limits = (given or Given()).limits
    most = max(limits.text_megabytes, limits.export_megabytes, limits.file_megabytes)
    try:
        size = file.path.stat().st_size
    except OSError:
        return None  # said when it is opened
    if size <= most * 1_000_000:
        return None
    problem = f"has {size / 1e6:.0f} MB, more than any limit ({most:g} MB) lets a file be"
    return Refusal(file.name, "", problem, f"Split it, or raise export_megabytes in {file.name}.meta.toml.")


@dataclass(frozen=True, slots=True)
class ReadOne:
    """Reads a copied file and puts its documents on the shelf; goes to another process."""

    files: Files
    profile: Profile

    def __call__(self, offer: Offer) -> Offer:
        """The offer with the number of its documents; with none, and the reason, where it cannot be read."""
        from letapis.sources.confined import read_confined, refuse_early

        if offer.staged is None or not offer.new:
            return offer
        archive = Archive(self.files.root, files=self.files)
        try:
            given = from_strings(offer.told)
            if offer.staged.data is None:
                beginning = next(archive.originals.blocks(offer.staged.sha256), b"")
                refuse_early(offer.name, beginning, offer.staged.size, given)
            result = read_confined(offer.name, archive.originals.read_staged(offer.staged), given, self.profile)
        except SourceError as error:
            return replace(offer, refused=(error.refusal(),))
        sealed = Sealed(offer.staged.sha256, offer.staged.size, offer.name, offer.told)
        keep(archive, sealed, result)
        staged = replace(offer.staged, data=None)
        return replace(offer, staged=staged, refused=result.refused, documents=len(result.documents))


def take_staged(sealing: Sealing, staged: Staged, name: str, told: dict[str, str]) -> Added:
    """One file that waits already, as it comes in by other ways than from a folder. Raises ArchiveError."""
    sealing.refuse_erased(staged, name)
    added = Added()
    offer = Offer(name, told, staged, new=staged.new)
    archive = sealing.archive
    _take(sealing, ReadOne(archive.files, profile_of(archive))(offer), added)
    return added


def _take(sealing: Sealing, offer: Offer, added: Added) -> None:
    """One file that was read: seal it, set it aside, or say that it is known."""
    added.refused += offer.refused
    if offer.staged is None:
        return
    if offer.staged.sha256 in sealing.known:
        _meet_again(sealing, offer, offer.staged, added)
    elif not offer.documents:
        reason = " ".join(map(str, offer.refused)) or "the same bytes were set aside before it"
        sealing.set_aside(offer.staged, offer.name, reason)
        if not offer.refused:
            added.refused.append(Refusal(offer.name, "", reason, "Bring the file again from where it came."))
    else:
        sealing.keep(offer.staged, offer.name, offer.told)
        added.sealed.append(sealing.known[offer.staged.sha256])
        added.documents += offer.documents


def _meet_again(sealing: Sealing, offer: Offer, staged: Staged, added: Added) -> None:
    """The bytes are in already: nothing is added, but what is newly told of them is logged."""
    first = sealing.known[staged.sha256]
    # A list of people stays one, with its columns, whatever else is told of it.
    told = {**offer.told, **{key: first.given[key] for key in (COLUMNS, HOLDS) if key in first.given}}
    if offer.told and told != dict(first.given):
        sealing.describe(staged, told)
        added.described.append(sealing.known[staged.sha256])
    else:
        added.known.append((offer.name, first))
