"""Finds the prison, police station, court, workplace or square that a name means, in any case of its words.

Many towns have a Leninski police department: then all of them are told, and the town, where it is known, decides.
"""

from __future__ import annotations

import re
from functools import cache

from letapis.names.organisations.bodies import key
from letapis.names.organisations.words import town as town_of
from letapis.vocabulary.district_sites import district_sites
from letapis.vocabulary.gazetteer import Place, named_places, rows

IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
LONGEST = 200  # letters of a name that is looked for


def find_sites(name: str, town: str = "") -> tuple[Place, ...]:
    """The sites that a name may mean, those with a name of their own first; none where it is no site.

    `town`, a canonical name, keeps those that stand in it or in its district; where the name itself tells the town,
    "Ленинский РОВД Гродно", that one does.
    """
    if len(name) > LONGEST:
        return ()
    whole = key(name)
    found = _index().get(whole, ())
    start, _, end = name.rstrip().rpartition(" ")
    if not found and start and end and (named := town_of(end)):
        found, town = _index().get(key(start), ()), named
    return tuple(site for site in found if not town or town in site.parents)


@cache
def _index() -> dict[tuple[str, ...], tuple[Place, ...]]:
    """Sites by the key of each spelling, with and without the town in brackets."""
    found: dict[tuple[str, ...], dict[str, Place]] = {}
    own = (named_places()[row[0]] for row in rows("sites.tsv"))
    for site in (*own, *district_sites().values()):
        for spelling in (site.name, *site.labels.values(), *site.spellings):
            for written in (spelling, IN_BRACKETS.sub("", spelling)):
                found.setdefault(key(written), {})[site.name] = site
    return {words: tuple(sites.values()) for words, sites in found.items()}
