"""Names as sentences and other languages bend them: the forms without endings, the man's form of a woman's surname.

The endings are data (`vocabulary/names/inflection.toml`). A form is a guess; it counts only where it meets another
spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from letapis.names.folding import clean, fold
from letapis.names.letters import is_cyrillic
from letapis.vocabulary.resources import table

SHORTEST = 3  # letters that stay before an ending


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a word may have without its ending. `kind`: case, language or feminine; `rule` is the rule's name."""

    keys: tuple[str, ...]
    kind: str
    rule: str


@cache
def _rules() -> tuple[tuple[str, str, str, dict[str, tuple[str, ...]]], ...]:
    return tuple(
        (rule["name"], rule["kind"], rule["script"], {end: tuple(bare) for end, bare in rule["endings"].items()})
        for rule in table("names/inflection.toml")["rule"]
    )


@lru_cache(maxsize=1 << 17)
def forms(word: str) -> tuple[Form, ...]:
    """What a word may be without the ending of a case, of another language, or of a woman's surname."""
    letters = clean(word)
    script = "cyrillic" if any(map(is_cyrillic, letters)) else "latin"
    return tuple(
        Form(fold(bare), kind, name)
        for name, kind, of_script, endings in _rules()
        if of_script == script
        for bare in _without(letters, endings)
    )


def _without(word: str, endings: dict[str, tuple[str, ...]]) -> list[str]:
    found: list[str] = []
    for length in range(1, 5):
        stem = word[:-length]
        if len(stem) >= SHORTEST:
            found.extend(stem + ending for ending in endings.get(word[-length:], ()))
    return found
