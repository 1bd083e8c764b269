"""The door for files of strangers: each is read in a cell, and what the cell says of it is looked at before it counts.

Short plain text is read in this process: it is decoded and searched for words by our own Python, and parsed by nothing.
In the profile high-risk it goes into a cell like all else.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from letapis.sandbox.errors import CellError
from letapis.sandbox.limits import MEGABYTE, CellLimits
from letapis.sandbox.profile import Profile, profile_of_machine
from letapis.sources.errors import SourceError, UnprotectedError
from letapis.sources.formats import kind_of
from letapis.sources.given import Given
from letapis.sources.limits import Limits
from letapis.sources.reading import READERS, read, within
from letapis.sources.result import Result

if TYPE_CHECKING:
    from letapis.sources.document import Document
    from letapis.sources.in_cell import Reply

SHORT = 256_000  # bytes of plain text that are read in this process
OWN_NAMES = frozenset(("json", "jsonl"))  # kinds whose reports may bring their own ids and say where they are from
# For each megabyte of a file, on top of the limits: an export of many reports is no bomb.
MEMORY_FOR_EACH, SECONDS_FOR_EACH, ANSWER_FOR_EACH = 12, 0.5, 4
RAISED = {"time": "seconds", "memory": "memory_megabytes"}


def read_confined(name: str, data: bytes, given: Given | None = None, profile: Profile | None = None) -> Result:
    """The same as `reading.read`, in a cell. Raises SourceError."""
    try:
        profile = profile or profile_of_machine()
    except CellError as error:
        raise UnprotectedError(name, "", error.problem, error.way_out) from error
    kind = kind_of(name, data)
    short = kind == "text" and len(data) <= SHORT and profile is Profile.NORMAL
    if short or kind not in READERS or not data.strip(b"\x00"):
        return read(name, data, given)  # refused by its first bytes, or plain text
    given = given or Given()
    within(name, len(data), READERS[kind][2], given.limits)
    reply = _reply(name, data, given, kind, profile)
    if reply.failed is not None and reply.failed.file == name:
        raise SourceError(name, reply.failed.place, reply.failed.problem, reply.failed.way_out)
    _check(reply, name, data, kind, given.limits)
    return Result(reply.documents, reply.refused, reply.passed_over)


def refuse_early(name: str, beginning: bytes, size: int, given: Given | None = None) -> None:
    """Refuse a file by its first bytes and its size, before the rest of it is in memory. Raises SourceError."""
    kind = kind_of(name, beginning)
    if kind in READERS:
        within(name, size, READERS[kind][2], (given or Given()).limits)
    elif size > len(beginning):
        read(name, beginning, given)  # it is of a kind that is not read, and says so


def cell_limits(limits: Limits, size: int) -> CellLimits:
    """What a cell may take for a file of so many bytes: in proportion to its size, so that no small file grows."""
    megabytes = size / MEGABYTE
    seconds = limits.seconds + SECONDS_FOR_EACH * megabytes
    memory = limits.memory_megabytes + MEMORY_FOR_EACH * megabytes
    return CellLimits(memory, seconds, 2 * seconds, 100 + ANSWER_FOR_EACH * megabytes)


def _reply(name: str, data: bytes, given: Given, kind: str, profile: Profile) -> Reply:
    import msgspec

    from letapis.sandbox.cell import confined
    from letapis.sources.in_cell import Reply

    try:
        answer = confined(
            "letapis.sources.in_cell:answer", name.encode(), msgspec.json.encode(given), data,
            limits=cell_limits(given.limits, len(data)), prepare=f"letapis.sources.in_cell:prepare:{kind}",
            profile=profile,
        )  # fmt: skip
        return msgspec.json.decode(answer, type=Reply)
    except CellError as error:
        raise _refusal(name, error) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unfit(name) from error


def _check(reply: Reply, name: str, data: bytes, kind: str, limits: Limits) -> None:
    """A cell may be in the hands of whoever made the file: it speaks of this file and of no other."""
    sha256 = hashlib.sha256(data).hexdigest()
    ids = {document.id for document in reply.documents}
    sound = (
        len(ids) == len(reply.documents) <= limits.items
        and all(_of_file(one, name, sha256) or kind in OWN_NAMES for one in reply.documents)
        and all(0 <= anchor.start <= len(one.text) for one in reply.documents for anchor in one.anchors)
        and all(refused.file == name for refused in reply.refused)
        and (reply.documents or reply.refused)
    )
    if not sound:
        raise _unfit(name)


def _of_file(document: Document, name: str, sha256: str) -> bool:
    own = document.id.partition(".")[0] == sha256[:16]
    return own and document.original == sha256 and document.name == name


def _refusal(name: str, error: CellError) -> SourceError:
    if error.kind in ("absent", "weak"):
        return UnprotectedError(name, "", error.problem, error.way_out)
    limit = RAISED.get(error.kind)
    raised = f"If you trust it, raise {limit} under [limits] in {name}.meta.toml."
    return SourceError(name, "", error.problem, raised if limit else error.way_out)


def _unfit(name: str) -> SourceError:
    return SourceError(
        name, "", "made its reader give an answer that does not fit the file", "Take it for an attack and show it."
    )
