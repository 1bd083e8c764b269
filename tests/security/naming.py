"""The tests that a page names, and those of them that are not there."""

from __future__ import annotations

import re
from pathlib import Path

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def named_tests(text: str) -> list[tuple[str, str]]:
    """The file and the function, empty where the whole file is meant."""
    return NAMED.findall(text)


def missing(text: str, checkout: Path) -> list[str]:
    """Those that are no file, or no function of their file."""
    return [
        "::".join(filter(None, (file, name))) for file, name in named_tests(text) if not _there(checkout / file, name)
    ]


def _there(file: Path, name: str) -> bool:
    if not file.is_file():
        return False
    return not name or re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE) is not None
