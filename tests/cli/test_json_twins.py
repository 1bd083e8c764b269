"""Every command that prints has a JSON twin that says the same, and does the same."""

import json

import pytest


def write_docs(folder):
    path = folder / "docs.jsonl"
    lines = [
        {
            "id": "a",
            "genre": "news",
            "text": "On 11 October 2020 more than 700 people were arrested in Minsk.",
            "x": [1],
        },
        {
            "id": "b",
            "lang": "en",
            "published": "2020-10-13",
            "text": "On Sunday 30 journalists were detained in Brest.",
        },
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_init_add_verify(letapis, reports):
    assert letapis("init", "--plain", "--json").json == {"archive": "letapis-archive", "sealed": False}
    added = letapis("add", reports, "--json").json
    assert [one["name"] for one in added["sealed"]] == ["dull.txt", "list.txt", "paper.txt"]
    assert (added["reports"], added["known"], added["set_aside"]) == (3, [], [])
    again = letapis("add", reports / "dull.txt", "--json").json
    assert [one["as"] for one in again["known"]] == ["dull.txt"]
    told = letapis("verify", "--json").json
    assert (told["intact"], told["originals"], told["problems"]) == (True, 3, [])


@pytest.mark.usefixtures("archive")
def test_duplicate_add_says_so(letapis, reports):
    (reports / "again.txt").write_bytes((reports / "dull.txt").read_bytes())
    result = letapis("add", reports / "again.txt")
    assert result.code == 0
    assert result.err == "again.txt: is in already as dull.txt; nothing was added\n"
    assert letapis("verify", "--json").json["originals"] == 3


@pytest.mark.usefixtures("archive")
def test_code_and_reconcile(letapis):
    coded = letapis("code", "--json").json
    assert (coded["originals"], coded["coded"], coded["documents"]) == (3, 3, 3)
    assert coded["claims"] >= 2
    assert letapis("code", "--json").json["coded"] == 0
    first, second = letapis("reconcile", "--json").json, letapis("reconcile", "--json").json
    assert (first.pop("changed"), second.pop("changed")) == (True, False)
    assert first == second
    assert first["documents"] == 3


def test_code_without_an_archive_keeps_every_field(letapis, tmp_path):
    docs, out = write_docs(tmp_path), tmp_path / "claims.jsonl"
    assert letapis("code", docs, "-o", out, "--json").json == {
        "documents": 2,
        "resumed": 0,
        "output": str(out),
        "set_aside": [],
    }
    for before, after in zip(read_lines(docs), read_lines(out), strict=True):
        claims = after.pop("claims")
        assert list(after.items()) == list(before.items())
        assert claims
        assert all(after["text"][one["start"] : one["end"]] == one["quote"] for one in claims)
    assert not (tmp_path / "letapis-archive").exists()


def test_score_of_a_coding_against_itself_is_perfect(letapis, tmp_path):
    out = tmp_path / "claims.jsonl"
    letapis("code", write_docs(tmp_path), "-o", out)
    scores = letapis("score", out, out, "--json").json
    assert (scores["detection"]["f1"], scores["strict"]["f1"], scores["errors"]) == (1.0, 1.0, [])
    shown = letapis("score", out, out).out
    assert any(line.startswith("detection") and "1.000" in line for line in shown.splitlines())


def test_score_shows_mistakes(letapis, tmp_path):
    gold, out = tmp_path / "gold.jsonl", tmp_path / "none.jsonl"
    letapis("code", write_docs(tmp_path), "-o", gold)
    out.write_text("".join(json.dumps({**one, "claims": []}) + "\n" for one in read_lines(gold)), encoding="utf-8")
    scores = letapis("score", gold, out, "--errors", 1, "--json").json
    assert scores["detection"]["recall"] == 0
    assert [one["kind"] for one in scores["errors"]] == ["missed"]


def test_read_gives_spans_with_their_values(letapis, tmp_path):
    docs = write_docs(tmp_path)
    found = {}
    for kind in ("counts", "dates", "places", "people"):
        out = tmp_path / f"{kind}.jsonl"
        assert letapis("read", kind, docs, "-o", out, "--json").json["documents"] == 2
        found[kind] = [line["spans"] for line in read_lines(out)]
    [count] = [one for one in found["counts"][0] if one["unit"] == "people"]
    assert (count["low"], count["high"]) == (700, None)
    assert found["dates"][0][0] == {"start": 3, "end": 18, "from": "2020-10-11", "to": "2020-10-11", "precision": "day"}
    assert [one["place"] for one in found["places"][1]] == ["Brest"]
    assert set(found["people"][1][0]) == {"start", "end", "type", "name", "role", "size"}


def test_figure_from_reports_and_from_the_archive_is_the_same(letapis, reports, archive):
    kept = letapis("figure", "detained", "--on", "2020-10-11", "--json")
    direct = letapis("figure", "detained", "--on", "2020-10-11", reports, "--json")
    assert (kept.code, direct.code) == (0, 0)
    assert kept.json == direct.json
    assert kept.json["sentence"]
    assert kept.json["figure"]["measure"] == "detained"
    quotes = [one["quote"] for quotes in kept.json["quotes"].values() for one in quotes]
    assert any("700 people were arrested" in quote for quote in quotes)
    shown = letapis("figure", "detained", "--on", "2020-10-11").out
    assert shown.splitlines()[0] == kept.json["sentence"]
    assert archive.exists()


def test_figure_within_a_place_by_any_of_its_names(letapis, reports):
    minsk = letapis("figure", "detained", "--on", "2020-10-11", "--place", "Мінск", reports, "--json").json
    assert minsk["place"] == "Minsk"
    assert letapis("figure", "detained", "--on", "2020-10-11", "--place", "Brest", reports).code == 1
    assert letapis("figure", "detained", "--on", "2020-10-11", "--place", "Nowhereville", reports).code == 2


def test_show_report_claim_event_figure(letapis, archive):
    del archive
    figure = letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"]
    claim = figure["readings"][0]["claims"][0]
    report = claim.partition(":")[0]
    for identifier, kind in ((report, "report"), (report[:8], "report"), (claim, "claim"), (figure["id"], "figure")):
        assert letapis("show", identifier, "--json").json["kind"] == kind
        assert letapis("show", identifier).code == 0
    assert letapis("show", figure["event"], "--json").json["kind"] == "event"
    assert "machine-coded" in letapis("show", figure["event"]).out


@pytest.mark.usefixtures("archive")
def test_judge(letapis):
    figure = letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"]
    claims = [claim for reading in figure["readings"] for claim in reading["claims"]]
    made = letapis("judge", "reject", claims[0], "--by", "anna", "--reason", "a misprint", "--json").json
    assert (made["id"], made["kind"], made["claims"], made["by"]) == ("j1", "reject", [claims[0]], "anna")
    after = letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"]
    assert claims[0] not in [claim for reading in after["readings"] for claim in reading["claims"]]
    assert letapis("judge", "undo", "j1").code == 0
    assert letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"] == figure
    assert letapis("judge", "edit", claims[0], "--slot", "count", "--value", "650").code == 0
    assert [one["kind"] for one in letapis("judge", "list", "--json").json] == ["reject", "undo", "edit"]
    assert len(letapis("judge", "list").out.splitlines()) == 3
    assert letapis("judge", "accept", "deadbeef:0-5:detention").code == 1
    assert letapis("verify").code == 0


def test_chronicle_twice_is_identical_and_without_a_trace(letapis, reports, tmp_path):
    written = letapis("chronicle", reports, "-o", "one", "--json").json
    assert (written["documents"], written["set_aside"]) == (3, [])
    letapis("chronicle", reports / "paper.txt", reports / "list.txt", reports / "dull.txt", "-o", "two")
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "reports", "two"]
    assert letapis("chronicle", reports, "-o", "one").code == 0


