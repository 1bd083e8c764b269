import json
import random

import pytest

from letapis.cli.main import run
from letapis.workflow.linking import link

SEARCH = (
    "Officers searched the flat of Taras Halubok of the Mill Street Post in Babruysk on 16 February; two laptops went."
)
RAID = "On Tuesday officers took laptops from Taras Halubok, editor of the Mill Street Post, at his flat in Babruysk."
SNOW = "Snow closed two roads near Lida on Wednesday."
LINES = (
    {"id": "a", "published": "2021-02-17", "title": "Editor's flat searched", "extra": 7, "text": SEARCH},
    {"id": "b", "published": "2021-02-18", "title": "Newspaper editor raided", "text": RAID},
    {"id": "c", "published": "2021-02-18", "title": "Snow in Lida", "text": SNOW},
)
ARRESTED = "Guards arrested Ihar Pila at the Narach mill on Friday."
ARREST = "The arrest of Ihar Pila at the Narach mill came on Friday."


@pytest.fixture
def reports(tmp_path):
    def write(*lines):
        path = tmp_path / "reports.jsonl"
        told = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(told), encoding="utf-8")
        return path

    return write


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_same_lines_come_out_with_their_event(reports, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert run(["link", str(reports(*LINES)), "-o", str(out)]) == 0
    found = read(out)
    assert [line["event"] for line in found] == ["a", "a", "c"]
    assert [{key: line[key] for key in LINES[0] if key in line} for line in found] == list(LINES)
    assert found[0]["why"]["with"] == "b"
    assert found[2]["why"] is None
    assert any("Halubok" in reason for reason in found[1]["why"]["reasons"])
    assert "2 event(s)" in capsys.readouterr().out


def test_json(reports, tmp_path, capsys):
    assert run(["link", str(reports(*LINES)), "-o", str(tmp_path / "out.jsonl"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["lines"], told["events"], told["joined"], told["set_aside"]) == (3, 2, 2, [])


def test_the_order_of_the_lines_is_of_no_account(reports, tmp_path):
    shuffled = random.Random(4).sample(LINES, 3)
    link(reports(*LINES), tmp_path / "one.jsonl")
    link(reports(*shuffled), tmp_path / "two.jsonl")
    assert sorted(read(tmp_path / "one.jsonl"), key=str) == sorted(read(tmp_path / "two.jsonl"), key=str)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ({"id": "x"}, 'has no "text"'),
        ({"text": "No id."}, 'has neither "id" nor "doc_id"'),
        ({"id": "a", "text": "Once more."}, "has the id of line 1"),
        ({"id": "x", "text": "Text.", "published": "yesterday"}, "published"),
        ({"mention_id": "m", "sentence": "Nobody.", "mention": "arrest"}, 'its "mention" is not in its "sentence"'),
    ],
)
def test_a_broken_line_is_set_aside_and_the_others_are_linked(reports, tmp_path, capsys, line, problem):
    out = tmp_path / "out.jsonl"
    assert run(["link", str(reports(*LINES, line)), "-o", str(out)]) == 1
    assert [line["event"] for line in read(out)] == ["a", "a", "c"]
    told = capsys.readouterr().err
    assert "line 4" in told
    assert problem in told


def test_a_file_without_a_good_line_is_one_error(reports, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert run(["link", str(reports("{")), "-o", str(out)]) == 1
    assert "line 1" in capsys.readouterr().err
    assert not out.exists()


def test_mentions_get_an_event_each(reports, tmp_path):
    lines = (
        {"mention_id": "1", "sentence": ARRESTED, "mention": "arrested", "topic": "t"},
        {"mention_id": "2", "sentence": ARREST, "mention": "arrest", "start": 4, "topic": "t"},
    )
    link(reports(*lines), tmp_path / "out.jsonl")
    assert [line["event"] for line in read(tmp_path / "out.jsonl")] == ["1", "1"]


def test_an_unknown_language_is_no_fault(reports, tmp_path):
    lines = ({"id": "1", "text": "Politsei pidas kinni Taras H."}, {"id": "2", "lang": "fr", "text": "La police."})
    assert link(reports(*lines), tmp_path / "out.jsonl").lines == 2
