import json

import pytest

from letapis.cli.main import run

ONE = "On 11 October 2020 some 300 people marched in Brest. The column went along Mašerava Street."
TWO = "On 12 October 2020 about 300 people marched in Brest along Mašerava Street."


@pytest.fixture
def archive(tmp_path, capsys):
    folder = tmp_path / "archive"
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["init", "--plain", "--archive", str(folder)]) == 0
    assert run(["add", str(tmp_path / "one.txt"), "--publisher", "One", "--archive", str(folder)]) == 0
    assert run(["add", str(tmp_path / "two.txt"), "--publisher", "Two", "--archive", str(folder)]) == 0
    capsys.readouterr()
    return folder


def asked(capsys, *words):
    code = run(["candidates", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_march_told_for_two_days_waits_for_a_person(archive, capsys):
    code, told = asked(capsys, "--archive", archive)
    assert code == 0
    assert told["machine_made"]
    (found,) = [one for one in told["candidates"] if "demonstration" in one["left"]]
    assert any("2020-10-11, 2020-10-12" in reason for reason in found["reasons"])
    assert found["left_claims"]


def test_the_line_that_joins_and_the_line_that_holds_apart(archive, capsys):
    _, told = asked(capsys, "--archive", archive)
    claims = [told["candidates"][0][side][0] for side in ("left_claims", "right_claims")]
    assert run(["candidates", "--archive", str(archive)]) == 0
    assert f"letapis judge join {claims[0]} {claims[1]}" in capsys.readouterr().out
    assert run(["judge", "keep-apart", *claims, "--archive", str(archive), "--reason", "two marches"]) == 0
    capsys.readouterr()
    _, again = asked(capsys, "--archive", archive)
    assert len(again["candidates"]) == len(told["candidates"]) - 1


def test_reasons_in_belarusian(archive, capsys):
    _, told = asked(capsys, "--archive", archive, "--lang", "be")
    assert any(reason.startswith("суседнія дні") for reason in told["candidates"][0]["reasons"])


def test_what_the_rules_joined_comes_with_its_weakest_tie(tmp_path, capsys):
    for name, text in (("one.txt", ONE), ("two.txt", ONE.replace("some", "about"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, told = asked(capsys, "--joined", tmp_path / "one.txt", tmp_path / "two.txt")
    assert code == 0
    assert told["joined"]
    assert all(0 < one["weakest"]["score"] <= 1 for one in told["joined"])
