"""What is told beside a figure, in lines: its whole, totals of other days, the sum of days, checks, absences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from letapis.publications.amounts import amount, form, noun, words
from letapis.publications.interface import Interface
from letapis.publications.sentences import figure_sentence
from letapis.registry.absences import Absence
from letapis.registry.chains import outlet
from letapis.registry.figures.additions import Addition
from letapis.registry.figures.periods import SumOfDays
from letapis.registry.record import Figure, Record
from letapis.sources.document import Document
from letapis.vocabulary.measures import measures


def _say(language: str, key: str, **slots: str) -> str:
    return str(words(language)["account"][key]).format(**slots)


def whole_line(whole: Figure, record: Record, language: str) -> str:
    """What a figure is a part of."""
    return _say(language, "whole", sentence=figure_sentence(whole, record, (), language).rstrip("."))


def period_heading(kind: str, language: str) -> str:
    """The heading of totals of the period (`stated`), a part of it (`within`), a longer one (`beyond`), or of a day."""
    return _say(language, f"period_{kind}")


def sum_line(total: SumOfDays, measure: str, language: str) -> str:
    """The sum of the days of one area, called what it is."""
    interface = Interface(language)
    told = amount((total.low, None), language)
    unit = noun(measures()[measure].unit, told.noun, language)
    return _say(
        language,
        "sum",
        place=interface.places(total.place) or interface.reason("no place told") or "",
        amount=f"{told.text} {unit}",
        days=_days(len(total.days), language),
        without=_days(total.without, language),
    )


def _days(number: int, language: str) -> str:
    return f"{Interface(language).number(number)} {noun('days', form(number, language), language)}"


def addition_lines(
    checks: Iterable[Addition], figures: Mapping[str, Figure], language: str, limit: int = 5
) -> Iterator[str]:
    """Whether stated parts make the stated whole, and the difference where they do not."""
    for check in list(checks)[:limit]:
        parts = " + ".join(_part(figures[name], language) for name in check.parts if name in figures)
        slots = {"parts": parts, "added": amount(check.added, language).text, "told": amount(check.told, language).text}
        if check.adds_up:
            yield _say(language, "adds", **slots)
        elif check.difference is None:
            yield _say(language, "apart", **slots)
        else:
            yield _say(language, "differs", difference=Interface(language).number(abs(check.difference)), **slots)


def _part(figure: Figure, language: str) -> str:
    assert figure.published is not None
    told = amount((figure.published.low, figure.published.high), language).text
    return f"{told} (“{figure.definition}”)" if figure.definition else told


def absence_lines(found: Iterable[Absence], documents: Mapping[str, Document], language: str) -> Iterator[str]:
    """Who says that there was none, as of when, what would falsify it, and whether it is told in particular."""
    interface = Interface(language)
    for one in found:
        report = documents.get(one.claim.rsplit(":", 2)[0])
        name = one.said_by or (outlet(report) if report else one.claim.rsplit(":", 2)[0])
        moment = interface.moment(one.as_of) if one.as_of else _say(language, "undated")
        told = [_say(language, "absence", quote=" ".join(one.quote.split()), name=name, moment=moment)]
        told.append(_say(language, "falsified", what=_falsifying(one, interface)))
        if one.against:
            told.append(_say(language, "decide"))
        yield " ".join(told)


def _falsifying(absence: Absence, interface: Interface) -> str:
    days = [interface.day(one) for one in dict.fromkeys((absence.first, absence.last)) if one]
    told = " – ".join(days) if absence.first else f"… – {days[0]}" if days else ""
    return ", ".join(part for part in (interface.type(absence.type), interface.places(absence.place), told) if part)
