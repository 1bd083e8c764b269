"""Whether an archive still is what its log says. It only reads, and names the first broken link before all others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from letapis.archive.archive import SETTINGS, Archive, Sealed
from letapis.archive.chain import Break, Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.further_logs import NOTHING, Further, faults_of
from letapis.archive.originals import name_of
from letapis.archive.proofs.audit import audit
from letapis.archive.proofs.ledger import PROOFS, TREE
from letapis.archive.proofs.log_keys import NAME as KEYS

SHA256 = re.compile(r"[0-9a-f]{64}")
THREADS = 2  # hashing frees the interpreter; more than two threads wait for the disk


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as the log says: the file of the archive, the place in it, and the source behind it."""

    file: str
    place: str
    problem: str
    source: str  # name and SHA-256 of the source it touches; empty where it touches none

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.problem}" + (f" ({self.source})" if self.source else "")


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, what is broken, and what is odd and harmless."""

    originals: int
    lines: int
    head: str  # hash of the last line of the custody log: note it elsewhere, and the end of the log cannot be cut
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    erased: int = 0  # originals that were in and were erased; their lines stand

    @property
    def intact(self) -> bool:
        """True where nothing is broken."""
        return not self.problems


def verify(
    archive: Archive, progress: Callable[[int], None] = lambda _size: None, further: Further = NOTHING
) -> Verification:
    """Check the logs and every original. `progress` is told the bytes of each original looked at.

    `further` are logs and files of other rooms: whoever knows them hands them in.
    """
    try:
        sealed = archive.sealed()
    except ArchiveError as error:  # without the custody log nothing is known of the originals
        others = _held(_sealed_problems(archive, (), further.names))
        return Verification(0, 0, "", tuple(dict.fromkeys([_problem(error), *others])), ())
    problems = _held(_sealed_problems(archive, sealed, further.names))
    for chain in archive.chains():
        problems += _held(_chain_problems(chain))
    for chain in (archive.judgements, archive.persons):
        problems += _held(_cut_judgements(archive, chain))
    problems += _held(Problem(*fault, "") for fault in faults_of(further, archive.custody))
    problems += _original_problems(archive, sealed, progress)
    problems += _orphans(archive, sealed)
    audited = audit(archive.ledger)
    problems += [Problem(one.file, one.place, one.problem, "") for one in audited.faults]
    problems = list(dict.fromkeys(problems))  # a log that cannot be opened is met more than once
    lines, head = _head(archive)
    if not lines and not problems:
        problems.insert(0, Problem("custody.jsonl", "", "the custody log is missing or empty", ""))
    notices = (*_notices(archive, sealed), *audited.notices)
    return Verification(len(sealed), lines, head, tuple(problems), notices, len(archive.erased()))


def _problem(error: ArchiveError) -> Problem:
    return Problem(error.file, error.place, error.problem, "")


def _held(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, with the one that ends the looking: a sealed file that cannot be opened."""
    found: list[Problem] = []
    try:
        found.extend(problems)
    except ArchiveError as error:
        found.append(_problem(error))
    return found


def _head(archive: Archive) -> tuple[int, str]:
    try:
        return archive.custody.head()
    except ArchiveError:  # the last line is damaged, which is among the problems
        return 0, ""


def _sealed_problems(archive: Archive, sealed: Iterable[str], others: Iterable[str]) -> Iterator[Problem]:
    """Sealed files that do not hold, whatever they say."""
    known = [*map(name_of, sealed), *(chain.name for chain in archive.chains()), SETTINGS, *PROOFS, TREE, KEYS, *others]
    if archive.files.sealed and not archive.files.has(SETTINGS):
        yield Problem(SETTINGS, "", "the settings are missing", "")
    for name, place, problem in archive.files.faults(known):
        yield Problem(name, place, problem, "")


def _chain_problems(chain: Chain) -> Iterator[Problem]:
    for broken in chain.breaks():
        yield Problem(chain.name, f"line {broken.line}", broken.problem, _behind(broken))


