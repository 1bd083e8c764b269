"""`letapis names index` and `letapis names find`: lists of people made searchable, and a name found among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import FILE, example, json_option
from letapis.cli.people import ColumnMap
from letapis.cli.terminal import note, notes, say, say_json

if TYPE_CHECKING:
    from letapis.store.name_index import Completed, Found
    from letapis.workflow.name_index import Indexed


@click.command(
    short_help="Make the names of lists searchable.",
    epilog=example("letapis names index list.csv -o names.sqlite"),
)
@click.argument("lists", metavar="LIST...", type=FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=FILE, required=True, help="The index: one file, made or added to.")
@click.option("--map", "columns", type=ColumnMap(), help="Columns by title or number: name=ФИО.")
@json_option
@click.pass_context
def index(
    ctx: click.Context, /, lists: tuple[Path, ...], output: Path, columns: dict[str, str] | None, as_json: bool
) -> None:
    """Put the names of lists in CSV or TSV into an index that `letapis names find` looks them up in.

    The index holds the names as they are, not encrypted: keep it where the lists are kept. Adding a list again changes
    nothing. Ends with 1 where a row or a list was refused.
    """
    from letapis.workflow.name_index import NameIndexError, index_lists

    try:
        done = index_lists(lists, output, columns)
    except NameIndexError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        say_json([_indexed_value(one) for one in done])
    else:
        for one in done:
            _tell(one)
    ctx.exit(1 if any(one.problem or one.refused for one in done) else 0)


def _tell(one: Indexed) -> None:
    if one.problem:
        note(f"Set aside: {one.path}: {one.problem}")
        return
    say(f"{one.path}: {one.rows} row(s), {one.added} new name(s), {len(one.refused)} refused.")
    notes(f"  row {row}: {reason}" for row, reason in one.refused)


def _indexed_value(one: Indexed) -> dict[str, Any]:
    refused = [{"row": row, "reason": reason} for row, reason in one.refused]
    value = {"list": str(one.path), "rows": one.rows, "added": one.added, "refused": refused}
    return value | ({"problem": one.problem} if one.problem else {})


@click.command(
    short_help="Find a name in an index, in any spelling.",
    epilog=example(
        'letapis names find "Siarhei Tsikhanouski" --index names.sqlite',
        'letapis names find "сярг ціх" --typed --index names.sqlite',
    ),
)
@click.argument("name")
@click.option("--index", "path", type=FILE, required=True, help="The file that `letapis names index` made.")
@click.option("--typed", is_flag=True, help="NAME is as far as somebody has typed it.")
@click.option("--limit", type=click.IntRange(1, 20), default=20, show_default=True, help="At most so many answers.")
@json_option
@click.pass_context
def find(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, name: str, path: Path, typed: bool, limit: int, as_json: bool
) -> None:
    """Find a name in an index: the likeliest first, each with its score and the reason.

    Ends with 1 where nothing is found.
    """
    from letapis.workflow.name_index import NameIndexError, complete_name, find_name

    answers: list[Found] | list[Completed]
    try:
        answers = complete_name(path, name, limit) if typed else find_name(path, name, limit)
    except NameIndexError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        say_json([_value(one) for one in answers])
    for line in [] if as_json else [_line(one) for one in answers] or ["Nothing is like it."]:
        say(line)
    ctx.exit(0 if answers else 1)


def _line(one: Found | Completed) -> str:
    from letapis.store.name_index import Completed

    if isinstance(one, Completed):
        return f"{one.text}  [{', '.join(one.name_ids)}]"
    return f"{one.score:.3f}  {one.text}  [{one.name_id}]\n       {one.reason}"


def _value(one: Found | Completed) -> dict[str, Any]:
    from letapis.cli.names import parts_as_value
    from letapis.store.name_index import Completed
    from letapis.workflow.names import aligned_words

    if isinstance(one, Completed):
        return {"text": one.text, "ids": list(one.name_ids)}
    parts = parts_as_value(aligned_words(one.parts))
    return {"id": one.name_id, "text": one.text, "score": round(one.score, 4), "reason": one.reason, "parts": parts}
