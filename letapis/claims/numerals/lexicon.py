"""The number words of one language as `numbers.toml` lists them, ready for lookup by the folded word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from letapis.claims.numerals.compounds import german
from letapis.claims.tokens import fold
from letapis.vocabulary.resources import LANGUAGES, table
from letapis.vocabulary.vague import interval

if TYPE_CHECKING:
    from letapis.claims.numerals.reading import Numeral

SHARES = {"half": 0.5, "quarter": 0.25}  # of a scale that follows: "half a million"
MANY = frozenset({"several", "few", "many"})  # with a scale after them they say what its plural says
LONGEST = 80  # letters of a number word; a longer one is none


@dataclass(frozen=True, slots=True)
class Scale:
    """What a scale multiplies by, and the entry of the vague table for its plural."""

    value: float
    vague: str


@dataclass(frozen=True, slots=True)
class Word:
    """One form of a number word."""

    kind: str  # cardinal, ordinal, collective, scale, vague, range, half
    value: float
    high: float | None = None  # of a range in one word: "two-three"
    vague: str = ""
    scale: Scale | None = None
    plural: bool = False  # stands alone as a vague word: "thousands"
    genitive: bool = False  # the plural and, after "about", the singular: "тысячи"
    short: bool = False  # an abbreviation that may carry a full stop
    tight: bool = False  # only joined to digits: "5k"


@dataclass(slots=True)
class Lexicon:
    """Number words of one language, for one table of vague words."""

    words: dict[str, Word]
    vague_table: str
    decimal: str
    thousands: str
    links: frozenset[str]
    joining: frozenset[str]
    halves: tuple[tuple[str, ...], ...]
    half_links: frozenset[str]
    ordinal_suffixes: frozenset[str]
    cardinal_suffixes: frozenset[str]
    open_suffixes: frozenset[str]  # "a dozen-plus": so many and more
    another_suffixes: frozenset[str]  # “сотня-другая”: one or two of them
    near_suffixes: frozenset[str]  # "thirty-odd", "30ish": about so many
    inverts: bool
    hyphens_add: bool  # "twenty-five" is one number; where not, "два-три" is a range
    compounding: bool

    def candidates(self, words: Sequence[str]) -> list[int]:
        """The tokens that a numeral may begin with: number words, digits, and what may be a number by its parts."""
        known, compounding = self.words, self.compounding
        begun = {
            word
            for word in set(words)
            if word in known or word[0].isdecimal() or "-" in word or (compounding and word.isalpha())
        }
        return [index for index, word in enumerate(words) if word in begun]

    def word(self, word: str) -> Word | None:
        """The entry of a word, of its parts where it is a compound; None where it is no number word."""
        entry = self.words.get(word)
        if entry is not None or len(word) > LONGEST or not (self.compounding or "-" in word):
            return entry
        return self._hyphenated(word) if "-" in word else german(word, self.words)

    def scale(self, word: str) -> Scale | None:
        """The scale that a word is; None for other words."""
        entry = self.words.get(word)
        return entry.scale if entry is not None else None

    def plural_of(self, value: float) -> str:
        """The vague entry of a scale's plural; empty where the value is no scale."""
        return next((word.vague for word in self.words.values() if word.plural and word.value == value), "")

    def _hyphenated(self, word: str) -> Word | None:
        head, _, tail = word.rpartition("-")
        for suffixes, times in ((self.open_suffixes, None), (self.near_suffixes, 1), (self.another_suffixes, 2)):
            if tail in suffixes:
                return self._with_suffix(head, times)
        parts = [self.words.get(part) for part in word.split("-")]
        if len(parts) != 2 or parts[0] is None or parts[1] is None or parts[0].kind not in {"cardinal", "half"}:
            return None
        first, second = parts[0], parts[1]
        if second.kind == "scale" and second.value >= 10:  # "two-dozen"
            return Word("cardinal", first.value * second.value)
        if second.kind in {"cardinal", "ordinal"} and self.hyphens_add and first.value % 10 == 0 and second.value < 10:
            return Word(second.kind, first.value + second.value)
        if second.kind == "cardinal" and 1 <= first.value < second.value and not self.hyphens_add:
            return Word("range", first.value, second.value)
        return None

    def _with_suffix(self, head: str, times: int | None) -> Word | None:
        """“a dozen-plus” has an open end, “thirty-odd” is about thirty."""
        entry = self.word(head)
        if entry is None or entry.kind not in {"cardinal", "scale"} or entry.plural:
            return None
        return Word("range", entry.value, None if times is None else times * entry.value)

    def joins(self, words: tuple[str, ...], at: int) -> bool:
        """Whether "and" stands here with a word after it."""
        return at + 1 < len(words) and words[at] in self.joining

    def after_link(self, words: tuple[str, ...], at: int) -> int:
        """Past the "of" of "tens of thousands"; the same place where there is none."""
        return at + 1 if at < len(words) and words[at] in self.links else at

    def half_after(self, words: tuple[str, ...], at: int) -> int:
        """Where "and a half" ends that begins here; 0 without one."""
        for phrase in self.halves:
            if words[at : at + len(phrase)] == phrase:
                return at + len(phrase)
        return 0

    def combined(self, key: str, following: Word) -> str:
        """The vague entry of two words: several + hundred, tens + thousands."""
        scale = following.scale
        assert scale is not None
        if key in MANY:
            return scale.vague
        return f"{key}_{scale.value:.0f}" if key == "couple" else f"{key}_of_{scale.vague}"

    def named(self, many: str, plural: str) -> str:
        """The entry of "several hundred" where the table has one, else that of "hundreds"."""
        named = f"{many}_{plural.removesuffix('s')}"
        return named if many in MANY and interval(named, self.vague_table) else plural

    def vague(self, key: str, start: int, end: int, alone: float | None) -> Numeral | None:
        """The numeral of a vague entry by the table; None where the table does not know it."""
        from letapis.claims.numerals.reading import Numeral

        if key.startswith("couple_"):
            value = 2 * float(key.removeprefix("couple_"))
            return Numeral(start, end, value, value, vague=key)
        found = interval(key, self.vague_table)
        if found is None:
            return None
        low, high = found
        return Numeral(start, end, float(low), None if high is None else float(high), vague=key, alone=alone)


