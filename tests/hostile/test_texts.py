"""The catalogue of hostile texts, lines 23 to 28: kept as they came, shown with what hides made visible, and found."""

from __future__ import annotations

import json
import unicodedata

import pytest

from letapis.archive.archive import Archive
from letapis.archive.verification import verify
from letapis.cli.terminal import safe
from letapis.publications.visible import plain, visible
from letapis.registry.search.query import Query, QueryError
from letapis.registry.search.words import words
from letapis.sources.confined import read_confined
from letapis.sources.encodings import UndecodableError, decode
from letapis.sources.errors import SourceError
from letapis.sources.lookalikes import mixed_words
from letapis.sources.reading import read
from letapis.workflow.ingest import add
from letapis.workflow.searching import search

SENTENCE = "Four workers were detained in Hrodna on 11 October 2020."
RUSSIAN = (
    "В воскресенье в Гродно задержали четырёх рабочих, ещё двенадцать человек отпустили после проверки документов."
)
BELARUSIAN = (
    "У нядзелю ў Гродне затрымалі чатырох рабочых, яшчэ дванаццаць чалавек адпусцілі пасля праверкі дакументаў."
)


# 23: bytes that are no text, and bytes that are text in an older way


@pytest.mark.parametrize(
    "bad",
    [b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xe2\x82", b"\x80", b"\xfe\xff\xff"],
)
def test_23_malformed_utf_8_is_told_by_its_byte(bad):
    data = RUSSIAN.encode() + bad + RUSSIAN.encode()
    with pytest.raises(SourceError, match=r"damaged character|no encoding") as caught:
        read("a.txt", data)
    assert str(len(RUSSIAN.encode())) in caught.value.place


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1251", "koi8-r", "cp866", "iso8859-5"]
)
def test_23_russian_is_recognised(encoding):
    (document,) = read_confined("a.txt", RUSSIAN.encode(encoding)).documents
    assert (document.text, document.language) == (RUSSIAN, "ru")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251", "koi8-u", "iso8859-5"])
def test_23_belarusian_is_recognised_or_refused_but_never_guessed(encoding):
    try:
        data = BELARUSIAN.encode(encoding)
    except UnicodeEncodeError:
        data = BELARUSIAN.replace("ў", "у").encode(encoding)
    try:
        decoded = decode(data)
    except UndecodableError:
        return
    assert decoded.text.encode(decoded.encoding) == data or decoded.text.encode("utf-8-sig") == data
    assert "затрымал" in decoded.text


def test_23_what_is_nothing_is_no_text():
    for data in (b"\x00" * 5_000, b"a\x00b" * 5_000, bytes(range(32)) * 100):
        with pytest.raises(SourceError):
            read("a.txt", data)
    line = json.dumps({"text": SENTENCE + "\ud800", "title": "\udfff"}).encode()
    (document,) = read_confined("a.jsonl", line).documents
    assert document.text.encode().endswith("�".encode())


# 24: what hides and what turns round

HIDING = [
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
]


@pytest.mark.parametrize("code", HIDING)
def test_24_it_is_kept_shown_and_not_searched_for(code):
    sign = chr(code)
    text = f"Maryja Ex{sign}ample was detained in Hrodna."
    (document,) = read("a.txt", text.encode()).documents
    assert document.text == text, "the original is not mended"
    assert sign not in str(visible(text))
    assert f"U+{code:04X}" in str(visible(text))
    assert sign not in plain(text)
    assert sign not in safe(text)
    assert "example" in searched(text), "the form that is searched has lost it"


# 25, 26: letters that look alike, and letters written in two ways


@pytest.mark.parametrize("name", ["Ѕergey", "Аlena", "Мaрия", "раypal"])
def test_25_a_name_of_two_alphabets_is_noted(name):
    assert mixed_words(f"It was {name} who wrote.") == (name,)
    (document,) = read("a.txt", f"{SENTENCE} It was {name} who wrote.".encode()).documents
    assert "mixed-script" in document.notes


@pytest.mark.parametrize("name", ["Алесь Бяляцкі", "Łukašenka", "Ganna Example", "COVID-19 у Мінску", "2020г", "Ў", ""])
def test_25_and_a_name_of_one_is_not(name):
    assert mixed_words(name) == ()


