"""The small pattern language of `acts/*.toml`, `modality.toml` and `attribution.toml`, and its matcher.

A pattern is a row of elements divided by blanks. An element is `word`, `stem*`, `stem{ending}` (an ending of the
table `[endings]`), `a|b*` (either), `@set` (a list of the table `[sets]`), `#` (a number in digits), `?element` (may
be missing) or `~3` (up to three words, `~` for three; never over a full stop, but over a name in quotation marks).
`^` in an element marks the head of the pattern; without it the first element is the head.
Matching looks each distinct word up once and is bounded: gaps are short and never cross a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from letapis.claims.spelling import Spelling

ENDING = re.compile(r"\{(\w+)\}")
GAP_STOPS = frozenset('.;:!?\u2026()[]\u00ab\u00bb"\u201c\u201d')
QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d\u201e')
LONGEST_NAME = 4  # tokens from mark to mark of a quotation that is a name, and part of its clause
MEMO_LIMIT = 100_000  # distinct words kept; more than a language has, less than a hostile text can bring
NO_GROUPS = frozenset[int]()
LONGEST_STEM = 24
DIGITS = "#"  # stands for every word that begins with a digit


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: a group of words by id, or a gap of up to `gap` words with the group that must follow."""

    group: int = -1
    gap: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `owner` is whatever the caller wants back with a match."""

    elements: tuple[Element, ...]
    head: int
    owner: int
    source: str
    needed: int = -1  # besides the first, the rarest group without a word of which nothing can match; -1: none


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [start, end) that matched, the head token, and the pattern."""

    start: int
    end: int
    head: int
    pattern: Pattern


Placed = tuple[int, Pattern]  # a pattern with its place among those that a word may begin


@dataclass(frozen=True, slots=True)
class Begun:
    """The patterns that a word may begin: those that need no other group, and the rest by the one they need."""

    always: tuple[Placed, ...]
    with_group: Mapping[int, tuple[Placed, ...]]
    groups: frozenset[int]

    def possible(self, present: frozenset[int]) -> Iterable[Placed]:
        """In their order, those for which the groups `present` in a sentence may be enough."""
        if self.groups.isdisjoint(present):
            return self.always
        met = self.groups & present
        return sorted([*self.always, *(one for group in met for one in self.with_group[group])], key=_place)


def _before(element: Element, following: Element | None) -> Element:
    """A gap with the group of the word behind it, where one must stand there; other elements as they are."""
    if not element.gap or following is None or following.gap or following.optional:
        return element
    return Element(following.group, element.gap)


def _place(one: Placed) -> int:
    return one[0]


