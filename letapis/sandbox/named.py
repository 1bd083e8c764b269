"""A function of ours by its name, so that only a name has to cross into a cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any


def named(name: str) -> Callable[..., Any]:
    """The function of "package.module:function"; what follows further colons is bound as its first arguments."""
    module, function, *arguments = name.split(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return partial(found, *arguments) if arguments else found
