"""`letapis accounts`: who works here, in which role, and what was done with accounts. It shows handles, never names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import LANGUAGES, archive_option, by_option, example, json_option
from letapis.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from letapis.access.accounts import Account, Accounts
    from letapis.workflow.accounts_opening import Opened

ROLES = (
    "reader", "documenter", "reviewer", "caseworker", "lawyer", "keeper", "publisher", "administrator",
)  # fmt: skip

reason_option = click.option("--reason", required=True, help="Why; it stands in the log of accounts.")


@click.group(
    short_help="Who works here, and in which role.", epilog=example("letapis accounts add vera --role documenter")
)
def accounts() -> None:
    """Make accounts and give them roles. A handle is a pseudonym; no address is kept anywhere."""


def _open(folder: Path, by: str, *, with_keys: bool = False) -> Opened:
    from letapis.workflow.accounts_opening import opened

    return opened(folder, by, with_keys=with_keys)


@accounts.command(
    short_help="Make an account.",
    epilog=example(
        "letapis accounts add anna --role keeper --role reviewer --by anna",
        "letapis accounts add desk --role administrator --by anna",
        "LETAPIS_NEW_PASSPHRASE_FILE=first.txt letapis accounts add vera --role documenter --by desk",
    ),
)
@click.argument("handle")
@click.option("--role", "given", multiple=True, type=click.Choice(ROLES), required=True, help="A role; more than once.")
@archive_option
@by_option
@json_option
def add(handle: str, given: tuple[str, ...], folder: Path, by: str, as_json: bool) -> None:
    """Make an account. The first is your own, the second the administrator's; then the rules hold.

    Its owner types the first passphrase, or it stands in the file of LETAPIS_NEW_PASSPHRASE_FILE. An account made by
    an administrator opens no content until a member of the team has admitted it.
    """
    from letapis.workflow.accounts_changing import add as make_slot
    from letapis.workflow.accounts_changing import make, opened_books
    from letapis.workflow.accounts_opening import first_passphrase

    opened = opened_books(_open(folder, by, with_keys=True))
    acts = make(opened.books, opened.by, handle, given)
    fresh = opened.keys is not None and handle != opened.by
    found = make_slot(opened, acts, first_passphrase(handle) if fresh else "")
    if as_json:
        say_json(_json(found[handle]))
        return
    say(_line(found[handle]))
    if not found[handle].admitted and "administrator" not in given:
        note(f"It opens no content yet. A reviewer or keeper admits it: letapis accounts admit {handle}")


@accounts.command(
    short_help="Hand the key of the team to a new account.", epilog=example("letapis accounts admit vera --by anna")
)
@click.argument("handle")
@archive_option
@by_option
@json_option
def admit(handle: str, folder: Path, by: str, as_json: bool) -> None:
    """Hand the key of the team to an account that an administrator made. Be sure who it is: ask by another way."""
    from letapis.workflow.accounts_changing import admit as hand_over

    _told(hand_over(_open(folder, by, with_keys=True), handle), handle, as_json)


@accounts.command("list", short_help="All handles with their roles.", epilog=example("letapis accounts list --by anna"))
@archive_option
@by_option
@json_option
def list_(folder: Path, by: str, as_json: bool) -> None:
    """Show all handles with their roles, compartments and second factors."""
    from letapis.workflow.accounts_changing import listed

    opened = _open(folder, by)
    found = listed(opened.books, opened.by)
    if as_json:
        say_json([_json(one) for one in found.values()])
        return
    for one in found.values():
        say(_line(one))
    if not found:
        say("There are no accounts: whoever opens the archive may do everything.")


@accounts.command(
    short_help="Give a role, or take it.",
    epilog=example('letapis accounts role vera --give reviewer --reason "second reading" --by desk'),
)
@click.argument("handle")
@click.option("--give", type=click.Choice(ROLES), help="The role to give.")
@click.option("--take", type=click.Choice(ROLES), help="The role to take.")
@reason_option
@archive_option
@by_option
@json_option
def role(**told: Any) -> None:  # noqa: ANN401  one argument for each option
    """Give a role to somebody else, or take it. Their sessions end."""
    _give_or_take("role", **told)


@accounts.command(
    short_help="Let an account into a compartment, or out.",
    epilog=example('letapis accounts compartment vera --give case-7 --reason "her case" --by desk'),
)
@click.argument("handle")
@click.option("--give", metavar="NAME", help="The compartment to let it into.")
@click.option("--take", metavar="NAME", help="The compartment to take it out of.")
@reason_option
@archive_option
@by_option
@json_option
def compartment(**told: Any) -> None:  # noqa: ANN401  as above
    """Let somebody else into a compartment, or out. Its keys are handed over by its keepers: letapis vault."""
    _give_or_take("compartment", **told)


def _give_or_take(  # noqa: PLR0913  one argument for each option
    what: str,
    *,
    handle: str,
    give: str | None,
    take: str | None,
    reason: str,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    if bool(give) == bool(take):
        raise click.UsageError("Name one of --give and --take.")
    change = f"{what}-given" if give else f"{what}-taken"
    act = {"change": change, "account": handle, what: give or take, "reason": reason}
    _alter(folder, by, "change-roles", act, as_json=as_json)


@accounts.command(
    short_help="Shut an account at once.",
    epilog=example('letapis accounts suspend vera --reason "taken this morning" --by boris'),
)
@click.argument("handle")
@reason_option
@archive_option
@by_option
@json_option
def suspend(handle: str, reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Shut an account at once. Every colleague may, and everybody their own."""
    act = {"change": "suspended", "account": handle, "reason": reason}
    _alter(folder, by, "suspend-account", act, as_json=as_json)


