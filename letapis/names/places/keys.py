"""The keys of a place name: what its words sound like, how near two of them are, and what an ending may hide.

Sounds come from `names.folding`; endings and words that stand for each other are data. No place is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, permutations, product

from rapidfuzz.distance import Levenshtein

from letapis.names.folding import fold
from letapis.names.places.words import plain, same_word
from letapis.vocabulary.resources import table

MOST_READINGS = 6
GLUED = 0.98  # two words against one: nearly the same name
MOST_WORDS = 5
SHORTEST_STEM = 3
LETTER_VOWELS = str.maketrans(
    dict.fromkeys("aаāąáăàâäя", "a")
    | dict.fromkeys("oоóöōôõё", "o")
    | dict.fromkeys("eеэєėęéěēè", "e")
    | dict.fromkeys("iіиыїīíyýŷ", "i")
    | dict.fromkeys("uуюūúůüų", "u")
)


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """One way to read a place name: the key of each word, its id where it has one in all languages, all in one."""

    words: tuple[str, ...]
    same: tuple[str, ...]
    joined: str
    vowels: str  # as written; these two tell apart the names of one key
    consonants: str


HUSHED = re.compile(
    "shch|schtsch|szcz|šč|stsch|шч|щ|tsch|cz|č|ch|ч|sch|sz|sh|š|ś|ш|zh|ż|ž|rz|ж|kh|х|ts|tz|ц|c|ć|w|в|ў|ŭ|h|г"
)
HUSHES = {
    **dict.fromkeys(("shch", "schtsch", "szcz", "šč", "stsch", "шч", "щ"), "SC"),
    **dict.fromkeys(("tsch", "cz", "č", "ch", "ч"), "C"),
    **dict.fromkeys(("sch", "sz", "sh", "š", "ś", "ш"), "S"),
    **dict.fromkeys(("zh", "ż", "ž", "rz", "ж"), "Z"),
    **dict.fromkeys(("kh", "х"), "x"),
    **dict.fromkeys(("ts", "tz", "ц", "c", "ć"), "c"),
    **dict.fromkeys(("w", "в", "ў", "ŭ"), "v"),
    **dict.fromkeys(("h", "г"), "g"),
}
NO_VOWELS = str.maketrans("", "", "aiu")
PLAIN = str.maketrans("бдзклмнпрстфźłńй", "bdzklmnprstfzlnj")


def consonants(words: tuple[str, ...]) -> str:
    """The consonants of a name with hushing sounds kept apart, which keys make one: Сяльцо is not Шальцо."""
    hushed = HUSHED.sub(lambda found: HUSHES[found.group()], "".join(words).lower()).translate(PLAIN)
    return "".join(letter for letter in hushed if letter.isascii() and letter not in "aeiouyj'")


def vowels(words: tuple[str, ...]) -> str:
    """The vowels of a name as they are written, in five letters."""
    letters = "".join(words).lower().translate(LETTER_VOWELS)
    return "".join(letter for letter in letters if letter in "aeiou")


@lru_cache(maxsize=1 << 17)
def place_keys(words: tuple[str, ...]) -> tuple[PlaceKey, ...]:
    """The readings of a name; none where its words leave no sound."""
    words = words[:MOST_WORDS]
    kept = [(keys, word) for word in words if (keys := fold(word) or _digits(word))]
    if not kept:
        return ()
    same = tuple(same_word(word) for _, word in kept)
    written = tuple(word for _, word in kept)
    marks = (vowels(written), consonants(written))
    found = (PlaceKey(keys, same, "".join(keys), *marks) for keys in product(*(keys for keys, _ in kept)))
    return tuple(islice(found, MOST_READINGS))


def _digits(word: str) -> tuple[str, ...]:
    return (word,) if word.isdecimal() and word.isascii() else ()


def skeleton(key: str) -> str:
    """The consonants of a key."""
    return key.translate(NO_VOWELS)


def shortened(bones: str) -> Iterator[str]:
    """The skeleton, and the skeleton without any one consonant: two that share one are a slip apart."""
    yield bones
    if len(bones) > 2:
        for index in range(len(bones)):
            yield bones[:index] + bones[index + 1 :]


@cache
def _endings() -> tuple[str, ...]:
    every = {ending for endings in table("gazetteer/place_words.toml")["endings"].values() for ending in endings}
    return tuple(sorted(every, key=lambda ending: (-len(ending), ending)))


@cache
def _slavic() -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs: dict[str, list[str]] = table("gazetteer/place_words.toml")["slavic"]
    return tuple((ending, tuple(stems)) for ending, stems in sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _cases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Endings of a case and those of the nominative, Belarusian and Russian together, the longest first."""
    found: dict[str, dict[str, None]] = {}
    for language in ("be", "ru"):
        for ending, stems in table(f"languages/{language}/places.toml")["endings"].items():
            found.setdefault(ending, {}).update(dict.fromkeys(stems))
    return tuple((ending, tuple(stems)) for ending, stems in sorted(found.items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> tuple[str, ...]:
    """The word without what a language or a case put at its end, as tables tell: Polockas, Polock; Брэсце, Брэст."""
    lower = plain(word)
    rules = _cases() if "\u0400" <= lower[-1:] <= "\u04ff" else _slavic()
    found: dict[str, None] = {}
    for ending, stems in rules:
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM - 1:
            found.update(dict.fromkeys(lower[: -len(ending)] + stem for stem in stems))
    for ending in _endings() if rules is not _cases() else ():
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM:
            found[lower[: -len(ending)]] = None
    found.pop(lower, None)
    return tuple(found)[:8]


def _costs() -> dict[tuple[str, str], float]:
    near = {
        0.3: ("sz", "gh", "uv"),
        0.4: ("tc", "dt", "fv", "ai", "au"),
        0.5: ("kc", "sc", "zc", "gk", "hk", "dz", "bp", "iu"),
        0.6: ("lv", "bv", "mn", "rz", "zg"),
    }
    return {
        pair: cost for cost, pairs in near.items() for one in pairs for pair in ((one[0], one[1]), (one[1], one[0]))
    }


COSTS = _costs()
LEFT_OUT = {"a": 0.5, "i": 0.5, "u": 0.6, "v": 0.7, "h": 0.6, "g": 0.8}
FIRST_LEFT_OUT = {"v": 0.4, "h": 0.5, "g": 0.6, "a": 0.6, "i": 0.6, "u": 0.7}
LAST_LEFT_OUT = {"a": 0.2, "i": 0.15, "u": 0.3, "s": 0.6}


def _left_out(letter: str, *, first: bool, last: bool) -> float:
    """What a letter costs that only one of two keys has; Belarusian sets a v or h before a vowel: Восава, Осово."""
    if first:
        return FIRST_LEFT_OUT.get(letter, 1.0)
    return (LAST_LEFT_OUT if last else LEFT_OUT).get(letter, 1.0)


@lru_cache(maxsize=1 << 18)
def likeness(left: str, right: str) -> float:
    """How near two keys are, 0 to 1: a distance whose steps cost less between sounds that languages confuse."""
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    row = [0.0]
    for index, letter in enumerate(right):
        row.append(row[-1] + _left_out(letter, first=index == 0, last=False))
    last, end = len(left) - 1, len(right)
    for index, one in enumerate(left):
        drop = _left_out(one, first=index == 0, last=index == last)
        before, row[0] = row[0], row[0] + drop
        for column in range(1, end + 1):
            other = right[column - 1]
            add = _left_out(other, first=column == 1, last=column == end)
            change = before if one == other else before + COSTS.get((one, other), 1.0)
            before = row[column]
            row[column] = min(change, row[column] + drop, row[column - 1] + add)
    return max(0.0, 1.0 - row[end] / max(len(left), len(right)))


def name_likeness(asked: PlaceKey, known: PlaceKey) -> float:
    """How near a name that was asked for is to one that is known, 0 to 1; words may be glued, reordered or left out."""
    whole = _word(asked, 0, known, 0) if len(asked.words) == len(known.words) == 1 else 0.0
    whole = max(whole, likeness(asked.joined, known.joined))
    if len(asked.words) != len(known.words):
        whole *= GLUED
    if len(asked.words) > 1 or len(known.words) > 1:
        whole = max(whole, _aligned(asked, known))
    heard = Levenshtein.normalized_similarity(asked.vowels, known.vowels)
    hushed = Levenshtein.normalized_similarity(asked.consonants, known.consonants)
    return 0.86 * whole + 0.06 * heard + 0.08 * hushed


def _aligned(asked: PlaceKey, known: PlaceKey) -> float:
    short, long = (asked, known) if len(asked.words) <= len(known.words) else (known, asked)
    return max(_ordered(short, long, order) for order in permutations(range(len(long.words)), len(short.words)))


def _ordered(short: PlaceKey, long: PlaceKey, order: tuple[int, ...]) -> float:
    pairs = [(_word(short, index, long, other), _weight(long, other)) for index, other in enumerate(order)]
    missing = sum(_weight(long, other) for other in range(len(long.words)) if other not in order)
    total = sum(weight for _, weight in pairs)
    mean = sum(value * weight for value, weight in pairs) / total
    lowest = min(value for value, _ in pairs)
    turned = 0.02 if list(order) != sorted(order) else 0.0
    return (0.7 * mean + 0.3 * lowest) * (1 - 0.45 * missing / (total + missing)) - turned


def _word(left: PlaceKey, index: int, right: PlaceKey, other: int) -> float:
    if left.same[index] and left.same[index] == right.same[other]:
        return 1.0
    return likeness(left.words[index], right.words[other])


def _weight(key: PlaceKey, index: int) -> float:
    """Adjectives such as "new" weigh little: reports leave them out."""
    return 2.0 if key.same[index] else max(2.0, float(len(key.words[index])))
