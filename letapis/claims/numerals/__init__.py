"""Numerals: what numbers a text holds, whatever they count or date. Read for counts and dates alike."""

from letapis.claims.numerals.lexicon import Lexicon, lexicon
from letapis.claims.numerals.reading import Numeral, read_numeral, read_numerals

__all__ = ["Lexicon", "Numeral", "lexicon", "read_numeral", "read_numerals"]
