"""Every entry of acts, statuses, scopes and attribution carries sentences; each is coded, and each must come out."""

from __future__ import annotations

from functools import cache

import pytest

from letapis.claims.claim import Claim
from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.acts import acts_of
from letapis.vocabulary.resources import LANGUAGES, table
from letapis.vocabulary.types import claim_types

PUBLISHED = Moment.parse("2020-10-14")


@cache
def coded(text: str, language: str) -> tuple[Claim, ...]:
    return RuleCoder().code(Document(id="example", text=text, language=language, published=PUBLISHED))


def rows(file: str, section: str, kind: str) -> list[tuple[str, dict[str, object], str]]:
    return [
        (language, entry, example)
        for language in LANGUAGES
        for entry in (acts_of(language) if file == "acts" else table(f"languages/{language}/{file}")).get(section, ())
        for example in entry[kind]
    ]


def name(value: object) -> str:
    return (
        value if isinstance(value, str) else str(value["name"]) if isinstance(value, dict) and "name" in value else ""
    )


def interval(claim: Claim) -> str:
    if claim.count is None:
        return ""
    low, high = claim.count.low, claim.count.high
    return f"{'' if low is None else low}..{'' if high is None else high}"


@pytest.mark.parametrize(("language", "entry", "example"), rows("acts", "act", "examples"), ids=name)
def test_an_example_gives_a_claim_of_its_type(language, entry, example):
    sentence, _, wanted = example.partition(" => ")
    claims = [claim for claim in coded(sentence, language) if claim.type == entry["type"]]
    assert claims
    if ".." in wanted:
        assert wanted in [interval(claim) for claim in claims]
    elif wanted:
        assert wanted in [claim.status for claim in claims]


@pytest.mark.parametrize(("language", "entry", "example"), rows("acts", "act", "counterexamples"), ids=name)
def test_a_counterexample_gives_none(language, entry, example):
    status = entry.get("status", "")
    found = [claim for claim in coded(example, language) if claim.type == entry["type"]]
    assert not [claim for claim in found if not status or claim.status == status]


@pytest.mark.parametrize(("language", "entry", "example"), rows("modality.toml", "status", "examples"), ids=name)
def test_a_status_is_read(language, entry, example):  # noqa: ARG001  # the entry names the case
    sentence, _, wanted = example.partition(" => ")
    assert wanted in {claim.status for claim in coded(sentence, language)}


@pytest.mark.parametrize(("language", "entry", "example"), rows("modality.toml", "status", "counterexamples"), ids=name)
def test_a_plain_statement_has_not_that_status(language, entry, example):
    statuses = {claim.status for claim in coded(example, language)}
    assert statuses == (set() if entry["status"] == "unreal" else {"happened"})


@pytest.mark.parametrize(("language", "entry", "example"), rows("attribution.toml", "cue", "examples"), ids=name)
def test_a_source_is_read(language, entry, example):  # noqa: ARG001
    sentence, _, wanted = example.partition(" => ")
    assert wanted in {claim.said_by for claim in coded(sentence, language)}


@pytest.mark.parametrize(("language", "entry", "example"), rows("attribution.toml", "cue", "counterexamples"), ids=name)
def test_without_a_cue_nobody_is_credited(language, entry, example):  # noqa: ARG001
    assert {claim.said_by for claim in coded(example, language)} <= {None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_use_known_types_and_have_both_kinds_of_examples(language):
    for entry in acts_of(language)["act"]:
        assert entry["type"] in claim_types()
        assert entry["examples"]
        assert entry["counterexamples"]


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_each_type_has_an_act(language):
    assert {entry["type"] for entry in acts_of(language)["act"]} == set(claim_types())


GUARDS = ("needs", "context", "without", "nowhere", "not_before", "not_after", "not_inside")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_words_that_part_acts_are_single_words(language):
    entries = acts_of(language)["act"]
    assert [word for entry in entries for guard in GUARDS for word in entry.get(guard, ()) if " " in word] == []
