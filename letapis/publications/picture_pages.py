"""Pictures of the chronicle, drawn by templates of our own; under each stands the same as a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from letapis.publications import addresses
from letapis.publications.charts import DaysChart, RangesChart, bin_label, days_chart, ranges_chart
from letapis.publications.days import in_order
from letapis.publications.pages import Pages
from letapis.publications.views import Views, sort_date
from letapis.registry.record import Figure
from letapis.vocabulary.measures import measures

MOST_PICTURES = 12  # of figures; the measures with most of them
MOST_IN_TABLE = 200  # figures in the table under a picture; more stand in the list of figures


def write(pages: Pages, views: Views) -> None:
    """Write pictures.html and each picture as a file of its own."""
    pictures = [picture for picture in (_days(views), *_ranges(views)) if picture]
    for picture in pictures:
        pages.folder.write(picture["file"], pages.render("picture.svg", picture=picture))
    pages.write("pictures.html", "pictures.html", "pictures", pictures=pictures)


def _days(views: Views) -> dict[str, Any] | None:
    words, lookup = views.words, views.lookup
    chart = days_chart(in_order(lookup.record.events, lookup), words, lookup.type_order)
    if chart is None:
        return None
    left_out = ""
    if chart.undated or chart.long:
        left_out = words(
            "pictures.days_left_out", undated=words.count("events", chart.undated),
            long=words.count("events", chart.long),
        )
    return {
        "kind": "days", "id": "events", "file": "pictures/events.svg", "chart": chart,
        "title": words("pictures.days"), "note": left_out,
        "description": words("pictures.days_description", bin=words(f"pictures.bin_{chart.bin}")),
        "labels": {row.type: words.type(row.type) for row in chart.rows}, "rows": _days_table(chart, views),
    }


def _days_table(chart: DaysChart, views: Views) -> list[tuple[str, str, str]]:
    words = views.words
    cells = [(disc.start, row.type, disc.number) for row in chart.rows for disc in row.discs]
    cells.sort(key=lambda cell: (cell[0], views.lookup.type_order.get(cell[1], 0)))
    return [
        (bin_label(start, chart.bin, words), words.type(code), words.number(number)) for start, code, number in cells
    ]


def _ranges(views: Views) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in views.lookup.record.figures:
        if figure.unit == measures()[figure.measure].unit if figure.measure in measures() else True:
            groups[figure.measure, figure.scope].append(figure)
    largest = sorted(groups, key=lambda key: (-len(groups[key]), key))[:MOST_PICTURES]
    found = []
    for measure, scope in largest:
        figures = sorted(groups[measure, scope], key=lambda figure: (sort_date(figure.date), figure.id))
        chart = ranges_chart(measure, scope, figures, views.words)
        if chart:
            found.append(_ranges_picture(chart, figures, views))
    return found


def _ranges_picture(chart: RangesChart, figures: list[Figure], views: Views) -> dict[str, Any]:
    words = views.words
    drawn = {stroke.figure for stroke in chart.strokes}
    shown = [figure for figure in figures if figure.id in drawn]
    label = words.measure(chart.measure)
    name = f"{chart.measure}-{chart.scope}"
    return {
        "kind": "ranges", "id": name, "file": f"pictures/{addresses.slug(name)}.svg", "chart": chart,
        "title": f"{label}, {words.code('scope', chart.scope)}",
        "description": words("pictures.ranges_description", measure=label),
        "note": words("pictures.ranges_log") if chart.logarithmic else "",
        "figures": [views.figure(figure) for figure in shown] if len(shown) <= MOST_IN_TABLE else [],
        "sentences": {figure.id: views.sentence(figure) for figure in shown},
        "hrefs": {figure.id: addresses.figure_page(figure.id) for figure in shown},
    }
