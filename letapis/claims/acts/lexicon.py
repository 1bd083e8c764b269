"""The acts of a language: which words state which type of claim. Words are data; nothing here reads a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from letapis.claims.acts.patterns import Match, Matcher
from letapis.claims.spelling import spelling
from letapis.vocabulary.acts import acts_of
from letapis.vocabulary.resources import LANGUAGES

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
    persons: bool = False  # somebody must be told of in the clause: a name, a word for persons, a number of them
    alone: bool = False  # no claim where another act stands in its clause: "six detainees escaped"
    bare: bool = False  # a noun that is a claim even without date, place or number
    needs: tuple[int, ...] = ()  # groups one of which must stand in the clause
    context: tuple[int, ...] = ()  # groups one of which must stand in the sentence
    without: tuple[int, ...] = ()  # groups none of which may stand in the clause
    nowhere: tuple[int, ...] = ()  # groups none of which may stand in the sentence: "two buses crashed, six were hurt"
    not_before: tuple[int, ...] = ()  # groups that may not stand in the two words before
    not_after: tuple[int, ...] = ()  # groups that may not stand in the two words after
    not_inside: tuple[int, ...] = ()  # groups that may not stand among its words beside the head


@dataclass(frozen=True, slots=True)
class Hit:
    """An act found in a sentence: tokens [start, end), its head, and the form in which it stands."""

    act: Act
    form: str
    start: int
    end: int
    head: int
    pattern: str
    otherwise: tuple[Hit, ...] = ()  # how other entries of the type read the same head, the longest first


@dataclass(frozen=True, slots=True)
class Refused:
    """Words of an act, tokens [start, end), that made no claim: the rule that spoke against them, and its words."""

    start: int
    end: int
    type: str
    act: str
    rule: str
    words: str = ""


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
        return bool(self.word_of(words, start, end, groups))

    def word_of(self, words: Sequence[str], start: int, end: int, groups: tuple[int, ...]) -> str:
        """The first word of tokens [start, end) that belongs to one of the groups; empty where none does."""
        groups_of = self.matcher.groups_of
        for word in words[max(start, 0) : end]:
            if not groups_of(word).isdisjoint(groups):  # this way round: a word has many groups, an act asks for few
                return word
        return ""

    def hits(
        self,
        words: Sequence[str],
        start: int,
        end: int,
        refused: list[Refused] | None = None,
        in_a_date: Callable[[Hit], bool] | None = None,
    ) -> list[Hit]:
        """The acts of a sentence whose neighbours allow them; of matches in one place the longest of each type.

        Those that a neighbour speaks against, or that take words of a date, and those that are part of another, are
        added to `refused`.
        """
        found: dict[tuple[str, int, bool], dict[str, Hit]] = {}
        for match in self.matcher.find(words, start, end):
            hit = self._hit(match)
            against = self._against(hit, words, start, end)
            if against is None and in_a_date is not None and in_a_date(hit):
                against = ("in a date", "")
            if against is not None:
                if refused is not None:
                    refused.append(Refused(hit.start, hit.end, hit.act.type, hit.act.name, *against))
                continue
            act, key = hit.act.name, (hit.act.type, hit.head, hit.form in VERBAL)
            best = found.setdefault(key, {})
            if act not in best or hit.end - hit.start > best[act].end - best[act].start:
                best[act] = hit
        longest = [_longest(best) for best in found.values()]
        return _without_covered(sorted(longest, key=lambda hit: (hit.start, hit.end, hit.act.type)), refused)

    def _hit(self, match: Match) -> Hit:
        act, form = self.owners[match.pattern.owner]
        return Hit(self.acts[act], form, match.start, match.end, match.head, match.pattern.source)

    def _against(self, hit: Hit, words: Sequence[str], start: int, end: int) -> tuple[str, str] | None:
        """The rule that speaks against a hit with the word it rests on; None where none does."""
        act = hit.act
        for rule, groups, left, right in (
            ("not_before", act.not_before, max(start, hit.start - 2), hit.start),
            ("not_after", act.not_after, hit.end, min(end, hit.end + 2)),
            ("not_inside", act.not_inside, hit.start, hit.head),
            ("not_inside", act.not_inside, hit.head + 1, hit.end),
            ("nowhere", act.nowhere, start, end),
        ):
            word = self.word_of(words, left, right, groups) if groups and left < right else ""
            if word:
                return rule, word
        if act.context and not self.has(words, start, end, act.context):
            return "context", ""
        return None


def _longest(best: Mapping[str, Hit]) -> Hit:
    """The longest hit of one head, of equals that with a status; the others stand in for it where it is refused."""
    if len(best) == 1:
        return next(iter(best.values()))
    first, *others = sorted(best.values(), key=lambda hit: (hit.start - hit.end, not hit.act.status))
    return replace(first, otherwise=tuple(others))


def _without_covered(hits: list[Hit], refused: list[Refused] | None) -> list[Hit]:
    """Drop a hit inside a longer one of its type, on the same head, or of another standing: "threats of dismissal"."""
    kept = []
    for hit in hits:
        other = next((other for other in hits if _covers(other, hit)), None)
        if other is None:
            kept.append(hit)
        elif refused is not None:
            refused.append(Refused(hit.start, hit.end, hit.act.type, hit.act.name, "part of", other.act.name))
    return kept


def _covers(other: Hit, hit: Hit) -> bool:
    inside = other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
    return inside and (
        other.act.type == hit.act.type or other.head == hit.head or bool(other.act.status) or other.act.covers
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The acts of a language; those of English where the language has none."""
    code = language if language in LANGUAGES else "en"
    data = acts_of(code)
    matcher = Matcher(data.get("sets", {}), data.get("endings", {}), spelling=spelling(code))
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
        key: entry[key]
        for key in ("definition", "counted", "single", "status", "persons", "bare", "covers", "alone")
        if key in entry
    }
    return Act(
        name=entry["name"],
        type=entry["type"],
        units=tuple(entry.get("units", ("people",))),
        needs=groups("needs"),
        context=groups("context"),
        without=groups("without"),
        nowhere=groups("nowhere"),
        not_before=groups("not_before"),
        not_after=groups("not_after"),
        not_inside=groups("not_inside"),
        **fields,
    )
