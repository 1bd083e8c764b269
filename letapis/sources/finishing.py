"""The last step of every reader: what the text says of itself, its language, notes on what is odd, what was given."""

from __future__ import annotations

from dataclasses import replace

from letapis.sources.document import Document
from letapis.sources.language import language_of, spans
from letapis.sources.lookalikes import mixed_words
from letapis.sources.result import Original
from letapis.sources.statements import statements

SHORT = 12  # letters; a foreign word or two make no mixed text


def finish(original: Original, document: Document, *, heading: bool = True) -> Document:
    """Fill what is still unknown from the text; with `heading` false only its language is told, and notes made.

    What the file's own structure said (a mail's header, a page's metadata) stands before what its text says.
    """
    if heading:
        document = _said(document)
    language = document.language or language_of(document.text)
    document = original.given.over(replace(document, language=language))
    return replace(document, notes=_notes(document))


def _said(document: Document) -> Document:
    said = statements(document.text)
    filled = {
        name: getattr(document, name) if getattr(document, name) is not None else getattr(said, name)
        for name in ("title", "publisher", "author", "speaker", "translator", "published", "written", "url", "origin")
    }
    if filled["written"] == filled["published"]:
        filled["written"] = None
    return replace(document, notes=(*document.notes, *said.notes), **filled)


def _notes(document: Document) -> tuple[str, ...]:
    notes = set(document.notes)
    if document.dated is None:
        notes.add("undated")
    found = spans(document.text, document.language)
    if len({span.language for span in found if span.language and span.end - span.start > SHORT}) > 1:
        notes.add("mixed-language")
    if mixed_words(document.text):
        notes.add("mixed-script")
    return tuple(sorted(notes))
