"""Why the numbers of a figure differ: a paragraph in neutral words from readings, relations, origins and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from letapis.publications.amounts import amount, counted, form, moment, noun, words
from letapis.publications.interface import Interface
from letapis.publications.sentences import MOST_SAID, definition_of, interval, origin_name
from letapis.registry.corrections import CORRECTED
from letapis.registry.readings import is_vague
from letapis.registry.record import Figure, Origin, Reading, Record, Relation
from letapis.sources.document import Document


def why(
    figure: Figure, record: Record, documents: Iterable[Document] = (), language: str = "en", *, brief: bool = False
) -> str:
    """The paragraph "why do numbers differ?": list or total, moment, definition, place, origins, parts.

    `brief` leaves out the moments of the readings, for an account that has named them, and most pairs of a conflict.
    """
    del documents  # all that is told stands in the record
    told = _Told(figure, record, language, brief=brief)
    return " ".join(dict.fromkeys(told.sentences()))


class _Told:
    """A figure with what its paragraph needs at hand."""

    def __init__(self, figure: Figure, record: Record, language: str, *, brief: bool = False) -> None:
        self.brief = brief
        self.figure = figure
        self.record = record
        self.language = language
        self.origins: dict[str, Origin] = {origin.id: origin for origin in record.origins}
        self.readings = {reading.id: reading for one in record.figures for reading in one.readings}
        self.readings |= {reading.id: reading for reading in figure.readings}
        self.standing = [reading for reading in figure.readings if reading.standing]

    def _say(self, key: str, **slots: str) -> str:
        patterns: dict[str, Any] = words(self.language)["why"]
        return str(patterns[key]).format(**slots)

    def _amount(self, reading: Reading) -> str:
        return amount(interval(reading), self.language).text

    def _origin(self, reading: Reading) -> str:
        return origin_name(self.origins.get(reading.origin), self.language)

    def sentences(self) -> Iterator[str]:
        """All that there is to say, the weightiest first."""
        yield from self._together()
        yield from self._lists()
        yield from () if self.brief else self._moments()
        yield from self._grown()
        yield from self._places()
        yield from self._parts()
        yield from self._definitions()
        yield from self._vague()
        yield from self._reports()

    def _together(self) -> Iterator[str]:
        conflicts = [one for one in self.figure.relations if one.kind == "conflict"]
        most = 1 if self.brief else MOST_SAID
        for one in conflicts[:most]:
            left, right = self.readings[one.left], self.readings[one.right]
            yield self._say(
                "conflict",
                left=self._amount(left),
                right=self._amount(right),
                left_origin=self._origin(left),
                right_origin=self._origin(right),
            )
        if len(conflicts) > most:
            yield self._say("conflicts", pairs=counted(len(conflicts) - most, "pairs", self.language))
        if len(self.standing) > 1 and not conflicts:
            yield self._say("agree")
        elif len(self.figure.readings) == 1:
            yield self._say("alone")

    def _lists(self) -> Iterator[str]:
        bases = {reading.basis for reading in self.standing}
        if "named_list" in bases and len(bases) > 1:
            yield self._say("list")

    def _moments(self) -> Iterator[str]:
        moments = {reading.as_of.iso() for reading in self.standing if reading.as_of and reading.stated}
        if len(moments) > 1 or (moments and len(self.standing) > 1):
            dated = [reading for reading in self.standing if reading.as_of]
            told = (
                self._say(
                    "moment",
                    amount=self._amount(reading),
                    moment=moment(reading.as_of, self.language) if reading.as_of else "",
                    origin=self._origin(reading),
                )
                for reading in dated
            )
            yield self._say("hours", moments="; ".join(told))
        silent = [reading for reading in self.standing if reading.as_of and not reading.stated]
        if silent and len(self.standing) > 1:
            yield self._say("undated", origins=", ".join(dict.fromkeys(map(self._origin, silent))))

    def _grown(self) -> Iterator[str]:
        for one in self.figure.relations:
            if one.kind == "superseded" and one.left in self.readings and one.right in self.readings:
                earlier, later = self.readings[one.left], self.readings[one.right]
                key, day = _followed(one, self.language)
                slots = {"amount": self._amount(earlier), "later": self._amount(later), "day": day}
                yield self._say(key, **slots, origin=self._origin(earlier))

    def _places(self) -> Iterator[str]:
        places = {reading.place for reading in self.standing if reading.place}
        if len(places) > 1:
            told = (
                self._say("place", amount=self._amount(reading), place=place_names(reading.place, self.language))
                for reading in self.standing
                if reading.place
            )
            yield self._say("places", places="; ".join(told))

    def _parts(self) -> Iterator[str]:
        for part in self.record.figures:
            if part.subset_of == self.figure.id and part.published:
                told = amount((part.published.low, part.published.high), self.language)
                codes = part.population.split("+")
                known = set(words(self.language)["units"])
                named = [noun(code, told.noun, self.language) for code in codes if code in known]
                who = " + ".join(named) or f"{noun(part.unit, told.noun, self.language)} ({part.population})"
                yield _capital(self._say("subset", amount=told.text, noun=who))

    def _definitions(self) -> Iterator[str]:
        owner = {reading.id: one for one in self.record.figures for reading in one.readings}
        for one in self.figure.relations:
            if one.kind == "different_definition" and one.right in owner:
                left, right = self.readings[one.left], self.readings[one.right]
                yield _capital(
                    self._say(
                        "definition",
                        left=f"{self._amount(left)} ({self._defined(self.figure)})",
                        right=f"{self._amount(right)} ({self._defined(owner[one.right])})",
                    )
                )

    def _defined(self, figure: Figure) -> str:
        from letapis.vocabulary.measures import measures

        known = measures().get(figure.measure)
        label = known.label[self.language] if known else figure.measure
        if figure.criteria:
            return definition_of(figure, self.origins, self.language)
        return f"“{figure.definition}”" if figure.definition else label

    def _vague(self) -> Iterator[str]:
        for reading in self.standing:
            if reading.words and is_vague(reading):
                yield self._say("vague", words=reading.words, amount=self._amount(reading))

    def _reports(self) -> Iterator[str]:
        reports = {claim.rsplit(":", 2)[0] for reading in self.standing for claim in reading.claims}
        if len(reports) > self.figure.origins:
            origins = sorted({reading.origin for reading in self.standing} & self.origins.keys())
            names = dict.fromkeys(origin_name(self.origins[one], self.language) for one in origins)
            told = words(self.language)["reports"][form(len(reports), self.language)].format(number=len(reports))
            yield _capital(
                self._say(
                    "origins",
                    reports=told,
                    origins=counted(self.figure.origins, "origins", self.language),
                    names=", ".join(names),
                )
            )


def _followed(relation: Relation, language: str) -> tuple[str, str]:
    """How a number was followed by another of its origin, and the day on which it was corrected, where it was."""
    head, _, day = relation.reason.partition(": ")
    if head == CORRECTED:
        return ("corrected_on", Interface(language).day(date.fromisoformat(day))) if day else ("corrected", "")
    return ("repeated" if "repeated" in relation.reason else "superseded"), ""


def place_names(place: tuple[str, ...], language: str) -> str:
    """The names of places in the language, as far as the gazetteer knows them."""
    from letapis.vocabulary.gazetteer import place as known

    found = ((name, known(name)) for name in place)
    return ", ".join(one.labels.get(language) or name if one else name for name, one in found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
