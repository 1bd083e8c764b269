"""An original leaves a server as bytes to be saved, under a name that every system reads alike."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.previews.serving import headers_of_original, safe_name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("report.pdf", "report.pdf"),
        ("Справаздача №5.pdf", "Справаздача №5.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("D:\\a\\x.txt", "x.txt"),
        ("C:x.txt", "C_x.txt"),
        ("/", "original"),
        ("", "original"),
        ("...", "original"),
        ("   ", "original"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\u200b.txt", "a.txt"),
        ("\ufeffa\u00ad.txt", "a.txt"),
        ("a.txt\r\nSet-Cookie: x=1", "a.txtSet-Cookie_ x=1"),
        ("a\x00.exe.txt", "a.exe.txt"),
        ('a"; filename=b.exe', "a__ filename=b.exe"),
        ("file.txt::$DATA", "file.txt___DATA"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("COM¹.log", "_COM¹.log"),
        ("console.txt", "console.txt"),
        ("trailing.", "trailing"),
        ("trailing. . .", "trailing"),
        ("x\ud800y.txt", "xy.txt"),
        ("a" * 5_000 + ".jpeg", "a" * 115 + ".jpeg"),
        ("a." + "b" * 5_000, "a." + "b" * 118),
        ("й.txt", "й.txt"),
        ("и\u0306.txt", "й.txt"),
        ("%2e%2e%2fx.html", "_2e_2e_2fx.html"),
    ],
)
def test_a_name(name, wanted):
    assert safe_name(name) == wanted


def test_headers_say_that_it_is_to_be_saved_and_not_shown():
    headers = headers_of_original("звесткі.html", 12)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].split("; ")[0] == "sandbox"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"_______.html\"; filename*=UTF-8''%D0%B7%D0%B2%D0%B5%D1%81%D1%82%D0%BA%D1%96.html"
    )
    assert (headers["Content-Length"], headers["Cache-Control"]) == ("12", "no-store")


@given(st.text())
def test_no_name_leaves_its_line_or_its_quotes(name):
    headers = headers_of_original(name, 0)
    safe = safe_name(name)
    value = headers["Content-Disposition"]
    assert value.isascii()
    assert value.isprintable()
    assert value.count('"') == 2
    assert value.startswith('attachment; filename="')
    assert unquote(value.rpartition("''")[2]) == safe
    assert safe_name(safe) == safe
    assert 1 <= len(safe) <= 121
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\:*?"<>|')
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in safe)
