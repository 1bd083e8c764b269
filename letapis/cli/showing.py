"""`letapis show`: one thing of the archive by its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.figures import figure_as_json, figure_as_lines, source
from letapis.cli.options import archive_option, example, json_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json

if TYPE_CHECKING:
    from letapis.claims.claim import Claim
    from letapis.registry.record import Event
    from letapis.sources.document import Document
    from letapis.workflow.reconcile import Reconciled


@click.command(
    short_help="Show a report, claim, event or figure.",
    epilog=example("letapis show 91216c503c384799", "letapis show 91216c503c384799:120-164:detention"),
)
@click.argument("identifier", metavar="ID")
@archive_option
@json_option
@click.pass_context
def show(ctx: click.Context, /, identifier: str, folder: Path, as_json: bool) -> None:
    """Show a report, a claim, an event or a figure. The beginning of an id is enough where it fits one thing only."""
    from letapis.workflow.reconcile import reconcile

    with progress() as shown:
        found = reconcile(open_archive(folder), progress=shown)
    kind, value = _find(identifier, found)
    if kind == "none":
        note(f"There is nothing with the id {identifier} in {folder}.")
        ctx.exit(1)
    if kind == "many":
        note(f"{identifier} fits several ids: {', '.join(value)}")
        ctx.exit(1)
    if as_json:
        say_json({"kind": kind, **_JSON[kind](value, found)})
    else:
        for line in _LINES[kind](value, found):
            say(line)


def _find(identifier: str, found: Reconciled) -> tuple[str, Any]:
    things: dict[str, tuple[str, Any]] = {}
    for kind, values in (
        ("report", found.documents.values()),
        ("event", found.record.events),
        ("figure", found.record.figures),
        ("claim", found.record.claims),
    ):
        things.update({value.id: (kind, value) for value in values})
    if identifier in things:
        return things[identifier]
    fitting = sorted(name for name in things if name.startswith(identifier))
    reports = [name for name in fitting if things[name][0] == "report"] or fitting
    if len(reports) == 1:
        return things[reports[0]]
    return ("many", fitting[:5]) if fitting else ("none", None)


def _report_lines(document: Document, found: Reconciled) -> Iterator[str]:
    yield f"Report {document.id}"
    for name in ("name", "title", "publisher", "author", "speaker", "translator", "url", "origin", "language"):
        if getattr(document, name):
            yield f"  {name}: {getattr(document, name)}"
    for name in ("published", "written", "edited"):
        moment = getattr(document, name)
        if moment:
            yield f"  {name}: {moment.iso()}"
    yield f"  SHA-256 of the original: {document.original}"
    for claim in _claims_of(document, found):
        yield f"  [{claim.id}] \u201c{' '.join(claim.quote.split())}\u201d"
    yield ""
    yield document.text


def _claim_lines(claim: Claim, found: Reconciled) -> Iterator[str]:
    yield f"Claim {claim.id}"
    yield f"  \u201c{' '.join(claim.quote.split())}\u201d"
    yield f"  in: {source(claim.document, found)}"
    for name, value in _claim_json(claim, found).items():
        if name not in ("quote", "reasons", "id", "start", "end", "words") and value not in (None, "", []):
            yield f"  {name}: {told(value)}"
    for reason in claim.reasons:
        yield f"  {reason.slot} by {reason.rule}" + (f": {reason.words}" if reason.words else "")


def told(value: Any) -> str:  # noqa: ANN401  a value of JSON
    """A slot as a person writes it."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict) and "from" in value:
        return value["from"] if value["from"] == value["to"] else f"{value['from']} to {value['to']}"
    if isinstance(value, dict):
        low, high = value["low"], value["high"]
        number = str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
        return f"{number} {value['unit']}"
    return str(value)


def _event_lines(event: Event, found: Reconciled) -> Iterator[str]:
    days = f"{event.date.first.isoformat()} to {event.date.last.isoformat()}" if event.date else "day unknown"
    yield f"Event {event.id}"
    yield f"  {event.type}, {days}, {', '.join(event.place) or 'place unknown'}, {event.status}"
    yield "  confirmed by a person" if event.confirmed else "  machine-coded, not confirmed"
    claims = {claim.id: claim for claim in found.record.claims}
    for name in event.claims:
        yield f"  [{name}] \u201c{' '.join(claims[name].quote.split())}\u201d"
        yield f"    {source(claims[name].document, found)}"
    for figure in event.figures:
        yield f"  figure {figure}"
    for link in event.links:
        yield f"  {link.kind.replace('_', ' ')} {link.event}: {link.reason}"


def _claims_of(document: Document, found: Reconciled) -> list[Claim]:
    claims = (claim for claim in found.record.claims if claim.document == document.id)
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.type))


def _report_json(document: Document, found: Reconciled) -> dict[str, Any]:
    from letapis.sources.exchange import document_to_json

    return {**document_to_json(document), "claims": [_claim_json(one, found) for one in _claims_of(document, found)]}


def _claim_json(claim: Claim, _found: Reconciled) -> dict[str, Any]:
    from letapis.claims.exchange import claim_to_json

    return claim_to_json(claim)


def _event_json(event: Event, _found: Reconciled) -> dict[str, Any]:
    from letapis.registry.exchange import record_to_json
    from letapis.registry.record import Record

    values: dict[str, Any] = record_to_json(Record((), (), (event,), ()))["events"][0]
    return values


_LINES: dict[str, Any] = {
    "report": _report_lines,
    "claim": _claim_lines,
    "event": _event_lines,
    "figure": lambda figure, found: figure_as_lines(figure, found, "en"),
}
_JSON: dict[str, Any] = {
    "report": _report_json,
    "claim": _claim_json,
    "event": _event_json,
    "figure": lambda figure, found: figure_as_json(figure, found, "en"),
}
