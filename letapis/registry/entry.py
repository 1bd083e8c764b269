"""The entry: a claim with what the registry derives from it alone. It knows no other claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from letapis.claims.claim import Claim
from letapis.names.endings import stem
from letapis.names.organisations import bodies
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary import gazetteer
from letapis.vocabulary.measures import measure_of, measures
from letapis.vocabulary.resources import table
from letapis.vocabulary.types import claim_types

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
LONGEST_NAME = 5  # words of a body's name at the end of an attribution
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,60})[»”“\"]")
_POSSESSIVE = re.compile(r"['’]s$")
_EMPLOYERS = frozenset({"factory", "university", "theatre"})  # sites whose name tells who acted
_HELD_APART_BY_ACTOR = frozenset(
    {"condemnation", "sanction", "appeal", "organising", "resignation", "dialogue", "concession", "award"}
)


CountKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in its context.

    `body` is the code of the third party that it credits, `speaker` the folded full name of a person it credits.
    `population` names the special group that is counted; empty for everyone. `persons` are the keys of those to whom
    it was done by name, `actors` the keys of those who did it, where that tells occurrences apart.
    """

    id: str  # the claim's
    claim: Claim
    kin: str
    standing: str  # happened (with alleged), planned, threatened, denied
    body: str
    speaker: str
    as_of: Moment | None
    stated: bool  # the as-of stands in the text; else it is the date of the report
    certain: bool  # stated, or the report speaks for itself: then its date is the as-of; a repeated figure may be older
    until: date | None  # the earliest day on which the report can have been written
    measure: str
    population: str
    key: CountKey  # measure, definition, population, unit: counts are compared only within it
    persons: frozenset[str]
    actors: frozenset[str]
    outlet: str = ""  # id of the origin that who put the report out would be
    took: str = ""  # id of the origin that the report names as where it took its text from
    replaces: str = ""  # id of the report that the claim's is a later version of
    replaced: Moment | None = None  # when that version was made, or else seen


def fold(text: str) -> str:
    """Lower case, single spaces."""
    return " ".join(text.casefold().split())


@cache
def _kin() -> dict[str, str]:
    return {member: kin for kin, members in table("joining.toml")["kin"].items() for member in members}


@cache
def _groups() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    groups = table("joining.toml")["groups"].items()
    return tuple((code, tuple(entry["stems"]), frozenset(entry.get("ordinary_in", ()))) for code, entry in groups)


@lru_cache(maxsize=65536)
def groups_in(words: str) -> tuple[str, ...]:
    """Codes of the special groups that the words name: `("journalists",)` for "over 30 journalists"."""
    folded = " " + " ".join(_WORD.findall(words.casefold()))
    return tuple(code for code, stems, _ in _groups() if any(" " + start in folded for start in stems))


def population(claim: Claim) -> str:
    """The special group that the claim counts, `journalists+women` for several; empty for everyone."""
    family = claim_types()[claim.type].family if claim.type in claim_types() else ""
    named = claim.who if family == "collective" else claim.whom
    found = {code for words in named for code in groups_in(words)}
    return "+".join(sorted(found - {code for code, _, ordinary in _groups() if claim.type in ordinary}))


@cache
def _nobody() -> tuple[tuple[str, ...], frozenset[str]]:
    entry = table("joining.toml")["nobody"]
    return tuple(entry["stems"]), frozenset(entry["words"])


