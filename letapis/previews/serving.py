"""How an original leaves a server: as bytes to be saved, never as something that a browser shows or runs."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

LONGEST = 120  # characters of a file name
NAMELESS = "original"
FORBIDDEN = re.compile(r'[<>:"/\\|?*;,%&\'`$]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)  # Windows

HEADERS = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Download-Options": "noopen",
}


def headers_of_original(name: str, size: int) -> dict[str, str]:
    """The headers under which an original is handed out. `name` is the one it came with, whatever stands in it."""
    safe = safe_name(name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
    return {**HEADERS, "Content-Length": str(size), "Content-Disposition": disposition}


def safe_name(name: str) -> str:
    """A file name that every system saves as it reads: one part, nothing hidden, nothing turned round.

    A program whose name is turned round to end in jpg is called by its true ending.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/ .").rpartition("/")[2]
    seen = "".join(letter for letter in last if _shows(letter))
    whole = FORBIDDEN.sub("_", seen).strip(" .\u3000") or NAMELESS
    if RESERVED.match(whole):
        whole = f"_{whole}"
    if len(whole) <= LONGEST:
        return whole
    stem, dot, ending = whole.rpartition(".")
    ending = dot + ending if stem and len(ending) <= 10 else ""
    return whole[: LONGEST - len(ending)].rstrip(" .") + ending


def _shows(letter: str) -> bool:
    """Whether a letter stands for itself: no control, no mark of direction, no half character, no private sign."""
    return unicodedata.category(letter)[0] != "C" and unicodedata.category(letter) not in ("Zl", "Zp")
