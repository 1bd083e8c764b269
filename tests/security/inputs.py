"""Files with the canaries in every place that a format has: texts, names, metadata, tables."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

from .canaries import CANARIES as C


def write(folder: Path) -> Path:
    """Write them into a folder and give it."""
    reports = folder / "reports"
    reports.mkdir()
    told = (
        f"{C['name in Cyrillic']}, {C['name in Latin']}, {C['name in Russian']}, {C['telephone']}, {C['mail address']}."
    )
    text = (
        f"October 12, 2020\n\nOn Sunday, 11 October 2020, over 620 people were detained in Minsk. {told}\n\n"
        f"«{C['sentence']}», {C['address']}. {C['name in Latin']} was detained near {C['place']} on 11 October 2020.\n"
    )
    (reports / f"{C['file name']}.txt").write_text(text, encoding="utf-8")
    (reports / f"{C['file name']}.txt.meta.toml").write_text(
        f'author = "{C["name in Latin"]}"\npublisher = "{C["organisation"]}"\n', encoding="utf-8"
    )
    (reports / "page.html").write_text(
        f"<html><head><title>{C['sentence']}</title><meta name='author' content='{C['name in Russian']}'></head>"
        f"<body><article><p>{text}</p><p>{told * 3}</p></article></body></html>",
        encoding="utf-8",
    )
    (reports / "old.txt").write_bytes(
        f"12 октября 2020\n\n11 октября в Минске задержан {told}".encode("cp1251", "replace")
    )
    (reports / "wide.txt").write_text(text, encoding="utf-16")
    (reports / "letter.eml").write_bytes(_letter(text))
    (reports / "result.json").write_text(json.dumps(_export(text), ensure_ascii=False), encoding="utf-8")
    _document(reports / "document.docx", text)
    (reports / f"broken {C['name in Latin']}.pdf").write_bytes(b"%PDF-1.4 " + told.encode())
    (folder / "people.csv").write_text(
        f"name,birth_year,place,note\n{C['name in Cyrillic']},1990,{C['place']},{C['telephone']}\n"
        f"{C['name in Russian']},1991,Minsk,{C['sentence']}\n,1992,{C['place']},no name {C['mail address']}\n",
        encoding="utf-8",
    )
    (folder / "places.csv").write_text(
        f"name,lat,lon,kind\n{C['place']},53.9,27.5,village\n", encoding="utf-8"
    )  # fmt: skip
    (folder / "testimony.txt").write_text(f"{C['testimony']}\n{C['sentence']}\n", encoding="utf-8")
    return reports


def _letter(text: str) -> bytes:
    letter = EmailMessage()
    letter["From"] = f"{C['name in Russian']} <{C['mail address']}>"
    letter["To"] = f"{C['name in Latin']} <someone@letapis.invalid>"
    letter["Subject"] = C["sentence"]
    letter["Date"] = "Mon, 12 Oct 2020 12:30:00 +0300"
    letter.set_content(text)
    letter.add_attachment(text.encode(), maintype="text", subtype="plain", filename=f"{C['file name']}-2.txt")
    return letter.as_bytes()


def _export(text: str) -> dict[str, object]:
    message = {
        "id": 1, "type": "message", "date": "2020-10-12T12:30:00", "from": C["name in Cyrillic"],
        "from_id": "user417417", "text": text,
    }  # fmt: skip
    return {"name": C["organisation"], "type": "public_channel", "id": 417, "messages": [message]}


def _document(path: Path, text: str) -> None:
    import docx

    document = docx.Document()
    document.core_properties.author = C["name in Russian"]
    document.core_properties.title = C["sentence"]
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
