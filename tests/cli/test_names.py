"""`letapis names`: two names, a file of pairs, a name taken apart."""

import csv
import io

PAIRS = """left,right,note
Siarhei Tsikhanouski,Сергей Тихановский,spelling
Siarhei Tsikhanouski,Святлана Ціханоўская,wife
,Anna,empty
🙂,12,no letters
a,b,c,d
"""


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_compare_shows_each_part_and_the_reason(letapis):
    told = letapis("names", "compare", "Siarhei Tsikhanouski", "Тихановский Сергей Леонидович")
    assert told.code == 0
    assert told.out.startswith("same, ")
    assert "kh = х" in told.out
    assert "patronymic Леонидович only on the right" in told.out


def test_compare_ends_with_one_for_relatives(letapis):
    told = letapis("names", "compare", "Сяргей Ціханоўскі", "Святлана Ціханоўская", "--json")
    assert told.code == 1
    assert told.json["decision"] == "different"
    assert told.json["reason"].startswith("kin?")
    assert {part["role"]: part["outcome"] for part in told.json["parts"]} == {
        "surname": "variant",
        "given": "contradicts",
    }


def test_score_gives_every_row_back(letapis, tmp_path):
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    told = letapis("names", "score", "pairs.csv", "-o", "scored.csv")
    found = rows((tmp_path / "scored.csv").read_text(encoding="utf-8"))
    assert [row["decision"] for row in found] == ["same", "different", "unsure", "unsure", "unsure"]
    assert [row["note"] for row in found] == ["spelling", "wife", "empty", "no letters", "c"]
    assert all(0 <= float(row["score"]) <= 1 and row["reason"] for row in found)
    assert told.code == 1
    for line in (
        "line 4: left: no letter",
        "line 5: left and right: no letter",
        "line 6: 4 cells",
        "1 same, 3 unsure, 1",
    ):
        assert line in told.err


def test_score_goes_to_standard_output_and_replaces_its_own_columns(letapis, tmp_path):
    (tmp_path / "pairs.csv").write_text("left,right,score\nIvan Bul,Иван Буль,0.1\n", encoding="utf-8")
    once = letapis("names", "score", "pairs.csv")
    assert once.code == 0
    assert rows(once.out)[0]["decision"] == "same"
    (tmp_path / "again.csv").write_text(once.out, encoding="utf-8")
    assert letapis("names", "score", "again.csv").out == once.out


def test_a_table_without_the_columns_is_told(letapis, tmp_path):
    (tmp_path / "pairs.csv").write_text("name,other\na,b\n", encoding="utf-8")
    told = letapis("names", "score", "pairs.csv")
    assert told.code != 0
    assert "pairs.csv, line 1: no column left, right; there are: name, other" in told.err


def test_read_shows_the_parts(letapis):
    told = letapis("names", "read", "Тихановский С. Л.", "--json").json
    assert [(part["role"], part["text"], part["initial"]) for part in told["parts"]] == [
        ("surname", "Тихановский", False),
        ("given", "С", True),
        ("patronymic", "Л", True),
    ]


def test_organisations_are_compared_too(letapis):
    told = letapis("names", "compare", "--organisation", "ААТ «Беларуськалій»", "JSC Belaruskali", "--json")
    assert told.code == 0
    assert told.json["decision"] == "same"
    assert letapis("names", "compare", "--organisation", "МАЗ", "Минский тракторный завод").code == 1
