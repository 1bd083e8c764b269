"""Bad and hostile input: one clear line that names the file, the place and the way out; never a crash, never a hang."""

import io
import json
import pickle
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.sources.encodings import UndecodableError, decode
from letapis.sources.errors import SourceError
from letapis.sources.given import Given, parse_meta
from letapis.sources.limits import Limits
from letapis.sources.reading import read

FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name):
    return (FIXTURES / name).read_bytes()


def refusal(name, data, given=None):
    with pytest.raises(SourceError) as caught:
        read(name, data, given)
    line = str(caught.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert caught.value.way_out
    return line


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def repacked(name, **parts):
    """A fixture with some parts replaced; keys are names with "__" for "/"."""
    with zipfile.ZipFile(io.BytesIO(fixture(name))) as archive:
        contents = {part: archive.read(part) for part in archive.namelist()}
    return packed(contents | {part.replace("__", "/") + ".xml": data for part, data in parts.items()})


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\x00" * 50, b"\xef\xbb\xbf"])
def test_empty(data):
    assert "empty" in refusal("a.txt", data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "old Word"),
        ("a.txt", "Задержаны 12 человек".encode() + b"\xd0", "damaged character (0xd0)"),
        ("a.txt", b"four \xc0\xaf workers", "0xc0"),
        ("a.txt", b"\xff\xfe\x00", "breaks off"),
        ("a.rtf", b"{\\rtf1 {\\fonttbl {\\f0 ", "no text"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no text"),
        ("a.eml", b"From: a@example.org\nDate: Thu, 20 Aug 2020 09:12:00 +0300\nSubject: x\n\n", "without text"),
        ("result.json", b'{"name": "Yard", "type": "public_channel", "messages": []}', "without messages"),
        ("result.json", b'{"chats": {"list": [{"messages": []}]}}', "without messages"),
        ("a.json", b'{"some": "thing"}', "neither a Telegram export nor documents"),
        ("a.json", b'{"name": "Yard",\n "messages": [', "line 2"),
        ("a.json", b'{"a": NaN}', "NaN"),
        ("a.json", b'{"a": ' + b"[" * 100_000, "no JSON"),
        ("a.jsonl", b'{"id": 1}\n{"id": 2}\n', "line 1"),
    ],
)
def test_what_cannot_be_read(name, data, words):
    assert words in refusal(name, data)


@pytest.mark.parametrize("name", ["diary.docx", "diary.odt", "diary.pdf", "shift.pdf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file(name, share):
    data = fixture(name)
    refusal(name, data[: int(len(data) * share)])


def test_a_broken_line_is_named_and_the_others_are_read():
    lines = [json.dumps({"id": f"n{number}", "text": "Four were fined."}) for number in range(1, 11)]
    lines[6] = lines[6][:-5]
    result = read("d.jsonl", "\n".join(lines).encode())
    assert [document.id for document in result.documents] == [f"n{number}" for number in range(1, 11) if number != 7]
    (refused,) = result.refused
    assert (refused.file, refused.place) == ("d.jsonl", "line 7")
    assert str(refused).startswith("d.jsonl, line 7: is no JSON")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "no JSON object"),
        ('{"id": "x"}', 'has no "text"'),
        ('{"text": " "}', 'empty "text"'),
        ('{"text": 5}', '"text" is no text'),
        ('{"text": "a", "published": "soon"}', '"published" is no date'),
        ('{"text": "a", "id": ["x"]}', '"id" is neither'),
        ('{"text": "a", "anchors": [1]}', '"anchors"'),
        ('{"text": "a", "id": "n0"}', "of line 1"),
        ('{"text": "a", "n": 1e999}', "too large"),
    ],
)
def test_a_line_of_the_wrong_shape(line, problem):
    result = read("d.jsonl", ('{"id": "n0", "text": "Four were fined."}\n' + line).encode())
    assert len(result.documents) == 1
    assert problem in result.refused[0].problem


def test_half_a_character_in_json_becomes_a_replacement():
    (document,) = read("d.jsonl", b'{"id": "n1", "text": "four \\ud800 people"}').documents
    assert document.text.encode() == "four \ufffd people".encode()


