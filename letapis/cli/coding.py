"""`letapis code`, `score`, `read`: from texts to claims and spans."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive, table_option
from letapis.cli.scores import scores_as_json, scores_as_lines
from letapis.cli.terminal import note, progress, say, say_json, set_aside

KINDS = ("counts", "dates", "places", "people")


@click.command(
    short_help="Read the claims out of documents.",
    epilog=example("letapis code docs.jsonl -o claims.jsonl", "letapis code --archive minsk-2020"),
)
@click.argument("docs", metavar="[DOCS.jsonl]", type=FILE, required=False)
@click.option("-o", "--output", type=FILE, metavar="CLAIMS.jsonl", help="Where the coded documents go.")
@archive_option
@table_option
@json_option
@click.pass_context
def code(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, docs: Path | None, output: Path | None, folder: Path, table: str, as_json: bool
) -> None:
    """Code documents: read the claims out of them.

    With DOCS.jsonl, one JSON object with "id" and "text" a line, the same objects are written with "claims", and no
    archive is needed. Without it, what is new in the archive is coded.
    """
    if docs is None:
        if output is not None:
            raise click.UsageError("-o goes with DOCS.jsonl; the claims of an archive come out with `letapis export`.")
        _code_archive(ctx, folder, table, as_json)
        return
    if output is None:
        raise click.UsageError("say where the claims go: -o CLAIMS.jsonl")
    from letapis.workflow.code import rule_coder
    from letapis.workflow.lines import Code

    coder = rule_coder(table)
    _transform(ctx, docs, output, Code(coder), f"code {coder.name} {coder.version} {table}", as_json)


def _code_archive(ctx: click.Context, folder: Path, table: str, as_json: bool) -> None:
    from letapis.workflow.code import code as code_archive
    from letapis.workflow.code import rule_coder

    archive = open_archive(folder)
    with progress() as show:
        done = code_archive(archive, rule_coder(table), show)
    if as_json:
        refused = [str(one) for one in done.refused]
        counts = {"originals": done.originals, "coded": done.coded, "documents": done.documents, "claims": done.claims}
        say_json({**counts, "set_aside": refused})
    else:
        set_aside(done.refused)
        say(
            f"{done.coded} of {done.originals} original(s) coded now, the others before; "
            f"{done.claims} claim(s) in {done.documents} report(s)."
        )
    ctx.exit(1 if done.refused else 0)


def _transform(ctx: click.Context, docs: Path, output: Path, work: object, kind: str, as_json: bool) -> None:  # noqa: PLR0913, PLR0917
    from letapis.workflow.coding import vocabulary_digest
    from letapis.workflow.transform import transform

    with progress() as show:
        done = transform(docs, output, work, f"{kind} {vocabulary_digest()}", show)  # type: ignore[arg-type]
    if as_json:
        refused = [str(one) for one in done.refused]
        say_json({"documents": done.documents, "resumed": done.resumed, "output": str(output), "set_aside": refused})
    else:
        if done.resumed:
            note(f"{done.resumed} document(s) were done by an earlier run.")
        set_aside(done.refused)
        say(f"{done.documents} document(s) in {output}.")
    ctx.exit(1 if done.refused else 0)


@click.command(
    short_help="Read counts, dates, places or people.", epilog=example("letapis read counts docs.jsonl -o counts.jsonl")
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
    """Read counts, dates, places or people in documents: the same objects with "spans"."""
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
