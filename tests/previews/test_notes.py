"""Own notes as HTML, and texts of strangers as text: a parser of HTML judges, over attacks that others collected."""

# ruff: noqa: ARG002, T201  the shape of the parser is given; the counts are to be seen with -s

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from markupsafe import escape

from letapis.previews.notes import MARKS, cleaned_note
from letapis.publications.visible import plain, visible

ALLOWED = {"a": {"href", "rel"}}
REL = "noopener noreferrer nofollow"
LEAST = 5_000  # attacks that the lists of others hold


class Seen(HTMLParser):
    """Every element, attribute, comment and declaration that a parser of HTML finds."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.found.append(("comment", {}))

    def handle_decl(self, decl):
        self.found.append(("declaration", {}))

    def handle_pi(self, data):
        self.found.append(("instruction", {}))

    def unknown_decl(self, data):
        self.found.append(("declaration", {}))


def seen(html):
    parser = Seen()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # what Python's parser says of a marked section that it cannot read
        parser.found.append(("declaration", {}))
    return parser.found


def seen_by_lxml(html):
    """A second opinion: libxml2 mends broken HTML in other ways."""
    from lxml.html import fragments_fromstring

    parts = fragments_fromstring(html) if html.strip() else []
    return [
        (element.tag, dict(element.attrib))
        for part in parts
        if not isinstance(part, str)
        for element in part.iter()
        if isinstance(element.tag, str)
    ]


def faults(found):
    for tag, attributes in found:
        if tag not in MARKS:
            yield tag
        for name, value in attributes.items():
            if name not in ALLOWED.get(tag, ()):
                yield f"{tag} {name}"
            if name == "rel" and value != REL:
                yield f"rel {value}"
            if name == "href" and not harmless(value):
                yield f"href {value}"


def harmless(address):
    """The scheme as a browser reads it: tabs and line breaks do not count, nor what stands before the scheme."""
    read = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    parts = urlsplit(read)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and "\\" not in read


def vectors(folder):
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".json":
            yield from strings(json.loads(text))
        else:
            yield from filter(str.strip, text.splitlines())


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def is_text(attack):
    """No element but the mark of a hidden character, and in an attribute nothing but the attribute."""
    marks = [(tag, one.get("class")) for tag, one in seen(str(visible(attack)))]
    (inside,) = seen(f'<p title="{escape(plain(attack))}">') or [("", {})]
    return set(marks) <= {("span", "hidden-character")} and (inside[0], set(inside[1])) == ("p", {"title"})


def test_the_attacks_of_others_come_to_nothing(corpora):
    attacks = list(vectors(corpora / "xss"))
    bad = [attack for attack in attacks if list(faults(seen(cleaned_note(attack))))]
    worse = [attack for attack in attacks if list(faults(seen_by_lxml(cleaned_note(attack))))]
    shown = [attack for attack in attacks if not is_text(attack)]
    print(f"\nattacks by HTML: {len(attacks)}; through as a note: {len(bad)} and {len(worse)}; as text: {len(shown)}")
    assert len(attacks) >= LEAST
    assert (bad, worse, shown) == ([], [], [])


def test_the_judge_sees_what_is_not_cleaned(corpora):
    attacks = list(vectors(corpora / "xss"))
    assert sum(bool(list(faults(seen(attack)))) for attack in attacks) > LEAST // 2


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("<p>Asked <em>twice</em>.</p>", "<p>Asked <em>twice</em>.</p>"),
        ("<h1>Yard</h1><script>x()</script>", "Yard"),
        ("<p onclick=x() style=color:red class=y>a</p>", "<p>a</p>"),
        ('<a href="https://example.org/a?b=c#d">a</a>', f'<a href="https://example.org/a?b=c#d" rel="{REL}">a</a>'),
        ('<a href="HTTP://Example.org:8080">a</a>', f'<a href="HTTP://Example.org:8080" rel="{REL}">a</a>'),
        ("<img src=https://example.org/x.png>", ""),
        ("<!-- secret --><b>a</b>", "a"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_a_note(note, wanted):
    assert cleaned_note(note) == wanted


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
        "data:text/html,x", "vbscript:x",
        "//example.org", "/admin/delete", "?logout=1", "#x", "https:example.org", "https:/example.org",
        "https://", "https://user:word@example.org/", "https://good.example\\@evil.example/", "https://exa mple.org/",
        "https://example.org/\n.evil", "mailto:a@example.org", "file:///etc/passwd", "http://-example.org/", "http://[::1]/",
        "https://еxample.org/", "ftp://example.org/", "https:\\\\example.org", "  javascript:x", "https://.",
    ],
)  # fmt: skip
def test_a_link_that_goes_elsewhere_is_no_link(address):
    assert "href" not in cleaned_note(f'<a href="{plain_attribute(address)}">a</a>')


def plain_attribute(text):
    return text.replace("&", "&amp;").replace('"', "&quot;")


@pytest.mark.parametrize("text", ["<b>x</b>", "a\u202egpj.exe", "x\x1b[31mred", 'a" onload="x', "\u200b", "\u2066x"])
def test_text_of_strangers_is_text(text):
    assert is_text(text)
    assert not set("\u202e\x1b\u200b\u2066") & set(plain(text))
