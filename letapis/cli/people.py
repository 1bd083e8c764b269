"""`letapis people`: lists of people linked, questions answered, persons shown. Only `queue` and `show` name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import (
    FILE,
    archive_option,
    by_option,
    example,
    given_options,
    json_option,
    open_archive,
)
from letapis.cli.terminal import note, notes, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.workflow.people import Linked, Standing
    from letapis.workflow.people_judging import Judged
    from letapis.workflow.people_lists import KeptList

DECISIONS = {"same": "same", "not-same": "not_same", "unsure": "unsure"}
LIMIT = 20
Json = dict[str, Any]

why_option = click.option("--why", required=True, help="Why: what speaks for it, in your words.")


@click.group(short_help="Lists of people to persons.", epilog=example("letapis people link list.csv --by anna"))
def people() -> None:
    """Bring rows of lists together into persons. The machine proposes with reasons; only people decide."""


class ColumnMap(click.ParamType[dict[str, str]]):
    """Which column is what, as name=ФИО,birth_year=4."""

    name = "columns"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:  # noqa: ANN401
        """Read it, or end with a usage error."""
        from letapis.registry.people.columns import KINDS

        if isinstance(value, dict):
            return value
        pairs = [one.partition("=") for one in value.split(",")]
        for kind, _, where in pairs:
            if kind.strip() not in KINDS or not where.strip():
                self.fail(f"write it as KIND=TITLE or KIND=NUMBER, KIND one of {', '.join(KINDS)}", param, ctx)
        return {kind.strip(): where.strip() for kind, _, where in pairs}


@people.command(
    short_help="Seal lists of people and compare them.",
    epilog=example(
        "letapis people link list.csv --by anna", "letapis people link list.csv --map name=ФИО,birth_year=4"
    ),
)
@click.argument("paths", metavar="[LIST...]", type=FILE, nargs=-1)
@archive_option
@by_option
@click.option("--map", "columns", type=ColumnMap(), help="Columns by title or number: name=ФИО,birth_year=4.")
@given_options
@json_option
@click.pass_context
def link(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    folder: Path,
    by: str,
    columns: dict[str, str] | None,
    as_json: bool,
    **told: str | None,
) -> None:
    """Seal lists in CSV or TSV, and compare their rows with each other and with those of the lists before.

    Nobody is joined with anybody: `letapis people queue` shows what is proposed. A row without a name is refused with
    its reason and stands in a file to correct. Without LIST, lists that still wait are compared.
    """
    from letapis.workflow.people import link_lists

    archive = open_archive(folder)
    given = {name: value for name, value in told.items() if value is not None}
    with progress() as show:
        done = link_lists(archive, paths, by, columns=columns, told=given, progress=show)
    if as_json:
        say_json(_linked_json(archive, done))
    else:
        _tell_linked(archive, done)
    ctx.exit(1 if done.refused or any(one.report.refused for one in done.lists) else 0)


def _tell_linked(archive: Any, done: Linked) -> None:  # noqa: ANN401  an Archive, known where it is opened
    set_aside(done.refused)
    notes(f"{name}: is in already as {first.name}; nothing was added" for name, first in done.sealed.known)
    for one in done.lists:
        report = one.report
        say(f"{one.sealed.name}: {report.rows} row(s): {report.records} record(s), {len(report.refused)} refused.")
        say("  columns: " + ", ".join(f"{kind} {number}" for kind, number in report.columns.items()))
        notes(f"  row {row}: {reason}" for row, reason in report.refused)
        if report.refused:
            say(f"  the refused rows, to correct: {_refused_place(archive, one)}")
        for line in _remarks(one):
            say(f"  {line}")
    say(f"{done.compared} record(s) compared with each other and with {done.known} earlier one(s).")
    say(f"{done.suggested} suggestion(s), {done.asked} question(s). Next: letapis people queue")


def _refused_place(archive: Any, one: KeptList) -> str:  # noqa: ANN401  as above
    """Where the refused rows are; those of a sealed archive come out with it."""
    from letapis.workflow.people_lists import refused_name

    name = refused_name(one.sealed)
    return f"{name} of `letapis export --all`" if archive.files.sealed else str(archive.root / name)


def _remarks(kept: KeptList) -> Iterator[str]:
    for kind, count in sorted(Counter(kind for _, kind in kept.report.unread).items()):
        rows = [str(row) for row, one in kept.report.unread if one == kind]
        more = ", ..." if len(rows) > LIMIT else ""
        yield f"{kind.replace('_', ' ')} not read in {count} row(s): {', '.join(rows[:LIMIT])}{more}"
    if kept.report.unnamed:
        yield f"{len(kept.report.unnamed)} row(s) name nobody: records of their own, proposed to be nobody else"
    yield from kept.report.remarks


def _linked_json(archive: Any, done: Linked) -> Json:  # noqa: ANN401  as above
    return {
        "lists": [
            {
                "id": one.id,
                "name": one.sealed.name,
                "rows": one.report.rows,
                "records": one.report.records,
                "refused": [{"row": row, "reason": reason} for row, reason in one.report.refused],
                "refused_rows": _refused_place(archive, one) if one.report.refused else None,
                "unread": [{"row": row, "kind": kind} for row, kind in one.report.unread],
                "unnamed": len(one.report.unnamed),
                "columns": one.report.columns,
                "remarks": list(one.report.remarks),
                "encoding": one.report.encoding,
            }
            for one in done.lists
        ],
        "known": [{"name": name, "as": first.name} for name, first in done.sealed.known],
        "compared": done.compared,
        "earlier": done.known,
        "suggested": done.suggested,
        "asked": done.asked,
        "set_aside": [
            {"file": one.file, "place": one.place, "problem": one.problem, "way_out": one.way_out}
            for one in done.refused
        ],
    }


@people.command(short_help="What to decide first.", epilog=example("letapis people queue --limit 5"))
@archive_option
@click.option("--limit", type=click.IntRange(min=0), default=LIMIT, show_default=True, help="Would-be persons shown.")
@json_option
def queue(folder: Path, limit: int, as_json: bool) -> None:
    """What waits for people: conflicts first, then the would-be persons of which an answer decides most."""
    from letapis.cli.people_lines import queue_lines
    from letapis.workflow.people_showing import Labels, queue_to_json

    standing = _standing(folder)
    told = queue_to_json(standing, standing.queue(limit))
    if as_json:
        say_json(told)
        return
    for line in queue_lines(told, Labels(standing)):
        say(line)


@people.command(
    short_help="Decide who is one person.",
    epilog=example(
        "letapis people judge 9121:12 6162:40 same --why 'same telephone' --by anna",
        "letapis people judge 9121:12 person-3fa9 not-same --why 'another birth year' --by anna",
        "letapis people judge --accept-suggested --why 'looked through' --by anna",
    ),
)
@click.argument("words", metavar="[LEFT RIGHT same|not-same|unsure]", nargs=-1)
@click.option("--accept-suggested", is_flag=True, help="All suggestions that contradict nothing, as one judgement.")
@click.option(
    "--threshold", type=click.FloatRange(0.5, 1), help="Least probability of these; by default that of the linker."
)
@archive_option
@by_option
@why_option
@json_option
@click.pass_context
def judge(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    accept_suggested: bool,
    threshold: float | None,
    folder: Path,
    by: str,
    why: str,
    as_json: bool,
) -> None:
    """Decide whether LEFT and RIGHT are one person.

    Each is a record (LIST:ROW), several with commas between, or a person. Inside one person, not-same splits it.
    """
    from letapis.workflow import people_judging

    if accept_suggested == bool(words) or (words and (len(words) != 3 or words[2] not in DECISIONS)):
        raise click.UsageError("Name LEFT, RIGHT and one of same, not-same, unsure; or --accept-suggested alone.")
    standing = _standing(folder)
    if not accept_suggested:
        judged = people_judging.judge_people(standing, (words[0], words[1]), DECISIONS[words[2]], by, why)
        _tell_judged(judged, as_json)
        return
    found = people_judging.accept_suggested(standing, by, why, threshold)
    if found is None:
        held = len(people_judging.suggestions(standing, threshold).held_back)
        _say_nothing_to_accept(held, as_json)
        ctx.exit(1)
    _tell_judged(found, as_json)


def _say_nothing_to_accept(held: int, as_json: bool) -> None:
    if as_json:
        say_json({"judgement": None, "held_back": held})
    else:
        note(f"No suggestion is left to accept; {held} would join what contradicts itself and wait in the queue.")


@people.command(epilog=example("letapis people confirm pj7 --why 'looked at it too' --by vera"))
@click.argument("judgement")
@archive_option
@by_option
@why_option
@json_option
def confirm(judgement: str, folder: Path, by: str, why: str, as_json: bool) -> None:
    """A second voice for a judgement of somebody else, where an archive asks for two."""
    from letapis.workflow import people_judging

    _tell_judged(people_judging.confirm(_standing(folder), judgement, by, why), as_json)


@people.command(epilog=example("letapis people undo pj7 --why 'two brothers' --by anna"))
@click.argument("judgements", metavar="JUDGEMENT...", nargs=-1, required=True)
@archive_option
@by_option
@why_option
@json_option
def undo(judgements: tuple[str, ...], folder: Path, by: str, why: str, as_json: bool) -> None:
    """Take a judgement back; the log keeps both, and the people are as if it had never been made."""
    from letapis.workflow import people_judging

    _tell_judged(people_judging.undo(_standing(folder), judgements, by, why), as_json)


@people.command(epilog=example("letapis people show person-3fa9", "letapis people show 'Адам Прыкладны' --json"))
@click.argument("named", metavar="PERSON|RECORD|NAME")
@archive_option
@json_option
@click.pass_context
def show(ctx: click.Context, /, named: str, folder: Path, as_json: bool) -> None:
    """A person by id, by one of its records, or by a name in any script: spellings, rows, judgements, suggestions."""
    from letapis.cli.people_lines import side_lines
    from letapis.workflow.people_showing import Labels, side_to_json, sides_named

    standing = _standing(folder)
    sides = sides_named(standing, named)
    told = [side_to_json(standing, side) for side in sides]
    if as_json:
        say_json(told)
    elif not told:
        note("Nobody by that name or id is in the lists.")
    else:
        labels = Labels(standing)
        for one in told:
            for line in side_lines(one, labels):
                say(line)
    ctx.exit(0 if told else 1)


def _standing(folder: Path) -> Standing:
    from letapis.workflow.people import Standing

    with progress() as shown:
        return Standing(open_archive(folder), progress=shown)


def _tell_judged(judged: Judged, as_json: bool) -> None:
    """What was appended and what it came to, by ids only."""
    from letapis.registry.people.exchange import conflict_to_json

    one = judged.judgement
    if as_json:
        say_json(
            {
                "judgement": one.id,
                "kind": one.kind,
                "by": one.by,
                "pairs": len(one.pairs),
                "waits": judged.waits,
                "held_back": len(judged.held_back),
                "overrules": list(judged.overrules),
                "conflicts": [conflict_to_json(conflict) for conflict in judged.conflicts],
            }
        )
        return
    of = f" of {len(one.pairs)} pair(s)" if one.pairs else f" of {', '.join(one.targets)}" if one.targets else ""
    say(f"{one.id}: {one.kind.replace('_', ' ')}{of}.")
    if judged.waits:
        say(f"It waits for a second handle: letapis people confirm {one.id} --why ...")
    if judged.overrules and not one.targets:
        say(f"It holds over {', '.join(judged.overrules)}.")
    if judged.held_back:
        say(f"{len(judged.held_back)} suggestion(s) would join what contradicts itself; they wait in the queue.")
    for conflict in judged.conflicts:
        held = f"{conflict.apart.left} and {conflict.apart.right} ({conflict.apart.judgement})"
        say(f"Conflict: {conflict.waits.judgement} waits, because {held} are held apart.")
    say(f"To undo it: letapis people undo {one.id} --why ...")
