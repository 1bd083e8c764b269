"""`letapis figure`: one number as lines for a person and as JSON: the sentence, then every reading with its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import (
    FILE,
    Day,
    When,
    archive_option,
    example,
    json_option,
    language_option,
    open_archive,
    rule_option,
    table_option,
)
from letapis.cli.terminal import note, progress, say, say_json, set_aside

if TYPE_CHECKING:
    from letapis.publications.interface import Interface
    from letapis.registry.record import Figure, Reading
    from letapis.workflow.figures import Answer, Asked, By
    from letapis.workflow.reconcile import Reconciled


@click.command(
    short_help="One number with its readings and quotes.",
    epilog=example(
        "letapis figure detained --on 2020-10-11",
        "letapis figure detained --on 2020-10-11 reports/*.txt",
        "letapis figure detained --from 2020-10-01 --to 2020-10-31 --place Minsk",
        "letapis figure detained --on 2020-10-11 --group journalists",
        "letapis figure detained --on 2020-11-08 --as-of 2020-11-08T18:00",
    ),
)
@click.argument("measure")
@click.argument("reports", metavar="[REPORT...]", type=FILE, nargs=-1)
@click.option("--on", "day", type=Day(), help="The day.")
@click.option("--from", "first", type=Day(), help="The first day of a period.")
@click.option("--to", "last", type=Day(), help="The last day of the period.")
@click.option("--place", help="Count only within this place; any of its names.")
@click.option("--group", default="", help="Count only this group of people: journalists, women, minors and so on.")
@click.option("--as-of", "as_of", type=When(), help="By what the sources give for this moment or an earlier one.")
@click.option("--known", type=Day(), help="From what the archive knew on this day; of REPORTs, what had come out.")
@click.option("--published", type=Day(), help="From reports that had come out by this day.")
@archive_option
@language_option
@rule_option
@table_option
@json_option
@click.pass_context
def figure(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    measure: str,
    reports: tuple[Path, ...],
    day: date | None,
    first: date | None,
    last: date | None,
    place: str | None,
    group: str,
    as_of: str | None,
    known: date | None,
    published: date | None,
    folder: Path,
    lang: str,
    rule: str | None,
    table: str,
    as_json: bool,
) -> None:
    """One number with its readings and their quotes, from the archive or from REPORTs.

    MEASURE is what is counted: detained, marched, injured and so on. Of a day, or of a period: then the totals that
    sources state for it, and apart from them the sum of the floors of its days.
    """
    from letapis.sources.moment import Moment
    from letapis.workflow.figures import Asked, By, answer

    days = _days(day, first, last)
    group = "+".join(sorted(set(group.split("+"))))
    _check(measure, group)
    named = place_named(place) if place else None
    moment = Moment.parse(as_of) if as_of else None
    asked = Asked(measure, *days, day is None, named, group, moment, rule, table)
    found = record_from(reports, folder, By(known, published), asked)
    set_aside(found.refused)
    told = answer(asked, found)
    if as_json:
        say_json(answer_as_json(asked, told, found, lang))
    else:
        lines = list(answer_as_lines(asked, told, found, lang))
        for line in lines[1:] if lines and not lines[0] else lines:
            say(line)
    if told.figure is None and not as_json:
        note(f"No source gives a number for {measure} {_when(asked)}{f' in {named}' if named else ''}.")
    period = told.period is not None and any((told.period.sums, told.period.within, told.period.beyond))
    ctx.exit(1 if found.refused or not (told.figure or told.totals or period) else 0)


def _days(day: date | None, first: date | None, last: date | None) -> tuple[date, date]:
    """The days that are asked for: `--on` alone, or `--from` with `--to`."""
    if day is not None and first is None and last is None:
        return day, day
    if day is not None or first is None or last is None:
        raise click.UsageError("Say --on DAY, or --from DAY with --to DAY.")
    if last < first:
        raise click.UsageError(f"The period ends on {last}, before it begins on {first}.")
    return first, last


def _check(measure: str, group: str) -> None:
    """End with a usage error that names what there is where the measure or the group is none."""
    from letapis.vocabulary.measures import measures
    from letapis.vocabulary.resources import table

    if measure not in measures():
        raise click.BadParameter(f"{measure!r} is none of: {', '.join(measures())}", param_hint="MEASURE")
    groups = table("joining.toml")["groups"]
    if group and not set(group.split("+")) <= set(groups):
        raise click.BadParameter(f"{group!r} is none of: {', '.join(groups)}", param_hint="--group")


def record_from(reports: tuple[Path, ...], folder: Path, by: By, asked: Asked) -> Reconciled:
    """The record of the reports named, or the part of that of the archive that answers, of what counts."""
    from letapis.workflow.figures import ALL, record_known, record_of_days, record_of_files

    with progress() as show:
        if reports:
            return record_of_files(reports, by, show)
        archive = open_archive(folder)
        return record_of_days(archive, asked, show) if by == ALL else record_known(archive, by, show)


def _when(asked: Asked) -> str:
    if not asked.period:
        return f"on {asked.first.isoformat()}"
    return f"from {asked.first.isoformat()} to {asked.last.isoformat()}"


def answer_as_lines(asked: Asked, told: Answer, found: Reconciled, language: str) -> Iterator[str]:
    """The figure, then what is told beside it: its whole, totals of other days, the sum of days, absences."""
    from letapis.publications.beside import absence_lines, addition_lines

    if told.figure is not None:
        yield from figure_as_lines(told.figure, found, language)
    yield from _whole_lines(told, found, language)
    yield from _listed("totals", told.totals, found, language)
    yield from _period_lines(asked, told, found, language)
    figures = {one.id: one for one in found.record.figures}
    for line in (*addition_lines(told.additions, figures, language),
                 *absence_lines(told.absences, found.documents, language)):
        yield ""
        yield line


def _whole_lines(told: Answer, found: Reconciled, language: str) -> Iterator[str]:
    from letapis.publications.beside import whole_line

    if told.whole is not None:
        yield ""
        yield whole_line(told.whole, found.record, language)


def _period_lines(asked: Asked, told: Answer, found: Reconciled, language: str) -> Iterator[str]:
    from letapis.publications.beside import sum_line

    if told.period is None:
        return
    yield from _listed("stated", told.period.stated[1:], found, language)
    yield from _listed("within", told.period.within, found, language)
    yield from _listed("beyond", told.period.beyond, found, language)
    for total in told.period.sums:
        yield ""
        yield sum_line(total, asked.measure, language)


def _listed(kind: str, figures: tuple[Figure, ...], found: Reconciled, language: str) -> Iterator[str]:
    """Figures in a list under the heading of their kind."""
    from letapis.publications.beside import period_heading

    if figures:
        yield ""
        yield period_heading(kind, language)
    for one in figures:
        yield f"  {_of_days(one, language)}: {sentence(one, found, language)}"


def _of_days(figure: Figure, language: str) -> str:
    from letapis.publications.interface import Interface

    words = Interface(language)
    return ", ".join(part for part in (words.places(figure.place), words.dates(figure.date)) if part)


def answer_as_json(asked: Asked, told: Answer, found: Reconciled, language: str) -> dict[str, Any]:
    """What was asked, the figure with its series, and what is told beside it."""
    from letapis.registry.exchange import value_to_json

    days = {"on": asked.first.isoformat()}
    if asked.period:
        days = {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
    value: dict[str, Any] = {"measure": asked.measure, **days, "place": asked.place, "group": asked.group}
    value |= {"table": asked.table, "as_of": asked.as_of.iso() if asked.as_of else None}
    value |= figure_as_json(told.figure, found, language) if told.figure else {"figure": None}
    value["whole"] = told.whole and {"id": told.whole.id, "sentence": sentence(told.whole, found, language)}
    value["absences"] = [value_to_json(one) for one in told.absences]
    value["additions"] = [value_to_json(one) for one in told.additions]
    value["totals"] = [figure_as_json(one, found, language) for one in told.totals]
    if told.period is not None:
        for kind in ("stated", "within", "beyond"):
            value[kind] = [figure_as_json(one, found, language) for one in getattr(told.period, kind)]
        value["sums"] = [value_to_json(one) for one in told.period.sums]
    return value


def place_named(name: str) -> str:
    """The canonical name of a place in any of its spellings, or a usage error."""
    from letapis.claims.places.reading import read_places
    from letapis.claims.tokens import tokenise
    from letapis.vocabulary.gazetteer import place

    if place(name) is not None:
        return name
    for language in ("en", "be", "ru"):
        for span in read_places(tokenise(name), language):
            return span.place
    raise click.BadParameter(f"{name!r} is not in the gazetteer", param_hint="--place")


def figure_as_lines(figure: Figure, found: Reconciled, language: str) -> Iterator[str]:
    """The sentence; under it each reading, its standing, and the quotes it rests on; then why the numbers differ."""
    from letapis.publications.interface import Interface

    words = Interface(language)
    yield sentence(figure, found, language)
    for reading in figure.readings:
        yield ""
        value = words.interval(reading.low, reading.high)
        yield f"  {value}  {_origin(reading, found, language)}{_manner(reading, words)}"
        for quote in quotes(reading, found):
            yield f"    \u201c{' '.join(quote['quote'].split())}\u201d"
            yield f"    {quote['source']}  [{quote['claim']}]"
    if why := _why(figure, found, language):
        yield ""
        yield why


def figure_as_json(figure: Figure, found: Reconciled, language: str) -> dict[str, Any]:
    """Sentence, figure, its series, for each reading its quotes; why the numbers differ, empty where they do not."""
    from letapis.registry.exchange import value_to_json
    from letapis.registry.figures.moments import series

    return {
        "sentence": sentence(figure, found, language),
        "figure": value_to_json(figure),
        "quotes": {reading.id: quotes(reading, found) for reading in figure.readings},
        "series": [value_to_json(state) for state in series(figure)],
        "why": _why(figure, found, language),
    }


def sentence(figure: Figure, found: Reconciled, language: str) -> str:
    """The sentence that we publish."""
    from letapis.publications.sentences import figure_sentence

    return figure_sentence(figure, found.record, found.documents.values(), language)


def quotes(reading: Reading, found: Reconciled) -> list[dict[str, str]]:
    """The words that a reading rests on, each with its claim and the report it stands in."""
    claims = {claim.id: claim for claim in found.record.claims if claim.id in reading.claims}
    return [
        {"claim": name, "quote": claims[name].quote, "source": source(claims[name].document, found)}
        for name in reading.claims
    ]


def source(document_id: str, found: Reconciled) -> str:
    """A report as a person would name it."""
    document = found.documents.get(document_id)
    if document is None:
        return document_id
    name = document.publisher or document.title or document.name or document.id
    return f"{name}, {document.dated.iso()}" if document.dated else name


def _why(figure: Figure, found: Reconciled, language: str) -> str:
    from letapis.publications.differences import why

    return why(figure, found.record, found.documents.values(), language)


def _origin(reading: Reading, found: Reconciled, language: str) -> str:
    from letapis.publications.sentences import origin_name

    for origin in found.record.origins:
        if origin.id == reading.origin:
            return origin_name(origin, language, article=False)
    return reading.origin


def _manner(reading: Reading, words: Interface) -> str:
    """What is counted, on what basis, as of when, and whether it still stands; in brackets."""
    parts = [reading.definition]
    parts.append(words.code("basis", reading.basis) if reading.basis else "")
    parts.append(f"{words('slot.as_of').lower()}: {words.moment(reading.as_of)}" if reading.as_of else "")
    parts.append("" if reading.standing else words("relation.label_superseded"))
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""
