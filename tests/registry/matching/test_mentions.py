import pytest

from letapis.claims.tokens import fold
from letapis.registry.matching.heads import families, light, same_head
from letapis.registry.matching.mentions import Mention, told_events
from letapis.registry.matching.stories import with_topics


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("arrest", "arrested"), ("nominate", "nominee"), ("nomination", "nominated"), ("explode", "exploded"),
        ("задержан", "задержаны"), ("dismiss", "dismissal"),
    ],
)  # fmt: skip
def test_forms_of_one_word(left, right):
    assert same_head(fold(left), fold(right))


@pytest.mark.parametrize(
    ("left", "right"), [("star", "start"), ("present", "president"), ("hit", "hire"), ("strike", "string")]
)
def test_words_that_only_begin_alike(left, right):
    assert not same_head(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("murder", "killed"), ("detained", "arrest"), ("quake", "earthquake"), ("убийство", "погибли"),
        ("арышт", "затрыманне"), ("арестовали", "задержаны"),
    ],
)  # fmt: skip
def test_families(left, right):
    assert families(left) & families(right)


def test_light_words():
    assert light("said")
    assert not light("detained")


def mention(identity, document, sentence, words, topic="t"):
    start = sentence.index(words)
    return Mention(identity, document, sentence, start, start + len(words), words.split()[-1], topic)


ONE = "Guards arrested the stoker Ihar Pila at the gate of the Narach mill on Friday."
TWO = "The arrest of Ihar Pila at the Narach mill was reported by his brother."
THREE = "In Lida a court released two drivers."


def test_verb_and_noun_of_one_act_are_one_event():
    held = [mention("a", "1", ONE, "arrested"), mention("b", "2", TWO, "arrest"), mention("c", "3", THREE, "released")]
    found = told_events(held)
    assert found["a"].event == found["b"].event == "a"
    assert found["c"].event == "c"
    assert found["c"].why is None
    assert {part.name for part in found["a"].why.match.parts} >= {"head", "sentence", "around"}


def test_mentions_of_two_stories_are_never_compared():
    found = told_events([mention("a", "1", ONE, "arrested", "x"), mention("b", "2", TWO, "arrest", "y")])
    assert found["a"].event != found["b"].event


def test_reports_are_brought_to_stories_where_nobody_did():
    said = (("a", ONE, "arrested"), ("b", TWO, "arrest"), ("c", THREE, "released"))
    held = with_topics([mention(one, one, sentence, words, "") for one, sentence, words in said])
    assert held[0].topic == held[1].topic != held[2].topic
