"""What protects this machine from a file that is being read, and what does not: tried out, not supposed."""

from __future__ import annotations

from dataclasses import dataclass

from letapis.sandbox.cell import measured
from letapis.sandbox.layers import FULL, MEANING, Layer
from letapis.sandbox.profile import Profile, warn_of_weak


@dataclass(frozen=True, slots=True)
class Cell:
    """The layers that hold on this machine, and those that it lacks, each as a sentence."""

    protects: tuple[str, ...]
    missing: tuple[str, ...]
    layers: Layer

    @property
    def full(self) -> bool:
        """Whether the profile high-risk reads anything here."""
        return self.layers == FULL


def describe() -> Cell:
    """Have a cell made with nothing in it, and ask it. Raises CellError where none can be made."""
    layers = measured("letapis.sandbox.describing:nothing", profile=Profile.NORMAL).layers
    protects = tuple(meaning for layer, meaning in MEANING.items() if layer in layers)
    return Cell(protects, tuple(meaning for layer, meaning in MEANING.items() if layer not in layers), layers)


def warn_where_weak() -> None:
    """Say it now, where other processes will read the files."""
    warn_of_weak(describe().layers)


def nothing() -> bytes:
    """The work of a cell that is only tried out."""
    return b""
