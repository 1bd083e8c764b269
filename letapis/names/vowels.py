"""How far the vowels of two words lie apart whose consonants are the same: what a phonemic key leaves out.

Keys hold Дарья and Дора for one, since unstressed vowels are written in too many ways; where one key leads to several
given names, the vowels say which is meant. This module decides nothing alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from letapis.names.folding import clean
from letapis.names.letters import is_cyrillic

# The classes of vowels: y is я, ia (е elsewhere: Пятро, Петро), w is ю, iu; o is о and ё; a, e, i, u as they are.
SOFT = re.compile("[иіїыьъй'](?=[аяоёэеєую])")
IOTATED = re.compile("[иіїыьъй]([ау])")
CYRILLIC = str.maketrans("аоёэеєѣяуюиіїыѵй", "aooeeeeyuwiiiiii")
LATIN_IOTATED = re.compile("[yij]+([aeou])")
LATIN = str.maketrans(
    {"y": "i", "j": "i", "ı": "i", "ə": "a", "æ": "e", "ø": "o", "œ": "o", "Y": "y", "W": "w", "w": None}
)
MARKS = re.compile("[\u0300-\u036f]")
OTHERS = re.compile("[^aeiouyw]")
SHIFTED = {"a": "Y", "u": "W", "а": "я", "у": "ю"}
NEAR = {"ao": 0.4, "ay": 0.2, "ey": 0.2, "eo": 0.6, "eu": 0.8, "ou": 0.8, "iu": 0.8, "ei": 0.6, "uw": 0.2}
NEAR |= {pair[::-1]: cost for pair, cost in NEAR.items()}
INSERTED = {"i": 0.3, "u": 0.3}  # -ий, -ы, -i: Юрий, Юры, Юр; u for ў: Yauhen


@lru_cache(maxsize=1 << 15)
def vowels(word: str) -> str:
    """The classes of the vowels of a word in their order: letters of a, e, i, o, u, w, y."""
    letters = clean(word)
    if any(map(is_cyrillic, letters)):
        return OTHERS.sub("", SOFT.sub("", IOTATED.sub(_shifted, letters)).translate(CYRILLIC))
    bare = MARKS.sub("", unicodedata.normalize("NFD", letters.replace("ŭ", "")))
    return OTHERS.sub("", LATIN_IOTATED.sub(_shifted, bare).translate(LATIN))


def _shifted(found: re.Match[str]) -> str:
    return SHIFTED.get(found[1], found[1])


@lru_cache(maxsize=1 << 15)
def distance(left: str, right: str) -> float:
    """The least cost of turning one row of vowels into the other (Wagner and Fischer 1974)."""
    row = [0.0]
    for letter in right:
        row.append(row[-1] + INSERTED.get(letter, 1.0))
    for letter in left:
        gone = INSERTED.get(letter, 1.0)
        before, row[0] = row[0], row[0] + gone
        for place, wanted in enumerate(right, 1):
            cost = 0.0 if letter == wanted else NEAR.get(letter + wanted, 1.0)
            best = min(before + cost, row[place] + gone, row[place - 1] + INSERTED.get(wanted, 1.0))
            before, row[place] = row[place], best
    return row[-1]
