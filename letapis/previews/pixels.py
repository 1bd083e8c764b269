"""A stranger's PDF or picture as pixels: drawn in a cell, measured here, and written anew by us.

What the cell sends is not believed: sizes are checked first, and the picture is made of colours alone.
So nothing of the file goes further: no script, no link, no text layer, no metadata.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letapis.previews.errors import PreviewError
from letapis.sandbox.errors import CellError
from letapis.sandbox.limits import CellLimits
from letapis.sandbox.profile import Profile

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SIDE = 10_000  # pixels
MOST_PAGES = 10_000
MOST_MEGABYTES = 200  # of a file that is drawn
AT_ONCE = 4  # pages of a PDF for each cell
PDF, PICTURE = "pdf", "picture"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
LIMITS = CellLimits(memory_megabytes=400, processor_seconds=10, wall_seconds=20, answer_megabytes=320)
NOTHING = bytes(4)  # no pages
DAMAGED = "Look at it on a machine that holds nothing else"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a page is drawn: dots an inch for a PDF, and never more pixels a side than this."""

    resolution: int
    side: int


SCREEN = Size(100, 2_000)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Some pages, and how many there are in all."""

    pages: tuple[Image, ...]
    total: int


def media_of(data: bytes) -> str:
    """Pdf, picture, or nothing for a file that is not drawn: told by its first bytes, never by its name."""
    if b"%PDF-" in data[:1024]:
        return PDF
    return PICTURE if data.startswith(PICTURES) else ""


def pixels(
    data: bytes, first: int = 1, count: int = AT_ONCE, size: Size = SCREEN, profile: Profile | None = None
) -> tuple[bytes, ...]:
    """Pages as PNG, `first` from 1; a picture has one. Raises PreviewError."""
    return tuple(map(_png, drawn(data, first, count, size, profile).pages))


def drawn(
    data: bytes, first: int = 1, count: int = AT_ONCE, size: Size = SCREEN, profile: Profile | None = None
) -> Drawn:
    """The same as colours. Raises PreviewError."""
    from letapis.sandbox.cell import confined

    media = media_of(data)
    if not media or len(data) > MOST_MEGABYTES * 1_000_000:
        problem = "is larger than what is drawn" if media else "is neither a PDF nor a picture that is drawn"
        raise PreviewError(problem, "Bring it as JPEG, PNG, GIF, WebP, TIFF or PDF")
    if first < 1 or not 1 <= count <= AT_ONCE or not 1 <= size.side <= MOST_SIDE:
        raise ValueError(f"page {first}, {count} pages, {size}")
    order = struct.pack(">4I", first - 1, count, size.resolution, size.side)
    work, prepare = f"letapis.previews.drawing:{media}", "letapis.previews.drawing:prepare"
    try:
        answer = confined(work, order, data, limits=LIMITS, prepare=prepare, profile=profile)
    except CellError as error:
        raise PreviewError(error.problem.replace("to read", "to draw"), error.way_out) from error
    return _checked(answer, count, size.side)


def every_page(data: bytes, size: Size, most: int, profile: Profile | None = None) -> Iterator[Image]:
    """All pages of a PDF in their order, a few for each cell. Raises PreviewError."""
    first, total = 1, 1
    while first <= total:
        some = drawn(data, first, size=size, profile=profile)
        total = max(total, some.total)
        if total > most:
            raise PreviewError(f"has {total} pages, the limit is {most}", "Split it")
        if not some.pages:
            raise _unfit()
        yield from some.pages
        first += len(some.pages)


def _checked(answer: bytes, count: int, side: int) -> Drawn:
    """The cell may be in the hands of whoever made the file. Raises PreviewError."""
    from PIL import Image

    pages: list[Image.Image] = []
    try:
        (total,) = struct.unpack_from(">I", answer)
        place = 4
        while place < len(answer):
            width, height = struct.unpack_from(">2I", answer, place)
            size = width * height * 3
            if not (1 <= width <= side and 1 <= height <= side) or place + 8 + size > len(answer):
                raise _unfit()
            pages.append(Image.frombytes("RGB", (width, height), answer[place + 8 : place + 8 + size]))
            place += 8 + size
    except struct.error as error:
        raise _unfit() from error
    if answer == NOTHING:
        raise PreviewError("cannot be drawn: it is damaged, locked or too large", "Copy it again from where it came")
    if not 1 <= total <= MOST_PAGES or len(pages) > min(count, total):
        raise _unfit()
    return Drawn(tuple(pages), total)


def _unfit() -> PreviewError:
    return PreviewError("made its reader give an answer that is no picture", DAMAGED)


def _png(picture: Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
