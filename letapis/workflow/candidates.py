"""What waits for a person's eye among the events: pairs that may be one, series told in words, joins of the rules.

It proposes and explains; `letapis judge join` and `keep-apart` decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.registry.judging import effects
from letapis.registry.matching.events import Candidate, Tie, candidates, ties
from letapis.registry.matching.series import Series, series
from letapis.registry.record import Event, Record
from letapis.sources.errors import Refusal
from letapis.workflow.derived import Json
from letapis.workflow.figures import record_of_files
from letapis.workflow.judge import judgements
from letapis.workflow.linking import match_to_json
from letapis.workflow.progress import Progress, silent
from letapis.workflow.reconcile import reconcile

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Proposals:
    """All of it for one record; candidates the surest first, joins the least sure first."""

    candidates: tuple[Candidate, ...]
    series: tuple[Series, ...]
    joined: tuple[tuple[Event, Tie], ...]  # events that the rules joined, each with its weakest tie
    claims: Mapping[str, tuple[str, ...]]  # event -> its claims, for whoever decides
    refused: tuple[Refusal, ...] = ()


def proposals_of_archive(archive: Archive, progress: Progress = silent) -> Proposals:
    """What the record of an archive proposes, but for what its judgements hold apart."""
    found = reconcile(archive, progress=progress)
    apart = [claims for _, claims in sorted(effects(judgements(archive)).apart.items())]
    return replace(proposals(found.record, apart), refused=tuple(found.refused))


def proposals_of_files(paths: Sequence[Path], progress: Progress = silent) -> Proposals:
    """What reports propose that are in no archive."""
    found = record_of_files(paths, progress=progress)
    return replace(proposals(found.record), refused=tuple(found.refused))


def proposals(record: Record, apart: Iterable[Iterable[str]] = ()) -> Proposals:
    """What the record proposes. `apart` are sets of claims that people hold apart: they are not proposed again."""
    claims = {claim.id: claim for claim in record.claims}
    weakest: list[tuple[Event, Tie]] = []
    for event in record.events:
        tied = ties(event, claims) if event.scope == "event" and not event.confirmed else ()
        if tied:
            weakest.append((event, min(tied, key=lambda tie: (tie.match.score, tie.report))))
    return Proposals(
        candidates(record, apart),
        series(record),
        tuple(sorted(weakest, key=lambda pair: (pair[1].match.score, pair[0].id))),
        {event.id: event.claims for event in record.events},
    )


def candidate_to_json(one: Candidate, claims: Mapping[str, tuple[str, ...]], language: str) -> Json:
    """Both events with their claims, and the match."""
    sides = {"left": one.left, "right": one.right}
    held = {f"{side}_claims": list(claims[event]) for side, event in sides.items()}
    return {**sides, **match_to_json(one.match, language), **held}


def series_to_json(one: Series) -> Json:
    """The wide event, the claim that tells of the series, how often, and the events that can be its parts."""
    day = one.rhythm.weekday
    return {
        "parent": one.parent,
        "claim": one.claim,
        "period": one.rhythm.period,
        "weekday": None if day is None else WEEKDAYS[day],
        "words": one.rhythm.words,
        "parts": list(one.parts),
    }


def joined_to_json(event: Event, tie: Tie, language: str) -> Json:
    """An event that the rules joined: machine-made, with the reasons of the rules and its weakest tie."""
    tied = {"report": tie.report, "with": tie.other, **match_to_json(tie.match, language)}
    return {"event": event.id, "rules": list(event.reasons), "weakest": tied, "claims": list(event.claims)}