@cache
def lexicon(language: str, vague_table: str = "schema") -> Lexicon:
    """The lexicon of a language (en where the language is not read). Raises KeyError for an unknown vague table."""
    data = table(f"languages/{language if language in LANGUAGES else 'en'}/numbers.toml")
    interval("dozens", vague_table)
    return Lexicon(
        words=_words(data),
        vague_table=vague_table,
        decimal=data["decimal"],
        thousands=data["thousands"],
        links=frozenset(data["links"]),
        joining=frozenset(data["joining"]),
        halves=tuple(tuple(phrase.split()) for phrase in data["halves"]),
        half_links=frozenset(data.get("half_links", ())),
        ordinal_suffixes=frozenset(data["ordinal_suffixes"].split()),
        cardinal_suffixes=frozenset(data.get("cardinal_suffixes", "").split()),
        open_suffixes=frozenset(data.get("open_suffixes", "").split()),
        another_suffixes=frozenset(data.get("another_suffixes", "").split()),
        near_suffixes=frozenset(data.get("near_suffixes", "").split()),
        inverts=data["inverts"],
        hyphens_add=data["hyphens_add"],
        compounding=data["compounding"],
    )


def _words(data: dict[str, Any]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for stem, value in data.get("ordinal_stems", {}).items():
        for ending in data["ordinal_endings"].split():
            words[fold(stem + ending)] = Word("ordinal", float(value))
    for kind in ("ordinal", "collective", "cardinal"):
        for value, forms in data.get(f"{kind}s", {}).items():
            words.update((fold(form), Word(kind, float(value))) for form in forms.split())
    for key, forms in data["vague"].items():
        words.update((fold(form), Word("vague", 0, vague=key)) for form in forms.split())
    for name, value in SHARES.items():
        words.update((fold(form), Word("half", value)) for form in data.get(name, "").split())
    for entry in data["scales"]:
        words.update(_scale_words(entry))
    known = dict(words)
    for form in data.get("misspelt", "").split():
        words.update((wrong, known[form]) for wrong in _misspelt(form) if wrong not in known)
    return words


def _misspelt(word: str) -> set[str]:
    """A word with one letter left out, put in, changed, or in the place of its neighbour."""
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    letters = sorted(set(word))
    found = {left + right[1:] for left, right in cuts} | {
        left + letter + right for left, right in cuts for letter in letters
    }
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return found | {left + letter + right[1:] for left, right in cuts if right for letter in letters}


def _scale_words(entry: dict[str, Any]) -> dict[str, Word]:
    value, scale = float(entry["value"]), Scale(float(entry["value"]), entry.get("vague", ""))
    words: dict[str, Word] = {}
    for how in ("one", "many", "genitive", "short", "tight"):
        for form in entry.get(how, "").split():
            words[fold(form)] = Word(
                "scale",
                value,
                vague=scale.vague,
                scale=scale,
                plural=how == "many",
                genitive=how == "genitive",
                short=how == "short",
                tight=how == "tight",
            )
    return words
