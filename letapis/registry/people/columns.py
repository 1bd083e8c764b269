"""Which column of a list holds what, told by its titles in several languages or by a person. It reads no cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import table

KINDS = ("name", "surname", "given", "patronymic", "birth_year", "town", "date", "article", "note")
NAMING = ("name", "surname", "given", "patronymic")
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
MARKS = re.compile(r"[\W_]+")


class ListError(ValueError):
    """A list of which no row can be read. It tells columns by their numbers: a cell may hold a name."""

    def __init__(self, problem: str, way_out: str) -> None:
        super().__init__(f"{problem}. {way_out}")
        self.problem = problem
        self.way_out = way_out


@dataclass(frozen=True, slots=True)
class Columns:
    """Kind -> column, from 0; and the columns of a kind that stand aside for another one, from 1, for the report."""

    of: Mapping[str, int]
    aside: tuple[tuple[str, int], ...] = ()
    doubled: tuple[tuple[str, int, int], ...] = ()  # same title twice: to be compared cell by cell


def title(cell: str) -> str:
    """A title for comparing: small letters and figures, one space between words, nothing in brackets."""
    small = BRACKETS.sub(" ", cell).casefold().replace("ё", "е")
    return MARKS.sub(" ", small).strip()


def recognise(heading: Sequence[str]) -> Columns:
    """The columns of a heading; empty where it is none."""
    titles = [title(cell) for cell in heading]
    of: dict[str, int] = {}
    aside: list[tuple[str, int]] = []
    doubled: list[tuple[str, int, int]] = []
    for kind in KINDS:
        ranks = _ranks(kind)
        found = sorted((ranks[one], number) for number, one in enumerate(titles) if one in ranks)
        if not found:
            continue
        of[kind] = found[0][1]
        for rank, number in found[1:]:
            if rank == found[0][0]:
                doubled.append((kind, of[kind], number))
            else:
                aside.append((kind, number + 1))
    return Columns(_names_sorted_out(of), tuple(aside), tuple(doubled))


def mapped(heading: Sequence[str], told: Mapping[str, str]) -> Columns:
    """The columns as a person told them, by number from 1 or by title, over those recognised. Raises ListError."""
    found = recognise(heading)
    of = dict(found.of)
    for kind, where in told.items():
        if kind not in KINDS:
            raise ListError("a column is mapped to what no record has", f"Known are {', '.join(KINDS)}.")
        of[kind] = _place(heading, kind, where)
    if "name" in told:
        of = {kind: place for kind, place in of.items() if kind in told or kind not in NAMING}
    left = tuple(one for one in found.doubled if one[0] not in told)
    return Columns(of, tuple(one for one in found.aside if one[0] not in told), left)


def _place(heading: Sequence[str], kind: str, where: str) -> int:
    if where.isdecimal():
        if not 1 <= int(where) <= len(heading):
            raise ListError(f"there is no column {where} for {kind}", f"The list has {len(heading)} columns.")
        return int(where) - 1
    places = [number for number, cell in enumerate(heading) if title(cell) == title(where)]
    if len(places) != 1:
        many = "no column has" if not places else f"{len(places)} columns have"
        raise ListError(f"{many} the title told for {kind}", f"Tell its number: --map {kind}=2.")
    return places[0]


def _names_sorted_out(of: dict[str, int]) -> dict[str, int]:
    """A column titled just "name" is the given name beside a surname, and the surname beside a given name."""
    if "name" in of and "surname" in of and "given" not in of:
        of["given"] = of.pop("name")
    elif "name" in of and "given" in of and "surname" not in of:
        of["surname"] = of.pop("name")
    return of


@cache
def _ranks(kind: str) -> dict[str, int]:
    titles = table("lists_of_people.toml")["columns"][kind]["titles"]
    return {title(one): rank for rank, one in enumerate(titles)}
