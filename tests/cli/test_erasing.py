import pytest

from letapis.archive.acts import problems
from letapis.archive.archive import Archive

pytestmark = pytest.mark.usefixtures("archive")


def test_first_it_is_shown_what_goes_then_it_goes(letapis, archive):
    told = letapis("erase", "paper.txt", "--list")
    assert "With them go 1 report(s)" in told.out
    assert "Nothing was erased" in told.err
    shown = letapis("erase", "paper.txt", "--list", "--json").json
    assert [one["name"] for one in shown["originals"]] == ["paper.txt"]
    report, claim = shown["reports"][0], shown["claims"][0]
    assert letapis("judge", "reject", claim, "--reason", "no").code == 0
    told = letapis("erase", report, "--reason", "asked for", "--words", "--by", "anna")
    assert told.code == 0
    assert "Erased: 1 original(s)" in told.out
    assert "flash disk" in told.err
    assert "2 original(s), 1 erased, " in letapis("verify").out
    assert letapis("verify", "--json").json["erased"] == 1
    for command in (("chronicle", "--archive", archive, "-o", "out"), ("judge", "list"), ("events",), ("verify",)):
        assert letapis(*command).code == 0, command
    for command in (("show", report), ("why", claim), ("package", "paper.txt", "--list"), ("erase", report, "--list")):
        told = letapis(*command)
        assert (told.code, len(told.err.splitlines())) == (1, 1), command
    entries = Archive.open_(archive).custody.entries()
    assert [problem for entry in entries for problem in problems(entry) if "erased" not in entry] == []


def test_the_same_bytes_are_asked_for(letapis, reports):
    assert letapis("erase", "paper.txt", "--reason", "asked for", "--json").json["lines"] == []
    told = letapis("add", reports / "paper.txt")
    assert told.code == 1
    assert "(asked for)" in told.err
    assert letapis("add", reports / "paper.txt", "--again").code == 0
    assert letapis("verify", "--json").json["erased"] == 0


def test_wrong_calls(letapis):
    assert letapis("erase", "paper.txt").code == 2
    assert "is no source" in letapis("erase", "nothing.txt", "--reason", "asked for").err
