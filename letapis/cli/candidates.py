"""`letapis candidates`: events that may be one, series told in words, and how sure the joins of the rules are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from letapis.cli.options import FILE, archive_option, example, json_option, language_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json, set_aside

LIMIT = 20
Json = dict[str, Any]


@click.command(
    short_help="Events that may be one: proposals.",
    epilog=example("letapis candidates --archive minsk-2020", "letapis candidates --joined --limit 5"),
)
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--joined", is_flag=True, help="Instead: joins of the rules, the least sure first.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="At most so many.")
@archive_option
@language_option
@json_option
@click.pass_context
def candidates(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, reports: tuple[Path, ...], joined: bool, limit: int, folder: Path, lang: str, as_json: bool
) -> None:
    """Events of the archive, or of REPORTs, that may be one though the rules hold them apart, with score and reasons.

    Also series that reports tell in words ("every Sunday"). Nothing is joined: `letapis judge join` joins,
    `letapis judge keep-apart` says that they are two, and either can be undone.
    """
    from letapis.workflow.candidates import (
        candidate_to_json,
        joined_to_json,
        proposals_of_archive,
        proposals_of_files,
        series_to_json,
    )

    with progress() as show:
        made = proposals_of_files(reports, show) if reports else proposals_of_archive(open_archive(folder), show)
    set_aside(made.refused)
    told: Json = (
        {"joined": [joined_to_json(event, tie, lang) for event, tie in made.joined[:limit]]}
        if joined
        else {
            "candidates": [candidate_to_json(one, made.claims, lang) for one in made.candidates[:limit]],
            "series": [series_to_json(one) for one in made.series[:limit]],
        }
    )
    if as_json:
        say_json({**told, "machine_made": True, "set_aside": [str(one) for one in made.refused]})
    else:
        for line in _lines(told):
            say(line)
        left = len(made.joined) if joined else len(made.candidates)
        if left > limit:
            note(f"... and {left - limit} more: --limit {left} shows all.")
        elif not any(told.values()):
            note("Nothing is proposed.")
    ctx.exit(1 if made.refused else 0)


def _lines(told: Json) -> Iterator[str]:
    for one in told.get("candidates", ()):
        yield f"{one['score']:.2f}  {one['left']}  {one['right']}"
        yield from _reasons(one)
        yield f"      letapis judge join {one['left_claims'][0]} {one['right_claims'][0]}"
    for one in told.get("series", ()):
        yield f"      {one['parent']}: {one['words']} ({one['claim']})"
        yield from (f"      part: {part}" for part in one["parts"])
    for one in told.get("joined", ()):
        weakest = one["weakest"]
        yield f"{weakest['score']:.2f}  {one['event']}: {weakest['report']} + {weakest['with']}"
        yield from (f"      {rule}" for rule in one["rules"])
        yield from _reasons(weakest)


def _reasons(match: Json) -> Iterator[str]:
    return (f"      {reason}" for reason in match["reasons"])