def test_25_the_words_are_some_and_short():
    assert len(mixed_words("Мaрия" * 50_000)) == 1
    assert len(mixed_words(" ".join(f"Мa{'x' * number}" for number in range(1, 100)))) == 20
    assert len(mixed_words("x" * 100_000 + "я" * 100_000)[0]) <= 81


@pytest.mark.parametrize("word", ["йод", "Ўладзімір", "ёлка", "Żodzina"])
def test_26_a_letter_written_in_two_ways_is_one(word):
    composed, apart = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    assert composed != apart
    assert searched(composed) == searched(apart)


def searched(text):
    return [one.form for one in words(text)]


# 27: texts that are long, or steer what shows them

LONG = {
    "one line": "Four were fined. " * 60_000,
    "marks upon marks": "a" + "\u0301" * 100_000,
    "lines": "\n" * 1_000_000 + SENTENCE,
    "one word": SENTENCE + " " + "x" * 1_000_000,
    "forms": SENTENCE + " %s {{7*7}} ${7*7} #{7*7} <%= 7*7 %> ' \" < > \\x00 %n" * 1_000,
    "ways out": SENTENCE + " \x1b[31m\x1b]0;owned\x07\x9b2J\x1bP+q\x1b\\ \x08\x08\x7f" * 500,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_27_a_long_text_comes_to_an_end(text):
    try:
        (document,) = read_confined("a.txt", text.encode()).documents
    except SourceError:
        return
    assert document.text.strip() == text.strip()
    assert "49" not in str(visible(document.text[:500])).replace("&#34;", "").replace("&#39;", "")
    assert not set("\x1b\x07\x9b\x08\x7f") & set(safe(document.text))


def test_27_naughty_strings_stay_what_they_are(corpora, tmp_path):
    strings = [one for one in json.loads((corpora / "xss" / "blns.json").read_text(encoding="utf-8")) if one.strip()]
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [json.dumps({"id": f"n{number}", "text": f"{one}"}) for number, one in enumerate(strings)]
    (folder / "naughty.jsonl").write_text("\n".join(lines), encoding="utf-8")
    archive = Archive.create(tmp_path / "archive", "anna")
    added = add(archive, [folder], "anna")
    assert added.documents + len(added.refused) == len(strings)
    assert added.documents > 450
    assert verify(archive).intact
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for one in strings for sign in safe(one))


@pytest.mark.parametrize("name", ["a\r\nact: erased.txt", 'a","act":"erased', "a\u2028b.txt", "a\x1b[2K.txt"])
def test_27_a_name_makes_no_line_of_the_log(name, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_text(SENTENCE, encoding="utf-8")
    archive = Archive.create(tmp_path / "archive", "anna")
    add(archive, [folder], "anna")
    assert [one["act"] for one in archive.custody.entries()] == ["created", "collected"]
    assert safe(name).replace("\n", "").isprintable()


# 28: queries

QUERIES = [
    '"', '""', '"unclosed', "NEAR(", "NEAR(a b, 5)", "*", "* *", "a*b*", "^Hrodna", "-", "--", "-Hrodna", "a AND",
    "OR", "NOT a", "AND OR NOT", "text:Hrodna", "{text}: Hrodna", "a + b", "()", "((((", "%", "_", "%' OR 1=1 --",
    "'; DROP TABLE x; --", "\\", "[a-z]*", "(a+)+$", "a" * 10_000, "\x00", "\ud800", "\u202e",
    "é" * 500, "a " * 2_000, "🚓", "=1+1", "NULL",
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    (folder / "a.txt").write_text(f"12 October 2020\n\n{SENTENCE}", encoding="utf-8")
    archive = Archive.create(folder / "archive", "anna")
    add(archive, [folder / "a.txt"], "anna")
    return archive


def test_28_the_search_finds(asked):
    assert search(asked, Query("Hrodna")).hits


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_28_a_query_is_words_and_no_language(query, asked):
    try:
        found = search(asked, Query(query))
    except QueryError:
        return
    assert len(found.hits) <= 5
