"""Groups and persons without a name: "more than six hundred people", "heads of strike committees", "силовики"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from letapis.claims.counts import CountSpan
from letapis.claims.people.lexicon import GroupHead, begins_group, clothes, group_at, lexicon, word_list
from letapis.claims.people.span import PersonSpan, span_of
from letapis.claims.places.lexicon import PEOPLE, derived
from letapis.claims.tokens import Tokens

BANDS = "bands"  # a kind whose nouns say nothing of who it is: a column, a gang
LONGEST_COMPOUND = 3
ARTICLES = frozenset({"a", "an", "the", "one"})
ADJECTIVE_ENDINGS = (
    "ый",
    "ий",
    "ые",
    "ие",
    "ых",
    "их",
    "ым",
    "им",
    "ыми",
    "ими",
    "ого",
    "ому",
    "ыя",
    "ія",
    "ымі",
    "імі",
    "ага",
    "аму",
)


def groups(tokens: Tokens, language: str, counts: Sequence[CountSpan]) -> list[PersonSpan]:
    """All groups of a text, with their sizes where the counts tell them."""
    sizes = {count.noun: count for count in counts if count.noun >= 0 and count.unit in ("people", "")}
    found: list[PersonSpan] = []
    end = 0
    for at in [at for at, word in enumerate(tokens.words) if _may_head(word, language)]:
        head = None if at < end else group_at(tokens.words, at, language) or _people(tokens.words[at])
        if head is not None:
            found.append(_span(tokens, language, at, head, sizes))
            end = found[-1].stop
    return found + _collectives(tokens, counts, found)


@lru_cache(maxsize=65536)
def _may_head(word: str, language: str) -> bool:
    """Whether a group may begin with a word: most words are passed over in one look."""
    return word[0].isalpha() and (begins_group(word, language) or _people(word) is not None)


def _span(tokens: Tokens, language: str, at: int, head: GroupHead, sizes: dict[int, CountSpan]) -> PersonSpan:
    stop = at + head.length
    first = _left(tokens, language, at)
    if language == "en":
        head, at = _compound(tokens, head, at)
        stop = at + head.length
    last = _right(tokens, language, stop)
    size = next((sizes[index] for index in range(first, stop) if index in sizes), None)
    single = head.singular
    return span_of(
        tokens,
        "GROUP",
        first,
        last,
        kind=head.kind,
        head=at if language != "en" or not {"of", "in"}.isdisjoint(tokens.words[at:stop]) else stop - 1,
        state=True if head.state else None if head.kind in ("people", "") else False,
        number=("singular" if single else "plural") if language == "en" else _told(tokens, language, at, head, size),
        size=(size.low, size.high) if size is not None else (1, 1) if single and _one(tokens, first) else None,
    )


def _compound(tokens: Tokens, head: GroupHead, at: int) -> tuple[GroupHead, int]:
    """The last head of a row of nouns: "guerrilla column", "student activists"; a band is of what stands before it."""
    for _ in range(LONGEST_COMPOUND):
        index = at + head.length
        if index >= len(tokens.words) or tokens.words[index - 1].endswith(("s", "men", "people", "children")):
            break
        following = group_at(tokens.words, index, "en")
        if following is None or tokens.starts[index] - tokens.ends[index - 1] != 1:
            break
        state = head.state if following.kind == BANDS else following.state
        head, at = replace(following, state=state), index
    return head, at


PEOPLE_HEAD = GroupHead("people", state=False, singular=False)


def _people(word: str) -> GroupHead | None:
    """A people by its name: "Belarusians", "украинцев"."""
    if len(word) < 5 or not any(sense.how == PEOPLE for sense in derived(word)):
        return None
    return PEOPLE_HEAD if not word.isascii() or word.endswith("s") else None


def _number(size: CountSpan | None) -> str:
    if size is None:
        return ""
    return "singular" if size.low == size.high == 1 else "plural"


def _told(tokens: Tokens, language: str, at: int, head: GroupHead, size: CountSpan | None) -> str:
    """Singular or plural by the number or the ending of the noun; empty for words that may name a crowd."""
    if size is not None:
        return _number(size)
    words, noun = lexicon(language), tokens.words[at + head.length - 1]
    if not words.plural_endings or head.kind in ("people", ""):
        return ""
    if noun.endswith(words.plural_endings):
        return "plural"
    return "" if noun.endswith(words.either_endings) else "singular"


def _one(tokens: Tokens, first: int) -> bool:
    return tokens.words[first] in ("a", "an", "one")


def _left(tokens: Tokens, language: str, at: int) -> int:
    """The first token of the noun phrase: adjectives and what stands like one, and an indefinite article."""
    first = at
    while (
        first > 0
        and at - first < 4
        and tokens.starts[first] - tokens.ends[first - 1] == 1
        and _adjective(tokens, language, first - 1)
    ):
        first -= 1
    if (
        language == "en"
        and first > 0
        and tokens.words[first - 1] in ("a", "an")
        and tokens.starts[first] - tokens.ends[first - 1] == 1
    ):
        first -= 1
    return first


def _adjective(tokens: Tokens, language: str, index: int) -> bool:
    word = tokens.words[index]
    if word.startswith(("anti-", "pro-")) and word.isascii():
        return True
    if word in word_list("adjectives") or any(sense.how == "adjective" for sense in derived(word)):
        return True
    return language in ("ru", "be", "uk") and len(word) > 5 and word.endswith(ADJECTIVE_ENDINGS)


def _right(tokens: Tokens, language: str, stop: int) -> int:
    """Behind clothes that the group is told by, and a complement with `of`: "heads of strike committees"."""
    words = tokens.words
    for worn in clothes():
        if words[stop : stop + len(worn)] == worn:
            return stop + len(worn)
    if language == "en" and stop + 1 < len(words) and words[stop] == "of" and words[stop - 1] in word_list("of_heads"):
        return _complement(tokens, stop + 1)
    return stop


def _complement(tokens: Tokens, at: int) -> int:
    """Behind the noun phrase after `of`: articles, then words up to the first small word or stop, four at most."""
    index = at
    while index < len(tokens.words) and index - at < 4:
        word = tokens.words[index]
        if not word[0].isalpha() or (word in word_list("ends") and index > at) or word.endswith("ed"):
            break
        index += 1
        if word.endswith("s") and word not in ARTICLES and len(word) > 3:
            break
    return index


def _collectives(tokens: Tokens, counts: Sequence[CountSpan], found: list[PersonSpan]) -> list[PersonSpan]:
    """Numbers that are people by themselves: "троих", "дваіх"."""
    held = {index for span in found for index in range(span.first, span.stop)}
    spans = []
    for count in counts:
        if count.collective and count.first >= 0 and count.noun < 0 and count.first not in held:
            last = max(count.last, count.first + 1)
            told = {"kind": "people", "size": (count.low, count.high), "number": "plural"}
            spans.append(span_of(tokens, "GROUP", count.first, last, **told))
    return spans