@dataclass(slots=True)
class Matcher:
    """Patterns of one file, ready to be found in a row of folded words."""

    sets: Mapping[str, Sequence[str]]
    endings: Mapping[str, str]
    groups: dict[str, int] = field(default_factory=dict)
    exact: dict[str, list[int]] = field(default_factory=dict)
    stems: dict[str, list[int]] = field(default_factory=dict)
    first: dict[int, list[Pattern]] = field(default_factory=dict)
    memo: dict[str, frozenset[int]] = field(default_factory=dict)
    shortest: dict[int, int] = field(default_factory=dict)  # group -> letters of its shortest word or stem
    sought: set[int] = field(default_factory=set)  # groups that some pattern needs besides its first
    known: dict[str, tuple[frozenset[int], Begun | None]] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=Spelling)

    def add(self, source: str, owner: int) -> None:
        """Compile one pattern."""
        elements: list[Element] = []
        head = -1
        for part in source.split():
            if "^" in part and head < 0:
                head = len(elements)
            elements.append(self._element(part.replace("^", "")))
        elements = [_before(element, following) for element, following in zip_longest(elements, elements[1:])]
        needed = self._rarest([element.group for element in elements[1:] if not (element.gap or element.optional)])
        if needed >= 0:
            self.sought.add(needed)
        pattern = Pattern(tuple(elements), max(head, 0), owner, source, needed)
        self.first.setdefault(elements[0].group, []).append(pattern)

    def group(self, source: str) -> int:
        """The id of a group of words, `a|b*|@set`."""
        if source not in self.groups:
            self.groups[source] = len(self.groups)
            for alternative in source.split("|"):
                self._alternative(alternative, self.groups[source])
        return self.groups[source]

    def _rarest(self, groups: Sequence[int]) -> int:
        """The group whose shortest word is the longest: long words are rare, and small words stand everywhere."""
        return max(groups, key=lambda group: self.shortest.get(group, 0), default=-1)

    def _element(self, part: str) -> Element:
        if part.startswith("~"):
            return Element(gap=int(part[1:] or 3))
        optional = part.startswith("?")
        return Element(group=self.group(part.removeprefix("?")), optional=optional)

    def _alternative(self, word: str, group: int) -> None:
        if word.startswith("@"):
            for member in self.sets[word[1:]]:
                self._alternative(member, group)
            return
        word = word.replace("\u0451", "\u0435")  # tokens are folded likewise
        ending = ENDING.search(word)
        if ending:
            for suffix in self.endings[ending.group(1)].split("|"):
                self._alternative(word[: ending.start()] + suffix.strip("-") + word[ending.end() :], group)
        else:
            where = self.stems if word.endswith("*") else self.exact
            where.setdefault(word.removesuffix("*"), []).append(group)
            self.shortest[group] = min(self.shortest.get(group, LONGEST_STEM), len(word.removesuffix("*")))

    def groups_of(self, word: str) -> frozenset[int]:
        """The groups that a folded word belongs to; each distinct word is looked up once."""
        found = self.memo.get(word)
        if found is None:
            found = frozenset(self._look_up(word))
            for variant in self.spelling.variants(word):
                found |= frozenset(self._look_up(variant))
            if len(self.memo) >= MEMO_LIMIT:
                self.memo.clear()
            self.memo[word] = found
        return found

    def _look_up(self, word: str) -> Iterable[int]:
        if word.startswith("\u045e"):  # Belarusian writes a word's first у as ў after a vowel
            yield from self._look_up("\u0443" + word[1:])
        if word[:1].isdigit():
            yield from self.exact.get(DIGITS, ())
        yield from self.exact.get(word, ())
        for length in range(1, min(len(word), LONGEST_STEM) + 1):
            yield from self.stems.get(word[:length], ())

    def _known(self, word: str) -> tuple[frozenset[int], Begun | None]:
        """The sought groups of a word, and the patterns it may begin, None where there are none; looked up once."""
        groups = self.groups_of(word)
        begun = _begun([pattern for group in sorted(groups) for pattern in self.first.get(group, ())])
        found = groups & self.sought, begun if begun.always or begun.groups else None
        if len(self.known) >= MEMO_LIMIT:
            self.known.clear()
        self.known[word] = found
        return found

    def find(self, words: Sequence[str], start: int, end: int) -> list[Match]:
        """Every match that begins in [start, end) and ends before `end`, in order of the text."""
        get, known = self.known.get, self._known
        row = [get(word) or known(word) for word in words[start:end]]
        begins = [(index, begun) for index, (_, begun) in enumerate(row, start) if begun is not None]
        present = NO_GROUPS.union(*[groups for groups, _ in row if groups]) if begins else NO_GROUPS
        found: list[Match] = []
        for index, begun in begins:
            if not begun.always and begun.groups.isdisjoint(present):  # nearly every word
                continue
            for _, pattern in begun.possible(present):
                match = self._match(pattern, words, index, end)
                if match is not None:
                    found.append(match)
        return found

    def _match(self, pattern: Pattern, words: Sequence[str], index: int, end: int) -> Match | None:
        heads = self._follow(pattern, 0, words, index, end)
        if heads is None:
            return None
        stop, head = heads
        return Match(index, stop, index if head < 0 else head, pattern)

    def _follow(self, pattern: Pattern, at: int, words: Sequence[str], index: int, end: int) -> tuple[int, int] | None:
        """Match elements from `at` on at token `index`: (end, head token or -1), or None."""
        elements, head = pattern.elements, -1
        while at < len(elements):
            element = elements[at]
            if element.gap or element.optional:
                rest = (self._over_gap if element.gap else self._optional)(pattern, at, words, index, end)
                return rest if rest is None or head < 0 else (rest[0], head)
            if index >= end or element.group not in self.groups_of(words[index]):
                return None
            head = index if at == pattern.head else head
            at, index = at + 1, index + 1
        return index, head

    def _optional(
        self, pattern: Pattern, at: int, words: Sequence[str], index: int, end: int
    ) -> tuple[int, int] | None:
        if index < end and pattern.elements[at].group in self.groups_of(words[index]):
            rest = self._follow(pattern, at + 1, words, index + 1, end)
            if rest is not None:
                return (rest[0], index) if at == pattern.head else rest
        return self._follow(pattern, at + 1, words, index, end)

    def _over_gap(
        self, pattern: Pattern, at: int, words: Sequence[str], index: int, end: int
    ) -> tuple[int, int] | None:
        element = pattern.elements[at]
        for position in range(index, min(index + element.gap, end) + 1):
            if position > index and words[position - 1] in GAP_STOPS and not _names(words, position - 1):
                return None
            if element.group >= 0 and (position == end or element.group not in self.groups_of(words[position])):
                continue  # nearly always
            rest = self._follow(pattern, at + 1, words, position, end)
            if rest is not None:
                return rest
        return None


def _names(words: Sequence[str], index: int) -> bool:
    """Whether a mark opens or closes a quotation of a word or three, the name of something: the party "New Way"."""
    if words[index] not in QUOTES:
        return False
    near = words[max(0, index - LONGEST_NAME) : index + LONGEST_NAME + 1]
    return sum(word in QUOTES for word in near) > 1


def _begun(patterns: Sequence[Pattern]) -> Begun:
    """The patterns that a word may begin, by the group that each of them needs."""
    always: list[Placed] = []
    with_group: dict[int, list[Placed]] = {}
    for place, pattern in enumerate(patterns):
        row = always if pattern.needed < 0 else with_group.setdefault(pattern.needed, [])
        row.append((place, pattern))
    rows = {group: tuple(row) for group, row in with_group.items()}
    return Begun(tuple(always), rows, frozenset(rows))
