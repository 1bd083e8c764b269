"""The raw keys of databases while they are open, by the name that Django has for the database. In memory only.

No key is in the settings of Django, in an error or in a repr: settings are printed by more than one command of Django.
"""

from __future__ import annotations

SIZE = 32  # bytes

_keys: dict[str, bytes] = {}


class NoKeyError(LookupError):
    """A sealed database that nobody unlocked."""


def hold(name: str, key: bytes) -> None:
    """Keep the key of a database until it is forgotten."""
    if len(key) != SIZE:
        raise ValueError(f"a key has {SIZE} bytes")
    _keys[name] = bytes(key)


def held(name: str) -> bool:
    """Whether the key of a database is here."""
    return name in _keys


def key_of(name: str) -> bytes:
    """The key of a database. Raises NoKeyError."""
    if name not in _keys:
        raise NoKeyError(f"{name}: no key is held; unlock the archive first")
    return _keys[name]


def forget(name: str | None = None) -> None:
    """Let go of one key, or of all: what is asked for later is refused."""
    if name is None:
        _keys.clear()
    else:
        _keys.pop(name, None)
