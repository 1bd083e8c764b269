"""From a query to what is looked up: forms and marks, one of each group, and none of those left out.

The vocabulary, which forms an archive has for a key, is asked of whoever keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from letapis.registry.search.keys import beginning, keys
from letapis.registry.search.marks import filter_marks, kind_mark
from letapis.registry.search.meaning import meant_marks, other_names
from letapis.registry.search.query import KINDS, Query, Term, check
from letapis.registry.search.words import twin

Phrase = tuple[str, ...]
Group = tuple[Phrase, ...]

FORMS = 400  # forms of one word that are looked for


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be there: of each group one phrase; and what must not. A phrase is forms, or one mark."""

    groups: tuple[Group, ...]
    out: Group = ()

    def phrases(self) -> Group:
        """All that is looked for in words, to be marked in a text."""
        return tuple(phrase for group in self.groups for phrase in group if ":" not in phrase[0])


@dataclass(frozen=True, slots=True)
class Plans:
    """What is looked up first: the words as they were typed; and then: in all their forms, names and meanings."""

    exact: Plan
    wide: Plan
    cut: tuple[str, ...] = ()  # beginnings of which not all forms are looked for


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The forms that an archive has: those of some keys, and those that begin so; sorted, at most so many."""

    of_keys: Callable[[Sequence[str], int], list[str]]
    beginning: Callable[[str, str, int], list[str]]  # letters of a form, letters of a key


def plans(query: Query, vocabulary: Vocabulary) -> Plans:
    """What to look up for a query. Raises QueryError."""
    terms = check(query)
    cut: list[str] = []
    wide = {term: _wide(term, vocabulary, cut) for term in terms}
    filters = tuple(tuple((mark,) for mark in group) for group in filter_marks(query))
    if not filters and all(term.out for term in terms):
        filters = (tuple((kind_mark(kind),) for kind in KINDS),)
    out = tuple(dict.fromkeys(chain.from_iterable(wide[term] for term in terms if term.out)))
    asked = [term for term in terms if not term.out]
    exact = tuple(_exact(term) if not term.beginning else _typed(term, wide[term]) for term in asked)
    return Plans(
        Plan((*exact, *filters), out), Plan((*(wide[term] for term in asked), *filters), out), tuple(sorted(cut))
    )


def _exact(term: Term) -> Group:
    """The very words, and what was written in look-alikes."""
    if len(term.forms) > 1 or term.phrase:
        return (term.forms, *_joined(term))
    other = twin(term.forms[0])
    return (term.forms, (other,)) if other else (term.forms,)


def _joined(term: Term) -> Iterator[Phrase]:
    """What was typed with a hyphen, written in one word."""
    if not term.phrase:
        yield ("".join(term.forms),)


def _typed(term: Term, wide: Group) -> Group:
    """Of the forms that go on as was typed those that do so letter by letter."""
    letters = "".join(term.forms)
    return tuple(phrase for phrase in wide if phrase[0].startswith(letters)) or ((letters,),)


def _wide(term: Term, vocabulary: Vocabulary, cut: list[str]) -> Group:
    if term.phrase:
        return _exact(term)
    letters = "".join(term.forms)
    if term.beginning:
        found = vocabulary.beginning(letters, beginning(letters), FORMS + 1)
        if len(found) > FORMS:
            cut.append(letters)
        return tuple((form,) for form in found[:FORMS]) or ((letters,),)
    return tuple(dict.fromkeys((*_exact(term), *_meant(letters, vocabulary))))


def _meant(form: str, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """The other forms of a word, what it may stand for, and the other names of that."""
    yield from ((mark,) for mark in meant_marks(form))
    names = other_names(form)
    alone = [form, twin(form), *(name[0] for name in names if len(name) == 1)]
    yield from ((one,) for one in vocabulary.of_keys(_all_keys(alone), FORMS))
    yield from (name for name in names if len(name) > 1)


def _all_keys(forms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for form in forms for key in keys(form)))
