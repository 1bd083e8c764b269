"""Pictures and PDFs as they may be published: made anew from their pixels, so that nothing comes along unseen.

No place of a camera, no thumbnail of what was cut away, no name of a typist, no words under a black bar.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from letapis.previews.errors import PreviewError
from letapis.previews.pixels import MOST_SIDE, PDF, PICTURE, Size, drawn, every_page, media_of
from letapis.sandbox.profile import Profile

QUALITY = 90
PAGE = Size(150, 2_500)
MOST_PAGES = 500
LARGEST = 4_000  # pixels a side of a picture
SEGMENTS = {0xE0: "JFIF", 0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT", 0xDA: "SOS"}  # all that a picture of ours holds
END = 0xD9
EMPTY = dict.fromkeys(
    ("title", "author", "subject", "keywords", "creator", "producer", "creationDate", "modDate"), None
)  # what Pillow would else write of the hour and the file


def cleaned_picture(data: bytes, *, side: int = LARGEST, profile: Profile | None = None) -> bytes:
    """A picture as a JPEG of its pixels and nothing else. Raises PreviewError."""
    if media_of(data) != PICTURE:
        raise PreviewError("is no picture that can be published", "Bring it as JPEG, PNG, GIF, WebP or TIFF")
    (page,) = drawn(data, 1, 1, Size(0, min(side, MOST_SIDE)), profile).pages
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=QUALITY)
    cleaned = stream.getvalue()
    foreign = [f"{marker:02X}" for marker in segments(cleaned) if marker not in SEGMENTS]
    if foreign:  # another Pillow that writes something new
        raise PreviewError(f"would be published with the segments {', '.join(foreign)}", "Tell the makers of Letapis")
    return cleaned


def segments(data: bytes) -> Iterator[int]:
    """The markers of a JPEG in their order, without its end. Raises ValueError where it is none."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        yield marker
        if marker == 0xDA:
            yield from _behind_pixels(data, place + 4)
            return
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    raise ValueError("a JPEG without pixels")


def _behind_pixels(data: bytes, place: int) -> Iterator[int]:
    """Markers among the pixels or after them: a second picture, or bytes behind the end (told as FF)."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == END:
            if place + 2 < len(data):
                yield 0xFF
            return
        if marker and not 0xD0 <= marker <= 0xD7:  # a stuffed byte, a mark of restart
            yield marker
        place += 2


def rasterised(data: bytes, *, most_pages: int = MOST_PAGES, profile: Profile | None = None) -> bytes:
    """A PDF of the pictures of its pages: no text layer, no attachment, no metadata. Raises PreviewError."""
    if media_of(data) != PDF:
        raise PreviewError("is no PDF", "Bring it as PDF")
    pages = every_page(data, PAGE, most_pages, profile)
    stream = io.BytesIO()
    first = next(pages)
    first.save(stream, "PDF", save_all=True, append_images=pages, resolution=PAGE.resolution, quality=QUALITY, **EMPTY)
    return stream.getvalue()
