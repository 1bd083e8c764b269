"""Where accounts and requests for a second person are kept: two chained logs, told to the custody log.

The log of accounts has a zone of its own, so that an administrator opens it and nothing else; members of the team find
its key in a file of the team's. Both logs are read anew for each question, and a broken one is not believed: then
nobody may anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letapis.access.accounts import Accounts, accounts, problem
from letapis.access.approvals import Request, requests
from letapis.archive.archive import Archive
from letapis.archive.chain import Chain
from letapis.archive.errors import ArchiveError
from letapis.archive.files import Files
from letapis.archive.further_logs import FurtherLog, against
from letapis.archive.lock import writing

if TYPE_CHECKING:  # ciphers are loaded where there is a key
    from letapis.archive.zone_key import ZoneKey

ZONE = "accounts"
FOLDER = "accounts"
KEY = "accounts.key"  # the key of the zone, in a file of the team's; it also tells that there are books
FACTORS = "factors.key"  # what secrets of second factors are sealed with, in a file of the team's
ACCOUNTS = "accounts.jsonl"
APPROVALS = "approvals.jsonl"
SIGN_INS = "sign-ins.jsonl"  # apart, so that the log that is read for each question stays short
TOLD = ("change", "account", "request")  # the custody log is not told what is sealed, nor why, nor of whom

Act = Mapping[str, Any]


class RefusedError(ArchiveError):
    """Somebody asked for what they may not do."""


@dataclass(frozen=True, slots=True)
class Books:
    """The logs of an archive. An administrator has no `archive`: requests and custody stay shut."""

    root: Path
    files: Files
    key: ZoneKey | None
    archive: Archive | None
    clock: Callable[[], datetime]

    @property
    def accounts(self) -> Chain:
        """The log of accounts."""
        return Chain(self.files, ACCOUNTS)

    @property
    def sign_ins(self) -> Chain:
        """The log of sign-ins, to the hour."""
        return Chain(self.files, SIGN_INS)

    @property
    def approvals(self) -> Chain | None:
        """The log of requests, for members of the team."""
        return Chain(self.archive.files, APPROVALS) if self.archive else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The accounts and the requests as they stand now."""

    accounts: Accounts
    requests: dict[str, Request]
    now: datetime


def books_of(archive: Archive) -> Books:
    """The books as a member of the team opens them."""
    key = None
    if archive.files.sealed and archive.files.has(KEY):
        from letapis.archive.zone_key import ZoneKey

        key = ZoneKey(ZONE, archive.files.read(KEY))
    return Books(archive.root, _files(archive.root, key), key, archive, archive.clock)


def begin_books(archive: Archive, key: ZoneKey | None) -> Books:
    """Begin the books; `key` is that of their zone, None in a plain archive."""
    with archive.locked():
        (archive.root / FOLDER).mkdir(exist_ok=True)
        if not archive.files.has(KEY):
            archive.files.write(FACTORS, secrets.token_bytes(32))
            archive.files.write(KEY, key.key if key else b"")
        if key is not None:
            _files(archive.root, key).begun()
    return books_of(archive)


def books_of_zone(root: Path, key: ZoneKey) -> Books:
    """The books as an administrator opens them, who holds the key of their zone and no other."""
    return Books(root, _files(root, key), key, None, lambda: datetime.now(UTC))


def has_books(books: Books) -> bool:
    """Whether an account was ever made. Raises RefusedError where the books were taken away."""
    there = (books.root / FOLDER).is_dir()
    if books.archive and not there and books.archive.files.has(KEY):
        raise RefusedError(str(books.root / FOLDER), "the log of accounts is missing", "Put it back from a backup")
    return there


def standing(books: Books) -> Standing:
    """Both logs, folded. Raises ArchiveError where one was changed."""
    if not has_books(books):
        return Standing({}, {}, books.clock().astimezone(UTC))
    asked = _believed(books.approvals) if books.approvals else []
    return Standing(accounts(_believed(books.accounts)), requests(asked), books.clock().astimezone(UTC))


def change(books: Books, acts: Sequence[Act], by: str) -> Accounts:
    """Append acts on accounts, all or none. Raises ArchiveError where one of them cannot be."""
    with _locked(books):
        stamped = _stamped(books, acts, by)
        after = _fitting(books, stamped)
        books.accounts.append(stamped)
        carry(books)
        return after


