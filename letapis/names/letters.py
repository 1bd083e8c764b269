"""Letters that stand for other letters: look-alikes of the other alphabet, variants of apostrophes, ё and ў."""

from __future__ import annotations

CYRILLIC_TO_LATIN = str.maketrans("авеёкмнорсстухіАВЕКМНОРСТУХІ", "abeekmhopcctyxiABEKMHOPCTYXI")
LATIN_TO_CYRILLIC = str.maketrans("abekmhopctyxiëïABEKMHOPCTYXIËÏĸ", "авекмнорстухіёїАВЕКМНОРСТУХІЁЇк")
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u02b9\u0060\u00b4\u2032", "'"))


def is_cyrillic(letter: str) -> bool:
    """Whether a letter belongs to the Cyrillic block."""
    return "\u0400" <= letter <= "\u04ff"


def fold_homoglyphs(word: str) -> str:
    """Replace the few letters of one alphabet inside a word of the other, where each has its look-alike.

    The length stays; a word of one alphabet, or one that cannot be put right wholly, comes back as it is.
    """
    if word.isascii():
        return word
    cyrillic = sum(map(is_cyrillic, word))
    letters = sum(map(str.isalpha, word))
    if not cyrillic or cyrillic == letters:
        return word
    if "-" in word:
        return "-".join(map(fold_homoglyphs, word.split("-")))
    repaired = word.translate(CYRILLIC_TO_LATIN if letters - cyrillic > cyrillic else LATIN_TO_CYRILLIC)
    left_over = sum(map(is_cyrillic, repaired))
    return repaired if left_over in (0, letters) else word


def fold_letters(word: str) -> str:
    """Lower case, one apostrophe, ё as е, ў as у, look-alikes put right: for comparing spellings, not for showing."""
    return fold_homoglyphs(word.translate(APOSTROPHES).lower()).replace("ё", "е").replace("ў", "у")