def test_fifty_megabytes_of_text():
    line = refusal("big.txt", b"people were detained\n" * 2_500_000)
    assert "text_megabytes" in line
    assert "big.txt.meta.toml" in line


def test_a_limit_is_raised_beside_the_file():
    data = b"Four workers were fined in Hrodna.\n" * 100
    low, high = Given(limits=Limits(text_megabytes=0.001)), parse_meta("a", b"[limits]\ntext_megabytes = 1\n")
    assert "the limit text_megabytes is 0.001" in refusal("a.txt", data, low)
    assert read("a.txt", data, high).documents


def test_a_flat_bomb_is_refused_by_its_list_of_parts():
    assert "unpacks to" in refusal("a.docx", packed({"word/document.xml": b"\x00" * 400_000_000}))


def test_a_bomb_within_the_size_is_refused_by_its_growth():
    assert "unpacked_times" in refusal("a.docx", packed({"word/document.xml": b" " * 60_000_000}))


def test_too_many_parts():
    parts = {f"word/p{number}.xml": b"" for number in range(6_000)}
    assert "packed_parts" in refusal("a.docx", packed(parts))


def test_parts_that_lie_in_one_another():
    data = bytearray(packed({"word/document.xml": b"<a/>", "word/b.xml": b"<b/>"}, zipfile.ZIP_STORED))
    at = data.rfind(b"PK\x01\x02")
    data[at + 42 : at + 46] = (3).to_bytes(4, "little")  # the second part now begins inside the first
    assert "lie in one another" in refusal("a.docx", bytes(data))


def test_a_locked_part():
    data = bytearray(packed({"word/document.xml": b"<a/>"}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal("a.docx", bytes(data))


def test_other_archives_are_named():
    assert "spreadsheet" in refusal("a.xlsx", packed({"xl/workbook.xml": b"<a/>"}))
    assert "archive of files" in refusal("a.zip", packed({"../../evil.txt": b"x"}))


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_office_files(xml, encoding):
    data = xml.replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding)
    assert "XML entities" in refusal("a.docx", repacked("diary.docx", word__document=data))
    assert "XML entities" in refusal("a.odt", repacked("diary.odt", content=data))


def test_a_deeply_nested_office_file():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = b"<w:r>" * 3_000 + b"</w:r>" * 3_000
    data = b'<w:document xmlns:w="%s"><w:body><w:p>%s</w:p></w:body></w:document>' % (word.encode(), deep)
    refusal("a.docx", repacked("diary.docx", word__document=data))
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    inner = "<t:span>" * 3_000 + "</t:span>" * 3_000
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text><t:p>{inner}</t:p></o:text></o:body>'
        "</o:document-content>"
    )
    refusal("a.odt", repacked("diary.odt", content=content.encode()))


def test_tracked_deletions_are_no_text_and_insertions_are():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        "<w:p><w:r><w:t>Four were </w:t></w:r><w:del><w:r><w:delText>fined</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>detained</w:t></w:r></w:ins><w:r><w:t> in Lida.</w:t></w:r></w:p>"
    )
    data = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'.encode()
    (document,) = read("a.docx", repacked("diary.docx", word__document=data)).documents
    assert document.text == "Four were detained in Lida."


def test_a_mail_nested_ten_thousand_deep():
    parts = [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(10_000)]
    data = b"From: a@example.org\nDate: Thu, 20 Aug 2020 09:12:00 +0300\nMIME-Version: 1.0\n" + b"".join(parts)
    assert "mail_parts" in refusal("deep.eml", data)


def test_mails_inside_mails_end():
    inner = EmailMessage()
    inner["From"], inner["Date"], inner["Subject"] = "a@example.org", "Thu, 20 Aug 2020 09:12:00 +0300", "in"
    inner.set_content("Four were fined.")
    for number in range(40):
        outer = EmailMessage()
        outer["From"], outer["Date"], outer["Subject"] = "a@example.org", "Fri, 21 Aug 2020 09:12:00 +0300", str(number)
        outer.set_content("See below.")
        outer.add_attachment(inner)
        inner = outer
    found = read("mails.eml", bytes(inner)).documents
    assert 10 < len(found) <= 40


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Type: text/plain; charset=no-such-thing\n",
        b"Content-Type: multipart/mixed\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Type: text/plain; name*0*=utf-8''%ff%fe; name*1=x\n",
        b"Date: Thu, 99 Foo 99999 99:99:99 +9999\n",
        b"Subject: =?utf-8?b?!!!?= =?nope?q?=ff?=\n",
        b"Subject: caf\xe9 \xff\n",
        b'From: "\r\n Bcc: x" <a@example.org>\n',
    ],
)
def test_odd_headers_of_a_mail(headers):
    data = b"To: d@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n" + headers + b"\nFour were fined.\n"
    try:
        result = read("odd.eml", data)
    except SourceError:
        return
    assert all("\n" not in (document.title or "") for document in result.documents)


