"""Reads the name of an organisation: legal form, quoted part, words and their meaning, abbreviation, town, other names.

It does not say which organisation it is: that is `organisations` and, for those known by name, `bodies`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from letapis.names.folding import fold
from letapis.names.letters import fold_homoglyphs, fold_letters
from letapis.names.organisations.words import (
    LONGEST_FORM,
    TOKEN,
    abbreviations,
    compound,
    concepts,
    form_starts,
    forms,
    kind_of_concept,
    plain,
    sounds,
    sounds_of,
    spelled,
    starts,
    starts_of,
    town,
)

LONGEST = 400  # letters of a name that are read
SHORT_FORM = 6  # letters of a form that counts only at an end of the name or before a quote
LONG = 9  # letters from which a word of capitals is no abbreviation of initials
MOST = 4  # other names inside one
OPENING, CLOSING = "«“„‹", "»”›"
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
BREAKS = re.compile(r"\s+[\u2013\u2014-]\s+|\s*/\s*|\s*;\s*")


@dataclass(frozen=True, slots=True)
class OrganisationWord:
    """A word, or one of the words behind an abbreviation.

    `kind`: core (a proper name), sort (plant), field (automobile), rank (central), country, town, number. `keys` are
    its sounds, `meanings` what it is in any language, empty for a proper name. `quoted` stands inside quotes. `starts`
    is what it may leave in an abbreviation of initials: э, and э with м, of электромеханический.
    """

    text: str
    kind: str
    keys: tuple[str, ...]
    meanings: frozenset[str]
    quoted: bool = False
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name that was read. `form` is a code of forms.toml; `alternatives` are other names that stand in the text."""

    text: str
    form: str
    words: tuple[OrganisationWord, ...]
    quoted: str
    abbreviation: str
    place: str
    alternatives: tuple[OrganisationName, ...] = ()

    @property
    def core(self) -> tuple[OrganisationWord, ...]:
        """The words that tell it from others of its sort."""
        return tuple(word for word in self.words if word.kind == "core")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    depth: int  # of quotes around it
    before_quote: bool = False


@lru_cache(maxsize=65536)
def read_organisation(name: str) -> OrganisationName:
    """The name with its parts; a name without a letter has no words."""
    text = " ".join(name[:LONGEST].split())
    pieces = [piece for piece in _pieces(text) if piece != text]
    whole = _read(BRACKETS.sub(" ", text), text)
    others = tuple(_read(piece, piece) for piece in pieces[:MOST])
    if not whole.words and others:
        return others[0]
    kept = tuple(other for other in others if _names_something(other) and other.words != whole.words)
    return OrganisationName(whole.text, whole.form, whole.words, whole.quoted, whole.abbreviation, whole.place, kept)


def _names_something(name: OrganisationName) -> bool:
    return any(word.kind == "core" for word in name.words) or len({word.text for word in name.words}) > 2


def _pieces(text: str) -> Iterator[str]:
    """The names that stand in one: in brackets, beside a dash or a stroke, behind a second legal form."""
    yield from (inside for inside in BRACKETS.findall(text) if inside.strip())
    bare = BRACKETS.sub(" ", text)
    if _form_of(bare) == "branch":
        return
    parts = [part for part in BREAKS.split(bare) if part.strip()]
    if len(parts) > 1:
        yield from (part for part in parts if _form_of(part) != "branch")
    yield from (part for part in bare.split(", ")[1:] if _form_of(part))


def _form_of(text: str) -> str:
    """The legal form that a text begins with."""
    return _form_at([plain(token.text) for token in _tokens(text)], 0)[1]


def _read(text: str, whole: str) -> OrganisationName:
    tokens = _tokens(text)
    form, kept = _without_forms(tokens)
    words = tuple(word for word in _words(kept) if word.kind != "filler") or _spelled_out(kept)
    towns = [meaning for word in words if word.kind == "town" for meaning in word.meanings]
    deepest = max((token.depth for token in kept), default=0)
    quoted = " ".join(token.text for token in kept if token.depth == deepest) if deepest else ""
    short = next((token.text for token in kept if is_abbreviation(token.text)), "")
    return OrganisationName(whole, form, words, quoted, short, towns[0] if towns else "")


def is_abbreviation(word: str) -> bool:
    """Whether a word is short and mostly of capitals: МАЗ, BelAZ."""
    return len(word) > 1 and word.isalpha() and sum(map(str.isupper, word)) > len(word) / 2 and len(word) < SHORT_FORM


def _tokens(text: str) -> list[_Token]:
    """The words with the depth of quotes that they stand in."""
    found: list[_Token] = []
    depth, end = 0, 0
    for match in TOKEN.finditer(text):
        change = _quotes(text, end, match.start())
        if change > 0 and found:
            found[-1] = _Token(found[-1].text, found[-1].depth, before_quote=True)
        depth, end = max(0, depth + change), match.end()
        found.append(_Token(fold_homoglyphs(match.group()), depth))
    return found


