"""`letapis explain` tells what was read, which rule filled a slot, and why words made no claim."""

import io
from pathlib import Path

import pytest

from letapis.claims.explanation import explain, wording
from letapis.sources.document import Document
from letapis.sources.moment import Moment
from letapis.vocabulary.resources import table

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
PAGES = ("en", "be", "ru")

REJECTED = [
    ("The protest movement has no leader.", "protest", "not_after"),
    ("If police arrest the students, the union will answer.", "arrest", "unreal"),
    ("Minsk rejects talks with the workers.", "Minsk", "metonym"),
    ("A detained man wrote home.", "detained", "attribute"),
]


@pytest.fixture(scope="module")
def coded_examples():
    """How each example report that is plain text was read."""
    day = Moment.parse("2020-10-13")
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(REPORTS.glob("*/*.txt"))]
    assert texts
    found = [explain(Document(id=str(number), text=text, published=day)) for number, text in enumerate(texts)]
    return [one for one in found if one is not None]


def test_it_shows_each_step(letapis):
    told = letapis("explain", "Police arrested 12 people in Brest on Sunday.", "--published", "2020-10-13").out
    for line in ("“12”  12 people", "“Sunday”  2020-10-11 (day)", "“Brest”  Brest (city; name)", "1. detention"):
        assert line in told
    assert "date      2020-10-11  ← stands in the clause: “Sunday”" in told
    assert "rejected: none" in told


def test_the_twin_in_json_has_the_same_steps(letapis):
    done = letapis("explain", "В Гродно задержали троих.", "--published", "2020-10-13", "--json")
    assert done.code == 0
    assert done.json["language"] == "ru"
    assert done.json["tokens"] == [["В", "Гродно", "задержали", "троих", "."]]
    assert [(one["low"], one["high"]) for one in done.json["counts"]] == [(3, 3)]
    assert [one["place"] for one in done.json["places"]] == ["Hrodna"]
    assert [one["type"] for one in done.json["claims"]] == ["detention"]


@pytest.mark.parametrize(("sentence", "words", "rule"), REJECTED)
def test_what_is_no_claim_says_why(letapis, sentence, words, rule):
    rejected = letapis("explain", sentence, "--json").json["rejected"]
    assert (words, rule) in [(one["words"], one["rule"]) for one in rejected]
    assert all(one["reason"] != one["rule"] for one in rejected)


def test_no_claim_is_exit_code_1(letapis):
    assert letapis("explain", "The weather was fine.").code == 1


def test_a_text_from_standard_input(letapis, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Five men were detained in Orsha."))
    assert "Orsha" in letapis("explain", "-").out


def test_an_unknown_language_is_a_wrong_call(letapis):
    done = letapis("explain", "Amikoj", "--language", "eo")
    assert done.code == 2
    assert "en, ru, be, uk, de" in done.err


def test_every_rule_has_words_in_each_language_of_the_pages():
    reasons = table("reasons.toml")
    groups = [*reasons["taken"].values(), reasons["refused"]]
    assert all(set(told) == set(PAGES) and all(told.values()) for group in groups for told in group.values())


def test_every_rule_at_work_has_its_words(coded_examples):
    reasons = table("reasons.toml")
    slots = {(reason.slot, reason.rule) for one in coded_examples for claim in one.claims for reason in claim.reasons}
    nameless = {(slot, rule) for slot, rule in slots if slot != "type" and rule not in reasons["taken"].get(slot, {})}
    refused = {one.rule for example in coded_examples for one in example.rejected} - set(reasons["refused"])
    assert not nameless, "tell in vocabulary/reasons.toml what these rules say"
    assert not refused, "tell in vocabulary/reasons.toml why these words make no claim"


def test_a_rule_that_has_no_words_of_its_own_is_the_name_of_an_entry():
    assert wording("taken", "detain", "be", slot="type") == "detain"
