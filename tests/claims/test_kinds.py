from __future__ import annotations

import pytest

from letapis.claims.kinds import kinds, read_kinds
from letapis.claims.tokens import tokenise


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The council agreed to release the sailors.", "AGREE"),
        ("The council refused to release the sailors.", "REJECT"),
        ("The council released the sailors.", "YIELD"),
        ("After the police arrested two poets, Oslo condemned the mayor.", "ACCUSE"),
        ("The rebels, who had killed a judge, met the envoy of Lima.", "CONSULT"),
        ("Nurses went on strike.", "PROTEST"),
        ("The archive was stripped of its registration.", "COERCE"),  # only an act says so
    ],
)
def test_the_verb_of_the_main_clause_comes_first(sentence, first):
    assert kinds(sentence, "en")[0] == first


def test_what_goes_along_comes_behind_and_is_marked():
    tokens = tokenise("After the police arrested two poets, Oslo condemned the mayor.")
    found = [(kind.root, kind.aside) for kind in read_kinds(tokens, "en")]
    assert found[0] == ("ACCUSE", False)
    assert ("COERCE", True) in found


def test_a_language_without_kinds_of_its_own_has_those_of_its_acts():
    assert kinds("В Бресте задержали троих.", "ru") == ("COERCE",)


def test_nothing_is_stated_where_nothing_happens():
    assert kinds("The harbour is blue.", "en") == ()
