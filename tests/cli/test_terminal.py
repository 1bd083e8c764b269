import json

import pytest

from letapis.cli.terminal import note, notes, progress, safe, say, say_json, set_aside

ESCAPES = [
    ("\x1b[31mred\x1b[0m", "‹U+001B›[31mred‹U+001B›[0m"),
    ("bell\x07", "bell‹U+0007›"),
    ("over\rwritten", "over␍written"),
    ("\x9b2J", "‹U+009B›2J"),
    ("a\u202egpj.exe", "a‹U+202E›gpj.exe"),
    ("zero\u200bwidth", "zero‹U+200B›width"),
    ("Мінск\nдва радкі", "Мінск\nдва радкі"),
]


@pytest.mark.parametrize(("text", "shown"), ESCAPES)
def test_no_control_character_of_a_source_reaches_the_terminal(text, shown, capsys):
    assert safe(text) == shown
    say(text)
    note(text)
    out, err = capsys.readouterr()
    assert (out, err) == (shown + "\n", shown + "\n")


@pytest.mark.parametrize(("text", "_shown"), ESCAPES)
def test_json_escapes_them_and_keeps_them(text, _shown, capsys):
    say_json({"text": text, "del": "\x7f"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"text": text, "del": "\x7f"}
    assert all(one == "\n" or one.isprintable() for one in out)


def test_many_notes_are_cut(capsys):
    notes(range(50))
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 30 more like these")


def test_what_was_set_aside_is_never_cut(capsys):
    set_aside(range(50))
    assert capsys.readouterr().err.splitlines() == [f"Set aside: {number}" for number in range(50)]


def test_progress_is_silent_where_nobody_looks(capsys):
    with progress() as show:
        show("code", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_hostile_report_is_shown_harmlessly(tmp_path, letapis):
    report = tmp_path / "bad\x1b[2Jname.html"
    text = "On 11 October 2020 &#27;]0;owned&#7; 700 people were arrested &#x202e; &#x9b; in Minsk. "
    report.write_text(f"<html><body><p>{text * 3}\u202e</p></body></html>", encoding="utf-8")
    letapis("init", "--plain")
    results = [letapis("add", report), letapis("add", report), letapis("code")]
    identifier = next((tmp_path / "letapis-archive" / "originals").glob("*/*")).name[:16]
    results += [letapis("show", identifier), letapis("show", identifier, "--json"), letapis("show", "\x1b[2J")]
    for result in results:
        assert not set(result.out + result.err) & set("\x1b\x07\u202e\x9b")
    assert "‹U+001B›[2Jname.html" in results[1].err
    assert "‹U+202E›" in results[3].out
