"""Which claims are of which origin, claim by claim; and so what each origin is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from letapis.names.organisations import bodies
from letapis.registry.entry import Entry
from letapis.registry.origins import Copies, kind_of, origin_of, source_key
from letapis.registry.record import Origin


@dataclass(slots=True)
class Held:
    """What one origin is made of: its claims by report, and what each report says for the label and the reasons."""

    claims: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    told: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # report -> label, reasons


@dataclass(slots=True)
class Origins:
    """All origins with the claims behind them, kept up to date claim by claim."""

    copies: Copies
    shared_speaker: Callable[[str], bool]
    held: dict[str, Held] = field(default_factory=lambda: defaultdict(Held))
    origin_of: dict[str, str] = field(default_factory=dict)  # claim -> origin
    stale: set[str] = field(default_factory=set)  # origins that are others since they were last asked for
    _values: dict[str, Origin] = field(default_factory=dict)

    def of(self, entry: Entry) -> str:
        """The id of the origin of a claim."""
        return origin_of(entry, self.copies, self.shared_speaker)

    def both(self, entry: Entry) -> list[str]:
        """The origin that the claim has now, and the one that it was counted to."""
        return [self.of(entry), *filter(None, [self.origin_of.get(entry.id)])]

    def note(self, entries: Iterable[Entry]) -> None:
        """Count the claims to their origins."""
        for entry in entries:
            origin, document = self.of(entry), entry.claim.document
            if self.origin_of.get(entry.id) != origin:
                self.leave(entry)
                self.origin_of[entry.id] = origin
                self.held[origin].claims[document] += 1
            self._tell(self.held[origin], origin, document)
            self.stale.add(origin)

    def leave(self, entry: Entry) -> None:
        """Take a claim out."""
        origin, document = self.origin_of.pop(entry.id, None), entry.claim.document
        if origin is None:
            return
        held = self.held[origin]
        held.claims[document] -= 1
        if not held.claims[document]:
            del held.claims[document]
            self._untell(held, document)
        self.stale.add(origin)

    def _tell(self, held: Held, origin: str, document: str) -> None:
        """Note label and reasons of a report."""
        told = self._label(origin, document), self._reasons(origin, document)
        if held.told.get(document) != told:
            self._untell(held, document)
            held.told[document] = told
            held.labels[told[0]] += 1
            held.reasons.update(told[1])

    def _untell(self, held: Held, document: str) -> None:
        if document in held.told:
            label, reasons = held.told.pop(document)
            held.labels[label] -= 1
            held.reasons.subtract(reasons)

    def _label(self, origin: str, document: str) -> str:
        kind, _, code = origin.partition(":")
        if kind == "body":
            return bodies.bodies()[code].labels["en"]
        if kind == "speaker":
            return code.title()
        if document in self.copies.apart and document in self.copies.documents:
            return source_key(self.copies.documents[document])[1]
        source = self.copies.source(document)
        return source[1] if source else document

    def _reasons(self, origin: str, document: str) -> tuple[str, ...]:
        reasons = set(self.copies.why.get(document, ()))
        known = self.copies.documents.get(document)
        own = source_key(known)[0] if known else ""
        if origin.startswith(("body:", "speaker:")) and own != origin:
            reasons.add(f"same third party: {self._label(origin, document)}")
        elif known and known.origin:
            reasons.add(f"republication: taken from {known.origin}")
        return tuple(sorted(reasons))

    def values(self) -> tuple[Origin, ...]:
        """All origins by id."""
        for origin in self.stale:
            self._values.pop(origin, None)
            held = self.held[origin]
            if held.claims:
                self._values[origin] = value(origin, held.labels, held.reasons, held.claims)
        self.stale.clear()
        return tuple(self._values[origin] for origin in sorted(self._values))


def value(origin: str, labels: Counter[str], reasons: Counter[str], documents: Iterable[str]) -> Origin:
    """The origin, from what its reports say of it, counted."""
    return Origin(
        id=origin,
        label=min(label for label, count in labels.items() if count),
        kind=kind_of(origin),
        documents=tuple(sorted(documents)),
        reasons=tuple(sorted(reason for reason, count in reasons.items() if count)),
    )
