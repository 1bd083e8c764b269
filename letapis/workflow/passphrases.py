"""Where a passphrase comes from: a file, the surroundings, or a person who is asked. It is never an argument."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

from letapis.archive.errors import ArchiveError

FILE = "LETAPIS_PASSPHRASE_FILE"
VARIABLE = "LETAPIS_PASSPHRASE"
KEY_FILE = "LETAPIS_KEY_FILE"
LONGEST = 4096  # bytes of a passphrase

Ask = Callable[[str], str | None]

_ask: ContextVar[Ask | None] = ContextVar("ask", default=None)
_taken: dict[str, str] = {}  # what stood in the surroundings, and no longer does


def ask_with(ask: Ask | None) -> None:
    """How a person is asked: a function from the question to the answer, None where nobody is there to answer."""
    _ask.set(ask)


def given() -> str | None:
    """The passphrase of the file or of the variable."""
    take()
    if file := os.environ.get(FILE):
        return first_line(Path(file), FILE)
    return _taken.get(VARIABLE)


def take() -> None:
    """Take the variable out of the surroundings, wanted or not: no program that is started is to inherit it."""
    if VARIABLE in os.environ:
        _taken[VARIABLE] = os.environ.pop(VARIABLE)


def asked(question: str) -> str | None:
    """What a person answers; None where nobody can be asked."""
    ask = _ask.get()
    return ask(question) if ask is not None else None


def forget() -> None:
    """Forget what was taken from the surroundings."""
    _taken.clear()


def key_file(path: Path | None = None) -> bytes:
    """The digest of the key file of an option, or of the variable; nothing where there is none."""
    from letapis.archive.keys.stretching import key_file_digest

    named = os.environ.get(KEY_FILE)
    return key_file_digest(path or (Path(named) if named else None))


def first_line(path: Path, variable: str) -> str:
    """The passphrase in a file that a variable of the surroundings names. Raises ArchiveError."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1).decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise ArchiveError(str(path), f"cannot be read ({reason})", f"Name another file in {variable}") from error
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line or len(text) > LONGEST:
        raise ArchiveError(str(path), "holds no passphrase in its first line", f"Name another file in {variable}")
    return line
