from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from letapis.claims.scoring.calibration import bins, calibration_error
from letapis.claims.scoring.lessons import lessons
from letapis.claims.scoring.scores import pairs, score
from letapis.claims.scoring.slots import fold_place, overlaps, shown, slot

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def claim(kind, start, end, **slots):
    return {
        "type": kind,
        "quote": "x" * (end - start),
        "start": start,
        "end": end,
        "status": "happened",
        "scope": "event",
        **slots,
    }


def document(identifier, claims, language="en"):
    return {"id": identifier, "lang": language, "text": "x" * 200, "claims": claims}


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ((0, 10), (5, 15), True),  # half of the shorter
        ((0, 10), (6, 16), False),
        ((0, 100), (20, 30), True),  # the shorter lies inside
        ((0, 10), (10, 20), False),
    ],
)
def test_spans_match_where_they_share_half_of_the_shorter(one, other, match):
    assert overlaps({"start": one[0], "end": one[1]}, {"start": other[0], "end": other[1]}) is match


@pytest.mark.parametrize(
    ("name", "value", "comparable"),
    [
        ("date", {"from": "2020-10-11", "to": "2020-10-11"}, ("2020-10-11", "2020-10-11")),
        ("date", None, None),
        ("place", ["Grodno", "Mahilioŭ"], frozenset({"hrodna", "mahiliou"})),
        ("place", [], None),
        ("count", {"low": 700, "high": None, "unit": "people"}, (700, None)),
        ("count", {"low": None, "high": None}, None),
    ],
)
def test_slots_compare_by_value(name, value, comparable):
    assert slot({name: value}, name) == comparable


def test_old_spellings_are_one_place():
    assert fold_place("Kiev") == fold_place("Kyïv")


def test_pairs_prefer_agreement_in_slots():
    gold = [claim("detention", 0, 20, count={"low": 5, "high": 5})]
    predicted = [claim("detention", 0, 20), claim("detention", 5, 15, count={"low": 5, "high": 5})]
    assert pairs(gold, predicted) == [(0, 1)]


def test_figures_of_a_small_case_worked_out_by_hand():
    gold = [
        document("a", [claim("detention", 0, 20, place=["Minsk"]), claim("strike", 50, 60)]),
        document("b", [claim("search", 0, 9)], "be"),
    ]
    predicted = [document("a", [claim("detention", 0, 20, place=["Minsk"]), claim("aid", 50, 60)])]
    scores = score(gold, predicted)
    assert (scores.documents, scores.missing, scores.bad_quotes) == (2, 1, 0)
    assert (scores.detection.right, scores.detection.predicted, scores.detection.gold) == (1, 2, 3)
    assert scores.detection.f1 == pytest.approx(0.4)
    assert scores.strict.right == 1
    assert scores.languages["be"].recall == 0
    assert scores.types["detention"].f1 == 1
    assert scores.confusion["strike", "aid"] == 1
    assert scores.confusion["search", ""] == 1
    assert [(one.kind, one.type) for one in scores.errors(1)] == [("missed", "strike"), ("false", "aid")]


def test_a_quote_that_is_not_verbatim_is_counted():
    wrong = claim("detention", 0, 5) | {"quote": "other"}
    assert score([document("a", [])], [document("a", [wrong])]).bad_quotes == 1


def test_agrees_with_the_script_number_for_number(tmp_path):
    script, gold = SHARED / "score" / "score_claims.py", SHARED / "gold" / "seeds.jsonl"
    if not script.is_file():
        pytest.skip("no ../shared with the scoring scripts beside this checkout")
    from letapis.claims.exchange import claim_to_json
    from letapis.claims.rules import RuleCoder
    from letapis.sources.document import Document
    from letapis.sources.moment import Moment

    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    predicted = []
    for one in documents:
        published = Moment.parse(one["published"]) if one["published"] else None
        claims = RuleCoder().code(Document(id=one["id"], text=one["text"], language="en", published=published))
        predicted.append({"id": one["id"], "claims": [claim_to_json(found) for found in claims]})
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    theirs = json.loads(
        subprocess.run([sys.executable, script, gold, path, "--json"], capture_output=True, check=True).stdout
    )
    ours = score(documents, predicted)
    assert ours.detection.f1 == theirs["f1"]
    assert ours.strict.f1 == theirs["strict_f1"]
    assert ours.detection.precision == theirs["precision"]
    assert {name: rate.f1 for name, rate in ours.slots.items()} == theirs["slots"]
    assert {name: rate.f1 for name, rate in ours.languages.items()} == theirs["by_lang"]
    assert {name: round(rate.f1, 3) for name, rate in ours.types.items()} == {
        k: v["f1"] for k, v in theirs["by_type"].items()
    }
    assert ours.bad_quotes == theirs["bad_quotes"] == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("2020-10-11", "2020-10-11"), "2020-10-11"),
        (("2020-10-11", "2020-10-12"), "2020-10-11 to 2020-10-12"),
        ((600, None), "600 to ?"),
        (frozenset({"minsk", "brest"}), "brest and minsk"),
        ("planned", "planned"),
        (None, "nothing"),
    ],
)
def test_values_are_shown_to_a_person(value, words):
    assert shown(value) == words


def rated_document():
    gold = [document("a", [{**claim("detention", 0, 20), "quote": "zatrymali dvuch"}, claim("strike", 50, 60)], "be")]
    predicted = [
        document("a", [claim("detention", 0, 20, confidence=0.9), claim("aid", 100, 120, confidence=0.35)], "be")
    ]
    return score(gold, predicted)


def test_confidence_is_held_against_what_was_right():
    scores = rated_document()
    assert scores.rated == [(0.9, True), (0.35, False)]
    assert [(one.low, one.claims, one.right) for one in bins(scores.rated)] == [(0.3, 1, 0.0), (0.9, 1, 1.0)]
    assert calibration_error(scores.rated) == pytest.approx((0.1 + 0.35) / 2)
    assert calibration_error([]) == 0


def test_confusion_tells_missed_and_made_up_claims():
    assert rated_document().confusion == {("strike", ""): 1, ("", "aid"): 1}


def test_what_is_to_be_learned_is_told_by_language():
    missed = [claim("strike", start, start + 9) | {"quote": "strajkuje zavod"} for start in (40, 60)]
    scores = score([document("a", [claim("detention", 0, 20), *missed], "be")], [document("a", [], "be")])
    (lesson,) = lessons(scores)
    assert lesson.missed == (("strike", 2), ("detention", 1))
    assert lesson.words == (("strajk", 2), ("zavod", 2))
    assert lesson.false == ()
