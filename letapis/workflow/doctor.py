"""Looks at the machine and the archive for what would give people away, and says what no check can promise.

It only looks: it changes nothing, opens no connection, and works on a locked archive too, where it says less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from letapis.archive.archive import Archive
from letapis.vocabulary.resources import table

State = Literal["well", "attention", "danger", "unknown"]
WORDS = "doctor.toml"
LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, and the values for its sentence."""

    check: str
    state: State
    values: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """What was looked at."""
        return self._words("title", language)

    def found(self, language: str) -> str:
        """What is so, in one sentence."""
        return self._words(self.state, language)

    def why(self, language: str) -> str:
        """Why it matters."""
        return self._words("why", language)

    def advice(self, language: str) -> str:
        """What to do about it."""
        return self._words("do", language)

    def _words(self, name: str, language: str) -> str:
        text: str = table(WORDS)[self.check][name][language]
        return text.format_map(self.values)


Check = Callable[[Path, Archive | None], Finding]


def examine(folder: Path, archive: Archive | None) -> tuple[Finding, ...]:
    """Every check in its order; `archive` is None where there is none or it is locked."""
    return tuple(check(folder, archive) for check in _checks())


def limits(language: str) -> tuple[str, tuple[str, ...]]:
    """What cannot be protected: a title and its lines."""
    told = table(WORDS)[LIMITS]
    return told["title"][language], tuple(words[language] for name, words in told.items() if name != "title")


def dangers(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that should be mended before anything real goes in."""
    return tuple(one for one in findings if one.state == "danger")


def _checks() -> tuple[Check, ...]:
    from letapis.workflow import doctor_archive, doctor_system

    return (
        doctor_archive.sealed,
        doctor_archive.rights,
        doctor_system.disk,
        doctor_system.swap,
        doctor_system.core,
        doctor_system.secrets,
        doctor_archive.agent,
        doctor_system.sockets,
        doctor_system.sandbox,
        doctor_archive.clock,
        doctor_archive.room,
        doctor_system.versions,
        doctor_archive.backup,
        doctor_archive.anchors,
    )
