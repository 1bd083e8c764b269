"""The search page and its index: a script file, because a page on a USB stick may load scripts but not data."""

from __future__ import annotations

import json
from collections.abc import Iterator

from letapis.publications import addresses
from letapis.publications.days import in_order
from letapis.publications.pages import Pages
from letapis.publications.views import Views, shortened
from letapis.publications.visible import encodable, plain

_QUOTE = 240
INDEX = "assets/search-index.js"


def write(pages: Pages, views: Views) -> None:
    """Write search.html and its index."""
    pages.write("search.html", "search.html", "search")
    with pages.folder.path(INDEX).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("window.letapisIndex=[\n")
        for line in _lines(views):
            # "</" cannot end a script of a file of its own, but a page that takes the index in shall be safe too.
            stream.write(encodable(json.dumps(line, ensure_ascii=False, separators=(",", ":"))).replace("</", "<\\/"))
            stream.write(",\n")
        stream.write("];\n")
    pages.folder.written(INDEX)


def _lines(views: Views) -> Iterator[list[str | int]]:
    """[kind of row, address, heading, text, machine-coded]: `e` for an event, `s` for a source."""
    lookup = views.lookup
    for event in in_order(lookup.record.events, lookup):
        sentences = [views.sentence(figure) for figure in lookup.figures_of(event)]
        quotes = [plain(shortened(claim.quote, _QUOTE)) for claim in lookup.claims_named(event.claims)]
        text = " · ".join([*sentences, *quotes])
        yield ["e", addresses.event_page(event.id), views.event_name(event), text, int(not event.confirmed)]
    for name, document in sorted(lookup.documents.items()):
        credits_ = (document.publisher, document.author, document.speaker, document.translator, document.name)
        text = " · ".join(plain(value) for value in credits_ if value)
        yield ["s", addresses.source_page(name), plain(views.source_name(name)), text, 0]
