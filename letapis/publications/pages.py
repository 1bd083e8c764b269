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
_MACROS = (("parts", "parts"), ("draw", "chart"))
_CUT = "\x00"
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
    contact: str


def site(lookup: Lookup, words: Interface, title: str | None, contact: str | None = None) -> Site:
    """The frame of all pages of one chronicle."""
    record = lookup.record
    return Site(
        plain(title or words("site.title")), letapis.__version__, _PAGES,
        words.count("sources", len(lookup.documents)), words.count("events", len(record.events)),
        words.count("origins", len(record.origins)), plain(contact),
    )


class Pages:
    """Renders templates into files of one folder.

    A page template has three blocks: title, kind (a class for the style sheet) and content. The frame around them is
    rendered once for each entry of the navigation, the parts that pages share once for each depth of folders: a
    chronicle has tens of thousands of pages.
    """

    def __init__(self, folder: Folder, words: Interface, frame: Site) -> None:
        self.folder = folder
        self.environment = environment()
        self.environment.globals.update(t=words, site=frame)
        self._templates: dict[str, Template] = {}
        self._shared: dict[str, dict[str, Any]] = {}
        self._frames: dict[tuple[str, str, bool], list[str]] = {}

    def write(self, template: str, address: str, section: str, **values: object) -> None:
        """Write one page at `address`; `section` is the entry of the navigation that it belongs to."""
        root = "../" * address.count("/")
        known = self._template(template)
        context = known.new_context(self._parts(root) | values | {"root": root})
        title, kind, content = ("".join(known.blocks[name](context)) for name in ("title", "kind", "content"))
        pieces = self._frame(root, section, address)
        self.folder.write(address, pieces[0] + title + pieces[1] + kind.strip() + pieces[2] + content + pieces[3])

    def render(self, template: str, **values: object) -> str:
        """The text of a template that is no page."""
        return self._template(template).render(self._parts("") | values)

    def _template(self, name: str) -> Template:
        known = self._templates.get(name)
        if known is None:
            known = self._templates[name] = self.environment.get_template(name)
        return known

    def _parts(self, root: str) -> dict[str, Any]:
        """The macros that pages share, with their links made for this depth of folders."""
        known = self._shared.get(root)
        if known is None:
            made = {name: self._template(f"{file}.html").make_module({"root": root}) for name, file in _MACROS}
            known = self._shared[root] = made
        return known

    def _frame(self, root: str, section: str, address: str) -> list[str]:
        """The layout cut at the places of title, kind and content."""
        itself = (section, address) in _PAGES
        known = self._frames.get((root, section, itself))
        if known is None:
            slots = dict.fromkeys(("title", "kind", "content"), _CUT)
            text = self._template("layout.html").render(root=root, section=section, here=address, **slots)
            known = self._frames[root, section, itself] = text.split(_CUT)
        return known

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
