"""The states of a figure: its series, and what its sources give for a moment or an earlier one.

What was *known* on a day is another question: for that the record is made again of the reports that were out by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letapis.registry.figures.anew import Behind, made_anew
from letapis.registry.record import Figure, Reading
from letapis.sources.moment import Moment


@dataclass(frozen=True, slots=True)
class State:
    """One step of a figure: a value as of a moment, and the reading that took its place; none where it stands."""

    reading: str
    as_of: Moment | None
    stated: bool  # the moment stands in the text; else it is the date of the report
    low: int | None
    high: int | None
    origin: str
    standing: bool
    superseded_by: str = ""  # Reading.id


def series(figure: Figure) -> tuple[State, ...]:
    """The states of a figure in the order of their moments; those without one first, as nothing tells their place."""
    after = {one.left: one.right for one in figure.relations if one.kind == "superseded"}
    return tuple(
        State(one.id, one.as_of, one.stated, one.low, one.high, one.origin, one.standing, after.get(one.id, ""))
        for one in sorted(figure.readings, key=_moment)
    )


def _moment(reading: Reading) -> tuple[str, str]:
    return reading.as_of.iso() if reading.as_of else "", reading.id


def at(moment: Moment, figures: Iterable[Figure], behind: Behind) -> tuple[Figure, ...]:
    """The figures by what their sources give for a moment or an earlier one; those that nobody gives then are left out.

    A reading without a moment, or of the same day without an hour where `moment` has one, may be later: it is left out.
    """
    return made_anew(figures, behind, lambda entry: entry if entry.as_of and not_after(entry.as_of, moment) else None)


def not_after(held: Moment, moment: Moment) -> bool:
    """Whether a moment is not after another beyond doubt."""
    if held.day != moment.day or moment.time is None:
        return held.day <= moment.day
    return held.time is not None and held.time <= moment.time
