"""What belongs to the page and not to the report: rights blocks, appeals for donations, labels, separators, links."""

from __future__ import annotations

from letapis.sources.datelines import dateline_of
from letapis.sources.headings import DROPPED, line_heading, role_of
from letapis.sources.layout import Block

LONGEST = 1_200  # characters; no appeal to the readers of a page is longer
HEAD, FOOT = 16, 16  # blocks at either end where lines about the report stand
ONCE = frozenset(("published", "written", "author", "origin"))
SHORT = 30  # characters of a label such as "PS:"
LINES = 6  # of a block that may hold a by-line and a date together
WIDE = 60  # characters of a line of running text
LINE = 200  # characters of a line about the report


def separate(text: str, found: list[Block]) -> list[Block]:
    """The blocks, where short ones of several lines about the report ("By NAME", a date) are taken line by line."""
    parted: list[Block] = []
    for index, block in enumerate(found):
        at_edge = index < HEAD or index >= len(found) - FOOT
        if at_edge and 1 < len(block.lines) <= LINES and _about_the_report(text, block):
            parted.extend(Block(block.kind, (line,)) for line in block.lines)
        elif len(block.lines) > LINES and (index == 0 or index == len(found) - 1):
            parted.extend(_peeled(text, block, above=index == 0, below=index == len(found) - 1))
        else:
            parted.append(block)
    return parted


def _peeled(text: str, block: Block, *, above: bool, below: bool) -> list[Block]:
    """A page without empty lines (a PDF): the lines above the report, and those about it below, by themselves."""
    width = max(end - start for start, end in block.lines)
    first, last = 0, len(block.lines)
    while above and first < LINES and _heads(text[slice(*block.lines[first])], width):
        first += 1
    while below and last > max(first, len(block.lines) - LINES) + 1 and role_of(text[slice(*block.lines[last - 1])]):
        last -= 1
    single = [Block(block.kind, (line,)) for line in block.lines]
    return [*single[:first], Block(block.kind, block.lines[first:last]), *single[last:]]


def _heads(line: str, width: int) -> bool:
    """Whether a line stands above the report: much shorter than its lines and no end of a sentence."""
    stripped = line.rstrip()
    if len(line) <= LINE and line_heading(line):
        return True
    return width >= WIDE and len(stripped) < 0.75 * width and not stripped.endswith((".", "!", "?", ":", ";", ","))


def _about_the_report(text: str, block: Block) -> bool:
    lines = [text[start:end] for start, end in block.lines]
    return all(len(line) <= LINE for line in lines) and any(line_heading(line) or dateline_of(line) for line in lines)


def furniture(text: str, found: list[Block]) -> list[bool]:
    """For each block whether it is page furniture. A postscript is, where only furniture follows it."""
    roles = [_role(text, block, index, len(found)) for index, block in enumerate(found)]
    # "Date: …" once is a label of the report; again and again it is a list of records.
    repeated = {role for role in ONCE if roles.count(role) > 1}
    marks = [role in DROPPED and role not in repeated for role in roles]
    for index in range(len(found) - 2, -1, -1):
        block = found[index]
        if marks[index + 1] and not marks[index] and block.end - block.start < SHORT:
            marks[index] = role_of(text[block.start : block.end]) == "postscript"
    return marks


def _role(text: str, block: Block, index: int, count: int) -> str:
    """Role of a block at either end of the report; separators and bare links have theirs everywhere."""
    if block.kind in ("separator", "link"):
        return block.kind
    if block.kind in ("page", "heading") or block.end - block.start > LONGEST:
        return ""
    return role_of(text[block.start : block.end]) if index < HEAD or index >= count - FOOT else ""
