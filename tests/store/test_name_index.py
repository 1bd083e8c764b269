"""The index of names gives the same answers on both engines, whatever is added twice, changed or taken away."""

import random
import sqlite3
import sys
from pathlib import Path

import pytest

from letapis.store import name_finding, name_tables, name_writing
from letapis.store.dialect import database
from letapis.store.name_index import add_names, complete, create_tables, drop_tables, find, remove_names
from letapis.store.sqlite_file import open_to_read, open_to_write

CHECKOUT = Path(__file__).resolve().parents[2]

# Invented people; the ids say in which spelling.
PEOPLE = [
    ("be1", "Лясота Ядвіга Пятроўна"),
    ("ru1", "Лесота Ядвига Петровна"),
    ("la1", "Jadviha Liasota"),
    ("be2", "Лясота Янка Пятровіч"),
    ("ru3", "Дубровин Лука Игнатьевич"),
    ("be3", "Лука Дуброўін"),
    ("in3", "Дубровин Л. И."),
    ("en4", "Tsimafei Shyla"),
    ("be5", "Жук-Гарэлік Рыгор"),
]
BAD = [
    "", " ", "\x00", "Я", "x", "🙂", "🙂🙂🙂", "1234", "'; DROP TABLE name_text; --", "%", "_", "\ud83d", "a" * 10_000,
    "Ян " * 5_000, "习近平", "ЁЁЁЁ", "|", "%s", "?",
]  # fmt: skip


@pytest.fixture
def index(connection):
    create_tables(connection)
    add_names(connection, PEOPLE)
    return connection


def ids(hits):
    return [hit.name_id for hit in hits]


def everything(connection):
    base = database(connection)
    return [
        base.rows("SELECT name_id, text FROM name_text ORDER BY name_id"),
        base.rows("SELECT name_id, key FROM name_key JOIN name_text USING (number) ORDER BY name_id, key"),
        base.rows("SELECT name_id, line FROM name_line JOIN name_text USING (number) ORDER BY name_id, line"),
        base.rows("SELECT (SELECT count(*) FROM name_key) + (SELECT count(*) FROM name_line)"),
    ]


@pytest.mark.parametrize(
    ("asked", "first", "others"),
    [
        ("Jadviha Liasota", "la1", {"be1", "ru1"}),
        ("Ядвіга Лясота", "be1", {"ru1", "la1"}),
        ("Luka Dubrovin", "be3", {"ru3", "in3"}),
        ("Шыла Цімафей", "en4", set()),
        ("Zhuk-Harelik Ryhor", "be5", set()),
    ],
)
def test_a_name_is_found_in_other_spellings(index, asked, first, others):
    found = find(index, asked)
    assert {first} | others <= set(ids(found))
    assert {hit.name_id for hit in found if hit.score >= 0.8} >= {first}


def test_a_name_of_another_language_is_found_by_a_second_look(index):
    assert "en6" not in ids(find(index, "Уинстон Черчилль"))
    add_names(index, [("en6", "Winston Churchill"), ("zh7", "Си Цзиньпин")])
    assert ids(find(index, "Уинстон Черчилль"))[0] == "en6"
    assert ids(find(index, "Xi Jinping"))[0] == "zh7"


def test_an_answer_says_why(index):
    best = find(index, "Tsimafei Shyla")[0]
    assert (best.name_id, best.text) == ("en4", "Tsimafei Shyla")
    assert best.score >= 0.8
    assert {part.role for part in best.parts} == {"surname", "given"}
    assert best.reason


def test_no_more_than_asked_for(index):
    assert len(find(index, "Лясота Ядвіга", limit=1)) == 1
    assert find(index, "Лясота Ядвіга", limit=0) == []
    assert len(complete(index, "Ляс", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ляс", {"be1", "ru1", "la1", "be2"}),
        ("lias", {"be1", "ru1", "la1", "be2"}),
        ("Ляс ядв", {"be1", "ru1", "la1"}),
        ("Ядвіга Л", {"be1", "ru1", "la1"}),
        ("Ts", {"en4"}),
        ("Ціма", {"en4"}),
        ("Sh", {"en4"}),
        ("garel", {"be5"}),
        ("дубр лук", {"ru3", "be3"}),
    ],
)
def test_names_are_found_while_typing(index, typed, expected):
    found = {name_id for one in complete(index, typed) for name_id in one.name_ids}
    assert found >= expected
    if len(typed) > 2:
        assert found == expected


