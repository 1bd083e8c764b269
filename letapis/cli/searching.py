"""`letapis search`: sources, claims, events and people by words, names and filters."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import Day, archive_option, example, json_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from letapis.claims.claim import DateInterval
    from letapis.registry.search.answer import Facets, Hit, Name, Results

PLACES = ("sources", "claims", "events", "people")
STATUSES = ("happened", "planned", "threatened", "denied", "alleged", "confirmed", "unconfirmed")


@click.command(
    short_help="Search sources, claims, events and people.",
    epilog=example(
        'letapis search "стачком Гродна"',
        'letapis search "\\"solidarity march\\" -planned" --in claims --from 2020-10-01 --to 2020-10-31',
        'letapis search "Цихан*" --in people',
        "letapis search --place Minsk --type strike --origins 2 --facets --json",
    ),
)
@click.argument("words", default="", required=False)
@click.option("--in", "kinds", type=click.Choice(PLACES), multiple=True, help="Where to look; everywhere by default.")
@click.option("--from", "first", type=Day(), help="Only what took place, or was published, on this day or later.")
@click.option("--to", "last", type=Day(), help="Only what did so on this day or earlier.")
@click.option("--place", default="", help="Only in this place and in what lies in it, in any spelling.")
@click.option("--type", "type_", default="", metavar="TYPE", help="Only claims and events of this claim type.")
@click.option("--status", type=click.Choice(STATUSES), help="Only claims and events of this status.")
@click.option("--origins", type=click.IntRange(0, 1000), default=0, help="Only events with so many origins or more.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="At most so many answers.")
@click.option("--offset", type=click.IntRange(0, 10_000), default=0, help="Leave out so many from the first on.")
@click.option("--facets", is_flag=True, help="Count the answers by kind, type and month.")
@archive_option
@json_option
@click.pass_context
def search(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, words: str, kinds: tuple[str, ...], first: date | None, last: date | None, place: str,
    type_: str, status: str | None, origins: int, limit: int, offset: int, facets: bool, folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Search an archive by words in any spelling, form and script of Belarusian, Russian and English.

    All WORDS must be there. "In quotes": these very words, one behind the other. -word: not this one. beginn*: whatever
    goes on so. What has the words as they were typed comes first, then the newest. Ends with 1 where nothing is found.
    """
    from letapis.registry.search.query import KINDS, PEOPLE, Query, QueryError
    from letapis.workflow.searching import search as answer

    _check_type(type_)
    names = {"sources": "source", "claims": "claim", "events": "event", "people": PEOPLE}
    chosen = tuple(names[kind] for kind in dict.fromkeys(kinds)) or (*KINDS, PEOPLE)
    query = Query(words, chosen, first, last, place, type_, status or "", origins, limit, offset)
    try:
        with progress() as shown:
            found = answer(open_archive(folder), query, facets=facets, progress=shown)
    except QueryError as error:
        raise click.UsageError(str(error), ctx) from error
    if as_json:
        say_json(results_as_json(found))
    else:
        for line in results_as_lines(found):
            say(line)
        _tell_beside(found)
    ctx.exit(0 if found.hits or found.names else 1)


def _check_type(code: str) -> None:
    from letapis.vocabulary.types import claim_types

    if code and code not in claim_types():
        raise click.UsageError(f"{code!r} is no claim type; they are {', '.join(sorted(claim_types()))}")


def results_as_lines(found: Results) -> Iterator[str]:
    """The answers as a person reads them."""
    for name in found.names:
        yield _name_line(name)
    if found.names and found.hits:
        yield ""
    for hit in found.hits:
        yield from _hit_lines(hit)
    if found.facets:
        yield from _facet_lines(found.facets)


def _tell_beside(found: Results) -> None:
    """How many there are, and what was not looked for: beside the answers."""
    if not found.hits and not found.names:
        note("Nothing was found.")
    elif found.hits and (found.more or found.total > len(found.hits)):
        start = found.query.offset + 1
        whole = f"more than {found.total:,}" if found.more else f"{found.total:,}"
        note(f"{start} to {start + len(found.hits) - 1} of {whole}; --offset shows the next.")
    if found.undated:
        note(f"{found.undated} more without a date.")
    for remark in found.remarks:
        note(f"Note: {remark}.")


