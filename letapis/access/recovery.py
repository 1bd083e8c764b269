"""Recovery codes: ten, shown once, each good once, kept as hashes. One opens no key; it stands in for a second factor.

Each has 120 random bits, so a plain hash is enough: there is nothing to guess.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable

CODES = 10
BYTES = 15  # 120 bits, written as 24 letters and digits of 5 bits each: none is lost on the way
GROUP = 4
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "8": "b", "9": "g", "-": "", " ": ""})


def new_codes(random: Callable[[int], bytes] = secrets.token_bytes) -> tuple[str, ...]:
    """Fresh codes, as they are shown: abcd-efgh-ijkl-mnop-qrst-uvwx."""
    return tuple(_written(random(BYTES)) for _ in range(CODES))


def hashed(handle: str, code: str) -> str:
    """What is kept of a code. One typed with spaces, in capitals or with a 0 for an o is the same."""
    plain = code.strip().lower().translate(LOOKALIKES)
    return hashlib.sha256(f"letapis recovery code\0{handle}\0{plain}".encode("utf-8", "surrogatepass")).hexdigest()


def _written(data: bytes) -> str:
    letters = base64.b32encode(data).decode().lower()
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
