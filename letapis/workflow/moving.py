"""A whole archive into a folder and back: originals, logs, what is derived, and the rows of its store.

What comes in is looked through before anything is written, and takes its name when all of it is there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from letapis.archive.archive import SETTINGS as SEALED_SETTINGS
from letapis.archive.archive import Archive, files_of
from letapis.archive.files import ORIGINALS, Files
from letapis.archive.head import SEALED, write_head
from letapis.archive.originals import name_of
from letapis.archive.proofs.ledger import PROOFS
from letapis.archive.taking_place import beside, refuse_taken
from letapis.publications.folder import Folder
from letapis.workflow.bundle import (
    FORMAT,
    PACKAGE,
    ROWS,
    SETTINGS,
    VERSION,
    Bundle,
    blocks_of,
    look_through,
    tables_of,
    with_store,
    without_store,
)
from letapis.workflow.keeping import opened
from letapis.workflow.places import table_bytes, table_names
from letapis.workflow.progress import Progress, silent

if TYPE_CHECKING:
    from letapis.archive.zone_key import ZoneKey
    from letapis.store.moving_tables import Table
    from letapis.store.opening import Store

LOGS = ("custody.jsonl", "judgements.jsonl", "persons.jsonl", *PROOFS)
MOVED = "moved"  # name in the state of a store: the bundle that its rows came from, until the import is at its end
README = """This folder holds a whole Letapis archive. `letapis import --all FOLDER ARCHIVE` makes it an archive again.

