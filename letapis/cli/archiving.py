"""`letapis init`, `add`, `verify`, `import`: the archive itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import (
    FILE,
    archive_option,
    by_option,
    example,
    given_from,
    given_options,
    json_option,
    open_archive,
)
from letapis.cli.terminal import note, notes, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.workflow.ingest import Added


@click.command(
    short_help="Begin an archive.",
    epilog=example(
        "letapis init --archive minsk-2020 --by anna",
        "letapis init --archive minsk-2020 --by anna --key-file /media/stick/photo.jpg",
        "letapis init --suggest",
    ),
)
@archive_option
@by_option
@click.option("--plain", is_flag=True, help="Do not seal it: whoever has the disk reads it.")
@click.option(
    "--key-file", type=FILE, metavar="FILE", help="A file that is wanted beside the passphrase, on a stick for example."
)
@click.option(
    "--suggest", is_flag=True, help="Only draw a passphrase of words, and say how many there are of its kind."
)
@json_option
def init(folder: Path, by: str, plain: bool, key_file: Path | None, suggest: bool, as_json: bool) -> None:  # noqa: PLR0913, PLR0917  one argument for each option
    """Begin an archive in a folder that is new or empty.

    It is sealed under a passphrase: typed twice, or taken from LETAPIS_PASSPHRASE_FILE or LETAPIS_PASSPHRASE. Nobody
    can open it without, and nobody can find it again for you: write it down and keep that apart from the machine.
    """
    from letapis.workflow.opened import begin_archive

    if suggest:
        _suggest(as_json)
        return
    if plain and key_file is not None:
        raise click.UsageError("A plain archive has no key file.")
    begin_archive(folder, by, plain=plain, key_file=key_file)
    if as_json:
        say_json({"archive": str(folder), "sealed": not plain})
        return
    kind = "A plain archive" if plain else "An archive"
    say(f"{kind} was begun in {folder}. Next: letapis add REPORT...")
    if plain:
        note("It is not sealed: whoever has the disk reads it.")


def _suggest(as_json: bool) -> None:
    from letapis.archive.keys.suggestion import suggestion

    drawn = suggestion()
    if as_json:
        say_json({"passphrase": drawn.passphrase, "bits": round(drawn.bits)})
    else:
        say(drawn.passphrase)
        note(f"One of 2^{drawn.bits:.0f} that are equally likely. Learn it, or write it down and keep that elsewhere.")


@click.command(
    short_help="Seal reports in the archive.",
    epilog=example("letapis add reports/ note.txt --archive minsk-2020 --by anna"),
)
@click.argument("paths", metavar="FILE|FOLDER...", type=FILE, nargs=-1, required=True)
@archive_option
@by_option
@given_options
@click.option("--again", is_flag=True, help="Also what was erased once; the log notes it.")
@json_option
@click.pass_context
def add(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    folder: Path,
    by: str,
    again: bool,
    as_json: bool,
    **told: str | None,
) -> None:
    """Seal reports: copy them into the archive, hash them, write it into the custody log.

    A file that is in already adds nothing. One that cannot be read is set aside with its reason; the others go in.
    What is told in NAME.meta.toml beside a file, or by the options, goes over what its text says. What was erased is
    refused with the reason, unless you say --again.
    """
    from letapis.workflow.ingest import add as ingest

    archive = open_archive(folder)
    with progress() as show:
        added = ingest(archive, paths, by, given_from(told), show, again=again)
    if as_json:
        say_json(_added_json(added))
    else:
        _tell_added(added)
    ctx.exit(1 if added.refused else 0)


def _tell_added(added: Added) -> None:
    notes(f"{name}: is in already as {first.name}; nothing was added" for name, first in added.known)
    notes(f"{one.name}: is in already; what is told of it was logged" for one in added.described)
    set_aside(added.refused)
    say(
        f"{len(added.sealed)} file(s) sealed, {added.documents} report(s) in them; "
        f"{len(added.known) + len(added.described)} known already; {len(added.refused)} set aside."
    )


def _added_json(added: Added) -> dict[str, Any]:
    return {
        "sealed": [{"sha256": one.sha256, "size": one.size, "name": one.name} for one in added.sealed],
        "reports": added.documents,
        "known": [{"name": name, "sha256": first.sha256, "as": first.name} for name, first in added.known],
        "described": [{"sha256": one.sha256, "name": one.name} for one in added.described],
        "set_aside": [
            {"file": one.file, "place": one.place, "problem": one.problem, "way_out": one.way_out}
            for one in added.refused
        ],
    }


@click.command(
    short_help="Check the logs and every sealed original.", epilog=example("letapis verify --archive minsk-2020")
)
@archive_option
@json_option
@click.pass_context
def verify(ctx: click.Context, /, folder: Path, as_json: bool) -> None:
    """Check the logs and every sealed original; name the first broken link and the file behind it."""
    from letapis.workflow.verify import verify as check

    with progress() as show:
        told = check(open_archive(folder), show)
    if as_json:
        problems = [
            {"file": one.file, "place": one.place, "problem": one.problem, "source": one.source}
            for one in told.problems
        ]
        counts = {"originals": told.originals, "erased": told.erased, "lines": told.lines, "head": told.head}
        say_json({"intact": told.intact, **counts, "problems": problems, "notices": list(told.notices)})
        ctx.exit(0 if told.intact else 1)
    for notice in told.notices:
        note(f"Note: {notice}.")
    if told.intact:
        erased = f"{told.erased} erased, " if told.erased else ""
        say(f"Intact: {told.originals} original(s), {erased}{told.lines} line(s) of custody. Last hash: {told.head}")
        ctx.exit(0)
    say(f"Broken: {told.problems[0]}")
    notes(f"Also: {one}" for one in told.problems[1:])
    ctx.exit(1)


@click.command(
    "import",
    short_help="Make an archive of what `export --all` wrote.",
    epilog=example(
        "letapis import --all moving minsk-2020",
        "letapis import --all moving minsk-2020 --database postgresql://letapis@host/letapis",
    ),
)
@click.argument("place", metavar="DIR", type=FILE)
@click.argument("target", metavar="[ARCHIVE]", type=FILE, required=False)
@click.option("--all", "whole", is_flag=True, help="The whole archive; there is no other import yet.")
@click.option("--plain", is_flag=True, help="Do not seal it: whoever has the disk reads it.")
@click.option("--database", "url", metavar="URL", default="", help="The PostgreSQL database for its store.")
@archive_option
@by_option
@json_option
def import_(  # noqa: PLR0913, PLR0917  one argument for each option
    place: Path, target: Path | None, whole: bool, url: str, plain: bool, folder: Path, by: str, as_json: bool
) -> None:
    """Make an archive of a folder that `letapis export --all` wrote, in a folder that is new or empty.

    It is sealed under a passphrase as `letapis init` does it, unless it is to be plain.
    Every file is checked before anything is written. The store goes into the archive, or into the database named by
    --database. An import that was cut off is made by the same call.
    """
    from letapis.workflow.moving import import_all
    from letapis.workflow.moving import plain as no_key
    from letapis.workflow.unlocking import begun_keys

    if not whole:
        raise click.UsageError("Say --all: the whole archive comes in.")
    with progress() as show:
        begin = no_key if plain else partial(begun_keys, by=by)
        done = import_all(place, target or folder, url, show, begin)
    if as_json:
        counts = {"originals": done.originals, "rows": done.rows, "files": done.files}
        say_json({"archive": str(target or folder), **counts})
    else:
        say(f"{done.originals} original(s) and {done.rows} row(s) came into {target or folder}.")
