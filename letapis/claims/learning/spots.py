"""Where an annotated claim stands that the rules do not find: its date and place teach all the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from letapis.claims.assembly.place import place_of
from letapis.claims.assembly.stand import Spot, Stand, stands
from letapis.claims.assembly.time import date_of
from letapis.claims.claim import Claim
from letapis.claims.learning.choosing import Offered, offered
from letapis.claims.learning.weights import Weights
from letapis.claims.sentences.reading import Reading
from letapis.sources.cleaning import Cleaned


class Spots:
    """The places of claims in a text that has been read."""

    def __init__(self, cleaned: Cleaned, reading: Reading) -> None:
        self._reading = reading
        tokens = reading.tokens
        spans = [cleaned.original(start, end) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._stands: tuple[Stand, ...] | None = None

    def offered(self, claim: Claim) -> Offered | None:
        """What the text offers for date and place of an annotated claim; None where its quote holds no word."""
        first, stop = bisect_right(self._ends, claim.start), bisect_left(self._starts, claim.end)
        if first >= stop:
            return None
        reading = self._reading
        if self._stands is None:
            self._stands = stands(reading)
        number = reading.tokens.sentence_of(first)
        sentence = reading.tokens.sentences[number]
        stop = max(min(stop, sentence[1]), first + 1)
        spot = Spot(claim.type, self._head(first, stop), (first, stop), sentence, self._stands[number], claim.status)
        ruled = date_of(reading, spot), place_of(reading, spot)
        return offered(reading, spot, *ruled, Weights())

    def _head(self, first: int, stop: int) -> int:
        """The head of an act of any kind in the quote, else its middle."""
        reading = self._reading
        hits = reading.lexicon.hits(reading.tokens.words, first, stop)
        return hits[0].head if hits else (first + stop) // 2
