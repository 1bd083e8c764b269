"""A page for each event: its figures, what each source says of it, and why these statements stand together."""

from __future__ import annotations

from letapis.publications import addresses
from letapis.publications.days import day_address
from letapis.publications.pages import Pages
from letapis.publications.views import Views
from letapis.registry.record import Event


def write(pages: Pages, views: Views) -> None:
    """Write `events/*.html`."""
    for event in views.lookup.record.events:
        write_event(pages, views, event)


def write_event(pages: Pages, views: Views, event: Event) -> None:
    """Write the page of one event."""
    lookup, words = views.lookup, views.words
    links = [
        {
            "kind": words.code("link", link.kind), "href": addresses.event_page(link.event),
            "label": views.event_name(lookup.events[link.event]),
            "reason": views.reason(link.reason) if link.reason else "",
        }
        for link in event.links if link.event in lookup.events
    ]
    pages.write(
        "event.html", addresses.event_page(event.id), "chronicle", name=views.event_name(event),
        event=views.event(event), claims=[views.claim(claim) for claim in lookup.claims_named(event.claims)],
        reasons=[views.reason(reason) for reason in event.reasons], links=links,
        day={"href": day_address(event, lookup), "label": words.dates(event.date)},
    )
