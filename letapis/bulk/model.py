"""The parameters of a linkage: how often each level is met among records of one person, and of different people."""

from __future__ import annotations

import hashlib
import math
import tomllib
from dataclasses import dataclass
from importlib.resources import files

Levels = dict[str, dict[str, tuple[float, float]]]
LEAST = 0.002  # no level is rarer than this among records of one person: clerks err, and nothing is impossible
LEAST_DIFFERENT = 1e-7
NUDGE = 1e-6  # by which two levels of one weight are told apart


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters of one run. `levels`: field -> level -> (share among the same, share among different people)."""

    partners: float  # how many other records of the same person a record has, on average
    levels: Levels

    def to_toml(self) -> str:
        """The model as a file holds it."""
        lines = [f"partners = {self.partners!r}"]
        for field, levels in self.levels.items():
            lines += ["", f"[levels.{field}]"]
            lines += [f'"{name}" = [{same!r}, {different!r}]' for name, (same, different) in levels.items()]
        return "\n".join(lines) + "\n"

    @property
    def version(self) -> str:
        """A name of these parameters, to be kept with what people decided upon them."""
        return hashlib.sha256(self.to_toml().encode()).hexdigest()[:12]

    def prior(self, count: int) -> float:
        """The share of all pairs among that many records that are of one person; never more than one in five."""
        return min(0.2, max(self.partners, 1e-3) / max(count - 1, 1))

    def weight(self, field: str, level: str) -> float:
        """How much a level says, before the frequency of the value: log2 of the ratio of its shares."""
        same, different = self.levels[field][level]
        return math.log2(same / different)


def from_toml(text: str) -> Model:
    """A model from a file. Raises ValueError, KeyError or TypeError where it is none."""
    told = tomllib.loads(text)
    levels = {
        field: {name: (float(same), float(different)) for name, (same, different) in held.items()}
        for field, held in told["levels"].items()
    }
    return Model(float(told["partners"]), levels)


def shipped() -> Model:
    """The parameters for lists too short to learn from: learned by `bench/linking.py --write` from invented records."""
    return from_toml(files("letapis.bulk").joinpath("parameters.toml").read_text(encoding="utf-8"))


def tidy(model: Model) -> Model:
    """The model with shares that add up to one in each field, none of them nothing, and no two levels of one weight."""
    return Model(model.partners, {field: _tidy(levels) for field, levels in model.levels.items()})


def rounded(share: float) -> float:
    """A share to nine digits: what is behind them depends on the order in which threads add."""
    return float(f"{share:.9g}")


def _tidy(levels: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    same = sum(pair[0] for pair in levels.values())
    different = sum(pair[1] for pair in levels.values())
    found: dict[str, tuple[float, float]] = {}
    taken: set[float] = {0.0}  # the weight of what is unknown
    for name, (one, other) in levels.items():
        share, unlike = one / same, max(other / different, LEAST_DIFFERENT)
        while (weight := round(math.log2(share / unlike), 6)) in taken:
            unlike *= 1 + NUDGE
        taken.add(weight)
        found[name] = (rounded(share), rounded(unlike))
    return found
