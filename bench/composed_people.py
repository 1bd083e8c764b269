"""Records of detention put together from spellings that others wrote of real names, for evaluation only.

A person is invented: the surname of one, the given name of another and the father of a third, each in the spellings
that `persons_dev.jsonl` has of it. The file lies beside the checkout and nothing of it is kept here.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import synthetic_people as invented
from rapidfuzz.distance import JaroWinkler

from letapis.names.folding import fold
from letapis.registry.people.records import PersonRecord

FATHERS = re.compile(r"(вич|вна|ична|ўна|віч|ич|іч)$")
BELARUSIAN = re.compile("[іў]")
NEAR = 0.8  # likeness of keys from which a Latin word is taken for that part of the name
Spellings = dict[str, list[str]]  # language -> spellings
PARTS = ("surname", "given", "father")


def spellings(folder: Path) -> dict[str, dict[str, list[Spellings]]]:
    """By sex and part of the name: the spellings of each name, by language."""
    found: dict[str, dict[str, list[Spellings]]] = {sex: {part: [] for part in PARTS} for sex in "mf"}
    for line in (folder / "persons_dev.jsonl").read_text(encoding="utf-8").splitlines():
        parts = _parts(json.loads(line)["names"])
        if not parts["surname"]:
            continue
        fathers = [word for words in parts["father"].values() for word in words]
        sex = "f" if any(word.endswith("на") for word in fathers) else "m"
        for part, by_language in parts.items():
            if len(by_language) > 1:
                found[sex][part].append({language: sorted(words) for language, words in by_language.items()})
    return found


def _parts(names: list[dict[str, Any]]) -> dict[str, dict[str, set[str]]]:
    parts: dict[str, dict[str, set[str]]] = {part: defaultdict(set) for part in PARTS}
    latin: set[str] = set()
    for name in names:
        words = [word.capitalize() for word in re.split(r"[\s,]+", name["name"]) if word]
        if name["script"] != "cyr":
            latin.update(words)
        elif len(words) == 3 and (place := _patronymic(words)):
            language = "be" if name["lang"] == "be" or BELARUSIAN.search(name["name"].lower()) else "ru"
            parts["father"][language].add(words[place])
            parts["given"][language].add(words[place - 1])
            parts["surname"][language].add(words[2 if place == 1 else 0])
    _add_latin(parts, latin)
    return parts


def _patronymic(words: list[str]) -> int:
    """Its place behind the given name; 0 where it has none."""
    return next((place for place in (2, 1) if FATHERS.search(words[place].lower())), 0)


def _add_latin(parts: dict[str, dict[str, set[str]]], words: set[str]) -> None:
    """Each Latin word to the part that it sounds like."""
    keys = {
        part: {key for spelled in held.values() for word in spelled for key in fold(word)}
        for part, held in parts.items()
    }
    for word in sorted(words):
        likeness = {
            part: max((JaroWinkler.similarity(one, other) for one in fold(word) for other in known), default=0)
            for part, known in keys.items()
        }
        best = max(likeness, key=lambda part: likeness[part])
        if likeness[best] > NEAR:
            parts[best]["latin"].add(word)


def records(count: int, folder: Path, seed: int = 0) -> Iterator[tuple[PersonRecord, str]]:
    """That many records, each with the id of its person: 35 % without patronymic, and so on as in the survey."""
    known, draw = spellings(folder), random.Random(seed)
    made = person = 0
    while made < count:
        person += 1
        sex = "m" if draw.random() < 0.7 else "f"
        name = {part: draw.choice(known[sex][part]) for part in PARTS}
        year = 2004 - int(draw.gammavariate(2.2, 9))
        town = invented._town(draw)  # noqa: SLF001
        for _ in range(invented._one_of(draw, invented.EPISODES)):  # noqa: SLF001
            day = invented.FIRST_DAY + timedelta(days=int(draw.expovariate(1 / 60)))
            article = invented._one_of(draw, invented.ARTICLES)  # noqa: SLF001
            for _ in range(invented._one_of(draw, invented.TOLD)):  # noqa: SLF001
                if made == count:
                    return
                made += 1
                language = invented._one_of(draw, invented.LANGUAGES)  # noqa: SLF001
                yield (
                    PersonRecord(
                        id=f"list:{made}",
                        source="list",
                        row=made,
                        name=_written(draw, name, language),
                        birth_year=None if draw.random() < 0.4 else year,
                        town="" if draw.random() < 0.2 else _town(town, language),
                        date="" if draw.random() < 0.15 else day.isoformat(),
                        article="" if draw.random() < 0.5 else article,
                    ),
                    f"p{person}",
                )


def _town(row: int, language: str) -> str:
    return invented.towns()[0][row][{"latin": 0, "be": 1, "ru": 2}[language]]


def _written(draw: random.Random, name: dict[str, Spellings], language: str) -> str:
    words = [_spelling(draw, name["surname"], language), _spelling(draw, name["given"], language)]
    if draw.random() > 0.35:
        words.append(_spelling(draw, name["father"], language))
    if draw.random() < 0.05:
        words = invented._mistyped(draw, words)  # noqa: SLF001
    if draw.random() < 0.05:
        words = [words[0], *(word[0] + "." for word in words[1:])]
    return " ".join([*words[1:], words[0]] if draw.random() < 0.5 else words)


def _spelling(draw: random.Random, by_language: Spellings, language: str) -> str:
    wanted = next(one for one in (language, "ru", "be", "latin") if one in by_language)
    return draw.choice(by_language[wanted])
