"""`letapis places`: every row of a table comes back, faults are told by their line, ambiguity ends with 1."""

import csv

import pytest

VILLAGES = """id;name;district;lat;lon
a;Слобода;Логойский;54.2;27.9
b;Слобода;Лепельский;54.9;28.7
c;Солигорск;Солигорский;52.8;27.5
c;Слуцк;Слуцкий;;
d;;Слуцкий;;
e;Слуцк;Слуцкий;north;
"""
QUERIES = """query_id,query,district,place_id
1,Salihorst,,c
2,Slabada,Лагойскі раён,a
3,Slabada,,a
4,,Слуцкий,
5,😀,,
6,Слобода,Лепельский,b,more
"""


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    return "queries.csv", "villages.csv"


def test_every_row_comes_back_with_candidates_or_the_reason(letapis, tables, tmp_path):
    queries, villages = tables
    done = letapis("places", "resolve", queries, "--gazetteer", villages, "-o", "answers.csv", "--json")
    assert done.code == 1
    assert done.json == {"one": 2, "several": 1, "unlikely": 0, "none": 0, "faulty": 3}
    rows = list(csv.DictReader((tmp_path / "answers.csv").read_text("utf-8").splitlines()))
    assert [row["query_id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert rows[0]["candidates"].split()[0] == "c"
    assert rows[1]["candidates"].split()[0] == "a"
    assert set(rows[2]["candidates"].split()) == {"a", "b"}
    assert "ambiguous: 2 places as good" in rows[2]["reason"]
    assert [row["candidates"] for row in rows[3:]] == ["", "", ""]
    assert all(row["reason"] for row in rows)


def test_faults_are_told_by_their_line(letapis, tables):
    queries, villages = tables
    told = letapis("places", "resolve", queries, "--gazetteer", villages).err
    for line in (
        "villages.csv, line 5: set aside: the id c stands in a line before",
        "villages.csv, line 6: set aside: no name",
        "villages.csv, line 7: set aside: 'north' is no degree",
        "queries.csv, line 5: query: no letter",
        "queries.csv, line 6: query: no letter",
        "queries.csv, line 7: 5 cells where the header has 4",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("query,query\na,b\n", "line 1: the column query stands twice"),
        ("x,y\na,b\n", "line 1: no column with a spelling"),
        ("", "empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(letapis, tmp_path, table, told):
    (tmp_path / "bad.csv").write_text(table, encoding="utf-8")
    done = letapis("places", "resolve", "bad.csv")
    assert done.code == 1
    assert "bad.csv" in done.err
    assert told in done.err


def test_a_spelling_is_looked_up_with_reasons(letapis):
    done = letapis("places", "find", "Salihorst", "--json")
    assert done.code == 0
    first = done.json["candidates"][0]
    assert (first["place_id"], first["level"], first["country"]) == ("Salihorsk", "settlement", "Belarus")
    assert first["reasons"]
    assert "Salihorsk (city): Minsk region, Belarus" in letapis("places", "find", "Salihorst").out


def test_an_ambiguous_spelling_says_so_and_the_district_settles_it(letapis, tables):
    _, villages = tables
    both = letapis("places", "find", "Слабада", "--gazetteer", villages)
    assert both.code == 1
    assert "ambiguous" in both.out
    one = letapis("places", "find", "Слабада", "--gazetteer", villages, "--district", "Lepel", "--json")
    assert one.code == 0
    assert one.json["candidates"][0]["place_id"] == "b"


def test_the_tables_of_an_archive_are_asked(letapis, tables, tmp_path):
    _, villages = tables
    letapis("init", "--plain", "--archive", "archive")
    (tmp_path / "archive" / "villages.csv").write_text("id,name\nz,Выдуманка\n", encoding="utf-8")
    settings = tmp_path / "archive" / "archive.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[gazetteer]\ntables = ["villages.csv"]\n', encoding="utf-8")
    found = letapis("places", "find", "Vydumanka", "--archive", "archive", "--json")
    assert found.json["candidates"][0]["place_id"] == "z"
    settings.write_text(settings.read_text("utf-8").replace('["villages.csv"]', "1"), encoding="utf-8")
    assert "must be a list" in letapis("places", "find", "Vydumanka", "--archive", "archive").err
    assert villages


def test_the_nearest_of_an_unknown_name_is_called_unlikely(letapis, tables):
    _, villages = tables
    done = letapis("places", "find", "Солома", "--gazetteer", villages)
    assert done.code == 1
    assert "unlikely" in done.out


@pytest.mark.parametrize("spelling", ["", "😀", "1", "а"])
def test_nothing_found_is_exit_code_1(letapis, spelling):
    done = letapis("places", "find", spelling)
    assert done.code == 1
    assert "nothing like it" in done.out
