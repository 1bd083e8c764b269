"""Kinds of event that a sentence states, as the roots of PLOVER: more than the claims tell, and less exactly.

A claim says that something concrete took place. States also agree, refuse, demand and promise; who counts such events
wants one word for each sentence. The verb of the main clause decides; what stands in an aside comes after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from letapis.claims.acts.lexicon import VERBAL, Lexicon, lexicon
from letapis.claims.acts.patterns import Matcher
from letapis.claims.sentences.clauses import Clause, clauses
from letapis.claims.tokens import Tokens, tokenise
from letapis.claims.words import words_of
from letapis.vocabulary.acts import acts_of
from letapis.vocabulary.kinds import kinds_of, root_of_type


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event in a text: tokens [start, end), its head, and whether it only goes along with the rest."""

    root: str
    start: int
    end: int
    head: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The kinds of one language, ready to be found."""

    matcher: Matcher
    roots: tuple[str, ...]  # pattern owner -> root
    asides: frozenset[str]  # words that open a clause of the second rank
    relatives: frozenset[str]


def kinds(text: str, language: str) -> tuple[str, ...]:
    """The roots that a sentence states, the surest first; none where nothing is known of the language."""
    return tuple(dict.fromkeys(kind.root for kind in read_kinds(tokenise(text), language)))


def read_kinds(tokens: Tokens, language: str) -> tuple[Kind, ...]:
    """The kinds of event in a text, sentence by sentence; those of main clauses first."""
    return tuple(kind for start, end in tokens.sentences for kind in _of_sentence(tokens.words, start, end, language))


def _of_sentence(words: tuple[str, ...], start: int, end: int, language: str) -> list[Kind]:
    best: dict[int, Kind] = {}
    for kind in _stated(words, start, end, language):
        rival = best.get(kind.head)
        if rival is None or kind.end > rival.end:
            best[kind.head] = kind
    for kind in _claimed(words, start, end, language):
        best.setdefault(kind.head, kind)
    cut = clauses(words, start, end, words_of(language), frozenset(best))
    known = _known(language)
    placed = [replace(kind, aside=_aside(words, kind, cut, known)) for kind in best.values()]
    return sorted(placed, key=lambda kind: (kind.aside, kind.head))


def _stated(words: tuple[str, ...], start: int, end: int, language: str) -> list[Kind]:
    known = _known(language)
    return [
        Kind(known.roots[match.pattern.owner], match.start, match.end, match.head)
        for match in known.matcher.find(words, start, end)
    ]


def _claimed(words: tuple[str, ...], start: int, end: int, language: str) -> list[Kind]:
    """What the acts of the claim types state by a verb."""
    acts: Lexicon = lexicon(language)
    hits = [hit for hit in acts.hits(words, start, end) if hit.form in VERBAL]
    roots = [(root_of_type(hit.act.type), hit) for hit in hits]
    return [Kind(root, hit.start, hit.end, hit.head) for root, hit in roots if root]


def _aside(words: tuple[str, ...], kind: Kind, cut: tuple[Clause, ...], known: Known) -> bool:
    """Whether it stands in a clause that another one opens: "after ...", "who ..."."""
    for clause in cut:
        if clause.start <= kind.head < clause.end:
            marks = [index + 1 for index in range(clause.start, kind.head) if not words[index][0].isalnum()]
            before = words[max([clause.start, *marks]) : kind.head + 1]
            opened = clause.opener in known.asides and not marks
            return opened or before[0] in known.asides or not known.relatives.isdisjoint(before)
    return False


@cache
def _known(language: str) -> Known:
    data = kinds_of(language)
    sets = {**acts_of(language).get("sets", {}), **data.get("sets", {})}
    matcher = Matcher(sets, data.get("endings", {}))
    roots: list[str] = []
    for entry in data.get("kind", ()):
        for pattern in entry["verbs"]:
            matcher.add(pattern, len(roots))
        roots.append(entry["root"])
    return Known(matcher, tuple(roots), frozenset(data.get("asides", ())), frozenset(data.get("relatives", ())))
