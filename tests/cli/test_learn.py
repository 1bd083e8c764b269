"""`letapis learn`: few judgements, enough, nothing new, undone, taken away and made again."""

import pytest

from letapis.workflow import learning


@pytest.fixture(autouse=True)
def few_texts_and_judgements(monkeypatch):
    """Ten annotated texts and two judged claims are enough here, so that the tests take seconds."""
    lessons = learning.shipped_lessons()[:10]
    monkeypatch.setattr(learning, "shipped_lessons", lambda: lessons)
    monkeypatch.setattr(learning, "LEAST", 2)
    learning._shipped_examples.cache_clear()
    yield
    learning._shipped_examples.cache_clear()


def ids(letapis):
    letapis("reconcile")
    shown = letapis("export", "-o", "everything", "--json")
    assert shown.code == 0
    with open("everything/claims.jsonl", encoding="utf-8") as file:
        import json

        return [json.loads(line)["id"] for line in file]


def test_too_few_judgements_are_refused_with_the_way_out(letapis, archive, monkeypatch):
    monkeypatch.setattr(learning, "LEAST", 40)
    result = letapis("learn")
    assert result.code == 1
    assert "0 claim(s) are judged, and 40 are needed" in result.err
    assert "letapis judge" in result.err
    assert not (archive / "derived" / "weights.jsonl").exists()


def test_without_an_archive_the_call_is_wrong(letapis):
    assert letapis("learn").code == 2
