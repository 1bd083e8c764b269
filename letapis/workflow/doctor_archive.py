"""Checks of the archive: sealed, its rights, room, clock, backups, anchors, and whether something keeps its key."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from letapis.archive.archive import Archive
from letapis.workflow.clock import synchronised
from letapis.workflow.doctor import Finding
from letapis.workflow.doctor_system import nearest

ENOUGH = 2.0  # gigabytes: a day of pictures and pages
OFTEN = 7  # days between two backups


def sealed(folder: Path, archive: Archive | None) -> Finding:
    """Whether the archive can be read without its passphrase."""
    from letapis.workflow.unlocking import is_sealed

    if not (folder / "archive.toml").is_file():
        return Finding("sealed", "unknown", {"folder": str(folder)})
    return Finding("sealed", "well" if archive is None or is_sealed(folder) else "danger")


def rights(folder: Path, _archive: Archive | None) -> Finding:
    """Who else of this machine may look in or write."""
    values = {"folder": str(folder), "mode": ""}
    if sys.platform == "win32" or not folder.exists():
        return Finding("rights", "unknown", values)
    mode = folder.stat().st_mode & 0o777
    values["mode"] = f"{mode:03o}"
    if mode & 0o022:
        return Finding("rights", "danger", values)
    return Finding("rights", "attention" if mode & 0o055 else "well", values)


def room(folder: Path, _archive: Archive | None) -> Finding:
    """How much is free where the archive lies."""
    try:
        free = shutil.disk_usage(nearest(folder)).free / 1e9
    except OSError:
        return Finding("room", "unknown")
    return Finding("room", "well" if free >= ENOUGH else "danger", {"free": f"{free:.1f}"})


def clock(_folder: Path, archive: Archive | None) -> Finding:
    """Whether the clock is set, and not before what the log has seen already."""
    last = _last(archive)
    if last and datetime.now(UTC) < last:
        return Finding("clock", "danger", {"last": last.isoformat()})
    synced = synchronised()
    if synced is None:
        return Finding("clock", "unknown")
    return Finding("clock", "well" if synced else "attention")


def agent(folder: Path, _archive: Archive | None) -> Finding:
    """Whether a process keeps the key of the archive."""
    from letapis.workflow.unlocking import kept_unlocked

    return Finding("agent", "attention" if kept_unlocked(folder) else "well")


def backup(folder: Path, _archive: Archive | None) -> Finding:
    """When the last backup was written, as the archive remembers it; it can be told of a locked one too."""
    from letapis.backup.memory import Memory

    if not (folder / "archive.toml").is_file():
        return Finding("backup", "unknown")
    last = Memory(folder).last()
    if last is None:
        return Finding("backup", "danger")
    passed = (datetime.now(UTC) - last).days
    values = {"day": last.date().isoformat(), "days": str(passed)}
    return Finding("backup", "attention" if passed > OFTEN else "well", values)


def anchors(_folder: Path, archive: Archive | None) -> Finding:
    """Whether somebody outside knows a state of the log."""
    if archive is None:
        return Finding("anchors", "unknown")
    from letapis.workflow.anchor_records import PENDING, PROVEN, QUEUED
    from letapis.workflow.anchor_records import anchors as kept

    states = [one.state for one in kept(archive)]
    left = sum(state in (QUEUED, PENDING) for state in states)
    if left:
        return Finding("anchors", "attention", {"waiting": str(left)})
    return Finding("anchors", "well" if PROVEN in states else "danger")


def _last(archive: Archive | None) -> datetime | None:
    """The time of the last line of the custody log."""
    if archive is None:
        return None
    times = [str(entry.get("at", "")) for entry in archive.custody.entries()]
    return datetime.fromisoformat(times[-1]) if times and times[-1] else None
