"""From what a model wrote to a claim, or to the reason why it is none.

Every text in a claim stands in the document, is a name of the gazetteer or a code of the vocabulary. Whatever else a
model writes goes no further than the list of what was dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.claims.language_model.counting import Counted, counted
from letapis.claims.language_model.pieces import Piece, paragraphs
from letapis.claims.language_model.quotes import Verbatim
from letapis.claims.language_model.settings import number, section, share
from letapis.claims.language_model.sounding import sounds_like
from letapis.claims.places.reading import read_places
from letapis.claims.tokens import tokenise
from letapis.sources.cleaning import Cleaned
from letapis.sources.document import Document
from letapis.vocabulary.gazetteer import place
from letapis.vocabulary.types import SCOPES, STATUSES, claim_types

NAMES = ("who", "whom")
WORDS = 5  # in the name of a place
RULE = "language model"


class Wrong(Exception):  # noqa: N818  no error of ours: the model's
    """Why something that a model wrote is no claim."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a model wrote and no claim was made of, with the reason."""

    document: str
    reason: str
    words: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.document}: {self.reason}" + (f": {self.words}" if self.words else "")


@dataclass(frozen=True, slots=True)
class Checking:
    """What the claims of one piece are held against."""

    document: Document
    cleaned: Cleaned
    piece: Piece
    model: str
    coder: str
    language: str
    table: str

    def checked(self, written: list[Any]) -> Iterator[Claim | Dropped]:
        """Each thing written as a claim or as dropped, in its order."""
        most = number("answer", "claims")
        verbatim = Verbatim(self.cleaned.text, self.piece.start, self.piece.end)
        starts = [one.start for one in paragraphs(self.cleaned.text, self.piece)]
        for one in written[:most]:
            try:
                yield self._claim(one, verbatim, starts)
            except Wrong as wrong:
                yield Dropped(self.document.id, str(wrong), _words(one))
        for one in written[most:]:
            yield Dropped(self.document.id, f"more than {most} claims in one answer", _words(one))

    def _claim(self, found: Any, verbatim: Verbatim, starts: list[int]) -> Claim:  # noqa: ANN401  a model wrote it
        if not isinstance(found, dict):
            raise Wrong("wrong shape: no object")
        kind = _code(found, "type", tuple(claim_types()), "")
        start, end = self._span(found, verbatim, starts)
        quote = self.document.text[start:end]
        rule = f"{RULE} {self.model}"
        number_of = counted(_count(found.get("count")), quote, self.language, self.table, rule)
        slots: dict[str, Any] = {
            "date": _date(found.get("date")),
            "place": self._places(found, verbatim),
            "count": number_of.count,
            **{name: _names(found, name, verbatim) for name in NAMES},
            "said_by": next(iter(_names(found, "said_by", verbatim)), None),
        }
        return Claim(
            document=self.document.id,
            type=kind,
            quote=quote,
            start=start,
            end=end,
            status=_code(found, "status", STATUSES, STATUSES[0]),
            scope=_code(found, "scope", SCOPES, SCOPES[0]),
            basis=number_of.basis,
            confidence=share("alone"),
            coder=self.coder,
            reasons=_reasons(rule, quote, slots, number_of),
            **slots,
        )

    def _places(self, found: Mapping[str, Any], verbatim: Verbatim) -> tuple[str, ...]:
        """Names as the gazetteer has them, else such as stand in the text or sound like it; others are left out."""
        text = f"{self.document.title or ''} {self.cleaned.text}"
        named = (
            _known_place(name) or verbatim.own(name) or (name if _is_name(name) and sounds_like(name, text) else "")
            for name in _texts(found, "place")
        )
        return tuple(dict.fromkeys(filter(None, named)))

    def _span(self, found: Mapping[str, Any], verbatim: Verbatim, starts: list[int]) -> tuple[int, int]:
        quote = found.get("quote")
        if not isinstance(quote, str):
            raise Wrong("wrong shape: quote is no text")
        if len(quote) > number("answer", "quote"):
            raise Wrong("the quote is too long for a clause")
        span = verbatim.find(quote, _near(found, starts, self.piece))
        if span is None:
            raise Wrong("the quote is not in the text")
        return self.cleaned.original(*span)


