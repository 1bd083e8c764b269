"""`letapis settings`: what the team has laid down for its archive."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive
from letapis.cli.terminal import notes, say, say_json


@click.group(short_help="Show or change the settings of an archive.", epilog=example("letapis settings show"))
def settings() -> None:
    """Show or change the settings of an archive. Those of a sealed archive are sealed."""


@settings.command(short_help="Show the settings.", epilog=example("letapis settings show --archive minsk-2020"))
@archive_option
@json_option
def show(folder: Path, as_json: bool) -> None:
    """Show the settings of an archive, as they were written."""
    from letapis.workflow.settings import settings_of_archive, values_of

    archive = open_archive(folder)
    text = settings_of_archive(archive)
    if as_json:
        say_json(values_of(text, archive.settings_place))
    else:
        say(text.rstrip("\n") or "Nothing is set.")


@settings.command(
    "set",
    short_help="Put the settings of a file in their place.",
    epilog=example("letapis settings show > settings.toml", "letapis settings set settings.toml --archive minsk-2020"),
)
@click.argument("file", type=FILE)
@archive_option
@json_option
def set_(file: Path, folder: Path, as_json: bool) -> None:
    """Put the settings of FILE, a TOML file, in place of those that are there."""
    from letapis.workflow.settings import set_settings

    values = set_settings(open_archive(folder), file)
    if as_json:
        say_json(values)
    else:
        say(f"Set: {', '.join(f'[{name}]' for name in values) or 'nothing'}.")


@settings.command(
    short_help="Put a table of places into the archive.",
    epilog=example("letapis settings add villages.csv --archive minsk-2020"),
)
@click.argument("table", metavar="TABLE", type=FILE)
@archive_option
@json_option
@click.pass_context
def add(ctx: click.Context, /, table: Path, folder: Path, as_json: bool) -> None:
    """Put a table of places into the archive, where `letapis places find` asks it; one of the same name is replaced."""
    from letapis.workflow.settings import add_table

    count, faults = add_table(open_archive(folder), table)
    if as_json:
        say_json({"table": table.name, "places": count, "set_aside": [[line, why] for line, why in faults]})
    else:
        notes(f"{table}, line {line}: set aside: {why}" for line, why in faults)
        say(f"{count} place(s) of {table.name} are asked from now on.")
    ctx.exit(1 if faults else 0)
