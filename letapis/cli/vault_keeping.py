"""`letapis vault due`, `consent`, `erase`, `keepers`, `compartment`: how long, for what, by whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from letapis.cli.options import Day, archive_option, example, json_option
from letapis.cli.terminal import note, say, say_json
from letapis.cli.vault_lines import (
    account_option,
    entry_of,
    opened,
    person_of,
    reason_option,
    tell_entries,
    zone_option,
)


@click.command(epilog=example("letapis vault due", "letapis vault due --keep V-3M8XKD --until 2027-06-01"))
@click.option("--keep", default="", metavar="V-HANDLE", help="Keep this entry longer, or less long.")
@click.option("--until", type=Day(), metavar="DAY", help="Until when.")
@archive_option
@account_option
@json_option
@click.pass_context
def due(ctx: click.Context, /, keep: str, until: date | None, folder: Path, by: str, as_json: bool) -> None:  # noqa: PLR0913, PLR0917  one argument for each option
    """List what is to be erased or kept longer; with --keep and --until set the day of an entry.

    Exit code 1 where some is due.
    """
    from letapis.workflow import vault_consent

    held = opened(folder, by)
    if keep:
        if until is None:
            raise click.UsageError("Say --until DAY.")
        changed = vault_consent.keep(held, entry_of(keep), until)
        tell_entries([(held.find(changed.id)[0], changed)], as_json)
        return
    zones = {one.id: zone for zone, one in held.entries()}
    found = vault_consent.due(held, until)
    tell_entries([(zones[one.id], one) for one in found], as_json, "Nothing is due.")
    ctx.exit(1 if found else 0)


@click.command(
    epilog=example(
        "letapis vault consent P-7K3Q2M --give united-nations --until 2027-06-01 --witness W3",
        "letapis vault consent P-7K3Q2M --withdraw media-with-name",
        "letapis vault consent P-7K3Q2M --check united-nations",
    ),
)
@click.argument("person", metavar="P-HANDLE")
@click.option("--give", multiple=True, metavar="PURPOSE", help="What they allow; may be said more than once.")
@click.option("--withdraw", multiple=True, metavar="PURPOSE", help="What they took back; may be said more than once.")
@click.option("--check", default="", metavar="PURPOSE", help="Whether they allow it today. Exit code 1 where not.")
@click.option(
    "--recipient", multiple=True, metavar="WORD", help="To whom alone; without it, to anybody for that purpose."
)
@click.option("--hide", multiple=True, metavar="WHAT", help="What must be hidden: name, photo, place, family.")
@click.option("--until", type=Day(), metavar="DAY", help="Until when they allow it.")
@click.option("--witness", default="", metavar="CODE", help="The code of who was there.")
@zone_option
@archive_option
@account_option
@json_option
@click.pass_context
def consent(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    person: str,
    give: tuple[str, ...],
    withdraw: tuple[str, ...],
    check: str,
    recipient: tuple[str, ...],
    hide: tuple[str, ...],
    until: date | None,
    witness: str,
    zone: str,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    """Record what a person allows or took back, or ask whether they allow a use today."""
    from letapis.workflow import vault_consent

    if sum(map(bool, (give, withdraw, check))) != 1:
        raise click.UsageError("Say one of --give, --withdraw and --check.")
    handle = person_of(person)
    held = opened(folder, by)
    if check:
        answer = vault_consent.allowed(held, handle, check, recipient[0] if recipient else "")
        told = {
            "person": handle,
            "purpose": check,
            "allowed": answer.allowed,
            "reason": answer.reason,
            "hide": sorted(answer.hide),
        }
        if as_json:
            say_json(told)
        else:
            hidden = f" Hide: {', '.join(sorted(answer.hide))}." if answer.hide else ""
            say(f"{'Yes' if answer.allowed else 'No'}: {answer.reason}.{hidden}")
        ctx.exit(0 if answer.allowed else 1)
    if withdraw:
        entry = vault_consent.withdraw(held, handle, withdraw, zone)
    else:
        extra = {"recipients": ", ".join(recipient), "hide": ", ".join(hide), "witness": witness}
        told_fields = {name: words for name, words in extra.items() if words}
        if until is not None:
            told_fields["until"] = until.isoformat()
        entry = vault_consent.give(held, handle, give, told_fields, zone)
    tell_entries([(zone, entry)], as_json)


@click.command(epilog=example("letapis vault erase V-3M8XKD --reason withdrawn"))
@click.argument("entries", metavar="V-HANDLE...", nargs=-1, required=True)
@reason_option
@archive_option
@account_option
@json_option
def erase(entries: tuple[str, ...], reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Erase entries for ever by destroying their keys. The log keeps its lines, and its proofs hold.

    Who has a backup from before and a passphrase of that time can open them still.
    """
    from letapis.workflow.vault_keys import erase as erase_entries

    wanted = [entry_of(one) for one in entries]
    erase_entries(opened(folder, by), wanted, reason)
    if as_json:
        say_json({"erased": wanted})
    else:
        say(f"Erased: {', '.join(wanted)}.")
        note("Backups made before hold them still: let them run out, or destroy them.")


@click.command(epilog=example("letapis vault keepers", "letapis vault keepers --add clara"))
@click.option("--add", "added", default="", metavar="HANDLE", help="Give the key to this account as well.")
@click.option(
    "--remove", "removed", default="", metavar="HANDLE", help="Take it from this account, and change the key."
)
@zone_option
@archive_option
@account_option
@json_option
def keepers(added: str, removed: str, zone: str, folder: Path, by: str, as_json: bool) -> None:  # noqa: PLR0913, PLR0917  one argument for each option
    """Who holds the key of the vault, or of a compartment; with --add or --remove change it."""
    from letapis.workflow import vault_keys

    held = opened(folder, by)
    if added:
        vault_keys.add_keeper(held, zone, added)
    if removed:
        vault_keys.remove_keeper(held, zone, removed)
    if removed == held.by:
        say("You hold it no longer.")
        return
    found = vault_keys.keepers(held, zone)
    if as_json:
        say_json({"compartment": zone, "keepers": list(found)})
    else:
        say(f"{zone}: {', '.join(found)}")


@click.command(epilog=example("letapis vault compartment case-7 --keeper berta", "letapis vault compartment"))
@click.argument("name", required=False, default="")
@click.option(
    "--keeper", multiple=True, metavar="HANDLE", help="Who holds its key beside you; may be said more than once."
)
@archive_option
@account_option
@json_option
def compartment(name: str, keeper: tuple[str, ...], folder: Path, by: str, as_json: bool) -> None:
    """Begin a compartment NAME for one case, with keepers of its own; without NAME list those you hold."""
    from letapis.workflow.vault_keys import begin_compartment

    held = opened(folder, by)
    if name:
        begin_compartment(held, name, keeper)
    if as_json:
        say_json({"compartments": list(held.zones())})
    else:
        say("\n".join(held.zones()))
