"""All that a registry holds at one time: claims, reports, groups, events, and what ties them. It decides nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from letapis.claims.claim import Claim
from letapis.registry.cells import Cell, Cells, Group
from letapis.registry.credits import Origins
from letapis.registry.entry import Entry
from letapis.registry.events import Occurrence
from letapis.registry.joins import Joins
from letapis.registry.judgement import Judgement
from letapis.registry.judging import Effects, effects
from letapis.registry.linking import Linking
from letapis.registry.lookalikes import Lookalikes
from letapis.registry.origins import Copies
from letapis.registry.record import Event, Figure


@dataclass(slots=True)
class Holdings:
    """What is worked in. Claims go by the id that the coder gave, units by the first claim of their first group."""

    effects: Effects
    copies: Copies
    cells: Cells
    joins: Joins
    linking: Linking
    origins: Origins
    groups: dict[Cell, dict[str, Group]]
    speakers: dict[str, Counter[str]]  # person credited -> claims by report
    coded: dict[str, Claim] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    of_document: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, Occurrence] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)  # with their links
    figures: dict[str, tuple[Figure, ...]] = field(default_factory=dict)  # with relations to other events' figures
    lookalikes: Lookalikes = field(default_factory=Lookalikes)
    anchor_of: dict[str, str] = field(default_factory=dict)  # figure of a total -> unit


def begun(judgements: Sequence[Judgement]) -> Holdings:
    """Nothing yet, under these judgements."""
    decided = effects(judgements)
    copies = Copies(apart=frozenset(decided.other_origin))
    groups: dict[Cell, dict[str, Group]] = {}
    speakers: dict[str, Counter[str]] = defaultdict(Counter)
    return Holdings(
        effects=decided,
        copies=copies,
        cells=Cells(apart=orders(decided)),
        joins=Joins(decided.joins),
        linking=Linking(groups),
        origins=Origins(copies, lambda speaker: len(speakers[speaker]) > 1),
        groups=groups,
        speakers=speakers,
    )


def orders(decided: Effects) -> tuple[tuple[str, ...], ...]:
    """The claims that people keep apart, in the order of their judgements."""
    return tuple(decided.apart[key] for key in sorted(decided.apart))
