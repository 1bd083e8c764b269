"""`letapis learn`: the coder of an archive learns from its judgements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import progress, say, say_json

if TYPE_CHECKING:
    from letapis.claims.learning.evaluation import Change, Measured
    from letapis.workflow.learning import Learned

FEW = 5  # claims below which a group has no line of its own
NAMES = {"claim": "claims", "date": "dates", "place": "places", "count": "one or none"}


@click.command(
    short_help="Let the coder learn from the judgements.",
    epilog=example("letapis learn --archive minsk-2020 --by anna"),
)
@archive_option
@by_option
@json_option
@click.pass_context
def learn(ctx: click.Context, /, folder: Path, by: str, as_json: bool) -> None:
    """Let the coder of an archive learn from the claims that were accepted, rejected and edited in it.

    Learned is how sure a claim is, which claims are dropped, and which date and place a claim takes of those that its
    text offers. Nothing leaves this machine. It is a judgement: `letapis judge undo` takes it back.
    """
    from letapis.workflow.learning import LearningError
    from letapis.workflow.learning import learn as teach

    archive = open_archive(folder)
    try:
        with progress() as show:
            done = teach(archive, by, show)
    except LearningError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        say_json(_as_json(done))
    else:
        for line in _as_lines(done):
            say(line)
    ctx.exit(0 if done.judgement else 1)


def _as_lines(done: Learned) -> Iterator[str]:
    yield (
        f"{done.judged} judged claim(s) in {done.documents} report(s) taught, beside {done.shipped} annotated text(s) "
        "of ours. Measured on reports that did not teach:"
    )
    yield f"{'':<28}{'number':>8}{'right before':>14}{'after':>8}{'error before':>18}{'after':>8}"
    for change in done.changes:
        if not change.group or change.before.number >= FEW:
            yield _line(change)
    if done.judgement is None:
        yield "It would read no better than now, so nothing was changed. More judgements may help."
    else:
        name = done.judgement.id
        yield f"{name}: learned. `letapis reconcile` codes anew; to undo it: letapis judge undo {name}"


def _line(change: Change) -> str:
    name = f"{NAMES[change.task]} {change.group}"
    before, after = change.before, change.after
    rates = f"{name:<28}{before.number:>8}{before.share:>14.3f}{after.share:>8.3f}"
    return rates + (f"{before.distance:>18.3f}{after.distance:>8.3f}" if change.task == "claim" else "")


def _as_json(done: Learned) -> dict[str, Any]:
    return {
        "judged": done.judged,
        "reports": done.documents,
        "annotated_texts": done.shipped,
        "judgement": done.judgement.id if done.judgement else None,
        "weights": done.weights.digest,
        "dropped_below": done.weights.dropped_below,
        "changes": [
            {
                "of": change.task,
                "group": change.group,
                "number": change.before.number,
                "before": _measured(change.before),
                "after": _measured(change.after),
            }
            for change in done.changes
        ],
    }


def _measured(one: Measured) -> dict[str, float]:
    return {"right": round(one.share, 4), "kept": one.kept, "error": round(one.distance, 4)}
