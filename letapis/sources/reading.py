"""The one door: bytes of a file to its documents. It chooses the reader and turns every fault into one clear line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module

from letapis.sources.encodings import UndecodableError
from letapis.sources.errors import SourceError
from letapis.sources.formats import BOM, kind_of
from letapis.sources.given import Given
from letapis.sources.limits import Limits, bytes_of
from letapis.sources.result import Original, Result

BLANK = b"\x00 \t\r\n"

__all__ = ["Given", "Result", "read"]

# Kind of file -> module, function, the limit that holds for it. A module is loaded when its kind comes in.
READERS = {
    "text": ("plain_text", "read_plain_text", "text_megabytes"),
    "html": ("web_page", "read_web_page", "text_megabytes"),
    "rtf": ("rich_text", "read_rich_text", "text_megabytes"),
    "mail": ("mail", "read_mail", "file_megabytes"),
    "mbox": ("mail", "read_mbox", "export_megabytes"),
    "jsonl": ("json_lines", "read_json_lines", "export_megabytes"),
    "json": ("telegram", "read_json", "export_megabytes"),
    "pdf": ("portable_document", "read_portable_document", "file_megabytes"),
    "warc": ("web_archive", "read_web_archive", "export_megabytes"),
    "zip": ("packed", "read_packed", "file_megabytes"),
}


def read(name: str, data: bytes, given: Given | None = None) -> Result:
    """The documents in the bytes of one file; `name` chooses nothing where the content tells its kind.

    Raises SourceError where nothing can be read; items that cannot be read stand in `Result.refused`.
    """
    given = given or Given()
    if not data[:4].removeprefix(BOM).strip(BLANK) and not data[4:].strip(BLANK):
        raise SourceError(name, "", "is empty", "Bring the file again from where it came.")
    kind = kind_of(name, data)
    if kind.startswith("unread: "):
        raise SourceError(
            name,
            "",
            f"is {kind.removeprefix('unread: ')}, which holds no text we read",
            "Bring its text as a file of its own.",
        )
    module, function, limit = READERS[kind]
    within(name, len(data), limit, given.limits)
    reader: Callable[[Original], Result] = getattr(import_module(f"letapis.sources.{module}"), function)
    original = Original(name, data, hashlib.sha256(data).hexdigest(), given)
    try:
        result = reader(original)
    except UndecodableError as error:
        raise SourceError(name, error.place, error.problem, error.way_out) from error
    if not result.documents:
        raise _nothing(name, result)
    return result


def within(name: str, size: int, limit: str, limits: Limits) -> None:
    """Refuse a file that is larger than a limit lets it be. Raises SourceError."""
    ceiling = getattr(limits, limit)
    if size > bytes_of(ceiling):
        raise SourceError(
            name,
            "",
            f"has {size / 1e6:.0f} MB, the limit {limit} is {ceiling:g}",
            f"Split it, or write {limit} = {size // 1_000_000 + 1} under [limits] in {name}.meta.toml.",
        )


def _nothing(name: str, result: Result) -> SourceError:
    """The error for a file of which not one document could be read."""
    if len(result.refused) == 1:
        first = result.refused[0]
        return SourceError(name, first.place, first.problem, first.way_out)
    if result.refused:
        first = result.refused[0]
        return SourceError(
            name, first.place, f"{first.problem} (and {len(result.refused) - 1} more like it)", first.way_out
        )
    return SourceError(name, "", "holds no report", "Bring a file with at least one text.")
