"""`letapis people` from a list to a person and back, as text and as JSON. Nobody is real."""

import importlib.util
import json
from pathlib import Path

import pytest

SUNDAY = """ФИО;Год рождения;Город;Дата задержания;Статья
Прикладный Адам Иванович;1985;Минск;08.11.2020;23.34
Узорная Ева Петровна;1990;Гродно;08.11.2020;23.34
Тестовский Пётр;;;08.11.2020;23.34
А;1990;Минск;08.11.2020;23.34
"""
COURT = """Прозвішча,Імя,Імя па бацьку,Год нараджэння,Горад,Артыкул
Прыкладны,Адам,Іванавіч,1985,Мінск,23.34
Узорная,Ева,Пятроўна,1990,Гродна,23.34
Тэстоўскі,Пётр,Пятровіч,1984,Мінск,23.34
"""
NAMES = ("Прикладн", "Прыкладн", "Узорн", "Тестовск", "Тэстоўск", "Адам")


@pytest.fixture(autouse=True)
def plain_linker(monkeypatch):
    place = Path(__file__).parents[1] / "workflow" / "plain_linker.py"
    specification = importlib.util.spec_from_file_location("plain_linker", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    linker = module.PlainLinker()
    monkeypatch.setattr("letapis.workflow.people_edges.default_linker", lambda: linker)


@pytest.fixture
def linked(letapis, tmp_path):
    (tmp_path / "sunday.csv").write_text(SUNDAY, encoding="cp1251")
    (tmp_path / "court.csv").write_text(COURT, encoding="utf-8-sig")
    assert letapis("init", "--plain").code == 0
    first = letapis("people", "link", "sunday.csv", "--by", "anna")
    second = letapis("people", "link", "court.csv", "--by", "anna")
    return first, second


def test_link_tells_every_row_and_nobody(letapis, linked, tmp_path):
    first, second = linked
    assert (first.code, second.code) == (1, 0)
    assert "sunday.csv: 4 row(s): 3 record(s), 1 refused." in first.out
    assert "row 4: one letter is no name" in first.err
    assert "3 record(s) compared with each other and with 3 earlier one(s)." in second.out
    path = next(line for line in first.out.splitlines() if "to correct" in line).partition(": ")[2]
    assert (tmp_path / path).read_text(encoding="utf-8").splitlines()[1].startswith("4,one letter is no name,А,1990")
    assert not [name for name in NAMES for shown in linked if name in shown.out + shown.err]
    again = letapis("people", "link", "court.csv", "--json").json
    assert (again["known"], again["compared"]) == ([{"name": "court.csv", "as": "court.csv"}], 0)


def test_link_as_json(letapis, tmp_path):
    (tmp_path / "a.csv").write_text("Хто;Калі\nАдам Прыкладны;8.11.2020\n;\n", encoding="utf-8")
    letapis("init", "--plain")
    refused = letapis("people", "link", "a.csv", "--json")
    assert refused.code == 1
    assert refused.json["set_aside"][0]["problem"].startswith("no column of names is recognised among 2")
    told = letapis("people", "link", "a.csv", "--map", "name=Хто,date=2", "--publisher", "Viasna", "--json")
    assert told.code == 1
    (one,) = told.json["lists"]
    assert (one["rows"], one["records"], one["refused"]) == (2, 1, [{"row": 2, "reason": "the row is empty"}])
    assert one["columns"] == {"name": 1, "date": 2}


@pytest.mark.parametrize("told", ["shoes=1", "name", "name="])
def test_a_map_that_says_nothing(letapis, told):
    letapis("init", "--plain")
    assert letapis("people", "link", "a.csv", "--map", told).code == 2


def test_queue_asks_with_reasons_and_the_field_that_settles(letapis, linked):
    del linked
    told = letapis("people", "queue", "--json").json
    assert (told["conflicts"], told["suggested"]) == ([], 2)
    (question,) = [one for group in told["groups"] for one in group["questions"] if one["settle"]][:1]
    assert question["settle"]["field"] in {"patronymic", "birth_year"}
    shown = letapis("people", "queue", "--limit", "1").out
    assert "Тестовский Пётр" in shown
    assert "To settle it: ask for the" in shown
    assert "1 of these shown." in shown


def test_judge_show_undo(letapis, linked):
    del linked
    before = letapis("people", "show", "sunday.csv:1", "--json").json
    assert before[0]["person"] is None
    made = letapis("people", "judge", "--accept-suggested", "--why", "looked through", "--by", "anna", "--json").json
    assert (made["judgement"], made["kind"], made["pairs"], made["waits"]) == ("pj1", "same", 2, False)
    (shown,) = letapis("people", "show", "Adam Prykladny", "--json").json
    assert [one["name"] for one in shown["spellings"]] == ["Прикладный Адам Иванович", "Прыкладны Адам Іванавіч"]
    assert [(one["list"], one["row"]) for one in shown["records"]] in (
        [("sunday.csv", 1), ("court.csv", 1)],
        [("court.csv", 1), ("sunday.csv", 1)],
    )
    assert [(one["id"], one["state"]) for one in shown["judgements"]] == [("pj1", "in force")]
    text = letapis("people", "show", shown["person"]).out
    assert text.splitlines()[0] == f"Person {shown['person']}"
    assert "pj1  " in text
    assert letapis("people", "undo", "pj1", "--why", "too fast", "--by", "vera").code == 0
    after = letapis("people", "show", "sunday.csv:1", "--json").json
    assert [one["state"] for one in after[0].pop("judgements")] == ["undone by pj2", "in force"]
    assert after[0] | {"judgements": []} == before[0]
    assert letapis("verify").code == 0


def test_a_conflict_comes_first_in_the_queue(letapis, linked):
    del linked
    three = ("sunday.csv:1", "sunday.csv:2", "court.csv:1")
    letapis("people", "judge", three[0], three[1], "not-same", "--why", "two people", "--by", "vera")
    letapis("people", "judge", three[0], three[2], "same", "--why", "same year", "--by", "anna")
    told = letapis("people", "judge", three[1], three[2], "same", "--why", "a slip", "--by", "anna")
    assert "Conflict: pj3 waits, because" in told.out
    lines = letapis("people", "queue").out.splitlines()
    assert lines[0].startswith("Conflict: ")
    assert lines[2].endswith("pj3  <- waits") or lines[1].endswith("pj3  <- waits")


@pytest.mark.parametrize(
    "words",
    [
        ("sunday.csv:1", "court.csv:1"),
        ("sunday.csv:1", "court.csv:1", "perhaps"),
        (),
        ("sunday.csv:1", "court.csv:1", "same", "--accept-suggested"),
    ],
)
def test_judge_wants_two_sides_and_a_decision(letapis, words):
    letapis("init", "--plain")
    assert letapis("people", "judge", *words, "--why", "so").code == 2


def test_nothing_to_accept(letapis, linked):
    del linked
    letapis("people", "judge", "--accept-suggested", "--why", "so", "--by", "anna")
    again = letapis("people", "judge", "--accept-suggested", "--why", "so", "--by", "anna")
    assert again.code == 1
    assert again.err.startswith("No suggestion is left to accept; 0 would join")


def test_errors_name_nobody(letapis, linked):
    del linked
    for call in (("judge", "Адам Прыкладны", "sunday.csv:1", "same", "--why", "so"), ("show", "Адам Незнаёмы")):
        told = letapis("people", *call)
        assert told.code == 1
        assert not [name for name in NAMES if name in told.out + told.err]


def test_leaving_takes_the_judgements_along(letapis, linked, tmp_path):
    del linked
    letapis("people", "judge", "sunday.csv:1", "court.csv:1", "same", "--why", "so", "--by", "anna")
    assert letapis("export", "-o", "everything").code == 0
    assert letapis("verify", "--archive", "everything").code == 0
    (told,) = letapis("people", "show", "sunday.csv:1", "--archive", "everything", "--json").json
    assert len(told["records"]) == 2
    rows = (tmp_path / "everything" / "records.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "record,person,list,row,name,birth_year,town,date,article,note"
    assert sum(told["person"] in row for row in rows) == 2
    assert len(rows) == 7
    lines = [json.loads(line) for line in (tmp_path / "everything" / "people.jsonl").read_text("utf-8").splitlines()]
    assert [one["person"] for one in lines] == [told["person"]]


def test_no_name_of_a_list_comes_into_a_chronicle(letapis, linked, reports, tmp_path):
    del linked
    letapis("add", reports)
    letapis("people", "judge", "--accept-suggested", "--why", "so", "--by", "anna")
    assert letapis("chronicle", "-o", "out").code == 0
    assert (tmp_path / "out" / "index.html").exists()
    record = (tmp_path / "letapis-archive" / "derived" / "store.sqlite3").read_bytes().decode("utf-8", "ignore")
    written = [path.read_text("utf-8", "ignore") for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [name for name in NAMES if any(name in text for text in (record, *written))]
    assert letapis("reconcile", "--json").json["documents"] == 3
