"""A page for each figure: the sentence, what is counted, every reading with its quote, and why the numbers differ."""

from __future__ import annotations

import json
from hashlib import sha256

from markupsafe import Markup

from letapis.publications import addresses
from letapis.publications.bars import WIDTH, bar, top_of
from letapis.publications.charts import steps
from letapis.publications.columns import columns
from letapis.publications.days import day_address
from letapis.publications.pages import Pages
from letapis.publications.tables import reading_row, write_csv
from letapis.publications.views import Views
from letapis.publications.visible import plain, visible
from letapis.registry.record import Figure, Reading

_LABEL = 40  # letters of an origin's name beside its bar


def write(pages: Pages, views: Views) -> None:
    """Write `figures/*.html` and the readings of each as CSV."""
    header = [column.name for column in columns("readings")]
    for figure in views.lookup.record.figures:
        write_figure(pages, views, figure)
        lines = (reading_row(figure, reading, views) for reading in figure.readings)
        write_csv(pages.folder, addresses.figure_table(figure.id), header, lines)


def write_figure(pages: Pages, views: Views, figure: Figure) -> None:
    """Write the page of one figure."""
    lookup = views.lookup
    event = lookup.events.get(figure.event) if figure.event else None
    day = {"href": day_address(event, lookup), "label": views.words.dates(event.date)} if event else None
    readings = in_time(figure)
    place = {"href": addresses.event_page(event.id), "label": views.event_name(event)} if event else None
    pages.write(
        "figure.html", addresses.figure_page(figure.id), "figures", figure=views.figure(figure),
        kicker=_kicker(figure, views), what=_what(figure, views), event=place, day=day,
        readings=[views.reading(reading, figure) for reading in readings],
        why=views.why(figure), paragraph=views.why_paragraph(figure),
        named_list=any(reading.basis == "named_list" for reading in figure.readings),
        other=_other(figure, views), csv=addresses.figure_table(figure.id), version=version(figure),
        linked=linked_data(figure, views), **_ranges(readings, views),
    )


def _kicker(figure: Figure, views: Views) -> str:
    """What, where and when: "Detained, Minsk, 11 October 2020"."""
    words = views.words
    parts = (words.measure(figure.measure), words.places(figure.place), words.dates(figure.date))
    return plain(", ".join(part for part in parts if part))


def in_time(figure: Figure) -> list[Reading]:
    """Readings in the order of their moments; those without one first, as nothing tells where they belong."""
    return sorted(figure.readings, key=lambda reading: (reading.as_of.iso() if reading.as_of else "", reading.id))


def version(figure: Figure) -> str:
    """Twelve digits that change when a reading or the value changes, on every machine the same."""
    published = figure.published
    values = [figure.id, published and [published.rule, published.low, published.high], figure.definition]
    values += [figure.criteria] if figure.criteria else []
    for reading in figure.readings:
        moment = reading.as_of.iso() if reading.as_of else None
        values.append([
            reading.id, reading.origin, reading.low, reading.high, reading.definition, reading.basis, moment,
            reading.standing, *reading.claims,
        ])
    return sha256(json.dumps(values).encode()).hexdigest()[:12]


def linked_data(figure: Figure, views: Views) -> Markup:
    """The figure as a schema.org Claim with the sources that it appears in, for programs that read pages."""
    appearances = []
    for claim in views.lookup.claims_named(name for reading in figure.readings for name in reading.claims):
        document = views.lookup.documents.get(claim.document)
        work = {
            "@type": "CreativeWork", "name": views.source_name(claim.document), "text": claim.quote,
            "url": f"../{addresses.quote_address(claim)}",
            "publisher": document.publisher if document else None, "author": document.author if document else None,
            "datePublished": document.published.iso() if document and document.published else None,
        }
        appearances.append({key: value for key, value in work.items() if value})
    data = {
        "@context": "https://schema.org", "@type": "Claim", "name": _kicker(figure, views),
        "text": views.sentence(figure), "inLanguage": views.words.language, "appearance": appearances,
    }
    # No "<" or "&" stays, so that a quote can end neither the script nor hide one.
    return Markup(htmlsafe(json.dumps(data, ensure_ascii=True)))  # noqa: S704


def htmlsafe(text: str) -> str:
    """JSON that may stand inside a script element."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _what(figure: Figure, views: Views) -> list[tuple[str, Markup]]:
    words, published = views.words, figure.published
    rows = [
        ("measure", words.measure(figure.measure)),
        ("definition", views.definition(figure) or words("figure.definition_default")),
        ("population", figure.population.replace("+", ", ").replace("_", " ")),
        ("unit", words.code("unit", figure.unit)),
        ("scope", words.code("scope", figure.scope)),
        ("date", words.dates(figure.date)),
    ]
    if published:
        rows.append(("value", words.interval(published.low, published.high)))
        rows.append(("rule", words.code("rule", published.rule)))
    else:
        rows.append(("value", words("figure.no_value")))
    return [(words(f"figure.{name}"), visible(value)) for name, value in rows if value]


def _other(figure: Figure, views: Views) -> list[dict[str, str]]:
    """Figures that this one is part of, its parts, and those that count something else nearby."""
    lookup, words = views.lookup, views.words
    found: dict[str, str] = {}
    if figure.subset_of in lookup.figures:
        found[str(figure.subset_of)] = words("figure.whole")
    for part in lookup.parts_of.get(figure.id, ()):
        found.setdefault(part.id, words("figure.part"))
    for relation in lookup.relations_of.get(figure.id, ()):
        for name in (relation.left, relation.right):
            other = lookup.reading_of.get(name)
            if other and other[0].id != figure.id:
                found.setdefault(other[0].id, words(f"relation.label_{relation.kind}"))
    return [
        {"label": label, "href": addresses.figure_page(name), "sentence": views.sentence(lookup.figures[name])}
        for name, label in found.items()
    ]


def _ranges(readings: list[Reading], views: Views) -> dict[str, object]:
    """The picture of the readings: a row for each that has a number, on one scale from zero."""
    numbered = [reading for reading in readings if reading.low is not None or reading.high is not None]
    top = top_of([(reading.low, reading.high) for reading in numbered])
    rows = []
    for reading in numbered:
        label = plain(views.origin_name(reading.origin))
        rows.append({
            "label": label, "short": label if len(label) <= _LABEL else label[: _LABEL - 1] + "…",
            "value": views.words.interval(reading.low, reading.high), "standing": reading.standing,
            "bar": bar(reading.low, reading.high, top),
        })
    ticks = [{"x": round(8 + value * 4.2 * WIDTH / top, 1), "label": views.words.number(value)} for value in steps(top)]
    return {"rows": rows, "ticks": ticks}
