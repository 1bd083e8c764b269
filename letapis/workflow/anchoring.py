"""Have others confirm a checkpoint: time-stamp authorities, calendars of OpenTimestamps, witnesses. Several at once.

What cannot be sent now waits in the archive for the next call. Only hashes and signed roots leave the machine, and
nothing counts as proven before it was verified here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from letapis.archive.anchors import calendars, rfc3161
from letapis.archive.anchors.blocks import Header
from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.checkpoint import check_cosignatures
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.note import Note, VerifierKey, parse_note, parse_signatures
from letapis.workflow.anchor_records import (
    AUTHORITY,
    CALENDAR,
    CLAIMED,
    PENDING,
    PROVEN,
    QUEUED,
    WITNESS,
    Anchor,
    Service,
    anchors,
    failed,
    keep,
    keep_services,
    new_anchor,
    services,
)
from letapis.workflow.proving import add_cosignature, request_for, sign

Send = Callable[[str, bytes, Mapping[str, str]], bytes]  # url, body (GET where it is empty), headers -> answer
QUERY = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
CALENDAR_HEADERS = {"Accept": "application/vnd.opentimestamps.v1"}
TEXT = {"Content-Type": "text/plain"}


@dataclass(frozen=True, slots=True)
class Anchored:
    """How all anchors stand after a call."""

    anchors: tuple[Anchor, ...]
    asked: int  # how many requests were made in this call


def use(archive: Archive, service: Service) -> None:
    """Ask this service from now on. Raises ArchiveError where what it needs is missing."""
    try:
        if service.kind == AUTHORITY:
            rfc3161.certificates(service.trusted.encode())
        if service.kind == WITNESS:
            VerifierKey.parse(service.trusted)
    except ProofError as error:
        raise ArchiveError(service.url, str(error), "Name its certificates, or its key") from error
    with archive.locked():
        others = [one for one in services(archive) if (one.kind, one.url) != (service.kind, service.url)]
        keep_services(archive, [*others, service])


def queue(archive: Archive) -> int:
    """Put the newest checkpoint that went out, or a new one, before every service that has not had it. How many."""
    out = [one for one in archive.ledger.all() if one.scheduled]
    kept = out[-1] if out else sign(archive)
    size = kept.checkpoint.size
    had = {(one.kind, one.url) for one in anchors(archive) if one.size == size}
    wanted = [one for one in services(archive) if (one.kind, one.url) not in had]
    with archive.locked():
        for one in wanted:
            keep(archive, new_anchor(one, size, kept.note))
    return len(wanted)


def send_waiting(archive: Archive, send: Send) -> Anchored:
    """Ask for all that waits, and once more for what was promised. Whoever does not answer is asked the next time."""
    trusted = {(one.kind, one.url): one.trusted for one in services(archive)}
    asked = 0
    for one in list(anchors(archive)):
        if one.state not in {QUEUED, PENDING}:
            continue
        asked += 1
        _keep_changed(archive, one, _asked(archive, one, trusted.get((one.kind, one.url), ""), send))
    return Anchored(tuple(anchors(archive)), asked)


def compare_blocks(archive: Archive, headers: Sequence[Header]) -> Anchored:
    """Hold every claim on a block against the headers that the user has."""
    for one in list(anchors(archive)):
        if one.kind != CALENDAR or one.state not in {CLAIMED, PENDING}:
            continue
        try:
            block = calendars.check(one.answer, _digest(one), headers)
        except ProofError as error:
            _keep_changed(archive, one, failed(one, error))
        else:
            moment = block.time.strftime("%Y-%m-%dT%H:%M:%SZ")
            done = replace(one, state=PROVEN, moment=moment, by=f"Bitcoin block {block.number}", problem="")
            _keep_changed(archive, one, done)
    return Anchored(tuple(anchors(archive)), 0)


def check_all(archive: Archive) -> list[tuple[Anchor, str]]:
    """Verify again what counts as proven; each that does not hold any more, with why."""
    trusted = {(one.kind, one.url): one.trusted for one in services(archive)}
    found = []
    for one in anchors(archive):
        try:
            if one.kind == AUTHORITY and one.state == PROVEN:
                _verified_stamp(one, trusted.get((one.kind, one.url), ""))
            elif one.kind == CALENDAR and one.answer and calendars.state(one.answer).digest != _digest(one):
                raise ProofError("the proof is of other bytes")  # noqa: TRY301  one place for all kinds
        except ProofError as error:
            found.append((one, str(error)))
    return found


def files_of(archive: Archive) -> dict[str, bytes]:
    """What an outsider needs to check the anchors: checkpoints, requests, answers, certificates, by file name."""
    found: dict[str, bytes] = {}
    trusted = {(one.kind, one.url): one.trusted for one in services(archive)}
    for one in anchors(archive):
        if not one.answer or one.state == QUEUED:
            continue
        found[f"{one.name}.checkpoint"] = one.note.encode()
        if one.kind == AUTHORITY:
            found |= {f"{one.name}.tsq": one.asked, f"{one.name}.tsr": one.answer}
            found[f"{one.name}.pem"] = trusted.get((one.kind, one.url), "").encode()
        elif one.kind == CALENDAR:
            found[f"{one.name}.checkpoint.ots"] = one.answer
    return found


def _asked(archive: Archive, one: Anchor, trusted: str, send: Send) -> Anchor:
    """The anchor after one more request; with its problem where that brought nothing."""
    try:
        if one.kind == AUTHORITY:
            return _ask_authority(one, trusted, send)
        if one.kind == CALENDAR:
            return _ask_calendar(one, send)
        return _ask_witness(archive, one, trusted, send)
    except Exception as error:  # noqa: BLE001  the network has many ways to fail; the others are asked all the same
        return failed(one, error)


def _ask_authority(one: Anchor, trusted: str, send: Send) -> Anchor:
    asked = one.asked or rfc3161.request(one.note.encode())
    answer = send(one.url, asked, QUERY)
    return _verified_stamp(replace(one, asked=asked, answer=answer), trusted)


def _verified_stamp(one: Anchor, trusted: str) -> Anchor:
    roots = rfc3161.certificates(trusted.encode())
    found = rfc3161.verify(one.answer, one.note.encode(), roots, rfc3161.nonce_of(one.asked))
    moment, until = (time.strftime("%Y-%m-%dT%H:%M:%SZ") for time in (found.stamp.time, found.until))
    return replace(one, state=PROVEN, moment=moment, until=until, by=found.authority, problem="")


def _ask_calendar(one: Anchor, send: Send) -> Anchor:
    base = one.url.rstrip("/")
    if one.state == QUEUED:
        (proof,), tip = calendars.begin([_digest(one)])
        answer = send(f"{base}/digest", tip, CALENDAR_HEADERS)
        proof = calendars.add_answer(proof, tip, answer)
    else:
        proof = one.answer
        for waiting in calendars.state(proof).waiting:
            # The proof names the calendar; only the one that was chosen is asked.
            answer = send(f"{base}/timestamp/{waiting.commitment.hex()}", b"", CALENDAR_HEADERS)
            proof = calendars.add_answer(proof, waiting.commitment, answer)
    found = calendars.state(proof)
    if found.name == "nothing":
        raise ProofError("the calendar promised nothing")
    return replace(one, state=CLAIMED if found.claims else PENDING, answer=proof, problem="")


def _ask_witness(archive: Archive, one: Anchor, trusted: str, send: Send) -> Anchor:
    key = VerifierKey.parse(trusted)
    request = request_for(archive, key.name, note=one.note)
    answer = send(f"{one.url.rstrip('/')}/add-checkpoint", request.text().encode(), TEXT).decode()
    found = check_cosignatures(Note(parse_note(one.note).text, parse_signatures(answer)), key)
    if not found:
        raise ProofError(f"{key.name} did not sign")
    add_cosignature(archive, answer, key)
    return replace(one, state=PROVEN, answer=answer.encode(), moment=_moment(found[0].time), by=key.name, problem="")


def _keep_changed(archive: Archive, before: Anchor, after: Anchor) -> None:
    """Keep what came of it; the log notes what counts."""
    if after == before:
        return
    with archive.locked():
        keep(archive, after)
        if after.state == PROVEN and after.kind != WITNESS:  # of a witness it is noted with its signature
            told = {"kind": after.kind, "size": after.size, "moment": after.moment, "result": after.by}
            archive.log([{"act": "anchored", **told}], "letapis")


def _digest(one: Anchor) -> bytes:
    return sha256(one.note.encode()).digest()


def _moment(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds else ""
