"""Names of entries that the machine proposes: made of what makes the entry itself, so that they come out the same."""

from __future__ import annotations

import hashlib

_LENGTH = 6  # bytes; two of a million names meet once in three hundred archives


def named(kind: str, *parts: str) -> str:
    """The id of a proposed entry: its kind, and a mark of its parts."""
    mark = hashlib.blake2b("\0".join(parts).encode(), digest_size=_LENGTH).hexdigest()
    return f"{kind}:{mark}"


def person_of(key: str) -> str:
    """The id of the person whom claims name by that key (`entry.name_key`): `person:bokun_a` for "bokun a".

    That two claims with one key mean one person is a proposal; `split` and `correct` take it apart.
    """
    return f"person:{key.replace(' ', '_').replace(':', '')}"
