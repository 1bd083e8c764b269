"""Keys of a form: what its other cases, its neighbour languages and other scripts have in common with it.

газета, газеты and газэта share a key, and so do Лукашэнка, Лукашенко and Lukashenko. That two forms share one means
that they may be the same word; what was typed as it stands is therefore shown first.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from letapis.claims.spelling import spelling
from letapis.names.endings import ENDINGS, stem
from letapis.names.folding import fold
from letapis.names.letters import is_cyrillic

VERSION = 1  # to be raised with every change of keys, forms or marks: an index of another version is made anew
SHORTEST = 3  # letters of a key; one that is shorter would bring together what has nothing in common
# Endings of English; the vowel in which a bare stem ends goes with the vowels of all languages.
_ENGLISH = re.compile(r"(?<=[^\W\d_]{3})(?:ings?|ed|ies|es|(?<![su])s)$")
_VOWELS = "aiu"
_CASES = ENDINGS - {"ов", "ев", "аў", "яў"}  # what surnames end in
_LENGTHS = sorted({len(ending) for ending in _CASES}, reverse=True)
LONG = 5
_FLEETING = re.compile("[оеа](?=[кц]$)")  # забастовок and забастовка, in words longer than LONG
_SHORT_U = re.compile("(?<=[аеіоыэюя])у$")  # a form has у for ў


@lru_cache(maxsize=1 << 19)
def keys(form: str) -> tuple[str, ...]:
    """The keys of a form, the likeliest first; none for numbers and for words too short to be anything else."""
    if not form or form.isdigit():
        return ()
    bases = _bases(form)
    found = (without_vowel(key) for base in bases for key in fold(base))
    return tuple(dict.fromkeys(key for key in found if len(key) >= SHORTEST))


def _bases(form: str) -> tuple[str, ...]:
    """The form without its endings, and what else it may be written as."""
    if not any(map(is_cyrillic, form)):
        bare = _ENGLISH.sub("", form)
        return (bare,) if bare == form else (bare, form)
    fleeting = _FLEETING.sub("", form) if len(form) > LONG else form
    official = _classical().get(form, form)  # the rules of the classical spelling make no difference to a key
    return tuple(dict.fromkeys((*map(stem, (form, fleeting, official)), _once(_SHORT_U.sub("ў", form)))))


@cache
def _classical() -> dict[str, str]:
    return dict(spelling("be").words)


def _once(form: str) -> str:
    """The form without the ending of one case: of a surname what looks like another ending belongs to it."""
    lengths = (length for length in _LENGTHS if len(form) - length > SHORTEST and form[-length:] in _CASES)
    return form[: -next(lengths, 0) or None]


def without_vowel(key: str) -> str:
    """A key without the vowel at its end, which is most often that of a case."""
    bare = key.rstrip(_VOWELS)
    return bare if len(bare) >= SHORTEST else key


def beginning(form: str) -> str:
    """What the keys begin with of the words that begin so; nothing where that is too little to tell."""
    found = fold(form)
    # The last letter of what is typed may be the first half of a sound.
    return found[0] if found and len(found[0]) >= SHORTEST else ""
