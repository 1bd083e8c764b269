"""Equal values of many claims made one object: what came out of files or other processes is full of equal copies.

A hundred thousand claims take half of the memory this way. Values are frozen, so nobody can tell the difference.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from letapis.claims.claim import Claim
from letapis.workflow.coding import CodedDocument

Value = TypeVar("Value")


class Sharing:
    """Remembers the values it has seen; call it with each claim."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def __call__(self, claim: Claim) -> Claim:
        """An equal claim whose parts are those of the claims before, where they are equal."""
        one = self._one
        return replace(
            claim,
            document=one(claim.document),
            type=one(claim.type),
            date=one(claim.date),
            place=one(claim.place),
            count=one(claim.count),
            who=one(claim.who),
            whom=one(claim.whom),
            status=one(claim.status),
            scope=one(claim.scope),
            said_by=one(claim.said_by),
            definition=one(claim.definition),
            basis=one(claim.basis),
            coder=one(claim.coder),
            reasons=tuple(map(one, claim.reasons)),
        )

    def document(self, coded: CodedDocument) -> CodedDocument:
        """The same for all claims of a document."""
        return replace(coded, claims=tuple(map(self, coded.claims)))

    def _one(self, value: Value) -> Value:
        first: Value = self._seen.setdefault((type(value), value), value)
        return first
