"""What is shown of a text that was found: a passage, cut from it as it stands, and where in it the words are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from letapis.registry.search.plan import Group, Phrase
from letapis.registry.search.withheld import Span
from letapis.registry.search.words import HYPHEN, WORD, forms, tied

LENGTH = 240  # characters of a passage
BEFORE = 60  # of these before the first word
REACH = 40  # characters in which a passage looks for a space to begin or end at
LOOKED = 40  # words of which one may begin the best passage


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, `text == whole[start:end]`, and the words in it, `whole[left:right]` for each mark."""

    text: str = field(default="", repr=False)
    start: int = 0
    marks: tuple[Span, ...] = ()

    @property
    def end(self) -> int:
        """Where it ends in the whole."""
        return self.start + len(self.text)


def snippet(text: str, phrases: Group, spans: Sequence[Span] = (), length: int = LENGTH) -> Snippet:
    """The passage of a text with the most of what was looked for, the first of several.

    `spans` are the parts of the text that may be shown, all of it by default; a passage is in one of them.
    """
    best = Snippet()
    for start, end in spans or ((0, len(text)),):
        marks = [(left + start, right + start) for left, right in matches(text[start:end], phrases)]
        found = _passage(text, (start, end), marks, length)
        if not best.text.strip() or len(_distinct(text, found.marks)) > len(_distinct(text, best.marks)):
            best = found
    return best


def matches(text: str, phrases: Group) -> tuple[Span, ...]:
    """Where in a text the words stand, in order and without overlaps."""
    first: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        first[phrase[0]].append(phrase)
    there = forms(text)
    places = [place for place, form in enumerate(there) if form in first]
    if HYPHEN.search(text):
        places = [*range(len(there))]
    bounds = [match.span() for match in WORD.finditer(text)] if places else []
    spans: list[Span] = []
    for place in places:
        last = max(_lasts(there, bounds, place, first, text), default=-1)
        if last >= 0 and (not spans or bounds[place][0] >= spans[-1][1]):
            spans.append((bounds[place][0], bounds[last][1]))
    return tuple(spans)


def _lasts(
    there: Sequence[str], bounds: Sequence[Span], place: int, first: Mapping[str, list[Phrase]], text: str
) -> Iterator[int]:
    """The last words of what is looked for, where it begins with this one."""
    for phrase in first.get(there[place], ()):
        if tuple(there[place : place + len(phrase)]) == phrase:
            yield place + len(phrase) - 1
    following = there[place] + there[place + 1] if place + 1 < len(there) else ""
    if following in first and tied(bounds[place], bounds[place + 1], text):
        yield place + 1


def _distinct(text: str, marks: Sequence[Span]) -> set[str]:
    return {text[left:right].casefold() for left, right in marks}


def _passage(text: str, bounds: Span, marks: Sequence[Span], length: int) -> Snippet:
    """The passage within bounds around the most marks."""
    start, end = bounds
    left = start
    if marks:
        densest = max(range(min(len(marks), LOOKED)), key=lambda at: (_reached(text, marks, at, length), -at))
        left = max(start, marks[densest][0] - BEFORE)
    right = min(end, left + length)
    left = _at_space(text, max(start, right - length), start, 1)
    right = _at_space(text, right, end, -1)
    return Snippet(text[left:right], left, tuple(one for one in marks if left <= one[0] and one[1] <= right))


def _reached(text: str, marks: Sequence[Span], at: int, length: int) -> int:
    """How many different words a passage has that begins with this mark."""
    reach = marks[at][0] + length - BEFORE
    return len(_distinct(text, [mark for mark in marks[at : at + LOOKED] if mark[1] <= reach]))


def _at_space(text: str, place: int, edge: int, step: int) -> int:
    """The nearest end of a word further in; the place itself at the edge, or where there is none near."""
    near = range(place, place + step * REACH, step) if place != edge else ()
    return next((at for at in near if text[at - 1 : at].isspace() or text[at : at + 1].isspace()), place)
