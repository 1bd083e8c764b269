"""Whether an act for which the rules found no number was done to one person: by how it is told, and who is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letapis.claims.assembly.draft import Draft
from letapis.claims.claim import Count
from letapis.claims.learning.choosing import Offered
from letapis.claims.learning.confidence import sentence_around
from letapis.claims.learning.options import LEARNED, Asked, Collected
from letapis.claims.learning.weights import COUNT, Weights
from letapis.claims.people.span import PersonSpan
from letapis.claims.sentences.reading import Placed, Reading

ONE = (1, 1)
MOST = 3  # persons or numbers that are told apart
KINDS = ("persons", "person", "one_subject", "many", "one_body")  # word lists that tell of one or of several

Bounds = tuple[int | None, int | None] | None


def single_out(reading: Reading, drafts: Sequence[Draft], weights: Weights) -> None:
    """Give the drafts without a number the number one where what was learned clearly speaks for it."""
    if not weights.asks(COUNT, ""):
        return
    for draft in drafts:
        if draft.count is None:
            asked = one_or_none(reading, draft)
            draft.offered = replace(draft.offered or Offered(), count=asked)
            if weights.knows(COUNT) and asked.best(weights, COUNT).value == ONE:
                draft.count = Count(*ONE, "people", "")
                draft.why("count", f"{LEARNED}one person", "")


def one_or_none(reading: Reading, draft: Draft) -> Asked[Bounds]:
    """The two options: no number, and one person."""
    around = _circumstances(reading, draft)
    found: Collected[Bounds] = Collected((None, "", ""), around)
    found.offer(ONE, f"{LEARNED}one person", "", "one", [f"one, {trait}" for trait in around])
    return found.asked()


def _circumstances(reading: Reading, draft: Draft) -> list[str]:
    numbers = sum(item.span.unit in {"people", ""} for item in reading.counts.within(*sentence_around(reading, draft)))
    return [
        f"type {draft.type}",
        f"form {draft.form}",
        f"voice {draft.voice}",
        f"status {draft.status}",
        f"{numbers if numbers < MOST else 'many'} numbers in sentence",
        f"whom {min(len(draft.whom), MOST)}",
        "who told" if draft.who else "who not told",
        "in title" if draft.title else "in body",
        *_endings(reading, draft),
        *_named(reading, draft),
    ]


def _endings(reading: Reading, draft: Draft) -> list[str]:
    """The ends of the act's word and of whom it was done to: they tell one from several in most languages."""
    head, language = reading.tokens.words[draft.head], reading.language
    found = [f"{language} {draft.form} ends {head[-2:]}", f"{language} {draft.form} {draft.voice} ends {head[-1:]}"]
    first = draft.whom[0].split()[:1] if draft.whom else []
    for word in first:
        found += [f"{language} whom ends {word[-1:].lower()}", f"whom {'capital' if word[:1].isupper() else 'small'}"]
    return found


def _named(reading: Reading, draft: Draft) -> list[str]:
    """The persons and groups in the quote, and small words for one or several."""
    items = reading.people.within(draft.first, draft.stop)
    words = reading.tokens.words[draft.first : draft.stop]
    lists = {kind for word in words for kind in reading.words.kinds(word)}
    found = [f"word for {kind}" for kind in KINDS if kind in lists]
    if not items:
        return [*found, "nobody named"]
    nearest = min(items, key=lambda item: (abs(item.first - draft.head), item.first))
    side = "before" if nearest.first < draft.head else "behind"
    found += [f"nearest {_kind(nearest)}", f"{side} {_kind(nearest)} {draft.voice}"]
    return found + sorted({f"has {_kind(item)}" for item in items})


def _kind(item: Placed[PersonSpan]) -> str:
    return f"{item.span.type} {item.span.number}"