@accounts.command(
    short_help="Open an account again that was shut.",
    epilog=example('letapis accounts resume vera --reason "she is back" --by desk'),
)
@click.argument("handle")
@reason_option
@archive_option
@by_option
@json_option
def resume(handle: str, reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Open an account again that was suspended."""
    act = {"change": "resumed", "account": handle, "reason": reason}
    _alter(folder, by, "resume-account", act, as_json=as_json)


@accounts.command(
    short_help="Take an account's keys away for ever.",
    epilog=example('letapis accounts revoke vera --reason "left the team" --by desk'),
)
@click.argument("handle")
@reason_option
@archive_option
@by_option
@json_option
def revoke(handle: str, reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Take an account's keys away for ever: its slot is destroyed, its roles end, its handle is not given again."""
    from letapis.workflow.accounts_changing import revoke as take_away

    _told(take_away(_open(folder, by, with_keys=True), handle, reason), handle, as_json)


@accounts.command(
    short_help="Change your passphrase.",
    epilog=example("letapis accounts passphrase", "LETAPIS_NEW_PASSPHRASE_FILE=new.txt letapis accounts passphrase"),
)
@archive_option
@by_option
@json_option
def passphrase(folder: Path, by: str, as_json: bool) -> None:
    """Change your own passphrase. The one until now is asked for; all your sessions end."""
    from letapis.workflow.accounts_changing import new_passphrase

    handle = new_passphrase(folder, by)
    say_json({"account": handle}) if as_json else say(f"{handle} has another passphrase now.")


@accounts.command(
    short_help="What was done with accounts and confirmations.", epilog=example("letapis accounts audit --by anna")
)
@archive_option
@by_option
@json_option
@click.pass_context
def audit(ctx: click.Context, /, folder: Path, by: str, as_json: bool) -> None:
    """Show what was done with accounts, who asked for what and who confirmed it, and who looked at more than usual.

    Sign-ins stand to the hour. Exit code 1 where the logs do not hold, or somebody looked at more than usual.
    """
    from letapis.workflow.accounts_audit import audited

    opened = _open(folder, by)
    told = audited(opened.books, opened.by)
    if as_json:
        say_json({"lines": told.lines, "alarms": told.alarms, "problem": told.problem})
    else:
        for line in told.lines:
            more = " ".join(f"{key}={value}" for key, value in line.items() if key not in {"at", "who", "change"})
            say(f"{line['at']}  {line['who']:<16} {line['change']:<20} {more}")
        for alarm in told.alarms:
            say(f"Look here: {alarm['who']} had {alarm['count']} views in the hour up to {alarm['at']}.")
        if told.problem:
            say(f"Broken: {told.problem}")
    ctx.exit(1 if told.problem or told.alarms else 0)


@accounts.command(
    short_help="Who may do what.", epilog=example("letapis accounts matrix", "letapis accounts matrix --lang be")
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the table.")
@json_option
def matrix(lang: str, as_json: bool) -> None:
    """Show what each role may: y; o with one's own only; c inside its compartments; 2 with a second person."""
    from letapis.cli.accounts_matrix import cells, lines

    if as_json:
        say_json(cells())
        return
    for line in lines(lang):
        say(line)


def _alter(folder: Path, by: str, action: str, act: dict[str, Any], *, as_json: bool) -> None:
    from letapis.workflow.accounts_changing import alter

    opened = _open(folder, by)
    _told(alter(opened.books, opened.by, action, act), str(act["account"]), as_json)


def _told(found: Accounts, handle: str, as_json: bool) -> None:
    if as_json:
        say_json(_json(found[handle]))
    else:
        say(_line(found[handle]))


def _line(account: Account) -> str:
    parts = [account.handle, str(account.state), ", ".join(sorted(account.roles)) or "no role"]
    parts += [f"in {', '.join(sorted(account.compartments))}"] if account.compartments else []
    parts += ["second factor"] if account.factors else []
    parts += [] if account.admitted or "administrator" in account.roles else ["not admitted"]
    return "; ".join(parts)


def _json(account: Account) -> dict[str, Any]:
    return {
        "handle": account.handle,
        "state": str(account.state),
        "roles": sorted(account.roles),
        "compartments": sorted(account.compartments),
        "admitted": account.admitted,
        "factors": [{"id": one.id, "kind": one.kind} for one in account.factors],
        "recovery_codes": len(account.recovery),
    }
