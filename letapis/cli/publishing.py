"""`letapis chronicle` and `export`: files for others."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.archive.archive import Archive
from letapis.cli.options import (
    FILE,
    archive_option,
    example,
    given_from,
    given_options,
    json_option,
    language_option,
    open_archive,
    rule_option,
    table_option,
)
from letapis.cli.terminal import note, progress, say, say_json, set_aside


@click.command(
    short_help="Write pages and tables, each figure sourced.",
    epilog=example("letapis chronicle reports/*.txt -o out", "letapis chronicle --archive minsk-2020 -o out"),
)
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("-o", "--output", type=FILE, required=True, metavar="DIR", help="The folder for the pages and tables.")
@archive_option
@language_option
@rule_option
@table_option
@given_options
@json_option
@click.pass_context
def chronicle(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    reports: tuple[Path, ...],
    output: Path,
    folder: Path,
    lang: str,
    rule: str | None,
    table: str,
    as_json: bool,
    **told: str | None,
) -> None:
    """Write a sourced chronicle: pages in which every figure opens to its sentences, and tables beside them.

    From REPORTs, files or folders, nothing is kept and no archive is needed. Without REPORTs it is that of the archive.
    """
    from letapis.workflow.code import rule_coder
    from letapis.workflow.publish import chronicle as publish
    from letapis.workflow.reconcile import reconcile, reconcile_reports
    from letapis.workflow.reports import code_reports

    given = given_from(told)
    if given is not None and not reports:
        raise click.UsageError("What is told of reports goes with REPORTs; for an archive tell it with `letapis add`.")
    with progress() as show:
        if reports:
            done = reconcile_reports(code_reports(reports, rule_coder(), given, show))
        else:
            archive = open_archive(folder)
            done = reconcile(archive, rule_coder(archive=archive), show)
        set_aside(done.refused)
        if not done.documents:
            raise click.ClickException("no report could be read, so no chronicle was written.")
        place = (output, lang)
        aside = done.refused
        written = publish(done.record, done.documents, *place, rule=rule, table=table, refused=aside, progress=show)
    if as_json:
        counts = {"documents": len(done.documents), "events": len(done.record.events), "files": written.files}
        say_json({"index": str(written.index), **counts, "tables": written.tables, "set_aside": list(map(str, aside))})
    else:
        say(f"{len(done.documents)} report(s), {len(done.record.events)} event(s). Open {written.index}")
        if reports:
            note("Nothing was kept, and nothing is sealed: the reports and these pages lie on the disk as they are.")
    ctx.exit(1 if done.refused else 0)


@click.command(
    short_help="Write everything in open formats.",
    epilog=example("letapis export -o everything --archive minsk-2020", "letapis export --all moving"),
)
@click.argument("place", metavar="[DIR]", type=FILE, required=False)
@click.option("-o", "--output", type=FILE, metavar="DIR", help="The folder to write to.")
@click.option("--all", "whole", is_flag=True, help="The whole archive with its store, for `letapis import --all`.")
@archive_option
@json_option
@click.pass_context
def export(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, place: Path | None, output: Path | None, whole: bool, folder: Path, as_json: bool
) -> None:
    """Write everything in open formats: originals, logs, judgements, texts, claims, tables, and what columns mean.

    With --all it is what `letapis import --all` makes an archive of again, on another machine or in another database.
    """
    from letapis.workflow.export import export as write_all

    output = output or place
    if output is None:
        raise click.UsageError("Name the folder to write to.")
    archive = open_archive(folder)
    if archive.files.sealed:
        note(f"Note: what is written to {output} is not sealed: everybody who has that folder can read it.")
    if whole:
        _export_whole(archive, output, as_json)
        return
    with progress() as show:
        done = write_all(archive, output, show)
    if as_json:
        counts = {"documents": len(done.documents), "claims": len(done.record.claims)}
        say_json({"output": str(output), **counts, "set_aside": [str(one) for one in done.refused]})
    else:
        set_aside(done.refused)
        say(f"{len(done.documents)} report(s) and {len(done.record.claims)} claim(s) in {output}.")
    ctx.exit(1 if done.refused else 0)


def _export_whole(archive: Archive, output: Path, as_json: bool) -> None:
    from letapis.workflow.moving import export_all

    with progress() as show:
        done = export_all(archive, output, show)
    if as_json:
        say_json({"output": str(output), "originals": done.originals, "rows": done.rows, "files": done.files})
    else:
        say(f"{done.originals} original(s) and {done.rows} row(s) in {done.files} file(s) in {output}.")
