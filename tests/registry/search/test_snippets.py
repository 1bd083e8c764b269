"""Passages: cut from the text as it stands, with the words that were looked for."""

from hypothesis import given
from hypothesis import strategies as st

from letapis.registry.search.snippets import LENGTH, matches, snippet
from letapis.registry.search.words import forms

TEXT = (
    "Раніцай ля брамы завода сабраліся людзі. " * 8
    + "Стачком завода абвясціў страйк, пра гэта напісала газета. "
    + "Увечары ўсе разышліся па дамах. " * 8
)
PHRASE = tuple(forms("абвясціў страйк"))


def shown(found, text):
    return [text[left:right] for left, right in found.marks]


def test_the_passage_with_most_of_the_words_is_shown():
    found = snippet(TEXT, (("завода",), ("стачком",), ("страйк",)))
    assert "Стачком" in shown(found, TEXT)
    assert "страйк" in shown(found, TEXT)
    assert TEXT[found.start : found.end] == found.text
    assert len(found.text) <= LENGTH


def test_a_phrase_is_marked_as_a_whole():
    assert [TEXT[left:right] for left, right in matches(TEXT, (PHRASE,))] == ["абвясціў страйк"]
    assert matches("страйк абвясціў", (PHRASE,)) == ()


def test_a_word_with_a_hyphen_is_marked_where_it_was_asked_for_in_one():
    assert matches("an e-mail", (("email",),)) == ((3, 9),)


def test_what_is_hidden_is_not_shown():
    hidden = TEXT.index("Стачком")
    found = snippet(TEXT, (("страйк",), ("завода",)), [(0, hidden)])
    assert "Стачком" not in found.text
    assert set(shown(found, TEXT)) == {"завода"}


def test_without_the_words_the_beginning_is_shown():
    found = snippet(TEXT, (("нідзе",),))
    assert found.start == 0
    assert found.text
    assert found.marks == ()


@given(st.text(st.sampled_from("аб вг-'.\n*ёў"), max_size=600), st.data())
def test_a_passage_and_its_marks_stand_in_the_text(text, data):
    asked = data.draw(st.lists(st.sampled_from(forms(text) or ["а"]), max_size=3))
    found = snippet(text, tuple((one,) for one in asked), length=data.draw(st.integers(1, 300)))
    assert text[found.start : found.end] == found.text
    for left, right in found.marks:
        assert found.start <= left < right <= found.end
        assert set(forms(text[left:right])) & set(asked) or "-" in text[left:right]
