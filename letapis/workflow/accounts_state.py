"""Where accounts and requests for a second person are kept: two chained logs of the archive, told to the custody log.

The log of accounts is read anew for each question, and a broken one is not believed: then nobody may anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from letapis.access.accounts import Account, Accounts, accounts, problem
from letapis.access.approvals import Request, requests
from letapis.archive.archive import Archive
from letapis.archive.chain import Chain
from letapis.archive.errors import ArchiveError

ACCOUNTS = "accounts.jsonl"
APPROVALS = "approvals.jsonl"
TOLD = ("change", "account", "request")  # the custody log is not told what is sealed, nor why, nor of whom

Act = Mapping[str, Any]


class RefusedError(ArchiveError):
    """Somebody asked for what they may not do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The accounts and the requests as they stand now."""

    accounts: Accounts
    requests: dict[str, Request]
    now: datetime

    def account(self, handle: str) -> Account | None:
        """One account; None where there is none."""
        return self.accounts.get(handle)


def standing(archive: Archive) -> Standing:
    """Both logs, folded. Raises ArchiveError where one was changed or cut off."""
    found = accounts(_believed(archive, ACCOUNTS))
    return Standing(found, requests(_believed(archive, APPROVALS)), archive.clock().astimezone(UTC))


def log_of(archive: Archive, name: str) -> Chain:
    """One of the two logs."""
    return Chain(archive.files, name)


def change(archive: Archive, acts: Sequence[Act], by: str) -> Accounts:
    """Append acts on accounts, all or none. Raises ArchiveError where one of them cannot be."""
    with archive.locked():
        stamped = _stamped(archive, acts, by)
        before = list(_believed(archive, ACCOUNTS))
        for place, act in enumerate(stamped):
            wrong = problem(accounts([*before, *stamped[:place]]), act)
            if wrong:
                raise ArchiveError(str(act.get("account") or archive.root), wrong, "Nothing was changed")
        _append(archive, ACCOUNTS, stamped, by)
        return accounts([*before, *stamped])


def decide(archive: Archive, decision: Callable[[Standing], Act | None], by: str) -> Standing:
    """Append one act on a request, decided with nobody else writing: so of two at once only one is the first."""
    with archive.locked():
        now = standing(archive)
        act = decision(now)
        if act is None:
            return now
        _append(archive, APPROVALS, _stamped(archive, [act], by), by)
        return standing(archive)


def signed_in(archive: Archive, handle: str) -> None:
    """Note that somebody signed in, to the hour: enough to see a stranger, too little to see who sleeps when."""
    with archive.locked():
        hour = archive.now()[: len("2020-10-11T12")] + ":00:00Z"
        chain = log_of(archive, ACCOUNTS)
        chain.mend()
        (stamped,) = _stamped(archive, [{"change": "signed-in", "account": handle}], handle)
        chain.append([{**stamped, "at": hour}])


def _append(archive: Archive, name: str, stamped: Sequence[dict[str, Any]], by: str) -> None:
    """Add lines to a log and to the custody log that they were added: so none can be changed or cut off unseen."""
    chain = log_of(archive, name)
    chain.mend()
    chain.append(stamped)
    lines, head = chain.head()
    told = [{key: entry[key] for key in TOLD if key in entry} for entry in stamped]
    act = "account-changed" if name == ACCOUNTS else "approval-changed"
    archive.log([{"act": act, **one, "file": name, "lines": lines, "head": head} for one in told], by)


def _stamped(archive: Archive, acts: Sequence[Act], by: str) -> list[dict[str, Any]]:
    stamp = {"at": archive.now(), "clock": "system", "who": by}
    return [{**act, **stamp, "nonce": secrets.token_hex(16)} for act in acts]


def _believed(archive: Archive, name: str) -> list[dict[str, Any]]:
    """The entries of a log that holds from the first line to the last."""
    chain = log_of(archive, name)
    broken = next(chain.breaks(), None)
    if broken is not None:
        way_out = "Nobody may anything until it is put back from a backup; see `letapis verify`"
        raise RefusedError(name, broken.problem, way_out, f"line {broken.line}")
    return list(chain.entries())
