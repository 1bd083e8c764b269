"""The rule of two persons: one asks, another confirms, it holds once and not for ever. The sum of an append-only list.

A request is confirmed by another account than the one that asks, whatever sessions they have. Both must still be open
when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from letapis.access.rules import Actor, Decision, Target, may, may_approve

TO_CONFIRM = timedelta(days=3)  # so long a request waits
TO_USE = timedelta(hours=24)  # so long a confirmation holds

Act = Mapping[str, Any]
Actors = Callable[[str], Actor]


class Stage(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    USED = "used"
    EXPIRED = "expired"


OPEN = frozenset({Stage.ASKED, Stage.APPROVED})


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to do what to what."""

    by: str
    action: str
    target: Target


@dataclass(frozen=True, slots=True)
class Request:
    """One request: what is wanted and why, how far it is, and who confirmed it."""

    id: str
    wish: Wish
    reason: str
    asked: datetime
    stage: Stage = Stage.ASKED
    approver: str = ""
    approved: datetime | None = None

    def at(self, now: datetime) -> Request:
        """The request as it stands at that time."""
        late = (self.stage is Stage.ASKED and now >= self.asked + TO_CONFIRM) or (
            self.stage is Stage.APPROVED and self.approved is not None and now >= self.approved + TO_USE
        )
        return replace(self, stage=Stage.EXPIRED) if late else self


def requests(acts: Iterable[Act]) -> dict[str, Request]:
    """All requests by id. An act that does not fit what stands (a second yes, a yes after a no) changes nothing."""
    found: dict[str, Request] = {}
    for act in acts:
        name, number = act.get("change"), str(act.get("request", ""))
        if name == "asked":
            found.setdefault(number, _asked(number, act))
        elif number in found:
            found[number] = _next(found[number], str(name), act)
    return found


def _asked(number: str, act: Act) -> Request:
    target = Target(str(act["target"]), str(act.get("compartment", "")), str(act.get("owner", "")))
    return Request(number, Wish(str(act["who"]), str(act["action"]), target), str(act["reason"]), _when(act))


def _next(request: Request, name: str, act: Act) -> Request:
    now, who = _when(act), str(act["who"])
    request = request.at(now)
    match request.stage, name:
        case Stage.ASKED, "approved" if who != request.wish.by:
            return replace(request, stage=Stage.APPROVED, approver=who, approved=now)
        case ((Stage.ASKED | Stage.APPROVED), "refused") if who != request.wish.by:
            return replace(request, stage=Stage.REFUSED)
        case ((Stage.ASKED | Stage.APPROVED), "withdrawn") if who == request.wish.by:
            return replace(request, stage=Stage.WITHDRAWN)
        case Stage.APPROVED, "used" if who == request.wish.by:
            return replace(request, stage=Stage.USED)
    return request


def _when(act: Act) -> datetime:
    return datetime.fromisoformat(str(act["at"]))


def may_ask(actors: Actors, wish: Wish, reason: str) -> Decision:
    """Whether somebody may ask for a second person."""
    decision = may(actors(wish.by), wish.action, wish.target)
    if not decision.allowed:
        return decision
    if not decision.second_person:
        return Decision(False, "not-needed")
    return decision if reason.strip() else Decision(False, "needs-reason")


def may_confirm(request: Request | None, approver: str, actors: Actors, now: datetime) -> Decision:
    """Whether this account may say yes to this request now. For one who may not see it, it does not exist."""
    if request is None:
        return Decision(False, "no-request")
    wish, stage = request.wish, request.at(now).stage
    decision = may_approve(actors(approver), wish.action, wish.target, wish.by)
    if decision.reason == "outside":
        return Decision(False, "no-request")
    if decision.allowed and stage is not Stage.ASKED:
        return Decision(False, "expired" if stage is Stage.EXPIRED else "no-request")
    asker = may(actors(wish.by), wish.action, wish.target)
    return decision if asker.allowed or not decision.allowed else asker


def may_refuse(request: Request | None, who: str, actors: Actors, now: datetime) -> Decision:
    """Whether this account may say no: one that may confirm it, as long as it is not used."""
    if request is None or request.at(now).stage not in OPEN:
        return Decision(False, "no-request")
    wish = request.wish
    decision = may_approve(actors(who), wish.action, wish.target, wish.by)
    return Decision(False, "no-request") if decision.reason == "outside" else decision


def confirmed(found: Iterable[Request], wish: Wish, actors: Actors, now: datetime) -> tuple[Decision, Request | None]:
    """Whether it may be done now, and by which request. Who confirmed it must still be one who may."""
    decision = may(actors(wish.by), wish.action, wish.target)
    if not decision.allowed or not decision.second_person:
        return decision, None
    for request in found:
        if request.wish == wish and request.at(now).stage is Stage.APPROVED:
            given = may_approve(actors(request.approver), wish.action, wish.target, wish.by)
            if given.allowed:
                return Decision(True, "confirmed", second_person=True), request
    return Decision(False, "second-person", second_person=True, about=f"{wish.action} '{wish.target.id}'"), None
