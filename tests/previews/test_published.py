"""What may be published of a picture or a PDF: its pixels, and nothing that came along unseen."""

from __future__ import annotations

import io
import struct

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from letapis.previews import pixels as pixels_module
from letapis.previews.errors import PreviewError
from letapis.previews.pixels import Size, drawn, media_of, pixels
from letapis.previews.published import SEGMENTS, cleaned_picture, rasterised, segments
from letapis.sources.in_cell import PDF

CANARY = b"canary-53.9006-27.5590"
RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(form="JPEG", size=(40, 20), colour=RED, **more):
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, form, **more)
    return stream.getvalue()


def with_place():
    """A photograph as a telephone makes it: place, maker's notes, a thumbnail of what was cut away, XMP, a comment."""
    exif = Image.Exif()
    exif[0x010F] = CANARY.decode()
    exif[0x9286] = CANARY.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 2.16), 3: "E", 4: (27.0, 33.0, 32.4)})
    made = picture(exif=exif, comment=CANARY, icc_profile=CANARY * 20)
    thumbnail = picture(size=(8, 8), colour=BLUE)
    segment = b"\xff\xed" + struct.pack(">H", len(thumbnail) + 2 + len(CANARY)) + thumbnail + CANARY
    xmp = b"\xff\xe1" + struct.pack(">H", 2 + 29 + len(CANARY)) + b"http://ns.adobe.com/xap/1.0/\x00" + CANARY
    return made[:2] + segment + xmp + made[2:] + made + CANARY  # a second picture behind the first, as in an MPO


def with_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", CANARY.decode(), zip=False)
    words.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return picture("PNG", pnginfo=words) + CANARY


TIFF_TAGS = {270: CANARY.decode(), 315: CANARY.decode()}
CARRIERS = {
    "jpeg": with_place(),
    "png": with_words(),
    "gif": picture("GIF", comment=CANARY),
    "webp": picture("WEBP", xmp=CANARY, exif=b"Exif\x00\x00" + CANARY),
    "tiff": picture("TIFF", tiffinfo=TIFF_TAGS),
}


@pytest.mark.parametrize("data", CARRIERS.values(), ids=CARRIERS)
def test_nothing_but_pixels_is_published(data):
    assert CANARY in data, "the picture must carry what is to be lost"
    cleaned = cleaned_picture(data)
    assert CANARY not in cleaned
    assert set(segments(cleaned)) <= set(SEGMENTS)
    with Image.open(io.BytesIO(cleaned)) as seen:
        assert (seen.size, seen.getexif(), "icc_profile" in seen.info) == ((40, 20), {}, False)
        assert all(abs(a - b) < 12 for a, b in zip(seen.getpixel((20, 10)), RED, strict=True))
    assert cleaned_picture(data) == cleaned, "the same picture gives the same bytes"


def test_a_picture_that_its_camera_turned_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(cleaned_picture(picture(exif=exif)))) as seen:
        assert seen.size == (20, 40)


def test_what_can_be_seen_through_stands_on_white():
    stream = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(stream, "PNG")
    with Image.open(io.BytesIO(cleaned_picture(stream.getvalue()))) as seen:
        assert min(seen.getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(), {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}),
        (picture(comment=b"x"), {0xE0, 0xFE, 0xDB, 0xC0, 0xC4, 0xDA}),
        (picture() + b"behind", {0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xFF}),
    ],
)
def test_segments_are_told_as_they_stand(data, found):
    assert set(segments(data)) == found


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0", picture("PNG")])
def test_what_is_no_jpeg_has_no_segments(data):
    with pytest.raises(ValueError, match="JPEG"):
        list(segments(data))


def pdf_with(content):
    start = PDF.index(b"BT"), PDF.index(b"ET") + 2
    made = PDF[: start[0]] + content + PDF[start[1] :]
    info = b"6 0 obj <</Author (" + CANARY + b") /Title (" + CANARY + b")>> endobj\ntrailer <</Root 1 0 R /Info 6 0 R>>"
    return made.replace(b"/Length 39", b"/Length %d" % len(content)).replace(b"trailer <</Root 1 0 R>>", info)


BLACK_BAR = b"BT /F 12 Tf 20 100 Td (Maryja Example) Tj ET 0 0 0 rg 10 90 150 30 re f"