def _cut_judgements(archive: Archive, chain: Chain) -> Iterator[Problem]:
    """Judgements that the custody log knows of and their own log does not hold any more, or not in these words."""
    own = archive.judgements.name  # lines of the custody log without a file speak of this one
    judged = [
        entry
        for entry in archive.custody.entries()
        if entry.get("act") == "judged" and entry.get("file", own) == chain.name
    ]
    if not judged:
        return
    lines, head = judged[-1].get("lines"), judged[-1].get("head")
    held = {line.number: line.entry.get("hash") for line in chain.lines() if line.whole and line.entry}
    if lines not in held:
        problem = f"judgements were cut off: the custody log knows of {lines} line(s)"
        yield Problem(chain.name, f"line {len(held) + 1}", problem, "")
    elif held[lines] != head:
        problem = "the judgements were rewritten: the custody log knows other words"
        yield Problem(chain.name, f"line {lines}", problem, "")


def _behind(broken: Break) -> str:
    """The source that a broken line speaks of."""
    match broken.entry:
        case {"object": {"sha256": sha256}, "name": name}:
            return f"{name}, SHA-256 {sha256}"
        case {"judgement": {"id": name}}:
            return f"judgement {name}"
    return ""


def _original_problems(
    archive: Archive, sealed: dict[str, Sealed], progress: Callable[[int], None]
) -> Iterator[Problem]:
    threads = ThreadPoolExecutor(THREADS)
    try:
        looks = threads.map(lambda one: _look(archive, one), sealed.values())
        for one, found in zip(sealed.values(), looks, strict=True):
            progress(one.size)
            if found:
                yield Problem(name_of(one.sha256), "", found, f"{one.name}, SHA-256 {one.sha256}")
    finally:
        threads.shutdown(cancel_futures=True)  # Ctrl-C does not wait for the rest


def _look(archive: Archive, one: Sealed) -> str:
    """What is wrong with one original; empty where nothing is."""
    name = name_of(one.sha256)
    try:
        size = archive.files.size(name)
        if size != one.size:
            return f"the original was changed: {size} bytes instead of {one.size}"
        if _hash(archive.files.blocks(name)) != one.sha256:
            return "the original was changed: its bytes do not give its hash"
    except FileNotFoundError:
        return "the original is missing"
    except ArchiveError as error:
        return f"{error.problem} ({error.place})" if error.place else error.problem
    except OSError as error:
        return f"the original cannot be read ({error.strerror})"
    return ""


def _hash(blocks: Iterator[bytes]) -> str:
    hashed = hashlib.sha256()
    for block in blocks:
        hashed.update(block)
    return hashed.hexdigest()


def _orphans(archive: Archive, sealed: Iterable[str]) -> Iterator[Problem]:
    """Files among the originals that the log does not name, or that stand in the wrong place."""
    known = set(sealed)
    for name in archive.originals.all():
        sha256 = name.rpartition("/")[2]
        if sha256 not in known or name_of(sha256) != name:
            problem = "the custody log does not name this file: it was put there by hand, or its line was cut"
            yield Problem(name, "", problem, "")


def _notices(archive: Archive, sealed: Iterable[str]) -> Iterator[str]:
    known = set(sealed)
    for chain in archive.chains():
        try:
            left = chain.cut_off()
        except ArchiveError:  # it is among the problems
            continue
        if left:
            yield (
                f"{chain.name}: the last write was killed and left {len(left)} bytes of an unfinished line; "
                "nothing rests on them, the next write takes them away"
            )
    waiting = list(archive.originals.waiting())
    logged = sum(sha256 in known for _, sha256 in waiting)
    if logged:
        yield f"incoming: {logged} sealed original(s) wait to be moved to their place; the next `letapis add` does it"
    if len(waiting) > logged:
        yield (
            f"incoming: {len(waiting) - logged} file(s) of a killed `letapis add` that were not sealed; "
            "add them again, the next run takes the rests away"
        )
