import pytest

from letapis.registry.matching.furniture import is_furniture, repeated, without_furniture
from letapis.sources.document import Document

SHARED = "The Mill Street Post is read in forty villages along the river."


@pytest.mark.parametrize(
    "sentence",
    [
        "We use cookies; by reading on you accept our privacy policy.",
        "Subscribe to our newsletter.",
        "Follow us on Facebook and Twitter.",
        "Подпишитесь на рассылку и скачайте приложение.",
        "Падпішыцеся на рассылку.",
    ],
)
def test_words_of_sites_give_a_sentence_away(sentence):
    assert is_furniture(sentence, frozenset())


@pytest.mark.parametrize(
    "sentence",
    [
        "Police took his telephone and read his Facebook page for an hour before they let him go on Tuesday.",
        "В Минске задержали 30 человек.",
        "She asked the court for consent to travel.",
    ],
)
def test_a_report_is_left_alone(sentence):
    assert not is_furniture(sentence, frozenset())


def documents(*titles):
    return [
        Document(str(number), f"{SHARED} Report {number} says more than that here.", title=title)
        for number, title in enumerate(titles)
    ]


def test_a_sentence_under_titles_that_share_nothing_is_the_sites():
    known = repeated(documents("Flat searched in Babruysk", "Hockey final in Gomel", "Miners stay underground"))
    assert without_furniture(f"{SHARED} Two men were held.", known).strip() == "Two men were held."


def test_one_agencys_sentence_under_like_titles_stays():
    titles = ("Miners stay underground", "Miners still underground", "Underground: third day of miners")
    assert not repeated(documents(*titles))


def test_without_titles_nothing_is_known():
    assert not repeated(documents(None, None, None))
