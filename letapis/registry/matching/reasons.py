"""What a match rests on, as sentences for a reader in the languages of the interface. The words are data."""

from __future__ import annotations

from letapis.registry.matching.match import Match
from letapis.vocabulary.resources import table

AGAINST = "\u2212 "  # what a reason against the match begins with
WEAK = 0.05  # logits below which a part is not worth a word


def reasons(match: Match, language: str = "en") -> tuple[str, ...]:
    """One sentence for each part that counts, the weightiest first; what speaks against it begins with a minus sign."""
    told = table("matching_reasons.toml")
    return tuple(
        ("" if part.evidence > 0 else AGAINST)
        + told[part.name][language].format(words=", ".join(part.words)).strip(": ")
        for part in match.parts
        if abs(part.evidence) >= WEAK
    )
