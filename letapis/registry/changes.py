"""What became of a registry since it took things down from its shelves: by name, the values it holds itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from letapis.registry.cells import Cell


@dataclass(slots=True)
class Changes:
    """Names of all that is new or other. Claims by the coder's ids, groups and units by their first claim."""

    reports: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)  # ids of events as they were; one may have been made again
    units: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)  # units of which the links are others
    figures: set[str] = field(default_factory=set)  # units of which figures are related otherwise
    left: set[str] = field(default_factory=set)  # groups that are no more, or were made again
    groups: set[str] = field(default_factory=set)  # groups that were made
    links: set[str] = field(default_factory=set)  # groups from which other links lead
    days: set[Cell] = field(default_factory=set)  # days of which others may stand for those alike
