"""`letapis code` with a language model, as a person types it."""

import importlib.util
import json
from pathlib import Path

import pytest


def _load():
    place = Path(__file__).parents[1] / "workflow" / "model_server.py"
    specification = importlib.util.spec_from_file_location("model_server", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


served = _load()


@pytest.fixture
def server():
    with served.ModelServer() as running:
        yield running


@pytest.fixture
def docs(tmp_path):
    bare = [{key: one[key] for key in one if key not in ("claims", "answer")} for one in served.RECORDED]
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in bare), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["llm", "both"])
def test_documents_are_coded_and_the_account_is_told(letapis, docs, server, tmp_path, kind):
    call = ("code", docs, "-o", "out.jsonl", "--coder", kind, "--endpoint", server.address, "--model", "recorded")
    first = letapis(*call)
    assert first.code == 0
    assert first.out == "3 document(s) in out.jsonl.\n"
    assert "Language model: 3 answer(s) to 3 call(s)" in first.err
    assert "Tokens: 3000 in, 300 out." in first.err
    assert "Dropped: kutaisi: the quote is not in the text: Police shot three people dead in Kutaisi" in first.err
    assert "Dropped: 3 claim(s):" in first.err
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(one, claim) for one in out for claim in one["claims"]]
    assert all(one["text"][claim["start"] : claim["end"]] == claim["quote"] for one, claim in found)
    assert all(claim["coder"].startswith(kind) for _, claim in found)
    second = letapis(*call, "--json").json["language_model"]
    assert (second["calls"], second["kept_answers"], len(second["dropped"])) == (0, 3, 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs.jsonl", "letapis-answers", "out.jsonl"]


def test_an_archive_is_coded_by_its_own_settings(letapis, archive, server):
    with (archive / "archive.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[language_model]\nendpoint = "{server.address}"\nmodel = "recorded"\nprice_in = 2\nprice_out = 8\n'
        )
    done = letapis("code", "--coder", "both", "--json").json
    assert (done["originals"], done["coded"], done["set_aside"]) == (3, 3, [])
    assert (done["language_model"]["calls"], done["language_model"]["cost"]) == (3, 0.0084)
    assert letapis("code", "--coder", "both", "--json").json["coded"] == 0
    assert letapis("verify").code == 0
    assert letapis("figure", "detained", "--on", "2020-10-11").code == 0


def test_without_an_endpoint_the_way_out_is_told(letapis, docs):
    told = letapis("code", docs, "-o", "out.jsonl", "--coder", "llm")
    assert told.code == 2
    assert "a language model needs an endpoint" in told.err
    assert "--endpoint http://127.0.0.1:PORT/v1" in told.err
    assert "--coder rules needs none" in told.err


def test_without_a_model_the_way_out_is_told(letapis, docs, server):
    told = letapis("code", docs, "-o", "out.jsonl", "--coder", "llm", "--endpoint", server.address)
    assert (told.code, server.requests) == (2, [])
    assert "--model NAME" in told.err


def test_another_host_needs_the_policy_of_the_archive(letapis, docs, archive):
    call = (
        "code",
        docs,
        "-o",
        "out.jsonl",
        "--coder",
        "llm",
        "--endpoint",
        "https://models.invalid/v1",
        "--model",
        "m",
    )
    told = letapis(*call)
    assert told.code == 2
    assert "the host models.invalid is not this machine" in told.err
    assert '[language_model] allowed_hosts = ["models.invalid"]' in told.err
    assert str(archive.name) in told.err


def test_an_endpoint_for_the_rules_is_a_wrong_call(letapis, docs, server):
    told = letapis("code", docs, "-o", "out.jsonl", "--endpoint", server.address)
    assert (told.code, server.requests) == (2, [])
    assert "--coder llm" in told.err


def test_a_report_that_fails_is_set_aside_with_exit_code_1(letapis, docs, server):
    server.then(None, served.status(400, "too long"), served.status(400), served.status(400), served.status(400), None)
    call = ("code", docs, "-o", "out.jsonl", "--coder", "llm", "--endpoint", server.address, "--model", "m")
    told = letapis(*call)
    assert (told.code, told.out) == (1, "2 document(s) in out.jsonl.\n")
    assert "Set aside: docs.jsonl, line 2: " in told.err
    assert letapis(*call).code == 0


def test_a_server_that_is_gone_is_one_line_and_the_account(letapis, docs, server, monkeypatch):
    server.then(served.status(401))
    monkeypatch.setenv("LETAPIS_LANGUAGE_MODEL_KEY", "s3cret")
    call = ("code", docs, "-o", "out.jsonl", "--coder", "llm", "--endpoint", server.address, "--model", "m")
    told = letapis(*call)
    assert told.code == 1
    assert "refuses the key" in told.err
    assert "to 1 call(s)" in told.err
    assert "s3cret" not in told.err + told.out


def test_the_key_stands_in_no_file(letapis, docs, server, tmp_path, monkeypatch):
    monkeypatch.setenv("LETAPIS_LANGUAGE_MODEL_KEY", "s3cret")
    letapis("code", docs, "-o", "out.jsonl", "--coder", "both", "--endpoint", server.address, "--model", "m")
    assert server.requests[0][1]["Authorization"] == "Bearer s3cret"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert not [path for path in files if b"s3cret" in path.read_bytes()]
