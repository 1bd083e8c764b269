"""The bodies that the words of a claim name, and the id under which the machine proposes them.

Equal names give one proposal; whether two names are one body, people say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from letapis.claims.people.organisations import organisations
from letapis.claims.people.span import PersonSpan
from letapis.claims.tokens import tokenise
from letapis.names.organisations.bodies import key
from letapis.names.organisations.reading import read_organisation
from letapis.registry.marks import Mark, marked
from letapis.registry.model.naming import named
from letapis.sources.language import by_alphabet, language_of
from letapis.vocabulary.codes import holders

KIND = "organisation"
ANY_OF_ITS_SORT = frozenset({"strike-committee"})  # known words that name a sort of body, and none of it
HELD = 8192


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a text at `text[start:end]`. `id` is empty for one that has no name of its own."""

    name: str
    start: int
    end: int
    id: str = ""
    state: bool = False


@lru_cache(maxsize=HELD)
def bodies_in(text: str) -> tuple[Body, ...]:
    """The bodies of a text with a name of their own, in its order; of two that overlap the one known by name."""
    language = language_of(text) or by_alphabet(text) or "en"
    found: list[PersonSpan] = []
    for spans in organisations(tokenise(text), language):
        found += [one for one in spans if not any(one.start < other.end and other.start < one.end for other in found)]
    named_ones = (_body(span) for span in sorted(found, key=lambda one: one.start))
    return tuple(body for body in named_ones if body.id)


def organisation_id(name: str, code: str = "") -> str:
    """The id of a proposed organisation: by the code of a body known by name, else by the key of its name.

    Empty for words such as "the strike committee", which name no one body.
    """
    if code in ANY_OF_ITS_SORT:
        return ""
    if code:
        return f"{KIND}:{code}"
    return named(KIND, " ".join(key(name))) if read_organisation(name).core else ""


def sort_of(text: str) -> Mark | None:
    """The kind of organisation that words tell of, the finest of the first ones; None where they tell none."""
    found = marked(KIND, text, "kind")
    return next((one for one in found if not any(_finer(other, one) for other in found)), None)


def _finer(one: Mark, than: Mark) -> bool:
    """Whether a mark tells more than another over the same words: an independent union than a union."""
    if one.value == than.value or one.start >= than.end or than.start >= one.end:
        return False
    return than.value in holders("organisation_kinds", one.value) or one.end - one.start > than.end - than.start


def _body(span: PersonSpan) -> Body:
    return Body(span.name, span.start, span.end, organisation_id(span.name, span.code), span.state is True)
