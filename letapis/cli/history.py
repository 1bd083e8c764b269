"""`letapis history`: all that was ever decided about one thing, in order, with what is undone and what overruled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import When, archive_option, example, json_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json

if TYPE_CHECKING:
    from letapis.registry.model.folding import Filled
    from letapis.registry.model.history import Said, Step
    from letapis.registry.model.series import Series
    from letapis.workflow.history import Lived


@click.command(
    short_help="Who decided what about one thing, when, why.",
    epilog=example("letapis history act:j2", "letapis history 91216c503c384799:120-164:detention"),
)
@click.argument("identifier", metavar="ID")
@click.option("--known", type=When(), help="As it was known on that day: what came or was decided later is left out.")
@archive_option
@json_option
@click.pass_context
def history(ctx: click.Context, /, identifier: str, known: str | None, folder: Path, as_json: bool) -> None:
    """Show all that was decided about a report, claim, event, entry, person or judgement.

    Each step says who, when and why, what it filled, whether it is in force, and what undid or overruled it.
    """
    from letapis.workflow.history import history_of

    with progress() as shown:
        lived = history_of(open_archive(folder), identifier, known, shown)
    if lived is None:
        note(f"There is nothing with the id {identifier} in {folder}.")
        ctx.exit(1)
    if as_json:
        say_json({"id": lived.id, "kind": lived.kind, **_stands(lived), "steps": [asdict(one) for one in lived.steps]})
        return
    say(f"{lived.kind} {lived.id}")
    for line in (*_standing(lived), *(line for step in lived.steps for line in _lines(step))):
        say(line)
    if not any(step.by and step.kind != "sealed" for step in lived.steps):
        say("  Nobody has decided anything about it yet.")


def _stands(lived: Lived) -> dict[str, Any]:
    """What stands of an entry, slot by slot, its conflicts and its links."""
    from letapis.registry.model.agreeing import conflicts

    slots = {name: [asdict(one) for one in filled.standing] for name, filled in _filled_slots(lived)}
    disputed = sorted({name for name, _, _ in conflicts(lived.now.entry)}) if lived.now.entry else []
    links = [asdict(one) for one in lived.now.links]
    proposed = sorted({one.slot for one in lived.now.entry.unconfirmed}) if lived.now.entry else []
    told = {"stands": slots, "conflicts": disputed, "unconfirmed": proposed, "links": links}
    return {**told, "series": _series_as_json(lived.now.series)}


def _series_as_json(held: Series | None) -> dict[str, Any] | None:
    return {**asdict(held), "open": [day.isoformat() for day in held.open]} if held else None


def _filled_slots(lived: Lived) -> list[tuple[str, Filled]]:
    return [pair for pair in lived.now.entry.slots.items() if pair[1].standing] if lived.now.entry else []


def _standing(lived: Lived) -> Iterator[str]:
    from letapis.registry.model.agreeing import conflicts

    disputed = {name for name, _, _ in conflicts(lived.now.entry)} if lived.now.entry else set()
    proposed = {one.slot for one in lived.now.entry.unconfirmed} if lived.now.entry else set()
    for name, filled in _filled_slots(lived):
        told = (("conflict", name in disputed), ("machine", name in proposed))
        marks = [word for word, holds in told if holds]
        yield f"  {name} = {' | '.join(filled.values)}" + (f"  [{', '.join(marks)}]" if marks else "")
    for link in lived.now.links:
        yield f"  {link.kind} {link.other}  ({link.link})"
    held = lived.now.series
    if held:
        yield f"  one of {len(held.events)} in the series: {', '.join(held.events)}"
    if held and held.open:
        yield f"  nothing is known of {', '.join(day.isoformat() for day in held.open)}"


def _lines(step: Step) -> Iterator[str]:
    who = step.by or "machine"
    state = "" if step.in_force else f"  [undone by {step.undone_by}]" if step.undone_by else "  [not in force]"
    reason = f" ({step.reason})" if step.reason else ""
    yield f"  {step.at or '-':<20}  {who}: {step.kind.replace('_', ' ')} {_what(step)}{reason}{state}"
    for said in step.said:
        yield f"      {_filled(said)}"
    if step.rests_on:
        yield f"      rests on {', '.join(step.rests_on)}"


def _what(step: Step) -> str:
    return f"{step.id}: {', '.join(step.targets)}" if step.by and step.kind != "sealed" else ", ".join(step.targets)


def _filled(said: Said) -> str:
    words = f" \u201c{said.words}\u201d" if said.words else ""
    beside = f" [{said.note}]" if said.note else ""
    overruled = f"  (overruled by {said.overruled_by})" if said.overruled_by else ""
    return f"{said.entry}  {said.slot} = {said.value or 'nothing'}{words}{beside}{overruled}"
