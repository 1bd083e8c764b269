"""What belongs to the page and not to the report: rights blocks, appeals for donations, labels, separators, links."""

from __future__ import annotations

from letapis.sources.headings import DROPPED, line_heading, role_of
from letapis.sources.layout import Block

LONGEST = 1_200  # characters; no appeal to the readers of a page is longer
HEAD, FOOT = 16, 16  # blocks at either end where lines about the report stand
SHORT = 30  # characters of a label such as "PS:"
LINES = 6  # of a block that may hold a by-line and a date together
LINE = 200  # characters of a line about the report


def separate(text: str, found: list[Block]) -> list[Block]:
    """The blocks, where short ones of several lines about the report ("By NAME", a date) are taken line by line."""
    parted: list[Block] = []
    for index, block in enumerate(found):
        at_edge = index < HEAD or index >= len(found) - FOOT
        if at_edge and 1 < len(block.lines) <= LINES and _about_the_report(text, block):
            parted.extend(Block(block.kind, (line,)) for line in block.lines)
        else:
            parted.append(block)
    return parted


def _about_the_report(text: str, block: Block) -> bool:
    return all(end - start <= LINE for start, end in block.lines) and any(
        line_heading(text[start:end]) for start, end in block.lines
    )


def furniture(text: str, found: list[Block]) -> list[bool]:
    """For each block whether it is page furniture. A postscript is, where only furniture follows it."""
    marks = [_of_page(text, block, index, len(found)) for index, block in enumerate(found)]
    for index in range(len(found) - 2, -1, -1):
        block = found[index]
        if marks[index + 1] and not marks[index] and block.end - block.start < SHORT:
            marks[index] = role_of(text[block.start : block.end]) == "postscript"
    return marks


def _of_page(text: str, block: Block, index: int, count: int) -> bool:
    if block.kind in ("separator", "link"):
        return True
    if block.kind in ("page", "heading") or block.end - block.start > LONGEST:
        return False
    return (index < HEAD or index >= count - FOOT) and role_of(text[block.start : block.end]) in DROPPED
