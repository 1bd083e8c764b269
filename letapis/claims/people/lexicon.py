"""The words that make persons, organisations and groups: the data of `people.toml`, ready to be looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.endings import stem
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A noun that a group, or one member of it, is called by."""

    kind: str
    state: bool
    singular: bool
    length: int = 1  # words that it takes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language."""

    roles: frozenset[str]
    particles: frozenset[str]
    org_heads: frozenset[str]
    org_of: frozenset[str]
    org_joins: frozenset[str]
    not_names: frozenset[str]
    surname_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]  # of nouns and adjectives in the plural; empty where another mark tells it
    either_endings: tuple[str, ...]  # of the plural or of a case of the singular
    known: frozenset[str]
    governing: frozenset[str]  # prepositions
    toward: frozenset[str]  # those of them behind which stands whom one meets, asks or helps
    called_after: tuple[frozenset[str], tuple[str, ...]]  # words and stems: streets and prizes
    exact: dict[str, GroupHead]
    stems: dict[str, GroupHead]
    phrases: dict[str, tuple[tuple[tuple[str, ...], GroupHead], ...]]


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `people.toml` that all languages share."""
    return frozenset(table("people.toml")[name])


@cache
def clothes() -> tuple[tuple[str, ...], ...]:
    """What a group wears and is told by, in words."""
    return tuple(tuple(each.split()) for each in table("people.toml")["clothes"])


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language; those of English where it has none of its own."""
    code = language if language in INTERFACE_LANGUAGES else "ru" if language == "uk" else "en"
    data = table(f"languages/{code}/people.toml")
    exact: dict[str, GroupHead] = {}
    stems: dict[str, GroupHead] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], GroupHead]]] = {}
    for kind, entry in data["groups"].items():
        for number in ("plural", "singular"):
            _add(
                entry.get(number, ()),
                GroupHead(kind, bool(entry.get("state")), number == "singular"),
                exact,
                stems,
                phrases,
            )
    return Lexicon(
        roles=frozenset(map(_fold, data["roles"])),
        particles=frozenset(data["particles"]),
        org_heads=frozenset(stem(word) for word in data["org_heads"]),
        org_of=frozenset(data.get("org_of", ())),
        org_joins=frozenset(data.get("org_joins", ())),
        not_names=frozenset(data["not_names"]),
        surname_endings=tuple(data.get("surname_endings", ())),
        plural_endings=tuple(data.get("plural_endings", ())),
        either_endings=tuple(data.get("either_endings", ())),
        known=frozenset(stem(word) for word in data["known"]),
        governing=frozenset(data["governing"]),
        toward=frozenset(data["toward"]),
        called_after=(
            frozenset(word for word in data["called_after"] if not word.endswith("*")),
            tuple(word[:-1] for word in data["called_after"] if word.endswith("*")),
        ),
        exact=exact,
        stems=stems,
        phrases={first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in phrases.items()},
    )


def _fold(word: str) -> str:
    return word.replace("ё", "е")


def _add(
    words: Iterable[str],
    head: GroupHead,
    exact: dict[str, GroupHead],
    stems: dict[str, GroupHead],
    phrases: dict[str, list[tuple[tuple[str, ...], GroupHead]]],
) -> None:
    for word in map(_fold, words):
        parts = tuple(word.split())
        if len(parts) > 1:
            whole = GroupHead(head.kind, head.state, head.singular, len(parts))
            phrases.setdefault(_first(parts[0]), []).append((parts, whole))
        elif word.endswith("*"):
            stems.setdefault(word[:-1], head)
        else:
            exact.setdefault(word, head)


def _first(word: str) -> str:
    """The key of a phrase: its first word cut to what all its forms share."""
    return word.rstrip("*")[:4]


def group_at(words: tuple[str, ...], index: int, language: str) -> GroupHead | None:
    """The head of a group that begins at a token, of several words before one."""
    found = lexicon(language)
    for parts, head in found.phrases.get(words[index][:4], ()):
        if len(parts) <= len(words) - index and all(_matches(words[index + i], part) for i, part in enumerate(parts)):
            return head
    return group_word(words[index], language)


def begins_group(word: str, language: str) -> bool:
    """Whether a word may begin what `group_at` finds."""
    return word[:4] in lexicon(language).phrases or group_word(word, language) is not None


def _matches(word: str, part: str) -> bool:
    return (
        word.startswith(part[:-1])
        if part.endswith("*")
        else word == part or (not word.isascii() and stem(word) == stem(part))
    )


@lru_cache(maxsize=65536)
def group_word(word: str, language: str) -> GroupHead | None:
    """The head of a group that one word is."""
    found = lexicon(language)
    bare = word.removesuffix("'s")
    head = found.exact.get(bare)
    if head is not None:
        return head
    if bare.isascii():
        return None
    for length in range(len(bare), 2, -1):
        head = found.stems.get(bare[:length])
        if head is not None and len(bare) - length <= 4:
            return head
    return None


@lru_cache(maxsize=65536)
def is_role(word: str, language: str) -> bool:
    """Whether a word is one of office or calling, in any case."""
    roles = lexicon(language).roles
    bare = word.removesuffix("'s")
    return bare in roles or (
        not bare.isascii() and any(bare[: len(bare) - cut] in roles for cut in (1, 2, 3) if len(bare) - cut > 2)
    )


@lru_cache(maxsize=65536)
def is_org_head(word: str, language: str) -> bool:
    """Whether a word may head the name of an organisation, in any case."""
    return stem(word.removesuffix("'s")) in lexicon(language).org_heads
