"""The words of kinds of event, by language, and the root of PLOVER that a claim type falls under."""

from __future__ import annotations

from functools import cache
from typing import Any

from letapis.vocabulary.resources import table
from letapis.vocabulary.types import claim_types

LANGUAGES_WITH_KINDS = ("en",)


def kinds_of(language: str) -> dict[str, Any]:
    """`asides`, `sets`, `endings` and the entries `kind` of a language; empty where there are none."""
    return table(f"languages/{language}/kinds.toml") if language in LANGUAGES_WITH_KINDS else {}


@cache
def root_of_type(claim_type: str) -> str:
    """The root of a claim type: that of its mapping; giving in and drawing back are YIELD."""
    root = claim_types()[claim_type].plover.partition(":")[0]
    return {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(root, root)
