import pytest

from letapis.capture.embedded import in_page, in_sheet, words_of

PAGE = "https://page.example/a/b.html"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<img src="c.png">', ["https://page.example/a/c.png"]),
        ("<IMG SRC='/c.png'>", ["https://page.example/c.png"]),
        ("<img src=//other.example/c.png>", ["https://other.example/c.png"]),
        ('<img alt="a" src="c.png?x=1&amp;y=2#z">', ["https://page.example/a/c.png?x=1&y=2"]),
        ('<img srcset="s.png 1x, l.png 2x">', ["https://page.example/a/s.png", "https://page.example/a/l.png"]),
        ('<picture><source srcset="s.webp"><img src="s.jpg"></picture>', ["https://page.example/a/s.webp", "https://page.example/a/s.jpg"]),
        ('<link rel="stylesheet" href="s.css">', ["https://page.example/a/s.css"]),
        ('<link rel="icon shortcut" href="i.ico">', ["https://page.example/a/i.ico"]),
        ('<link rel="preconnect" href="https://t.example">', []),
        ('<video poster="p.jpg" src="v.mp4">', ["https://page.example/a/p.jpg"]),
        ("<i style=\"background-image:url('https://cdn.example/f.jpg')\">", ["https://cdn.example/f.jpg"]),
        ("<style>body { background: url(b.png) } @import 'more.css';</style>", ["https://page.example/a/more.css", "https://page.example/a/b.png"]),
        ('<base href="https://base.example/x/"><img src="c.png">', ["https://base.example/x/c.png"]),
        ('<img src="c.png"><img src="c.png">', ["https://page.example/a/c.png"]),
        ('<script src="s.js"></script><iframe src="f.html"></iframe><a href="l.html">l</a>', []),
        ('<img src="data:image/png;base64,AA"><img src="javascript:x"><img src="file:///a"><img src="http://[">', []),
        ("<img src><img><img src=''>", []),
        ("<!-- <img src='c.png'> -->", ["https://page.example/a/c.png"]),  # asked for in vain, and nothing is lost
    ],
)  # fmt: skip
def test_what_a_page_embeds(markup, found):
    assert list(in_page(markup, PAGE)) == found


def test_what_a_style_sheet_embeds():
    sheet = '@import "a.css"; @import url(b.css); i { background: url( "c.png" ) } @font-face { src: url(d.woff2) }'
    assert list(in_sheet(sheet, "https://page.example/css/s.css")) == [
        "https://page.example/css/a.css", "https://page.example/css/b.css", "https://page.example/css/c.png",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        "<img src=é>".encode(),
        b'<meta charset="windows-1251"><img src=\xe9>',
        b'<meta charset="no-such"><img src=x>',
        b"\xff\xfe\x00",
    ],
)
def test_any_bytes_have_words(data):
    assert isinstance(words_of(data), str)


@pytest.mark.parametrize("piece", ["<style>", "<style", "url(", "<a x='", '@import "', "</style", "<style></style>"])
def test_a_long_page_of_one_piece_takes_no_time(piece):
    assert list(in_page(piece * 200_000, PAGE)) == []


def test_a_long_page_of_half_tags_takes_no_time():
    assert list(in_page("<img src=" * 200_000 + "<" * 200_000 + " srcset=' , , '" * 1000, PAGE)) == []
