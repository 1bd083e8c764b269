"""A mail quoted in a mail: its words, and what the line above it says of its writer and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from letapis.sources.moment import Moment
from letapis.sources.written_days import day_in
from letapis.vocabulary.resources import LANGUAGES, table

MARK = re.compile(r"> ?")
LABEL = re.compile(r"[*_ \t]{0,4}([^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)[*_]{0,2}\s?:[*_]{0,2}[ \t]+(\S.{0,300})")
NAME = re.compile(r"(?:^|,? )\"?([^\d,<>\"@:]{3,60}?)\"?\s*(?:<[^<>\n]{0,120}>|\([^()\n]{0,120}@[^()\n]{0,120}\))")
HALF_DAY = re.compile(r"^(?:at |[AaPp]\.?[Mm]\.?[ ,]+)+")
NESTED = 5  # quotations inside one another that are told apart


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quoted mail; who wrote it, when, and under which subject, where a line tells."""

    text: str
    author: str | None = None
    sent: Moment | None = None
    title: str | None = None


def without_quoted(text: str, depth: int = 0) -> tuple[str, list[Quoted]]:
    """The mail's own words, and the mails quoted in it, outermost first. Each line of text is in one of them."""
    own: list[str] = []
    found: list[Quoted] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if lines[at].startswith(">"):
            end = _end_of_marked(lines, at)
            above, told = _attribution(own)
            del own[len(own) - above :]
            found.extend(
                _nested(Quoted("\n".join(MARK.sub("", line, count=1) for line in lines[at:end]), *told), depth)
            )
            at = end
        elif _is_divider(lines[at]) and (header := _header(lines, at + 1)):
            found.extend(_nested(Quoted("\n".join(lines[header[0] :]), *header[1]), depth))
            break
        else:
            own.append(lines[at])
            at += 1
    return "\n".join(own).strip("\n"), found


def _nested(quoted: Quoted, depth: int) -> list[Quoted]:
    """A quoted mail that quotes others, outermost first."""
    if depth >= NESTED:
        return [quoted] if quoted.text.strip() else []
    own, inner = without_quoted(quoted.text, depth + 1)
    outer = [Quoted(own, quoted.author, quoted.sent, quoted.title)] if own.strip() else []
    return outer + inner


def _end_of_marked(lines: list[str], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    return end


def _attribution(own: list[str]) -> tuple[int, tuple[str | None, Moment | None]]:
    """How many of the last lines are "On 10 Nov 2020 at 09:12, NAME wrote:", and what they tell."""
    last = len(own)
    while last and not own[last - 1].strip():
        last -= 1
    for count in (1, 2, 3):
        words = " ".join(line.strip() for line in own[max(0, last - count) : last])
        if words.endswith(":") and len(words) < 300 and _wrote().search(words):
            sent = day_in(words)
            name = NAME.search(words)
            if sent or name:
                return len(own) - last + min(count, last), (_name(name[1]) if name else _named_before(words), sent)
    return 0, (None, None)


def _named_before(words: str) -> str | None:
    """The name between the date and "wrote"."""
    match = _wrote().search(words)
    before = re.split(r"[,\d]", words[: match.start()])[-1].strip() if match else ""
    return _name(before)


def _name(words: str) -> str | None:
    words = HALF_DAY.sub("", words.strip(" ,\"'*")).strip()
    return words if words and "@" not in words and 2 <= len(words) <= 60 and words[0].isupper() else None


def _is_divider(line: str) -> bool:
    """Whether a line is "-----Original Message-----", "---- Forwarded message ----", or one of underscores."""
    stripped = line.strip()
    if len(stripped) >= 20 and not stripped.strip("_"):
        return True
    inner = stripped.strip("-_ *").lower()
    return stripped.startswith("--") and inner in _dividers()


def _header(lines: list[str], start: int) -> tuple[int, tuple[str | None, Moment | None, str | None]] | None:
    """The lines "From: …", "Sent: …", "Subject: …" of a forwarded mail: where its text begins, and what they tell."""
    told: dict[str, str] = {}
    at = start
    while at < len(lines) and at < start + 12:
        match = LABEL.fullmatch(lines[at].strip())
        role = _labels().get(match[1].lower(), "") if match else ""
        if match and role:
            told[role] = match[2]
        elif lines[at].strip() or told:
            break
        at += 1
    if "from" not in told and "date" not in told:
        return None
    return at, (
        _name(told.get("from", "").split("<")[0].split("[")[0]),
        day_in(told.get("date", "")),
        told.get("subject"),
    )


@cache
def _labels() -> dict[str, str]:
    return {
        word: role
        for language in LANGUAGES
        for role, words in table(f"languages/{language}/headings.toml")["mail"]["labels"].items()
        for word in words
    }


@cache
def _dividers() -> frozenset[str]:
    return frozenset(
        word for language in LANGUAGES for word in table(f"languages/{language}/headings.toml")["mail"]["dividers"]
    )


@cache
def _wrote() -> re.Pattern[str]:
    words = [word for language in LANGUAGES for word in table(f"languages/{language}/headings.toml")["mail"]["wrote"]]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
