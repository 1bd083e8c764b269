"""`letapis link`: which reports of a file tell of the same occurrence."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, example, json_option, language_option
from letapis.cli.terminal import progress, say, say_json, set_aside


@click.command(
    short_help="Tell which reports are of one event.",
    epilog=example("letapis link reports.jsonl -o linked.jsonl"),
)
@click.argument("reports", metavar="REPORTS.jsonl", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="OUT.jsonl", help="Where the linked reports go.")
@language_option
@json_option
@click.pass_context
def link(ctx: click.Context, /, reports: Path, output: Path, lang: str, as_json: bool) -> None:
    """Link reports to events: the same objects come out with "event", equal for reports of one occurrence, and "why".

    REPORTS.jsonl has one JSON object with "id" (or "doc_id") and "text" a line; "title", "published" and "lang" help.
    Lines with "mention_id" and "sentence" are mentions of events in sentences. It only proposes; no archive changes.
    """
    from letapis.workflow.linking import link as link_reports

    with progress() as show:
        done = link_reports(reports, output, lang, show)
    if as_json:
        told = {"lines": done.lines, "events": done.events, "joined": done.joined, "output": str(output)}
        say_json({**told, "set_aside": [str(one) for one in done.refused]})
    else:
        set_aside(done.refused)
        say(f"{done.lines} line(s), {done.events} event(s), {done.joined} line(s) share theirs; in {output}.")
    ctx.exit(1 if done.refused else 0)
