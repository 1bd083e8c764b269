"""The pages that give an overview: the chronicle by days (or months), the list of figures, the tables."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from letapis.publications.addresses import slug
from letapis.publications.columns import columns
from letapis.publications.days import (
    MonthView,
    by_months,
    crowded,
    day_page_view,
    day_views,
    in_order,
    month_key,
    month_view,
    page_key,
)
from letapis.publications.interface import Interface
from letapis.publications.pages import Pages
from letapis.publications.views import FigureView, Views, sort_date
from letapis.registry.record import Event, Figure
from letapis.vocabulary.measures import measures

KEY_FIGURES = 6
MOST_FIGURES = 500  # in one list


def write(pages: Pages, views: Views) -> None:
    """Write index.html, the pages of months where there are many events, and figures.html."""
    events = in_order(views.lookup.record.events, views.lookup)
    months = _write_months(pages, views, events) if by_months(views.lookup) else ()
    days = () if months else day_views(events, views)
    pages.write(
        "index.html", "index.html", "chronicle", months=months, days=days, span=_span(events, views.words),
        key_figures=key_figures(views),
    )
    _write_figures(pages, views)


def _write_months(pages: Pages, views: Views, events: list[Event]) -> tuple[MonthView, ...]:
    of_month = {key: list(group) for key, group in groupby(events, key=month_key)}
    months = [month_view(key, len(group), views.words) for key, group in of_month.items()]
    for month in months:
        held = of_month[month.key]
        days = _write_days(pages, views, held) if month.key in crowded(views.lookup) else ()
        _write_page(pages, month, months, months=days, days=() if days else day_views(held, views))
    return tuple(months)


def _write_days(pages: Pages, views: Views, events: list[Event]) -> tuple[MonthView, ...]:
    """A page for each day or span of a month, and for each kind of what has no date."""
    groups = [list(group) for _, group in groupby(events, key=page_key)]
    parted = [(day_page_view(group, views.words), group) for group in groups]
    days = [day for day, _ in parted]
    for day, group in parted:
        _write_page(pages, day, days, months=(), days=day_views(group, views))
    return tuple(days)


def _write_page(pages: Pages, page: MonthView, row: list[MonthView], **values: object) -> None:
    position = row.index(page)
    pages.write(
        "month.html", page.href, "chronicle", month=page, earlier=row[position - 1] if position else None,
        later=row[position + 1] if position + 1 < len(row) else None, **values,
    )


def _span(events: list[Event], words: Interface) -> str:
    """From the first day to the last of which a source tells."""
    dated = [event.date for event in events if event.date]
    if not dated:
        return ""
    first, last = min(date.first for date in dated), max(date.last for date in dated)
    return words("dates.between", first=words.day(first), last=words.day(last))


def key_figures(views: Views) -> tuple[FigureView, ...]:
    """Figures that most origins give: what a reader is likely to ask first."""
    several = [figure for figure in views.lookup.record.figures if figure.origins > 1 and figure.published]
    several.sort(key=lambda figure: (-figure.origins, -len(figure.readings), sort_date(figure.date), figure.id))
    return tuple(views.figure(figure) for figure in several[:KEY_FIGURES])


def _write_figures(pages: Pages, views: Views) -> None:
    """The list of all figures: on one page, or where they are many in parts with a page of contents."""
    order = {code: number for number, code in enumerate(measures())}

    def key(figure: Figure) -> tuple[int, str, str, str]:
        return order.get(figure.measure, len(order)), figure.measure, sort_date(figure.date), figure.id

    ordered = sorted(views.lookup.record.figures, key=key)
    groups = [_Group.of(code, list(group), views) for code, group in groupby(ordered, key=lambda one: one.measure)]
    parted = len(ordered) > MOST_FIGURES
    if parted:
        for group in groups:
            group.write_parts(pages, views)
    rows = () if parted else [
        (group.label, group.anchor, [views.figure(figure) for figure in group.figures]) for group in groups
    ]
    total = views.words.count("figures", len(ordered))
    pages.write("figures.html", "figures.html", "figures", groups=groups, parted=parted, rows=rows, total=total)


@dataclass(slots=True)
class _Group:
    """The figures of one measure, and their pages where they are too many for one."""

    anchor: str
    label: str
    count: str
    figures: list[Figure]
    parts: list[dict[str, str]]

    @classmethod
    def of(cls, measure: str, figures: list[Figure], views: Views) -> _Group:
        count = views.words.count("figures", len(figures))
        return cls(f"measure-{slug(measure)}", views.words.measure(measure), count, figures, [])

    def write_parts(self, pages: Pages, views: Views) -> None:
        """Write the figures in parts, in the order of their days."""
        for number, start in enumerate(range(0, len(self.figures), MOST_FIGURES), 1):
            part = self.figures[start : start + MOST_FIGURES]
            address = f"measures/{self.anchor.removeprefix('measure-')}-{number}.html"
            days = f"{views.words.dates(part[0].date)} – {views.words.dates(part[-1].date)}"
            label = f"{self.label}: {days}"
            pages.write(
                "figures_part.html", address, "figures", label=label, figures=[views.figure(figure) for figure in part],
            )
            self.parts.append({"href": address, "label": days, "count": views.words.count("figures", len(part))})


def write_data(pages: Pages, words: Interface, tables: dict[str, int]) -> None:
    """Write data.html: every table with its columns."""
    shown = [
        {
            "name": name, "rows": words.number(number),
            "what": words(f"data.{name.removesuffix('.csv').replace('.', '_')}"),
            "columns": columns(name.removesuffix(".csv")) if name.endswith(".csv") else (),
        }
        for name, number in tables.items()
    ]
    pages.write("data.html", "data.html", "data", tables=shown)
