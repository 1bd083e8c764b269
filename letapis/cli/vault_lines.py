"""What the commands of `letapis vault` share: options, how handles and fields are read, how an entry is told."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letapis.cli.terminal import say, say_json

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


def opened(folder: Path, by: str) -> Vault:
    """The vault, with the passphrase of an account."""
    from letapis.workflow.vault import open_vault

    return open_vault(folder, by)


def person_of(text: str) -> str:
    """The handle of a person; empty where none was typed."""
    return _handle(text, "P") if text else ""


def entry_of(text: str) -> str:
    """The handle of an entry."""
    return _handle(text, "V")


def _handle(text: str, prefix: str) -> str:
    """A handle as it was typed. A slip of the pen is a usage error, not another person."""
    from letapis.vault.handles import read_handle

    handle = read_handle(text, prefix)
    if handle is None:
        raise click.UsageError(f"{text!r} is no handle such as {prefix}-7K3Q2M; is one character another?")
    return handle


def fields_of(kind: str) -> dict[str, str]:
    """The fields of an entry: asked for one by one at a terminal, else read as lines."""
    from letapis.vault.kinds import kinds

    names = kinds()[kind].fields if kind in kinds() else ()
    if sys.stdin.isatty():
        return _asked(names)
    found: dict[str, str] = {}
    for number, line in enumerate(sys.stdin, start=1):
        name, mark, words = line.partition(":")
        if line.strip() and not mark:
            raise click.UsageError(f"Line {number} of the standard input is not `field: words`.")
        if mark:
            found[name.strip()] = words.strip()
    return found


def _asked(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        words: str = click.prompt(name, default="", show_default=False, err=True)
        if words:
            found[name] = words
    return found


def entry_json(entry: Entry, zone: str) -> dict[str, str]:
    """An entry as the list knows it."""
    names = ("id", "person", "kind", "added", "until", "by")
    return {**{name: getattr(entry, name) for name in names}, "compartment": zone}


def tell_entries(found: Iterable[tuple[str, Entry]], as_json: bool, nothing: str = "There is no entry.") -> None:
    """One line an entry, or JSON."""
    rows = [entry_json(entry, zone) for zone, entry in found]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['id']}  {row['person']}  {row['kind']:9}  kept until {row['until']}  {row['compartment']}")
    if not rows:
        say(nothing)
