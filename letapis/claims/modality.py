"""Whether an act happened, is planned, threatened, denied or alleged; or is not stated as a fact at all ("unreal")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letapis.claims.acts_patterns import Matcher
from letapis.vocabulary.resources import LANGUAGES, table

ORDER = ("unreal", "denied", "threatened", "planned", "alleged")  # the strongest first


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a sentence: tokens [start, end), the status it speaks for, and how far it reaches."""

    start: int
    end: int
    status: str
    reach: int
    across: bool  # whether it speaks for the next clause as well: "denied that ..."


@dataclass(frozen=True, slots=True)
class Modality:
    """The cues of one language."""

    matcher: Matcher
    rules: tuple[tuple[str, int, bool], ...]  # pattern owner -> status, reach, across

    def cues(self, words: Sequence[str], start: int, end: int) -> tuple[Cue, ...]:
        """The cues of a sentence, in order."""
        return tuple(
            Cue(match.start, match.end, *self.rules[match.pattern.owner]) for match in self.matcher.find(words, start, end)
        )


def status_of(cues: Sequence[Cue], hit_start: int, hit_end: int, clause_start: int, clause_end: int) -> tuple[str, Cue | None]:
    """The status that the cues give an act of tokens [hit_start, hit_end) in its clause.

    A cue must stand before the act (or, for denial and allegation, anywhere) in the same clause, within its reach.
    """
    best: Cue | None = None
    for cue in cues:
        if cue.start >= clause_end or cue.start >= hit_start or hit_start - cue.end > cue.reach:
            continue
        if cue.end <= clause_start and not cue.across:
            continue
        if best is None or ORDER.index(cue.status) < ORDER.index(best.status):
            best = cue
    return (best.status, best) if best else ("happened", None)


@cache
def modality(language: str) -> Modality:
    """The cues of a language; those of English where the language has none."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/modality.toml")
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}))
    rules: list[tuple[str, int, bool]] = []
    for entry in data["status"]:
        for pattern in entry["cues"]:
            matcher.add(pattern, len(rules))
        rules.append((entry["status"], int(entry["reach"]), bool(entry.get("across"))))
    return Modality(matcher, tuple(rules))
