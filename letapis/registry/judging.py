"""What the judgements come to: the ones in force, as effects on claims and reports, and remarks on those that are not.

The log is read in its order. A later decision on the same matter holds; nothing is ever removed from the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.judgement import ABOUT_ENTRIES, KINDS, Judgement
from letapis.registry.model.checking import problem as entry_problem
from letapis.registry.model.kinds import is_entry
from letapis.sources.moment import Moment

_ABOUT_BOTH = ("accept", "reject", "join", "keep_apart")
_LEAST = {"join": 2, "keep_apart": 2, "same_origin": 2, "learn": 0}


@dataclass(slots=True)
class Effects:
    """The judgements in force, by what they touch. Claims are named by the ids that the coder gave them."""

    rejected: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    edits: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)  # claim -> slot -> (value, judgement)
    joins: dict[str, tuple[str, ...]] = field(default_factory=dict)  # judgement -> claims
    apart: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same_origin: dict[str, tuple[str, ...]] = field(default_factory=dict)  # judgement -> reports
    other_origin: set[str] = field(default_factory=set)
    learned: str = ""  # the judgement up to which the coder learns from the others
    named: dict[str, tuple[str, str]] = field(default_factory=dict)  # target -> (judgement, claim or report)
    remarks: list[str] = field(default_factory=list)


def effects(judgements: Iterable[Judgement]) -> Effects:
    """The effects of the log. Never raises: what cannot be applied is a remark."""
    log = list(judgements)
    found = Effects()
    for judgement in in_force(log, found.remarks):
        problem = _problem(judgement)
        if problem:
            found.remarks.append(f"judgement {judgement.id}: {problem}")
        elif judgement.kind not in ABOUT_ENTRIES and not any(map(is_entry, judgement.claims)):
            _apply(judgement, found)  # the others fill the register (`model`), not the record
    return found


def in_force(log: Sequence[Judgement], remarks: list[str] | None = None) -> list[Judgement]:
    """All but the undone ones and the undos themselves."""
    gone = undone(log, remarks)
    return [judgement for judgement in log if judgement.kind != "undo" and judgement.id not in gone]


def undone(log: Sequence[Judgement], remarks: list[str] | None = None) -> dict[str, str]:
    """Judgement -> the undo in force that takes it back; an undo can itself be undone. Faulty undos go to `remarks`."""
    place = {judgement.id: number for number, judgement in enumerate(log)}
    found: dict[str, str] = {}
    for number in range(len(log) - 1, -1, -1):
        judgement = log[number]
        if judgement.kind != "undo" or judgement.id in found:
            continue
        for target in judgement.claims:
            if place.get(target, number) < number:
                found[target] = judgement.id
            elif remarks is not None:
                remarks.append(f"judgement {judgement.id}: undo of {target}, which is no earlier judgement")
    return found


def _problem(judgement: Judgement) -> str:
    if judgement.kind not in KINDS:
        return f"unknown kind {judgement.kind!r}; known are {', '.join(KINDS)}"
    least = _LEAST.get(judgement.kind, 1)
    if len(set(judgement.claims)) < least:
        return f"{judgement.kind} needs at least {least} different targets"
    if judgement.kind in ABOUT_ENTRIES or any(map(is_entry, judgement.claims)):
        meant = judgement.kind in (*ABOUT_ENTRIES, *_ABOUT_BOTH)
        return entry_problem(judgement) if meant else _not_for_entries(judgement)
    if judgement.kind == "edit":
        try:
            edited(_BLANK, judgement.slot, judgement.value)
        except ValueError as error:
            return str(error)
    return ""


def _not_for_entries(judgement: Judgement) -> str:
    return f"{judgement.kind} is for claims and reports; for entries there are state, correct and supersede"


def _apply(judgement: Judgement, found: Effects) -> None:
    kind = judgement.kind
    matter = "report" if kind.endswith("_origin") else "claim"
    found.named.update(dict.fromkeys(judgement.claims, (judgement.id, matter)))
    if kind in {"accept", "reject"}:
        _verdict(judgement, found)
    elif kind == "edit":
        for claim in judgement.claims:
            found.edits.setdefault(claim, {})[judgement.slot] = (judgement.value, judgement.id)
    elif kind == "learn":
        found.learned = judgement.id
    elif kind in {"join", "keep_apart"}:
        _placing(judgement, found)
    elif kind == "same_origin":
        found.same_origin[judgement.id] = judgement.claims
        found.other_origin -= _contradicted(judgement, found.other_origin, "other_origin", found)
    else:
        found.other_origin |= set(judgement.claims)


def _verdict(judgement: Judgement, found: Effects) -> None:
    targets = set(judgement.claims)
    mine, other = found.accepted, found.rejected
    if judgement.kind == "reject":
        mine, other = other, mine
    other -= _contradicted(judgement, other, "accept" if judgement.kind == "reject" else "reject", found)
    mine |= targets


def _contradicted(judgement: Judgement, earlier: set[str], name: str, found: Effects) -> set[str]:
    common = set(judgement.claims) & earlier
    found.remarks += [
        f"judgement {judgement.id}: {judgement.kind} of {target} holds over an earlier {name}"
        for target in sorted(common)
    ]
    return common


def _placing(judgement: Judgement, found: Effects) -> None:
    """A later join takes back earlier orders to keep the same claims apart, and the other way round."""
    joining = judgement.kind == "join"
    mine, other = (found.joins, found.apart) if joining else (found.apart, found.joins)
    for earlier, claims in list(other.items()):
        if len(set(claims) & set(judgement.claims)) > 1:
            found.remarks.append(f"judgement {judgement.id}: {judgement.kind} holds over {earlier}")
            del other[earlier]
    mine[judgement.id] = tuple(dict.fromkeys(judgement.claims))


def edited(claim: Claim, slot: str, value: str) -> Claim:
    """The claim with one slot set from text. Raises ValueError that says what the slot takes.

    Dates as `2020-10-11` or `2020-10-11/2020-10-12`; counts as `713`, `600..700`, `600..`, `..700`, with the unit
    behind; lists with `;` between; an empty value empties the slot.
    """
    value = value.strip()
    if slot in {"type", "status", "scope"}:
        return _coded(claim, slot, value)
    if slot in {"place", "who", "whom"}:
        return _with(claim, slot, tuple(part.strip() for part in value.split(";") if part.strip()))
    if slot in {"definition", "basis"}:
        return _with(claim, slot, value)
    if slot in {"said_by", "subset_of"}:
        return _with(claim, slot, value or None)
    if slot in _PARSED:
        try:
            return _with(claim, slot, _PARSED[slot](value) if value else None)
        except ValueError as error:
            raise ValueError(f"slot {slot} cannot be {value!r}") from error
    raise ValueError(f"no slot {slot!r} can be edited")


def _coded(claim: Claim, slot: str, value: str) -> Claim:
    from letapis.vocabulary.types import SCOPES, STATUSES, claim_types

    known = {"type": tuple(claim_types()), "status": STATUSES, "scope": SCOPES}[slot]
    if value not in known:
        raise ValueError(f"slot {slot} cannot be {value!r}; known are {', '.join(known)}")
    return _with(claim, slot, value)


def _with(claim: Claim, slot: str, value: object) -> Claim:
    changes: dict[str, object] = {slot: value}
    return replace(claim, **changes)  # type: ignore[arg-type]  # the slots were told apart above


def _interval(value: str) -> DateInterval:
    first, _, last = value.partition("/")
    interval = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
    if interval.last < interval.first:
        raise ValueError("ends before it begins")
    return interval


def _count(value: str) -> Count:
    number, _, unit = value.partition(" ")
    low, dots, high = number.partition("..")
    last = high if dots else low
    count = Count(int(low) if low else None, int(last) if last else None, unit or "people", value)
    if min(count.low or 0, count.high or 0) < 0:
        raise ValueError("a count is never below zero")
    if count.low is not None and count.high is not None and count.high < count.low:
        raise ValueError("the high end is below the low end")
    return count


_PARSED = {"date": _interval, "count": _count, "as_of": Moment.parse}
_BLANK = Claim(document="", type="detention", quote="", start=0, end=0)
