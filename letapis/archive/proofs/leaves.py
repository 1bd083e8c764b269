"""What a line of a log is in its tree: the hash of its bytes, or the hash that it left behind when it was erased.

A stub takes the place of a line whose words were erased. It keeps the chain and the tree whole and says nothing else.
"""

from __future__ import annotations

import json
import re
from typing import Any

from letapis.archive.canonical import canonical
from letapis.archive.proofs.merkle import leaf_hash

REST = frozenset({"seq", "prev", "hash"})  # what else a stub has
MARK = b'"erased":true'
HASH = re.compile(r"[0-9a-f]{64}")


def leaf_of(line: bytes) -> bytes:
    """The leaf of a line as it stands, without its newline."""
    if MARK in line:
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if is_stub(entry):
            return bytes.fromhex(entry["leaf"])
    return leaf_hash(line)


def is_stub(entry: object) -> bool:
    """Whether an entry is what stands for an erased line."""
    match entry:
        case {"erased": True, "leaf": str(leaf), **others}:
            return not others.keys() ^ REST and HASH.fullmatch(leaf) is not None
    return False


def stub_of(line: bytes, entry: dict[str, Any]) -> bytes:
    """The line that takes the place of this one, without its newline; a stub stays as it is."""
    kept = {key: entry[key] for key in REST}
    return canonical({**kept, "leaf": leaf_of(line).hex(), "erased": True})
