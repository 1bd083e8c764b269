"""Whether the command that runs may open the archive: asked once, where an archive is opened for it.

It holds the roles of accounts against honest use and mistakes. What nobody may read is held by keys.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from letapis.access.rules import Target
    from letapis.archive.archive import Archive

NOTHING = "-"  # the command asks for itself
NOBODY = ("", "unnamed")
TARGETS = {"export": "tables", "move-archive": "archive"}  # else the words of the command stand for what it is done to


@cache
def needed() -> dict[str, str]:
    """The action that each command needs a right for."""
    told: dict[str, str] = tomllib.loads(files("letapis.cli").joinpath("permissions.toml").read_text("utf-8"))[
        "commands"
    ]
    return told


def check(archive: Archive, opened_by: str) -> None:
    """Raise RefusedError where the command may not. `opened_by`: whose passphrase it was; empty in a plain archive."""
    context = click.get_current_context(silent=True)
    if context is None:
        return
    from letapis.workflow.accounts_state import books_of, has_books

    if has_books(books_of(archive)):
        action, handle = _action(context), _handle(context, opened_by)
        if action != NOTHING:
            _demand(archive, handle, action, context)


def _action(context: click.Context) -> str:
    """The action of the command, by all its words or by the first."""
    words = context.command_path.split()[1:]
    return needed().get(" ".join(words), needed().get(words[0] if words else "", ""))


def _handle(context: click.Context, opened_by: str) -> str:
    """Who acts. The log is to name the account whose passphrase it was."""
    from letapis.workflow.accounts_state import RefusedError

    said = str(context.params.get("by", os.environ.get("LETAPIS_BY", "")))
    if opened_by and "by" in context.params and said != opened_by:
        way_out = f"Say --by {opened_by}, or set LETAPIS_BY to it"
        raise RefusedError(said, f"the archive was opened by {opened_by!r}, and the log is to say so", way_out)
    if not opened_by and said in NOBODY:
        raise RefusedError(
            "this archive", "has accounts, and it is not said who works", "Set LETAPIS_BY to your handle"
        )
    return opened_by or said


def _demand(archive: Archive, handle: str, action: str, context: click.Context) -> None:
    from letapis.access.roles import actions
    from letapis.workflow.accounts import approved, demand, raise_refusal

    if action == "overrule":
        for one in _undone(archive, context):
            demand(archive, handle, action, one)
        return
    if action == "export" and context.params.get("whole"):
        action = "move-archive"
    if action in actions() and actions()[action].second_person:
        target = TARGETS.get(action) or " ".join((context.command_path.split(" ", 1)[1], *_named(context)))
        raise_refusal(approved(archive, handle, action, target), action)
    else:
        demand(archive, handle, action)


def _undone(archive: Archive, context: click.Context) -> list[Target]:
    """The judgements that are to be undone, each with whose it is."""
    from letapis.access.rules import Target

    chain = archive.persons if " people " in f" {context.command_path} " else archive.judgements
    made = {str(entry["judgement"]["id"]): str(entry["judgement"].get("by", "")) for entry in chain.entries()}
    return [Target(one, owner=made.get(one, "")) for one in _named(context)]


def _named(context: click.Context) -> list[str]:
    """What the command names: lines, judgements."""
    return [str(one) for value in context.params.values() if isinstance(value, tuple) for one in value]
