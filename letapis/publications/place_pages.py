"""A page for each place that the sources name: the events and figures there, and what the place lies in."""

from __future__ import annotations

from letapis.publications import addresses
from letapis.publications.days import day_views, in_order
from letapis.publications.interface import Interface
from letapis.publications.pages import Pages
from letapis.publications.views import Views, sort_date
from letapis.publications.visible import plain
from letapis.vocabulary.gazetteer import place as known_place

MOST_EVENTS = 500  # on the page of one place; more are told of in the chronicle's months


def write(pages: Pages, views: Views) -> None:
    """Write places.html and `places/*.html`."""
    lookup, words = views.lookup, views.words
    names = sorted({*lookup.events_at, *lookup.figures_at}, key=lambda name: (words.place(name), name))
    for name in names:
        _write_place(pages, views, name)
    rows = [
        {
            "href": addresses.place_page(name), "label": plain(words.place(name)), "within": within(name, words),
            "events": words.number(len(lookup.events_at.get(name, ()))),
            "figures": words.number(len(lookup.figures_at.get(name, ()))),
        }
        for name in names
    ]
    placeless = sum(not event.place for event in lookup.record.events)
    pages.write(
        "places.html", "places.html", "places", rows=rows,
        placeless=words.count("events", placeless) if placeless else "",
    )


def _write_place(pages: Pages, views: Views, name: str) -> None:
    lookup, words = views.lookup, views.words
    events = in_order(lookup.events_at.get(name, ()), lookup)
    figures = sorted(lookup.figures_at.get(name, ()), key=lambda figure: (sort_date(figure.date), figure.id))
    pages.write(
        "place.html", addresses.place_page(name), "places", label=plain(words.place(name)), within=within(name, words),
        days=day_views(events[:MOST_EVENTS], views), left_out=words.count("events", len(events) - MOST_EVENTS)
        if len(events) > MOST_EVENTS else "",
        figures=[views.figure(figure) for figure in figures[:MOST_EVENTS]],
    )


def within(name: str, words: Interface) -> str:
    """What a place lies in, nearest first: "Minsk region, Belarus"."""
    known = known_place(name)
    return plain(words.places(known.parents)) if known else ""
