import ast
from pathlib import Path

import pytest

import letapis
from letapis.archive.acts import ANYWHERE, KINDS, acts, fields, problems
from letapis.archive.archive import Archive

ROOT = Path(letapis.__file__).parent
ACTS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "acts.md"
SHA = "a" * 64


def logged():
    """Every act that any code of ours writes: {"act": "..."} in a literal, or the first word of `_note`."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "act" and isinstance(value, ast.Constant):
                        yield path.relative_to(ROOT).as_posix(), value.value
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") == "_note"
                and path.parent.name == "archive"
            ):
                yield path.relative_to(ROOT).as_posix(), node.args[0].value


def test_every_act_logged_anywhere_is_described():
    found = list(logged())
    assert {"created", "collected", "judged", "asked", "linked"} <= {act for _, act in found}
    assert [(path, act) for path, act in found if act not in acts()] == []


def literals():
    """Every act that is written out in code as one: where, and its fields; None for what is put in by `**`."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
                act = node.values[keys.index("act")] if "act" in keys else None
                if isinstance(act, ast.Constant):
                    yield f"{path.relative_to(ROOT).as_posix()}, line {node.lineno}", act.value, keys


def test_every_act_that_is_logged_has_its_fields_and_no_others():
    wrong = []
    for place, name, keys in literals():
        act = acts()[name]
        wrong += [(place, key) for key in keys if key not in {None, "act", *act.required, *act.optional, *ANYWHERE}]
        wrong += [(place, key) for key in act.required if None not in keys and key not in keys]
    assert wrong == []


def test_every_act_and_field_says_what_it_means():
    for act in acts().values():
        assert all(act.meaning[language].strip() for language in ("en", "be", "ru")), act.name
        assert act.required | act.optional <= fields().keys(), act.name
    used = set().union(*(act.required | act.optional for act in acts().values())) | ANYWHERE
    assert fields().keys() - used == {"at", "clock", "who", "nonce"}
    assert {field.kind for field in fields().values()} <= KINDS.keys()


def test_every_act_and_field_stands_in_the_reference():
    text = ACTS.read_text(encoding="utf-8")
    rows = [line.split(" | ")[0].strip("| ") for line in text.splitlines() if line.startswith("| `")]
    assert [name.strip("`") for name in rows] == [*acts(), *fields()]


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"act": "collected", "object": {"sha256": SHA, "size": 3}, "name": "a.txt"}, []),
        ({"act": "collected", "object": {"sha256": SHA, "size": 3, "types": ["text/plain"]}, "name": "a"}, []),
        ({"act": "collected", "name": "a.txt"}, ["'collected' needs 'object'"]),
        (
            {"act": "collected", "object": {"sha256": "A" * 64, "size": 3}, "name": "a"},
            ["'object' of 'collected' is no object"],
        ),
        (
            {"act": "collected", "object": {"sha256": SHA, "size": 3, "path": "/"}, "name": "a"},
            ["'object' of 'collected' is no object"],
        ),
        ({"act": "transferred", "to": "court", "seal": "B-17", "reason": "an order", "role": "lawyer"}, []),
        ({"act": "transferred", "to": "court", "weather": "fine"}, ["'transferred' has no 'weather'"]),
        (
            {"act": "derived", "object": {"sha256": SHA, "size": 0}, "derived_from": "x"},
            ["'derived_from' of 'derived' is no hash"],
        ),
        (
            {"act": "recovered", "file": "custody.jsonl", "cut_off_bytes": -1},
            ["'cut_off_bytes' of 'recovered' is no number"],
        ),
        (
            {"act": "recovered", "file": "custody.jsonl", "cut_off_bytes": True},
            ["'cut_off_bytes' of 'recovered' is no number"],
        ),
        ({"act": "looked"}, ["there is no act 'looked'"]),
        ({}, ["there is no act None"]),
    ],
)
def test_the_form_of_an_act(entry, wrong):
    assert list(problems(entry)) == wrong


def test_what_an_archive_logs_by_itself_has_the_right_form(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna")
    report = tmp_path / "report.txt"
    report.write_text("Ten people were detained.", encoding="utf-8")
    with archive.sealing("anna") as sealing:
        sealing.keep(sealing.stage(report), "report.txt", {"publisher": "The Paper"})
        sealing.describe(sealing.stage(report), {"publisher": "The Other Paper"})
        sealing.set_aside(archive.originals.stage_bytes(b"?"), "odd.bin", "no text in it")
    archive.judge([{"id": "1", "kind": "accept"}], "boris")
    entries = list(archive.custody.entries())
    assert {entry["act"] for entry in entries} >= {"created", "collected", "described", "set-aside", "judged"}
    assert [problem for entry in entries for problem in problems(entry)] == []