def _quotes(text: str, start: int, end: int) -> int:
    """How many quotes open between two words, less those that close: plain ones open before a letter."""
    change = 0
    for at in range(start, end):
        letter = text[at]
        if letter in OPENING:
            change += 1
        elif letter in CLOSING:
            change -= 1
        elif letter in "\"'\u2018\u2019":
            opens = letter == "\u2018" or (letter != "\u2019" and at + 1 < len(text) and text[at + 1].isalnum())
            change += 1 if opens else -1
    return change


def _form_at(words: list[str], at: int) -> tuple[int, str]:
    """How many words from there on are a legal form, the longest, and its code."""
    if at < len(words) and words[at] in form_starts():
        for length in range(min(LONGEST_FORM, len(words) - at), 0, -1):
            if code := forms().get(tuple(words[at : at + length])):
                return length, code
    return 0, ""


def _without_forms(tokens: list[_Token]) -> tuple[str, list[_Token]]:
    """The first legal form, and the words that belong to none; a single word is no form."""
    words = [plain(token.text) for token in tokens]
    kept: list[_Token] = []
    form, at = "", 0
    while at < len(tokens):
        length, code = _form_at(words, at)
        outside = at == 0 or at + length == len(tokens) or tokens[at].before_quote or not kept
        plainly = length > 1 or len(words[at]) > SHORT_FORM or (len(words[at]) > 2 and tokens[at].text.isupper())
        if length and (outside or plainly):
            form = code if not form or form == "branch" else form
            at += length
        else:
            kept.append(tokens[at])
            at += 1
    if kept or len(tokens) > 1:
        return form, kept
    return "", tokens


def _spelled_out(tokens: list[_Token]) -> tuple[OrganisationWord, ...]:
    """A name of nothing but single letters as one word: «О. С. А.»."""
    letters = "".join(token.text for token in tokens if len(token.text) == 1)
    return (
        (OrganisationWord(letters, "core", fold(letters), frozenset()),) if len(letters) > 1 and fold(letters) else ()
    )


def _words(tokens: list[_Token]) -> Iterator[OrganisationWord]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if after and (meaning := compound(token.text, after)):
            yield _meant(f"{token.text} {after}", meaning, token.depth)
            at += 2
        elif after[:1].isupper() and token.text[0].isupper() and (place := town(f"{token.text} {after}")):
            yield OrganisationWord(
                f"{token.text} {after}",
                "town",
                sounds(after),
                frozenset({place}),
                token.depth > 0,
                starts(f"{token.text} {after}"),
            )
            at += 2
        else:
            yield from _word(token)
            at += 1


def _word(token: _Token) -> Iterator[OrganisationWord]:
    word, depth = token.text, token.depth
    letters = fold_letters(word)
    behind = abbreviations().get(letters)
    if behind and (len(letters) > 2 or word.isupper()):
        for concept in behind:
            yield OrganisationWord(
                word, kind_of_concept()[concept], sounds_of(concept), frozenset({concept}), depth > 0
            )
    elif any(map(str.isdigit, word)):
        yield OrganisationWord(word, "number", (), frozenset({_number(letters)}), depth > 0)
    elif len(letters) == 1:  # the initial of a person
        return
    elif meaning := concepts(word):
        yield _meant(word, meaning, depth)
    elif place := town(word):
        yield OrganisationWord(word, "town", sounds(word), frozenset({place}), depth > 0, starts(word))
    elif keys := sounds(word):
        letter_by_letter = (spelled(word),) if word.isupper() and word.isalpha() and len(word) < LONG else ()
        every = tuple(dict.fromkeys((*keys, *letter_by_letter)))
        yield OrganisationWord(word, "core", every, frozenset(), depth > 0, starts(word))


def _number(letters: str) -> str:
    """The digits, and the sounds of letters with them that are no ending of an ordinal: 33rd, 33-й, Т1."""
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th|й|я|е|ы|і|ой|ый)$", "", letters)
    sounds = fold("".join(filter(str.isalpha, bare)))
    return "".join(filter(str.isdigit, bare)) + (sounds[0] if sounds else "")


def _meant(word: str, meaning: frozenset[str], depth: int) -> OrganisationWord:
    kinds = [kind_of_concept()[concept] for concept in sorted(meaning)]
    keys = (*fold(word), *(key for concept in sorted(meaning) if kinds[0] != "filler" for key in sounds_of(concept)))
    begun = (*starts(word), *(start for concept in sorted(meaning) for start in starts_of(concept)))
    return OrganisationWord(word, kinds[0], tuple(dict.fromkeys(keys)), meaning, depth > 0, tuple(dict.fromkeys(begun)))
