"""Places named in a text: every spelling and case, what adjectives and sites imply, and what only looks like a place.

A place that cannot be told from its homonyms by the countries of the text is the larger one; nothing is made of a
word that may as well be a person's name or a common word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from letapis.claims.people.given_names import is_given_name
from letapis.claims.places.lexicon import (
    ADJECTIVE,
    NAME,
    Rules,
    Sense,
    derived,
    folded,
    long_name,
    named,
    rules,
    starts_long_name,
)
from letapis.claims.places.typos import nearest
from letapis.claims.tokens import Tokens
from letapis.names.endings import stem
from letapis.vocabulary.gazetteer import Place, capitals, country_of, place

STRONG_POPULATION = 200_000
SHORTEST = 3  # letters of a name that is read in the nominative only, where no preposition stands before it
MENTIONS = 3  # of a country, from which on a text without capitals is taken to tell of its towns
SITES = frozenset(
    {
        "prison",
        "colony",
        "factory",
        "university",
        "theatre",
        "station",
        "street",
        "monument",
        "market",
        "stadium",
        "square",
        "court",
        "police",
    }
)
# "In the Kremlin" is said of a government, "near the Kremlin" of a place.
INSIDE = frozenset({"in", "at", "from", "to", "within", "inside", "в", "во", "из", "у", "ў", "з"})
COMMON_SITES = frozenset({"square", "street", "station", "monument", "market", "stadium", "colony"})
OPENING = frozenset("\"'“„«(‘”")
JOINING = frozenset({",", "and", "и", "і", "й", "or", "или", "або", "ды", "да", "та", "und"})
LISTING = frozenset({":", "—", "–"})
DATELINE = frozenset({",", ":", ".", "—", "–", "-", "(", "and", "и", "і"})
ARTICLES = frozenset(
    {"the", "a", "an", "nearby", "neighbouring", "neighboring", "central", "downtown", "greater", "around", "both"}
)


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place named at `text[start:end]`.

    `implied`: the words only lead to the place: "Belarusian authorities", "Belaruskali", "the capital". `metonym`: a
    capital stands for its government. `in_name`: the name belongs to a longer one that is no place ("Minsk Times").
    """

    start: int
    end: int
    place: str  # canonical English name
    kind: str
    implied: bool
    words: str
    metonym: bool = False
    in_name: bool = False
    country: str = ""
    rule: str = "name"  # name, adjective, people, site, capital, seat, typo
    first: int = 0  # token indices
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens [first, stop) with what they may stand for, not yet weighed."""

    first: int
    stop: int
    senses: tuple[Sense, ...]
    rule: str = "name"


def read_places(tokens: Tokens, language: str, *, guessed: bool = False) -> tuple[PlaceSpan, ...]:
    """All places of a text in its order; `guessed` where its capitals were put there to be read. Linear."""
    data = rules(language)
    starts = {first for first, _ in tokens.sentences}
    found = _scan(tokens, language, data)
    kept = _weighed(tokens, data, found, starts)
    tally = _tally(kept)
    if guessed:
        kept = [item for item in kept if _expected(item, tally)]
    spans = [_span(tokens, data, item, tally) for item in kept]
    spans += _capitals(tokens, data, kept, tally)
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _expected(item: Found, tally: Counter[str]) -> bool:
    """Whether a place lies in a country that the text tells of: where every word has a capital, others are words."""
    known = place(_chosen(item, tally).place)
    if known is None or known.kind == "country" or known.name in _capital_names():
        return True
    return tally[country_of(known.name)] >= MENTIONS or max(tally.values(), default=0) < MENTIONS


def usable(spans: tuple[PlaceSpan, ...]) -> tuple[PlaceSpan, ...]:
    """Those that may be the place of an occurrence: no metonyms, no parts of other names."""
    return tuple(span for span in spans if not span.metonym and not span.in_name)


def _scan(tokens: Tokens, language: str, data: Rules) -> list[Found]:
    found: list[Found] = []
    index, count = 0, len(tokens.words)
    text, offsets = tokens.text, tokens.starts
    foreign = language not in ("en", "de")
    while index < count:
        word = tokens.words[index]
        capital = text[offsets[index]].isupper()
        item = None
        if capital or (foreign and _may_name(word)):
            item = _long(tokens, data, index, capital)
            if item is None and (capital or len(word) > 5):
                item = _single(tokens, language, index, word, capital)
        if item is None:
            index += 1
        else:
            found.append(item)
            index = item.stop
    return found


@lru_cache(maxsize=65536)
def _may_name(word: str) -> bool:
    """Whether a word without a capital may name a place: a site, or an adjective of one; most words do not."""
    return starts_long_name(_pieces(word)[0]) or bool(derived(folded(word)))


def _pieces(word: str) -> list[str]:
    return folded(word).split(" ")


def _long(tokens: Tokens, data: Rules, index: int, capital: bool) -> Found | None:
    """A name of several words, or of one word with hyphens, that begins here."""
    pieces = _pieces(tokens.words[index])
    seat = _seat(tokens, data, index) if capital else None
    if seat is not None:
        return seat
    if not starts_long_name(pieces[0]):
        return None
    ends = [index + 1] * len(pieces)
    for after in range(index + 1, min(index + 5, len(tokens.words))):
        if tokens.words[after] == "." and pieces == ["st"]:
            continue
        if not tokens.words[after][0].isalpha() or tokens.starts[after] - tokens.ends[after - 1] > 2:
            break
        more = _pieces(tokens.words[after])
        pieces += more
        ends += [after + 1] * len(more)
    match = long_name(pieces)
    if match is None:
        return None
    length, name = match
    stop = ends[length - 1]
    known = place(name)
    if not capital and not (known and known.stands_for and known.kind in SITES):
        return None
    if (
        not capital
        and not any(tokens.text[tokens.starts[i]].isupper() for i in range(index, stop))
        and known
        and known.kind != "prison"
    ):
        return None
    return Found(index, stop, (Sense(name, NAME),))


def _seat(tokens: Tokens, data: Rules, index: int) -> Found | None:
    """The Kremlin, the White House: a government by its seat."""
    word = tokens.words[index].removesuffix("'s")
    if word in data.seats:
        return Found(index, index + 1, (Sense(data.seats[word], NAME),), "seat")
    if index + 1 < len(tokens.words):
        both = f"{word} {tokens.words[index + 1]}"
        if both in data.seats:
            return Found(index, index + 2, (Sense(data.seats[both], NAME),), "seat")
    return None


def _single(tokens: Tokens, language: str, index: int, word: str, capital: bool) -> Found | None:
    bare = folded(word)
    if capital:
        if word in ("us", "uk", "u") and not tokens.raw(index).isupper():
            return None
        if word == "u":
            return _dotted(tokens, index)
        if len(bare) > 2 or word in ("us", "uk", "рф", "рб"):
            senses = named(bare, language)
            if senses:
                return Found(index, index + 1, senses)
    senses = derived(bare)
    if senses and (capital or not word.isascii()):
        return Found(index, index + 1, senses, senses[0].how)
    if capital and index and tokens.words[index - 1] in rules(language).prepositions:
        close = nearest(bare, language)
        if close:
            return Found(index, index + 1, (Sense(close, NAME, exact=False),), "typo")
    return None


def _dotted(tokens: Tokens, index: int) -> Found | None:
    """U.S., U.K."""
    letters = tokens.words[index : index + 4]
    if letters[1:2] == (".",) and letters[2:3] in (("s",), ("k",)):
        name = "United States" if letters[2] == "s" else "United Kingdom"
        stop = index + 4 if letters[3:4] == (".",) else index + 3
        return Found(index, stop, (Sense(name, NAME),))
    return None


def _weighed(tokens: Tokens, data: Rules, found: list[Found], starts: set[int]) -> list[Found]:
    """Those that are places indeed; weak names need something beside them that says so."""
    kept: list[Found] = []
    by_first = {item.first: item for item in found}
    by_stop = {item.stop: item for item in found}
    accepted: set[int] = set()
    pending: list[Found] = []
    for item in found:
        if _person(tokens, item):
            continue
        if _certain(tokens, data, item, starts):
            kept.append(item)
            accepted.add(item.first)
        else:
            pending.append(item)
    for run in (pending, pending[::-1]):
        for item in run:
            if item.first not in accepted and _beside(tokens, item, by_first, by_stop, accepted):
                kept.append(item)
                accepted.add(item.first)
    tally = _tally(kept)
    kept += [item for item in pending if item.first not in accepted and _at_home(tokens, data, item, starts, tally)]
    return sorted(kept, key=lambda item: item.first)


def _at_home(tokens: Tokens, data: Rules, item: Found, starts: set[int], tally: Counter[str]) -> bool:
    """Whether a small place lies in a country that the text names, and nothing speaks against it."""
    if _in_every_town(item):
        return tally[country_of(item.senses[0].place)] > 0
    word = tokens.words[item.first].removesuffix("'s")
    if is_given_name(word) or len(word) < 4 or _in_longer_name(tokens, item, starts):
        return False
    listed = item.first in starts and item.senses[0].exact and _word_after(tokens, item.stop) in LISTING
    if word in data.guarded and not listed:
        return False
    if item.first in starts and _word_after(tokens, item.stop) not in DATELINE:
        return False
    short = not item.senses[0].exact and len(item.senses[0].place) <= SHORTEST  # too often another word
    if short or _is_common(tokens, item, starts) or _like_a_surname(word, data) or _of_a_street(tokens, data, item):
        return False
    return any(tally[country_of(sense.place)] for sense in item.senses)


def _is_common(tokens: Tokens, item: Found, starts: set[int]) -> bool:
    """Whether the word that opens a sentence stands elsewhere in the text without a capital: "Калі", "калі"."""
    if item.first not in starts or item.stop - item.first > 1:
        return False
    word = tokens.words[item.first]
    return any(word == other and tokens.raw(index)[0].islower() for index, other in enumerate(tokens.words))


def _like_a_surname(word: str, data: Rules) -> bool:
    """Whether a word of the Cyrillic alphabet ends as surnames do: "Данилова" is sooner a person than the town."""
    return not word.isascii() and word.endswith(data.surname_endings)


def _is_strong(known: Place | None) -> bool:
    if known is None:
        return False
    if known.kind in ("country", "region", "district") or known.stands_for or known.population >= STRONG_POPULATION:
        return True
    return (known.country == "Belarus" and known.kind not in ("village", "")) or known.name in _capital_names()


@cache
def _capital_names() -> frozenset[str]:
    return frozenset(capitals().values())


def _certain(tokens: Tokens, data: Rules, item: Found, starts: set[int]) -> bool:
    """Whether the words alone, or a preposition before them, make this a place."""
    if item.rule == ADJECTIVE:
        return not _names_a_district(tokens, data, item, starts)
    if item.rule != NAME:
        return True
    quarter = _names_a_quarter(tokens, data, item) or _names_a_court(tokens, data, item)
    if _in_every_town(item) or quarter or _of_a_street(tokens, data, item):
        return False
    return _named_surely(tokens, data, item, starts)


def _named_surely(tokens: Tokens, data: Rules, item: Found, starts: set[int]) -> bool:
    """Whether a name is that of a place: by what stands beside it, or because it is known well enough."""
    before = _word_before(tokens, item.first)
    word = tokens.words[item.first].removesuffix("'s")
    if before in data.prepositions or before in data.place_words or _word_after(tokens, item.stop) in data.region_words:
        return not _in_longer_name(tokens, item, starts) or _is_strong(place(item.senses[0].place))
    if item.stop - item.first == 1 and (word in data.guarded or is_given_name(word)):
        return False
    known = place(item.senses[0].place)
    if known is not None and len(known.name) <= SHORTEST and not item.senses[0].exact:
        return False
    if not _is_strong(known) or (not item.senses[0].exact and _is_common(tokens, item, starts)):
        return item.stop - item.first > 1 and item.first not in starts
    large = known is not None and (known.population >= STRONG_POPULATION or known.kind == "country")
    return item.senses[0].exact or item.stop - item.first > 1 or item.first not in starts or large


def _in_every_town(item: Found) -> bool:
    """Whether many towns have a site of that name: an Independence Square is read only where its country is named."""
    known = place(item.senses[0].place)
    return known is not None and bool(known.stands_for) and known.kind in COMMON_SITES


def _names_a_district(tokens: Tokens, data: Rules, item: Found, starts: set[int]) -> bool:
    """Whether an adjective with a capital is the name of a quarter, a street or a police station: "Маскоўскі РУУС"."""
    known = place(item.senses[0].place)
    if known is None or known.kind == "country" or not _capital_at(tokens, item.first):
        return False
    after = _word_after(tokens, item.stop)
    if stem(after) in data.not_the_town:
        return True
    return item.first not in starts and not (
        after[:1].isalpha() and tokens.starts[item.stop] - tokens.ends[item.stop - 1] == 1
    )


def _names_a_court(tokens: Tokens, data: Rules, item: Found) -> bool:
    """Whether an adjective is the name of a quarter, in that of its court: "в Октябрьском районном суде"."""
    if item.senses[0].exact or item.stop - item.first > 1:
        return False
    adjective = bool(data.district_endings) and tokens.words[item.first].endswith(data.district_endings)
    return adjective and stem(_word_after(tokens, item.stop)) in data.district_words


def _names_a_quarter(tokens: Tokens, data: Rules, item: Found) -> bool:
    """Whether a common adjective with "district" behind it is no name of a town: "суд Центрального района"."""
    last = tokens.words[item.stop - 1]
    return item.stop - item.first > 1 and tokens.words[item.first] in data.guarded and last in data.region_words


def _of_a_street(tokens: Tokens, data: Rules, item: Found) -> bool:
    """Whether a small place is the name of a street or a square: "на улице Серышева"."""
    if item.first == 0 or _is_strong(place(item.senses[0].place)):
        return False
    return stem(tokens.words[item.first - 1]) in data.not_the_town


def _word_before(tokens: Tokens, index: int) -> str:
    """The word before, over opening quotes and articles; empty at a stop."""
    at = index - 1
    while at >= 0 and (tokens.words[at] in OPENING or tokens.words[at] in ARTICLES):
        at -= 1
    return tokens.words[at] if at >= 0 else ""


def _word_after(tokens: Tokens, index: int) -> str:
    while index < len(tokens.words) and tokens.words[index] in "\"'”»)’“":
        index += 1
    return tokens.words[index] if index < len(tokens.words) else ""


def _touching(tokens: Tokens, left: int, right: int) -> bool:
    return right < len(tokens.words) and left >= 0 and tokens.starts[right] - tokens.ends[left] == 1


def _in_longer_name(tokens: Tokens, item: Found, starts: set[int]) -> bool:
    """Whether another capitalised word touches it."""
    after = item.stop
    if (
        _touching(tokens, after - 1, after)
        and tokens.text[tokens.starts[after]].isupper()
        and tokens.words[after].isalpha()
    ):
        return True
    before = item.first - 1
    if before in starts or not _touching(tokens, before, item.first):
        return False
    raw = tokens.raw(before)
    return raw[0].isupper() and not (len(raw) > 1 and raw.isupper())  # an acronym does not: "СИЗО Талдыкоргана"


def _person(tokens: Tokens, item: Found) -> bool:
    """Whether the name is part of a person's: behind a given name or an initial, or a given name before a surname."""
    if item.rule != "name" or item.stop - item.first > 1:
        return False
    before = item.first - 1
    if before >= 0 and tokens.starts[item.first] - tokens.ends[before] <= 1:
        word = tokens.words[before]
        if is_given_name(word) and tokens.text[tokens.starts[before]].isupper():
            return True
        if (
            word == "."
            and before >= 1
            and len(tokens.words[before - 1]) == 1
            and tokens.text[tokens.starts[before - 1]].isupper()
        ):
            return True
    after = item.stop
    if is_given_name(tokens.words[item.first]) and _touching(tokens, after - 1, after):
        return tokens.text[tokens.starts[after]].isupper() and not named(tokens.words[after], "en")
    return False


