"""`letapis agreement`: how far people who coded or judged the same agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive
from letapis.cli.terminal import progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.registry.agreement.measuring import Agreement, Row

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff's own bounds: conclusions may be drawn, and tentative ones


@click.command(
    short_help="How far people who coded the same agree.",
    epilog=example("letapis agreement anna.jsonl ivan.jsonl", "letapis agreement --archive minsk-2020"),
)
@click.argument("files", metavar="[CODED.jsonl...]", type=FILE, nargs=-1)
@click.option(
    "--disagreements", type=click.IntRange(min=0), default=20, show_default=True, metavar="N",
    help="Show N disagreements to be settled.",
)  # fmt: skip
@archive_option
@json_option
@click.pass_context
def agreement(
    ctx: click.Context, /, files: tuple[Path, ...], disagreements: int, folder: Path, as_json: bool
) -> None:
    """Measure agreement field by field with Krippendorff's alpha, by language and type, and list what differs.

    Files hold coded documents, one file a coder; without files, what people judged twice in an archive is compared.
    """
    from letapis.workflow.agreement import agreement_of_archive, agreement_of_files

    if len(files) == 1:
        raise click.UsageError("agreement needs the files of two coders or more")
    if files:
        compared = agreement_of_files(files)
    else:
        with progress() as shown:
            compared = agreement_of_archive(open_archive(folder), shown)
    found = compared.agreement
    if as_json:
        say_json({**_as_json(found), "set_aside": [str(one) for one in compared.refused]})
    else:
        set_aside(compared.refused)
        for line in _lines(found, disagreements):
            say(line)
    ctx.exit(1 if compared.refused or not found.rows else 0)


def _as_json(found: Agreement) -> dict[str, Any]:
    """Everything; alpha to four digits."""
    return {
        "coders": found.coders,
        "units": found.units,
        "by_all": found.by_all,
        "fields": [_row_as_json(row) for row in found.rows],
        "disagreements": [asdict(one) for one in found.disagreements],
    }


def _row_as_json(row: Row) -> dict[str, Any]:
    bounds = row.interval and {"low": round(row.interval.low, 4), "high": round(row.interval.high, 4)}
    told = None if row.alpha is None else round(row.alpha, 4)
    return {**asdict(row), "alpha": told, "interval": bounds}


def _lines(found: Agreement, disagreements: int) -> Iterator[str]:
    if not found.rows:
        yield "Nobody has coded or judged the same yet: there is nothing to compare."
        return
    yield f"{', '.join(found.coders)}: {found.units} unit(s), {found.by_all} of them by all who saw the document"
    yield f"{'':<34}{'alpha':>8}  {'95 % of draws':<16}{'equal':>8}{'units':>8}"
    for row in found.rows:
        if not row.of.startswith("type ") or row.field == "type":  # the other fields by type are in the JSON
            yield _row(row)
    yield f"alpha from {RELIABLE} on is held to be reliable, from {TENTATIVE} on for tentative conclusions only"
    shown = found.disagreements[:disagreements]
    if shown:
        yield f"{len(found.disagreements)} disagreement(s):"
    for one in shown:
        said = "; ".join(f"{coder}: {value}" for coder, value in one.values.items())
        yield f"  {one.unit} {one.field}: {said}" + (f"  \u201c{one.words}\u201d" if one.words else "")


def _row(row: Row) -> str:
    name = f"{row.of}: {row.field}" if row.of else row.field
    told = "-" if row.alpha is None else f"{row.alpha:.3f}"
    bounds = f"{row.interval.low:.3f} to {row.interval.high:.3f}" if row.interval else ""
    return f"{name:<34}{told:>8}  {bounds:<16}{row.equal:>8}{row.units:>8}"
