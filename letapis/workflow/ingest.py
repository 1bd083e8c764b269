"""Taking in: files are copied and hashed in one pass, read, and sealed.

What cannot be read is set aside with its reason.
A run that is killed can be run again: what was sealed is known, what was not is taken in then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from letapis.archive.archive import Archive, Sealed, Sealing
from letapis.archive.originals import Staged
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given
from letapis.sources.reading import read
from letapis.workflow.finding import Found, find
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reading import keep
from letapis.workflow.told import from_strings, over, to_strings


@dataclass(slots=True)
class Added:
    """What became of the files of one run."""

    sealed: list[Sealed] = field(default_factory=list)
    documents: int = 0
    known: list[tuple[str, Sealed]] = field(default_factory=list)  # name offered, the original that has its bytes
    described: list[Sealed] = field(default_factory=list)  # known, and something new is told of them
    refused: list[Refusal] = field(default_factory=list)  # files set aside, and parts of files that are in


def add(
    archive: Archive,
    paths: Iterable[Path],
    by: str = "unnamed",
    given: Given | None = None,
    progress: Progress = silent,
) -> Added:
    """Take in files and folders. `given` is told of every file, over what NAME.meta.toml beside it tells.

    Raises ArchiveError where the archive cannot be written.
    """
    added = Added()
    found = list(find(paths))
    with archive.sealing(by) as sealing:
        for number, file in enumerate(found):
            progress("add", number, len(found))
            if isinstance(file, Refusal):
                added.refused.append(file)
            else:
                _take(sealing, file, over(file.given, given), added)
        progress("add", len(found), len(found))
    return added


def _take(sealing: Sealing, file: Found, given: Given | None, added: Added) -> None:
    """One file: known, sealed, or set aside."""
    try:
        staged = sealing.stage(file.path)
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        added.refused.append(Refusal(file.name, "", problem, "Look at its rights, add it again."))
        return
    first = sealing.known.get(staged.sha256)
    if first is not None:
        sealing.archive.originals.drop(staged)
        _meet_again(sealing, file.name, staged, to_strings(given), added)
    else:
        _take_new(sealing, file, staged, given, added)


def _take_new(sealing: Sealing, file: Found, staged: Staged, given: Given | None, added: Added) -> None:
    told = to_strings(given)
    try:
        result = read(file.name, staged.read(), from_strings(told))
    except SourceError as error:
        sealing.set_aside(staged, file.name, str(error))
        added.refused.append(error.refusal())
        return
    sealed = Sealed(staged.sha256, staged.size, file.name, told)
    keep(sealing.archive, sealed, result)
    sealing.keep(staged, file.name, told)
    added.sealed.append(sealed)
    added.documents += len(result.documents)
    added.refused += result.refused


def _meet_again(sealing: Sealing, name: str, staged: Staged, told: dict[str, str], added: Added) -> None:
    """The bytes are in already: nothing is added, but what is newly told of them is logged."""
    first = sealing.known[staged.sha256]
    if told and told != dict(first.given):
        sealing.describe(staged, told)
        added.described.append(sealing.known[staged.sha256])
    else:
        added.known.append((name, first))
