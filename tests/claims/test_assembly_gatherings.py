"""Which gatherings are claims: those told in another act only where they are placed, and each of them once."""

from __future__ import annotations

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document

CODER = RuleCoder()


def types_in(text):
    return [claim.type for claim in CODER.code(Document(id="d", text=text, language="en"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister resigned amid the ongoing protests.", ["resignation"]),
        (
            "The minister resigned after several days of protests in the capital, Accra.",
            ["resignation", "demonstration"],
        ),
        ("In the wake of the protests, the Lima Police Bureau arrested nine drivers.", ["detention"]),
        ("About 4,000 supporters of the president gathered in Ankara.", ["progovernment_rally"]),
        ("The ruling party held its own rally in Lusaka.", ["progovernment_rally"]),
        (
            "Riot police used tear gas against hundreds of people calling for the resignation of the mayor.",
            ["crowd_control"],
        ),
        ("Authorities must release the sailors.", ["appeal"]),
        ("Rumour had it that the builders at the plant had downed tools.", ["strike"]),
    ],
)
def test_a_gathering_is_told_once(text, expected):
    assert sorted(types_in(text)) == sorted(expected)
