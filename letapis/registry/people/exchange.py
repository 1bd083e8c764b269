"""Judgements about persons, and people, as JSON values in a stable order. No floats: their hash must mean something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from letapis.registry.people.decisions import Link
from letapis.registry.people.judgement import PersonJudgement, Shown
from letapis.registry.people.persons import Conflict, People

Json = dict[str, Any]


def judgement_to_json(judgement: PersonJudgement) -> Json:
    """One line of the log; what is empty is left out."""
    value: Json = {"id": judgement.id, "kind": judgement.kind, "by": judgement.by, "at": judgement.at}
    told = {
        "reason": judgement.reason,
        "pairs": [_shown_to_json(shown) for shown in judgement.pairs],
        "groups": [list(group) for group in judgement.groups],
        "targets": list(judgement.targets),
        "model": judgement.model,
        "threshold": "" if judgement.threshold is None else f"{judgement.threshold:g}",
        "evidence_digest": judgement.evidence_digest,
    }
    return value | {key: one for key, one in told.items() if one}


def judgement_from_json(value: Mapping[str, Any]) -> PersonJudgement:
    """The judgement back. Raises ValueError where the value is none; keys of a later version are passed over."""
    try:
        threshold = value.get("threshold", "")
        return PersonJudgement(
            id=str(value["id"]),
            kind=str(value["kind"]),
            by=str(value["by"]),
            at=str(value["at"]),
            reason=str(value.get("reason", "")),
            pairs=tuple(_shown_from_json(one) for one in value.get("pairs", ())),
            groups=tuple(tuple(map(str, group)) for group in value.get("groups", ())),
            targets=tuple(map(str, value.get("targets", ()))),
            model=str(value.get("model", "")),
            threshold=float(threshold) if threshold else None,
            evidence_digest=str(value.get("evidence_digest", "")),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ValueError(f"a line of the log of persons is no judgement ({type(error).__name__})") from None


def people_lines(people: People) -> bytes:
    """All people, one JSON object a line: what is written out, and what must come back to the byte after an undo."""
    lines: list[Json] = [
        {"person": one.id, "records": one.records, "judgements": one.judgements, "absorbed": one.absorbed}
        for one in people.persons
    ]
    lines += [{"conflict": conflict_to_json(one)} for one in people.conflicts]
    for name in ("waiting", "unsure", "apart"):
        lines += [{name: link_to_json(link)} for link in getattr(people, name)]
    lines += [{"remark": remark} for remark in people.remarks]
    return b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)


def conflict_to_json(conflict: Conflict) -> Json:
    """The decision that waits, what forbids it, and the chain."""
    return {
        "waits": link_to_json(conflict.waits),
        "apart": link_to_json(conflict.apart),
        "chain": [link_to_json(link) for link in conflict.chain],
    }


def link_to_json(link: Link) -> Json:
    """A decision on one pair."""
    return {"left": link.left, "right": link.right, "judgement": link.judgement}


def _shown_to_json(shown: Shown) -> list[str]:
    """A list rather than an object: a bulk acceptance has tens of thousands of them."""
    if shown.probability is None:
        return [shown.left, shown.right]
    return [shown.left, shown.right, f"{shown.probability:.6f}", shown.told]


def _shown_from_json(value: list[str]) -> Shown:
    left, right, *more = value
    if not more:
        return Shown(left, right)
    return Shown(left, right, float(more[0]), str(more[1]))
