"""The chronicle: a folder of static pages in which every figure opens to its readings, and these to their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from letapis.publications import (
    event_pages,
    figure_pages,
    method_page,
    overview_pages,
    picture_pages,
    place_pages,
    search_pages,
    source_pages,
)
from letapis.publications.folder import Folder
from letapis.publications.interface import Interface
from letapis.publications.lookup import look_up
from letapis.publications.method_page import Method
from letapis.publications.pages import Pages, site
from letapis.publications.tables import write_tables
from letapis.publications.views import Views
from letapis.registry.record import Record
from letapis.registry.rules import publish
from letapis.sources.document import Document


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: where a reader begins, how many files, and the tables with their rows."""

    index: Path
    files: int
    tables: dict[str, int]


def write_chronicle(  # noqa: PLR0913  (what a publication may be told)
    record: Record,
    documents: Mapping[str, Document] | Iterable[Document],
    folder: Path | str,
    language: str = "en",
    *,
    rule: str | None = None,
    title: str | None = None,
    contact: str | None = None,
    table: str = "schema",
    set_aside: Sequence[tuple[str, str]] = (),
    quality: Sequence[tuple[str, str]] = (),
) -> Written:
    """Write the chronicle of a record into `folder`; the same input gives the same bytes.

    `rule` chooses the value of every figure anew (named_list, range, lowest, highest); None keeps the record's.
    `contact` says where errors and replies go; it stands on every page. `table` names the table of vague words that
    the coder used, `set_aside` the sources that could not be read with their reasons, `quality` measures of the coder
    as (label, value). An earlier chronicle in the folder is replaced; files that are not of one are left alone. Raises
    FolderError where such a file stands in the way, ValueError for an unknown language or rule.
    """
    words = Interface(language)
    lookup = look_up(_by_rule(record, rule), documents)
    views = Views(lookup, words)
    method = Method(rule, table, tuple(set_aside), tuple(quality))
    with Folder(Path(folder)) as target:
        frame = site(lookup, words, title, contact)
        pages = Pages(target, words, frame)
        pages.write_assets()
        overview_pages.write(pages, views)
        event_pages.write(pages, views)
        figure_pages.write(pages, views)
        place_pages.write(pages, views)
        source_pages.write(pages, views)
        picture_pages.write(pages, views)
        search_pages.write(pages, views)
        method_page.write(pages, views, method)
        tables = write_tables(target, views, frame.title)
        overview_pages.write_data(pages, words, tables)
        number = len(target)
    return Written(Path(folder) / "index.html", number, tables)


def _by_rule(record: Record, rule: str | None) -> Record:
    """The record with every figure's value chosen by `rule`."""
    if rule is None:
        return record
    figures = tuple(replace(figure, published=publish(figure.readings, rule)) for figure in record.figures)
    return replace(record, figures=figures)
