"""Who speaks, where most of a report is one person's words: "Lilia, a nurse, … says:" and a long quotation."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from letapis.sources.headings import NAME, is_name
from letapis.vocabulary.resources import LANGUAGES, table

OPENING = re.compile(r":\s{0,4}[\"“«„]")
CLOSING = re.compile(r"[\"”“»]")
LEAD = 600  # characters before the quotation in which the speaker is named
SHARE = 0.5  # of the text
TRIES = 20  # quotations that are looked at


def speaker_of(text: str) -> str | None:
    """Name of the one who speaks in at least half of the text; None where nobody does."""
    last = max(text.rfind(mark) for mark in '"”“»')
    latest = last - int(SHARE * len(text.strip()))
    if latest <= 0:
        return None
    for opening in islice(OPENING.finditer(text, 0, latest), TRIES):
        lead = text[max(0, opening.start() - LEAD) : opening.start()].rsplit("\n\n", 1)[-1].strip()
        name = _named(lead)
        if name and _speech().search(lead):
            return name
    return None


def _named(lead: str) -> str:
    """The name that opens the sentence before a quotation; empty where none does."""
    match = re.match(NAME, lead)
    name = match["name"].rstrip(".,") if match else ""
    return name if match and is_name(name) and _is_subject(lead, match.end()) else ""


def _is_subject(lead: str, end: int) -> bool:
    """Whether the name opens the sentence as its subject: a comma, a bracket or the verb itself follows."""
    rest = lead[end:].lstrip()
    return rest[:1] in (",", "(", "–", "—") or _speech().match(rest) is not None


@cache
def _speech() -> re.Pattern[str]:
    words = [word for language in LANGUAGES for word in table(f"languages/{language}/headings.toml")["speech"]]
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)
