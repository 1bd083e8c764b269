"""What is refused as a passphrase. A bar against the worst, no measure of the rest: nothing here counts as strong."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise

LENGTH = 10  # characters
DIFFERENT = 5  # characters


@cache
def _weak() -> frozenset[str]:
    text = (files("letapis.archive.keys") / "weak.txt").read_text(encoding="utf-8")
    return frozenset(_bare(line) for line in text.splitlines() if line.strip())


def _bare(passphrase: str) -> str:
    """Without what people add to a word so that a machine takes it: capitals, spaces, digits and signs at its end."""
    text = unicodedata.normalize("NFKC", passphrase).casefold()
    return re.sub(r"\s+", "", text).strip(".,!?-_*#")


def weakness(passphrase: str) -> str:
    """Why it is refused; empty where it is taken."""
    bare = _bare(passphrase)
    if len(unicodedata.normalize("NFC", passphrase).strip()) < LENGTH:
        return f"the passphrase has less than {LENGTH} characters"
    if bare in _weak() or bare.rstrip("0123456789") in _weak():
        return "the passphrase stands in the list of those that are tried first"
    if len(set(bare)) < DIFFERENT:
        return f"the passphrase has less than {DIFFERENT} different characters"
    if (bare + bare).find(bare, 1) <= len(bare) // 2:
        return "the passphrase is one short text over and over"
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(bare)}
    if steps <= {1} or steps <= {-1}:
        return "the passphrase is a row of characters in their order"
    return ""
