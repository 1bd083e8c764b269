"""`letapis vault`: who is behind a handle, what they told, who looked. The other half is in `vault_keeping`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TextIO

import click

from letapis.cli.options import Day, archive_option, example, json_option
from letapis.cli.terminal import say, say_json
from letapis.cli.vault_keeping import compartment, consent, due, erase, keepers
from letapis.cli.vault_lines import (
    account_option,
    entry_json,
    entry_of,
    fields_of,
    opened,
    person_of,
    reason_option,
    tell_entries,
    zone_option,
)


@click.group(
    short_help="Identities, testimony, consent and aid, apart from all else.",
    epilog=example("letapis vault add identity --archive minsk-2020"),
)
def vault() -> None:
    """Identities, contacts, testimony, consent and aid: sealed to named keepers, apart from all else.

    Everywhere else a person is a handle such as P-7K3Q2M. The passphrase is wanted each time. Who looks at an entry
    stands in the log before it is shown.
    """


@vault.command(
    "add",
    epilog=example(
        "letapis vault add identity --archive minsk-2020",
        "letapis vault add testimony --person P-7K3Q2M --text told.txt",
    ),
)
@click.argument("kind")
@click.option("--person", default="", metavar="P-HANDLE", help="Whose it is; without it a new handle is drawn.")
@click.option(
    "--text", type=click.File(encoding="utf-8"), metavar="FILE", help="The words of a testimony; - is standard input."
)
@click.option("--until", type=Day(), metavar="DAY", help="Keep it until then; by default as long as its kind says.")
@zone_option
@archive_option
@account_option
@json_option
def add(  # noqa: PLR0913, PLR0917  one argument for each option
    kind: str,
    person: str,
    text: TextIO | None,
    until: date | None,
    zone: str,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    """Add an entry of a KIND: identity, contact, testimony, consent or aid.

    Its fields are asked for, or read from standard input as lines `field: words`. They are never options: what stands
    in a command stays in the history of the shell. Who holds no key of the vault hands it in for the keepers.
    """
    from letapis.workflow.vault import add as add_entry
    from letapis.workflow.vault_door import hand_in, opened_or_outside

    whose = person_of(person)
    inside = opened_or_outside(folder, by)
    fields = {"text": text.read()} if text is not None else fields_of(kind)
    if inside.vault is None:
        if until is not None or zone != "vault":
            raise click.UsageError("Only who holds a key of the vault can say --until or --compartment.")
        handle = hand_in(inside.archive, inside.by, kind, fields, whose)
        told = {"person": handle, "kind": kind, "handed_in": True}
        say_json(told) if as_json else say(f"Handed in for {handle}. You cannot read it back; a keeper can.")
        return
    entry = add_entry(inside.vault, kind, fields, whose, zone, until)
    if as_json:
        say_json(entry_json(entry, zone))
    else:
        say(f"{entry.id}: {kind} of {entry.person}, kept until {entry.until}.")


@vault.command("list", epilog=example("letapis vault list --archive minsk-2020"))
@click.option("--person", default="", metavar="P-HANDLE", help="Only of this person.")
@archive_option
@account_option
@json_option
def list_(person: str, folder: Path, by: str, as_json: bool) -> None:
    """List the entries that this account can open: handles and kinds, not what they say."""
    from letapis.workflow.vault import listed

    whose = person_of(person)
    tell_entries(listed(opened(folder, by), whose), as_json)


@vault.command("show", epilog=example("letapis vault show V-3M8XKD --reason contact"))
@click.argument("entry", metavar="V-HANDLE")
@reason_option
@archive_option
@account_option
@json_option
def show(entry: str, reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Show an entry. That you looked, when and why stands in the log first, for all to see."""
    from letapis.workflow.vault import show as show_entry

    shown = show_entry(opened(folder, by), entry_of(entry), reason)
    if as_json:
        say_json({"entry": shown.entry.id, "person": shown.entry.person, "kind": shown.entry.kind, **shown.fields})
        return
    say(f"{shown.entry.id}: {shown.entry.kind} of {shown.entry.person}")
    for name, words in shown.fields.items():
        say(f"  {name}: {words}")


@vault.command("views", epilog=example("letapis vault views --archive minsk-2020"))
@archive_option
@account_option
@json_option
def views(folder: Path, by: str, as_json: bool) -> None:
    """Who looked at what, when and why. An entry that was erased shows its mark in the log alone."""
    from letapis.workflow.vault_keys import views as all_views

    found = all_views(opened(folder, by))
    if as_json:
        say_json(
            [
                {
                    "at": one.at,
                    "who": one.who,
                    "reason": one.reason,
                    "identity": one.identity,
                    "entry": one.entry,
                    "person": one.person,
                }
                for one in found
            ]
        )
        return
    for one in found:
        say(f"{one.at}  {one.who}  {one.reason}  {one.entry or one.identity[:16]}  {one.person}".rstrip())
    if not found:
        say("Nobody looked at anything.")


for command in (due, consent, erase, keepers, compartment):
    vault.add_command(command)
