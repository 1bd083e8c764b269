"""The acts of a language: which words state which type of claim. Words are data; nothing here reads a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from letapis.claims.acts.patterns import Match, Matcher
from letapis.vocabulary.resources import LANGUAGES, table

# A verb; a verb whose subject is the one it was done to ("lost her job"); a noun of the act; a word for those it was
# done to ("detainees").
FORMS = ("verbs", "suffers", "nouns", "results")
VERBAL = frozenset({"verbs", "suffers"})


@dataclass(frozen=True, slots=True)
class Act:
    """One entry: a way of stating a claim type, what is counted in it, and what must and must not stand beside it."""

    name: str
    type: str
    definition: str = ""
    counted: str = "whom"  # whom, who, thing (what the count is of), none
    units: tuple[str, ...] = ("people",)  # units a count may have
    single: bool = True  # one person affected counts 1
    status: str = ""  # threatened for "threats of dismissal", planned, denied
    covers: bool = False  # whatever else its words state is part of it
    bare: bool = False  # a noun that is a claim even without date, place or number
    needs: tuple[int, ...] = ()  # groups one of which must stand in the clause
    context: tuple[int, ...] = ()  # groups one of which must stand in the sentence
    without: tuple[int, ...] = ()  # groups none of which may stand in the clause
    not_before: tuple[int, ...] = ()  # groups that may not stand in the two words before
    not_after: tuple[int, ...] = ()  # groups that may not stand in the two words after
    not_inside: tuple[int, ...] = ()  # groups that may not stand in a gap between the head and the end of its words


@dataclass(frozen=True, slots=True)
class Hit:
    """An act found in a sentence: tokens [start, end), its head, and the form in which it stands."""

    act: Act
    form: str
    start: int
    end: int
    head: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The acts of one language with their matcher."""

    language: str
    acts: tuple[Act, ...]
    owners: tuple[tuple[int, str], ...]  # pattern owner -> (index of the act, form)
    matcher: Matcher
    passive_endings: tuple[str, ...]

    def has(self, words: Sequence[str], start: int, end: int, groups: tuple[int, ...]) -> bool:
        """Whether a word of tokens [start, end) belongs to one of the groups."""
        wanted = set(groups)
        return any(not wanted.isdisjoint(self.matcher.groups_of(words[index])) for index in range(max(start, 0), end))

    def hits(self, words: Sequence[str], start: int, end: int) -> list[Hit]:
        """The acts of a sentence whose neighbours allow them; of matches in one place the longest of each type."""
        best: dict[tuple[str, int, bool], Hit] = {}
        for match in self.matcher.find(words, start, end):
            hit = self._hit(match)
            if not self._allowed(hit, words, start, end):
                continue
            key = (hit.act.type, hit.head, hit.form in VERBAL)
            if key not in best or hit.end - hit.start > best[key].end - best[key].start:
                best[key] = hit
        return _without_covered(sorted(best.values(), key=lambda hit: (hit.start, hit.end, hit.act.type)))

    def _hit(self, match: Match) -> Hit:
        act, form = self.owners[match.pattern.owner]
        return Hit(self.acts[act], form, match.start, match.end, match.head, match.pattern.source)

    def _allowed(self, hit: Hit, words: Sequence[str], start: int, end: int) -> bool:
        act = hit.act
        if act.not_before and self.has(words, max(start, hit.start - 2), hit.start, act.not_before):
            return False
        if act.not_after and self.has(words, hit.end, min(end, hit.end + 2), act.not_after):
            return False
        if act.not_inside and self.has(words, hit.head + 1, hit.end, act.not_inside):
            return False
        return not act.context or self.has(words, start, end, act.context)


def _without_covered(hits: list[Hit]) -> list[Hit]:
    """Drop a hit inside a longer one of its type, on the same head, or of another standing: "threats of dismissal"."""
    return [hit for hit in hits if not any(_covers(other, hit) for other in hits)]


def _covers(other: Hit, hit: Hit) -> bool:
    inside = other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
    return inside and (
        other.act.type == hit.act.type or other.head == hit.head or bool(other.act.status) or other.act.covers
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The acts of a language; those of English where the language has none."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/acts.toml")
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}))
    acts: list[Act] = []
    owners: list[tuple[int, str]] = []
    for entry in data["act"]:
        for form in FORMS:
            for pattern in entry.get(form, ()):
                matcher.add(pattern, len(owners))
            owners.append((len(acts), form))
        acts.append(_act(entry, matcher))
    return Lexicon(code, tuple(acts), _owners(owners), matcher, tuple(data.get("voice", {}).get("passive", ())))


def _owners(owners: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple(owners)


def _act(entry: dict[str, Any], matcher: Matcher) -> Act:
    def groups(key: str) -> tuple[int, ...]:
        return tuple(matcher.group(group) for group in entry.get(key, ()))

    fields = {
        key: entry[key] for key in ("definition", "counted", "single", "status", "bare", "covers") if key in entry
    }
    return Act(
        name=entry["name"],
        type=entry["type"],
        units=tuple(entry.get("units", ("people",))),
        needs=groups("needs"),
        context=groups("context"),
        without=groups("without"),
        not_before=groups("not_before"),
        not_after=groups("not_after"),
        not_inside=groups("not_inside"),
        **fields,
    )
