import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from letapis.cli.main import COMMANDS, cli

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"


def all_commands():
    context = click.Context(cli, info_name="letapis")
    found = {}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        found[f"letapis {name}"] = command
        if isinstance(command, click.Group):
            found |= {f"letapis {name} {inner}": one for inner, one in command.commands.items()}
    return found


ALL = all_commands()
CONVERTED = [pytest.param(name, command, id=name) for name, command in ALL.items()]


@pytest.mark.parametrize(("name", "command"), CONVERTED)
def test_help_has_an_example_for_every_command(name, command, letapis):
    shown = letapis(*name.split()[1:], "--help")
    assert shown.code == 0
    assert "Example:" in shown.out
    assert f"  {name}" in shown.out or isinstance(command, click.Group)
    assert command.help


@pytest.mark.parametrize(("name", "command"), CONVERTED)
def test_the_reference_names_every_command_and_option(name, command):
    text = REFERENCE.read_text(encoding="utf-8")
    assert name in text
    section = next(part for part in text.split("\n## ") if part.split()[:2] == name.split()[:2])
    for parameter in command.params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}`" in section, option


def test_the_reference_names_nothing_that_is_not_there():
    text = REFERENCE.read_text(encoding="utf-8")
    named = set(re.findall(r"^## (letapis [\w-]+)", text, re.MULTILINE))
    groups = "judge|names|places|people|accounts|approvals|second-factor|settings|vault|witness"
    named |= set(re.findall(rf"`(letapis (?:{groups}) [\w-]+)[ `]", text))
    assert named == set(ALL)
    options = {
        option
        for command in ALL.values()
        for parameter in command.params
        for option in parameter.opts + parameter.secondary_opts
    }
    assert set(re.findall(r"`(--[\w-]+)`", text)) - {"--help", "--version"} <= options


@pytest.mark.parametrize(("name", "command"), CONVERTED)
def test_every_command_has_a_json_twin(name, command):
    if not isinstance(command, click.Group):
        assert "--json" in {option for parameter in command.params for option in parameter.opts}, name


def test_help_loads_no_heavy_library():
    loaded = "import sys; from letapis.cli.main import run; run(['--help']); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    modules = set(ran.stdout.split())
    heavy = {"rich", "msgspec", "jinja2", "trafilatura", "pypdfium2", "docx", "pymorphy3", "lxml", "multiprocessing"}
    assert modules & heavy == set()
    assert not {name for name in modules if name.startswith(("letapis.claims", "letapis.publications"))}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_first_sentence_of_the_help_fits_one_line(name, letapis):
    lines = letapis("--help").out.splitlines()
    [line] = [line for line in lines if re.match(rf"  {name} ", line)]
    assert not line.endswith("...")
