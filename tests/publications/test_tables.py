import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.publications.chronicle import write_chronicle
from letapis.publications.columns import columns
from letapis.publications.tables import NAMES, cell

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def folder(october, tmp_path_factory):
    out = tmp_path_factory.mktemp("tables") / "out"
    write_chronicle(october.RECORD, october.DOCUMENTS, out)
    return out


def read(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (713, "713"),
        (0.5, "0.5"),
        ("", ""),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\ufeff=1", "'\ufeff=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+375291234567", "+375291234567"),
        ("-5", "-5"),
        ("-0.5", "-0.5"),
        ("a=b", "a=b"),
        ("'tis said", "'tis said"),
        ("Minsk|Hrodna", "Minsk|Hrodna"),
        ("a\ud800", "a\ufffd"),
        ("a\x00", "a\ufffd"),
    ],
)
def test_cells(value, expected):
    assert cell(value) == expected


@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20))
def test_a_text_cell_can_be_read_back(text):
    shown = cell(text)
    if shown != text:
        assert shown == "'" + text
        assert text.strip("' \t\r\n\ufeff\u200b")[:1] in "=+-@＝＋－＠" or text.lstrip("'")[0].isspace()
    else:
        assert text.lstrip("'")[:1] not in tuple("=@＝＋－＠") or text == ""


@pytest.mark.parametrize("table", NAMES)
def test_every_column_is_described_in_the_package_and_in_the_reference(folder, table):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resource = next(one for one in package["resources"] if one["name"] == table)
    header = list(read(folder, table)[0])
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == header
    assert all(field["description"] and field["type"] for field in fields)
    reference = (DOCS / "reference/columns.md").read_text("utf-8")
    section = reference.partition(f"## {table}.csv\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    assert [(row[0].strip("| `"), row[1], row[2].removesuffix(" |")) for row in rows] == [
        (column.name, column.type, column.meaning.replace("|", "\\|")) for column in columns(table)
    ]


def test_the_package_knows_each_file_by_its_hash(folder):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)


@pytest.mark.parametrize("table", NAMES)
def test_keys_are_unique_and_lead_to_rows_that_are_there(folder, table):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    schema = next(one for one in package["resources"] if one["name"] == table)["schema"]
    rows = read(folder, table)
    keys = [row[schema["primaryKey"]] for row in rows]
    assert len(set(keys)) == len(keys) > 0
    for foreign in schema.get("foreignKeys", ()):
        other = foreign["reference"]
        there = {row[other["fields"]] for row in read(folder, other["resource"])}
        assert {row[foreign["fields"]] for row in rows if row[foreign["fields"]]} <= there


@pytest.mark.parametrize("table", NAMES)
def test_every_row_says_whether_a_machine_made_it(folder, table):
    for row in read(folder, table):
        assert (row["machine_coded"], row["confirmation_status"]) in {("true", "unconfirmed"), ("false", "confirmed")}


def test_cells_have_the_types_that_the_package_promises(folder):
    for table in NAMES:
        for row in read(folder, table):
            for column in columns(table):
                value = row[column.name]
                if column.type == "integer" and value:
                    assert str(int(value)) == value
                if column.type == "boolean":
                    assert value in ("true", "false")
                if column.type == "date" and value:
                    assert len(value) == len("2020-10-11")


def test_october_as_rows(folder):
    detained = next(row for row in read(folder, "figures") if row["event_id"] == "event-detention")
    assert detained["published_low"] == "620"
    assert detained["published_high"] == ""  # an open end is empty, not zero
    assert detained["rule"] == "named_list"
    assert detained["standing_readings"] == "4"
    assert detained["sentence"].startswith("At least 620 people (Viasna, name list, 12 Oct 12:30); 713 according to ")
    readings = {row["reading_id"]: row for row in read(folder, "readings")}
    assert readings["r-109"]["standing"] == "false"
    assert readings["r-109"]["relations"] == "superseded:r-620"
    assert "superseded_of:r-109" in readings["r-620"]["relations"]
    assert readings["r-30"]["relations"] == "subset:r-600"
    water = next(row for row in read(folder, "claims") if row["type"] == "crowd_control")
    assert (water["date_from"], water["place"], water["count_low"]) == ("", "", "")
    assert water["who"] == "police"


def test_quotes_lie_where_the_table_says(folder, october):
    texts = {document.id: document.text for document in october.DOCUMENTS}
    for row in read(folder, "claims"):
        quote = texts[row["source_id"]][int(row["start"]) : int(row["end"])]
        assert row["quote"] == cell(quote)


def test_the_exchange_file_can_be_read_by_the_coders_own_reader(folder, october):
    from letapis.claims.exchange import claim_from_json
    from letapis.sources.exchange import document_from_json

    lines = [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]
    documents = {line["id"]: document_from_json(line) for line in lines}
    assert documents[october.PAPER.id].text == october.PAPER.text
    claims = {
        claim.id: claim for line in lines for claim in (claim_from_json(one, line["id"]) for one in line["claims"])
    }
    assert set(claims) == {claim.id for claim in october.CLAIMS}
    for claim in claims.values():
        assert documents[claim.document].text[claim.start : claim.end] == claim.quote


def test_rows_end_with_a_line_feed_and_there_is_no_byte_order_mark(folder):
    for table in NAMES:
        data = (folder / f"{table}.csv").read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.startswith(b"\xef\xbb\xbf")
