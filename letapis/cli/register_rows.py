"""Entries of the register as rows: every standing value with its words, and the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from letapis.cli.figures import source
from letapis.registry.telling import told
from letapis.vocabulary.codes import codes

if TYPE_CHECKING:
    from letapis.registry.model.folding import Entry
    from letapis.registry.model.statement import Statement
    from letapis.workflow.organisations import Kept

Json = dict[str, Any]
NAMES = frozenset({"name", "workplace", "employer", "body", "site"})
HIDDEN = frozenset({"event", "same_as"})  # slots that a line leaves out: they stand in the JSON


def row(entry: Entry, rests_on: Iterable[str], kept: Kept) -> Json:
    """An entry with every standing value, its words, who said it, and the sentences behind it."""
    slots = {slot: [_said(one) for one in filled.standing] for slot, filled in entry.slots.items()}
    return {"id": entry.id, "machine": entry.machine, "slots": slots, "sentences": quotes(rests_on, kept)}


def quotes(rests_on: Iterable[str], kept: Kept) -> list[Json]:
    """The sentences of some claims."""
    return [
        {"claim": claim.id, "quote": claim.quote, "source": source(claim.document, kept.found)}
        for claim in kept.sentences(rests_on)
    ]


def sentence_lines(rests_on: Iterable[str], kept: Kept) -> Iterator[str]:
    """The same as lines."""
    for claim in kept.sentences(rests_on):
        yield f"    [{claim.id}] \u201c{' '.join(claim.quote.split())}\u201d"
        yield f"      {source(claim.document, kept.found)}"


def entry_lines(entry: Entry, lang: str) -> Iterator[str]:
    """The id, then each slot with its values; rival values of what can only be one are marked."""
    from letapis.registry.model.kinds import kind
    from letapis.registry.register import rivals

    yield entry.id + (f"  ({told('machine', lang)})" if entry.machine else "")
    rival = set(rivals(entry))
    for slot, known in kind(entry.kind).slots.items():
        values = [value_told(known.codes, value, lang) for value in entry.values(slot)]
        if entry.machine and known.value == "text" and slot not in NAMES:
            values = [f"\u201c{value}\u201d" for value in values]  # a source's words, which are not ours
        if values and slot not in HIDDEN:
            mark = f"  ({told('conflict', lang)})" if slot in rival else ""
            yield f"  {known.label[lang]}: {'; '.join(values)}{mark}"


def value_told(list_name: str, value: str, lang: str) -> str:
    """A value as a person reads it: the label of a code, anything else as it is."""
    known = codes(list_name).get(value) if list_name else None
    return known.label[lang] if known else value


def in_brackets(values: Sequence[str]) -> str:
    """The values that are told, in brackets; nothing for none."""
    text = "; ".join(filter(None, values))
    return f" ({text})" if text else ""


def _said(one: Statement) -> Json:
    return {"value": one.value, "words": one.words, "note": one.note, "by": one.by, "rests_on": list(one.rests_on)}
