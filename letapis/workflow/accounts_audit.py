"""What was done with accounts and confirmations, by time, and who looked at more than the work explains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from letapis.access.accounts import actor
from letapis.access.alarm import View, alarms
from letapis.access.rules import may
from letapis.workflow.accounts import unruled
from letapis.workflow.accounts_changing import demand
from letapis.workflow.accounts_state import Act, Books, cut_off, standing

SHOWN = ("at", "who", "change", "account", "role", "compartment", "kind", "request", "action", "target", "reason")


@dataclass(frozen=True, slots=True)
class Audit:
    """The lines of both logs, alarms, and what does not hold; empty where all is well."""

    lines: list[dict[str, str]]
    alarms: list[dict[str, Any]]
    problem: str


def audited(books: Books, by: str) -> Audit:
    """The audit for one who may read it. An administrator sees accounts only. Raises RefusedError."""
    demand(books, by, "read-audit")
    now = standing(books)  # refuses logs that do not hold
    whole = unruled(now, by, "read-log") or may(actor(now.accounts, by), "read-log")
    entries = [*books.accounts.entries(), *books.sign_ins.entries()]
    entries += books.approvals.entries() if books.approvals and whole.allowed else []
    lines = sorted((_shown(entry) for entry in entries), key=lambda line: line["at"])
    return Audit(lines, _alarms(books) if whole.allowed else [], cut_off(books))


def _shown(entry: Act) -> dict[str, str]:
    return {key: str(entry[key]) for key in SHOWN if entry.get(key)}


def _alarms(books: Books) -> list[dict[str, Any]]:
    if books.archive is None:
        return []
    views = (
        View(str(entry["who"]), str(entry["act"]), datetime.fromisoformat(str(entry["at"])))
        for entry in books.archive.custody.entries()
        if entry.get("act") == "accessed-identity"
    )
    return [{"who": one.who, "at": one.at.isoformat(), "count": one.count} for one in alarms(views)]
