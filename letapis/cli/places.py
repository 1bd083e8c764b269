"""`letapis places`: a spelling looked up, a table of spellings resolved."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive
from letapis.cli.terminal import note, notes, say, say_json

if TYPE_CHECKING:
    from letapis.names.places.index import PlaceIndex
    from letapis.names.places.resolving import Candidate
    from letapis.workflow.places import PlacesReport

gazetteer_option = click.option(
    "--gazetteer",
    "gazetteers",
    type=FILE,
    multiple=True,
    metavar="TABLE",
    help="A table of places of your own (CSV); may be given more than once.",
)


@click.group(
    short_help="Find the place that a spelling means.",
    epilog=example('letapis places find "Salihorst"'),
)
def places() -> None:
    """Find the place that a spelling means, in any language, alphabet or case, and say why.

    A name that several places have stays ambiguous: all of them are told.
    """


@places.command(
    short_help="Look one spelling up.",
    epilog=example(
        'letapis places find "Salihorst"',
        'letapis places find "у Слабадзе" --district "Лагойскі раён"',
    ),
)
@click.argument("spelling")
@gazetteer_option
@archive_option
@click.option("--district", default="", help="The district it lies in, in any spelling.")
@click.option("--region", default="", help="The region it lies in.")
@click.option("--country", default="", help="The country, by name or code of two letters.")
@click.option("--kind", default="", help="What it is: city, town, village, district, region, prison ...")
@click.option("--near", multiple=True, metavar="PLACE", help="A place named beside it; may be given more than once.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many candidates.")
@json_option
@click.pass_context
def find(  # noqa: PLR0913  one for each option
    ctx: click.Context,
    /,
    *,
    spelling: str,
    gazetteers: tuple[Path, ...],
    folder: Path,
    limit: int,
    as_json: bool,
    near: tuple[str, ...],
    **told: str,
) -> None:
    """Print the candidates, the likeliest first, with score and reasons.

    Ends with 0 where one place is likely, 1 where several are as good, none is found, or the nearest is unlikely.
    """
    from letapis.names.places.resolving import ambiguous, likely
    from letapis.workflow.places import archive_gazetteers, find_places

    own = archive_gazetteers(open_archive(folder)) if (folder / "archive.toml").is_file() else ()
    tables = _opened((*((str(path), path.read_bytes()) for path in gazetteers), *own))
    found = find_places(spelling, gazetteers=tables, own=not gazetteers, near=near, limit=limit, **told)
    doubtful = ambiguous(found)
    if as_json:
        told_of = [_as_value(one) for one in found]
        say_json({"spelling": spelling, "likely": likely(found), "ambiguous": doubtful, "candidates": told_of})
    else:
        for one in found:
            say(_as_line(one))
        if not found:
            say("nothing like it is known")
        elif not likely(found):
            say("unlikely: this is only the nearest that is known")
        elif doubtful:
            say("ambiguous: a district or a place beside it would settle it")
    ctx.exit(0 if likely(found) and not doubtful else 1)


@places.command(
    short_help="Resolve a table of spellings.",
    epilog=example("letapis places resolve queries.csv --gazetteer villages.csv -o answers.csv"),
)
@click.argument("queries", type=FILE)
@gazetteer_option
@click.option("-o", "--output", type=FILE, help="Where the table goes; standard output by default.")
@json_option
@click.pass_context
def resolve(
    ctx: click.Context, /, queries: Path, gazetteers: tuple[Path, ...], output: Path | None, as_json: bool
) -> None:
    """Add the columns candidates (ids, the likeliest first) and reason to a table with a column query or name.

    Columns district, region, country and kind narrow each row. With --gazetteer only these tables are asked. Every row
    comes back; a faulty one is told by its line, and the exit code is 1.
    """
    from letapis.workflow.places import PlacesReport, resolve_table

    report = PlacesReport()
    lines = resolve_table(queries, report, _opened((str(path), path.read_bytes()) for path in gazetteers))
    if output:
        _write(output, lines)
    else:
        for line in lines:
            click.echo(line, nl=False)
    notes(f"{queries}, line {line}: {why}" for line, why in report.faults)
    _summary(report, printed=as_json and output is not None)
    ctx.exit(1 if report.faults else 0)


def _write(output: Path, lines: Iterable[str]) -> None:
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _opened(tables: Iterable[tuple[str, bytes]]) -> list[PlaceIndex]:
    """The gazetteers of tables by name and bytes; what was set aside in them is told."""
    from letapis.workflow.places import gazetteer_from

    opened = []
    for name, data in tables:
        index, faults = gazetteer_from(data, name)
        notes(f"{name}, line {line}: set aside: {why}" for line, why in faults)
        opened.append(index)
    return opened


def _summary(report: PlacesReport, *, printed: bool) -> None:
    counts = {
        "one": report.found,
        "several": report.ambiguous,
        "unlikely": report.unlikely,
        "none": report.unknown,
        "faulty": len(report.faults),
    }
    if printed:
        say_json(counts)
    else:
        note(", ".join(f"{number} {name}" for name, number in counts.items()))


def _as_line(one: Candidate) -> str:
    where = ", ".join(filter(None, (one.district, one.region, one.country if one.country != one.name else "")))
    name = f"{one.name} ({one.kind})" if one.kind else one.name
    return f"{one.score:.2f}  {name}{': ' + where if where else ''}  [{'; '.join(one.reasons)}]"


def _as_value(one: Candidate) -> dict[str, Any]:
    return {
        "place_id": one.place_id,
        "name": one.name,
        "kind": one.kind,
        "level": one.level,
        "district": one.district,
        "region": one.region,
        "country": one.country,
        "score": one.score,
        "reasons": list(one.reasons),
    }
