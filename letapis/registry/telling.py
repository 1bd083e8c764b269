"""The sentences that stand beside tables of the register, in the languages of the interface (`register/told.toml`)."""

from __future__ import annotations

from letapis.claims.claim import Count
from letapis.registry.counts import Interval
from letapis.vocabulary.resources import table


def told(name: str, language: str = "en", **parts: object) -> str:
    """One sentence with its braces filled. Raises KeyError for a name or a language that there is not."""
    sentence: str = table("register/told.toml")[name][language]
    return sentence.format(**parts)


def number(count: Count | Interval) -> str:
    """A count as a person writes it: 48, 40+, up to 40, 45-54."""
    low, high = (count.low, count.high) if isinstance(count, Count) else count
    if low == high:
        return "?" if low is None else f"{low:,}"
    if high is None:
        return f"{low:,}+"
    return f"\u2264 {high:,}" if low is None else f"{low:,}\u2013{high:,}"
