"""The coder that ships: rules from the vocabulary, no model, no network, the same claims on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from letapis import __version__
from letapis.claims.acts.lexicon import Refused, lexicon
from letapis.claims.assembly.assembling import assemble
from letapis.claims.assembly.draft import Draft
from letapis.claims.assembly.sections import sections, signed
from letapis.claims.casing import as_written, casing_of, recased
from letapis.claims.claim import Claim
from letapis.claims.counts import read_counts
from letapis.claims.dates import read_dates
from letapis.claims.learning.confidence import confident
from letapis.claims.learning.singles import single_out
from letapis.claims.learning.weights import Weights, shipped
from letapis.claims.learning.whole import whole_of
from letapis.claims.people.reading import read_people
from letapis.claims.places.reading import read_places
from letapis.claims.sentences.reading import Reading, Spans
from letapis.claims.tokens import Tokens, tokenise
from letapis.claims.words import words_of
from letapis.sources.cleaning import Cleaned, clean
from letapis.sources.document import Document
from letapis.sources.language import by_alphabet, language_of
from letapis.vocabulary.resources import LANGUAGES

VERSION = __version__  # every release codes anew

Written = tuple[Draft, Claim]


@dataclass(frozen=True, slots=True)
class RuleCoder:
    """Codes by rules; `table` names the table that turns vague words to numbers."""

    table: str = "schema"
    name: str = "rules"
    version: str = VERSION
    weights: Weights | None = field(default_factory=shipped)  # None: the rules alone

    @property
    def learned(self) -> str:
        """The name of the weights it uses; empty where it has none. Other weights code anew."""
        return self.weights.digest if self.weights is not None else ""

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document; a text in no language that we read gives none."""
        found = self.read(document)
        return self.claims(document, *found) if found else ()

    def read(self, document: Document) -> tuple[Cleaned, Reading] | None:
        """The cleaned text with what the reading parts find in it; None for a language that we do not read."""
        cleaned = clean(document.text)
        language = document.language or language_of(cleaned.text) or by_alphabet(cleaned.text)
        if language not in LANGUAGES:
            return None
        headed = _is_headed(document, cleaned)
        reading = read(cleaned.text, language, document, self.table, headed=headed)
        if self.weights is not None:
            reading = replace(reading, weights=self.weights, whole=whole_of(reading, document))
        return cleaned, reading

    def claims(self, document: Document, cleaned: Cleaned, reading: Reading) -> tuple[Claim, ...]:
        """The claims of a document that has been read; `reading.refused` tells afterwards what made none."""
        return tuple(claim for _, claim in self.kept(reading, self.written(document, cleaned, reading)))

    def kept(self, reading: Reading, written: Sequence[Written]) -> list[Written]:
        """The claims that are sure enough, and those that people have judged; what is dropped is a whole of nothing."""
        weights = self.weights
        if weights is None or not weights.dropped_below:
            return list(written)
        unsure = {
            claim.id: draft
            for draft, claim in written
            if claim.confidence < weights.dropped_below and claim.id not in weights.decided
        }
        for draft in unsure.values():
            reading.refused.append(Refused(draft.first, draft.stop, draft.type, draft.form, "not sure"))
        return [
            (draft, replace(claim, subset_of=None) if claim.subset_of in unsure else claim)
            for draft, claim in written
            if claim.id not in unsure
        ]

    def written(self, document: Document, cleaned: Cleaned, reading: Reading) -> list[Written]:
        """All claims, however sure, with the drafts that they are made of, in order of the text."""
        drafts = assemble(reading)
        if reading.casing:
            for draft in drafts:
                _as_written(draft, reading.casing)
        if reading.weights is not None:
            single_out(reading, drafts, reading.weights)
            confident(reading, drafts, reading.weights)
        made: dict[int, Claim] = {}
        claims: dict[str, tuple[Draft, Claim]] = {}
        for draft in drafts:
            whole = made.get(id(draft.part_of)) if draft.part_of else None
            claim = self._claim(document, cleaned, reading.tokens, draft, whole.id if whole else None)
            made[id(draft)] = claim
            claims.setdefault(claim.id, (draft, claim))
        return sorted(claims.values(), key=lambda pair: (pair[1].start, pair[1].end, pair[1].type))

    def _claim(self, document: Document, cleaned: Cleaned, tokens: Tokens, draft: Draft, whole: str | None) -> Claim:
        start, end = cleaned.original(tokens.starts[draft.first], tokens.ends[draft.stop - 1])
        return Claim(
            document=document.id,
            type=draft.type,
            quote=document.text[start:end],
            start=start,
            end=end,
            date=draft.date,
            place=draft.place,
            count=draft.count,
            who=draft.who,
            whom=draft.whom,
            status=draft.status,
            scope=draft.scope,
            said_by=draft.said_by,
            definition=draft.definition,
            basis=draft.basis,
            as_of=draft.as_of,
            subset_of=whole,
            confidence=draft.confidence,
            coder=f"{self.name} {self.version}" + (f"+{self.learned}" if self.learned else ""),
            reasons=tuple(draft.reasons),
        )


def _as_written(draft: Draft, casing: str) -> None:
    """Names and numbers of a draft in the letters of the text, which was read with capitals of our own."""
    draft.who = tuple(as_written(name, casing) for name in draft.who)
    draft.whom = tuple(as_written(name, casing) for name in draft.whom)
    draft.said_by = as_written(draft.said_by, casing) if draft.said_by else draft.said_by
    if draft.count is not None:
        draft.count = replace(draft.count, words=as_written(draft.count.words, casing))
    draft.reasons = [replace(reason, words=as_written(reason.words, casing)) for reason in draft.reasons]


def _is_headed(document: Document, cleaned: Cleaned) -> bool:
    """Whether a label or page furniture stood above the first words: "date 2020-10-13 TITLE"."""
    return bool(cleaned.text and document.text[: cleaned.original(0, 1)[0]].strip())


def read(text: str, language: str, document: Document, table: str = "schema", *, headed: bool = False) -> Reading:
    """Everything the reading parts find in a cleaned text; `headed` where its first paragraph is known for a title."""
    casing = casing_of(text)
    tokens = tokenise(recased(text, language) if casing else text)
    words = words_of(language)
    dates = read_dates(tokens, language, document.published, written=document.written)
    parts = sections(tokens, dates, words)
    written = document.written or signed(tokens, dates, words, document.published)
    if parts or written != document.written:
        dates = read_dates(tokens, language, document.published, written=written, quotations=parts)
    counts = read_counts(tokens, language, table, dates)
    places = read_places(tokens, language, guessed=bool(casing))
    return Reading(
        tokens=tokens,
        language=language,
        published=document.dated,
        lexicon=lexicon(language),
        words=words,
        counts=Spans(tokens, counts),
        dates=Spans(tokens, dates),
        places=Spans(tokens, [span for span in places if not (span.metonym or span.in_name)]),
        people=Spans(tokens, read_people(tokens, language, counts)),
        headed=headed,
        casing=casing,
        openings=tuple(start for start, _ in tokens.sentences),
        paragraph_starts=tuple(start for start, _ in tokens.paragraphs),
        paragraph_ends=frozenset(end - 1 for _, end in tokens.paragraphs),
    )
