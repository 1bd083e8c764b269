"""`letapis unlock` and `lock`: whether the key of an archive is held in memory for the next commands."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, example, json_option
from letapis.cli.terminal import note, say, say_json

MINUTES = 15.0


@click.command(
    short_help="Hold the key of the archive in memory for a while.",
    epilog=example("letapis unlock --archive minsk-2020", "letapis unlock --archive minsk-2020 --for 5"),
)
@archive_option
@click.option(
    "--for",
    "minutes",
    type=click.FloatRange(min=0.01, max=24 * 60),
    default=MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="It locks itself after so many minutes in which no command used it.",
)
@click.option("--by", default="", metavar="HANDLE", help="Whose account; by default any that the passphrase opens.")
@click.option("--key-file", type=FILE, metavar="FILE", help="The key file, where the account wants one.")
@json_option
def unlock(folder: Path, minutes: float, by: str, key_file: Path | None, as_json: bool) -> None:
    """Ask for the passphrase once, and hold the key of the archive in the memory of a small process.

    Only commands of the same user of this machine get it. The keys of the vault are never held: they are asked for
    each time. A machine that is taken while it is unlocked gives away what is in the archive, but for the vault.
    """
    from letapis.workflow.unlocking import unlock_for

    handle = unlock_for(folder, minutes, by, key_file)
    if handle is None:
        _tell(
            as_json,
            {"archive": str(folder), "unlocked": True, "sealed": False},
            f"{folder} is plain: nothing to unlock.",
        )
        return
    told = {"archive": str(folder), "unlocked": True, "sealed": True, "by": handle, "minutes": minutes}
    text = (
        f"Unlocked by {handle}. It locks itself after {minutes:g} minutes without use, and by `letapis lock` at once."
    )
    _tell(as_json, told, text)


@click.command(short_help="Forget the key of the archive at once.", epilog=example("letapis lock --archive minsk-2020"))
@archive_option
@json_option
def lock(folder: Path, as_json: bool) -> None:
    """Forget the key at once: the process that held it ends, and its memory with it."""
    from letapis.workflow.unlocking import is_sealed, lock_now

    was = lock_now(folder)
    if not as_json and not is_sealed(folder):
        note(f"{folder} is plain: whoever has the disk reads it.")
    text = "Locked." if was else "It was not unlocked; nothing is held."
    _tell(as_json, {"archive": str(folder), "locked": True, "was_unlocked": was}, text)


def _tell(as_json: bool, told: dict[str, object], text: str) -> None:
    if as_json:
        say_json(told)
    else:
        say(text)
