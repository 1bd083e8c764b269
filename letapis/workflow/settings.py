"""The settings of an archive: shown, replaced by those of a file, and joined by tables of places.

Those of a plain archive stand in `archive.toml`, where they can be written by hand as well; those of a sealed one are
sealed, and so are its tables.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from letapis.archive.archive import SETTINGS, Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.head import PLAIN, head
from letapis.archive.plain_files import replacing
from letapis.workflow.bundle import tables_of
from letapis.workflow.places import SETTING, Fault, gazetteer_from, table_names

TABLES = (".csv", ".tsv")
HEAD = frozenset({"format", "version"})  # of `archive.toml`: what it says of the archive itself


def settings_of_archive(archive: Archive) -> str:
    """The tables of the settings, as they were written."""
    return tables_of(archive.settings_text())


def values_of(text: str, file: str) -> dict[str, dict[str, Any]]:
    """The tables of a text. Raises ArchiveError where it is no TOML, or holds more than tables."""
    try:
        found = tomllib.loads(text)
    except ValueError as error:
        raise ArchiveError(file, f"is no TOML ({error})", "Correct it, and set it again") from error
    for name, value in found.items():
        if name not in HEAD and not isinstance(value, dict):
            raise ArchiveError(file, f"{name!r} stands in no table", "Settings stand in tables: [people], [gazetteer]")
    return {name: value for name, value in found.items() if name not in HEAD}


def set_settings(archive: Archive, file: Path) -> dict[str, dict[str, Any]]:
    """Put the settings of a file in place of those that are there. Raises ArchiveError, OSError."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveError(str(file), f"is no text ({error.reason})", "Save it as UTF-8") from error
    values = values_of(text, str(file))
    _write(archive, tables_of(text))
    return values


def add_table(archive: Archive, file: Path) -> tuple[int, list[Fault]]:
    """Put a table of places into the archive and among its settings.

    Gives how many of its rows are places, and the faults of the others. Raises TableError, ArchiveError, OSError.
    """
    if file.suffix.lower() not in TABLES:
        raise ArchiveError(str(file), "is no table by its name", f"Give it one that ends in {' or '.join(TABLES)}")
    data = file.read_bytes()
    index, faults = gazetteer_from(data, str(file))
    names = table_names(archive)
    with archive.locked():
        archive.files.write(file.name, data)
        if file.name not in names:
            text = _with_tables(settings_of_archive(archive), (*names, file.name))
            if values_of(text, archive.settings_place)[SETTING]["tables"] != [*names, file.name]:
                problem = f"[{SETTING}] is written in a way that cannot be added to"
                raise ArchiveError(archive.settings_place, problem, "Add the table there by hand")
            _write(archive, text, locked=True)
    return len(index.places), faults


def _with_tables(text: str, names: tuple[str, ...]) -> str:
    """The settings with these tables of places; the other lines stay as they were written."""
    line = f"tables = {json.dumps(names, ensure_ascii=False)}"
    lines, inside, done = [], False, False
    for each in text.splitlines():
        if each.lstrip().startswith("["):
            inside = each.partition("#")[0].strip() == f"[{SETTING}]"
        if inside and each.partition("=")[0].strip() == "tables":
            lines.append(line)
            done = True
        else:
            lines.append(each)
    if not done:
        lines += ["", f"[{SETTING}]", line]
    return "\n".join(lines).lstrip("\n") + "\n"


def _write(archive: Archive, text: str, *, locked: bool = False) -> None:
    if not locked:
        with archive.locked():
            _write(archive, text, locked=True)
    elif archive.files.sealed:
        archive.files.write(SETTINGS, text.encode())
    else:
        with replacing(archive.root / "archive.toml") as out:
            out.write((head(PLAIN) + "\n" + text).encode())
