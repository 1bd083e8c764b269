from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.claims.acts.lexicon import lexicon
from letapis.claims.acts.patterns import Matcher


def matcher(*patterns: str) -> Matcher:
    made = Matcher({"police": ["police", "officer{n}"]}, {"n": "-|s", "v": "-|s|ed|ing"})
    for owner, pattern in enumerate(patterns):
        made.add(pattern, owner)
    return made


@pytest.mark.parametrize(
    ("pattern", "sentence", "found"),
    [
        ("detain{v}", "police detained him", [(1, 2, 1)]),
        ("detain{v}", "the detainee slept", []),
        ("arrest*", "an arrestee and arrests", [(1, 2, 1), (3, 4, 3)]),
        ("taken into ^custody", "he was taken into custody", [(2, 5, 4)]),
        ("take|took ~2 into custody", "they took the man into custody", [(1, 6, 1)]),
        ("take|took ~1 into custody", "they took the old man into custody", []),
        ("@police ~1 fired", "two officers then fired", [(1, 4, 1)]),
        ("set ?on fire", "he set fire", [(1, 3, 1)]),
        ("set ?on fire", "he set on fire", [(1, 4, 1)]),
        ("fined ~1 #", "fined some 30 men", [(0, 3, 0)]),
        ("fined ~1 #", "fined some men", []),
        ("was ?being ^held", "he was held", [(1, 3, 2)]),
        ("went ~3 home", "she went . they came home", []),  # no gap over a full stop
        ("party ~4 banned", "the party « new way » was banned", []),
        ("party ~5 banned", "the party « new way » was banned", [(1, 8, 1)]),  # a name in quotation marks
        ("party ~9 banned", "the party said « we go to court » and was banned", []),
    ],
)
def test_patterns(pattern, sentence, found):
    words = sentence.split()
    assert [(match.start, match.end, match.head) for match in matcher(pattern).find(words, 0, len(words))] == found


def test_a_word_is_looked_up_once():
    made = matcher("detain{v}")
    made.find(["detained"] * 5, 0, 5)
    assert list(made.memo) == ["detained"]


def test_of_two_matches_in_one_place_the_longest_of_a_type_stays():
    hits = lexicon("en").hits(["threats", "of", "dismissal"], 0, 3)
    assert [(hit.act.type, hit.act.status) for hit in hits] == [("dismissal", "threatened")]


def test_a_language_without_a_lexicon_reads_with_that_of_english():
    assert lexicon("xx").language == "en"


@given(st.lists(st.sampled_from(["take", "taken", "into", "custody", ".", "police", "and", "the"]), max_size=60))
def test_matches_lie_inside_the_range(words):
    for match in matcher("taken|take ~2 into custody", "@police ~3 custody").find(words, 0, len(words)):
        assert 0 <= match.start <= match.head < match.end <= len(words)


def types(sentence: str) -> list[str]:
    words = sentence.split()
    return [hit.act.type for hit in lexicon("en").hits(words, 0, len(words))]


@pytest.mark.parametrize(
    ("sentence", "kind", "found"),
    [
        ("they declared a strike", "strike", True),
        ("they declared a hunger strike", "strike", False),  # a word among those of the act
        ("the ballot should be held in june", "election", False),
        ("soldiers fired at nurses", "dismissal", False),
        ("the plant fired nurses", "dismissal", True),
    ],
)
def test_words_among_those_of_an_act_may_speak_against_it(sentence, kind, found):
    assert (kind in types(sentence)) == found


def test_where_a_date_takes_the_end_of_a_longer_reading_the_shorter_stays():
    words = ["miners", "were", "killed", "by", "police", "on", "16", "august"]
    free = lexicon("en").hits(words, 0, len(words))
    dated = lexicon("en").hits(words, 0, len(words), in_a_date=lambda hit: hit.end > 6)
    assert max(hit.end for hit in free) > 6
    assert {hit.act.type for hit in dated} >= {"killing"}
