"""`letapis doctor`: what on this machine would give people away, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.cli.options import archive_option, example, json_option, language_option, open_archive
from letapis.cli.terminal import say, say_json

MARKS = {"well": "ok", "attention": "look", "danger": "DANGER", "unknown": "?"}


@click.command(
    short_help="Look for what would give people away.", epilog=example("letapis doctor --archive minsk-2020")
)
@archive_option
@language_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, /, folder: Path, lang: str, as_json: bool) -> None:
    """Check the machine and the archive: encryption, rights, swap, dumps, clock, room, versions, open doors, backups.

    It changes nothing and opens no connection. A locked archive is looked at from outside. Ends with what no check
    can promise. The exit code is 1 where something is dangerous.
    """
    from letapis.workflow.doctor import dangers, examine, limits

    findings = examine(folder, _opened(folder))
    title, lines = limits(lang)
    if as_json:
        told = [
            {"check": one.check, "state": one.state, "found": one.found(lang), "advice": one.advice(lang)}
            for one in findings
        ]
        say_json({"findings": told, "limits": list(lines)})
    else:
        for one in findings:
            say(f"{MARKS[one.state]:>6}  {one.title(lang)}: {one.found(lang)}.")
            if one.state in ("attention", "danger"):
                say(f"        {one.why(lang)} {one.advice(lang)}")
        say(f"\n{title}:")
        for line in lines:
            say(f"  - {line}")
    ctx.exit(1 if dangers(findings) else 0)


def _opened(folder: Path) -> Archive | None:
    """The archive where it is plain, unlocked, or its passphrase is given already; nobody is asked for one."""
    from letapis.workflow.passphrases import given
    from letapis.workflow.unlocking import is_sealed, kept_unlocked

    if not (folder / "archive.toml").is_file():
        return None
    if is_sealed(folder) and not kept_unlocked(folder) and not given():
        return None
    try:
        return open_archive(folder)
    except ArchiveError:
        return None
