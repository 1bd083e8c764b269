"""The documents are true: links lead somewhere, commands run, every command has its entry."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PAGES = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), *(CHECKOUT / "examples").glob("*.md")])
PAGES += [CHECKOUT / "bench" / "README.md"]
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def relative(path):
    return path.relative_to(CHECKOUT).as_posix()


def commands(path):
    """Lines that begin with `$ ` in the console blocks of a page."""
    blocks = CONSOLE.findall(path.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def anchors(path):
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_every_link_resolves(path):
    broken = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        if name.startswith(("https://", "http://")):
            continue
        aim = path if not name else (path.parent / name).resolve()
        if not aim.exists() or (anchor and anchor not in anchors(aim)):
            broken.append(target)
    assert broken == []


def test_every_page_of_docs_is_in_the_index():
    index = CHECKOUT / "docs" / "README.md"
    linked = {(index.parent / target.partition("#")[0]).resolve() for target in LINK.findall(index.read_text("utf-8"))}
    decisions = CHECKOUT / "docs" / "decisions"
    missing = [
        relative(path)
        for path in sorted((CHECKOUT / "docs").rglob("*.md"))
        if path not in linked | {index} and path.parent != decisions
    ]
    assert missing == []


def test_every_decision_is_in_its_list():
    folder = CHECKOUT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    files = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [name for name in files if name not in listed] == []
    numbers = [name[:4] for name in files]
    assert len(set(numbers)) == len(numbers), "two decisions with one number"


def run(line, folder):
    """Run a line of a page the way a shell would, with our commands first in the path; exit code and output."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("LETAPIS_ARCHIVE", None)
    done = subprocess.run(
        shlex.split(line), cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"$ {line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def folder(tmp_path):
    """A place that looks like the checkout to the commands of the pages and may be written to."""
    shutil.copytree(CHECKOUT / "examples", tmp_path / "examples")
    return tmp_path


def test_the_commands_of_the_readme_run(folder):
    lines = commands(CHECKOUT / "README.md")
    assert lines
    for line in lines:
        run(line, folder)
    assert (folder / "chronicle" / "index.html").is_file()


def test_the_two_commands_of_the_readme_exist():
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^ {4}python3 dev\.py (\w+)$", text, re.MULTILINE)
    assert named == ["demo", "test"]
    told = subprocess.run([sys.executable, "dev.py"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert all(f"  {name}" in told for name in named)


def test_the_tutorial_runs_from_top_to_bottom(folder):
    lines = commands(CHECKOUT / "docs" / "tutorial" / "your-first-chronicle.md")
    told = {line: run(line, folder) for line in lines}
    assert (folder / "first" / "index.html").is_file()
    assert (folder / "october" / "index.html").is_file()
    assert any((folder / "everything").iterdir())
    (sentence,) = [output for line, output in told.items() if line.startswith("letapis figure")]
    assert "At least 620 people" in sentence
    assert "713" in sentence


def test_the_demo_runs_and_ends_by_itself(folder):
    run("letapis demo --once", folder)


def click_commands():
    from letapis.cli.main import cli

    def walk(group, words):
        for name in sorted(group.list_commands(None)) if hasattr(group, "list_commands") else ():
            command = group.get_command(None, name)
            if hasattr(command, "list_commands"):
                yield from walk(command, (*words, name))
            else:
                yield " ".join((*words, name)), command

    return dict(walk(cli, ("letapis",)))


def test_every_command_and_option_is_in_the_reference():
    text = (CHECKOUT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    missing = []
    for words, command in click_commands().items():
        if words not in text:
            missing.append(words)
        missing += [
            f"{words} {option}"
            for parameter in command.params
            for option in parameter.opts
            if option.startswith("--") and option not in text
        ]
    assert missing == []


def test_every_claim_type_is_in_the_reference_as_the_data_say():
    types = tomllib.loads((CHECKOUT / "letapis" / "vocabulary" / "types.toml").read_text(encoding="utf-8"))
    page = (CHECKOUT / "docs" / "reference" / "claim-types.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if "|" in line]
    told = {row[0].strip("`"): row for row in rows if len(row) == 7}
    for name, entry in types.items():
        label = " · ".join(entry["label"][language] for language in ("en", "be", "ru"))
        measure = f"`{entry['measure']}`" if entry.get("measure") else ""
        codes = [entry["huridocs"], entry["acled"], entry["plover"]]
        assert told.get(name) == [f"`{name}`", label, entry["definition"], measure, *codes]
