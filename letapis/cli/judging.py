"""`letapis judge`: the decisions of people. Each is appended to the log; none is ever taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import say, say_json

if TYPE_CHECKING:
    from letapis.registry.judgement import Given, Judgement

SLOTS = (
    "type", "date", "place", "count", "who", "whom", "status", "scope", "said_by", "definition", "basis", "as_of",
    "subset_of",
)  # fmt: skip


@click.group(
    short_help="Accept, reject, edit, join, state, correct, split, undo.",
    epilog=example(
        'letapis judge reject 91216c503c384799:120-164:detention --reason "a film review"',
        'letapis judge state act type=threat victim=person:j3 --words type="you will not see your son"',
    ),
)
def judge() -> None:
    """Decide about claims and entries: accept, reject, join, keep apart; edit claims; state, correct, split entries.

    Nothing is overwritten, and everything can be undone. `reconcile` applies it.
    """


def _deciding(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every decision has."""
    for option in (json_option, click.option("--reason", default="", help="Why."), by_option, archive_option):
        function = option(function)
    return function


def _decide(kind: str, targets: Sequence[str], *, as_json: bool, **parts: Any) -> None:  # noqa: ANN401
    """Check, append and tell one judgement."""
    _told([_made(kind, targets, **parts)], as_json=as_json)


def _made(  # noqa: PLR0913  a judgement has so many parts
    kind: str,
    targets: Sequence[str],
    *,
    folder: Path,
    by: str,
    reason: str,
    slot: str = "",
    value: str = "",
    given: Sequence[Given] = (),
    rests_on: Sequence[str] = (),
) -> Judgement:
    from letapis.workflow.code import rule_coder
    from letapis.workflow.judge import judge as append
    from letapis.workflow.targets import check_chain, check_entries, check_grounds, check_targets, named_here

    archive = open_archive(folder)
    coder = rule_coder(archive=archive)
    check_targets(archive, kind, [target for target in targets if not named_here(kind, target)], coder)
    if kind != "accept":  # what it confirms was just read from the archive
        check_entries(archive, _named(targets, given))
        check_grounds(archive, rests_on, coder)
        check_chain(archive, kind, targets, given)
    return append(
        archive, kind, targets, by, reason=reason, slot=slot, value=value, given=given, rests_on=rests_on
    )  # fmt: skip


def _named(targets: Sequence[str], given: Sequence[Given]) -> tuple[str, ...]:
    """The entries that the filled slots name."""
    from letapis.workflow.stating import kind_meant, named_entries

    return named_entries(kind_meant(targets[0]), given) if given else ()


def _told(made: Sequence[Judgement], *, as_json: bool) -> None:
    """One judgement, or the several that one call made."""
    from letapis.registry.exchange import judgement_to_json

    if as_json:
        told = [judgement_to_json(one) for one in made]
        say_json(told[0] if len(told) == 1 else told)
        return
    for one in made:
        filled = "".join(f" {given.slot}={given.value}" for given in one.given)
        say(f"{one.id}: {one.kind.replace('_', ' ')} {', '.join(one.claims)}{filled}.")
    say(f"To undo it: letapis judge undo {' '.join(one.id for one in made)}")


