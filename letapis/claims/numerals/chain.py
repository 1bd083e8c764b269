"""Number words that add up to one number, taken one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from letapis.claims.numerals.lexicon import Word

LARGEST = 10**15  # beyond it nothing is counted that a report tells of


@dataclass(slots=True)
class Chain:
    """The number so far: `total` of the scales passed ("two thousand"), `group` of what follows ("three hundred")."""

    total: float = 0.0
    group: float = 0.0
    last_scale: float = LARGEST
    scale: float = 1.0
    kind: str = ""

    def take(self, entry: Word) -> bool:
        """Add a word; False where it does not belong to the number."""
        if entry.kind == "scale":
            return self._multiply(entry.value)
        if entry.kind not in {"cardinal", "ordinal", "collective"} or not self._fits(entry.value):
            return False
        self.group += entry.value
        if not self.kind or entry.kind != "cardinal":
            self.kind = entry.kind
        return True

    def _multiply(self, value: float) -> bool:
        if value >= self.last_scale or self.group == 0:
            return False
        self.scale = value if self.total == 0 else 1.0
        if value < 1000:
            self.group *= value
        else:
            self.total, self.group, self.last_scale = self.total + self.group * value, 0.0, value
        return True

    def _fits(self, value: float) -> bool:
        """Whether a word may follow within one number: five after twenty, twenty after hundred, all at the start."""
        group = self.group
        if not self.kind:
            return True
        if group == 0:
            return self.total > 0 and 0 < value < self.last_scale
        if value < 1 or group != int(group):
            return False
        if value < 10:
            return group % 10 == 0 and group % 100 != 10
        return group % (100 if value < 100 else 1000) == 0
