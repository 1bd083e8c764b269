"""Every example of a kind of event is read as its root first, no counterexample is."""

from __future__ import annotations

import pytest

from letapis.claims.kinds import kinds
from letapis.vocabulary.kinds import LANGUAGES_WITH_KINDS, kinds_of, root_of_type
from letapis.vocabulary.types import claim_types

ROOTS = {
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def rows(kind: str) -> list[tuple[str, str, str]]:
    return [
        (language, entry["root"], example)
        for language in LANGUAGES_WITH_KINDS
        for entry in kinds_of(language)["kind"]
        for example in entry[kind]
    ]


@pytest.mark.parametrize(("language", "root", "example"), rows("examples"))
def test_an_example_is_read_as_its_root(language, root, example):
    assert kinds(example, language)[:1] == (root,)


@pytest.mark.parametrize(("language", "root", "example"), rows("counterexamples"))
def test_a_counterexample_is_not(language, root, example):
    assert kinds(example, language)[:1] != (root,)


def test_each_root_has_an_entry_and_each_claim_type_falls_under_one_or_none():
    assert {entry["root"] for entry in kinds_of("en")["kind"]} == ROOTS
    assert {root_of_type(name) for name in claim_types()} <= ROOTS | {""}
