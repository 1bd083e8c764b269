"""Lists as teams keep them: headings in several languages, and every way in which a row is wrong. Nobody is real."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.people.cells import day, unnamed, year
from letapis.registry.people.columns import ListError, recognise
from letapis.registry.people.reading import CLOSED_QUOTE, read_list
from letapis.vocabulary.resources import table

WORDS = table("lists_of_people.toml")
EXAMPLES = [(kind, one) for kind, entry in WORDS["columns"].items() for one in entry["examples"]]
COUNTEREXAMPLES = [(kind, one) for kind, entry in WORDS["columns"].items() for one in entry["counterexamples"]]


@pytest.mark.parametrize(("kind", "title"), EXAMPLES)
def test_every_example_of_a_title_is_of_its_kind(kind, title):
    assert recognise([title]).of == {kind: 0}


@pytest.mark.parametrize(("kind", "title"), COUNTEREXAMPLES)
def test_no_counterexample_is(kind, title):
    assert kind not in recognise([title]).of


@pytest.mark.parametrize("name", WORDS["unnamed"]["examples"])
def test_a_name_of_nobody(name):
    assert unnamed(name)


@pytest.mark.parametrize("name", WORDS["unnamed"]["counterexamples"])
def test_a_name_of_somebody(name):
    assert not unnamed(name)


HEADINGS = {
    "ФИО;Год рождения;Город;Дата задержания;Статья": "name birth_year town date article",
    "Фамилия,Имя,Отчество,г.р.": "surname given patronymic birth_year",
    "Прозвішча\tІмя\tІмя па бацьку\tГорад": "surname given patronymic town",
    "Name,Vorname": "surname given",
    "Name|Town": "name town",
    # The export of a list of political prisoners, for people and for machines, and a table of court cases.
    "Name and surname,Status,Date of birth,Gender,Date of detention,Charges indicted,Date of verdict,Sentence,Penalty,"
    "Judge,Prosecutor,Prison": "name - birth_year - date article - - - - - -",
    "id,url,name,status,gender,photo,description,birthday,arrested,articles,prison,declaration,decision,penalty,judge,"
    "councel,penalty_start_date": "- - name - - - - birth_year date article - - - - - - -",
    "id,Дата задержания,Имя человека,Пол,Статья,Дата суда,Имя судьи,Суд,Арест,Штраф": "- date name - article - - - - -",
}


@pytest.mark.parametrize(("heading", "kinds"), HEADINGS.items(), ids=[one[:30] for one in HEADINGS])
def test_headings(heading, kinds):
    wide = len(kinds.split())
    delimiter = next(one for one in "\t;,|" if heading.count(one) == wide - 1)
    found = read_list(f"{heading}\n{delimiter.join(['Адам Прыкладны'] * wide)}\n".encode(), "list")
    assert found.columns == {kind: number for number, kind in enumerate(kinds.split(), start=1) if kind != "-"}
    assert len(found.records) == 1


def names(data, **told):
    return [record.name for record in read_list(data.encode(), "list", told).records]


def test_a_record_points_to_its_row():
    found = read_list(
        "ФИО;Год рождения;Город;Дата;Статья\nПрикладный Адам;12.03.1985;Минск;8.11.2020;23.34\n".encode(), "l1"
    )
    (record,) = found.records
    assert (record.id, record.source, record.row, record.name) == ("l1:1", "l1", 1, "Прикладный Адам")
    assert (record.birth_year, record.town, record.date, record.article) == (1985, "Минск", "2020-11-08", "23.34")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings(encoding):
    text = "ФИО,Город\nПрикладный Адам Иванович,Минск\nУзорная Ева Петровна,Гродно\n"
    assert [one.name for one in read_list(text.encode(encoding), "list").records] == [
        "Прикладный Адам Иванович",
        "Узорная Ева Петровна",
    ]


def test_names_in_parts_are_put_together():
    assert names("Имя,Фамилия,Отчество\nАдам,Прикладный,Иванович\nЕва,Узорная,\n") == [
        "Прикладный Адам Иванович",
        "Узорная Ева",
    ]


def test_titles_may_stand_above_the_heading():
    assert names("Список за 8 ноября;;\n;;\n№;ФИО;Город\n1;Адам Прыкладны;Мінск\n") == ["Адам Прыкладны"]


def test_a_plain_list_of_names_needs_no_heading():
    found = read_list("Адам Прыкладны\nЕва Узорная\n".encode(), "list")
    assert [record.row for record in found.records] == [1, 2]
    assert found.remarks[0] == "no heading: every line is taken for a name"


def test_columns_are_told_by_title_or_by_number():
    data = "Хто;Калі;Адкуль\nАдам Прыкладны;8.11.2020;Мінск\n"
    assert names(data, name="Хто") == names(data, name="хто", town="3") == ["Адам Прыкладны"]
    assert names("1;Адам Прыкладны\n2;Ева Узорная\n", name="2") == ["Адам Прыкладны", "Ева Узорная"]
    with_heading = "ФИО;Name;Город\nАдам Прыкладны;Adam Prykladny;Мінск\n"
    assert names(with_heading, name="2") == ["Adam Prykladny"]
    assert names(with_heading) == ["Адам Прыкладны"]


REFUSED = {
    "empty": ("", "no name"),
    "blanks": ("   ", "no name"),
    "one letter": ("А", "one letter is no name"),
    "one letter and a full stop": ("A.", "one letter is no name"),
    "emoji": ("😀😀", "no letter in the name"),
    "a number": ("12345", "no letter in the name"),
    "a telephone": ("+375 29 123-45-67 МТС", "more figures than letters in the name"),
    "ten thousand letters": ("ё" * 10_000, "the name has 10000 characters, the limit is 200"),
}


@pytest.mark.parametrize(("name", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_name_is_refused_with_its_row(name, reason):
    found = read_list(f"ФИО;Город\nАдам Прыкладны;Мінск\n{name};Мінск\nЕва Узорная;Мінск\n".encode(), "list")
    (refused,) = found.refused
    assert (refused.row, refused.reason) == (2, reason)
    assert [record.row for record in found.records] == [1, 3]
    assert found.rows == 3


ROWS = {
    "an empty row": (";;", "the row is empty"),
    "too many cells": ("Ева Узорная;Мінск;;лішняе", "4 cells, and the heading has 3"),
    "the heading once more": ("ФИО;Город;Дата", "the heading once more"),
    "an open quotation mark": ('"Ева Узорная;Мінск;', CLOSED_QUOTE),
    "a cell of a book's length": (f'"Ева Узорная";"{"ы" * 200_000}";', CLOSED_QUOTE),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_bad_row_costs_one_row(row, reason):
    good = "Адам Прыкладны;Мінск;\n" * 60
    found = read_list(f"ФИО;Город;Дата\n{good}{row}\n{good}".encode(), "list")
    assert [(one.row, one.reason) for one in found.refused] == [(61, reason)]
    assert len(found.records) == 120


GOOD = {
    "too few cells": ("Ева Узорная", "Ева Узорная"),
    "empty cells beyond the heading": ("Ева Узорная;Мінск;;;;", "Ева Узорная"),
    "a quoted delimiter": ('"Узорная; Ева";Мінск;', "Узорная; Ева"),
    "a quoted line break": ('"Узорная\nЕва";Мінск;', "Узорная Ева"),
    "a mark inside a cell": ('Ева "Пчала" Узорная;Мінск;', 'Ева "Пчала" Узорная'),
    "a mark that nobody doubled": ('"Ева" Узорная;Мінск;', "Ева Узорная"),
    "kept from being a formula": ("'=Ева Узорная;Мінск;", "=Ева Узорная"),
    "initials": ("А. Б.;Мінск;", "А. Б."),
}


@pytest.mark.parametrize(("row", "name"), GOOD.values(), ids=GOOD)
def test_an_odd_row_is_read(row, name):
    assert names(f"ФИО;Город;Дата\n{row}\nАдам Прыкладны;Мінск;\n") == [name, "Адам Прыкладны"]


def test_two_who_are_not_named_are_two_records():
    found = read_list("ФИО\nГражданин К.\nГражданин К.\nАдам Прыкладны\n".encode(), "list")
    assert found.unnamed == {"list:1", "list:2"}
    assert len(found.records) == 3


def test_cells_that_cannot_be_read_are_told_and_empty():
    found = read_list(b"name;birthday;date\nAdam Prykladny;unknown;april 2026\nEva Uzornaja;1985-03;2020-11-08\n", "l")
    assert [(one.row, one.kind) for one in found.unread] == [(1, "birth_year"), (1, "date")]
    assert [(one.birth_year, one.date) for one in found.records] == [(None, ""), (1985, "2020-11-08")]


CELLS = [
    (year, "1985", 1985),
    (year, "1985-03", 1985),
    (year, "12.03.1985", 1985),
    (year, "1985 г.р.", 1985),
    (year, "1985 or 1986", None),
    (year, "35", None),
    (year, "0085", None),
    (day, "08.11.2020", "2020-11-08"),
    (day, "02 April 2018", "2018-04-02"),
    (day, "11/10/2020", ""),
    (day, "2020", ""),
]


@pytest.mark.parametrize(("reader", "cell", "value"), CELLS)
def test_cells(reader, cell, value):
    assert reader(cell) == value


WRONG = {
    "no column of names": ("Город;Год рождения\nМінск;1985\n", {}, "no column of names is recognised among 2"),
    "a title that is not there": ("ФИО\nАдам\n", {"name": "Хто"}, "no column has the title told for name"),
    "a number that is not there": ("ФИО\nАдам\n", {"name": "9"}, "there is no column 9 for name"),
    "a kind that is not there": ("ФИО\nАдам\n", {"shoes": "1"}, "a column is mapped to what no record has"),
    "doubled": (
        "ФИО;ФИО\nАдам Прыкладны;Ева Узорная\n",
        {},
        "columns 1 and 2 have the same title and do not say the same",
    ),
    "empty": ("  \n", {}, "the list is empty"),
    "binary": ("\x00\x01\x02\x03", {}, "the file is binary"),
}


@pytest.mark.parametrize(("data", "told", "problem"), WRONG.values(), ids=WRONG)
def test_a_list_that_cannot_be_read_says_why_and_names_nobody(data, told, problem):
    with pytest.raises(ListError) as caught:
        read_list(data.encode(), "list", told)
    assert str(caught.value).startswith(problem)
    assert not {"Адам", "Прыкладны", "Ева", "Мінск"} & set(str(caught.value).replace(".", " ").split())


def test_a_column_twice_with_the_same_words_is_one():
    assert names("ФИО;ФИО;Город\nАдам Прыкладны;Адам Прыкладны;Мінск\n") == ["Адам Прыкладны"]
    assert names("ФИО;ФИО\nАдам Прыкладны;Ева Узорная\n", name="2") == ["Ева Узорная"]


cells = st.text(alphabet=st.sampled_from("аб яAz0😀;,\"'\t \n.-="), max_size=12)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=12))
def test_rows_in_are_records_and_refused(table_of):
    body = "\n".join(";".join(row) for row in table_of)
    found = read_list(f"ФИО;Город;Дата\n{body}\n".encode(), "list")
    assert len(found.records) + len(found.refused) == found.rows
    rows = sorted([one.row for one in found.records] + [one.row for one in found.refused])
    assert rows == list(range(1, found.rows + 1))
    if '"' not in body:
        assert found.rows == len(f"x\n{body}".rstrip("\n").split("\n")) - 1
