"""`letapis approve` and `letapis approvals`: the rule of two persons at a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import archive_option, by_option, example, json_option
from letapis.cli.terminal import say, say_json

if TYPE_CHECKING:
    from letapis.access.approvals import Request
    from letapis.workflow.accounts_opening import Opened


def _open(folder: Path, by: str) -> Opened:
    from letapis.workflow.accounts_opening import opened

    return opened(folder, by)


@click.command(short_help="Confirm what a colleague asks for.", epilog=example("letapis approve 3 --by boris"))
@click.argument("number")
@archive_option
@by_option
@json_option
def approve(number: str, folder: Path, by: str, as_json: bool) -> None:
    """Confirm what a colleague asks for. It holds for a day, and once; look at it first: letapis approvals list."""
    from letapis.workflow.accounts import confirm

    opened = _open(folder, by)
    confirm(opened.archive, opened.by, number)
    say_json({"request": number, "stage": "approved"}) if as_json else say(f"Request {number} is confirmed.")


@click.group(
    short_help="What a second person has to confirm.",
    epilog=example('letapis approvals ask export case-7 --reason "for the court" --by anna'),
)
def approvals() -> None:
    """Ask for a second person, and see what waits. Export, identities and erasure need one."""


@approvals.command(
    short_help="Ask for a second person.",
    epilog=example('letapis approvals ask view-identity P-7K3Q --reason "a court asks" --by anna'),
)
@click.argument("action")
@click.argument("target")
@click.option("--reason", required=True, help="Why; the second person reads it.")
@click.option("--compartment", default="", metavar="NAME", help="The compartment that it is in.")
@archive_option
@by_option
@json_option
def ask(action: str, target: str, reason: str, compartment: str, folder: Path, by: str, as_json: bool) -> None:  # noqa: PLR0913, PLR0917  one argument for each option
    """Ask for a second person. ACTION as in letapis accounts matrix; TARGET as the refused command named it."""
    from letapis.access.approvals import Wish
    from letapis.access.rules import Target
    from letapis.workflow.accounts import ask as put

    opened = _open(folder, by)
    number = put(opened.archive, Wish(opened.by, action, Target(target, compartment)), reason)
    if as_json:
        say_json({"request": number, "stage": "asked"})
    else:
        say(f"Request {number}. Another confirms it: letapis approve {number}")


@approvals.command("list", short_help="What waits, and what was confirmed.", epilog=example("letapis approvals list"))
@click.option("--all", "everything", is_flag=True, help="Also what is used, refused, withdrawn or too late.")
@archive_option
@by_option
@json_option
def list_(everything: bool, folder: Path, by: str, as_json: bool) -> None:
    """Show the requests that you asked for or may confirm; others' cases are not shown."""
    from letapis.workflow.accounts import visible_requests

    opened = _open(folder, by)
    found = visible_requests(opened.archive, opened.by, everything=everything)
    if as_json:
        say_json([_json(one) for one in found])
        return
    for one in found:
        wish = one.wish
        say(f"{one.id}  {one.stage}  {wish.by}: {wish.action} {wish.target.id}  ({one.reason}) {one.approver}".rstrip())
    if not found:
        say("Nothing waits.")


@approvals.command(short_help="Say no.", epilog=example("letapis approvals refuse 3 --by boris"))
@click.argument("number")
@archive_option
@by_option
@json_option
def refuse(number: str, folder: Path, by: str, as_json: bool) -> None:
    """Say no to what a colleague asks for, also where another has confirmed it already."""
    from letapis.workflow.accounts import refuse as say_no

    opened = _open(folder, by)
    say_no(opened.archive, opened.by, number)
    say_json({"request": number, "stage": "refused"}) if as_json else say(f"Request {number} is refused.")


@approvals.command(short_help="Take your request back.", epilog=example("letapis approvals withdraw 3 --by anna"))
@click.argument("number")
@archive_option
@by_option
@json_option
def withdraw(number: str, folder: Path, by: str, as_json: bool) -> None:
    """Take your own request back."""
    from letapis.workflow.accounts import withdraw as take_back

    opened = _open(folder, by)
    take_back(opened.archive, opened.by, number)
    say_json({"request": number, "stage": "withdrawn"}) if as_json else say(f"Request {number} is withdrawn.")


def _json(request: Request) -> dict[str, Any]:
    wish = request.wish
    return {
        "request": request.id,
        "stage": str(request.stage),
        "by": wish.by,
        "action": wish.action,
        "target": wish.target.id,
        "compartment": wish.target.compartment,
        "reason": request.reason,
        "asked": request.asked.isoformat(),
        "approver": request.approver,
    }
