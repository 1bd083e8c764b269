"""The value that the reading of people gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from letapis.claims.tokens import Tokens


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person (PER), an organisation (ORG) or a group (GROUP) at `text[start:end]`.

    `head` is the token index of the noun or the surname; `first` and `stop` are token indices, `stop` exclusive.
    `size` is [low, high] with open ends as None, None where the text gives no number. `state` is True for forces and
    officials, None where it cannot be told.
    """

    start: int
    end: int
    type: str  # PER, ORG, GROUP
    name: str  # as written, without the number
    role: str = ""
    size: tuple[int | None, int | None] | None = None
    kind: str = ""  # of a group: protesters, workers, forces ...; of a body: state, ngo, media ...
    head: int = -1
    state: bool | None = None
    number: str = ""  # singular, plural, or empty
    code: str = ""  # of a body that is known by name
    first: int = 0
    stop: int = 0


def span_of(tokens: Tokens, type_: str, first: int, stop: int, **told: Any) -> PersonSpan:  # noqa: ANN401  # its fields
    """A span over tokens [first, stop), without what is only added to its last word: `'s`, quotes."""
    start, end = tokens.starts[first], tokens.ends[stop - 1]
    if tokens.text[start:end].endswith(("'s", "’s")):
        end -= 2
    told.setdefault("head", stop - 1)
    return PersonSpan(start, end, type_, tokens.text[start:end], first=first, stop=stop, **told)
