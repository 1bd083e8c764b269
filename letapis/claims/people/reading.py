"""Persons, organisations and groups of a text, with role, size and kind. Who they are, people decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letapis.claims.counts import CountSpan, read_counts
from letapis.claims.people.groups import groups
from letapis.claims.people.lexicon import lexicon, word_list
from letapis.claims.people.names import persons
from letapis.claims.people.organisations import organisations
from letapis.claims.people.roles import role_of
from letapis.claims.people.span import PersonSpan
from letapis.claims.tokens import Tokens

__all__ = ["PersonSpan", "lists", "read_people"]


@dataclass(slots=True)
class Taken:
    """The tokens that a span already holds."""

    held: set[int]

    def free(self, span: PersonSpan) -> bool:
        """Whether no token of the span is held."""
        return self.held.isdisjoint(range(span.first, span.stop))

    def hold(self, span: PersonSpan) -> None:
        """Hold the tokens of a span."""
        self.held.update(range(span.first, span.stop))


def read_people(tokens: Tokens, language: str, counts: Sequence[CountSpan] | None = None) -> tuple[PersonSpan, ...]:
    """All persons, organisations and groups of a text in its order; `counts` where they were read already. Linear."""
    taken = Taken(set())
    spans: list[PersonSpan] = []
    bodies, weak = organisations(tokens, language)
    for found in (
        bodies,
        persons(tokens, language, frozenset(i for span in bodies for i in range(span.first, span.stop))),
        weak,
    ):
        for span in found:
            if taken.free(span) and not (span.type == "PER" and _called_after(tokens, language, span)):
                taken.hold(span)
                spans.append(span)
    sized = counts if counts is not None else read_counts(tokens, language)
    spans += [
        span for span in groups(tokens, language, sized) if taken.held.isdisjoint(range(span.first, span.head + 1))
    ]
    with_roles = [_with_role(tokens, language, span) if span.type == "PER" else span for span in spans]
    return tuple(sorted(with_roles, key=lambda span: (span.start, span.end)))


def _with_role(tokens: Tokens, language: str, span: PersonSpan) -> PersonSpan:
    role = role_of(tokens, language, span)
    return replace(span, role=role) if role else span


def _called_after(tokens: Tokens, language: str, span: PersonSpan) -> bool:
    """Whether a street, a square or a prize is called after somebody: "Якуб Колас" of "площадь Якуба Коласа"."""
    words, (exact, stems) = tokens.words, lexicon(language).called_after
    before = span.first - (2 if span.first > 1 and words[span.first - 1] == "." else 1)
    beside = words[span.stop] if language == "en" and span.stop < len(words) else words[max(before, 0)]
    return beside in exact or (bool(stems) and beside.startswith(stems))


def lists(tokens: Tokens, spans: Sequence[PersonSpan]) -> tuple[tuple[PersonSpan, ...], ...]:
    """Runs of persons with only commas, conjunctions and remarks of one word between them: a list of names."""
    joining = word_list("joining")
    runs: list[list[PersonSpan]] = []
    for span in spans:
        if span.type != "PER":
            continue
        if (
            runs
            and all(tokens.words[i] in joining for i in range(runs[-1][-1].stop, span.first))
            and span.first > runs[-1][-1].stop
        ):
            runs[-1].append(span)
        else:
            runs.append([span])
    return tuple(tuple(run) for run in runs if len(run) > 1)