def test_one_bad_mail_of_a_mailbox_is_set_aside():
    good = (
        b"From a Thu Aug 20 09:12:00 2020\nFrom: a@example.org\nTo: b@example.org\nSubject: x\n\nFour were fined.\n\n"
    )
    bad = b"From a Thu Aug 20 09:12:00 2020\nFrom: a@example.org\nTo: b@example.org\nSubject: x\n\n\n\n"
    result = read("desk.mbox", good + bad + good)
    assert [document.part for document in result.documents] == ["1", "3"]
    assert [refused.place for refused in result.refused] == ["mail 2"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body>" + b"<div>" * 20_000 + b"Four were fined."),
        ("a.html", b"<html><body>Four were fined." + b"<a " * 50_000),
        ("a.html", b"<html><body>Four were fined." + b"<!--" * 50_000),
        ("a.rtf", b"{\\rtf1 Four were fined. " + b"{\\field{\\*\\fldinst{HYPERLINK " * 5_000 + b"}"),
        ("a.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"Four were fined."),
        ("a.txt", b"[" * 300_000),
        ("a.txt", b"By " + b"A" * 200_000),
        ("a.txt", b"\n" * 1_000_000 + b"Four were fined."),
        ("a.txt", ("Four were fined. “" * 20_000).encode()),
        (
            "a.eml",
            b"From: a\nTo: b\nSubject: x\n\n" + b"".join(b">" * n + b" On 1 May 2020 A wrote:\n" for n in range(500)),
        ),
    ],
)
def test_hostile_files_come_to_an_end(name, data):
    refused = None
    try:
        read(name, data)
    except SourceError as error:
        refused = error
    assert refused is None or refused.way_out


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.eml", "a.rtf", "a.pdf"]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        said = [document.name for document in read(name, data).documents]
    except SourceError as error:
        said = [error.file]
    assert said
    assert set(said) == {name}


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя ", min_size=1))
def test_a_decoded_text_is_never_made_up(text):
    try:
        decoded = decode(text.encode("cp1251"))
    except UndecodableError:
        return
    assert decoded.text.encode(decoded.encoding) == text.encode("cp1251")


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        (b"published = 5", "published"),
        (b'published = "soon"', "published"),
        (b'publisherr = "x"', "publisherr"),
        (b"title = 3", "title"),
        (b"[limits]\nspeed = 3", "limits.speed"),
        (b"[limits]\npages = -1", "limits.pages"),
        (b"limits = 3", "limits"),
        (b"title = ", ""),
        (b"title = '\xff'", "byte 9"),
    ],
)
def test_a_faulty_meta_file(toml, place):
    with pytest.raises(SourceError) as caught:
        parse_meta("a.txt.meta.toml", toml)
    assert caught.value.file == "a.txt.meta.toml"
    assert caught.value.place == place


def test_what_is_given_stands_before_what_the_text_says():
    toml = b'published = 2020-08-20\nwritten = "2020-08-19T12:30"\nauthor = "Volha"\nlanguage = "be"\n'
    (document,) = read("a.txt", b"By Anna Novik\n\nFour were fined.", parse_meta("a.txt.meta.toml", toml)).documents
    assert (document.author, document.language) == ("Volha", "be")
    assert (document.published.iso(), document.written.iso()) == ("2020-08-20", "2020-08-19T12:30")
    assert "undated" not in document.notes


def test_an_error_travels_between_processes():
    error = SourceError("a", "line 7", "is broken", "Mend it.")
    assert str(pickle.loads(pickle.dumps(error))) == "a, line 7: is broken. Mend it."