def _beside(
    tokens: Tokens, item: Found, by_first: dict[int, Found], by_stop: dict[int, Found], accepted: set[int]
) -> bool:
    """Whether the name stands in a row with a place that is certain: "in Lida, Mir and Pinsk"; "Mary, Turkmenistan"."""
    after = item.stop
    if after + 1 < len(tokens.words) and tokens.words[after] in JOINING:
        other = by_first.get(after + 1)
        if other is not None and other.first in accepted and other.rule == "name":
            return True
    before = item.first - 1
    if before >= 1 and tokens.words[before] in JOINING:
        other = by_stop.get(before) or (by_stop.get(before - 1) if tokens.words[before - 1] == "," else None)
        return other is not None and other.first in accepted and other.rule == "name"
    return False


def _tally(found: list[Found]) -> Counter[str]:
    """How often each country is named, by itself or through one of its towns that has no homonym."""
    tally: Counter[str] = Counter()
    for item in found:
        countries = {country_of(sense.place) for sense in item.senses}
        if len(countries) == 1:
            tally[countries.pop()] += 1
        elif item.senses:
            tally[country_of(item.senses[0].place)] += 0
    return tally


def _chosen(item: Found, tally: Counter[str]) -> Sense:
    return max(item.senses, key=lambda sense: tally[country_of(sense.place)] if place(sense.place) else 0)


