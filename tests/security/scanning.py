"""Finds words in bytes in every form that a program may have left them in: alphabets, escapes, digests, packed streams.

It knows no format of ours: it looks as somebody does who has copied the disk and has a list of names.
"""

from __future__ import annotations

import base64
import bz2
import codecs
import hashlib
import html
import json
import lzma
import quopri
import re
import unicodedata
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii

ALPHABETS = (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "cp1251", "koi8-r", "koi8-u", "cp866",
    "iso8859-5", "mac-cyrillic", "latin-1", "cp855",
)  # fmt: skip
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "capitals": str.upper,
    "small letters": str.lower,
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "backwards": lambda text: text[::-1],
    "Latin letters": anyascii,
    "Latin letters, small": lambda text: anyascii(text).lower(),
    "without spaces": lambda text: re.sub(r"\W", "", text),
    "letters only, small": lambda text: re.sub(r"\W", "", text).lower(),
    "with underscores": lambda text: re.sub(r"\W+", "_", text),
    "with hyphens, small": lambda text: re.sub(r"\W+", "-", text).lower(),
    "ё as е": lambda text: text.replace("ё", "е").replace("Ё", "Е"),
    "ў as у, і as и": lambda text: text.replace("ў", "у").replace("і", "и"),
}
ESCAPES: dict[str, Callable[[str], bytes]] = {
    "JSON escapes": lambda text: json.dumps(text)[1:-1].encode(),
    "JSON escapes, capitals": lambda text: re.sub(
        r"\\u....", lambda one: "\\u" + one.group()[2:].upper(), json.dumps(text)[1:-1]
    ).encode(),
    "percent": lambda text: urllib.parse.quote(text, safe="").encode(),
    "percent, small": lambda text: urllib.parse.quote(text, safe="").lower().encode(),
    "percent of a form": lambda text: urllib.parse.quote_plus(text).encode(),
    "percent in cp1251": lambda text: urllib.parse.quote(text.encode("cp1251", "replace"), safe="").encode(),
    "entities": lambda text: html.escape(text).encode(),
    "entities, decimal": lambda text: "".join(f"&#{ord(one)};" for one in text).encode(),
    "entities, hexadecimal": lambda text: "".join(f"&#x{ord(one):x};" for one in text).encode(),
    "entities of letters beyond ASCII": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "Python escapes": lambda text: text.encode("ascii", "backslashreplace"),
    "Python bytes": lambda text: repr(text.encode())[2:-1].encode(),
    "octal escapes": lambda text: "".join(chr(one) if one < 128 else f"\\{one:03o}" for one in text.encode()).encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).replace(b"=\n", b""),
    "punycode": lambda text: text.lower().encode("punycode"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal, capitals": lambda text: text.encode().hex().upper().encode(),
    "hexadecimal of UTF-16": lambda text: text.encode("utf-16-le").hex().encode(),
    "hexadecimal with spaces": lambda text: text.encode().hex(" ").encode(),
    "base32": lambda text: base64.b32encode(text.encode()).rstrip(b"=")[:-2],
    "ascii85": lambda text: base64.a85encode(text.encode())[:-5],
    "base85": lambda text: base64.b85encode(text.encode())[:-5],
    "rot13": lambda text: codecs.encode(text, "rot13").encode(),
    "turned over": lambda text: bytes(one ^ 0xFF for one in text.encode()),
    "base64": lambda text: _sixty_four(text.encode(), 0, base64.b64encode),
    "base64 after one byte": lambda text: _sixty_four(text.encode(), 1, base64.b64encode),
    "base64 after two bytes": lambda text: _sixty_four(text.encode(), 2, base64.b64encode),
    "base64 for addresses": lambda text: _sixty_four(text.encode(), 0, base64.urlsafe_b64encode),
    "base64 for addresses after one byte": lambda text: _sixty_four(text.encode(), 1, base64.urlsafe_b64encode),
    "base64 for addresses after two bytes": lambda text: _sixty_four(text.encode(), 2, base64.urlsafe_b64encode),
    "base64 of UTF-16": lambda text: _sixty_four(text.encode("utf-16-le"), 0, base64.b64encode),
    "base64 of cp1251": lambda text: _sixty_four(text.encode("cp1251", "replace"), 0, base64.b64encode),
    "SHA-256": lambda text: hashlib.sha256(text.encode()).digest(),
    "SHA-256, hexadecimal": lambda text: hashlib.sha256(text.encode()).hexdigest().encode(),
    "SHA-256 of small letters": lambda text: hashlib.sha256(text.lower().encode()).hexdigest().encode(),
    "SHA-256, base64": lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()),
    "SHA-1": lambda text: hashlib.sha1(text.encode()).digest(),
    "SHA-1, hexadecimal": lambda text: hashlib.sha1(text.encode()).hexdigest().encode(),
    "MD5": lambda text: hashlib.md5(text.encode()).digest(),
    "MD5, hexadecimal": lambda text: hashlib.md5(text.encode()).hexdigest().encode(),
    "SHA-512, hexadecimal": lambda text: hashlib.sha512(text.encode()).hexdigest().encode(),
    "BLAKE2b, hexadecimal": lambda text: hashlib.blake2b(text.encode()).hexdigest().encode(),
}
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|BZh[1-9]1AY|\xfd7zXZ\x00|\x5d\x00\x00|PK\x03\x04")
SHORTEST = 6  # bytes: shorter patterns meet themselves by chance
UNPACKED = 1 << 22  # so much of a packed stream is looked into
DEEP = 2  # streams within streams


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One word in one form at one place."""

    place: str
    word: str
    form: str


def patterns(words: Mapping[str, str]) -> dict[bytes, tuple[str, str]]:
    """All byte strings to look for, each with the name of its word and of the form."""
    found: dict[bytes, tuple[str, str]] = {}
    for name, word in words.items():
        for form, data in _forms(word):
            if len(data) >= SHORTEST:
                found.setdefault(data, (name, form))
    return found


def forms(word: str) -> dict[str, bytes]:
    """The forms of one word that differ from each other."""
    told: dict[bytes, str] = {}
    for form, data in _forms(word):
        if len(data) >= SHORTEST:
            told.setdefault(data, form)
    return {form: data for data, form in told.items()}


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    for form, change in FORMS.items():
        for alphabet in ALPHABETS:
            try:
                yield f"{form}, {alphabet}", change(word).encode(alphabet)
            except UnicodeEncodeError:
                continue
    for form, escape in ESCAPES.items():
        yield form, escape(word)


class Scanner:
    """Looks through files and remembers by their hash those that it has looked through."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.patterns = patterns(words)
        self._known: dict[bytes, tuple[tuple[str, str], ...]] = {}
        self.bytes = 0

    def scan(self, data: bytes) -> tuple[tuple[str, str], ...]:
        """The words in some bytes, and in the streams that are packed into them, each with its form."""
        key = hashlib.sha256(data).digest()
        if key not in self._known:
            self.bytes += len(data)
            self._known[key] = tuple(sorted(set(self._look(data, DEEP))))
        return self._known[key]

    def places(self, folders: Iterable[Path]) -> list[Hit]:
        """Every file below the folders: its name, and what is in it."""
        found: list[Hit] = []
        for folder in folders:
            for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
                place = path.relative_to(folder.parent).as_posix()
                found += [Hit(f"name of {place}", *hit) for hit in self.scan(place.encode("utf-8", "surrogateescape"))]
                if path.is_file() and not path.is_symlink():
                    found += [Hit(place, *hit) for hit in self.scan(_content(path))]
        return found

    def _look(self, data: bytes, deep: int) -> Iterator[tuple[str, str]]:
        for pattern, told in self.patterns.items():
            if pattern in data:
                yield told
        if deep:
            for packed in PACKED.finditer(data):
                opened = _unpacked(data, packed.start(), packed.group())
                if len(opened) >= SHORTEST:
                    yield from ((word, f"packed, {form}") for word, form in self._look(opened, deep - 1))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # of another program, which has taken it away meanwhile
        return b""


def _unpacked(data: bytes, at: int, magic: bytes) -> bytes:
    """As much of a packed stream as comes out; nothing where it is none."""
    piece = data[at : at + UNPACKED]
    try:
        if magic.startswith(b"PK"):
            name, extra = int.from_bytes(piece[26:28], "little"), int.from_bytes(piece[28:30], "little")
            return zlib.decompressobj(-15).decompress(piece[30 + name + extra :], UNPACKED)
        if magic.startswith(b"\x1f"):
            return zlib.decompressobj(31).decompress(piece, UNPACKED)
        if magic.startswith(b"x"):
            return zlib.decompressobj().decompress(piece, UNPACKED)
        if magic.startswith(b"BZ"):
            return bz2.BZ2Decompressor().decompress(piece, UNPACKED)
        return lzma.LZMADecompressor().decompress(piece, UNPACKED)
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
        return b""


def _sixty_four(data: bytes, before: int, encode: Callable[[bytes], bytes]) -> bytes:
    """The characters that the bytes alone decide, whatever stands before and behind them."""
    told = encode(b"\0" * before + data)
    start = -(-before * 4 // 3)
    end = (before + len(data)) * 8 // 6
    return told[start:end]
