"""Given names and what stands behind them (its data is being written)."""

from __future__ import annotations


def given(word: str) -> frozenset[str]:
    """The ids of the given names that a word may be, in any spelling."""
    return frozenset() if word else frozenset()


def patronymic(word: str) -> frozenset[str]:
    """The ids of the names of the father that a word may be made of."""
    return frozenset() if word else frozenset()


def gender(word: str) -> str:
    """m, f, or nothing where the word does not tell."""
    return "" if word else ""


def first_sounds(ids: frozenset[str]) -> frozenset[str]:
    """The first sounds of all forms of given names."""
    return frozenset() if ids else frozenset()


def title(name: str) -> str:
    """The form of a given name that is shown for its id."""
    return name
