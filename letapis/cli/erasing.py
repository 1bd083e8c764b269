"""`letapis erase`: originals taken away for good, after it was shown what goes with them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letapis.cli.options import archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import note, progress, say, say_json

if TYPE_CHECKING:
    from letapis.workflow.erasing import Gone
    from letapis.workflow.erasing_survey import Survey

ELSEWHERE = (
    "What others hold of it, in packages, copies and backups, and old blocks of the disk, is not erased by this."
)


@click.command(
    short_help="Erase sources for good, with all that rests on them.",
    epilog=example(
        "letapis erase 91216c503c384799 --list --archive minsk-2020",
        'letapis erase 91216c503c384799 --reason "the family asked for it" --words --archive minsk-2020',
    ),
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--list", "listing", is_flag=True, help="Only say what goes, what stays, and where it went already.")
@click.option("--reason", default="", help="Why; it stands in the log, so it must not tell what is to go.")
@click.option("--words", is_flag=True, help="Also take away what their lines of the log say.")
@archive_option
@by_option
@json_option
def erase(  # noqa: PLR0913, PLR0917  one argument for each option
    sources: tuple[str, ...], listing: bool, reason: str, words: bool, folder: Path, by: str, as_json: bool
) -> None:
    """Erase originals and all that was derived from them: reports, claims, rows, indexes. Look at --list first.

    SOURCE is the id of a report, the SHA-256 of its original, or the name it came with. Nothing brings it back. Where
    accounts are kept a second person agrees. The lines of the log stay; --words takes away what they say.
    """
    from letapis.workflow.erasing import erase as take_away
    from letapis.workflow.erasing_survey import survey

    if not listing and not reason.strip():
        raise click.UsageError("Say why with --reason, or look first with --list.")
    with progress() as show:
        archive = open_archive(folder)
        if listing:
            found = survey(archive, sources, by, show)
        else:
            gone = take_away(archive, sources, by, reason, words=words)
    if listing:
        _tell_survey(found, as_json=as_json)
    else:
        _tell_gone(gone, sealed=archive.files.sealed, as_json=as_json)


def _tell_survey(found: Survey, *, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                **asdict(found),
                "originals": [{"sha256": one.sha256, "name": one.name, "size": one.size} for one in found.originals],
                "versions": [{"sha256": one.sha256, "name": one.name} for one in found.versions],
            }
        )
        return
    for one in found.originals:
        say(f"{one.sha256[:16]}  {one.size:>12,}  {one.name}")
    events, figures = sum(one.alone for one in found.events), sum(one.alone for one in found.figures)
    say(f"With them go {len(found.reports)} report(s) and {len(found.claims)} claim(s).")
    say(f"{len(found.events)} event(s) rest on them, {events} on nothing else.")
    say(f"{len(found.figures)} figure(s) rest on them, {figures} on nothing else.")
    if found.answers:
        say(f"All {found.answers} kept answers of language models go: none of them tells which report it is of.")
    for name in (*found.judgements, *found.persons):
        say(f"Stays, and applies to nothing then: judgement {name}, with its reason")
    for version in found.versions:
        say(f"Stays: {version.sha256[:16]}, another capture of the same page")
    if found.lines:
        say(f"Stay, unless you say --words: the words of line(s) {', '.join(map(str, found.lines))} of the log")
    for sent in found.sent:
        say(f"Cannot be called back: {sent.act} {sent.at} {sent.to}".rstrip())
    note(f"Nothing was erased. Where a second person has to agree: letapis approvals ask erase {found.target}")


def _tell_gone(gone: Gone, *, sealed: bool, as_json: bool) -> None:
    if as_json:
        say_json({"erased": list(gone.originals), "lines": list(gone.lines)})
        return
    words = f", and the words of {len(gone.lines)} line(s) of the log" if gone.lines else ""
    say(f"Erased: {len(gone.originals)} original(s) with all that was derived from them{words}.")
    if not sealed:
        note("The archive is plain: the bytes were written over, and a flash disk may keep them all the same.")
    note(ELSEWHERE)
