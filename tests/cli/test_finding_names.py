"""`letapis names index` and `find`: lists made searchable, names found in other spellings and while they are typed."""

import pytest

LIST = "ФИО;год рождения\nЛесота Ядвига Петровна;1971\nДубровин Лука;1980\n;1990\n123;\nЖук-Горелик Рыгор;\n"


@pytest.fixture
def index(letapis, tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert letapis("names", "index", "list.csv", "-o", "names.sqlite").code == 1
    return "names.sqlite"


def test_every_row_is_indexed_or_refused_with_its_number(letapis, index):
    again = letapis("names", "index", "list.csv", "-o", index, "--json")
    assert again.code == 1
    (told,) = again.json
    assert (told["rows"], told["added"]) == (5, 0)
    assert [one["row"] for one in told["refused"]] == [3, 4]


def test_a_clean_list_ends_well_and_a_lost_one_is_told(letapis, tmp_path):
    (tmp_path / "clean.csv").write_text("name\nLuka Dubrovin\n", encoding="utf-8")
    assert letapis("names", "index", "clean.csv", "-o", "n.sqlite").code == 0
    done = letapis("names", "index", "clean.csv", "lost.csv", "-o", "n.sqlite")
    assert done.code == 1
    assert "lost.csv" in done.err


def test_a_name_is_found_with_its_reason(letapis, index):
    found = letapis("names", "find", "Jadviha Liasota", "--index", index)
    assert found.code == 0
    assert "Лесота Ядвига Петровна" in found.out
    as_json = letapis("names", "find", "Jadviha Liasota", "--index", index, "--json").json[0]
    assert as_json["text"] == "Лесота Ядвига Петровна"
    assert as_json["id"].endswith(":1")
    assert as_json["score"] >= 0.8
    assert {part["role"] for part in as_json["parts"]} == {"surname", "given", "patronymic"}


def test_a_name_is_found_while_it_is_typed(letapis, index):
    assert [
        one["text"] for one in letapis("names", "find", "lias yad", "--typed", "--index", index, "--json").json
    ] == ["Лесота Ядвига Петровна"]
    assert "Дубровин Лука" in letapis("names", "find", "Дуб", "--typed", "--index", index).out


@pytest.mark.parametrize("name", ["Марыя Верабей", "", "🙂", "a" * 10_000])
def test_nothing_found_is_exit_code_1(letapis, index, name):
    for typed in ([], ["--typed"]):
        found = letapis("names", "find", name, "--index", index, *typed, "--json")
        assert (found.code, found.json) == (1, [])
    assert letapis("names", "find", name, "--index", index).out.strip() == "Nothing is like it."


@pytest.mark.usefixtures("index")
def test_another_file_is_no_index_and_stays_as_it_is(letapis, tmp_path):
    for words in (("find", "Лука", "--index", "list.csv"), ("index", "list.csv", "-o", "list.csv")):
        done = letapis("names", *words)
        assert done.code == 1
        assert "no index of names" in done.err
    assert (tmp_path / "list.csv").read_text(encoding="utf-8") == LIST
    assert letapis("names", "find", "Лука", "--index", "none.sqlite").code == 1
    assert not (tmp_path / "none.sqlite").exists()
