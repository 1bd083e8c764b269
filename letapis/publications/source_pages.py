"""A page for each source: who made it as far as is known, its hash, its text with every quote marked, its claims."""

from __future__ import annotations

from markupsafe import Markup

from letapis.publications import addresses
from letapis.publications.interface import Interface
from letapis.publications.pages import Pages
from letapis.publications.views import Views
from letapis.publications.visible import Quoted, highlighted, plain, visible
from letapis.sources.document import Document


def write(pages: Pages, views: Views) -> None:
    """Write sources.html and `sources/*.html`."""
    ordered = sorted(views.lookup.documents.values(), key=lambda document: (_sort_day(document), document.id))
    for document in ordered:
        write_source(pages, views, document)
    pages.write("sources.html", "sources.html", "sources", rows=[_row(document, views) for document in ordered])


def _sort_day(document: Document) -> str:
    return document.dated.iso() if document.dated else "9999"


def _row(document: Document, views: Views) -> dict[str, object]:
    words = views.words
    origin = views.lookup.origin_of.get(document.id)
    return {
        "href": addresses.source_page(document.id), "name": visible(views.source_name(document.id)),
        "publisher": visible(document.publisher), "published": words.moment(document.published),
        "language": words.code("languages", document.language) if document.language else "",
        "claims": words.number(len(views.lookup.claims_of.get(document.id, ()))),
        "origin": visible(views.origin_name(origin.id)) if origin else "",
    }


def write_source(pages: Pages, views: Views, document: Document) -> None:
    """Write the page of one source."""
    words = views.words
    claims = views.lookup.claims_of.get(document.id, [])
    quotes = [
        Quoted(claim.start, claim.end, number, addresses.claim_anchor(claim)) for number, claim in enumerate(claims, 1)
    ]
    text = highlighted(document.text, quotes, words.words["source"]["back"])
    origin = views.lookup.origin_of.get(document.id)
    kin = [name for name in origin.documents if name != document.id] if origin else []
    name = views.source_name(document.id)
    pages.write(
        "source.html", addresses.source_page(document.id), "sources", name=plain(name), heading=visible(name),
        credits=credits_of(document, words), hash=document.original, language=document.language, text=text,
        hidden="hidden-character" in text, claims=[views.claim(claim) for claim in claims],
        kin=[{"href": addresses.source_page(other), "label": visible(views.source_name(other))} for other in kin],
        reasons=[views.reason(reason) for reason in origin.reasons] if origin and kin else [],
        notes=[visible(words.note(note)) for note in document.notes],
    )


def credits_of(document: Document, words: Interface) -> list[tuple[str, Markup | None]]:
    """Who made the source and when. None is said to be unknown; what only some sources have is left out where empty."""
    always = {
        "publisher": document.publisher, "author": document.author, "published": words.moment(document.published),
        "url": document.url, "language": words.code("languages", document.language) if document.language else None,
    }
    sometimes = {
        "written": words.moment(document.written), "speaker": document.speaker, "translator": document.translator,
        "origin": document.origin, "edited": words.moment(document.edited), "replaces": document.replaces,
        "name": document.name, "part": document.part, "encoding": document.encoding, "reader": document.reader,
    }
    rows: list[tuple[str, Markup | None]] = [
        (words(f"source.{name}"), visible(value) if value else None) for name, value in always.items()
    ]
    rows.extend((words(f"source.{name}"), visible(value)) for name, value in sometimes.items() if value)
    return rows
