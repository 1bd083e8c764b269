import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.sources.delimited import TableError, read_delimited

TEXT = "name,town\nАнна Лес,Мінск\n"
READ = [
    (TEXT.encode(), ",", "utf-8"),
    (b"\xef\xbb\xbf" + TEXT.encode(), ",", "utf-8"),
    (TEXT.replace(",", ";").encode("cp1251"), ";", "cp1251"),
    (TEXT.replace(",", "\t").encode("utf-16"), "\t", "utf-16"),
    (TEXT.replace(",", "|").replace("\n", "\r\n").encode(), "|", "utf-8"),
]


@pytest.mark.parametrize(("data", "delimiter", "encoding"), READ)
def test_a_table_of_any_delimiter_and_encoding(data, delimiter, encoding):
    table = read_delimited(data, "people.csv")
    assert (table.columns, table.delimiter, table.encoding) == (("name", "town"), delimiter, encoding)
    assert [(row.line, row.cells) for row in table.rows] == [(2, {"name": "Анна Лес", "town": "Мінск"})]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "people.csv: the file is empty"),
        (b" \n\n", "people.csv: the file is empty"),
        (b"name,name\na,b\n", "people.csv, line 1: the column name stands twice"),
        (bytes(range(256)) * 20, "people.csv: is binary"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_why(data, message):
    with pytest.raises(TableError, match="^" + message):
        read_delimited(data, "people.csv")


def test_a_faulty_row_is_told_by_its_line_and_keeps_its_cells():
    rows = read_delimited(b'name,town\n"a\nb",c\n\nd\ne,f,g\n', "people.csv").rows
    assert [(row.line, row.cells, row.fault) for row in rows] == [
        (2, {"name": "a\nb", "town": "c"}, ""),
        (5, {"name": "d", "town": ""}, ""),
        (6, {"name": "e", "town": "f"}, "3 cells where the header has 2"),
    ]


def test_a_missing_column_is_named_with_those_that_are_there():
    with pytest.raises(TableError, match="line 1: no column left; there are: name, town"):
        read_delimited(TEXT.encode(), "pairs.csv").require("pairs.csv", ("name", "left"))


@given(st.lists(st.text(alphabet="абв ,;'\"\n", max_size=8).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_what_was_written_is_read(names):
    quoted = "".join('"' + name.replace('"', '""') + '",x\n' for name in names)
    assert [row.cells["name"] for row in read_delimited(b"name,mark\n" + quoted.encode(), "t.csv").rows] == names
