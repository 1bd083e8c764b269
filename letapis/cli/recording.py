"""`letapis reconcile` and `figure`: the record, and one number of it with everything behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letapis.cli.options import (
    FILE,
    Day,
    archive_option,
    example,
    json_option,
    language_option,
    open_archive,
    rule_option,
    table_option,
)
from letapis.cli.terminal import note, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.workflow.reconcile import Reconciled


@click.command(
    short_help="Bring claims and judgements to one record.", epilog=example("letapis reconcile --archive minsk-2020")
)
@archive_option
@table_option
@json_option
@click.pass_context
def reconcile(ctx: click.Context, /, folder: Path, table: str, as_json: bool) -> None:
    """Bring claims and judgements to one record: events, origins, figures. What is not coded yet is coded first."""
    from letapis.workflow.code import rule_coder
    from letapis.workflow.reconcile import reconcile as bring_together

    with progress() as show:
        archive = open_archive(folder)
        done = bring_together(archive, rule_coder(table, archive), show)
    record = done.record
    counts = {
        "documents": len(done.documents),
        "claims": len(record.claims),
        "events": len(record.events),
        "figures": len(record.figures),
        "origins": len(record.origins),
    }
    if as_json:
        say_json({**counts, "changed": done.fresh, "set_aside": [str(one) for one in done.refused]})
    else:
        set_aside(done.refused)
        say(", ".join(f"{number} {name}" for name, number in counts.items()) + ("." if done.fresh else "; no change."))
    ctx.exit(1 if done.refused else 0)


@click.command(
    short_help="One number with its readings and quotes.",
    epilog=example("letapis figure detained --on 2020-10-11", "letapis figure detained --on 2020-10-11 reports/*.txt"),
)
@click.argument("measure")
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--on", "day", type=Day(), required=True, help="The day.")
@click.option("--place", help="Count only within this place; any of its names.")
@archive_option
@language_option
@rule_option
@table_option
@json_option
@click.pass_context
def figure(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    measure: str,
    reports: tuple[Path, ...],
    day: date,
    place: str | None,
    folder: Path,
    lang: str,
    rule: str | None,
    table: str,
    as_json: bool,
) -> None:
    """One number with its readings and their quotes, from the archive or from REPORTs.

    MEASURE is what is counted: detained, marched, injured and so on.
    """
    from letapis.cli.figures import figure_as_json, figure_as_lines, place_named
    from letapis.registry.figures import figure_on
    from letapis.vocabulary.measures import measures

    if measure not in measures():
        raise click.BadParameter(f"{measure!r} is none of: {', '.join(measures())}", param_hint="MEASURE")
    named = place_named(place) if place else None
    found = record_from(reports, folder, table)
    set_aside(found.refused)
    value = figure_on(found.record, measure, day, named, rule)
    if value is None:
        if as_json:
            say_json({"measure": measure, "on": day.isoformat(), "place": named, "figure": None})
        else:
            note(f"No source gives a number for {measure} on {day.isoformat()}{f' in {named}' if named else ''}.")
        ctx.exit(1)
    if as_json:
        say_json({"measure": measure, "on": day.isoformat(), "place": named, **figure_as_json(value, found, lang)})
    else:
        for line in figure_as_lines(value, found, lang):
            say(line)
    ctx.exit(1 if found.refused else 0)


def record_from(reports: tuple[Path, ...], folder: Path, table: str) -> Reconciled:
    """The record of the reports named, or of the archive where none is."""
    from letapis.workflow.code import rule_coder
    from letapis.workflow.reconcile import reconcile as bring_together
    from letapis.workflow.reconcile import reconcile_reports
    from letapis.workflow.reports import code_reports

    with progress() as show:
        if reports:
            return reconcile_reports(code_reports(reports, rule_coder(table), progress=show))
        archive = open_archive(folder)
        return bring_together(archive, rule_coder(table, archive), show)
