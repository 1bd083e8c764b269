"""What a report says of itself above and below its text: title, roles, dates, rights. What it does not say is None."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from letapis.sources.datelines import Dateline, dateline_of, opening_agency, opening_day
from letapis.sources.furniture import LONGEST, separate
from letapis.sources.headings import Heading, block_heading, heading_of, line_heading, plain_line
from letapis.sources.layout import Block, blocks
from letapis.sources.moment import Moment
from letapis.sources.speakers import speaker_of
from letapis.sources.written_days import day_of

HEAD_BLOCKS, FOOT_BLOCKS = 16, 12
PROSE = 160  # characters; a paragraph as long as this is the report itself
TITLE = 220  # characters; no title is longer
SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
CREDITED = re.compile(r"(?:\s?\([^()\n]{1,80}\)){1,6}$")  # a line of a chronicle ends with its sources in brackets
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]{3,1000}")


@dataclass(slots=True)
class Statements:
    """What the lines around a report say."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    speaker: str | None = None
    translator: str | None = None
    published: Moment | None = None
    written: Moment | None = None
    url: str | None = None
    origin: str | None = None
    notes: set[str] = field(default_factory=set)

    def take(self, heading: Heading) -> None:
        """Keep what a line says, unless an earlier line said it."""
        if heading.role == "dated_title":
            self.published = self.published or heading.moment
            self.title = self.title or heading.title
        elif heading.role in ("published", "written"):
            setattr(self, heading.role, getattr(self, heading.role) or heading.moment)
        elif heading.role == "rights":
            self.publisher = self.publisher or heading.value or None
            self.notes.add("rights-line")
        elif heading.role == "title_author":
            self.author = self.author or heading.value
        elif heading.role in ("addendum", "caption"):
            self.notes.add("addendum" if heading.role == "addendum" else "missing-attachment")
        elif heading.value and hasattr(self, heading.role):
            setattr(self, heading.role, getattr(self, heading.role) or heading.value)

    def take_dateline(self, dateline: Dateline) -> None:
        """Keep what a line says that joins an outlet, a date and a writer."""
        self.published = self.published or dateline.moment
        self.publisher = self.publisher or dateline.publisher or None
        for heading in dateline.others:
            self.take(heading)


def statements(text: str) -> Statements:
    """Read the head and the foot of a report."""
    found = separate(text, blocks(text))
    said = Statements()
    body = _head(text, found, said)
    if body < len(found) and not (said.published or said.written):
        said.published = opening_day(text[found[body].start : found[body].end])
    _foot(text, found, body, said)
    if body < len(found) and not said.origin:
        said.origin = opening_agency(text[found[body].start : found[body].end]) or None
    if said.published and _dated_lines(text, found) > 1:
        said.published = None  # the dates of records, as in a list of detentions
    _throughout(text, found, said)
    said.speaker = said.speaker or speaker_of(text)
    return said


def _dated_lines(text: str, found: list[Block]) -> int:
    """How many lines are a label with a date."""
    short = (text[block.start : block.end] for block in found if block.end - block.start < TITLE)
    headings = (line_heading(words) for words in short)
    return sum(heading is not None and heading.role in ("published", "dated_title") for heading in headings)


def _head(text: str, found: list[Block], said: Statements) -> int:
    """Read the blocks above the report; index of its first block."""
    lone: list[Moment] = []
    body = len(found)
    candidate = ""
    above = False  # whether a title or a by-line stands above
    for index, block in enumerate(found[:HEAD_BLOCKS]):
        words = text[block.start : block.end]
        heading = heading_of(words) if len(words) < LONGEST else None
        if heading and heading.role == "title_author":
            said.take(heading)
            heading = None  # the line is the title all the same
        if heading and heading.role not in ("addendum", "caption"):
            said.take(heading)
            above = True
            if heading.role == "author" and candidate and "#title" not in said.notes:
                said.title = candidate  # what stands right above a by-line
            _title_author(heading, said)
        elif block.kind == "link":
            said.url = said.url or _address(words)
        elif day := day_of(plain_line(words)):
            lone.append(day)
            above = above or index > 0
        elif dateline := dateline_of(words):
            said.take_dateline(dateline)
            above = True
        elif _is_prose(block, words):
            body = index
            break
        elif block.kind != "separator":
            candidate = _take_title(block, words, found, index, said) or candidate
            above = True
    _lone_days(lone, above=above, said=said)
    return body


def _title_author(heading: Heading, said: Statements) -> None:
    """A title may name its writer: "Anna Novik tells of the strike"."""
    if heading.role == "dated_title":
        inner = line_heading(heading.title)
        if inner and inner.role == "title_author":
            said.take(inner)


def _take_title(block: Block, words: str, found: list[Block], index: int, said: Statements) -> str:
    """A heading is the title; else the first short line that is not the whole text. Returns what might be one."""
    plain = plain_line(words)
    if not plain or len(plain) > TITLE or block.kind in ("item", "page"):
        return ""
    marked = block.kind == "heading"
    before = [earlier for earlier in found[:index] if earlier.kind == "paragraph"]
    if marked and (said.title is None or not _was_marked(said)):
        said.title = plain
        said.notes.add("#title")
    elif said.title is None and len(found) > index + 1 and (len(plain) > 3) and len(before) <= 2:
        said.title = plain
    return plain


def _was_marked(said: Statements) -> bool:
    return "#title" in said.notes


def _lone_days(lone: list[Moment], *, above: bool, said: Statements) -> None:
    """A lone date under a title or by-line is that of publication; several are the days of a chronicle."""
    if len(lone) == 1:
        if above:
            said.published = said.published or lone[0]
        else:
            said.written = said.written or lone[0]


def _foot(text: str, found: list[Block], body: int, said: Statements) -> None:
    """Read the blocks below the report, from the last one up to the report."""
    for block in reversed(found[max(body, len(found) - FOOT_BLOCKS) :]):
        words = text[block.start : block.end]
        heading = heading_of(words) if len(words) < LONGEST else None
        if heading and heading.role != "caption":
            said.take(heading)
        elif day := day_of(plain_line(words)):
            said.written = said.written or day
        elif block.kind not in ("separator", "link", "page", "heading"):
            break


def _throughout(text: str, found: list[Block], said: Statements) -> None:
    """Addenda and captions may stand anywhere."""
    said.notes.discard("#title")
    for block in found:
        if block.kind in ("paragraph", "item") and block.end - block.start < 3_000:
            heading = block_heading(text[block.start : block.end])
            if heading and heading.role in ("addendum", "caption", "rights"):
                said.take(heading)


def _is_prose(block: Block, words: str) -> bool:
    """Whether a block is the report itself: long, or a sentence with its end."""
    if block.kind == "heading":
        return False
    stripped = CREDITED.sub("", words.rstrip()).rstrip('*_"”’»)')
    return len(words) >= PROSE or (block.kind == "paragraph" and stripped.endswith(SENTENCE_END) and len(words) > 25)


def _address(words: str) -> str | None:
    match = ADDRESS.search(words)
    return match.group() if match else None
