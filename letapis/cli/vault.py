"""`letapis vault`: who is behind a handle, what they told and allow; who looked; what is due; who holds the keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letapis.cli.options import FILE, Day, archive_option, example, json_option
from letapis.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from letapis.vault.index import Entry
    from letapis.workflow.vault import Vault

account_option = click.option(
    "--by", default="", metavar="HANDLE", help="Whose account; by default any that the passphrase opens."
)
zone_option = click.option("--compartment", "zone", default="vault", metavar="NAME", help="The compartment it is in.")
reason_option = click.option(
    "--reason", required=True, metavar="WORD", help="Why; a word of the list in the reference."
)


@click.group(short_help="Identities, testimony, consent and aid, apart from all else.")
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
    text: click.utils.LazyFile | None,
    until: date | None,
    zone: str,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    """Add an entry of a KIND: identity, contact, testimony, consent or aid.

    Its fields are asked for, or read from standard input as lines `field: words`. They are never options: what stands
    in a command stays in the history of the shell.
    """
    from letapis.vault.kinds import checked
    from letapis.workflow.vault import add as add_entry

    person = _person(person)
    opened = _open(folder, by)
    fields = {"text": text.read()} if text is not None else _fields(kind)
    entry = add_entry(opened, kind, checked(kind, fields), person, zone, until)
    if as_json:
        say_json(_told(entry, zone))
    else:
        say(f"{entry.id}: {kind} of {entry.person}, kept until {entry.until}.")


@vault.command("list", epilog=example("letapis vault list --archive minsk-2020"))
@click.option("--person", default="", metavar="P-HANDLE", help="Only of this person.")
@archive_option
@account_option
@json_option
def list_(person: str, folder: Path, by: str, as_json: bool) -> None:
    """List the entries that this account can open: handles and kinds, not what they say."""
    person = _person(person)
    found = [(zone, one) for zone, one in _open(folder, by).entries() if person in ("", one.person)]
    _tell_entries(found, as_json)


@vault.command("show", epilog=example("letapis vault show V-3M8XKD --reason contact"))
@click.argument("entry", metavar="V-HANDLE")
@reason_option
@archive_option
@account_option
@json_option
def show(entry: str, reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Show an entry. That you looked, when and why stands in the log first, for all to see."""
    from letapis.workflow.vault import show as show_entry

    shown = show_entry(_open(folder, by), _entry(entry), reason)
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

    found = all_views(_open(folder, by))
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


@vault.command("due", epilog=example("letapis vault due", "letapis vault due --keep V-3M8XKD --until 2027-06-01"))
@click.option("--keep", default="", metavar="V-HANDLE", help="Keep this entry longer, or less long.")
@click.option("--until", type=Day(), metavar="DAY", help="Until when.")
@archive_option
@account_option
@json_option
@click.pass_context
def due(ctx: click.Context, /, keep: str, until: date | None, folder: Path, by: str, as_json: bool) -> None:  # noqa: PLR0913  one argument for each option
    """List what is to be erased or kept longer; with --keep and --until set the day of an entry. Exit code 1 where some is due."""
    from letapis.workflow import vault_consent

    opened = _open(folder, by)
    if keep:
        if until is None:
            raise click.UsageError("Say --until DAY.")
        changed = vault_consent.keep(opened, _entry(keep), until)
        _tell_entries([(opened.find(changed.id)[0], changed)], as_json)
        return
    zones = {one.id: zone for zone, one in opened.entries()}
    found = vault_consent.due(opened, until)
    _tell_entries([(zones[one.id], one) for one in found], as_json, "Nothing is due.")
    ctx.exit(1 if found else 0)


@vault.command(
    "consent",
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
def consent(  # noqa: PLR0913  one argument for each option
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
    handle = _person(person)
    opened = _open(folder, by)
    if check:
        answer = vault_consent.allowed(opened, handle, check, recipient[0] if recipient else "")
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
        entry = vault_consent.withdraw(opened, handle, withdraw, zone)
    else:
        extra = {"recipients": ", ".join(recipient), "hide": ", ".join(hide), "witness": witness}
        told_fields = {name: words for name, words in extra.items() if words}
        if until is not None:
            told_fields["until"] = until.isoformat()
        entry = vault_consent.give(opened, handle, give, told_fields, zone)
    _tell_entries([(zone, entry)], as_json)


@vault.command("erase", epilog=example("letapis vault erase V-3M8XKD --reason withdrawn"))
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

    wanted = [_entry(one) for one in entries]
    erase_entries(_open(folder, by), wanted, reason)
    if as_json:
        say_json({"erased": wanted})
    else:
        say(f"Erased: {', '.join(wanted)}.")
        note("Backups made before hold them still: let them run out, or destroy them.")


@vault.command("keepers", epilog=example("letapis vault keepers", "letapis vault keepers --add clara"))
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

    opened = _open(folder, by)
    if added:
        vault_keys.add_keeper(opened, zone, added)
    if removed:
        vault_keys.remove_keeper(opened, zone, removed)
    if removed == opened.by:
        say("You hold it no longer.")
        return
    found = vault_keys.keepers(opened, zone)
    if as_json:
        say_json({"compartment": zone, "keepers": list(found)})
    else:
        say(f"{zone}: {', '.join(found)}")


@vault.command(
    "compartment", epilog=example("letapis vault compartment case-7 --keeper berta", "letapis vault compartment")
)
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

    opened = _open(folder, by)
    if name:
        begin_compartment(opened, name, keeper)
    if as_json:
        say_json({"compartments": list(opened.zones())})
    else:
        say("\n".join(opened.zones()))


def _open(folder: Path, by: str) -> Vault:
    from letapis.workflow.vault import open_vault

    return open_vault(folder, by)


def _person(text: str) -> str:
    return _handle(text, "P") if text else ""


def _entry(text: str) -> str:
    return _handle(text, "V")


def _handle(text: str, prefix: str) -> str:
    """A handle as it was typed. A slip of the pen is a usage error, not another person."""
    from letapis.vault.handles import read_handle

    handle = read_handle(text, prefix)
    if handle is None:
        raise click.UsageError(f"{text!r} is no handle such as {prefix}-7K3Q2M; is one character another?")
    return handle


def _fields(kind: str) -> dict[str, str]:
    """The fields of an entry: asked for one by one at a terminal, else read as lines."""
    from letapis.vault.kinds import kinds

    names = kinds()[kind].fields if kind in kinds() else ()
    stream = click.get_text_stream("stdin")
    if stream.isatty():
        asked = {name: click.prompt(name, default="", show_default=False, err=True) for name in names}
        return {name: words for name, words in asked.items() if words}
    found: dict[str, str] = {}
    for number, line in enumerate(stream, start=1):
        name, mark, words = line.partition(":")
        if line.strip() and not mark:
            raise click.UsageError(f"Line {number} of the standard input is not `field: words`.")
        if mark:
            found[name.strip()] = words.strip()
    return found


def _told(entry: Entry, zone: str) -> dict[str, str]:
    names = ("id", "person", "kind", "added", "until", "by")
    return {**{name: getattr(entry, name) for name in names}, "compartment": zone}


def _tell_entries(found: Iterable[tuple[str, Entry]], as_json: bool, nothing: str = "There is no entry.") -> None:
    rows = [_told(entry, zone) for zone, entry in found]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['id']}  {row['person']}  {row['kind']:9}  kept until {row['until']}  {row['compartment']}")
    if not rows:
        say(nothing)
