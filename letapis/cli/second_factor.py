"""`letapis second-factor`: what is shown beside the passphrase when signing in at a server. Each enrols their own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letapis.cli.options import archive_option, by_option, example, json_option
from letapis.cli.terminal import note, say, say_json
from letapis.workflow.passphrases import asked

if TYPE_CHECKING:
    from letapis.workflow.accounts_opening import Opened


def _open(folder: Path, by: str) -> Opened:
    from letapis.workflow.accounts_opening import opened

    return opened(folder, by)


@click.group(
    "second-factor",
    short_help="Codes and keys beside the passphrase, at a server.",
    epilog=example("letapis second-factor totp --by vera"),
)
def second_factor() -> None:
    """Enrol what is shown beside the passphrase. Against a copy of the disk only the passphrase counts."""


@second_factor.command(short_help="Enrol an authenticator app.", epilog=example("letapis second-factor totp --by vera"))
@archive_option
@by_option
@json_option
def totp(folder: Path, by: str, as_json: bool) -> None:
    """Enrol an authenticator app: the secret is shown once, and a code of the app is asked for."""
    from letapis.access.one_time_codes import address
    from letapis.archive.errors import ArchiveError
    from letapis.workflow.accounts_factors import confirm_one_time_codes, enrol_one_time_codes

    opened = _open(folder, by)
    secret = enrol_one_time_codes(opened.books, opened.by)
    note(address(secret, opened.by, "Letapis"))
    code = asked("Code that the app shows now")
    if code is None:
        raise ArchiveError(opened.by, "a code of the app is wanted, and nobody can be asked", "Run it at a terminal")
    factor = confirm_one_time_codes(opened.books, opened.by, secret, code, int(time.time()))
    say_json({"factor": factor, "kind": "totp"}) if as_json else say(f"Enrolled as {factor}. Sessions have ended.")


@second_factor.command(
    short_help="Ten recovery codes, shown once.", epilog=example("letapis second-factor recovery --by vera")
)
@archive_option
@by_option
@json_option
def recovery(folder: Path, by: str, as_json: bool) -> None:
    """Make ten recovery codes, each good once; those before hold no longer. They open no key: keep the passphrase."""
    from letapis.workflow.accounts_factors import make_recovery_codes

    opened = _open(folder, by)
    codes = make_recovery_codes(opened.books, opened.by)
    if as_json:
        say_json({"codes": list(codes)})
        return
    for code in codes:
        say(code)
    note("Shown once. Write them down, and keep them apart from the telephone.")


@second_factor.command(
    "webauthn-status",
    short_help="Which second factors you have.",
    epilog=example("letapis second-factor webauthn-status --by vera"),
)
@archive_option
@by_option
@json_option
def webauthn_status(folder: Path, by: str, as_json: bool) -> None:
    """Show your second factors and how many recovery codes are left. Security keys are enrolled in the browser."""
    from letapis.workflow.accounts_factors import own_account

    opened = _open(folder, by)
    account = own_account(opened.books, opened.by)
    if as_json:
        factors = [{"id": one.id, "kind": one.kind} for one in account.factors]
        say_json({"factors": factors, "recovery_codes": len(account.recovery)})
        return
    for one in account.factors:
        say(f"{one.id}  {one.kind}")
    say(f"{len(account.factors)} second factor(s), {len(account.recovery)} recovery code(s) left.")


@second_factor.command(
    short_help="Take a second factor away.",
    epilog=example(
        'letapis second-factor remove 1f2e3d --reason "a new telephone" --by vera',
        'letapis second-factor remove 1f2e3d --of vera --reason "telephone taken" --by desk',
    ),
)
@click.argument("factor")
@click.option("--of", "handle", default="", metavar="HANDLE", help="Whose; by default your own.")
@click.option("--reason", required=True, help="Why; it stands in the log of accounts.")
@archive_option
@by_option
@json_option
def remove(factor: str, handle: str, reason: str, folder: Path, by: str, as_json: bool) -> None:  # noqa: PLR0913, PLR0917  one argument for each option
    """Take a second factor away: your own, or as administrator one that was lost. Sessions end."""
    from letapis.workflow.accounts_factors import remove_factor

    opened = _open(folder, by)
    remove_factor(opened.books, opened.by, handle or opened.by, factor, reason)
    say_json({"removed": factor}) if as_json else say(f"{factor} was taken away.")
