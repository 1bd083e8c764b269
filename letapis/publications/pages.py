"""Writing pages: one set of templates, read once, that escapes everything and stops at a name it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import letapis
from letapis.publications.folder import Folder
from letapis.publications.interface import Interface
from letapis.publications.lookup import Lookup
from letapis.publications.visible import plain

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_PAGES = (
    ("chronicle", "index.html"), ("figures", "figures.html"), ("places", "places.html"), ("sources", "sources.html"),
    ("pictures", "pictures.html"), ("search", "search.html"), ("method", "method.html"), ("data", "data.html"),
)
ASSETS = ("chronicle.css", "chronicle.js")


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the whole: its title, its pages, how much it holds."""

    title: str
    version: str
    pages: tuple[tuple[str, str], ...]
    sources: str
    events: str
    origins: str


def site(lookup: Lookup, words: Interface, title: str | None) -> Site:
    """The frame of all pages of one chronicle."""
    record = lookup.record
    return Site(
        plain(title or words("site.title")), letapis.__version__, _PAGES,
        words.count("sources", len(lookup.documents)), words.count("events", len(record.events)),
        words.count("origins", len(record.origins)),
    )


class Pages:
    """Renders templates into files of one folder."""

    def __init__(self, folder: Folder, words: Interface, frame: Site) -> None:
        self.folder = folder
        self.environment = environment()
        self.environment.globals.update(t=words, site=frame)
        self._templates: dict[str, Template] = {}

    def render(self, template: str, **values: Any) -> str:
        """The text of a template; it is compiled the first time only."""
        known = self._templates.get(template)
        if known is None:
            known = self._templates[template] = self.environment.get_template(template)
        return known.render(values)

    def write(self, template: str, address: str, section: str, **values: Any) -> None:
        """Write one page at `address`; `section` is the entry of the navigation that it belongs to."""
        root = "../" * address.count("/")
        self.folder.write(address, self.render(template, root=root, here=address, section=section, **values))

    def write_assets(self) -> None:
        """Put the style sheet and the script beside the pages."""
        for name in ASSETS:
            data = files("letapis.publications").joinpath(f"assets/{name}").read_bytes()
            self.folder.write_bytes(f"assets/{name}", data)


def environment() -> Environment:
    """Templates of this room: they escape by default and stop at a name that is not there."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("letapis.publications", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )
