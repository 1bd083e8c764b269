"""Pictures of the chronicle, drawn by templates of our own; under each stands the same as a table."""

from __future__ import annotations

from letapis.publications.pages import Pages
from letapis.publications.views import Views


def write(pages: Pages, views: Views) -> None:
    """Write pictures.html and its pictures."""
    pages.write("pictures.html", "pictures.html", "pictures", pictures=[], none=views.words("pictures.none"))