def _simple(name: str, metavar: str, text: str, *calls: str) -> None:
    """A decision that takes ids and nothing else."""

    @judge.command(name, help=text, epilog=example(*calls))
    @click.argument("targets", metavar=metavar, nargs=-1, required=True)
    @_deciding
    def decision(targets: tuple[str, ...], **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
        _decide(name.replace("-", "_"), targets, **rest)


_simple(
    "join", "ID ID...", "These claims tell of one event; or these entries are one thing, one person.",
    "letapis judge join 91216c503c384799:120-164:detention 6162b21d0734d9b8:31-80:detention",
    "letapis judge join person:j3 person:j8",
)  # fmt: skip
_simple(
    "keep-apart", "ID ID...", "These claims tell of different events; or these entries are two.",
    "letapis judge keep-apart 91216c503c384799:120-164:detention 6162b21d0734d9b8:31-80:detention",
)  # fmt: skip
_simple(
    "reject", "ID...", "The claim is wrong or no claim at all, and counts nowhere; or the proposed entry is wrong.",
    'letapis judge reject 91216c503c384799:120-164:detention --reason "a film review"',
)  # fmt: skip
_simple(
    "same-origin", "REPORT REPORT...", "These reports come from one origin: they count once.",
    "letapis judge same-origin 91216c503c384799 6162b21d0734d9b8",
)  # fmt: skip
_simple(
    "other-origin", "REPORT...", "This report is an origin of its own, whatever it looks like.",
    "letapis judge other-origin 91216c503c384799",
)  # fmt: skip
_simple("undo", "JUDGEMENT...", "Take a judgement back; the log keeps both.", "letapis judge undo j3")


@judge.command(epilog=example("letapis judge accept 91216c503c384799:120-164:detention --by anna"))
@click.argument("targets", metavar="ID...", nargs=-1, required=True)
@_deciding
def accept(targets: tuple[str, ...], as_json: bool, **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
    """A person has read the quotes: the claim, or the proposed entry as it stands now, is right."""
    from letapis.registry.model.kinds import is_entry
    from letapis.workflow.history import entry_now
    from letapis.workflow.stating import confirmed
    from letapis.workflow.targets import check_entries

    entries = [target for target in targets if is_entry(target)]
    check_entries(open_archive(rest["folder"]), entries)  # all of them, before the first is written
    claims = [target for target in targets if target not in entries]
    made = [_made("accept", claims, **rest)] if claims else []
    for entry in entries:  # each confirms its own values
        given, rests_on = confirmed(entry_now(open_archive(rest["folder"]), entry))
        made.append(_made("accept", (entry,), given=given, rests_on=rests_on, **rest))
    _told(made, as_json=as_json)


@judge.command(epilog=example("letapis judge edit 91216c503c384799:120-164:detention --slot count --value 600.."))
@click.argument("claim", metavar="CLAIM")
@click.option("--slot", type=click.Choice(SLOTS), required=True, help="What is put right.")
@click.option("--value", required=True, help="The right value; empty where the text does not tell.")
@_deciding
def edit(claim: str, slot: str, value: str, **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
    """Put one slot of a claim right.

    Dates as 2020-10-11 or 2020-10-11/2020-10-12; counts as 713, 600..700, 600.. or ..700; lists with ; between.
    """
    _decide("edit", (claim,), slot=slot, value=value, **rest)


def _filling(function: Callable[..., Any]) -> Callable[..., Any]:
    """The slots that a decision fills, what stands beside them, and what they rest on."""
    for option in (
        click.option("--rests-on", multiple=True, metavar="ID", help="A claim or a report that it rests on."),
        click.option("--note", "notes", multiple=True, metavar="SLOT=TEXT", help="A clarifying note beside a slot."),
        click.option("--words", multiple=True, metavar="SLOT=TEXT", help="The words of the source for a slot."),
        click.argument("pairs", metavar="SLOT=VALUE...", nargs=-1, required=True),
    ):
        function = option(function)
    return _deciding(function)


def _fill(
    kind: str,
    target: str,
    pairs: tuple[str, ...],
    *,
    words: tuple[str, ...],
    notes: tuple[str, ...],
    **rest: Any,  # noqa: ANN401  handed on as it comes
) -> None:
    from letapis.workflow.stating import given_of, kind_meant

    meant = kind_meant(target)
    given = given_of(meant, pairs, words, notes, new=target == meant.code)
    _decide(kind, (target,), given=given, **rest)


@judge.command(
    epilog=example(
        'letapis judge state person name="Alena Arlova"',
        "letapis judge state act type=detention victim=person:j1 began=2020-10-11 --rests-on 91216c503c384799",
        "letapis judge state act:j2 method=baton",
    )
)
@click.argument("target", metavar="KIND_OR_ENTRY")
@_filling
def state(target: str, **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
    """Fill slots of an entry; a bare kind makes a new entry, named after the judgement.

    `letapis judge kinds` shows the kinds, `letapis judge kinds KIND` the slots and what they take.
    """
    _fill("state", target, **rest)


def _changing(name: str, text: str, call: str) -> None:
    @judge.command(name, help=text, epilog=example(call))
    @click.argument("target", metavar="ENTRY")
    @_filling
    def decision(target: str, **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
        from letapis.registry.model.kinds import is_entry

        if not is_entry(target):
            raise click.BadParameter(f"{target!r} is no entry, KIND:NAME; `state` makes a new one")
        _fill(name, target, **rest)


_changing(
    "correct", "What stood in these slots was wrong: this takes its place. An empty value takes it back.",
    'letapis judge correct act:j2 began=2020-10-10 --reason "the diary gives the day before"',
)  # fmt: skip
_changing(
    "supersede", "What stood in these slots was right as far as was known then; now more is known.",
    "letapis judge supersede act:j2 type=coerced_confession --rests-on 6162b21d0734d9b8",
)  # fmt: skip


@judge.command(
    epilog=example("letapis judge recognise person:j1 body=Viasna recognised_as=political_prisoner")
)
@click.argument("target", metavar="PERSON_OR_ENTRY")
@_filling
def recognise(target: str, pairs: tuple[str, ...], **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
    """A named body has recognised a person: a dated decision, never made by the machine."""
    from letapis.workflow.stating import recognition

    meant, filled = recognition(target, pairs)
    _fill("recognise", meant, filled, **rest)


@judge.command(epilog=example('letapis judge split person:j4 --into "Alena Arlova" --into "Piotr Hancharyk"'))
@click.argument("target", metavar="ENTRY")
@click.option("--into", multiple=True, required=True, metavar="NAME", help="A person of the group.")
@_deciding
def split(target: str, into: tuple[str, ...], **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
    """Name persons of a group that stood there unnamed. The group keeps its number and its history."""
    from letapis.registry.judgement import Given

    _decide("split", (target,), given=tuple(Given("name", name) for name in into), **rest)


@judge.command("kinds", epilog=example("letapis judge kinds", "letapis judge kinds act"))
@click.argument("name", metavar="[KIND]", required=False, default="")
@json_option
def kinds_(name: str, as_json: bool) -> None:
    """Show the kinds of entry; of one kind its slots, what they take and their codes."""
    from letapis.cli.judging_lines import kind_as_json, kind_as_lines, kinds_as_lines
    from letapis.registry.model.kinds import kinds
    from letapis.workflow.stating import kind_meant

    if name:
        meant = kind_meant(name)
        if as_json:
            say_json(kind_as_json(meant))
        else:
            say("\n".join(kind_as_lines(meant)))
    elif as_json:
        say_json([kind_as_json(one) for one in kinds().values()])
    else:
        say("\n".join(kinds_as_lines()))


@judge.command("list", epilog=example("letapis judge list --json"))
@archive_option
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """Show the log of judgements."""
    from letapis.cli.judging_lines import judgement_as_line
    from letapis.registry.exchange import judgement_to_json
    from letapis.workflow.judge import judgements

    made = judgements(open_archive(folder))
    if as_json:
        say_json([judgement_to_json(one) for one in made])
        return
    for one in made:
        say(judgement_as_line(one))
    if not made:
        say("No judgements yet.")
