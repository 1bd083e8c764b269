"""`letapis strikes`, `organisations` and `closures`: tables of the register, each row with its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import (
    FILE,
    Day,
    When,
    archive_option,
    example,
    json_option,
    language_option,
    open_archive,
)
from letapis.cli.terminal import note, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.workflow.organisations import Asked, Kept


def _table(function: Callable[..., Any]) -> Callable[..., Any]:
    """What the three tables share: reports or an archive, a period, a place, a day of knowledge."""
    for option in (
        json_option,
        language_option,
        archive_option,
        click.option("--known", type=Day(), help="As the archive knew it on this day; of REPORTs, what had come out."),
        click.option("--kind", default="", metavar="CODE", help="Only this kind, and the finer ones that it holds."),
        click.option("--place", help="Only within this place; any of its names."),
        click.option("--to", "last", type=Day(), help="The last day."),
        click.option("--from", "first", type=Day(), help="The first day."),
        click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1),
    ):
        function = option(function)
    return click.pass_context(function)


@click.command(
    short_help="Strikes: a table, by week, what sources say of the trend.",
    epilog=example(
        "letapis strikes --from 2020-08-10 --to 2020-08-31 --sector mining",
        "letapis strikes reports/*.txt --kind sit_in --lang be",
    ),
)
@click.option("--sector", default="", metavar="CODE", help="Only this branch, and the finer ones that it holds.")
@_table
def strikes(ctx: click.Context, /, sector: str, as_json: bool, lang: str, **told: Any) -> None:  # noqa: ANN401
    """Strikes of the archive or of REPORTs: workplace, sector, form, demands, workers, and the weeks in which they ran.

    --kind is a form of strike: stoppage, go_slow, sit_in and so on. What the machine proposed is marked.
    """
    from letapis.cli.strike_lines import as_json as values
    from letapis.cli.strike_lines import as_lines

    asked = _asked("strike_forms", told, sector)
    kept = _kept(told, ("strike",))
    _answer(ctx, kept, values(kept, asked, lang) if as_json else as_lines(kept, asked, lang), lang)


@click.command(
    short_help="Committees, unions, councils with officers and members.",
    epilog=example(
        "letapis organisations --kind strike_committee", "letapis organisations reports/*.txt --place Brest"
    ),
)
@_table
def organisations(ctx: click.Context, /, as_json: bool, lang: str, **told: Any) -> None:  # noqa: ANN401
    """Organisations of the archive or of REPORTs: names, kind, aims, officers by source, bodies that belong to others.

    Two that may be one are told at the end; people join them. Members of chats are counted, never listed.
    """
    from letapis.cli.organisation_lines import as_json as values
    from letapis.cli.organisation_lines import as_lines

    asked = _asked("organisation_kinds", told)
    kept = _kept(told, ("organisation", "office", "membership", "closure"))
    _answer(ctx, kept, values(kept, asked, lang) if as_json else as_lines(kept, asked, lang), lang)


@click.command(
    short_help="Closed organisations by month, beside what sources state.",
    epilog=example("letapis closures --as-of 2024-03-31", "letapis closures --kind forced --from 2021-07-01"),
)
@click.option("--as-of", "as_of", type=When(), help="Count up to this day; of stated numbers those of then or earlier.")
@_table
def closures(ctx: click.Context, /, as_of: str | None, as_json: bool, lang: str, **told: Any) -> None:  # noqa: ANN401
    """Closures of the archive or of REPORTs: forced and self-liquidation apart, by month and week, adding up.

    The register's own count and the numbers that sources state stand beside each other and are never mixed.
    """
    from letapis.cli.closure_lines import as_json as values
    from letapis.cli.closure_lines import as_lines

    asked = _asked("closure_kinds", told)
    kept = _kept(told, ("closure",))
    told_of = (kept, asked, lang, as_of or "")
    _answer(ctx, kept, values(*told_of) if as_json else as_lines(*told_of), lang)


def _asked(codes: str, told: dict[str, Any], sector: str = "") -> Asked:
    from letapis.cli.figures import place_named
    from letapis.workflow.organisations import Asked

    first: date | None = told["first"]
    last: date | None = told["last"]
    if first and last and last < first:
        raise click.BadParameter("the last day is before the first", param_hint="--to")
    kind, sector = _code(codes, told["kind"], "--kind"), _code("sectors", sector, "--sector")
    return Asked(first, last, place_named(told["place"]) if told["place"] else "", sector, kind)


def _code(codes: str, text: str, option: str) -> str:
    """A code by its id or its label in any language, or a usage error that names the nearest."""
    from letapis.vocabulary.codes import code_of

    try:
        return code_of(codes, text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _kept(told: dict[str, Any], wanted: Iterable[str]) -> Kept:
    from letapis.workflow.organisations import kept_in_archive, kept_in_files

    reports: tuple[Path, ...] = told["reports"]
    with progress() as show:
        if reports:
            return kept_in_files(reports, tuple(wanted), told["known"], show)
        return kept_in_archive(open_archive(told["folder"]), tuple(wanted), told["known"], show)


def _answer(ctx: click.Context, kept: Kept, told: dict[str, Any] | Iterator[str], lang: str) -> None:
    """The answer as JSON or as lines. Ends with 1 where nothing of it is kept, or something was set aside."""
    from letapis.registry.telling import told as sentence

    set_aside(kept.found.refused)
    if isinstance(told, dict):
        empty = not any(found for found in told.values() if isinstance(found, list))
        say_json(told)
    else:
        lines = list(told)
        empty = not lines
        for line in lines:
            say(line)
        if empty:
            note(sentence("nothing", lang))
    ctx.exit(1 if empty or kept.found.refused else 0)
