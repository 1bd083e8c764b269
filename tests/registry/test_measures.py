"""Every count of every type has a measure with words in the three languages of the interface."""

import pytest

from letapis.publications.amounts import words
from letapis.vocabulary.measures import measure_of, measures
from letapis.vocabulary.resources import INTERFACE_LANGUAGES
from letapis.vocabulary.types import claim_types


def test_every_measure_of_a_type_is_there_and_every_measure_has_its_types():
    named = {kind.measure for kind in claim_types().values() if kind.measure}
    assert named == set(measures())
    for code, measure in measures().items():
        assert measure.types
        assert all(measure_of(kind) == code for kind in measure.types)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_measure_has_its_words(language):
    for measure in measures().values():
        assert measure.label[language].strip()
        assert set(measure.done[language]) == {"one", "many"}
        assert measure.unit in words(language)["units"]


def test_what_measures_nothing_has_no_measure():
    assert measure_of("smear") == ""
    assert measure_of("no such type") == ""
