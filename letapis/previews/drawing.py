"""Drawing a file inside a cell: what is called there. It gives width, height and colours, and nothing of the file.

Each page goes out as width and height, four bytes each, and three bytes a pixel; before all of them how many there are.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")  # BMP, ICO, EPS and forty more that Pillow knows are not drawn
INCH = 72  # points of a PDF


def pdf(order: bytes, data: bytes) -> bytes:
    """Some pages of a PDF; no pages where it cannot be drawn."""
    return _or_nothing(draw_pdf, order, data)


def picture(order: bytes, data: bytes) -> bytes:
    """A picture; no pages where it cannot be drawn."""
    return _or_nothing(draw_picture, order, data)


def _or_nothing(draw: Callable[[bytes, bytes], bytes], order: bytes, data: bytes) -> bytes:
    try:
        return draw(order, data)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  libraries raise what they like
        return struct.pack(">I", 0)


def draw_pdf(order: bytes, data: bytes) -> bytes:
    """Some pages of a PDF. `order`: first page (from 0), how many, dots an inch, most pixels a side."""
    import pypdfium2

    first, count, resolution, side = struct.unpack(">4I", order)
    opened = pypdfium2.PdfDocument(data)
    total = len(opened)
    drawn = (_pdf_page(opened[number], resolution, side) for number in range(first, min(first + count, total)))
    return b"".join((struct.pack(">I", total), *drawn))


def _pdf_page(page: Any, resolution: int, side: int) -> bytes:  # noqa: ANN401  pypdfium2 ships no types
    width, height = page.get_size()
    largest = max(width, height, 1.0)
    bitmap = page.render(scale=min(resolution / INCH, (side - 1) / largest), may_draw_forms=False, rev_byteorder=True)
    return _sent(bitmap.to_pil())


def draw_picture(order: bytes, data: bytes) -> bytes:
    """A picture, turned as its camera says, no side longer than asked; of many frames the first."""
    from PIL import Image, ImageOps

    *_, side = struct.unpack(">4I", order)
    Image.MAX_IMAGE_PIXELS = 120_000_000
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        seen: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
        if seen.mode == "P":
            seen = _flat(seen)
        seen.thumbnail((side, side))  # a JPEG is read no larger than it is drawn
    with suppress(SyntaxError, ValueError, TypeError, KeyError, struct.error, OSError):
        seen = ImageOps.exif_transpose(seen)  # else what its camera says is broken, and it stands as it stands
    return struct.pack(">I", 1) + _sent(seen)


def _sent(picture: Any) -> bytes:  # noqa: ANN401  Pillow is loaded where it is used
    colours: bytes = _flat(picture).tobytes()
    return struct.pack(">2I", *picture.size) + colours


def _flat(picture: Any) -> Any:  # noqa: ANN401
    """Colours alone; what can be seen through stands on white."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def prepare() -> None:
    """Load the libraries by drawing something of our own with each."""
    from letapis.sources.in_cell import PDF

    draw_pdf(struct.pack(">4I", 0, 1, 72, 50), PDF)
    for data in _pictures():
        draw_picture(struct.pack(">4I", 0, 1, 72, 50), data)


def _pictures() -> Iterator[bytes]:
    from PIL import Image

    for name in FORMATS:
        stream = io.BytesIO()
        Image.new("RGB", (60, 60), "white").save(stream, name)
        yield stream.getvalue()
