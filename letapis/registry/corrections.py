"""Corrections: a later version of a report says another number than the one that it replaces, larger or smaller.

It says only which readings were corrected to which; which of the others stand is said in `readings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from letapis.registry.counts import ends
from letapis.registry.entry import Entry
from letapis.registry.record import Reading, Relation
from letapis.sources.moment import Moment

CORRECTED = "corrected in a later version of the same report"
FOLLOWED = "same origin, a later version of the same report"


@dataclass(frozen=True, slots=True)
class Version:
    """The report that took the place of another one, and when that was seen."""

    document: str
    moment: Moment | None


Versions = Mapping[str, tuple[Version, ...]]  # report -> what took its place


def versions_of(entries: Iterable[Entry]) -> Versions:
    """What took the place of each report that these entries come from; a circle of versions says nothing."""
    found: dict[str, set[Version]] = defaultdict(set)
    for entry in entries:
        if entry.replaces and entry.replaces != entry.claim.document:
            found[entry.replaces].add(Version(entry.claim.document, entry.replaced))
    return {one: tuple(sorted(later, key=_order)) for one, later in found.items() if not _in_circle(one, found)}


def corrected(readings: Sequence[Reading], versions: Versions) -> dict[str, Relation]:
    """The readings of one origin all of whose reports were replaced by versions that say another number.

    A number that a report which nobody replaced says as well stays: that one was not corrected.
    """
    found: dict[str, Relation] = {}
    for reading in readings if versions else ():
        after = [_after(document, readings, versions) for document in sorted(documents(reading))]
        if after and None not in after:
            later, version = max((one for one in after if one), key=lambda one: (_order(one[1]), one[0].id))
            found[reading.id] = Relation("superseded", reading.id, later.id, _how(reading, later, version))
    return found


def smaller(readings: Sequence[Reading], versions: Versions) -> frozenset[str]:
    """The readings that a report was corrected down to: no larger number is a later state of them."""
    found = set()
    for reading in readings if versions else ():
        for after in (_after(document, readings, versions) for document in documents(reading)):
            if after and _ends(after[0]) < _ends(reading):
                found.add(after[0].id)
    return frozenset(found)


def documents(reading: Reading) -> set[str]:
    """The reports that say it."""
    return {claim.rsplit(":", 2)[0] for claim in reading.claims}


def _after(document: str, readings: Sequence[Reading], versions: Versions) -> tuple[Reading, Version] | None:
    """The largest number that the last version of a report says and the report did not; None where there is none."""
    for version in reversed(versions.get(document, ())):
        said = [one for one in readings if version.document in documents(one) and document not in documents(one)]
        if said:
            return max(said, key=lambda one: (_ends(one), one.id)), version
    return None


def _in_circle(document: str, found: Mapping[str, set[Version]]) -> bool:
    passed, ahead = set(), [document]
    while ahead:
        for later in found.get(ahead.pop(), ()):
            if later.document == document:
                return True
            if later.document not in passed:
                passed.add(later.document)
                ahead.append(later.document)
    return False


def _ends(reading: Reading) -> tuple[float, float]:
    return ends((reading.low, reading.high))


def _order(version: Version) -> tuple[str, str]:
    return version.moment.iso() if version.moment else "", version.document


def _how(earlier: Reading, later: Reading, version: Version) -> str:
    if _ends(later) > _ends(earlier):
        return FOLLOWED
    return f"{CORRECTED}: {version.moment.day.isoformat()}" if version.moment else CORRECTED
