"""The code lists of `codes/`: stable ids with labels, definitions and their numbers in the lists of others.

It knows no slot and no entry; which slot takes which list stands in `model/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from letapis.vocabulary.resources import table

FOLDER = "codes"


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `within` is the wider code that holds it; `huridocs` and the like are its numbers in other lists."""

    code: str
    label: dict[str, str]
    definition: str = ""
    within: str = ""
    huridocs: str = ""
    acled: str = ""
    plover: str = ""


@cache
def lists() -> tuple[str, ...]:
    """The names of all lists, sorted."""
    folder = files("letapis.vocabulary").joinpath(FOLDER)
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


@cache
def codes(name: str) -> Mapping[str, Code]:
    """The codes of a list in the order of its file. Raises KeyError that names the lists there are."""
    if name not in lists():
        raise KeyError(f"there is no code list {name!r}; known are {', '.join(lists())}")
    return {code: Code(code, **entry) for code, entry in table(f"{FOLDER}/{name}.toml").items()}


def holders(name: str, code: str) -> tuple[str, ...]:
    """The code itself and all wider ones, the narrowest first."""
    known = codes(name)
    found: list[str] = []
    while code in known and code not in found:
        found.append(code)
        code = known[code].within
    return tuple(found)


def code_of(name: str, text: str) -> str:
    """The code that a text means: its id, or its label in any language, in any case.

    Raises ValueError with the nearest codes of the list.
    """
    wanted = _folded(text)
    found = _spellings(name).get(wanted)
    if found:
        return found
    near = get_close_matches(wanted, _spellings(name), n=5, cutoff=0.5)
    nearest = tuple(dict.fromkeys(_spellings(name)[one] for one in near)) or tuple(codes(name))
    those = "the nearest are" if near else "known are"
    raise ValueError(f"{text!r} is no code of {name}; {those} {', '.join(nearest)}")


@cache
def _spellings(name: str) -> Mapping[str, str]:
    """Folded id or label -> code; ids win over labels."""
    found = {_folded(code): code for code in codes(name)}
    for code, entry in codes(name).items():
        for label in entry.label.values():
            found.setdefault(_folded(label), code)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