def would_hold(books: Books, acts: Sequence[Act], by: str) -> None:
    """Raise ArchiveError where one of the acts cannot be: before anything else is done for them."""
    _fitting(books, _stamped(books, acts, by))


def _fitting(books: Books, stamped: Sequence[Act]) -> Accounts:
    before: list[Act] = list(_believed(books.accounts))
    for act in stamped:
        wrong = problem(accounts(before), act)
        if wrong:
            raise ArchiveError(str(act.get("account") or books.root), wrong, "Nothing was changed")
        before.append(act)
    return accounts(before)


def decide(books: Books, decision: Callable[[Standing], Act | None], by: str) -> Standing:
    """Append one act on a request, decided with nobody else writing: so of two at once only one is the first."""
    if books.archive is None or books.approvals is None:
        raise RefusedError(str(books.root), "an administrator opens no content", "Ask a member of the team")
    with _locked(books):
        act = decision(standing(books))
        if act is not None:
            books.approvals.append(_stamped(books, [act], by))
            lines, head = books.approvals.head()
            told = {key: act[key] for key in TOLD if key in act}
            entry = {"act": "approval-changed", **told, "file": APPROVALS, "lines": lines, "head": head}
            books.archive.log([entry], by)
        return standing(books)


def signed_in(books: Books, handle: str) -> None:
    """Note that somebody signed in, to the hour: enough to see a stranger, too little to see who sleeps when."""
    with _locked(books):
        (stamped,) = _stamped(books, [{"change": "signed-in", "account": handle}], handle)
        hour = stamped["at"][: len("2020-10-11T12")] + ":00:00Z"
        books.sign_ins.mend()
        books.sign_ins.append([{**stamped, "at": hour}])


def carry(books: Books) -> None:
    """Tell the custody log of changes that it does not know yet; an administrator's wait for a member of the team."""
    if books.archive is None:
        return
    known = max((int(entry["lines"]) for entry in books.archive.custody.entries() if _tells(entry)), default=0)
    for entry in books.accounts.entries():
        if entry["seq"] > known:
            told = {key: entry[key] for key in TOLD if key in entry}
            act = {"act": "account-changed", **told, "file": ACCOUNTS, "lines": entry["seq"], "head": entry["hash"]}
            books.archive.log([act], str(entry["who"]))


def cut_off(books: Books) -> str:
    """What the custody log knows of the logs and they do not say; empty where nothing was cut off."""
    if books.archive is None:
        return ""
    for name, chain in ((ACCOUNTS, books.accounts), (APPROVALS, Chain(books.archive.files, APPROVALS))):
        fault = next(against(FurtherLog(name, chain), books.archive.custody), None)
        if fault:
            return "{}, {}: {}".format(*fault)
    return ""


@contextmanager
def _locked(books: Books) -> Iterator[None]:
    """Be the only writer; what a killed run left is put in order first."""
    with books.archive.locked() if books.archive else writing(books.root / "lock"):
        books.accounts.mend()
        if books.approvals:
            books.approvals.mend()
        yield


def _tells(entry: Act) -> bool:
    return entry.get("act") == "account-changed" and entry.get("file") == ACCOUNTS


def _stamped(books: Books, acts: Sequence[Act], by: str) -> list[dict[str, Any]]:
    at = books.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stamp = {"at": at, "clock": "system", "who": by}
    return [{**act, **stamp, "nonce": secrets.token_hex(16)} for act in acts]


def _believed(chain: Chain) -> list[dict[str, Any]]:
    """The entries of a log that holds from the first line to the last."""
    broken = next(chain.breaks(), None)
    if broken is not None:
        way_out = "Nobody may anything until it is put back from a backup; see `letapis verify`"
        raise RefusedError(chain.name, broken.problem, way_out, f"line {broken.line}")
    return list(chain.entries())


def _files(root: Path, key: ZoneKey | None) -> Files:
    if key is None:
        from letapis.archive.plain_files import PlainFiles

        return PlainFiles(root / FOLDER)
    from letapis.archive.sealed_files import SealedFiles

    return SealedFiles(root / FOLDER, key)
