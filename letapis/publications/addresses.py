"""Addresses inside a chronicle: one plain ASCII file name for each thing, made from its id alone, so that links stay.

A name never depends on what else is in the chronicle: a link written down today opens the same thing tomorrow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from letapis.claims.claim import Claim

_NOT_PLAIN = re.compile(r"[^a-z0-9_]+")
_LONGEST = 72
# Windows opens a device instead of a file of one of these names; a USB stick must work there too.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


@lru_cache(maxsize=200_000)
def slug(identifier: str) -> str:
    """A file name of a-z, 0-9, "_" and "-". Where letters were lost, a piece of a hash keeps two ids apart."""
    plain = _NOT_PLAIN.sub("-", identifier.lower()).strip("-")[:_LONGEST].strip("-")
    if plain and plain == identifier and plain not in _DEVICES:
        return plain
    mark = sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark


def event_page(identifier: str) -> str:
    """Where an event is told."""
    return f"events/{slug(identifier)}.html"


def figure_page(identifier: str) -> str:
    """Where a figure opens to its readings."""
    return f"figures/{slug(identifier)}.html"


def figure_table(identifier: str) -> str:
    """The readings of one figure as a table."""
    return f"figures/{slug(identifier)}.csv"


def source_page(document: str) -> str:
    """Where the text of a source stands."""
    return f"sources/{slug(document)}.html"


def place_page(place: str) -> str:
    """Where everything of a place is listed."""
    return f"places/{slug(place)}.html"


def month_page(month: str) -> str:
    """The days of one month, `2020-10`; `undated` for what no day is known of."""
    return f"days/{month}.html"


def day_page(anchor: str) -> str:
    """One day or span of a month that has too many events for one page."""
    return f"days/{anchor.removeprefix('day-')}.html"


def claim_anchor(claim: Claim) -> str:
    """The anchor of a claim's quote in the page of its source."""
    return f"c{claim.start}-{claim.end}-{claim.type}"


def quote_address(claim: Claim) -> str:
    """The page and place where a claim's quote is highlighted."""
    return f"{source_page(claim.document)}#{claim_anchor(claim)}"
