"""Lines about a report, read by the patterns of `headings.toml` in every language at once: a role and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from letapis.sources.moment import Moment
from letapis.sources.written_days import day_of
from letapis.vocabulary.resources import LANGUAGES, table

UPPER = "A-ZÀ-ÖØ-ÞĀŁŚŠŻŽČĆЀ-ЯІЎЇЄҐЁ"
WORD = rf"[{UPPER}][\w.'’ʼ\-]{{0,40}}"
PARTICLE = r"(?:von|van|de|da|der|den|al|el|bin)"
NAME = rf"(?P<name>{WORD}(?:[ \u00a0](?:{PARTICLE}[ \u00a0])?{WORD}){{0,4}})"
LINKS = r"(?:of|and|the|for|in|on|и|в|на|при|по|за|і|у|аб|та|про|und|für|der|die|des|im)"  # small words inside a title
TITLE = rf"(?P<title>[\"“«„]?{WORD}(?:[ \u00a0](?:{WORD}|\d{{1,4}}|{LINKS})){{0,8}}[\"”»“]?)"
PLACES = {
    "{name}": NAME,
    "{title}": TITLE,
    "{label}": r"(?P<title>[^\W_][^\n.:;!?]{1,60})",
    "{words}": r"[^\n:]{1,80}",
    "{date}": r"(?P<date>[^\n]{6,60}?)",
}
DROPPED = frozenset(
    (
        "separator",
        "link",
        "author",
        "translator",
        "published",
        "written",
        "origin",
        "publisher",
        "url",
        "credit",
        "follow",
        "rights",
        "donation",
    )
)
FIRST = {"published": 0, "dated_title": 1}
BEGINNING = 3  # letters by which hints are found
LONGEST_LINE = 420
MARKUP = re.compile(r"[*_`#]{1,6}|!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)|[\u00ad\u200b-\u200f\u2060\ufeff]")
MARKED = re.compile(r"[*_`#\[\u00ad\u200b-\u200f\u2060\ufeff]")
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of `headings.toml`, compiled."""

    role: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """What one line or block says: the role, and a value or a moment."""

    role: str
    value: str = ""
    moment: Moment | None = None
    title: str = ""  # what follows the date on a line such as "date 2020-10-13 Title"


def line_heading(line: str) -> Heading | None:
    """What one line says of the report; None for a line of the report itself."""
    return _line(plain_line(line))


def block_heading(block: str) -> Heading | None:
    """What a short paragraph is besides text: rights, an appeal for donations, an addendum, a caption."""
    return _first("blocks", plain_line(block))


def heading_of(block: str) -> Heading | None:
    """What a block says as a whole, else as one line."""
    plain = plain_line(block)
    beginnings = _beginnings(plain.lower())
    return _first("blocks", plain, beginnings) or _line(plain, beginnings)


def role_of(block: str) -> str:
    """Role of a block as a whole; empty for a block of the report."""
    heading = heading_of(block)
    return heading.role if heading else ""


def _line(plain: str, beginnings: frozenset[str] | None = None) -> Heading | None:
    return _first("lines", plain, beginnings) if 0 < len(plain) <= LONGEST_LINE else None


def plain_line(line: str) -> str:
    """The words of a line: no marks, no link targets, single spaces, no full stop at the end of a short line."""
    if MARKED.search(line):
        line = MARKUP.sub(_link_words, line)
    plain = " ".join(line.split())
    plain = plain.removeprefix("- ").removeprefix("• ").removeprefix("— ")
    return plain.removesuffix(".") if len(plain) < 100 else plain


def _link_words(match: re.Match[str]) -> str:
    return match.group(1) or ""


def dated_prefix(line: str) -> str:
    """The label and date before a title on the same line, as written; empty where the line has none."""
    lower = line[:20].lower()
    for entry in _dated_titles():
        if lower.startswith(entry.hints):
            match = entry.pattern.match(line)
            if match and day_of(match["date"]):
                return line[: match.start("title")]
    return ""


def _first(kind: str, plain: str, beginnings: frozenset[str] | None = None) -> Heading | None:
    """The first entry of a kind that reads a line (as a whole) or a block (anywhere in it)."""
    lower = plain.lower()
    for index in _worth_trying(kind, lower, _beginnings(lower) if beginnings is None else beginnings):
        entry = _entries(kind)[index]
        match = entry.pattern.fullmatch(plain) if kind == "lines" else entry.pattern.search(plain)
        heading = _read(entry.role, match) if match else None
        if heading:
            return heading
    return None


def _read(role: str, match: re.Match[str]) -> Heading | None:
    """The heading of a match; None where its date or its name is none after all."""
    groups = match.groupdict()
    if "date" in groups:
        moment = day_of(groups["date"] or "")
        return Heading(role, moment.iso(), moment, groups.get("title") or "") if moment else None
    value = (groups.get("name") or groups.get("title") or groups.get("url") or "").strip(' "“”«»„.,')
    if "name" in groups and not is_name(value):
        return None
    return Heading(role, value)


def is_name(words: str) -> bool:
    """Whether capitalised words may be a name: no month, no weekday, and no article among them."""
    return bool(words) and not any(word in _no_names() for word in words.lower().replace(".", "").split())


@cache
def _no_names() -> frozenset[str]:
    words = {"the", "a", "an", "our", "der", "die", "das"}
    for language in LANGUAGES:
        data = table(f"languages/{language}/headings.toml")
        words.update(data["weekdays"], *data["months"])
    return frozenset(words)


@cache
def _entries(kind: str) -> tuple[Entry, ...]:
    """All entries of a kind in all languages, in a fixed order."""
    entries = [
        Entry(entry["role"], tuple(entry["hints"]), compiled(entry["pattern"]))
        for language in LANGUAGES
        for entry in table(f"languages/{language}/headings.toml")[kind]
    ]
    # "date 2020-10-13 Anna Novik tells of the strike" is a date with a title before it is a title with a name.
    return tuple(sorted(entries, key=lambda entry: FIRST.get(entry.role, len(FIRST))))


@cache
def _hints(kind: str) -> dict[str, list[tuple[str, int]]]:
    """Hints with the places of their entries, by their first letters: most lines hold none of these beginnings."""
    found: dict[str, list[tuple[str, int]]] = {}
    for index, entry in enumerate(_entries(kind)):
        for hint in entry.hints:
            letters = LETTERS.match(hint.strip())
            found.setdefault(letters.group()[:BEGINNING] if letters else "", []).append((hint, index))
    return found


def _beginnings(lower: str) -> frozenset[str]:
    """The first letters of the words of a line: a hint begins where a word begins."""
    words = LETTERS.findall(lower)
    return frozenset((*(word[:BEGINNING] for word in words), *(word[:2] for word in words), ""))


def _worth_trying(kind: str, lower: str, beginnings: frozenset[str]) -> list[int]:
    """Places of the entries of which a hint occurs, in their order."""
    hints = _hints(kind)
    return sorted({index for start in beginnings & hints.keys() for hint, index in hints[start] if hint in lower})


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the vocabulary with its placeholders filled in."""
    for placeholder, expression in PLACES.items():
        pattern = pattern.replace(placeholder, expression)
    return re.compile(pattern.replace("{language}", f"(?i:{'|'.join(_languages())})"))


@cache
def _dated_titles() -> tuple[Entry, ...]:
    return tuple(entry for entry in _entries("lines") if entry.role == "dated_title")


@cache
def _languages() -> tuple[str, ...]:
    return tuple(word for language in LANGUAGES for word in table(f"languages/{language}/headings.toml")["languages"])
