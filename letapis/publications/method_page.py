"""How the chronicle was made and what it leaves out: rules, vague words, coder, definitions, as really used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from letapis.publications.interface import Interface
from letapis.publications.pages import Pages
from letapis.publications.views import Views
from letapis.publications.visible import plain, visible
from letapis.vocabulary.resources import table as data_table
from letapis.vocabulary.types import claim_types

_TERMS = ("source", "origin", "statement", "event", "figure", "reading")


@dataclass(frozen=True, slots=True)
class Method:
    """What only the one who ran the program knows: the rule asked for, the table of vague words, sources set aside."""

    rule: str | None
    table: str
    set_aside: tuple[tuple[str, str], ...]
    quality: tuple[tuple[str, str], ...]


def write(pages: Pages, views: Views, method: Method) -> None:
    """Write method.html."""
    words = views.words
    events = views.lookup.record.events
    pages.write(
        "method.html", "method.html", "method", left_out=_left_out(views, method),
        set_aside=[(visible(name), visible(reason)) for name, reason in method.set_aside],
        quality=[(visible(label), visible(value)) for label, value in method.quality],
        coders=coders(views), confirmed=words.number(sum(event.confirmed for event in events)),
        rule=method.rule, rules=_rules(views), table=method.table, vague=_vague(method.table, words),
        terms=[(words(f"site.term_{name}"), words(f"term.{name}")) for name in _TERMS], kinds=_kinds(views),
    )


def coders(views: Views) -> str:
    """The coders of the claims with their versions."""
    named = sorted({claim.coder for claim in views.lookup.record.claims if claim.coder})
    return plain(", ".join(named)) or views.words("method.coder_none")


def _left_out(views: Views, method: Method) -> list[tuple[str, str]]:
    claims = views.lookup.record.claims
    types = claim_types()
    countable = {code for code, entry in types.items() if entry.measure}
    readings = (reading for figure in views.lookup.record.figures for reading in figure.readings)
    passed = sum(not reading.standing for reading in readings)
    numbers = {
        "undated": sum(claim.date is None for claim in claims),
        "placeless": sum(not claim.place for claim in claims),
        "numberless": sum(claim.count is None and claim.type in countable for claim in claims),
        "superseded": passed,
        "set_aside": len(method.set_aside),
    }
    return [(views.words(f"method.left_{name}"), views.words.number(number)) for name, number in numbers.items()]


def _rules(views: Views) -> list[tuple[str, str, str]]:
    used = Counter(figure.published.rule for figure in views.lookup.record.figures if figure.published)
    words = views.words
    return [(rule, words.code("rule", rule), words.number(used[rule])) for rule in words.words["rule"]]


def _vague(table: str, words: Interface) -> list[tuple[str, str]]:
    entries: dict[str, list[int]] = data_table("vague.toml")[table]
    ends = {word: [None if end < 0 else end for end in pair] for word, pair in entries.items()}
    return [(words.code("vague", word), words.interval(*pair)) for word, pair in ends.items()]


def _kinds(views: Views) -> list[dict[str, str]]:
    used = Counter(event.type for event in views.lookup.record.events)
    english = views.words.language == "en"  # the definitions of types.toml are in English
    return [
        {
            "code": code, "label": views.words.type(code), "meaning": entry.definition if english else "",
            "huridocs": entry.huridocs, "acled": entry.acled, "plover": entry.plover,
            "events": views.words.number(used[code]),
        }
        for code, entry in claim_types().items()
    ]
