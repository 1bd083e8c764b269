"""A claim as the JSON object of the contract and back; the quote always comes with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.sources.moment import Moment


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """The contract's keys first, in its order, then our own."""
    return {
        "type": claim.type,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "date": claim.date and {"from": claim.date.first.isoformat(), "to": claim.date.last.isoformat()},
        "place": list(claim.place),
        "count": claim.count and {"low": claim.count.low, "high": claim.count.high, "unit": claim.count.unit},
        "who": list(claim.who),
        "whom": list(claim.whom),
        "status": claim.status,
        "scope": claim.scope,
        "said_by": claim.said_by,
        "id": claim.id,
        "definition": claim.definition,
        "basis": claim.basis,
        "words": claim.count.words if claim.count else "",
        "as_of": claim.as_of and claim.as_of.iso(),
        "subset_of": claim.subset_of,
        "confidence": claim.confidence,
        "coder": claim.coder,
        "reasons": [{"slot": reason.slot, "rule": reason.rule, "words": reason.words} for reason in claim.reasons],
    }


def claim_from_json(data: dict[str, Any], document_id: str) -> Claim:
    """Read a claim; what the object does not say stays empty.

    Raises ValueError where a date or an offset cannot be read, KeyError where type, quote or place in the text lack.
    """
    return Claim(
        document=document_id,
        type=str(data["type"]),
        quote=str(data["quote"]),
        start=int(data["start"]),
        end=int(data["end"]),
        date=_date(data.get("date")),
        place=tuple(data.get("place") or ()),
        count=_count(data.get("count"), data.get("words") or ""),
        who=tuple(data.get("who") or ()),
        whom=tuple(data.get("whom") or ()),
        status=data.get("status") or "happened",
        scope=data.get("scope") or "event",
        said_by=data.get("said_by"),
        definition=data.get("definition") or "",
        basis=data.get("basis") or "",
        as_of=Moment.parse(data["as_of"]) if data.get("as_of") else None,
        subset_of=data.get("subset_of"),
        confidence=float(data.get("confidence", 0.5)),
        coder=data.get("coder") or "",
        reasons=tuple(Reason(one["slot"], one["rule"], one.get("words", "")) for one in data.get("reasons") or ()),
    )


def _date(value: dict[str, str] | None) -> DateInterval | None:
    if not value or not value.get("from"):
        return None
    return DateInterval(date.fromisoformat(value["from"]), date.fromisoformat(value.get("to") or value["from"]))


def _count(value: dict[str, Any] | None, words: str) -> Count | None:
    if not value or (value.get("low") is None and value.get("high") is None):
        return None
    return Count(value.get("low"), value.get("high"), value.get("unit") or "people", words)
