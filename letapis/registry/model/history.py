"""Everything that was ever decided or proposed about one thing, in order: also what is undone or overruled by now.

It shows the log and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from letapis.registry.judgement import Judgement
from letapis.registry.judging import undone
from letapis.registry.model.chains import Linked, chain
from letapis.registry.model.folding import Entry, fold, joins
from letapis.registry.model.series import EVENT, Series, series
from letapis.registry.model.statement import CORRECTS, SUPERSEDES, Statement, kind_of
from letapis.registry.model.stating import known_by, said_by, statements_of

About = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Said:
    """One slot that a step filled. `overruled_by` is the judgement or claim whose statement took its place."""

    entry: str
    slot: str
    value: str
    words: str = ""
    note: str = ""
    overruled_by: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement, or what the machine read from one claim (then `by` is empty and `kind` is "proposed")."""

    id: str
    at: str
    by: str
    kind: str
    targets: tuple[str, ...]
    reason: str = ""
    said: tuple[Said, ...] = ()
    rests_on: tuple[str, ...] = ()
    in_force: bool = True
    undone_by: str = ""


LINK = "link"


@dataclass(frozen=True, slots=True)
class Stands:
    """An entry as it stands, its links as seen from it, and the series that it belongs to; None where there is none."""

    entry: Entry | None = None
    links: tuple[Linked, ...] = ()
    series: Series | None = None


def stands(
    log: Iterable[Judgement], proposed: Iterable[Statement], name: str, known: str | None = None
) -> Stands:
    """What stands of an entry as known at a moment."""
    said = [*(one for one in proposed if known_by(one.known, known)), *statements_of(log, known)]
    joined = joins(said)
    name = joined.get(name, name)
    mine = (one for one in said if joined.get(one.entry, one.entry) == name or kind_of(one.entry) in {LINK, EVENT})
    entries = fold(mine, joined)
    links = chain(entry for entry in entries.values() if entry.kind == LINK)
    found = series(entries.values()).values()
    return Stands(entries.get(name), links.get(name, ()), next((one for one in found if name in one.events), None))


def history(log: Sequence[Judgement], about: About, proposed: Iterable[Statement] = ()) -> tuple[Step, ...]:
    """The steps that speak of what `about` holds for: proposals by the moment they were known, then the log."""
    machine = [one for one in proposed if any(map(about, (one.entry, one.value, *one.rests_on)))]
    folded = fold([*machine, *statements_of(log)]).values()
    entries = {name: entry for entry in folded for name in (entry.id, *entry.aliases)}
    gone = undone(log)
    steps = list(_proposed(machine, entries))
    met = {target for one in log if one.kind == "undo" and about(one.id) for target in one.claims}
    for order, judgement in enumerate(log, 1):
        said = tuple(said_by(judgement, order))
        if judgement.id in met or _speaks(judgement, said, about, met):
            met.add(judgement.id)
            steps.append(_step(judgement, said, gone.get(judgement.id, ""), entries))
    return tuple(steps)


def _speaks(judgement: Judgement, said: Iterable[Statement], about: About, met: Container[str]) -> bool:
    """Whether it names the thing itself, fills or names an entry that is meant, or undoes one that does."""
    named = (judgement.id, *judgement.claims, *judgement.rests_on)
    undoes = judgement.kind == "undo" and any(target in met for target in judgement.claims)
    return undoes or any(map(about, named)) or any(about(one.entry) or about(one.value) for one in said)


def _step(judgement: Judgement, said: Iterable[Statement], by: str, entries: dict[str, Entry]) -> Step:
    told = tuple(_said(one, entries) for one in said)
    if judgement.kind == "edit":
        told = tuple(Said(target, judgement.slot, judgement.value) for target in judgement.claims)
    return Step(
        judgement.id, judgement.at, judgement.by, judgement.kind, judgement.claims, judgement.reason, told,
        judgement.rests_on, not by, by,
    )  # fmt: skip


def _proposed(machine: Iterable[Statement], entries: dict[str, Entry]) -> Iterator[Step]:
    """A step for each claim: all that was read from it."""
    by_claim: dict[tuple[str, tuple[str, ...]], list[Statement]] = {}
    for one in machine:
        by_claim.setdefault((one.known, one.rests_on), []).append(one)
    for (known, rests_on), said in sorted(by_claim.items()):
        targets = tuple(sorted({one.entry for one in said}))
        told = tuple(_said(one, entries) for one in sorted(said, key=lambda one: (one.entry, one.slot, one.id)))
        yield Step(" ".join(rests_on), known, "", "proposed", targets, said=told, rests_on=rests_on)


def _said(one: Statement, entries: dict[str, Entry]) -> Said:
    return Said(one.entry, one.slot, one.value, one.words, one.note, _overruled_by(one, entries))


def _overruled_by(one: Statement, entries: dict[str, Entry]) -> str:
    """The judgement that cleared the slot after it; empty where it stands, or where it is undone itself."""
    holder = entries.get(one.entry)
    filled = holder.slots.get(one.slot) if holder else None
    if filled is None or one.value in filled.values:
        return ""
    places = [place for place, held in enumerate(filled.history) if held.id == one.id]
    later = filled.history[places[0] + 1 :] if places else ()
    clears = (held for held in later if held.does in {CORRECTS, SUPERSEDES} or (one.machine and not held.machine))
    return next((held.id.partition(".")[0] for held in clears), "")