def _span(tokens: Tokens, data: Rules, item: Found, tally: Counter[str]) -> PlaceSpan:
    sense = _chosen(item, tally)
    known = place(sense.place)
    assert known is not None
    start, end = tokens.starts[item.first], tokens.ends[item.stop - 1]
    words = tokens.text[start:end]
    if words.endswith(("'s", "’s")):
        end, words = end - 2, words[:-2]
    implied = item.rule in ("adjective", "people")
    span = PlaceSpan(
        start,
        end,
        known.name,
        known.kind,
        implied,
        words,
        False,
        False,
        known.country,
        item.rule,
        item.first,
        item.stop,
    )
    if implied:
        return span
    if item.rule == "seat":
        beside = _word_before(tokens, item.first) in data.prepositions - INSIDE
        return replace(span, metonym=not beside, implied=True)
    if known.stands_for:
        return replace(span, place=known.stands_for, implied=True, rule="site")
    town = place(known.name.rpartition(" ")[0]) if known.kind == "district" else None
    if town is not None and stem(_word_after(tokens, item.stop)) in data.district_bodies:
        return replace(span, place=town.name, kind=town.kind)  # "the Pinsk District Court" sits in Pinsk
    in_name = (
        _touching(tokens, item.stop - 1, item.stop)
        and tokens.words[item.stop] in data.media_words
        and _capital_at(tokens, item.stop)
    )
    metonym = _is_metonym(tokens, data, item, known)
    return replace(span, metonym=metonym, in_name=in_name) if metonym or in_name else span


