"""How much a piece of work in a cell may take. The system holds these limits, not the work itself."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class CellLimits:
    """Ceilings for one child."""

    memory_megabytes: float = 400  # beyond what Python and the readers take before the file is there (about 110)
    processor_seconds: float = 10
    wall_seconds: float = 20
    answer_megabytes: float = 100

    @property
    def memory(self) -> int:
        """In bytes."""
        return int(self.memory_megabytes * MEGABYTE)

    @property
    def answer(self) -> int:
        """In bytes."""
        return int(self.answer_megabytes * MEGABYTE)


LIMITS = CellLimits()
