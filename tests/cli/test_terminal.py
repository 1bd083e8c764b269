import json

import pytest

from letapis.cli.terminal import note, notes, progress, safe, say, say_json

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


def test_progress_is_silent_where_nobody_looks(capsys):
    with progress() as show:
        show("code", 1, 2)
    assert capsys.readouterr() == ("", "")
