"""What a person allows. Each purpose is asked for by itself; what was not given, was withdrawn or has ended is a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from letapis.archive.errors import ArchiveError
from letapis.vault.kinds import purposes

HIDDEN = ("name", "photo", "place", "family")


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent as it was given: for what, to whom (anybody where nobody is named), until when, what to hide."""

    purposes: frozenset[str]
    recipients: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()
    until: date | None = None
    given_on: date | None = None
    withdrawn: frozenset[str] = frozenset()
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a use is allowed, why (not), and what must be hidden in it."""

    allowed: bool
    reason: str
    hide: frozenset[str] = frozenset()


def consent_of(told: Mapping[str, str]) -> Consent:
    """The consent that the fields of an entry tell. Raises ArchiveError for a purpose that there is none of."""
    wanted, withdrawn, hide = _words(told, "purposes"), _words(told, "withdrawn"), _words(told, "hide")
    if unknown := sorted((wanted | withdrawn) - set(purposes())):
        raise ArchiveError("the vault", f"there is no purpose {unknown[0]!r}", f"Take some of {', '.join(purposes())}")
    if unknown := sorted(hide - set(HIDDEN)):
        raise ArchiveError("the vault", f"{unknown[0]!r} cannot be hidden", f"Take some of {', '.join(HIDDEN)}")
    days = (_day(told, "until"), _day(told, "given_on"), _day(told, "withdrawn_on"))
    return Consent(wanted, _words(told, "recipients"), hide, days[0], days[1], withdrawn, days[2])


def permits(consents: Iterable[Consent], purpose: str, day: date, recipient: str = "") -> Answer:
    """Whether a person's consents, in the order in which they were given, allow a use on a day.

    What was withdrawn stays withdrawn until it is given anew. Where several allow it, all that one of them hides is
    hidden.
    """
    if purpose not in purposes():
        raise ArchiveError("the vault", f"there is no purpose {purpose!r}", f"Take one of {', '.join(purposes())}")
    standing: list[Consent] = []
    reason = "never given for this purpose"
    for one in consents:
        if purpose in one.withdrawn and (one.withdrawn_on is None or one.withdrawn_on <= day):
            standing, reason = [], "withdrawn"
        elif purpose in one.purposes and (one.given_on is None or one.given_on <= day):
            standing.append(one)
    current = [one for one in standing if one.until is None or day <= one.until]
    if standing and not current:
        reason = "its time is over"
    named = [one for one in current if not one.recipients or (recipient and recipient in one.recipients)]
    if current and not named:
        reason = "given for other recipients" if recipient else "given for named recipients only: say to whom"
    if not named:
        return Answer(False, reason)
    return Answer(True, "given", frozenset().union(*(one.hide for one in named)))


def _words(told: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(word.strip() for word in told.get(name, "").split(",") if word.strip())


def _day(told: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(told[name]) if name in told else None
    except ValueError as error:
        raise ArchiveError("the vault", f"{name} = {told[name]!r} is no day", "Write it as 2027-01-31") from error
