"""The coder that asks a language model. Whoever makes it gives it a way to ask; this module knows no network.

A text longer than a question is asked in pieces. An answer that was cut off is asked for again in two halves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from letapis.claims.claim import Claim
from letapis.claims.coder import NotCodedError
from letapis.claims.language_model.answer import AnswerError, claims_of
from letapis.claims.language_model.checking import Checking, Dropped
from letapis.claims.language_model.joining import joined
from letapis.claims.language_model.pieces import Piece, cut, halves
from letapis.claims.language_model.prompt import Question, question, version
from letapis.claims.language_model.settings import number
from letapis.sources.cleaning import Cleaned, clean
from letapis.sources.document import Document
from letapis.sources.language import by_alphabet, language_of

NAME = "llm"
TWICE = "another claim of this type has the same quote"


class Asking(Protocol):
    """A way to a model."""

    def __call__(self, question: Question) -> tuple[str, bool]:
        """The words of its answer, and whether they are whole. Raises NotCodedError where there is none to be had."""


class Telling(Protocol):
    """Takes note of what one document cost and lost."""

    def __call__(self, document: str, claims: int, dropped: tuple[Dropped, ...], /) -> None:
        """Called once for each document that was coded."""


def nobody(document: str, claims: int, dropped: tuple[Dropped, ...]) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class LanguageModelCoder:
    """Codes by the answers of one model."""

    model: str
    ask: Asking = field(repr=False)
    tell: Telling = field(default=nobody, repr=False)
    table: str = "schema"  # that turns vague words to numbers
    name: str = NAME
    in_one_process: bool = True  # it counts what is spent, and a model answers one question at a time

    @property
    def version(self) -> str:
        """The model and the version of the prompt: another of either gives other claims."""
        return f"{self.model} {version()}"

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document. Raises NotCodedError where an answer cannot be had or read."""
        cleaned = clean(document.text)
        pieces = cut(cleaned.text, number("pieces", "characters"), number("pieces", "overlap"))
        most = number("pieces", "most")
        if len(pieces) > most:
            raise NotCodedError(
                f"its text of {len(document.text)} characters makes {len(pieces)} questions, more than {most}",
                "Divide the report, or code it by rules",
            )
        found = [one for piece in pieces for one in self._piece(document, cleaned, piece)]
        claims, lost = joined(one for one in found if isinstance(one, Claim))
        dropped = [one for one in found if isinstance(one, Dropped)]
        dropped += [Dropped(document.id, TWICE, claim.quote[:100]) for claim in lost]
        self.tell(document.id, len(claims), tuple(dropped))
        return claims

    def _piece(self, document: Document, cleaned: Cleaned, piece: Piece) -> Iterator[Claim | Dropped]:
        text, whole = self.ask(question(document, cleaned.text, piece))
        if not whole and piece.length > number("pieces", "shortest"):
            overlap = min(number("pieces", "overlap"), piece.length // 8)
            again = partial(self._piece, document, cleaned)
            for half in halves(cleaned.text, piece, piece.length // 2 + overlap, overlap):
                yield from again(half)
            return
        try:
            written = claims_of(text)
        except AnswerError as error:
            # The way to the model hands on only what can be read, so this is an answer that was cut off.
            raise NotCodedError(f"the answer of {self.model} was cut off: {error}", "Ask for longer answers") from error
        language = document.language or language_of(cleaned.text) or by_alphabet(cleaned.text)
        coder = f"{self.name} {self.version}"
        yield from Checking(document, cleaned, piece, self.model, coder, language, self.table).checked(written)