def test_a_whole_word_comes_before_a_longer_one(connection):
    create_tables(connection)
    add_names(connection, [("a", "Лісоўская Ганна"), ("b", "Ліс Янка"), ("c", "Лісавец Рыгор")])
    assert complete(connection, "Ліс")[0].text == "Ліс Янка"


def test_names_written_alike_are_one_answer(connection):
    create_tables(connection)
    add_names(connection, [("b", "Ліс Янка"), ("a", "Ліс Янка")])
    assert [(one.text, one.name_ids) for one in complete(connection, "Ліс")] == [("Ліс Янка", ("a", "b"))]
    assert ids(find(connection, "Ліс Янка")) == ["a", "b"]


def test_adding_again_changes_nothing(index):
    before = everything(index)
    assert add_names(index, PEOPLE) == 0
    assert everything(index) == before


def test_a_changed_text_replaces_the_old_one(index):
    assert add_names(index, [("be5", "Верабей Марыя"), ("be3", "Лука Дуброўін")]) == 1
    assert "be5" not in ids(find(index, "Жук-Гарэлік Рыгор"))
    assert ids(find(index, "Мария Воробей")) == ["be5"]


def test_of_one_id_twice_the_last_counts(connection):
    create_tables(connection)
    assert add_names(connection, [("x", "Ліс Янка"), ("x", "Верабей Марыя")]) == 1
    assert ids(find(connection, "Верабей Марыя")) == ["x"]
    assert find(connection, "Ліс Янка") == []


def test_what_is_removed_is_gone_to_the_last_row(index):
    before = everything(index)
    new = [("n1", "Кашталян Зміцер"), ("n2", "Кашталян Зося")]
    assert add_names(index, new) == 2
    assert remove_names(index, ["n1", "n2", "never"]) == 2
    assert everything(index) == before
    assert remove_names(index, ["n1"]) == 0


def test_batches_are_no_borders(connection, monkeypatch):
    monkeypatch.setattr(name_writing, "BATCH", 2)
    create_tables(connection)
    assert add_names(connection, iter(PEOPLE)) == len(PEOPLE)
    in_small = everything(connection)
    drop_tables(connection)
    monkeypatch.undo()
    create_tables(connection)
    add_names(connection, PEOPLE)
    assert everything(connection) == in_small


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text[:12]))
def test_bad_input_is_answered_and_stored(index, text):
    assert isinstance(find(index, text), list)
    assert isinstance(complete(index, text), list)
    assert add_names(index, [("bad", text)]) == 1
    assert add_names(index, [("bad", text)]) == 0
    assert remove_names(index, ["bad"]) == 1


@pytest.mark.parametrize("text", ["", " ", "🙂", "1234", "%", "?", "\x00"])
def test_what_is_no_name_finds_nothing(index, text):
    assert find(index, text) == []
    assert complete(index, text) == []


def test_a_name_of_another_script_is_found_by_its_letters(index):
    add_names(index, [("zh", "习近平")])
    hits = database(index).rows("SELECT count(*) FROM name_key JOIN name_text USING (number) WHERE name_id = 'zh'")
    assert hits[0][0] >= 1


def test_an_index_of_other_keys_is_refused(index):
    database(index).run("UPDATE name_state SET version = 0")
    with pytest.raises(name_tables.OldIndexError, match="version 0"):
        add_names(index, [("x", "Ліс Янка")])


