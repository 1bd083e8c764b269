"""`letapis package` and `letapis unpack`: evidence for outsiders, and that of others."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import note, notes, progress, say, say_json

CASE = "case"


@click.command(
    short_help="Write an evidence package for outsiders.",
    epilog=example(
        "letapis package 91216c503c384799 --case case-2026-001 -o case-2026-001.zip --archive minsk-2020",
        "letapis package --event 4f2e1d --list --archive minsk-2020",
    ),
)
@click.argument("sources", metavar="[SOURCE...]", nargs=-1)
@click.option("--event", "events", metavar="ID", multiple=True, help="All sources that this event rests on.")
@click.option("--all", "everything", is_flag=True, help="All sources of the archive.")
@click.option("--case", metavar="NAME", help="Name of the package; by default that of the file.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="The zip to write.")
@click.option("--to", "recipients", metavar="age1...", multiple=True, help="Seal it to this recipient.")
@click.option("--list", "listing", is_flag=True, help="Only say what would be in it.")
@archive_option
@by_option
@json_option
def package(  # noqa: PLR0913, PLR0917  one argument for each option
    sources: tuple[str, ...],
    events: tuple[str, ...],
    everything: bool,
    case: str | None,
    output: Path | None,
    recipients: tuple[str, ...],
    listing: bool,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    """Write sources with their lines of custody, proofs and a verifier, for people who have no Letapis and no trust.

    SOURCE is the id of a report, the SHA-256 of its original, or the name it came with. What is packed is a
    publication: look at --list first; a second person agrees where accounts are kept; the log notes it.
    """
    from letapis.workflow.packaging import Wanted, look
    from letapis.workflow.packaging import package as pack

    if output is None and not listing:
        raise click.UsageError("Name the zip to write with -o, or say --list.")
    name = case or (output.name.partition(".")[0] if output else CASE)
    wanted = Wanted(sources, events, everything)
    with progress() as show:
        archive = open_archive(folder)
        if listing or output is None:
            done = look(archive, wanted, name, by, show)
        else:
            done = pack(archive, wanted, name, output, by, recipients, show)
    if as_json:
        files = [{"name": one, "size": size} for one, size in done.files]
        originals = [{"sha256": one.sha256, "name": one.name, "size": one.size} for one in done.originals]
        written = (
            {"output": str(output), "package": done.package, "fingerprint": done.fingerprint} if done.output else {}
        )
        say_json({"case": name, **written, "originals": originals, "events": done.events, "files": files})
        return
    for one in done.originals:
        say(f"{one.sha256[:16]}  {one.size:>12,}  {one.name}")
    if done.output is None:
        say(f"{len(done.originals)} original(s), {done.events} event(s), {len(done.files)} files. Nothing was written.")
        return
    say(f"{len(done.originals)} original(s) and {done.events} event(s) in {output}.")
    say(f"Fingerprint of the key of the log: {done.fingerprint}")
    note("Tell it to those who get the package, by another way than the package goes.")


@click.command(
    short_help="Check an evidence package, and seal what is in it.",
    epilog=example(
        "letapis unpack case-2026-001.zip --check",
        "letapis unpack case-2026-001.zip --archive minsk-2020 --by anna",
    ),
)
@click.argument("path", metavar="PACKAGE", type=FILE)
@click.option("--check", "only", is_flag=True, help="Only check it; no archive is needed.")
@click.option(
    "--key", metavar="FINGERPRINT", default="", help="Fingerprint of the key of its log, as you were told it."
)
@archive_option
@by_option
@json_option
@click.pass_context
def unpack(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context, /, path: Path, only: bool, key: str, folder: Path, by: str, as_json: bool
) -> None:
    """Check a package, a zip or a folder: every hash, line and proof. Without --check its originals are sealed.

    Nothing is taken in where anything does not hold.
    """
    from letapis.workflow.unpacking import looked_through
    from letapis.workflow.unpacking import unpack as take_in

    if only:
        found = looked_through(path, key)
        originals = list(found.originals())
        if as_json:
            told = [{"sha256": sha256, "name": entry.get("name", "")} for sha256, entry in originals]
            counts = {"originals": told, "lines": len(found.custody), "fingerprint": found.fingerprint}
            say_json({"holds": not found.problems, **counts, "problems": list(found.problems)})
        else:
            notes(f"Wrong: {one}" for one in found.problems)
            state = "Something does not hold" if found.problems else "All of it holds"
            say(f"{state}: {len(originals)} original(s), {len(found.custody)} line(s) of custody.")
            say(f"Fingerprint of the key of the log: {found.fingerprint}")
        ctx.exit(1 if found.problems else 0)
    done = take_in(open_archive(folder), path, by, key)
    if as_json:
        say_json({"package": done.package, "fingerprint": done.fingerprint, "new": done.new, "known": done.known})
    else:
        say(f"{len(done.new)} original(s) sealed, {len(done.known)} known already. Key of its log: {done.fingerprint}")
