"""Options that several commands share, each with one wording."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from letapis.archive.archive import Archive
from letapis.sources.moment import Moment
from letapis.workflow.passphrases import ask_with

if TYPE_CHECKING:
    from letapis.archive.zone_key import ZoneKey

Function = TypeVar("Function", bound=Callable[..., Any])

ARCHIVE = "letapis-archive"
LANGUAGES = ("en", "be", "ru")
RULES = ("named_list", "range", "lowest", "highest")
TABLES = ("schema", "ccc", "acled")
CODERS = ("rules", "llm", "both")

FILE = click.Path(path_type=Path)


def example(*lines: str) -> str:
    """The end of a help text: how the command is called."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


archive_option = click.option(
    "--archive",
    "folder",
    type=FILE,
    envvar="LETAPIS_ARCHIVE",
    default=ARCHIVE,
    show_default=True,
    show_envvar=True,
    help="The folder of the archive.",
)
by_option = click.option(
    "--by",
    envvar="LETAPIS_BY",
    default="unnamed",
    show_default=True,
    show_envvar=True,
    metavar="HANDLE",
    help="Who does it, as the log is to name them: a handle, not a name.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of what is written.",
)
rule_option = click.option(
    "--rule",
    type=click.Choice(RULES),
    help="Rule for the published value; by default named_list where there is a list of names, else range.",
)
table_option = click.option(
    "--table",
    type=click.Choice(TABLES),
    default="schema",
    show_default=True,
    help='Table that turns vague words such as "hundreds" into numbers.',
)
coder_option = click.option(
    "--coder",
    "kind",
    type=click.Choice(CODERS),
    default=CODERS[0],
    show_default=True,
    help="Who reads: our rules, a language model (llm), or both, merged.",
)
endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    help="The OpenAI-compatible endpoint of the model, on this machine: http://127.0.0.1:PORT/v1",
)
model_option = click.option("--model", metavar="NAME", help="The model, as the endpoint calls it.")
force_output = click.option("-o", "--output", type=FILE, required=True, help="The folder to write to.")


def open_archive(folder: Path) -> Archive:
    """The archive of `--archive`. Raises NoArchiveError or ArchiveError, which `main` turns into one line."""
    from letapis.cli.permitting import check
    from letapis.workflow.opened import archive_at

    key, handle = _key(folder)
    archive = archive_at(folder, key)
    check(archive, handle)
    return archive


def _key(folder: Path) -> tuple[ZoneKey | None, str]:
    """The key of an archive, and whose account it was; a command that opens it twice asks for the passphrase once."""
    from letapis.workflow.unlocking import unlocked_as

    context = click.get_current_context(silent=True)
    if context is None:
        return unlocked_as(folder)
    found: dict[Path, tuple[ZoneKey | None, str]] = context.find_root().meta.setdefault("letapis.keys", {})
    if folder not in found:
        found[folder] = unlocked_as(folder)
    return found[folder]


def _ask(question: str) -> str | None:
    """Ask a person at a terminal without showing the answer, on standard error; None where nobody sits there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


ask_with(_ask)  # every command that opens an archive loads this module


class Day(click.ParamType[date]):
    """A day, as 2020-10-11."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read it, or end with a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2020-10-11", param, ctx)


class When(click.ParamType[str]):
    """A day, or a day with an hour, as 2020-10-12T12:30; kept as text."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check it, or end with a usage error."""
        try:
            return Moment.parse(value).iso()
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2020-10-12 or 2020-10-12T12:30", param, ctx)


GIVEN = {
    "title": "Title of the report.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "speaker": "Who speaks in it.",
    "translator": "Who translated it.",
    "published": "When it was published.",
    "written": "When it was written, where that is another day.",
    "url": "Where it stood.",
    "origin": "Whom it was taken from.",
    "language": "Language of the text.",
}


def given_options(function: Function) -> Function:
    """One option for each thing that can be told of a report; they go over NAME.meta.toml and over the text."""
    for name, text in reversed(GIVEN.items()):
        kind = When() if name in ("published", "written") else click.STRING
        function = click.option(f"--{name}", type=kind, help=text)(function)
    return function


def given_from(told: dict[str, str | None]) -> Any:  # noqa: ANN401  Given | None, which loads the readers' room
    """What the options tell, or None."""
    from letapis.workflow.told import from_strings

    return from_strings({name: value for name, value in told.items() if value is not None})
