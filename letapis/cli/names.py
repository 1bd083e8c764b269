"""`letapis names`: two names compared, a file of pairs scored, a name taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.finding import find, index
from letapis.cli.options import FILE, example, json_option
from letapis.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from letapis.names.persons.reading import Name
    from letapis.workflow.names import AlignedWords, ComparedNames

TOLD = 20  # faulty rows that are told one by one

organisation_option = click.option(
    "--organisation", is_flag=True, help="The names are of organisations, not of persons."
)


@click.group(
    short_help="Compare, read and find names of persons and organisations.",
    epilog=example('letapis names compare "Siarhei Tsikhanouski" "Тихановский Сергей Леонидович"'),
)
def names() -> None:
    """Compare names across alphabets, romanisations and spellings, and say why.

    A score of 0.8 and more means the same, under 0.5 different; between them a person should look.
    """


@names.command(
    short_help="Compare two names and show which word answers to which.",
    epilog=example(
        'letapis names compare "Siarhei Tsikhanouski" "Тихановский Сергей Леонидович"',
        'letapis names compare --organisation "ААТ «Беларуськалій»" "JSC Belaruskali"',
    ),
)
@click.argument("left")
@click.argument("right")
@organisation_option
@json_option
@click.pass_context
def compare(ctx: click.Context, /, left: str, right: str, organisation: bool, as_json: bool) -> None:
    """Compare two names: the words that answer to each other, what came of each, the rules behind it, the score.

    Ends with 0 where they are the same, 1 otherwise.
    """
    from letapis.workflow.names import compare_names

    found = compare_names(left, right, organisations=organisation)
    if as_json:
        say_json(as_value(found))
    else:
        for line in as_lines(found):
            say(line)
    ctx.exit(0 if found.decision == "same" else 1)


@names.command(
    short_help="Score a file of pairs of names.",
    epilog=example("letapis names score pairs.csv -o scored.csv"),
)
@click.argument("pairs", type=FILE)
@click.option("-o", "--output", type=FILE, help="Where the scored table goes; standard output by default.")
@organisation_option
@json_option
@click.pass_context
def score(ctx: click.Context, /, pairs: Path, output: Path | None, organisation: bool, as_json: bool) -> None:
    """Add the columns score, decision and reason to a table with the columns left and right.

    Every row comes back; one without two names has the score 0, the decision unsure and the reason, and its line is
    told.
    """
    from letapis.workflow.names import PairsReport, score_pairs

    report = PairsReport()
    lines = score_pairs(pairs, report, organisations=organisation)
    if output:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    else:
        for line in lines:
            click.echo(line, nl=False)
    told = {
        "decisions": dict(report.decisions),
        "faults": [{"line": line, "reason": why} for line, why in report.faults],
    }
    if as_json:
        say_json(told) if output else note(str(told))
    else:
        _tell(pairs, report.decisions, report.faults)
    ctx.exit(1 if report.faults else 0)


def _tell(pairs: Path, decisions: dict[str, int], faults: list[tuple[int, str]]) -> None:
    for line, why in faults[:TOLD]:
        note(f"{pairs}, line {line}: {why}")
    if len(faults) > TOLD:
        note(f"{pairs}: {len(faults) - TOLD} more rows like these; each has its reason in the table")
    counted = ", ".join(f"{decisions.get(name, 0)} {name}" for name in ("same", "unsure", "different"))
    note(f"{sum(decisions.values())} pairs: {counted}")


@names.command(short_help="Take a name apart.", epilog=example('letapis names read "Тихановский С. Л."'))
@click.argument("name")
@json_option
def read(name: str, as_json: bool) -> None:
    """Show the words of a name: given name, patronymic, surname, how each sounds, and the language of the letters."""
    from letapis.names.persons.reading import read as taken_apart

    found = taken_apart(name)
    if as_json:
        say_json(name_as_value(found))
        return
    say(f"language: {found.language}")
    for part in found.parts:
        marks = "".join(mark for mark, there in ((" (initial)", part.initial), (" (joined)", part.joined)) if there)
        say(f"{part.role:<11} {part.text}{marks}   sounds {' or '.join(part.keys) or 'unknown'}")


names.add_command(index)
names.add_command(find)


def as_lines(found: ComparedNames) -> Iterator[str]:
    """The answer for two names as lines."""
    yield f"{found.decision}, {found.score:.3f}"
    for part in found.parts:
        weight = f"{part.weight:+.2f}  " if part.weight is not None else ""
        words = f"{part.left or '-':<20} {part.right or '-':<20}"
        yield f"  {part.role:<11} {words} {part.outcome:<12} {weight}{', '.join(part.rules)}".rstrip()
    if found.reason:
        yield f"  why: {found.reason}"


def as_value(found: ComparedNames) -> dict[str, Any]:
    """The answer for two names as JSON."""
    return {
        "score": round(found.score, 4),
        "decision": found.decision,
        "reason": found.reason,
        "parts": parts_as_value(found.parts),
    }


def parts_as_value(parts: Sequence[AlignedWords]) -> list[dict[str, Any]]:
    """The words of two names that answer to each other, as JSON."""
    return [
        {
            "role": part.role,
            "left": part.left or None,
            "right": part.right or None,
            "outcome": part.outcome,
            "rules": list(part.rules),
            "weight": round(part.weight, 3) if part.weight is not None else None,
        }
        for part in parts
    ]


def name_as_value(found: Name) -> dict[str, Any]:
    """A name taken apart as JSON."""
    return {
        "name": found.text,
        "language": found.language,
        "parts": [
            {
                "text": part.text,
                "role": part.role,
                "initial": part.initial,
                "joined": part.joined,
                "keys": list(part.keys),
            }
            for part in found.parts
        ],
    }
