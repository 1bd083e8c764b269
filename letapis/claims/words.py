"""The small words of a language, by list: conjunctions, negations, pronouns. Each distinct word is looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from letapis.claims.spelling import Spelling, spelling
from letapis.vocabulary.resources import LANGUAGES, table

MEMO_LIMIT = 100_000


@dataclass(slots=True)
class Words:
    """Named lists of words; a member that ends with `*` is a stem. Unknown lists are empty."""

    lists: Mapping[str, Sequence[str]]
    exact: dict[str, frozenset[str]] = field(default_factory=dict)
    stems: dict[str, frozenset[str]] = field(default_factory=dict)
    memo: dict[str, frozenset[str]] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=Spelling)

    def __post_init__(self) -> None:
        for name, members in self.lists.items():
            for member in members:
                where = self.stems if member.endswith("*") else self.exact
                key = member.removesuffix("*").replace("\u0451", "\u0435")  # as tokens are folded
                where[key] = where.get(key, frozenset()) | {name}

    def kinds(self, word: str) -> frozenset[str]:
        """The lists that a folded word is in."""
        found = self.memo.get(word)
        if found is None:
            found = self._look_up(word)
            for variant in self.spelling.variants(word):
                found |= self._look_up(variant)
            if len(self.memo) >= MEMO_LIMIT:
                self.memo.clear()
            self.memo[word] = found
        return found

    def _look_up(self, word: str) -> frozenset[str]:
        found = self.exact.get(word, frozenset())
        for length in range(1, min(len(word), 20) + 1):
            found |= self.stems.get(word[:length], frozenset())
        return found | {
            name for ending, name in self._endings() if len(word) > len(ending) + 2 and word.endswith(ending)
        }

    def _endings(self) -> list[tuple[str, str]]:
        """Lists named `x_endings` hold endings of words of the list `x`."""
        return [
            (e, name[: -len("_endings")])
            for name, ends in self.lists.items()
            if name.endswith("_endings")
            for e in ends
        ]

    def has(self, name: str, word: str) -> bool:
        """Whether a folded word is in a list."""
        found = self.memo.get(word)  # asked of nearly every word of a text: most often without a further call
        return name in (self.kinds(word) if found is None else found)

    def has_any(self, name: str, words: Iterable[str]) -> bool:
        """Whether any of some folded words is in a list."""
        memo = self.memo
        for word in words:
            found = memo.get(word)
            if name in (self.kinds(word) if found is None else found):
                return True
        return False


@cache
def words_of(language: str) -> Words:
    """The lists of a language; those of English where the language has none."""
    code = language if language in LANGUAGES else "en"
    data = table(f"languages/{code}/modality.toml")
    endings = data.get("endings", {})
    lists = {name: [form for each in found for form in _forms(each, endings)] for name, found in data["lists"].items()}
    return Words(lists, spelling=spelling(code))


def _forms(member: str, endings: Mapping[str, str]) -> Iterator[str]:
    """The words that a member stands for: `medic{f}` with each ending of `f` in the table `[endings]`."""
    stem, brace, rest = member.partition("{")
    name, _, after = rest.partition("}")
    for ending in endings[name].split("|") if brace else ("",):
        yield stem + ending.strip("-") + after
