import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture
def key(letapis, archive):  # noqa: ARG001  the archive comes first
    assert letapis("checkpoint", "-o", "kept.checkpoint").code == 0
    return letapis("checkpoint", "--json").json["keys"][0]


def test_a_checkpoint_is_made_written_and_compared(letapis, archive, key):
    assert Path("kept.checkpoint").read_text(encoding="utf-8").startswith(key.partition("+")[0])
    assert letapis("checkpoint", "--compare", "kept.checkpoint").out.startswith("The log continues this checkpoint of")
    custody = archive / "custody.jsonl"
    if custody.exists():
        custody.write_bytes(b"".join(custody.read_bytes().splitlines(keepends=True)[:-1]))
        told = letapis("checkpoint", "--compare", "kept.checkpoint")
        assert told.code != 0
        assert "was cut off" in told.err


def test_verify_names_the_line_of_a_log_that_was_cut(letapis, tmp_path, reports):
    letapis("init", "--plain", "--archive", "plain")
    letapis("add", reports, "--archive", "plain")
    custody = tmp_path / "plain" / "custody.jsonl"
    custody.write_bytes(b"".join(custody.read_bytes().splitlines(keepends=True)[:-1]))
    told = letapis("verify", "--archive", "plain", "--json")
    assert told.code == 1
    assert any(one["place"] == "line 4" and "cut off" in one["problem"] for one in told.json["problems"])


def test_the_checkpoint_of_the_day(letapis):
    first = letapis("checkpoint", "--publish", "day.checkpoint", "--step", "16", "--json").json
    again = letapis("checkpoint", "--publish", "again.checkpoint", "--step", "16", "--json").json
    assert first["size"] == 16
    assert first["checkpoint"] == again["checkpoint"]
    assert len(first["keys"]) == 2
    assert letapis("verify").code == 0


def test_a_proof_is_written_and_checked_without_the_archive(letapis, archive, key):
    assert letapis("proof", "paper.txt", "-o", "paper.tlog-proof").code == 0
    archive.rename(archive.with_name("elsewhere"))
    told = letapis("check-proof", "paper.tlog-proof", "--key", key, "--lang", "be")
    assert told.code == 0
    assert "файл запячатаны" in told.out
    shown = letapis("check-proof", "paper.tlog-proof", "--key", key, "--json").json
    assert (shown["holds"], shown["entry"]["name"]) == (True, "paper.txt")


def test_proofs_of_several_lines_go_into_a_folder(letapis):
    Path("proofs").mkdir()
    made = letapis("proof", "--line", "2", "-o", "proofs", "--json").json
    assert made["files"] == [str(Path("proofs") / "00000002.tlog-proof")]
    assert letapis("proof", "--line", "2").out.startswith("c2sp.org/tlog-proof@v1")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("index 1", "index 0"), "does not lead to the root"),
        (lambda text: text.replace("@v1", "@v9"), "this is no proof"),
        (lambda text: text.replace("\nextra ", "\nextra A"), "base64"),
    ],
)
def test_a_proof_that_does_not_hold_says_why(letapis, key, change, words):
    text = letapis("proof", "--line", "2").out
    Path("wrong.tlog-proof").write_text(change(text), encoding="utf-8", newline="\n")
    told = letapis("check-proof", "wrong.tlog-proof", "--key", key)
    assert told.code != 0
    assert words in told.err
    assert "wrong.tlog-proof" in told.err


def test_a_key_that_was_mistyped(letapis, key):
    letapis("proof", "--line", "2", "-o", "p.tlog-proof")
    assert "mistyped" in letapis("check-proof", "p.tlog-proof", "--key", key.replace("log.", "lag.")).err


def test_a_witness_from_new_to_add(letapis, key):
    made = letapis("witness", "new", "w", "witness.example/1", "--json").json
    assert letapis("witness", "request", "--from", "witness.example/1", "-o", "request.txt").code == 0
    refused = letapis("witness", "sign", "w", "request.txt", "-o", "answer.txt")
    assert "Name its key with --log" in refused.err
    assert letapis("witness", "sign", "w", "request.txt", "-o", "answer.txt", "--log", key).code == 0
    assert letapis("witness", "add", "answer.txt", "--key", made["key"]).out.startswith("Signed by witness.example/1")
    assert letapis("witness", "list", "w", "--json").json["logs"][0]["size"] == 4
    letapis("proof", "--line", "2", "-o", "p.tlog-proof")
    check = ("check-proof", "p.tlog-proof", "--key", key, "--witness", made["key"], "--need", "1")
    assert "Cosigned by witness.example/1" in letapis(*check).out
    assert letapis("verify").code == 0


def test_words_of_a_line_are_erased(letapis):
    letapis("checkpoint", "--publish", "day.checkpoint", "--step", "16")
    assert letapis("erase-lines", "6", "--reason", "a mistake", "--json").json == {"erased": [6]}
    assert letapis("verify").code == 0
    assert "still there" in letapis("erase-lines", "2", "--reason", "a mistake").err


def test_anchors_wait_in_the_queue(letapis):
    assert "Nobody was asked yet" in letapis("anchor", "--list").out
    assert letapis("anchor", "--calendar", "https://calendar.example", "--queue").code == 0
    (one,) = letapis("anchor", "--list", "--json").json["anchors"]
    assert (one["state"], one["kind"], one["moment"]) == ("queued", "opentimestamps", "")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("anchor", "--authority", "https://tsa.example"), "--certificates"),
        (("anchor", "--witness", "https://w.example"), "--key"),
        (("proof",), "Name a source, or a line"),
        (("checkpoint", "-o", "a", "--publish", "b"), "Name one file"),
    ],
)
def test_wrong_calls(letapis, call, words):
    told = letapis(*call)
    assert told.code == 2
    assert words in told.err


def test_headers_that_are_none(letapis):
    Path("headers").write_text("one\n", encoding="utf-8")
    assert "headers: line 1: a block is a number" in letapis("anchor", "--headers", "headers").err


def test_what_a_proof_says_as_json_is_what_the_log_says(letapis):
    (made,) = letapis("proof", "--line", "2", "--json").json["proofs"]
    assert made["line"] == 2
    assert json.dumps(made["proof"])
