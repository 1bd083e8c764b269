"""Reports or mentions in, the same lines with the event that each tells of out. No archive is needed or touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from letapis.archive.plain_files import replacing
from letapis.registry.matching import mentions, reports
from letapis.registry.matching.furniture import repeated
from letapis.registry.matching.match import Match
from letapis.registry.matching.mentions import Mention
from letapis.registry.matching.reasons import reasons
from letapis.registry.matching.reports import Told
from letapis.registry.matching.stories import with_topics
from letapis.registry.matching.traits import Traits, traits_of
from letapis.sources.document import Document
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.exchange import document_from_json
from letapis.workflow.derived import Json, encode
from letapis.workflow.processes import mapped
from letapis.workflow.progress import Progress, silent
from letapis.workflow.transform import CORRECT, MANY, ONE_A_LINE, numbered_lines, parsed

ADDED = ("event", "why", "also")
STEP = 16  # reports between two looks of the progress


@dataclass(slots=True)
class Linked:
    """What one run did."""

    lines: int = 0
    events: int = 0
    joined: int = 0  # lines that share their event with another
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input that can be worked with: its object, and what was read of it."""

    value: Json
    read: Document | Mention


@dataclass(frozen=True, slots=True)
class TraitsOf:
    """The traits of a report; goes to another process."""

    furniture: frozenset[str]

    def __call__(self, document: Document) -> Traits:
        """Those of this report."""
        return traits_of(document, self.furniture)


def link(source: Path, target: Path, language: str = "en", progress: Progress = silent) -> Linked:
    """Write `target`: the lines of `source` with `event`, `why` and `also`. `language` is that of the reasons.

    Lines with `mention_id` are mentions of events in sentences, others are reports; the two are linked apart. Raises
    SourceError where the file cannot be read or not one line of it could be done.
    """
    done = Linked()
    lines = _lines(source, done)
    documents = [line.read for line in lines if isinstance(line.read, Document)]
    named = [line.read for line in lines if isinstance(line.read, Mention)]
    told = {**_reports(documents, source, progress), **mentions.told_events(with_topics(named))}
    with replacing(target) as file:
        for line in lines:
            kept = {key: one for key, one in line.value.items() if key not in ADDED}
            file.write(encode({**kept, **told_to_json(told[line.read.id], language)}))
    sizes = Counter(one.event for one in told.values())
    done.lines, done.events = len(lines), len(sizes)
    done.joined = sum(size for size in sizes.values() if size > 1)
    return done


def _reports(documents: Sequence[Document], source: Path, progress: Progress) -> dict[str, Told]:
    work = TraitsOf(repeated(documents))
    found: list[Traits] = []
    for one in mapped(work, documents, many=source.stat().st_size >= MANY):
        found.append(one)
        if len(found) % STEP == 0 or len(found) == len(documents):
            progress("link", len(found), len(documents))
    return reports.told_events(found)


def _lines(source: Path, done: Linked) -> list[Line]:
    """The lines that can be worked with; the others are refused, each by its number."""
    found: list[Line] = []
    seen: dict[str, int] = {}
    try:
        for number, line in numbered_lines(source):
            read = _read(source.name, number, line)
            if isinstance(read, Line) and read.read.id in seen:
                problem = f"has the id of line {seen[read.read.id]}"
                read = Refusal(source.name, f"line {number}", problem, CORRECT)
            if isinstance(read, Refusal):
                done.refused.append(read)
                continue
            seen[read.read.id] = number
            found.append(read)
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        raise SourceError(str(source), "", problem, "Look at its name and its rights.") from error
    if not found:
        first = done.refused[0] if done.refused else Refusal(source.name, "", "holds no lines", ONE_A_LINE)
        raise SourceError(str(source), first.place, first.problem, ONE_A_LINE)
    return found


def _read(file: str, number: int, line: bytes) -> Line | Refusal:
    of_mention = b'"mention_id"' in line
    value = parsed(file, number, line, "sentence" if of_mention else "text")
    if isinstance(value, Refusal):
        return value
    try:
        return Line(value, mention_of(value) if of_mention else _document(value))
    except ValueError as error:
        return Refusal(file, f"line {number}", str(error), CORRECT)


def _document(value: Json) -> Document:
    document = document_from_json({**value, "id": value.get("id", value.get("doc_id"))})
    if not document.id:
        raise ValueError('has neither "id" nor "doc_id"')
    return document


def mention_of(value: Json) -> Mention:
    """The mention of an object: at `start` of its sentence, else where its words are found first. Raises ValueError."""
    told = {name: value.get(name) or "" for name in ("mention_id", "mention", "doc_id", "lemma", "topic")}
    for name, one in told.items():
        if not isinstance(one, str):
            raise ValueError(f'"{name}" is no text')  # noqa: TRY004  one error type for a bad object
    sentence, words, start = value["sentence"], told["mention"], value.get("start")
    if not isinstance(start, int) or sentence[start : start + len(words)] != words:
        start = sentence.find(words)
    if not words or start < 0:
        raise ValueError('its "mention" is not in its "sentence"')
    head = told["lemma"] if told["lemma"].isalpha() else words.split()[-1]
    return Mention(told["mention_id"], told["doc_id"], sentence, start, start + len(words), head, told["topic"])


def told_to_json(told: Told, language: str = "en") -> Json:
    """`event`; `why`: the likest line of it and the match with that; `also`: other events that it may tell of."""
    why = told.why
    tied = None if why is None else {"with": why.other, **match_to_json(why.match, language)}
    return {"event": told.event, "why": tied, **({"also": list(told.also)} if told.also else {})}


def match_to_json(match: Match, language: str = "en") -> Json:
    """Score, reasons and parts of a match."""
    parts: Iterator[Mapping[str, object]] = (
        {"name": part.name, "value": part.value, "weight": part.weight, "words": list(part.words)}
        for part in match.parts
    )
    return {"score": match.score, "reasons": list(reasons(match, language)), "parts": list(parts)}