def _name_line(name: Name) -> str:
    told = [f"{name.score:.2f} {name.reason}" if name.score else name.reason]
    if name.claims:
        told.append(f"claims: {name.claims}, latest {name.latest}")
    if name.record:
        told.append(f"row of a list: {name.record}")
    return f"person  {name.text}  ({'; '.join(filter(None, told))})"


def _hit_lines(hit: Hit) -> Iterator[str]:
    known = [hit.type.replace("_", " "), days(hit.date), ", ".join(hit.place), hit.status]
    if hit.kind == "source":
        known = [hit.title, hit.publisher, days(hit.date)]
    if hit.kind == "event":
        known += [f"{hit.origins} origin(s)", "confirmed" if hit.confirmed else "machine-coded"]
    yield f"{hit.kind:7} {hit.id}"
    yield f"        {' · '.join(filter(None, known))}"
    if hit.withheld:
        yield "        (a coerced statement: its words are not shown here)"
    elif hit.snippet.text:
        yield f"        {_marked(hit)}"


def _marked(hit: Hit) -> str:
    """The passage on one line with the words between brackets."""
    text, start = hit.snippet.text, hit.snippet.start
    pieces, place = [], 0
    for left, right in hit.snippet.marks:
        pieces += [text[place : left - start], "[", text[left - start : right - start], "]"]
        place = right - start
    return " ".join("".join((*pieces, text[place:])).split())


def days(date: DateInterval | None) -> str:
    """Days as a person writes them."""
    if date is None:
        return "day unknown"
    first, last = date.first.isoformat(), date.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _facet_lines(facets: Facets) -> Iterator[str]:
    whole = "" if facets.complete else f" (of the newest {facets.counted:,})"
    for name, counts in (("kind", facets.kinds), ("type", facets.types), ("month", facets.months)):
        told = ", ".join(f"{value or 'unknown'} {count:,}" for value, count in counts.items())
        yield f"by {name}{whole}: {told}"


def results_as_json(found: Results) -> dict[str, Any]:
    """The answers as JSON values; offsets are characters of the report's text, as `letapis show` gives it."""
    value = {
        "total": found.total,
        "more": found.more,
        "undated": found.undated,
        "hits": [_hit_json(hit) for hit in found.hits],
        "people": [_name_json(name) for name in found.names],
        "remarks": list(found.remarks),
    }
    if found.facets:
        facets = found.facets
        counts = {"kind": facets.kinds, "type": facets.types, "month": facets.months}
        value["facets"] = {**counts, "counted": facets.counted, "complete": facets.complete}
    return value


def _hit_json(hit: Hit) -> dict[str, Any]:
    snippet = hit.snippet
    return {
        "kind": hit.kind,
        "id": hit.id,
        "exact": hit.exact,
        "date": hit.date and {"from": hit.date.first.isoformat(), "to": hit.date.last.isoformat()},
        "title": hit.title,
        "type": hit.type,
        "place": list(hit.place),
        "status": hit.status,
        "origins": hit.origins,
        "claims": hit.claims,
        "confirmed": hit.confirmed,
        "document": hit.document,
        "claim": hit.claim,
        "event": hit.event,
        "publisher": hit.publisher,
        "language": hit.language,
        "withheld": hit.withheld,
        "snippet": {"text": snippet.text, "start": snippet.start, "end": snippet.end, "marks": _spans(snippet.marks)},
    }


def _spans(marks: Sequence[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"start": left, "end": right} for left, right in marks]


def _name_json(name: Name) -> dict[str, Any]:
    return {
        "name": name.text,
        "score": round(name.score, 4),
        "reason": name.reason,
        "claims": name.claims,
        "latest": name.latest,
        "record": name.record,
    }
