"""`letapis backup` and `letapis restore`: a sealed copy on another disk, and the archive out of it again."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, example, json_option
from letapis.cli.terminal import note, notes, progress, say, say_json

identity_option = click.option("--identity", type=FILE, metavar="FILE", help="The file of the identity that opens it.")
key_option = click.option(
    "--key",
    metavar="FINGERPRINT",
    default="",
    help="Fingerprint of the key that signs it, as `letapis backup` told it.",
)


@click.command(
    short_help="Seal a copy of the archive on another disk.",
    epilog=example(
        "letapis backup --keygen backup-identity.txt",
        "letapis backup /media/disk/minsk --to age1... --archive minsk-2020",
        "letapis backup /media/disk/minsk --check --identity backup-identity.txt",
    ),
)
@click.argument("target", metavar="[TARGET]", type=FILE, required=False)
@click.option("--to", "recipients", metavar="age1...", multiple=True, help="Who can open it; remembered.")
@click.option("--keygen", "made", type=FILE, metavar="FILE", help="Make a pair of keys: the identity goes to FILE.")
@click.option("--check", "only", is_flag=True, help="Only look through the backup.")
@identity_option
@key_option
@archive_option
@json_option
@click.pass_context
def backup(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    target: Path | None,
    recipients: tuple[str, ...],
    made: Path | None,
    only: bool,
    identity: Path | None,
    key: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Write what is new in the archive to TARGET, in parts of one size, sealed to recipients; no passphrase is needed.

    A run that was killed is gone on with by the same command. With --check every part is looked at: opened with
    --identity, or else compared with what the archive remembers.
    """
    if made is not None:
        _make_pair(made, as_json)
        return
    if target is None:
        raise click.UsageError("Name the folder of the backup, or --keygen FILE.")
    if only:
        ctx.exit(_check(target, folder, identity, key, as_json=as_json))
    from letapis.workflow.backing_up import back_up

    with progress() as show:
        done = back_up(folder, target, recipients, show)
    if as_json:
        say_json(
            {"backup": str(target), "list": done.number, "files": done.files, "bytes": done.size,
             "written": done.written, "parts": done.parts, "fingerprint": done.fingerprint}
        )  # fmt: skip
        return
    say(f"{done.files} file(s) in {done.parts} part(s), {done.written} of them new; state {done.number} in {target}.")
    say(f"Fingerprint of the key that signs it: {done.fingerprint}")


def _make_pair(path: Path, as_json: bool) -> None:
    from letapis.workflow.backing_up import keygen

    recipient = keygen(path)
    if as_json:
        say_json({"identity": str(path), "recipient": recipient})
        return
    say(recipient)
    note(
        f"The identity is in {path}. Keep it away from the archive and from the backup: without it nothing comes back."
    )


def _check(target: Path, folder: Path, identity: Path | None, key: str, *, as_json: bool) -> int:
    from letapis.workflow.backing_up import look_through

    with progress() as show:
        found = look_through(target, folder, identity, key, show)
    if as_json:
        told = {"holds": not found.problems, "opened": identity is not None, "list": found.number, "at": found.at}
        say_json({**told, "files": found.files, "parts": found.parts, "fingerprint": found.fingerprint,
                  "problems": list(found.problems)})  # fmt: skip
    else:
        notes(f"Wrong: {one}" for one in found.problems)
        say(f"{'Something does not hold' if found.problems else 'All of it holds'}: {found.parts} part(s), "
            f"state {found.number}{' of ' + found.at if found.at else ', compared and not opened'}.")  # fmt: skip
        if found.fingerprint:
            say(f"Fingerprint of the key that signs it: {found.fingerprint}")
    return 1 if found.problems else 0


@click.command(
    short_help="Make an archive of a backup again.",
    epilog=example("letapis restore /media/disk/minsk minsk-2020 --identity backup-identity.txt"),
)
@click.argument("target", metavar="BACKUP", type=FILE)
@click.argument("place", metavar="[ARCHIVE]", type=FILE, required=False)
@identity_option
@key_option
@click.option("--list", "number", type=int, metavar="NUMBER", help="An older state, by its number.")
@archive_option
@json_option
def restore(  # noqa: PLR0913, PLR0917  one argument for each option
    target: Path,
    place: Path | None,
    identity: Path | None,
    key: str,
    number: int | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Make the archive of a backup in a folder that is new or empty. Then run `letapis verify` on it."""
    from letapis.workflow.backing_up import bring_back

    if identity is None:
        raise click.UsageError("Name the file of the identity that opens it with --identity.")
    root = place or folder
    with progress() as show:
        done = bring_back(target, root, identity, key, number, show)
    if as_json:
        told = {"archive": str(root), "list": done.number, "at": done.at, "files": done.files}
        say_json({**told, "fingerprint": done.fingerprint})
        return
    say(f"{done.files} file(s) in {root}, as they were at {done.at} (state {done.number}).")
    say(f"Fingerprint of the key that signed it: {done.fingerprint}")
    note("Compare the fingerprint with the one that you noted, then run `letapis verify`.")
