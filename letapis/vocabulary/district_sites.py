"""Police, courts, detention centres and offices that every district of Belarus has: their names are made by rule.

The rules are data (`gazetteer/district_sites.toml`), made for the districts of `gazetteer/belarus.tsv` that bear the
name of their town. Sites with a name of their own, and those of the two other districts, are in `gazetteer/sites.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from letapis.vocabulary.gazetteer import Place, named_places, rows
from letapis.vocabulary.resources import table

DISTRICT = 3  # the column that says whether a district is named after the town


@cache
def district_sites() -> dict[str, Place]:
    """The sites of all districts by canonical name; each stands for the town of its district."""
    rules = table("gazetteer/district_sites.toml").values()
    made = (_site(rule, row) for row in rows("belarus.tsv") if row[DISTRICT] for rule in rules)
    return {site.name: site for site in made}


def _site(rule: dict[str, Any], row: list[str]) -> Place:
    town, belarusian, russian = row[0], belarusian_forms(row[6]), russian_forms(row[7])
    latin = [town, *(name for name in row[8].split(";") if name and name.isascii())]
    english = [pattern.format(name=name) for pattern in (rule["title"], *rule["en"]) for name in latin]
    names = {
        "en": english,
        "be": [pattern.format(**belarusian) for pattern in rule["be"]],
        "ru": [pattern.format(**russian) for pattern in rule["ru"]],
    }
    labels = {language: spellings[0] for language, spellings in names.items()}
    every = dict.fromkeys(spelling for spellings in names.values() for spelling in spellings)
    others = tuple(spelling for spelling in every if spelling not in labels.values())
    above = (parent for parent in named_places()[town].parents if not parent.endswith(" district"))
    return Place(
        labels["en"], rule["kind"], (town, f"{town} district", *above), labels, spellings=others, stands_for=town
    )


def belarusian_forms(adjective: str) -> dict[str, str]:
    """The forms of a Belarusian adjective in -кі: Салігорскі, Салігорскае, Салігорская, Салігорскага."""
    stem = adjective.removesuffix("і").capitalize()
    return {"adj": f"{stem}і", "neuter": f"{stem}ае", "feminine": f"{stem}ая", "gen": f"{stem}ага"}


def russian_forms(adjective: str) -> dict[str, str]:
    """The forms of a Russian adjective in -кий: Солигорский, Солигорское, Солигорская, Солигорского."""
    stem = adjective.removesuffix("ий").capitalize()
    return {"adj": f"{stem}ий", "neuter": f"{stem}ое", "feminine": f"{stem}ая", "gen": f"{stem}ого"}


def examples() -> Iterator[tuple[str, str, str]]:
    """What the tables say of themselves: rule, spelling, town."""
    for name, rule in table("gazetteer/district_sites.toml").items():
        for example in rule["examples"]:
            spelling, _, town = example.partition(" = ")
            yield name, spelling, town
