"""`letapis inside`, `deadlines` and `episodes`: who is held on a day, what comes due, and one person's custody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
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
    from letapis.workflow.register import Custody

KNOWN = "As known on this day: what came later is left out. Of REPORTs, what had come out by then."


def _asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """What the three commands share: reports or an archive, the language, JSON."""
    for option in (json_option, language_option, archive_option):
        function = option(function)
    return click.pass_context(function)


@click.command(
    short_help="Who is in custody on a day, as known on any day.",
    epilog=example(
        "letapis inside --on 2020-11-30",
        "letapis inside --on 2020-11-30 --known 2020-12-01 --place Minsk --json",
    ),
)
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--on", "day", type=Day(), required=True, help="The day; the midnight that closes it is meant.")
@click.option("--known", type=When(), help=KNOWN)
@click.option("--place", help="Only in this place; any of its names.")
@click.option("--kind", default="", metavar="CODE", help="Only in this kind of place, as remand_prison.")
@click.option("--confirmed", is_flag=True, help="Without what only the machine proposes.")
@click.option("--recognised", is_flag=True, help="Also by body: whom it holds recognised on that day.")
@_asking
def inside(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    reports: tuple[Path, ...],
    day: date,
    known: str | None,
    place: str | None,
    kind: str,
    *,
    confirmed: bool,
    recognised: bool,
    folder: Path,
    lang: str,
    as_json: bool,
) -> None:
    """Who is in custody at the midnight that closes a day: surely, perhaps, and those whose whereabouts are unknown.

    Each person is counted once. With --known the answer stays the same for ever, whatever comes to be known later.
    """
    from letapis.cli.custody_lines import snapshot_lines, snapshot_value
    from letapis.cli.figures import place_named
    from letapis.registry.custody.inside import within

    _check_kind(kind)
    named = place_named(place) if place else ""
    with _custody(reports, folder) as held:
        found = within(held.inside(day, known), named, kind, confirmed=confirmed)
        bodies = held.by_body(day, known, found) if recognised else {}
        value = snapshot_value(found, known, bodies)
        if as_json:
            say_json(value)
        else:
            for line in snapshot_lines(found, value, lang):
                say(line)
        ctx.exit(1 if held.refused else 0)


@click.command(
    short_help="What comes due for people in custody, and what is overdue.",
    epilog=example("letapis deadlines --within 14", "letapis deadlines --on 2020-10-14 --ics reminders.ics"),
)
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--on", "day", type=Day(), help="The day from which to look; today by default.")
@click.option("--within", default=30, show_default=True, metavar="DAYS", help="How far ahead.")
@click.option("--ics", type=FILE, help="Write a calendar file as well: neutral words and code names only.")
@_asking
def deadlines(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    reports: tuple[Path, ...],
    day: date | None,
    within: int,
    ics: Path | None,
    folder: Path,
    lang: str,
    as_json: bool,
) -> None:  # fmt: skip
    """What comes due: limits of the law, hearings, ends of terms, whereabouts unknown for too long, people taken again.

    Overdue ones come first. A limit that passed is a reason to look, and no finding that the law was broken.
    """
    from letapis.cli.custody_lines import deadline_lines, deadline_value
    from letapis.registry.custody.reminders import calendar

    on = day or datetime.now(UTC).date()
    with _custody(reports, folder) as held:
        found = held.due(on, within)
        claims = held.sentences({name for one in found for name in one.rests_on})
        if ics:
            ics.write_text(calendar(found, on, lang), encoding="utf-8", newline="")
            note(f"{ics}: {len(found)} entries, without names")
        if as_json:
            say_json({"on": on.isoformat(), "within": within, "deadlines": deadline_value(found, on, claims, lang)})
        else:
            for line in deadline_lines(found, on, claims, lang):
                say(line)
        ctx.exit(1 if held.refused else 0)


@click.command(
    short_help="One person's custody: stretches, the clock, hearings, recognitions.",
    epilog=example('letapis episodes "Anatol Bokun"', 'letapis episodes "Анатоль Бокун" --known 2020-11-05 --json'),
)
@click.argument("person")
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--on", "day", type=Day(), help="The day to which open stretches are counted; today by default.")
@click.option("--known", type=When(), help=KNOWN)
@_asking
def episodes(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    person: str,
    reports: tuple[Path, ...],
    day: date | None,
    known: str | None,
    folder: Path,
    lang: str,
    as_json: bool,
) -> None:
    """One person's custody, stretch by stretch, with days computed and stated, gaps, conflicts, and every sentence.

    PERSON is a name in any script and spelling, or an id. Names that may mean one person each get their own answer.
    """
    from letapis.cli.custody_lines import line_lines, line_value

    on = day or datetime.now(UTC).date()
    with _custody(reports, folder) as held:
        found = held.lines(person, on, known)
        claims = held.sentences(held.rest_on(found))
        if as_json:
            values = [line_value(one, claims, lang) for one in found]
            say_json({"person": person, "on": on.isoformat(), "known": known, "lines": values})
        elif not found:
            note(f"No custody of {person!r} is told.")
        for one in found if not as_json else ():
            for text in line_lines(one, claims, lang):
                say(text)
        ctx.exit(1 if held.refused or not found else 0)


@contextmanager
def _custody(reports: tuple[Path, ...], folder: Path) -> Iterator[Custody]:
    """The reports that are named, or the archive where none is."""
    from letapis.workflow.register import custody_of_archive, custody_of_files

    with progress() as show:
        if reports:
            held = custody_of_files(reports, show)
            set_aside(held.refused)
            yield held
            return
        with custody_of_archive(open_archive(folder), show) as held:
            yield held


def _check_kind(kind: str) -> None:
    from letapis.vocabulary.codes import codes

    if kind and kind not in codes("detention_kinds"):
        known = ", ".join(codes("detention_kinds"))
        raise click.BadParameter(f"{kind!r} is no kind of place; known are {known}", param_hint="--kind")
