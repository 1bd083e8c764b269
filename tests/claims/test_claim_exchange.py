from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.claims.exchange import claim_from_json, claim_to_json
from letapis.sources.moment import Moment

FULL = Claim(
    document="d",
    type="detention",
    quote="60 people were detained",
    start=10,
    end=33,
    date=DateInterval(date(2020, 10, 11), date(2020, 10, 11)),
    place=("Brest",),
    count=Count(60, None, "people", "more than 60"),
    who=("police",),
    whom=("people",),
    scope="total",
    said_by="Viasna",
    definition="detained",
    basis="named_list",
    as_of=Moment.parse("2020-10-12T12:30"),
    subset_of="d:0-40:detention",
    confidence=0.8,
    coder="rules 1",
    reasons=(Reason("type", "detain", "detained"),),
)
CONTRACT = ["type", "quote", "start", "end", "date", "place", "count", "who", "whom", "status", "scope", "said_by"]


@pytest.mark.parametrize("claim", [FULL, Claim(document="d", type="strike", quote="strike", start=0, end=6)])
def test_a_claim_comes_back_as_it_went(claim):
    assert claim_from_json(claim_to_json(claim), "d") == claim


def test_the_keys_of_the_contract_come_first():
    assert list(claim_to_json(FULL))[: len(CONTRACT)] == CONTRACT


def test_a_claim_of_another_coder_needs_only_the_contract():
    claim = claim_from_json({"type": "strike", "quote": "x", "start": 0, "end": 1, "count": None, "date": None}, "d")
    assert (claim.status, claim.scope, claim.count, claim.date) == ("happened", "event", None, None)


@pytest.mark.parametrize("lacking", ["type", "quote", "start", "end"])
def test_what_must_be_there_is_asked_for(lacking):
    data = claim_to_json(FULL)
    del data[lacking]
    with pytest.raises(KeyError):
        claim_from_json(data, "d")


def test_the_page_of_the_claim_names_each_key():
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "claim.md").read_text(encoding="utf-8")
    named = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert named == list(claim_to_json(FULL))
