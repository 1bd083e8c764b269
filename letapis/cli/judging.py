"""`letapis judge`: the decisions of people. Each is appended to the log; none is ever taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from letapis.cli.options import archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import say, say_json

SLOTS = (
    "type", "date", "place", "count", "who", "whom", "status", "scope", "said_by", "definition", "basis", "as_of",
    "subset_of",
)  # fmt: skip


@click.group(
    short_help="Accept, reject, edit, join, keep apart, undo.",
    epilog=example('letapis judge reject 91216c503c384799:120-164:detention --reason "a film review"'),
)
def judge() -> None:
    """Decide about claims: accept, reject, edit, join, keep apart, and undo. `reconcile` applies it."""


def _deciding(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every decision has."""
    for option in (json_option, click.option("--reason", default="", help="Why."), by_option, archive_option):
        function = option(function)
    return function


def _decide(  # noqa: PLR0913  a judgement has so many parts
    kind: str,
    targets: Sequence[str],
    *,
    folder: Path,
    by: str,
    reason: str,
    as_json: bool,
    slot: str = "",
    value: str = "",
) -> None:
    from letapis.registry.exchange import judgement_to_json
    from letapis.workflow.code import rule_coder
    from letapis.workflow.judge import judge as append
    from letapis.workflow.targets import check_targets

    archive = open_archive(folder)
    check_targets(archive, kind, targets, rule_coder(archive=archive))
    judgement = append(archive, kind, targets, by, reason=reason, slot=slot, value=value)
    if as_json:
        say_json(judgement_to_json(judgement))
    else:
        say(f"{judgement.id}: {kind.replace('_', ' ')} {', '.join(targets)}.")
        say(f"To undo it: letapis judge undo {judgement.id}")


def _simple(name: str, metavar: str, text: str, call: str) -> None:
    """A decision that takes ids and nothing else."""

    @judge.command(name, help=text, epilog=example(call))
    @click.argument("targets", metavar=metavar, nargs=-1, required=True)
    @_deciding
    def decision(targets: tuple[str, ...], **rest: Any) -> None:  # noqa: ANN401  handed on as it comes
        _decide(name.replace("-", "_"), targets, **rest)


_simple(
    "join", "CLAIM CLAIM...", "These claims tell of one event.",
    "letapis judge join 91216c503c384799:120-164:detention 6162b21d0734d9b8:31-80:detention",
)  # fmt: skip
_simple(
    "keep-apart", "CLAIM CLAIM...", "These claims tell of different events.",
    "letapis judge keep-apart 91216c503c384799:120-164:detention 6162b21d0734d9b8:31-80:detention",
)  # fmt: skip
_simple(
    "accept", "CLAIM...", "A person has read the quote: the claim is right.",
    "letapis judge accept 91216c503c384799:120-164:detention --by anna",
)  # fmt: skip
_simple(
    "reject", "CLAIM...", "The claim is wrong or no claim at all; it counts nowhere.",
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


@judge.command("list", epilog=example("letapis judge list --json"))
@archive_option
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """Show the log of judgements."""
    from letapis.registry.exchange import judgement_to_json
    from letapis.workflow.judge import judgements

    made = judgements(open_archive(folder))
    if as_json:
        say_json([judgement_to_json(one) for one in made])
        return
    for one in made:
        edit_ = f" {one.slot} = {one.value}" if one.slot else ""
        reason = f" ({one.reason})" if one.reason else ""
        say(f"{one.id}  {one.at}  {one.by}  {one.kind.replace('_', ' ')} {', '.join(one.claims)}{edit_}{reason}")
    if not made:
        say("No judgements yet.")
