"""Whether somebody may do something in an archive: the one question that commands and pages ask.

`permitted` is for what one person may do alone. `approved` is for what a second person has to confirm, and it uses the
confirmation up.
"""

from __future__ import annotations

from letapis.access.accounts import actor
from letapis.access.approvals import OPEN, Actors, Request, Wish, confirmed, may_ask, may_confirm, may_refuse
from letapis.access.roles import actions
from letapis.access.rules import ANYTHING, Decision, State, Target, may, may_approve
from letapis.archive.archive import Archive
from letapis.workflow.accounts_state import RefusedError, Standing, books_of, decide, standing


def permitted(archive: Archive, by: str, action: str, target: str | Target = ANYTHING) -> Decision:
    """Whether `by` may do it now, alone. What needs a second person is refused here: ask `approved`."""
    now = standing(books_of(archive))
    decision = unruled(now, by, action) or may(actor(now.accounts, by), action, _target(target))
    if decision.allowed and decision.second_person:
        return Decision(False, "second-person", second_person=True)
    return decision


def approved(archive: Archive, by: str, action: str, target: str | Target, *, use: bool = True) -> Decision:
    """Whether `by` may do it now and a second person has confirmed it, where the action needs one.

    A confirmation holds once. With `use` it is used up here: ask outside `archive.locked()`, just before it is done.
    """
    wish = Wish(by, action, _target(target))
    if not use:
        return _confirmed(standing(books_of(archive)), wish)[0]
    final: list[Decision] = []

    def decision(now: Standing) -> dict[str, str] | None:
        answer, request = _confirmed(now, wish)
        final.append(answer)
        return {"change": "used", "request": request.id} if request else None

    decide(books_of(archive), decision, by)
    return final[0]


def confirmed_by(archive: Archive, by: str, action: str, target: str) -> str:
    """Who has confirmed what is to be done now; empty where nobody has to. Ask before `approved` uses it up."""
    now = standing(books_of(archive))
    if unruled(now, by, action):
        return ""
    request = _confirmed(now, Wish(by, action, _target(target)))[1]
    return request.approver if request else ""


def _confirmed(now: Standing, wish: Wish) -> tuple[Decision, Request | None]:
    free = unruled(now, wish.by, wish.action)
    return (free, None) if free else confirmed(now.requests.values(), wish, _actors(now), now.now)


def ask(archive: Archive, wish: Wish, reason: str) -> str:
    """Ask for a second person; gives the number of the request. Raises RefusedError where it may not be done at all."""
    numbers: list[str] = []

    def decision(now: Standing) -> dict[str, str]:
        raise_refusal(may_ask(_actors(now), wish, reason), wish.action)
        numbers.append(str(len(now.requests) + 1))
        target = wish.target
        told = {"target": target.id, "compartment": target.compartment, "owner": target.owner}
        return {"change": "asked", "request": numbers[0], "action": wish.action, "reason": reason, **told}

    decide(books_of(archive), decision, wish.by)
    return numbers[0]


def confirm(archive: Archive, by: str, number: str) -> None:
    """Say yes to what another asked for. Raises RefusedError where `by` may not."""

    def decision(now: Standing) -> dict[str, str]:
        raise_refusal(may_confirm(now.requests.get(number), by, _actors(now), now.now), "approve")
        return {"change": "approved", "request": number}

    decide(books_of(archive), decision, by)


def refuse(archive: Archive, by: str, number: str) -> None:
    """Say no, also to what another has confirmed. Who could confirm it may. Raises RefusedError."""

    def decision(now: Standing) -> dict[str, str]:
        raise_refusal(may_refuse(now.requests.get(number), by, _actors(now), now.now), "refuse")
        return {"change": "refused", "request": number}

    decide(books_of(archive), decision, by)


def withdraw(archive: Archive, by: str, number: str) -> None:
    """Take one's own request back. Raises RefusedError."""

    def decision(now: Standing) -> dict[str, str]:
        found = now.requests.get(number)
        own = found is not None and found.wish.by == by and found.at(now.now).stage in OPEN
        raise_refusal(Decision(own, "allowed" if own else "no-request"), "withdraw")
        return {"change": "withdrawn", "request": number}

    decide(books_of(archive), decision, by)


def visible_requests(archive: Archive, by: str, *, everything: bool = False) -> list[Request]:
    """The requests that `by` asked for or may confirm; without those that are done, unless all are wanted."""
    now = standing(books_of(archive))
    found = [one.at(now.now) for one in now.requests.values()]
    who = _actors(now)(by)
    return [
        one
        for one in found
        if (everything or one.stage in OPEN)
        and (one.wish.by == by or may_approve(who, one.wish.action, one.wish.target, one.wish.by).allowed)
    ]


def demand(archive: Archive, by: str, action: str, target: str | Target = ANYTHING) -> Decision:
    """The same as `permitted`, but a refusal is raised as RefusedError."""
    decision = permitted(archive, by, action, target)
    raise_refusal(decision, action)
    return decision


def unruled(now: Standing, by: str, action: str) -> Decision | None:
    """The answer where there is nobody to share rights with: no account was ever made, or only one."""
    if action not in actions():
        return Decision(False, "unknown-action")
    if not now.accounts:
        return Decision(True, "no-accounts")
    if len(now.accounts) == 1:  # ever made, not open: who revokes all others does not become the owner
        only = now.accounts.get(by)
        if only is None or only.state is not State.ACTIVE:
            return Decision(False, "not-active")
        return Decision(True, "alone" if actions()[action].second_person else "allowed")
    return None


def _actors(now: Standing) -> Actors:
    return lambda handle: actor(now.accounts, handle)


def _target(target: str | Target) -> Target:
    return Target(target) if isinstance(target, str) else target


WAYS_OUT = {
    "not-active": "Say who you are with --by HANDLE",
    "expired": "Ask with `letapis approvals ask`",
    "needs-reason": "Say why with --reason",
}


def raise_refusal(decision: Decision, action: str) -> None:
    """Nothing where it is allowed, else RefusedError in the words of the decision."""
    if not decision.allowed:
        way_out = WAYS_OUT.get(decision.reason, "See `letapis accounts matrix` for who may")
        if decision.about:
            way_out = f"Ask: letapis approvals ask {decision.about} --reason WHY; another confirms: letapis approve"
        raise RefusedError(action, decision.sentence(), way_out)