def test_the_work_is_bounded(connection, monkeypatch):
    monkeypatch.setattr(name_finding, "ROWS_OF_A_KEY", 10)
    create_tables(connection)
    add_names(connection, [(f"n{number:03}", "Ліс Янка") for number in range(50)])
    base = database(connection)
    (key,) = base.rows("SELECT min(key) FROM name_key")[0]
    assert name_finding.rows_of(base, [key]) == [(key, number) for number in range(1, 11)]
    assert len(find(connection, "Ліс Янка")) == 10


def test_create_twice_and_drop(connection):
    create_tables(connection)
    create_tables(connection)
    drop_tables(connection)
    drop_tables(connection)


def test_a_strange_connection_is_refused():
    with pytest.raises(TypeError, match="neither of SQLite nor of PostgreSQL"):
        find(object(), "Ліс Янка")


class DjangoLike:
    """What Django hands out over SQLite: its engine by name, and cursors that take %s."""

    vendor = "sqlite"

    def __init__(self, connection):
        self.connection = connection

    def cursor(self):
        return DjangoCursor(self.connection.cursor())


class DjangoCursor:
    def __init__(self, cursor):
        self.cursor = cursor
        self.fetchall, self.close = cursor.fetchall, cursor.close

    def execute(self, statement, parameters=None):
        assert "?" not in statement
        if parameters is None:
            return self.cursor.execute(statement)
        return self.cursor.execute(statement % (("?",) * len(parameters)), parameters)

    def executemany(self, statement, rows):
        return self.cursor.executemany(statement.replace("%s", "?"), rows)


def test_the_connection_of_django_serves_as_well(sqlite):
    connection = DjangoLike(sqlite)
    create_tables(connection)
    assert add_names(connection, PEOPLE) == len(PEOPLE)
    assert ids(find(connection, "Шыла Цімафей")) == ids(find(sqlite, "Шыла Цімафей")) == ["en4"]
    assert complete(connection, "Ляс") == complete(sqlite, "Ляс")
    assert remove_names(connection, ["en4"]) == 1


@pytest.fixture
def invented(monkeypatch):
    """600 names of invented people, and 150 other spellings of some of them."""
    monkeypatch.syspath_prepend(str(CHECKOUT / "bench"))
    import synthetic_people

    rows = [(record.id, record.name) for record, _ in synthetic_people.records(750)]
    yield [row for place, row in enumerate(rows) if place % 5], [text for _, text in rows[::5]]
    sys.modules.pop("synthetic_people", None)


@pytest.mark.postgres
def test_both_engines_give_the_same_answers(sqlite, postgresql, invented):
    names, queries = invented
    for connection in (sqlite, postgresql):
        create_tables(connection)
        add_names(connection, names)
    assert everything(sqlite) == everything(postgresql)
    draw = random.Random(7)
    answered = 0
    for text in queries:
        assert find(sqlite, text) == find(postgresql, text), text
        begun = text[: draw.randint(1, len(text))]
        assert complete(sqlite, begun) == complete(postgresql, begun), begun
        answered += bool(find(sqlite, text))
    assert answered > len(queries) / 2


def test_an_index_in_a_file_is_read_again(tmp_path):
    path = tmp_path / "names.sqlite"
    connection = open_to_write(path)
    create_tables(connection)
    add_names(connection, PEOPLE)
    connection.commit()
    connection.close()
    assert path.stat().st_mode & 0o077 == 0, "names of people are for the owner of the file only"
    again = open_to_read(path)
    assert ids(find(again, "Шыла Цімафей")) == ["en4"]
    with pytest.raises(sqlite3.OperationalError):
        add_names(again, [("x", "Ліс Янка")])
    again.close()


@pytest.mark.parametrize("opening", [open_to_read, open_to_write])
def test_another_file_is_no_index(tmp_path, opening):
    (tmp_path / "other").write_text("no database at all, only some text that is long enough")
    with pytest.raises(sqlite3.DatabaseError):
        opening(tmp_path / "other")


def test_looking_up_makes_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_to_read(tmp_path / "names.sqlite")
    assert not list(tmp_path.iterdir())
