"""`letapis why`: one paragraph that says why a figure, an event or a claim is as it is."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import (
    FILE,
    archive_option,
    example,
    json_option,
    language_option,
    open_archive,
    rule_option,
    table_option,
)
from letapis.cli.terminal import note, progress, say, say_json, set_aside


@click.command(
    short_help="Why a figure, event or claim is as it is.",
    epilog=example(
        "letapis why 2020-10-11-street_force-0b9f3a1c22.detained --archive minsk-2020",
        "letapis why 2020-10-11-street_force reports/*.txt --lang be",
    ),
)
@click.argument("identifier", metavar="ID")
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@archive_option
@language_option
@rule_option
@table_option
@json_option
@click.pass_context
def why(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    identifier: str,
    reports: tuple[Path, ...],
    folder: Path,
    lang: str,
    rule: str | None,
    table: str,
    as_json: bool,
) -> None:
    """One paragraph: why a figure, an event or a claim is as it is, from the archive or from REPORTs.

    What is counted, who says it, how it came, why the numbers differ, which rule chose, what dissents, what denies.
    The beginning of an ID is enough where it fits one thing only.
    """
    from letapis.workflow.figures import record_of_files
    from letapis.workflow.why import Chosen, account_from, account_in

    chosen = Chosen(rule, table, lang)
    with progress() as show:
        if reports:
            told, refused = account_from(record_of_files(reports, progress=show), identifier, chosen)
        else:
            told, refused = account_in(open_archive(folder), identifier, chosen, show)
    set_aside(refused)
    if isinstance(told, tuple):
        several = f"{identifier} fits several ids: {', '.join(told)}"
        note(several if told else f"There is nothing with the id {identifier}.")
        ctx.exit(1)
    if as_json:
        say_json({"kind": told.kind, "id": told.id, "why": told.why})
    else:
        say(told.why)
    ctx.exit(1 if refused else 0)
