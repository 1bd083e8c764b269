"""Whether an act happened, is planned, threatened, denied or alleged; or is not stated as a fact at all ("unreal")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letapis.claims.acts.patterns import Matcher
from letapis.claims.spelling import spelling
from letapis.vocabulary.resources import LANGUAGES, table

Span = tuple[int, int]
INNER = frozenset({"alleged"})  # "was reportedly beaten": cues that may stand inside the words of an act
ORDER = ("unreal", "denied", "threatened", "planned", "alleged")  # the strongest first


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a sentence: tokens [start, end), the status it speaks for, and how far it reaches."""

    start: int
    end: int
    status: str
    reach: int
    across: bool  # whether it speaks for the next clause as well: "denied that ..."
    after: bool  # whether it may stand behind the act: "the march was cancelled"


@dataclass(frozen=True, slots=True)
class Modality:
    """The cues of one language."""

    matcher: Matcher
    rules: tuple[tuple[str, int, bool, bool], ...]  # pattern owner -> status, reach, across, after

    def cues(self, words: Sequence[str], start: int, end: int) -> tuple[Cue, ...]:
        """The cues of a sentence, in order."""
        return tuple(
            Cue(match.start, match.end, *self.rules[match.pattern.owner])
            for match in self.matcher.find(words, start, end)
        )


def status_of(cues: Sequence[Cue], hit: Span, clause: Span) -> tuple[str, Cue | None]:
    """The status that the cues give an act of tokens `hit` (start, head) in its clause (start, end)."""
    speaking = [cue for cue in cues if _speaks(cue, hit, clause)]
    best = min(speaking, key=lambda cue: (ORDER.index(cue.status), cue.start), default=None)
    return (best.status, best) if best else ("happened", None)


def _speaks(cue: Cue, hit: Span, clause: Span) -> bool:
    """Whether a cue reaches an act: it stands before it in its clause, or behind it where such cues do."""
    start, head = hit
    if cue.start >= clause[1] or (cue.end <= clause[0] and not cue.across):
        return False
    if cue.after and cue.start > head:
        return cue.start - head <= cue.reach
    if start <= cue.start < head:
        return cue.status in INNER or (cue.status == "planned" and cue.start > start)  # "elections will be held"
    return cue.start < start and start - cue.end <= cue.reach


@cache
def modality(language: str) -> Modality:
    """The cues of a language; those of English where the language has none."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/modality.toml")
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}), spelling=spelling(code))
    rules: list[tuple[str, int, bool, bool]] = []
    for entry in data["status"]:
        for pattern in entry["cues"]:
            matcher.add(pattern, len(rules))
        rules.append((entry["status"], int(entry["reach"]), bool(entry.get("across")), bool(entry.get("after"))))
    return Modality(matcher, tuple(rules))
