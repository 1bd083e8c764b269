import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.publications.visible import Quoted, encodable, highlighted, plain, stretches, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a < b & "c"', "a &lt; b &amp; &#34;c&#34;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("tea\u202e", 'tea<span class="hidden-character" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>'),
        ("\x1b[31m", '<span class="hidden-character">U+001B</span>[31m'),
        ("line\nnext\tcell", "line\nnext\tcell"),
        ("Ўсё добра — «так»", "Ўсё добра — «так»"),
        ("Сердце ❤\ufe0f", "Сердце ❤\ufe0f"),
    ],
)
def test_visible(text, expected):
    assert str(visible(text)) == expected


@pytest.mark.parametrize(
    "code",
    [
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x200E,
        0x200F,
        0x061C,
        0x200B,
        0x200C,
        0x200D,
        0x2060,
        0xFEFF,
        0xAD,
        0x00,
        0x07,
        0x1B,
        0x7F,
        0x85,
        0xD800,
    ],
)
def test_every_character_that_hides_or_turns_text_is_shown(code):
    assert f"U+{code:04X}" in visible(f"a{chr(code)}b")
    assert chr(code) not in visible(f"a{chr(code)}b")
    assert plain(f"a{chr(code)}b") == f"a‹U+{code:04X}›b"


def test_half_surrogates_can_be_written():
    assert encodable("a\ud800b").encode() == "a\ufffdb".encode()


def quotes(*spans):
    return [Quoted(start, end, number, f"c{number}") for number, (start, end) in enumerate(spans, 1)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(0, 10, ())]),
        ([(2, 5)], [(0, 2, ()), (2, 5, (1,)), (5, 10, ())]),
        ([(0, 6), (4, 10)], [(0, 4, (1,)), (4, 6, (1, 2)), (6, 10, (2,))]),
        ([(2, 8), (3, 5)], [(0, 2, ()), (2, 3, (1,)), (3, 5, (1, 2)), (5, 8, (1,)), (8, 10, ())]),
        ([(2, 5), (2, 5)], [(0, 2, ()), (2, 5, (1, 2)), (5, 10, ())]),
        ([(2, 5), (5, 7)], [(0, 2, ()), (2, 5, (1,)), (5, 7, (2,)), (7, 10, ())]),
        ([(8, 99), (5, 5)], [(0, 10, ())]),  # a span that does not fit the text is not drawn
    ],
)
def test_stretches(spans, expected):
    found = [(start, end, tuple(q.number for q in covering)) for start, end, covering in stretches(10, quotes(*spans))]
    assert found == expected


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_no_letter_is_lost_or_doubled_whichever_way_quotes_overlap(text, spans):
    shown = str(highlighted(text, quotes(*spans), "back {n}"))
    bare = re.sub(r'<a class="back".*?</a>|<span class="anchor".*?</span>', "", shown)
    assert bare.count("<mark") == bare.count("</mark>")
    words = unescape(re.sub(r"</?mark[^>]*>", "", str(bare)))
    assert words == unescape(str(visible(text)))


def test_each_quote_has_its_anchor_and_its_link_back():
    shown = str(highlighted("0123456789", quotes((0, 6), (4, 10)), "To statement {n}"))
    assert shown.index('id="c1"') < shown.index('id="c2"')
    assert '<a class="back" href="#claim-1" aria-label="To statement 1">1</a>' in shown
    assert '<mark class="quote depth-2">45</mark>' in shown
