"""Bytes to text: the encoding is chosen by evidence, recorded, and never guessed past a byte that does not fit."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from letapis.vocabulary.resources import LANGUAGES, table

MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
SAMPLE = 60_000  # bytes looked at to choose
HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
HIGH = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
TYPOGRAPHIC = frozenset("äöüßÄÖÜéèêëàâáåæøóòôúùûíìîïçñÉÀÇŠšŽžýÝ„“”‘’‚‹›«»–—…€§°©®™•·£\u00a0\u00ad")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the name of the encoding it was read in."""

    text: str
    encoding: str


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that is read."""

    def __init__(self, place: str, problem: str, way_out: str) -> None:
        super().__init__(problem)
        self.place = place
        self.problem = problem
        self.way_out = way_out


def decode(data: bytes, hint: str | None = None) -> Decoded:
    """Read bytes as text; `hint` is what a header or a page says of its encoding. Raises UndecodableError.

    Order of evidence: a byte order mark, the pattern of UTF-16, valid UTF-8, the hint, and then the eight-bit
    Cyrillic encodings by the words they yield.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    wide = _utf16(data)
    if wide:
        return _strict(data, wide)
    if CONTROL.search(data[:SAMPLE]) and len(CONTROL.findall(data[:SAMPLE])) * 100 > len(data[:SAMPLE]):
        raise UndecodableError("", "is binary, not text", "Bring it as text, HTML, PDF, DOCX, ODT, RTF or e-mail.")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        failure = error
    if _mostly_utf8(data[:SAMPLE]):
        raise UndecodableError(
            f"byte {failure.start}",
            f"is UTF-8 with a damaged character (0x{data[failure.start]:02x})",
            "Save it again as UTF-8, or repair that byte.",
        )
    return _eight_bit(data, hint, failure)


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), codecs.lookup(encoding.removesuffix("-sig")).name)
    except UnicodeDecodeError as error:
        raise UndecodableError(
            f"byte {error.start}", f"begins as {encoding} and breaks off", "Save it again as UTF-8."
        ) from error


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of Latin or Cyrillic text is 0x00 or 0x04."""
    sample = data[: SAMPLE - SAMPLE % 2]
    if len(sample) < 4 or (b"\x00" not in sample and sample.count(b"\x04") * 3 < len(sample)):
        return ""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        counts = Counter(high)
        if counts[0] + counts[4] + counts[0x20] > 0.95 * len(high) and counts[0] + counts[4] > 0.5 * len(high):
            empty = sample.decode(encoding, "replace").count("\x00")
            return encoding if empty * 100 <= len(high) else ""  # else it is the padding of a binary file
    return ""


def _mostly_utf8(sample: bytes) -> bool:
    """Whether nearly all bytes above 0x7f form valid UTF-8."""
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - bad
    return good > 4 * bad


def _eight_bit(data: bytes, hint: str | None, failure: UnicodeDecodeError) -> Decoded:
    sample = data[:SAMPLE]
    candidates = [hint, *CYRILLIC] if hint else list(CYRILLIC)
    in_runs = sum(len(run) for run in HIGH_RUN.findall(sample))
    if in_runs * 2 > len(HIGH.findall(sample)):
        scores = {encoding: _cyrillic_score(sample, encoding) for encoding in candidates if encoding}
        best = max(scores, key=lambda encoding: (scores[encoding], encoding == hint))
        if scores[best] > 0:
            return _strict(data, best)
    for encoding in (hint, "cp1252"):
        if encoding and _typographic(sample, encoding):
            return _strict(data, encoding)
    raise UndecodableError(
        f"byte {failure.start}",
        f"holds a byte (0x{data[failure.start]:02x}) that is text in no encoding we read",
        "Save it as UTF-8 and bring it again.",
    )


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """How far the text reads as Cyrillic words: known small words count for it, oddities against it."""
    try:
        text = sample.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return -1.0
    words = WORD.findall(text)
    small = _small_words()
    known = sum(word.lower() in small for word in words)
    frequent = sum(text.count(letter) for letter in "оаеинтсріў")
    odd = sum(1 for word in words if not (word.islower() or word.isupper() or word.istitle()))
    strange = sum(
        letter > "\x7f" and not letter.isalpha() and letter not in TYPOGRAPHIC and letter != "№" for letter in text
    )
    mixed = sum(1 for word in words if not word.isascii() and any("a" <= letter.lower() <= "z" for letter in word))
    return (3 * known + frequent - 4 * odd - 4 * strange - 4 * mixed) / (len(text) + 1)


def _typographic(sample: bytes, encoding: str) -> bool:
    """Whether the bytes above 0x7f are the accents and quotation marks of western text."""
    try:
        text = sample.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    high = [letter for letter in text if letter > "\x7f"]
    return sum(letter in TYPOGRAPHIC for letter in high) >= 0.9 * len(high)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(
        word
        for language in LANGUAGES
        if table(f"languages/{language}/letters.toml")["script"] == "cyrillic"
        for word in table(f"languages/{language}/letters.toml")["words"]
    )