def test_words_under_a_black_bar_are_gone_with_everything_else_of_the_file():
    data = pdf_with(BLACK_BAR)
    assert "Maryja" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    made = rasterised(data)
    opened = pypdfium2.PdfDocument(made)
    assert opened[0].get_textpage().get_text_bounded() == ""
    assert {value for value in opened.get_metadata_dict().values() if value} == set()
    assert b"Maryja" not in made
    assert CANARY not in made
    assert rasterised(data) == made, "no hour and no name of a file is in it"


def test_each_page_keeps_its_size_and_place():
    sheets = pypdfium2.PdfDocument.new()
    for width in range(100, 700, 100):
        sheets.new_page(width, 200)
    stream = io.BytesIO()
    sheets.save(stream)
    made = pypdfium2.PdfDocument(rasterised(stream.getvalue()))
    assert [round(page.get_width()) for page in made] == [100, 200, 300, 400, 500, 600]
    with pytest.raises(PreviewError, match="has 6 pages, the limit is 5"):
        rasterised(stream.getvalue(), most_pages=5)


def test_a_sheet_as_large_as_a_field_is_drawn_small():
    sheet = pypdfium2.PdfDocument.new()
    sheet.new_page(1_000_000, 1)
    stream = io.BytesIO()
    sheet.save(stream)
    (page,) = drawn(stream.getvalue(), size=Size(150, 500)).pages
    assert max(page.size) <= 500


def test_pages_are_png_and_a_picture_is_one_page():
    for data in (PDF, picture()):
        (page,) = pixels(data)
        assert page.startswith(b"\x89PNG")
        with Image.open(io.BytesIO(page)) as seen:
            assert seen.text == {}


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"BM" + bytes(50), b"%!PS", b"\x00\x00\x01\x00"])
def test_what_is_neither_is_not_drawn(data):
    assert media_of(data) == ""
    with pytest.raises(PreviewError, match="neither"):
        pixels(data)


def chunk(kind, data):
    import zlib

    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HUGE = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 65535, 65535, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("data", [HUGE, picture()[:60], b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_drawn_is_refused_in_one_line(data):
    with pytest.raises(PreviewError, match="cannot be drawn") as caught:
        pixels(data)
    assert str(caught.value).isprintable()


def page(width, height, length):
    return struct.pack(">2I", width, height) + bytes(length)


FORGED = {
    "nothing": b"",
    "a count alone": struct.pack(">I", 3)[:3],
    "wider than asked": struct.pack(">I", 1) + page(2_001, 1, 6_003),
    "no height": struct.pack(">I", 1) + page(5, 0, 0),
    "fewer pixels than told": struct.pack(">I", 1) + page(10, 10, 299),
    "more pixels than told": struct.pack(">I", 1) + page(10, 10, 301),
    "a size that runs over": struct.pack(">I", 1) + page(0xFFFFFFFF, 0xFFFFFFFF, 100),
    "more pages than asked": struct.pack(">I", 9) + page(1, 1, 3) * 5,
    "more pages than told": struct.pack(">I", 1) + page(1, 1, 3) * 2,
    "pages without number": struct.pack(">I", 4_000_000_000) + page(1, 1, 3),
    "a picture of its own": picture("PNG"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_cell_in_wrong_hands_shows_nothing(forged, monkeypatch):
    monkeypatch.setattr("letapis.sandbox.cell.confined", lambda *_, **__: forged)
    with pytest.raises(PreviewError, match="no picture"):
        pixels(PDF)


def test_a_cell_that_never_comes_to_the_end_of_the_pages_is_left(monkeypatch):
    answers = iter([struct.pack(">I", 9), struct.pack(">I", 9)])
    monkeypatch.setattr("letapis.sandbox.cell.confined", lambda *_, **__: next(answers))
    with pytest.raises(PreviewError, match="no picture"):
        list(pixels_module.every_page(PDF, Size(72, 100), 50))


def test_photographs_of_others_lose_their_place(corpora):
    places = 0
    for path in sorted((corpora / "images").rglob("*.jpg")):
        data = path.read_bytes()
        try:
            with Image.open(io.BytesIO(data)) as seen:
                places += bool(seen.getexif().get_ifd(0x8825))
            cleaned = cleaned_picture(data)
        except (PreviewError, OSError):
            continue
        assert set(segments(cleaned)) <= set(SEGMENTS), path.name
        with Image.open(io.BytesIO(cleaned)) as seen:
            assert not seen.getexif(), path.name
    assert places >= 3, "the photographs must have had places"
