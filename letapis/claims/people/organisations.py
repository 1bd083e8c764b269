"""Organisations: bodies known by name, names headed by "committee" or "union", names in quotes, acronyms."""

from __future__ import annotations

from functools import cache, lru_cache

from letapis.claims.people.given_names import is_given_name
from letapis.claims.people.lexicon import is_org_head, is_role, lexicon, word_list
from letapis.claims.people.span import PersonSpan, span_of
from letapis.claims.places.lexicon import named
from letapis.claims.tokens import Tokens
from letapis.names.endings import stem
from letapis.names.organisations import bodies

LONGEST = 8
LONGEST_LATIN = 5
SHORTEST_LATIN = 4  # letters
LONGEST_OWNER = 2
NOT_GENITIVE = ("у", "ю", "ым", "ом", "ему", "ому", "ами")
QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


def organisations(tokens: Tokens, language: str) -> tuple[list[PersonSpan], list[PersonSpan]]:
    """Bodies known by name, and what only looks like an organisation."""
    known = _known(tokens)
    return known, _patterns(tokens, language)


@cache
def _first_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, code in bodies.names().items():
        found.setdefault(name[0], []).append((name, code))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()}


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return stem(word.removesuffix("'s").replace("'", "").replace("ў", "у"))


@lru_cache(maxsize=65536)
def _begun_by(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The known names that a word may begin, with their codes; most words begin none."""
    return _first_words().get(_key(word.partition("-")[0]), ())


def _known(tokens: Tokens) -> list[PersonSpan]:
    found: list[PersonSpan] = []
    end = 0
    for at, names in [(at, names) for at, word in enumerate(tokens.words) if (names := _begun_by(word))]:
        match = _match(tokens, at, names) if at >= end else None
        if match is None:
            continue
        end, code = match
        body = bodies.bodies()[code]
        if code in word_list("left_to_groups"):
            continue
        state = (
            True if body.kind == "state" else False if body.kind in ("ngo", "union", "media", "opposition") else None
        )
        found.append(span_of(tokens, "ORG", at, end, kind=body.kind, code=code, state=state, number="singular"))
    return found


def _match(tokens: Tokens, at: int, entries: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[int, str] | None:
    """Where the longest known name that begins here ends, and its code."""
    for name, code in entries:
        stop = _aligned(tokens, at, name)
        if not stop:
            continue
        plain = code == "strike-committee" or (code in word_list("lower_case") and len(name) > 1)
        if plain or _written_as_name(tokens, at, stop):
            return stop, code
    return None


def _aligned(tokens: Tokens, at: int, name: tuple[str, ...]) -> int:
    """The token behind the name's last word where the tokens from here on spell it, over quotes and dots; else 0."""
    part, index = 0, at
    while part < len(name) and index < len(tokens.words):
        word = tokens.words[index]
        if part and word in {"«", "“", '"', ".", "„", "/"}:
            index += 1
            continue
        pieces = word.split("-")
        for piece in pieces:
            if part >= len(name) or _key(piece) != name[part]:
                return 0
            part += 1
        index += 1
    if part < len(name):
        return 0
    return index


def _written_as_name(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a name's first word has a capital; an acronym must be in capitals, a common word in quotes."""
    raw = tokens.raw(first)
    if not raw[0].isupper():
        return False
    if stop - first == 1 and len(raw) <= 3:
        return raw.isupper() or raw[1:].islower() is False
    if stop - first == 1 and tokens.words[first] in word_list("common_words"):
        quoted = first > 0 and tokens.words[first - 1] in QUOTES
        return quoted or not _starts_sentence(tokens, first)
    return True


def _starts_sentence(tokens: Tokens, index: int) -> bool:
    return index == 0 or tokens.words[index - 1] in {".", "!", "?", "…", ":"}


def _patterns(tokens: Tokens, language: str) -> list[PersonSpan]:
    """Names by their form: they begin with a capital, or with a word before quotes."""
    found: list[PersonSpan] = []
    text = tokens.text
    quoted = {at - 1 for at, word in enumerate(tokens.words) if word in QUOTES}
    end = 0
    for at in [at for at, start in enumerate(tokens.starts) if text[start].isupper() or at in quoted]:
        stop = 0 if at < end else _headed(tokens, language, at) or _acronym(tokens, at)
        if stop:
            found.append(span_of(tokens, "ORG", at, stop, number="singular"))
            end = stop
    return found


def _headed(tokens: Tokens, language: str, at: int) -> int:
    """Where a name with a word like "committee" in it ends: "Central Committee of Sudanese Doctors"."""
    words = tokens.words
    if language in ("ru", "be", "uk"):
        return _headed_cyrillic(tokens, language, at)
    if not _capital(tokens, at) or words[at] in lexicon(language).not_names:
        return 0
    lists = lexicon(language)
    stop, headed, last = at, False, at
    while stop < len(words) and stop - at < LONGEST and (stop == at or _near(tokens, stop)):
        if _capital(tokens, stop) and words[stop][0].isalpha():
            if is_role(words[stop], language) and not headed and stop > at:
                break
            headed = headed or is_org_head(words[stop], language)
            last = stop
            if words[stop].endswith("'s"):
                break
        elif not (
            headed
            and words[stop] in lists.org_joins
            and stop + 1 < len(words)
            and (_capital(tokens, stop + 1) or words[stop + 1] == "the")
        ):
            break
        stop += 1
    return last + 1 if headed and last > at else 0


def _headed_cyrillic(tokens: Tokens, language: str, at: int) -> int:
    words = tokens.words
    if is_org_head(words[at], language) and at + 1 < len(words):
        quoted = _quoted(tokens, at + 1)
        if quoted:
            return quoted
    if not _capital(tokens, at) or words[at] in lexicon(language).not_names:
        return 0
    return _latin(tokens, at) if words[at].isascii() else _adjectives_and_head(tokens, language, at)


def _adjectives_and_head(tokens: Tokens, language: str, at: int) -> int:
    """Where a name of adjectives and a head ends: "Верховный суд Испании"."""
    words = tokens.words
    stop = at
    while stop < len(words) and stop - at < 4 and (stop == at or _near(tokens, stop)) and words[stop][0].isalpha():
        if is_org_head(words[stop], language):
            return _with_owner(tokens, stop + 1) if stop > at else 0
        if stop > at and not words[stop].endswith(ADJECTIVAL):
            return 0
        if stop == at and not words[stop].endswith(ADJECTIVAL):
            return 0
        stop += 1
    return 0


def _latin(tokens: Tokens, at: int) -> int:
    """Behind a name in Latin letters, in a Cyrillic text mostly of a body or a firm: "Amnesty International"."""
    stop = at
    while stop < len(tokens.words) and stop - at < LONGEST_LATIN and (stop == at or _near(tokens, stop)):
        if not (tokens.words[stop].isascii() and tokens.words[stop].isalpha() and _capital(tokens, stop)):
            break
        stop += 1
    return stop if stop > at and tokens.ends[stop - 1] - tokens.starts[at] >= SHORTEST_LATIN else 0


def _with_owner(tokens: Tokens, stop: int) -> int:
    """Behind the country, the town or the body that a name goes on with: "Верховный суд Испании"."""
    for index in range(stop, min(stop + LONGEST_OWNER, len(tokens.words))):
        raw = tokens.raw(index)
        owner = _near(tokens, index) and raw[0].isupper() and raw[0].isalpha()
        if not owner or is_given_name(tokens.words[index]) or tokens.words[index].endswith(NOT_GENITIVE):
            return index
    return min(stop + LONGEST_OWNER, len(tokens.words))


ADJECTIVAL = (
    "ый",
    "ий",
    "ая",
    "ое",
    "ого",
    "ому",
    "ом",
    "ым",
    "им",
    "ой",
    "ую",
    "ые",
    "ых",
    "ы",
    "і",
    "ага",
    "аму",
    "ім",
    "ае",
    "ай",
    "яя",
    "ее",
    "его",
)


def _quoted(tokens: Tokens, at: int) -> int:
    """The token behind a short name in quotes that opens here; 0 where there is none."""
    if (
        at >= len(tokens.words)
        or tokens.words[at] not in QUOTES
        or at + 1 >= len(tokens.words)
        or not _capital(tokens, at + 1)
    ):
        return 0
    close = QUOTES[tokens.words[at]]
    for index in range(at + 2, min(at + 8, len(tokens.words))):
        if tokens.words[index] == close:
            return index + 1
    return 0


def _acronym(tokens: Tokens, at: int) -> int:
    raw = tokens.raw(at)
    if (
        not 2 <= len(raw) <= 7
        or not raw.isupper()
        or not raw.isalpha()
        or tokens.words[at] in word_list("not_acronyms")
    ):
        return 0
    if at + 1 < len(tokens.words) and tokens.words[at + 1] == ".":
        around = at == 0 or not tokens.raw(at - 1).isupper()
        return at + 1 if around and not named(tokens.words[at], "en") else 0
    for beside in (at - 1, at + 1):  # a heading in capitals holds no acronym
        if 0 <= beside < len(tokens.words) and len(tokens.raw(beside)) > 4 and tokens.raw(beside).isupper():
            return 0
    return 0 if named(tokens.words[at], "en") else at + 1


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper()


def _near(tokens: Tokens, index: int) -> bool:
    gap = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
    return len(gap) <= 1 and gap != "\n"
