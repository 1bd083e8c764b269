"""`letapis agreement`: files of coders, people in an archive, and what cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = "Forty people were detained in Minsk. A teacher was beaten."


def write(path, *claims, name="d", text=TEXT):
    held = [
        {"type": kind, "quote": quote, "start": TEXT.index(quote), "end": TEXT.index(quote) + len(quote)}
        for kind, quote in claims
    ]
    path.write_text(json.dumps({"id": name, "text": text, "claims": held}) + "\n", encoding="utf-8")
    return path


DETAINED, BEATEN = ("detention", "Forty people were detained"), ("assault", "A teacher was beaten")


def test_two_files_are_compared_and_the_difference_is_shown(letapis, tmp_path):
    anna = write(tmp_path / "anna.jsonl", DETAINED, BEATEN)
    ivan = write(tmp_path / "ivan.jsonl", DETAINED, ("torture", "A teacher was beaten"))
    shown = letapis("agreement", anna, ivan)
    assert shown.code == 0
    assert "anna, ivan: 2 unit(s), 2 of them by all who saw the document" in shown.out
    assert "type: anna: assault; ivan: torture" in shown.out
    told = letapis("agreement", anna, ivan, "--json").json
    (of_type,) = [row for row in told["fields"] if row["field"] == "type" and not row["of"]]
    # detention twice, assault, torture: 1 - 3 * 2 / (16 - 4 - 1 - 1)
    assert (of_type["units"], of_type["equal"], of_type["alpha"]) == (2, 1, 0.4)


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ({"name": "e"}, 1, "anna.jsonl, ivan.jsonl: no document stands in two of them"),
        ({"text": "Other words, enough of them for the spans to stand in."}, 1, "document d has another text"),
    ],
)
def test_what_cannot_be_compared_is_told(letapis, tmp_path, more, code, said):
    files = write(tmp_path / "anna.jsonl", DETAINED), write(tmp_path / "ivan.jsonl", DETAINED, **more)
    shown = letapis("agreement", *files)
    assert (shown.code, said in shown.err) == (code, True), shown.err


def test_one_file_is_a_wrong_call(letapis, tmp_path):
    assert letapis("agreement", write(tmp_path / "anna.jsonl", DETAINED)).code == 2


def test_a_line_that_is_no_document_is_set_aside_by_its_number(letapis, tmp_path):
    anna, ivan = (write(tmp_path / f"{name}.jsonl", DETAINED, BEATEN) for name in ("anna", "ivan"))
    with ivan.open("a", encoding="utf-8") as file:
        file.write('{"text": "no id"}\n')
    shown = letapis("agreement", anna, ivan)
    assert shown.code == 1
    assert "line 2" in shown.err
    assert "found" in shown.out


@pytest.mark.usefixtures("archive")
def test_people_who_judged_the_same_claim_in_an_archive(letapis):
    assert "Nobody has coded or judged the same yet" in letapis("agreement").out
    claims = _claims(letapis)
    for by in ("anna", "ivan"):
        letapis("judge", "accept", *claims, "--by", by)
    letapis("judge", "reject", claims[0], "--by", "ivan")
    told = letapis("agreement", "--json").json
    assert told["coders"] == ["anna", "ivan"]
    assert {"unit": claims[0], "field": "verdict", "values": {"anna": "accept", "ivan": "reject"}} in [
        {key: one[key] for key in ("unit", "field", "values")} for one in told["disagreements"]
    ]


def _claims(letapis):
    originals = sorted(Path("letapis-archive/originals").glob("*/*"))
    return [claim["id"] for one in originals for claim in letapis("show", one.name[:16], "--json").json["claims"]]
