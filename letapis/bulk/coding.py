"""Columns as tables of numbers: words that are only ever compared for being equal cross to the engine as codes.

That takes a third of the memory and half of the time of texts. A code means nothing outside of one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from letapis.bulk.columns import Columns, Values
from letapis.bulk.words import UNKNOWN

if TYPE_CHECKING:
    import pyarrow as pa

NUMBERS = frozenset(("uid", "birth_year", "day"))
TEXTS = frozenset(("surname_key", "given_key", "given_letters", "father_key", "father_letters"))


class Codes(dict[str, int]):
    """A number for each word; a negative one for a name that is not known."""

    def __missing__(self, word: str) -> int:
        number = len(self) + 1
        self[word] = -number if word.startswith(UNKNOWN) else number
        return self[word]


def coded(columns: Columns) -> tuple[pa.Table, dict[str, pa.Table]]:
    """The table of the columns, and for some of them a table of how usual each value is."""
    import pyarrow as pa

    codes = Codes()
    table = pa.table({name: _array(name, values, codes) for name, values in columns.as_dict().items()})
    return table, {name: _usual(name, shares, codes) for name, shares in columns.shares().items()}


def _array(name: str, values: Values, codes: Codes) -> pa.Array:
    import pyarrow as pa

    if name in TEXTS:
        return pa.array(values, pa.string())
    return pa.array(values if name in NUMBERS else _codes(values, codes), pa.int32())


def _codes(values: Iterable[str | int | None], codes: Codes) -> list[int | None]:
    return [None if value is None else codes[str(value)] for value in values]


def _usual(name: str, shares: Mapping[str | int, float], codes: Codes) -> pa.Table:
    """A column of values and one of their shares, named as Splink wants them."""
    import pyarrow as pa

    return pa.table({name: _array(name, list(shares), codes), f"tf_{name}": pa.array(list(shares.values()))})