originals/         the sealed reports, each named by the SHA-256 of its bytes
custody.jsonl      the custody log: one act a line, each line with the hash of the one before
judgements.jsonl   what people decided, in the same form (only where something was decided)
persons.jsonl      the same for who is one person with whom
proofs/            the signed checkpoints of the custody log, and what others signed of them
archive.toml       format and version; with the logs this folder is an archive that `letapis verify` checks
derived/           what was read from the originals and coded, so that nothing has to be done twice
store/*.jsonl      the rows of the store, one table a file: claims, events, figures, entries of the register and others
datapackage.json   what every column of these tables means, and which points to which
SHA256SUMS         the hash of every file here: `sha256sum -c SHA256SUMS`
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """How much went out or came in."""

    originals: int
    rows: int
    files: int


def export_all(archive: Archive, folder: Path, progress: Progress = silent) -> Moved:
    """Write everything, brought up to date first. The same archive gives the same bytes wherever its store stands.

    Raises FolderError where the folder cannot be used, StoreError, ArchiveError.
    """
    from letapis.store.entries import StoredEntries
    from letapis.store.moving_out import lines_of
    from letapis.workflow.register import custody_of_archive

    sealed = archive.sealed()
    with custody_of_archive(archive, progress) as custody, Folder(folder) as target:
        assert isinstance(custody.held, StoredEntries)
        store = custody.held.store
        _write_files(archive, list(sealed), target, progress)
        counts = {}
        for table, lines in lines_of(store, frozenset({MOVED})):
            counts[table] = _write_rows(target, f"{ROWS}/{table.name}.jsonl", lines)
            progress("rows", len(counts), len(counts) + 1)
        target.write_bytes(PACKAGE, _package(target, list(counts)))
        target.write("README.txt", README)
        return Moved(len(sealed), sum(counts.values()), len(target))


def plain(_folder: Path) -> ZoneKey | None:
    """What begins a plain archive: no key."""
    return None


def import_all(
    folder: Path,
    root: Path,
    url: str = "",
    progress: Progress = silent,
    begin: Callable[[Path], ZoneKey | None] = plain,
) -> Moved:
    """Make the archive of a bundle in a folder that is new or empty, its rows in the database of `url` if it is given.

    `begin` makes what holds the keys in the folder that it is given, and gives the key under which the archive is
    sealed. An import that was cut off is made anew by the same call. Raises ArchiveError that names the file,
    StoreError.
    """
    refuse_taken(root)
    bundle = look_through(folder, progress)
    with beside(root) as side:
        key = begin(side)
        originals = _copy(bundle, side, key, url, progress)
        archive = Archive.open_(side, key)
        store = opened(archive)
        rows = _fill(store, bundle)
        store.close()
    _close(Archive.open_(root, key))
    return Moved(originals, rows, len(bundle.hashes))


# ---- out


def _write_files(archive: Archive, sealed: list[str], target: Folder, progress: Progress) -> None:
    for number, sha256 in enumerate(sealed, start=1):
        _copy_into(target, name_of(sha256), archive.originals.blocks(sha256))
        progress("export", number, len(sealed))
    for name in LOGS:
        if archive.files.log(name).size():
            _copy_into(target, name, archive.files.log(name).blocks())
    for name in _tables(archive):
        _copy_into(target, name, [table_bytes(archive, name)])
    target.write(SETTINGS, without_store(archive.plain_settings()))
    for name in archive.files.names("derived"):
        _copy_into(target, name, archive.files.blocks(name))


def _tables(archive: Archive) -> Iterator[str]:
    """Tables of places that stand in the folder of the archive, as its settings name them."""
    root = archive.root.resolve()
    for name in table_names(archive):
        path = (root / name).resolve()
        if path.parent == root and path.name not in LOGS and (archive.files.sealed or path.is_file()):
            yield path.name


def _copy_into(target: Folder, name: str, blocks: Iterable[bytes]) -> None:
    with target.path(name).open("wb") as file:
        file.writelines(blocks)
    target.written(name)


def _write_rows(target: Folder, name: str, lines: Iterator[bytes]) -> int:
    count = 0
    with target.path(name).open("wb") as file:
        for line in lines:
            file.write(line)
            count += 1
    target.written(name)
    return count


def _package(target: Folder, tables: list[Table]) -> bytes:
    """The Frictionless data package: every table of the store with its hash, its columns and what they point to."""
    from letapis.store.moving_tables import schema

    package = {
        "name": "letapis-archive", "profile": "data-package", "format": FORMAT, "version": VERSION, "schema": schema(),
        "title": "A whole Letapis archive",
        "resources": [_resource(target, table) for table in tables],
    }  # fmt: skip
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def _resource(target: Folder, table: Table) -> dict[str, object]:
    from letapis.store.moving_tables import meanings

    told = meanings(table.name)
    fields = [{"name": "number", "type": "integer", "description": "Number of the line"}] if table.numbered else []
    fields += [
        {"name": one.name, "type": {"text": "string"}.get(one.kind, one.kind), "description": told.get(one.name, "")}
        for one in table.columns
    ]
    schema: dict[str, object] = {"fields": fields}
    if table.numbered:
        schema["primaryKey"] = "number"
    schema["foreignKeys"] = [
        {"fields": one.name, "reference": {"resource": one.refers, "fields": "number"}}
        for one in table.columns if one.refers
    ]  # fmt: skip
    path = f"{ROWS}/{table.name}.jsonl"
    return {
        "name": table.name, "path": path, "format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8",
        "bytes": target.size_of(path), "hash": f"sha256:{target.hash_of(path)}", "schema": schema,
    }  # fmt: skip


# ---- in


def _copy(bundle: Bundle, side: Path, key: ZoneKey | None, url: str, progress: Progress) -> int:
    """The files of the archive; gives the number of originals."""
    files = files_of(side, key)
    names = list(bundle.files())
    originals = [name for name in names if name.startswith(ORIGINALS)]
    for number, name in enumerate(names, start=1):
        blocks = blocks_of(bundle.folder / name)
        if name.startswith(ORIGINALS):
            copy = files.copying()
            for block in blocks:
                copy.write(memoryview(block))
            copy.keep(name)
        elif name == SETTINGS:
            _write_settings(files, with_store(b"".join(blocks).decode(), url))
        elif name in LOGS:
            files.log(name).append(b"".join(blocks))
        else:
            files.write(name, blocks)
        progress("import", number, len(names))
    files.place(originals)
    if hasattr(os, "sync"):
        os.sync()
    return len(originals)


def _write_settings(files: Files, text: str) -> None:
    """The settings of a plain archive stand in `archive.toml`; those of a sealed one are sealed."""
    if files.sealed:
        files.write(SEALED_SETTINGS, tables_of(text).encode())
        write_head(files.root, SEALED)
    else:
        (files.root / SETTINGS).write_text(text, encoding="utf-8", newline="\n")


def _fill(store: Store, bundle: Bundle) -> int:
    """The rows of a bundle, unless a run that was cut off just before its end has brought them in already."""
    from letapis.store.models import State
    from letapis.store.moving_in import load_lines
    from letapis.store.moving_tables import schema
    from letapis.store.opening import StoreError

    package = json.loads((bundle.folder / PACKAGE).read_bytes())
    if package.get("schema") != schema():
        return 0  # of other tables: the first command makes all rows again from the archive
    found = store.rows(State).filter(name=MOVED).first()
    if found is not None and found.value == bundle.digest:
        return 0
    if store.rows(State).exists():
        raise StoreError(f"{store.where}: holds this archive already; name another database, or use that archive")
    with store.writing():
        rows = load_lines(store, bundle.rows())
        store.base.load("letapis_state", ("archive_id", "name", "value"), [(store.archive, MOVED, bundle.digest)])
    return rows


def _close(archive: Archive) -> None:
    """The import is at its end: what it noted of itself goes."""
    from letapis.store.models import State

    store = opened(archive)
    store.rows(State).filter(name=MOVED).delete()
    store.close()