@cache
def _place_stems() -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the one-word names of countries, and of these with the places of Belarus: "residents of Hrodna"."""
    countries: set[str] = set()
    settled: set[str] = set()
    for place in gazetteer.named_places().values():
        if place.kind not in _EMPLOYERS:
            names = (place.name, *place.labels.values(), *place.spellings)
            found = {stem(name.casefold()) for name in names if " " not in name}
            settled |= found
            countries |= found if place.kind == "country" else set()
    return frozenset(countries), frozenset(settled)


def _names_nobody(word: str) -> bool:
    stems, words = _nobody()
    folded = word.casefold()
    return folded in words or folded.startswith(stems)


@lru_cache(maxsize=65536)
def name_key(words: str) -> str:
    """Key of a person's or an organisation's name, "bokun a" for Anatol Bokun; empty where nobody is named.

    Only whole names match; that two spellings are one person is for people to decide.
    """
    held = _WORD.findall(words)
    runs: list[list[str]] = [[]]
    for number, word in enumerate(held):
        # A capital at the beginning of a longer phrase may only begin the sentence.
        opening = number == 0 and len(held) > 1 and not held[1][0].isupper()
        if word[0].isupper() and not opening and not _names_nobody(word):
            runs[-1].append(_POSSESSIVE.sub("", word).casefold())
        elif runs[-1]:
            runs.append([])
    return next((key for key in map(_name_of_run, sorted(runs, key=len, reverse=True)) if key), "")


def _name_of_run(run: list[str]) -> str:
    """Key of one run of words with capitals: the last and the initial of the first, without a country before them."""
    countries, settled = _place_stems()
    while len(run) > 1 and stem(run[0]) in countries:
        run = run[1:]
    if len(run) < 2:
        return "" if not run or stem(run[0]) in settled else run[0]
    return f"{run[0]} {run[-1]}" if len(run[-1]) == 1 else f"{run[-1]} {run[0][0]}"


@lru_cache(maxsize=4096)
def keys_of(*names: str) -> frozenset[str]:
    """The keys of those who are named. Equal sets are one object: an archive holds a few of them, a million times."""
    return _one(frozenset(filter(None, map(name_key, names))))


@lru_cache(maxsize=4096)
def _one(keys: frozenset[str]) -> frozenset[str]:
    return keys


def _persons(claim: Claim) -> frozenset[str]:
    keys = keys_of(*claim.whom)
    counted = claim.count.low if claim.count else None
    # "Eleven people, among them A" counts a group in which one is named: the group is the occurrence.
    return keys if counted is None or counted <= len(keys) else keys_of()


def _actors(claim: Claim, group: str) -> frozenset[str]:
    if claim.type in _HELD_APART_BY_ACTOR:
        return keys_of(*claim.who)
    if claim_types()[claim.type].family != "collective":
        return keys_of()
    return _one(keys_of(*claim.who) | {group}) if group else keys_of(*claim.who)


def _speaker(said_by: str) -> str:
    words = _WORD.findall(said_by)
    full_name = len(words) > 1 and all(word[0].isupper() for word in words)
    return fold(" ".join(words)) if full_name else ""


@lru_cache(maxsize=65536)
def body_code(name: str) -> str:
    """Code of the body of that name; empty where it is none that we know."""
    body = bodies.recognise(name)
    return body.code if body else ""


@lru_cache(maxsize=65536)
def named_origin(name: str) -> str:
    """The id of the origin of that name: a body that we know, else the report's own; empty where nobody is named."""
    if not name.strip():
        return ""
    code = body_code(name)
    return f"body:{code}" if code else f"report:{fold(name)}"


@lru_cache(maxsize=65536)
def credited_body(said_by: str) -> str:
    """Code of the body that an attribution credits: as a whole, in quotation marks, or as the name it ends with.

    "Viasna", "the list of «Viasna»", "a spokesman for the Interior Ministry".
    """
    found = body_code(said_by)
    for quoted in () if found else _QUOTED.findall(said_by):
        found = found or body_code(quoted)
    held = said_by.split()
    for start in range(max(1, len(held) - LONGEST_NAME), len(held)):
        if not found and held[start][0].isupper():
            found = body_code(" ".join(held[start:]))
    return found


def _own_bodies(document: Document | None) -> set[str]:
    names = (document.origin, document.publisher, document.author, document.speaker) if document else ()
    return {body_code(name) for name in names if name}


def _replaced(document: Document) -> Moment | None:
    if document.edited:
        return document.edited
    try:
        return Moment.parse(document.extra["captured"])
    except (KeyError, ValueError):
        return None


def _until(document: Document | None) -> date | None:
    moments = (document.written, document.published) if document else ()
    return min((moment.day for moment in moments if moment), default=None)


@lru_cache(maxsize=4096)
def _key(measure: str, definition: str, group: str, unit: str) -> CountKey:
    return measure, fold(definition), group, unit


def entry_of(claim: Claim, document: Document | None, identity: str = "") -> Entry:
    """The entry of a claim; `document` is the report that it stands in, None where only the claim came.

    `identity` is the id of the claim where the caller has it: it is put together anew each time it is asked for.
    """
    said_by = claim.said_by or ""
    body = credited_body(said_by) if said_by else ""
    dated = (document.edited or document.dated) if document else None
    if claim.scope == "total" and claim.date:
        dated = Moment(claim.date.last)  # a total holds until the end of its period
    known = claim.type in claim_types()
    measure = measure_of(claim.type) if claim.count else ""
    group = population(claim)
    return Entry(
        id=identity or claim.id,
        claim=claim,
        kin=_kin().get(claim.type, claim.type),
        standing="happened" if claim.status == "alleged" else claim.status,
        body=body,
        speaker="" if body or not said_by else _speaker(said_by),
        as_of=claim.as_of or dated,
        stated=claim.as_of is not None,
        certain=claim.as_of is not None or not body or body in _own_bodies(document),
        until=_until(document),
        measure=measure,
        population=group,
        key=_key(measure, claim.definition, group, claim.count.unit if claim.count else ""),
        persons=_persons(claim),
        actors=_actors(claim, group) if known else keys_of(),
        outlet=named_origin((document.publisher or document.author or "") if document else ""),
        took=named_origin((document.origin or "") if document else ""),
        replaces=(document.replaces or "") if document else "",
        replaced=_replaced(document) if document and document.replaces else None,
    )


def usual_unit(measure: str) -> str:
    """The unit that the measure counts in where the report names no other."""
    known = measures().get(measure)
    return known.unit if known else "people"
