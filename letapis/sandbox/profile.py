"""How much must hold before a stranger's bytes are read: `normal` takes what there is, `high-risk` all or nothing.

`LETAPIS_PROFILE` and `[safety] profile` of an archive choose it; the stricter of the two holds.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Mapping
from enum import StrEnum

from letapis.sandbox.errors import CellError
from letapis.sandbox.layers import FULL, MEANING, Layer

VARIABLE = "LETAPIS_PROFILE"
LACKING = "Run Letapis on Linux 5.13 or later, outside of a container that forbids it, or choose the profile normal"


class Profile(StrEnum):
    """What is asked of a machine."""

    NORMAL = "normal"
    HIGH_RISK = "high-risk"


def profile_of_machine(settings: Mapping[str, object] | None = None) -> Profile:
    """The stricter of what the environment and the settings of an archive say. Raises CellError for another word."""
    named = {_named(os.environ.get(VARIABLE) or "normal"), _named((settings or {}).get("profile", "normal"))}
    return Profile.HIGH_RISK if Profile.HIGH_RISK in named else Profile.NORMAL


def _named(word: object) -> Profile:
    try:
        return Profile(str(word))
    except ValueError:
        known = " or ".join(Profile)
        raise CellError("weak", f"is not read: {word!r} is no profile", f"Write {known} in {VARIABLE}") from None


def missing(layers: Layer) -> list[str]:
    """The names of the layers that do not hold."""
    return [str(layer.name).lower().replace("_", " ") for layer in MEANING if layer not in layers]


def refuse_weak(profile: Profile, layers: Layer) -> None:
    """Fail closed. Raises CellError."""
    if profile is Profile.HIGH_RISK and layers != FULL:
        lacking = ", ".join(missing(layers))
        raise CellError("weak", f"is not read in the profile high-risk: this system lacks {lacking}", LACKING)


_warned: list[bool] = []


def warn_of_weak(layers: Layer) -> None:
    """Say once, in the process that a person started, what does not protect."""
    if layers == FULL or _warned or multiprocessing.parent_process() is not None:
        return
    _warned.append(True)
    logging.getLogger(__name__).warning(
        "Files are read with less protection than there should be: this system lacks %s.", ", ".join(missing(layers))
    )