def _reasons(rule: str, quote: str, slots: Mapping[str, Any], number_of: Counted) -> tuple[Reason, ...]:
    filled = [Reason(slot, rule) for slot, value in slots.items() if value and slot != "count"]
    read = [Reason("count", number_of.rule, number_of.words)] if number_of.count else []
    return (Reason("type", rule, quote), *filled, *read)


def _near(found: Mapping[str, Any], starts: list[int], piece: Piece) -> int:
    """Where the model says that the quote stands: by its paragraph, by an offset, else the beginning of the piece."""
    paragraph, start = found.get("paragraph"), found.get("start")
    if isinstance(paragraph, int) and 1 <= paragraph <= len(starts):
        return starts[paragraph - 1]
    return piece.start + start if isinstance(start, int) and 0 <= start <= piece.length else piece.start


def _code(found: Mapping[str, Any], key: str, known: tuple[str, ...], without: str) -> str:
    value = found.get(key)
    if value is None and without:
        return without
    if not isinstance(value, str):
        raise Wrong(f"wrong shape: {key} is no text")
    if value not in known:
        raise Wrong(f"unknown {key}")
    return value


def _date(value: Any) -> DateInterval | None:  # noqa: ANN401  a model wrote it
    if value is None:
        return None
    if isinstance(value, str):
        value = {"from": value, "to": value}
    if not isinstance(value, dict):
        raise Wrong("wrong shape: date")
    first, last = value.get("from"), value.get("to")
    if not first and not last:
        return None
    interval = DateInterval(_day(first or last), _day(last or first))
    if interval.last < interval.first:
        raise Wrong("impossible date: it ends before it begins")
    return interval


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise Wrong("wrong shape: date")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise Wrong("impossible date") from error
    if not number("answer", "first_year") <= day.year <= number("answer", "last_year"):
        raise Wrong("impossible date: the year")
    return day


def _count(value: Any) -> Count | None:  # noqa: ANN401  a model wrote it
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Wrong("wrong shape: count")
    low, high, unit = _number(value.get("low")), _number(value.get("high")), value.get("unit")
    if unit is not None and not isinstance(unit, str):
        raise Wrong("wrong shape: unit")
    if low is None and high is None:
        return None
    if (
        min(low or 0, high or 0) < 0
        or max(low or 0, high or 0) > number("answer", "most")
        or (low is not None and high is not None and high < low)
    ):
        raise Wrong("impossible count")
    return Count(low, high, _unit(unit))


def _unit(unit: str | None) -> str:
    """The unit by our names for them; people where none is told."""
    units: list[str] = section("answer")["units"]
    if not unit:
        return units[0]
    return unit if unit in units else str(section("answer")["other_unit"])


def _number(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong("wrong shape: count")
    return value


def _known_place(name: str) -> str:
    if place(name) is not None:
        return name
    spans = read_places(tokenise(name), "en")
    return spans[0].place if len(spans) == 1 and spans[0].end - spans[0].start == len(name) else ""


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a place: a few words of letters."""
    return len(text.split()) <= WORDS and all(letter.isalpha() or letter in " -'’.," for letter in text)


def _names(found: Mapping[str, Any], key: str, verbatim: Verbatim) -> tuple[str, ...]:
    """Names as the text writes them; those that it does not hold are left out, the claim stays."""
    return tuple(dict.fromkeys(filter(None, map(verbatim.own, _texts(found, key)))))


def _texts(found: Mapping[str, Any], key: str) -> list[str]:
    value = found.get(key)
    if value is None:
        return []
    many = [value] if isinstance(value, str) else value
    if not isinstance(many, list) or not all(isinstance(one, str) for one in many):
        raise Wrong(f"wrong shape: {key}")
    longest = number("answer", "words")
    short = [one.strip() for one in many[: number("answer", "names")] if len(one) <= longest]
    return [one for one in short if one]


def _words(found: Any) -> str:  # noqa: ANN401  a model wrote it
    """What was dropped, short enough for a line."""
    told = found.get("quote", found.get("type", "")) if isinstance(found, dict) else found
    return " ".join(str(told)[:300].split())[:100]
