"""`letapis code`, `score`, `read`: from texts to claims and spans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import (
    FILE,
    archive_option,
    by_option,
    coder_option,
    endpoint_option,
    example,
    json_option,
    model_option,
    open_archive,
    table_option,
)
from letapis.cli.scores import scores_as_json, scores_as_lines
from letapis.cli.terminal import note, notes, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.archive.archive import Archive
    from letapis.claims.coder import Coder
    from letapis.workflow.spending import Spending

KINDS = ("counts", "dates", "places", "people", "kinds")


@click.command(
    short_help="Read the claims out of documents.",
    epilog=example(
        "letapis code docs.jsonl -o claims.jsonl",
        "letapis code --archive minsk-2020",
        "letapis code docs.jsonl -o claims.jsonl --coder both --endpoint http://127.0.0.1:11434/v1 --model NAME",
    ),
)
@click.argument("docs", metavar="[DOCS.jsonl]", type=FILE, required=False)
@click.option("-o", "--output", type=FILE, metavar="CLAIMS.jsonl", help="Where the coded documents go.")
@archive_option
@by_option
@coder_option
@endpoint_option
@model_option
@table_option
@json_option
@click.pass_context
def code(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    docs: Path | None,
    output: Path | None,
    folder: Path,
    by: str,
    kind: str,
    endpoint: str | None,
    model: str | None,
    table: str,
    as_json: bool,
) -> None:
    """Code documents: read the claims out of them.

    With DOCS.jsonl, one JSON object with "id" and "text" a line, the same objects are written with "claims", and no
    archive is needed. Without it, what is new in the archive is coded. A language model is asked on this machine only,
    unless the archive's policy names another host.
    """
    if kind == "rules" and (endpoint or model):
        raise click.UsageError("--endpoint and --model go with --coder llm or --coder both.")
    if docs is None and output is not None:
        raise click.UsageError("-o goes with DOCS.jsonl; the claims of an archive come out with `letapis export`.")
    if docs is not None and output is None:
        raise click.UsageError("say where the claims go: -o CLAIMS.jsonl")
    archive = None if output else open_archive(folder)
    answers = None if output is None else output.parent / "letapis-answers"
    coder, spending = _coder(kind, folder, endpoint, model, table, answers, archive, by)
    try:
        if docs is None or output is None:
            _code_archive(ctx, folder, coder, spending, as_json)
        else:
            _code_lines(ctx, docs, output, coder, table, spending, as_json)
    finally:
        if spending is not None:
            notes(f"Dropped: {one}" for one in spending.dropped)
            for line in spending.as_lines():
                note(line)


def _coder(  # noqa: PLR0913, PLR0917  what the options tell
    kind: str,
    folder: Path,
    endpoint: str | None,
    model: str | None,
    table: str,
    answers: Path | None,
    archive: Archive | None,
    by: str,
) -> tuple[Coder, Spending | None]:
    from letapis.workflow.code import rule_coder

    if kind == "rules":
        return rule_coder(table, archive), None
    from letapis.workflow.language_model import LanguageModelError, language_model_coder, settings_of

    try:
        policy = archive or (open_archive(folder) if (folder / "archive.toml").is_file() else None)
        settings = settings_of(folder, endpoint or "", model or "", policy)
        return language_model_coder(settings, answers, kind, table, archive=archive, by=by)
    except LanguageModelError as error:
        raise click.UsageError(str(error)) from error


def _code_archive(ctx: click.Context, folder: Path, coder: Coder, spending: Spending | None, as_json: bool) -> None:
    from letapis.workflow.code import code as code_archive

    archive = open_archive(folder)
    with progress() as show:
        done = code_archive(archive, coder, show)
    if as_json:
        refused = [str(one) for one in done.refused]
        counts = {"originals": done.originals, "coded": done.coded, "documents": done.documents, "claims": done.claims}
        say_json({**counts, "set_aside": refused, **_spent(spending)})
    else:
        set_aside(done.refused)
        say(
            f"{done.coded} of {done.originals} original(s) coded now, the others before; "
            f"{done.claims} claim(s) in {done.documents} report(s)."
        )
    ctx.exit(1 if done.refused else 0)


def _code_lines(  # noqa: PLR0913, PLR0917  what the options tell
    ctx: click.Context,
    docs: Path,
    output: Path,
    coder: Coder,
    table: str,
    spending: Spending | None,
    as_json: bool,
) -> None:
    from letapis.workflow.coding import spreads
    from letapis.workflow.lines import Code

    kind = f"code {coder.name} {coder.version} {table} {getattr(coder, 'learned', '')}"
    _transform(ctx, docs, output, Code(coder), kind, as_json, spread=spreads(coder), spending=spending)


def _spent(spending: Spending | None) -> dict[str, Any]:
    return {} if spending is None else {"language_model": spending.as_json()}


def _transform(  # noqa: PLR0913, PLR0917  what the options tell
    ctx: click.Context,
    docs: Path,
    output: Path,
    work: object,
    kind: str,
    as_json: bool,
    *,
    spread: bool = True,
    spending: Spending | None = None,
) -> None:
    from letapis.workflow.coding import vocabulary_digest
    from letapis.workflow.transform import transform

    kind = f"{kind} {vocabulary_digest()}"
    with progress() as show:
        done = transform(docs, output, work, kind, show, spread=spread)  # type: ignore[arg-type]
    if as_json:
        refused = [str(one) for one in done.refused]
        told = {"documents": done.documents, "resumed": done.resumed, "output": str(output), "set_aside": refused}
        say_json({**told, **_spent(spending)})
    else:
        if done.resumed:
            note(f"{done.resumed} document(s) were done by an earlier run.")
        set_aside(done.refused)
        say(f"{done.documents} document(s) in {output}.")
    ctx.exit(1 if done.refused else 0)


@click.command(
    short_help="Read counts, dates, places, people, kinds.",
    epilog=example("letapis read counts docs.jsonl -o counts.jsonl"),
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("docs", metavar="DOCS.jsonl", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="OUT.jsonl", help="Where the documents go.")
@table_option
@json_option
@click.pass_context
def read(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, kind: str, docs: Path, output: Path, table: str, as_json: bool
) -> None:
    """Read counts, dates, places, people or kinds of event in documents: the same objects with "spans"."""
    from letapis.workflow.lines import Read

    _transform(ctx, docs, output, Read(kind, table), f"read {kind} {table}", as_json)


@click.command(
    short_help="Compare coded documents with annotated ones.",
    epilog=example("letapis score gold.jsonl claims.jsonl --errors 5"),
)
@click.argument("gold", metavar="GOLD.jsonl", type=FILE)
@click.argument("claims", metavar="CLAIMS.jsonl", type=FILE)
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show N mistakes of each kind.")
@json_option
@click.pass_context
def score(ctx: click.Context, /, gold: Path, claims: Path, errors: int, as_json: bool) -> None:
    """Compare coded documents with annotated ones: precision, recall and F1 of claims and of each slot."""
    from letapis.claims.scoring.scores import score as compare
    from letapis.sources.errors import Refusal
    from letapis.workflow.transform import objects

    refused: list[Refusal] = []
    sides = []
    for path in (gold, claims):
        read_in = list(objects(path))
        refused += [one for one in read_in if isinstance(one, Refusal)]
        sides.append([one for one in read_in if not isinstance(one, Refusal)])
    scores = compare(*sides)
    if as_json:
        say_json({**scores_as_json(scores, errors), "set_aside": [str(one) for one in refused]})
    else:
        set_aside(refused)
        for line in scores_as_lines(scores, errors):
            say(line)
    ctx.exit(1 if refused else 0)
