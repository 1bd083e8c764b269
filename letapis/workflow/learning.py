"""The step from judgements to weights: what an archive's own decisions teach, together with the texts that ship.

That somebody had the coder learn is a judgement like any other: it can be undone, and says up to where the log teaches.
The weights themselves are derived: deleted, they come back the same from the originals, the log and this version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.archive.canonical import digest
from letapis.archive.errors import ArchiveError
from letapis.claims.claim import Claim
from letapis.claims.learning.evaluation import Change, better, changes
from letapis.claims.learning.teaching import SLOTS, Examples, Lesson, Verdict, examples, from_annotated, in_order
from letapis.claims.learning.training import taught, weights_from
from letapis.claims.learning.weights import Weights, from_bytes, shipped, to_bytes
from letapis.claims.rules import RuleCoder
from letapis.registry.judgement import Judgement
from letapis.registry.judging import Effects, edited, effects
from letapis.sources.document import Document
from letapis.workflow.coding import room_digest, vocabulary_digest
from letapis.workflow.derived import decode, encode
from letapis.workflow.judge import judge, judgements
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reading import documents_of, originals_of

LEAST = 40  # judged claims below which nothing is learned: fewer would teach chance
OWN = 3.0  # how much a judgement on the archive's own reports counts beside a claim of the texts that ship
FILE = "derived/weights.jsonl"


class LearningError(ValueError):
    """Nothing can be learned now; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What learning came to: how many judged claims taught, what they change, and the judgement, if it helped."""

    judged: int
    documents: int
    shipped: int  # documents of ours that taught as well
    changes: tuple[Change, ...]
    judgement: Judgement | None
    weights: Weights


def weights_of(archive: Archive) -> Weights | None:
    """The weights in force in an archive: learned from its judgements, else those that ship, if they do."""
    log = judgements(archive)
    name = effects(log).learned
    return _learned(archive, log[: _place(log, name) + 1]) if name else shipped()


def _place(log: Sequence[Judgement], name: str) -> int:
    return next(place for place, judgement in enumerate(log) if judgement.id == name)


def _learned(archive: Archive, log: Sequence[Judgement]) -> Weights:
    """The weights that a log teaches up to its last line; those kept, where they were made from the same."""
    made_from = encode({"judgements": digest(repr(log).encode()), "coder": _coder_digest()})
    try:
        header, content = archive.files.read(FILE).split(b"\n", 1)
        if header + b"\n" == made_from:
            return from_bytes(content)
    except (OSError, ValueError, ArchiveError):
        pass  # never made, or cut off: it is made again
    own, decided = _lessons(archive, log[:-1])
    weights = _taught(own, [*_examples(own), *_shipped_examples()], decided)
    archive.files.write(FILE, made_from + to_bytes(weights))
    return weights


def _taught(own: Sequence[Lesson], found: Sequence[Examples], decided: frozenset[str]) -> Weights:
    return weights_from(found, digest((taught(own) + _annotated_digest()).encode()), decided)


def learn(archive: Archive, by: str = "unnamed", progress: Progress = silent) -> Learned:
    """Learn from the judgements so far; the coder of this archive uses it from then on, unless it is undone.

    Raises LearningError where there are too few judgements, or none since the last time. Where it would not read the
    judged claims better than now, nothing changes.
    """
    log = judgements(archive)
    own, decided = _lessons(archive, log)
    judged = sum(len(lesson.verdicts) for lesson in own)
    _check(log, judged)
    progress("learn", 0, 3)
    theirs = _shipped_examples()
    progress("learn", 1, 3)
    mine = _examples(own)
    weights = _taught(own, [*mine, *theirs], decided)
    progress("learn", 2, 3)
    found = tuple(changes(mine, theirs, weights_of(archive), weights))
    judgement = None
    if better(found):
        judgement = judge(archive, "learn", (), by, reason=f"{judged} judged claims")
        weights = weights_of(archive) or weights
    progress("learn", 3, 3)
    return Learned(judged, len(own), len(theirs), found, judgement, weights)


def _check(log: Sequence[Judgement], judged: int) -> None:
    if judged < LEAST:
        raise LearningError(
            f"{judged} claim(s) are judged, and {LEAST} are needed to learn from. Accept, reject or edit claims with "
            f"`letapis judge`; both right and wrong ones teach."
        )
    last = effects(log).learned
    teaching = {"accept", "reject", "edit", "undo"}
    if last and not any(judgement.kind in teaching for judgement in log[_place(log, last) + 1 :]):
        raise LearningError(f"nothing was judged since {last}, when the coder last learned; it would learn the same.")


def _lessons(archive: Archive, log: Sequence[Judgement]) -> tuple[list[Lesson], frozenset[str]]:
    """A lesson for each report with judged claims, and the claims that are right."""
    found = effects(log)
    confirmed = effects(log[: _place(log, found.learned)]).accepted if found.learned else found.accepted
    names = found.accepted | found.rejected | set(found.edits)
    reports = {name.partition(":")[0] for name in names}
    lessons = []
    for document in _documents(archive, reports):
        verdicts = _verdicts(_claims(document), found, confirmed)
        if verdicts:
            lessons.append(Lesson(document, verdicts=verdicts, weight=OWN))
    right = (found.accepted | set(found.edits)) - found.rejected
    return list(in_order(lessons)), frozenset(right)


def _documents(archive: Archive, reports: set[str]) -> Iterator[Document]:
    originals = {one.sha256: one for report in sorted(reports) for one in originals_of(archive, report)}
    for sealed in originals.values():
        yield from (one for one in documents_of(archive, sealed).documents if one.id in reports)


def _claims(document: Document) -> dict[str, Claim]:
    """All claims of a report as the coder that ships reads them, however sure, by their ids."""
    coder = RuleCoder()
    read = coder.read(document)
    return {claim.id: claim for _, claim in coder.written(document, *read)} if read is not None else {}


def _verdicts(claims: Mapping[str, Claim], found: Effects, confirmed: set[str]) -> dict[str, Verdict]:
    """What the judgements say of each claim.

    A rejected claim is wrong, and so is one whose type was edited. Edited slots are known. The others of an accepted
    claim are, unless it was accepted when the coder had learned already: it may have shown other ones.
    """
    verdicts: dict[str, Verdict] = {}
    for name, claim in claims.items():
        edits = found.edits.get(name, {})
        if name in found.rejected or "type" in edits:
            verdicts[name] = Verdict(right=False)
        elif name in found.accepted or edits:
            told = claim
            for slot, (value, _) in edits.items():
                told = edited(told, slot, value)
            slots = SLOTS if name in confirmed else set(edits)
            verdicts[name] = Verdict(right=True, told=told, known=frozenset(slots))
    return verdicts


def _examples(lessons: Sequence[Lesson]) -> list[Examples]:
    return [examples(lesson, Weights()) for lesson in lessons]


@cache
def _shipped_examples() -> tuple[Examples, ...]:
    return tuple(_examples(in_order(shipped_lessons())))


def shipped_lessons() -> list[Lesson]:
    """The annotated texts that come with Letapis; none where they were left out."""
    return [
        from_annotated(decode(line))
        for path in annotated_files()
        for line in path.read_bytes().splitlines()
        if line.strip()
    ]


def annotated_files() -> list[Path]:
    """The files of annotated texts: of the checkout, or of the installed package."""
    inside = Path(str(files("letapis")))
    for folder in (inside.parent / "bench" / "annotated", inside / "annotated"):
        if folder.is_dir():
            return sorted(folder.glob("*.jsonl"))
    return []


@cache
def _annotated_digest() -> str:
    return digest(b"".join(path.name.encode() + path.read_bytes() for path in annotated_files()))


def _coder_digest() -> str:
    """What the weights depend on besides the judgements: the code of the rules, the words, and the texts that ship."""
    rules = room_digest("letapis.claims", (".py",))
    return digest(f"{rules} {vocabulary_digest()} {_annotated_digest()}".encode())


def coder_of(archive: Archive, table: str = "schema") -> RuleCoder:
    """The rules with the weights in force in an archive."""
    return replace(RuleCoder(table=table), weights=weights_of(archive))
