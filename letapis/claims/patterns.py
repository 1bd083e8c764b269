"""Patterns of words and classes of words, matched over a lattice of edges. The grammar is data; here is the matching.

A pattern is a line such as `from? DAY to DAY MONTH ,? YEAR?`: small words stand for themselves, capitals for a class
of edges, `a|b` for either, `?` for what may be missing. All patterns of a language share one trie, so matching costs
no more than the few words it looks at: linear in the text whatever the text is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from letapis.claims.tokens import fold


class Edge(NamedTuple):
    """Tokens up to `end` (exclusive) read as one symbol with a value. A tuple: a text has hundreds of them."""

    end: int
    symbol: str
    value: Any = None


Lattice = Mapping[int, list[Edge]]


@dataclass(frozen=True, slots=True)
class Match:
    """One pattern found: where it ends, what it means, and the edges of its classes in their order."""

    end: int
    meaning: str
    slots: tuple[tuple[str, Any], ...]
    order: int

    def all(self, symbol: str) -> list[Any]:
        """Values of every edge of a class."""
        return [value for name, value in self.slots if name == symbol]

    def get(self, symbol: str) -> Any:  # noqa: ANN401  # a value is what the class holds
        """The value of the first edge of a class; None without one."""
        return next((value for name, value in self.slots if name == symbol), None)


@dataclass(slots=True)
class Node:
    """A node of the trie; `meanings` are the patterns that end here, with their place in the file."""

    children: dict[str, Node] = field(default_factory=dict)
    meanings: list[tuple[int, str]] = field(default_factory=list)


class Grammar:
    """The patterns of one language. `literals` are the words that a lattice must carry for it."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self.root = Node()
        self.literals: set[str] = set()
        for order, (pattern, meaning) in enumerate(patterns):
            for symbols in expand(pattern):
                self._add(tuple(symbol if is_class(symbol) else fold(symbol) for symbol in symbols), meaning, order)

    def _add(self, symbols: tuple[str, ...], meaning: str, order: int) -> None:
        node = self.root
        for symbol in symbols:
            if not is_class(symbol):
                self.literals.add(symbol)
            node = node.children.setdefault(symbol, Node())
        node.meanings.append((order, meaning))

    def matches(self, lattice: Lattice, start: int) -> list[Match]:
        """Every pattern that begins at token `start`: longest first, then as they stand in the file."""
        found: list[Match] = []
        _walk(self.root, lattice, start, (), found)
        return sorted(found, key=lambda match: (-match.end, match.order)) if len(found) > 1 else found

    def begins(self, lattice: Lattice) -> set[int]:
        """The tokens at which a pattern may begin."""
        first = self.root.children
        return {at for at, edges in lattice.items() for edge in edges if edge.symbol in first}


def is_class(symbol: str) -> bool:
    """Whether a symbol of a pattern names a class: capitals."""
    return symbol.isupper()


def _walk(node: Node, lattice: Lattice, at: int, slots: tuple[tuple[str, Any], ...], found: list[Match]) -> None:
    """Add to `found` what the patterns below a node match from a token on."""
    for order, meaning in node.meanings:
        found.append(Match(at, meaning, slots, order))
    if not node.children:
        return
    for edge in lattice.get(at, ()):
        child = node.children.get(edge.symbol)
        if child is not None:
            kept = slots if edge.value is None else (*slots, (edge.symbol, edge.value))
            _walk(child, lattice, edge.end, kept, found)


def expand(pattern: str) -> list[tuple[str, ...]]:
    """All sequences of symbols that a pattern stands for."""
    choices = []
    for part in pattern.split():
        optional = part.endswith("?") and len(part) > 1
        symbols: list[tuple[str, ...]] = [(symbol,) for symbol in part.removesuffix("?").split("|")]
        choices.append([*symbols, ()] if optional else symbols)
    sequences = {_trimmed([symbol for part in parts for symbol in part]): None for parts in product(*choices)}
    return [sequence for sequence in sequences if sequence]


def _trimmed(symbols: list[str]) -> tuple[str, ...]:
    """Without a comma at either end: its neighbour was optional and is not there."""
    while symbols and symbols[0] == ",":
        symbols.pop(0)
    while symbols and symbols[-1] == ",":
        symbols.pop()
    return tuple(symbols)


Entry = tuple[tuple[str, ...], str, Any]  # words, symbol, value
Begun = tuple[list[tuple[str, Any]], dict[str, list[Entry]]]  # of one first word: by itself; longer, by the second


class Phrases:
    """Words and phrases of a language with the edges they stand for; the longest phrase is not preferred: all are."""

    def __init__(self) -> None:
        self.by_first: dict[str, Begun] = {}

    def add(self, phrase: str, symbol: str, value: Any = None) -> None:  # noqa: ANN401  # a value is what the class holds
        """Let a phrase (words as tokens fold them, parted by spaces) stand for a symbol."""
        words = tuple(phrase.split())
        alone, longer = self.by_first.setdefault(words[0], ([], {}))
        if len(words) == 1:
            alone.append((symbol, value))
        else:
            longer.setdefault(words[1], []).append((words, symbol, value))

    def edges(self, words: tuple[str, ...], index: int) -> list[Edge]:
        """The edges of the phrases that begin at a token."""
        begun = self.by_first.get(words[index])
        if begun is None:  # nearly every word
            return []
        alone, longer = begun
        found = [Edge(index + 1, symbol, value) for symbol, value in alone]
        if longer and index + 1 < len(words) and words[index + 1] in longer:
            found += [
                Edge(index + len(phrase), symbol, value)
                for phrase, symbol, value in longer[words[index + 1]]
                if words[index : index + len(phrase)] == phrase
            ]
        return found