def test_chronicle_sets_a_bad_report_aside_and_goes_on(letapis, reports, tmp_path):
    (reports / "bad.docx").write_bytes(b"PK\x03\x04cut")
    result = letapis("chronicle", reports, "-o", "out")
    assert result.code == 1
    assert (tmp_path / "out" / "index.html").exists()
    assert [line for line in result.err.splitlines() if line.startswith("Set aside: bad.docx")]


def test_chronicle_in_each_language(letapis, reports, tmp_path):
    for language in ("en", "be", "ru"):
        assert letapis("chronicle", reports, "-o", language, "--lang", language).code == 0
        assert f'lang="{language}"' in (tmp_path / language / "index.html").read_text(encoding="utf-8")


def test_export_is_an_archive_again(letapis, archive, tmp_path):
    written = letapis("export", "-o", "everything", "--json").json
    assert (written["documents"], written["output"]) == (3, "everything")
    names = {path.name for path in (tmp_path / "everything").iterdir()}
    assert {"claims.jsonl", "claims.csv", "events.csv", "figures.csv", "sources.csv", "datapackage.json"} <= names
    assert letapis("verify", "--archive", "everything").code == 0
    before, after = (
        letapis("figure", "detained", "--on", "2020-10-11", "--archive", one).out for one in (archive, "everything")
    )
    assert before == after


def test_demo_once(letapis, tmp_path):
    result = letapis("demo", "--once", "--json", "-o", "shown")
    assert result.code == 0
    assert result.json["reports"] >= 30
    assert (tmp_path / result.json["index"]).exists()
