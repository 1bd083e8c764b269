"""`letapis reconcile`: claims and judgements to one record."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import archive_option, example, json_option, open_archive, table_option
from letapis.cli.terminal import progress, say, say_json, set_aside


@click.command(
    short_help="Bring claims and judgements to one record.", epilog=example("letapis reconcile --archive minsk-2020")
)
@archive_option
@table_option
@click.option("--anew", is_flag=True, help="Throw the store away and make it again from the archive.")
@json_option
@click.pass_context
def reconcile(ctx: click.Context, /, folder: Path, table: str, anew: bool, as_json: bool) -> None:
    """Bring claims and judgements to one record: events, origins, figures. What is not coded yet is coded first."""
    from letapis.workflow.code import rule_coder
    from letapis.workflow.reconcile import sizes

    with progress() as show:
        archive = open_archive(folder)
        done = sizes(archive, rule_coder(table, archive), show, anew=anew)
    if as_json:
        say_json({**done.counts, "changed": done.fresh, "set_aside": [str(one) for one in done.refused]})
    else:
        set_aside(done.refused)
        told = ", ".join(f"{number} {name}" for name, number in done.counts.items())
        say(told + ("." if done.fresh else "; no change."))
    ctx.exit(1 if done.refused else 0)
