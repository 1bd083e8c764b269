"""Number words that German writes in one: "fünfundzwanzig", "dreihundertvierzehn", "zweieinhalb"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letapis.claims.numerals.lexicon import Word

ENDINGS = ("sten", "ster", "stes", "stem", "ste", "ten", "ter", "tes", "tem", "te")


def german(word: str, words: Mapping[str, Word]) -> Word | None:
    """The entry of a compound; None where its parts are no number."""
    from letapis.claims.numerals.lexicon import Word

    value = _cardinal(word, words)
    if value is not None:
        return Word("cardinal", value)
    for ending in ENDINGS:
        if word.endswith(ending):
            value = _cardinal(word.removesuffix(ending), words)
            if value is not None and value >= 13:
                return Word("ordinal", value)
    return None


def _cardinal(word: str, words: Mapping[str, Word]) -> float | None:
    head, mark, tail = word.partition("tausend")
    if mark:
        return _sum(
            _hundreds(head, words) if head else 1, 1000, _hundreds(tail.removeprefix("und"), words) if tail else 0
        )
    return _hundreds(word, words)


def _hundreds(word: str, words: Mapping[str, Word]) -> float | None:
    head, mark, tail = word.partition("hundert")
    if mark:
        return _sum(_small(head, words) if head else 1, 100, _small(tail.removeprefix("und"), words) if tail else 0)
    return _small(word, words)


def _sum(factor: float | None, scale: int, rest: float | None) -> float | None:
    return None if factor is None or rest is None else factor * scale + rest


def _small(word: str, words: Mapping[str, Word]) -> float | None:
    """Below a hundred: "elf", "zwanzig", "einundzwanzig"."""
    if word.endswith("einhalb") and len(word) > len("einhalb"):
        whole = _small(word.removesuffix("einhalb"), words)
        return None if whole is None else whole + 0.5
    entry = words.get(word)
    if entry is not None and entry.kind == "cardinal" and entry.value < 100:
        return entry.value
    units, mark, tens = word.partition("und")
    first, second = words.get(units), words.get(tens)
    if (
        mark
        and first
        and second
        and first.value < 10
        and second.value >= 20
        and first.kind == second.kind == "cardinal"
    ):
        return first.value + second.value
    return None