def _capital_at(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper()


def _is_metonym(tokens: Tokens, data: Rules, item: Found, known: Place) -> bool:
    """A capital that speaks, or that is spoken to, is a government."""
    if known.name not in _capital_names():
        return False
    before = _word_before(tokens, item.first)
    if before in data.metonym_before:
        return True
    if before in data.prepositions or not item.senses[0].exact:
        return False
    return _word_after(tokens, item.stop) in data.metonym_verbs


def _capitals(tokens: Tokens, data: Rules, kept: list[Found], tally: Counter[str]) -> list[PlaceSpan]:
    """Where "the capital" stands: that of the country named beside it, else of the country that the text names most."""
    spans: list[PlaceSpan] = []
    by_first = {item.first: item for item in kept}
    by_stop = {item.stop: item for item in kept}
    for index, word in enumerate(tokens.words):
        if word not in data.capital:
            continue
        after, before = by_first.get(index + 1), by_stop.get(index)
        if index + 1 < len(tokens.words) and tokens.words[index + 1] == ",":
            after = after or by_first.get(index + 2)
        country = ""
        for item in (before, after):
            if item is None:
                continue
            known = place(_chosen(item, tally).place)
            if known is not None and known.kind == "country":
                country = known.name
        if not country:
            named_beside = after is not None or by_stop.get(index - 2) is not None or by_stop.get(index - 1) is not None
            if named_beside or not tally:
                continue
            country = max(tally, key=lambda name: tally[name])
        town = place(capitals().get(country, ""))
        if town is not None:
            start, end = tokens.starts[index], tokens.ends[index]
            spans.append(
                PlaceSpan(
                    start, end, town.name, town.kind, True, word, False, False, country, "capital", index, index + 1
                )
            )
    return spans
