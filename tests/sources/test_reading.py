"""Each reader on a file made by a real program; what the file says of itself, and what is left out on purpose."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from letapis.sources.cleaning import clean
from letapis.sources.exchange import document_from_json, document_to_json
from letapis.sources.notes import notes
from letapis.sources.portable_document import PRINTED
from letapis.sources.reading import read

FIXTURES = Path(__file__).parent / "fixtures"


def documents(name):
    return read(name, (FIXTURES / name).read_bytes()).documents


def facts(document, *names):
    values = (getattr(document, name) for name in names)
    return tuple(value.iso() if hasattr(value, "iso") else value for value in values)


@pytest.mark.parametrize(
    ("name", "encoding", "language"),
    [
        ("russian.cp1251.txt", "cp1251", "ru"),
        ("russian.koi8-r.txt", "koi8-r", "ru"),
        ("russian.cp866.txt", "cp866", "ru"),
        ("russian.utf-16.txt", "utf-16", "ru"),
        ("belarusian.cp1251.txt", "cp1251", "be"),
        ("belarusian.utf-8-sig.txt", "utf-8", "be"),
        ("belarusian.utf-16-le.txt", "utf-16-le", "be"),
    ],
)
def test_encodings(name, encoding, language):
    (document,) = documents(name)
    assert (document.encoding, document.language) == (encoding, language)
    assert facts(document, "written") == ("2020-08-19",)
    assert document.author in ("Анна Новик", "Ганна Новік")
    assert "12 рабоч" in document.text
    assert "\ufeff" not in document.text


@pytest.mark.parametrize("name", ["diary.docx", "diary.odt", "diary.rtf", "diary.pdf"])
def test_office_files(name):
    (document,) = documents(name)
    assert facts(document, "title", "author", "published", "language") == (
        "Два дня у ворот",
        "Анна Новик",
        "2020-08-21",
        "ru",
    )
    assert "Пётр Зима и Ольга Весёлая" in document.text
    assert "12 задержанных" in document.text  # a cell of the table
    assert "«Мы никуда не уйдём»" in document.text


def test_the_dates_of_a_file_are_not_those_of_the_report():
    (document,) = documents("diary.pdf")
    assert document.extra["file-created"].startswith("2026")
    assert document.published.iso() == "2020-08-21"


def test_a_web_page():
    (document,) = documents("shift.html")
    assert facts(document, "title", "author", "publisher", "published", "edited", "url") == (
        "Third shift walks out at the glass works",
        "Anna Novik",
        "Free Yard News",
        "2020-08-19T21:40",
        "2020-08-20T08:15",
        "https://yard.example.org/2020/08/third-shift",
    )
    assert "at least 12 people were detained" in document.text
    assert "In Lida, 30 people stood at the town hall." in document.text
    for furniture in ("About us", "counted", "RSS", "color: red"):
        assert furniture not in document.text


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (
            "One was fined.\n11/21/26, 1:14 PM Arrests in Lida\nfile:///home/a/b.html 1/1",
            "One was fined.\nfile:///home/a/b.html 1/1",
        ),
        (
            "One was fined.\n21.11.2026, 13:14 Суд\nhttps://yard.example/a 2/3",
            "One was fined.\nhttps://yard.example/a 2/3",
        ),
        (
            "21.11.2026, 13:14 Задержали пятерых\nhttps://yard.example/a",
            "21.11.2026, 13:14 Задержали пятерых\nhttps://yard.example/a",
        ),
    ],
)
def test_what_a_browser_prints_round_a_page_goes(page, kept):
    assert PRINTED.sub("", page) == kept


def test_the_address_below_a_printed_page_is_furniture():
    assert clean("One was fined.\n\nfile:///a/b.html 1/1").text == "One was fined."


def test_a_pdf_by_a_browser():
    (document,) = documents("shift.pdf")
    assert facts(document, "title", "author", "published") == (
        "Third shift walks out at the glass works",
        "Anna Novik",
        "2020-08-19",
    )
    assert [anchor.label for anchor in document.anchors] == ["page 1"]


@pytest.mark.parametrize(("name", "encoding"), [("cp1251.eml", "cp1251"), ("koi8-r.eml", "koi8-r")])
def test_a_mail_in_an_old_encoding(name, encoding):
    (document,) = documents(name)
    assert facts(document, "title", "author", "published", "written", "encoding") == (
        "Двенадцать задержанных",
        "Анна Новик",
        "2020-08-20T09:12",
        "2020-08-19",
        encoding,
    )
    assert "не менее 12 рабочих" in document.text


def test_a_quoted_mail_has_its_own_date():
    outer, quoted, older = documents("quoting.eml")
    assert outer.text == "Dear desk,\n\nthis came this morning. Please check the number."
    assert facts(outer, "published") == ("2020-08-20T09:12",)
    assert outer.notes == ("attachments", "quotes-a-mail")
    assert outer.extra["attachments"] == "gate.jpg"  # not "../../gate.jpg"
    assert facts(quoted, "author", "published") == ("Piotr Zima", "2020-08-19T23:30")
    assert quoted.text == "Today 12 of us were detained at the gate.\nTwo were beaten in the bus."
    assert facts(older, "author", "published") == ("Volha", "2020-08-18T08:05")
    assert [document.id.partition(".")[2] for document in (outer, quoted, older)] == ["", "q1", "q2"]


def test_no_address_of_a_mail_is_kept():
    for document in documents("quoting.eml"):
        assert "example.org" not in json.dumps(document_to_json(document))


def test_a_mailbox():
    found = documents("desk.mbox")
    assert [document.part for document in found] == ["1", "2", "2q1", "2q2"]
    assert found[0].text == "Four workers were fined.\n\nFrom the gate they went home."


def test_a_channel():
    result = read("result.json", (FIXTURES / "channel.json").read_bytes())
    second, third, fourth, sixth = result.documents
    assert result.passed_over == {"message without text": 1, "service message": 1}
    assert facts(second, "publisher", "author", "published") == ("Двор 12", "дежурный", "2020-08-19T21:40")
    assert second.notes == ("missing-attachment",)
    assert facts(third, "published", "edited") == ("2020-08-19T22:10", "2020-08-19T22:30")
    assert third.text == "По данным стачкома, задержаны уже 15 человек. Звоните: […], читайте список."
    assert third.notes == ("number-withheld",)
    assert (fourth.origin, fourth.extra["attachments"]) == ("Новости завода", "photo_1@20-08-2020_08-00-00.jpg")
    assert (sixth.edited, sixth.language) == (None, "be")


def test_a_full_export_keeps_no_member_and_no_number():
    found = documents("full.json")
    assert [document.part for document in found] == [
        "1380524958-2",
        "1380524958-3",
        "1380524958-4",
        "1380524958-6",
        "99-1",
        "99-2",
        "1380524958-7",
    ]
    group, forward = found[4:6]
    assert (group.author, group.publisher, group.notes) == (None, None, ("sender-withheld",))
    assert forward.origin == "Двор 12"
    everything = json.dumps([document_to_json(document) for document in found], ensure_ascii=False)
    for withheld in ("Ольга", "Карл", "+375", "user42"):
        assert withheld not in everything


def export(*messages, kind="public_channel"):
    return json.dumps({"name": "Yard", "type": kind, "id": 5, "messages": list(messages)}).encode()


def message(number, text, **fields):
    return {"id": number, "type": "message", "date": "2020-08-19T21:40:00", "from": "Yard", "text": text, **fields}


def test_an_edited_message_is_a_version_and_the_same_one_stands_once():
    result = read("r.json", export(message(1, "12 held"), message(1, "15 held"), message(1, "12 held")))
    first, second = result.documents
    assert (first.part, second.part, second.replaces) == ("1", "1v2", first.id)
    assert result.passed_over == {"same message again": 1}


@pytest.mark.parametrize("date", ["0000-00-00T00:00:00", "99999-01-01", 12, None, "yesterday"])
def test_a_message_with_a_date_that_is_none_is_undated(date):
    (document,) = read("r.json", export(message(1, "12 people are held", date=date))).documents
    assert document.published is None
    assert "undated" in document.notes


def test_wrong_types_in_an_export_harm_nothing():
    odd = [7, {"id": [], "type": "message", "text": {"a": 1}}, message({}, ["a", 7, {"type": "bold"}, "b"], photo=3)]
    result = read("r.json", export(*odd, message(4, "Four were fined.")))
    assert [document.text for document in result.documents] == ["ab", "Four were fined."]
    assert [refusal.place for refusal in result.refused] == ["message 1"]


def test_a_forward_from_a_private_person_is_not_kept():
    (document,) = read(
        "r.json", export(message(1, "Held.", forwarded_from="Volha", forwarded_from_id="user7"))
    ).documents
    assert document.origin is None


def test_json_lines_keep_ids_and_unknown_fields():
    line = {
        "id": "n1",
        "text": "Four were fined.",
        "lang": "en",
        "published": "2020-08-19",
        "genre": "diary",
        "year": 2020,
        "claims": [],
    }
    (document,) = read("d.jsonl", json.dumps(line).encode()).documents
    assert (document.id, document.language, document.published.iso()) == ("n1", "en", "2020-08-19")
    assert document.extra == {"genre": "diary", "year:json": "2020"}
    back = document_to_json(document)
    assert (back["genre"], back["year"]) == ("diary", 2020)
    assert document_from_json(back) == document


def test_every_document_survives_json():
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix not in (".md", ".py"):
            for document in read(path.name, path.read_bytes()).documents:
                assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


def test_every_note_is_explained():
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix not in (".md", ".py"):
            for document in read(path.name, path.read_bytes()).documents:
                assert set(document.notes) <= set(notes())
    assert all(set(note.label) == {"en", "be", "ru"} for note in notes().values())


def test_content_comes_before_the_suffix():
    (document,) = read("wrong.txt", (FIXTURES / "diary.docx").read_bytes()).documents
    assert document.reader.startswith("docx")


def test_reading_twice_gives_the_same():
    for name in ("shift.html", "shift.pdf", "full.json"):
        assert documents(name) == documents(name)


def test_an_export_in_another_encoding_is_told_by_its_suffix():
    (document,) = read("result.json", export(message(1, "Four were fined.")).decode().encode("utf-16")).documents
    assert document.publisher == "Yard"


def test_what_is_read_does_not_hang_on_the_machine():
    """Another hash seed, zone and locale give the same documents."""
    code = (
        "import sys, hashlib, json; from pathlib import Path; from letapis.sources.reading import read;"
        "from letapis.sources.exchange import document_to_json;"
        "paths = [p for p in sorted(Path(sys.argv[1]).iterdir()) if p.suffix not in ('.md', '.py')];"
        "found = [document_to_json(d) for p in paths for d in read(p.name, p.read_bytes()).documents];"
        "print(hashlib.sha256(json.dumps(found).encode()).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code, str(FIXTURES)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }
    assert len(answers) == 1


def test_a_word_file_that_tells_no_dates_is_given_none():
    """python-docx would make up the present hour, and two machines would not agree."""
    (document,) = read("diary.docx", (FIXTURES / "diary.docx").read_bytes()).documents
    assert not {"file-created", "file-modified"} & set(document.extra)
