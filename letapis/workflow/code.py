"""The step from documents to claims: all originals of an archive, with what is done already left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from letapis.archive.archive import Archive
from letapis.claims.coder import Coder
from letapis.sources.errors import Refusal
from letapis.workflow.coding import OneOriginal, spreads
from letapis.workflow.derived import Json, encode
from letapis.workflow.processes import MANY, mapped
from letapis.workflow.progress import Progress, silent


@dataclass(slots=True)
class CodedArchive:
    """What one run did."""

    originals: int = 0
    coded: int = 0  # originals that were coded now; the others were coded before
    documents: int = 0
    claims: int = 0
    refused: list[Refusal] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)  # of the documents of each original


def rule_coder(table: str = "schema", archive: Archive | None = None) -> Coder:
    """The coder we ship, with the vague-number table it is to use; in an archive, with what was learned there."""
    from letapis.claims.rules import RuleCoder

    if archive is None:
        return RuleCoder(table=table)
    from letapis.workflow.learning import coder_of

    return coder_of(archive, table)


def code(archive: Archive, coder: Coder | None = None, progress: Progress = silent) -> CodedArchive:
    """Code what this version of the coder has not coded yet. Each original is kept at once: stop and go on at will."""
    sealed = list(archive.sealed().values())
    work = OneOriginal(archive.files, coder or rule_coder(archive=archive))
    done = CodedArchive()
    for one in mapped(work, sealed, many=len(sealed) >= MANY and spreads(work.coder)):
        done.originals += 1
        done.coded += one.worked
        done.documents += one.documents
        done.claims += one.claims
        done.refused += one.refused
        done.digests.append(one.digest)
        progress("code", done.originals, len(sealed))
    _list_set_aside(archive, done.refused)
    return done


def _list_set_aside(archive: Archive, refused: list[Refusal]) -> None:
    """`derived/set-aside.jsonl`: files that were not sealed, and parts of sealed ones that could not be read."""
    files: Iterator[Json] = (
        {"file": one.name, "sha256": one.sha256, "size": one.size, "reason": one.reason} for one in archive.set_aside()
    )
    parts: Iterator[Json] = ({"file": part.file, "place": part.place, "reason": str(part)} for part in refused)
    archive.files.write("derived/set-aside.jsonl", b"".join(encode(one) for one in (*files, *parts)))
