"""Mentions of events in sentences, linked across reports: which words in which sentences name one occurrence.

Within a topic (reports of one story) by head, family and what the sentences say. Where no topic comes with them, their
reports are brought together first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from letapis.claims.tokens import fold, tokenise
from letapis.registry.matching.clustering import Grouping, Pair
from letapis.registry.matching.heads import families, light, root, same_head
from letapis.registry.matching.match import Match, Weights, logit, weights
from letapis.registry.matching.reports import Tied, Told
from letapis.registry.matching.words import USUAL, Rarity, Vector, bare, cosine, rarity, usual

AROUND = 45  # characters on both sides of a mention that say the most of it
NEARBY = 10.0  # rarity of the words around two mentions that is as much as there can be
APART = -3.0  # evidence for two mentions that nothing connects
MOST = 400  # mentions of one key in one topic that are compared pair by pair


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in a sentence that name an event: `sentence[start:end]`. `head` is the word that the mention turns on.

    `topic` names the story, where it is known.
    """

    id: str
    document: str
    sentence: str
    start: int
    end: int
    head: str
    topic: str = ""

    @property
    def words(self) -> str:
        """The mention as written."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Read:
    """A mention with what is compared of it."""

    mention: Mention
    words: frozenset[str]  # roots of its telling words
    families: frozenset[str]
    light: bool
    vector: Vector  # of the rest of the sentence
    around: frozenset[str]


def read(mention: Mention, rare: Rarity) -> Read:
    """Take a mention apart."""
    own = [word for word in tokenise(mention.words).words if word[0].isalpha()]
    rest = f"{mention.sentence[: mention.start]} {mention.sentence[mention.end :]}"
    near = mention.sentence[max(0, mention.start - AROUND) : mention.start]
    near += " " + mention.sentence[mention.end : mention.end + AROUND]
    told = [word for word in (*own, fold(mention.head)) if usual().get(bare(word), 0.0) < USUAL]
    return Read(
        mention,
        words=frozenset(map(root, told)),
        families=frozenset().union(*map(families, {*own, fold(mention.head)})),
        light=light(mention.head),
        vector=rare.vector(Counter(telling(rest))),
        around=frozenset(telling(near)),
    )


def telling(text: str) -> Iterator[str]:
    """Bare forms of the words of a text that are not in every report; numbers as they are."""
    for word in tokenise(text).words:
        plain = bare(word)
        if word[0].isdigit() or (len(word) > 1 and word[0].isalpha() and usual().get(plain, 0.0) < USUAL):
            yield plain


def values(left: Read, right: Read, rare: Rarity) -> dict[str, float]:
    """The parts of a comparison of two mentions of one topic; empty where nothing connects them."""
    head = same_head(fold(left.mention.head), fold(right.mention.head))
    word = bool(left.words & right.words)
    family = bool(left.families & right.families)
    if not (head or word or family):
        return {}
    one, other = left.mention, right.mention
    return {
        "head": float(head),
        "word": float(word and not head),
        "family": float(family and not head and not word),
        "light": float(left.light or right.light),
        "sentence": math.sqrt(cosine(left.vector, right.vector)),
        "around": min(1.0, math.fsum(map(rare.of, left.around & right.around)) / NEARBY),
        "same_sentence": float((one.document, one.sentence) == (other.document, other.sentence)),
    }


def evidence(left: Read, right: Read, rare: Rarity, table: Weights) -> float:
    """The logit that two mentions are of one event, against the threshold."""
    found = values(left, right, rare)
    return table.evidence(found) - logit(table.threshold) if found else APART


def compare(left: Read, right: Read, rare: Rarity) -> Match:
    """The match of two mentions with the words that it rests on."""
    around = sorted(left.around & right.around, key=lambda word: (-rare.of(word), word))
    pair = (left.mention.words, right.mention.words)
    told = {
        "head": pair,
        "word": pair,
        "family": pair,
        "around": tuple(around),
    }
    return weights("mentions").match(values(left, right, rare), told)


def rarity_of(mentions: Iterable[Mention]) -> Rarity:
    """How rare words are among the sentences."""
    return rarity(set(telling(sentence)) for sentence in sorted({mention.sentence for mention in mentions}))


def candidates(held: Sequence[Read]) -> list[Pair]:
    """Pairs of one topic that share a word, a beginning or a family. Never all pairs of the topic."""
    keyed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(held):
        keys = {*one.words, *one.families, fold(one.mention.head)[:4]}
        for key in keys:
            keyed[one.mention.topic, key].append(number)
    return sorted({pair for members in keyed.values() for pair in combinations(members[:MOST], 2)})


def told_events(mentions: Iterable[Mention], table: Weights | None = None) -> dict[str, Told]:
    """For each mention by its id the event that it names, called after its first mention."""
    batch = sorted({mention.id: mention for mention in mentions}.values(), key=lambda mention: mention.id)
    rare = rarity_of(batch)
    held = [read(mention, rare) for mention in batch]
    used = table or weights("mentions")

    def asked(left: int, right: int) -> float:
        same = held[left].mention.topic == held[right].mention.topic
        return evidence(held[left], held[right], rare, used) if same else APART

    known = {pair: asked(*pair) for pair in candidates(held)}
    told = {mention.id: Told(mention.id) for mention in batch}
    for members in Grouping(known, asked).groups():
        for number in members:
            likest = max((one for one in members if one != number), key=lambda one: (_known(known, number, one), -one))
            why = Tied(batch[likest].id, compare(held[number], held[likest], rare))
            told[batch[number].id] = Told(batch[members[0]].id, why)
    return told


def _known(known: Mapping[Pair, float], one: int, other: int) -> float:
    return known.get((min(one, other), max(one, other)), APART)
