"""`letapis events`: what the archive holds, an event a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import Day, archive_option, example, json_option, language_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json

if TYPE_CHECKING:
    from letapis.registry.record import Event, Figure

LIMIT = 50


@click.command(
    short_help="List events by time, place and kind.",
    epilog=example(
        "letapis events --from 2020-10-11 --to 2020-10-18 --place Minsk",
        "letapis events --type strike --origins 2 --limit 20",
    ),
)
@click.option("--from", "first", type=Day(), help="Not before this day.")
@click.option("--to", "last", type=Day(), help="Not after this day.")
@click.option("--place", help="Within this place; any of its names.")
@click.option("--type", "kind", help="Only this claim type, such as detention or strike.")
@click.option("--status", help="Only this status: happened, planned, threatened, denied, alleged.")
@click.option("--origins", type=click.IntRange(min=0), default=0, help="Told by at least so many origins.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="At most so many.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Pass over so many of the newest.")
@archive_option
@language_option
@json_option
@click.pass_context
def events(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    first: date | None,
    last: date | None,
    place: str | None,
    kind: str | None,
    status: str | None,
    origins: int,
    limit: int,
    offset: int,
    folder: Path,
    lang: str,
    as_json: bool,
) -> None:
    """List events, the newest last: id, day, place, kind, published figure, how many origins, confirmed or not.

    An event counts where it may have taken place between the two days. Machine-coded events say so.
    """
    from letapis.cli.figures import place_named
    from letapis.store.event_pages import Asked
    from letapis.workflow.events import events as events_of

    _check(kind, status)
    named = place_named(place) if place else ""
    asked = Asked(_iso(first), _iso(last), named, kind or "", status or "", origins)
    with progress() as show:
        page = events_of(open_archive(folder), asked, limit, offset, show)
    if as_json:
        say_json({"total": page.total, "events": [_as_json(*one) for one in page.events]})
    else:
        for event, figure in page.events:
            say(_line(event, figure, lang))
        left = page.total - offset - len(page.events)
        if left > 0:
            note(f"{left} older event(s) of {page.total}: --offset {offset + len(page.events)} shows them.")
        elif not page.events:
            note("No such events.")
    ctx.exit(0 if page.events else 1)


def _check(kind: str | None, status: str | None) -> None:
    from letapis.vocabulary.types import STATUSES, claim_types

    for value, known, option in ((kind, tuple(claim_types()), "--type"), (status, STATUSES, "--status")):
        if value and value not in known:
            raise click.BadParameter(f"{value!r} is none of: {', '.join(known)}", param_hint=option)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _line(event: Event, figure: Figure | None, language: str) -> str:
    from letapis.publications.interface import Interface

    words = Interface(language)
    published = figure.published if figure else None
    parts = [
        event.id,
        words.dates(event.date),
        words.places(event.place) or words("site.unknown"),
        words.type(event.type),
        words.interval(published.low, published.high) if published else "",
        words.count("origins", len(event.origins)),
        words("site.confirmed") if event.confirmed else words("site.machine"),
    ]
    return "  ".join(part for part in parts if part)


def _as_json(event: Event, figure: Figure | None) -> dict[str, Any]:
    published = figure.published if figure else None
    return {
        "id": event.id,
        "date": {"from": _iso(event.date.first), "to": _iso(event.date.last)} if event.date else None,
        "place": list(event.place),
        "type": event.type,
        "status": event.status,
        "scope": event.scope,
        "figure": figure and {"id": figure.id, "measure": figure.measure,
                              "low": published and published.low, "high": published and published.high},
        "origins": len(event.origins),
        "claims": len(event.claims),
        "confirmed": event.confirmed,
        "machine_coded": not event.confirmed,
    }  # fmt: skip
