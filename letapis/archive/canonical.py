"""One way to write a value as JSON, so that its hash means something: sorted keys, UTF-8, no spaces, no floats.

It follows RFC 8785 as far as our values go (strings, integers, booleans, null, lists, objects with string keys).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Mapping[str, Any]) -> bytes:
    """The bytes of a value, without a newline. A character that UTF-8 cannot hold is written as its escape."""
    return _ENCODER.encode(value).encode("utf-8", "backslashreplace")


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
