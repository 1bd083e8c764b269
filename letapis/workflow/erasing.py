"""Erasing originals for good: the log says so first, then the bytes go, and all that was derived from them.

A run that is killed anywhere in it is brought to its end by the next command that opens the archive. What others
hold, in packages, copies and backups, is out of reach: nothing here pretends otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.files import ERASING
from letapis.archive.originals import name_of
from letapis.workflow.accounts import approved, confirmed_by, raise_refusal
from letapis.workflow.erasing_survey import lines_of, target_of
from letapis.workflow.keeping import FILE, INDEX, discard, opened, place_of
from letapis.workflow.language_model import ANSWERS
from letapis.workflow.packaging import chosen_of

ACT = "erase"
DERIVED = "derived"
NAMES = "derived/names.sqlite3"
# What is made of many originals together: it is made again from those that stay, by the command that wants it.
SHARED = ("derived/people/edges.jsonl", "derived/set-aside.jsonl", "derived/weights.jsonl")


@dataclass(frozen=True, slots=True)
class Gone:
    """What was erased, and the lines of the log whose words went with it."""

    originals: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """An erasure that was decided."""

    originals: tuple[str, ...]
    by: str
    reason: str
    words: bool
    derived: tuple[str, ...]  # files to be taken away; of one that lost its key only this tells the name


def erase(archive: Archive, names: Sequence[str], by: str, reason: str, *, words: bool = False) -> Gone:
    """Erase originals, and all that was made of them. With `words` also what their lines of the log say.

    Raises ArchiveError where a name does not fit, no reason is given, or a second person has not agreed.
    """
    if not reason.strip():
        raise ArchiveError("the erasure", "has no reason", "Say why with --reason; do not write there what is to go")
    chosen = chosen_of(archive, names)
    target = target_of(chosen)
    approver = confirmed_by(archive, by, ACT, target)
    raise_refusal(approved(archive, by, ACT, target), ACT)
    agreed = {"approved_by": approver} if approver else {}
    with archive.locked():
        if archive.files.has(ERASING):  # of a run that was killed
            _resumed(archive)
        task = Task(tuple(chosen), by, reason, words, tuple(_derived(archive, chosen)))
        archive.files.write(ERASING, _to_json(task))
        acts = [
            {"act": "erased", "object": {"sha256": one.sha256, "size": one.size}, "reason": reason, **agreed}
            for one in chosen.values()
        ]
        archive.log(acts, by)
        return _carried_out(archive, task)


def finish(archive: Archive) -> None:
    """Bring an erasure that was cut off to its end. Nothing happens where another run is at it, or nobody may write."""
    if not archive.files.has(ERASING):
        return
    from letapis.store.opening import StoreError

    try:
        with archive.locked():
            if archive.files.has(ERASING):
                _resumed(archive)
    except (ArchiveError, StoreError):
        return  # what is erased is not shown whether or not it is gone; the next one that can will do it


def _resumed(archive: Archive) -> None:
    """Go on. Where the log does not know of it yet nothing was decided, and what remembers it is taken away."""
    task = _kept(archive)
    if task.originals and set(task.originals) <= archive.erased().keys():
        _carried_out(archive, task)
    else:
        archive.files.remove(ERASING)


def _carried_out(archive: Archive, task: Task) -> Gone:
    """Each step can be done again, and the last takes away what remembers them."""
    for sha256 in task.originals:
        archive.files.remove(name_of(sha256))
    for name in {*task.derived, *_derived(archive, task.originals)}:
        archive.files.remove(name)
    _empty_store(archive)
    lines = _erase_words(archive, task) if task.words else ()
    archive.files.remove(ERASING)
    return Gone(task.originals, lines)


def _derived(archive: Archive, originals: Iterable[str]) -> Iterator[str]:
    """What was derived from them, of whatever version and coder: it is named by their hashes. And what many share."""
    marks = {mark for sha256 in originals for mark in (sha256, sha256[:16])}
    for name in archive.files.names(DERIVED):
        if name.rpartition("/")[2].partition(".")[0] in marks or name in SHARED or name.startswith(f"{ANSWERS}/"):
            yield name


def _empty_store(archive: Archive) -> None:
    """All rows go, and come back without the erased: so no page, index or statistic keeps a word of them."""
    from letapis.store.engine import is_server
    from letapis.store.erasing import purge, vacuum

    discard(archive)
    for name in (FILE, INDEX, NAMES):
        archive.files.remove_database(name)
    if is_server(place_of(archive)):
        store = opened(archive)
        purge(store)
        vacuum(store)
        store.close()


def _erase_words(archive: Archive, task: Task) -> tuple[int, ...]:
    lines = tuple(lines_of(archive, task.originals))
    if lines:
        archive.log([{"act": "erased", "lines": list(lines), "reason": task.reason}], task.by)
        archive.custody.erase(lines)
    return lines


def _to_json(task: Task) -> bytes:
    return json.dumps(asdict(task)).encode()


def _kept(archive: Archive) -> Task:
    """The erasure that was under way. Killed while it was taken away itself, it cannot be read, and was at its end."""
    try:
        told = json.loads(archive.files.read(ERASING))
        return Task(tuple(told["originals"]), str(told["by"]), str(told["reason"]), bool(told["words"]),
                    tuple(told["derived"]))  # fmt: skip
    except (ArchiveError, ValueError, KeyError, TypeError):
        return Task((), "", "", words=False, derived=())
