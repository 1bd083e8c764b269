"""How sure a claim is: the share of claims like it that were right, by what is known of its draft and its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from letapis.claims.assembly.draft import Draft
from letapis.claims.learning.weights import CLAIM, Weights, logistic
from letapis.claims.sentences.reading import Reading

ROUNDED = 2  # decimals of a confidence: nobody can tell more
LONGEST = 200  # tokens to either side that are looked at
STEPS = (2, 5, 9, 15, 25, 50)
ALWAYS = "any claim"
LEAST, MOST = 0.01, 0.99  # nothing is sure


def traits_of(reading: Reading, drafts: Sequence[Draft]) -> list[tuple[str, ...]]:
    """The traits of each draft of a text."""
    kinds = Counter(draft.type for draft in drafts)
    sentences = Counter(draft.sentence for draft in drafts)
    words = len(reading.tokens.words)
    text = (
        f"text of {_step(words // 20)}",
        f"claims in a hundred words {_step(100 * len(drafts) // max(words, 1))}",
        f"kinds {_step(len(kinds))}",
    )
    return [
        (ALWAYS, *text, f"of its kind {min(kinds[one.type], 3)}", f"in its sentence {min(sentences[one.sentence], 4)}",
         *_of_draft(reading, one), *_of_words(reading, one))
        for one in drafts
    ]  # fmt: skip


def _step(number: int) -> str:
    return f"to {next((step for step in STEPS if number <= step), 'more')}"


def _of_draft(reading: Reading, draft: Draft) -> list[str]:
    """What the draft itself says."""
    rules = {reason.slot: reason.rule for reason in draft.reasons}
    counted = rules.get("count", "none")
    told = next((reason.words for reason in draft.reasons if reason.slot == "type"), "")
    form = f"{draft.form} {draft.voice}"
    return [
        f"type {draft.type}",
        f"form {form}",
        f"type {draft.type} form {draft.form}",
        f"count {counted}",
        f"type {draft.type} count {counted}",
        f"form {draft.form} count {counted}",
        f"date {draft.date_rule or 'none'}",
        f"place {draft.place_rule or 'none'}",
        f"form {draft.form} date {draft.date_rule or 'none'} place {draft.place_rule or 'none'}",
        f"status {draft.status}",
        f"scope {draft.scope}",
        f"language {reading.language} form {draft.form}",
        "who told" if draft.who else "who not told",
        "whom told" if draft.whom else "whom not told",
        "source told" if draft.said_by else "source not told",
        "in title" if draft.title else "in body",
        "part" if draft.subset or draft.part_of is not None else "no part",
        f"words {min(len(told.split()), 4)}",
        f"quote of {_step(draft.stop - draft.first)}",
    ]


def _of_words(reading: Reading, draft: Draft) -> list[str]:
    """The small words around its head, and what its sentence has."""
    words, lists = reading.tokens.words, reading.words
    found: list[str] = []
    for name, index in (("before", draft.head - 1), ("behind", draft.head + 1), ("opening", draft.first)):
        if 0 <= index < len(words):
            kinds = sorted(lists.kinds(words[index]))
            mark = "mark" if not words[index][0].isalnum() else "number" if words[index][0].isdigit() else "word"
            found += [f"{name} {kind}" for kind in kinds] or [f"{name} a {mark}"]
    start, end = sentence_around(reading, draft)
    found.append(f"sentence of {_step(end - start)}")
    found.append("ends " + (words[end - 1] if words[end - 1] in "?!.:" else "open"))
    for name, spans in (("day", reading.dates), ("place", reading.places), ("number", reading.counts),
                        ("person", reading.people)):  # fmt: skip
        found.append(f"{name} in quote" if spans.within(draft.first, draft.stop) else f"no {name} in quote")
    if any(word in '"\u00ab\u201c\u201e' for word in words[start:end]):
        found.append("quotation")
    return found


def sentence_around(reading: Reading, draft: Draft) -> tuple[int, int]:
    """The sentence of a draft, of a very long one what stands around the draft."""
    start, end = reading.tokens.sentences[reading.tokens.sentence_of(draft.head)]
    return max(start, draft.head - LONGEST), min(end, draft.head + LONGEST)


def confident(reading: Reading, drafts: Sequence[Draft], weights: Weights) -> None:
    """Give each draft of a text its confidence."""
    if weights.knows(CLAIM):
        for draft, traits in zip(drafts, traits_of(reading, drafts), strict=True):
            sure = logistic(weights.score(CLAIM, traits))
            draft.sure = round(min(max(sure, LEAST), MOST), ROUNDED)
