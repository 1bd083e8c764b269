import pytest

from letapis.vocabulary.romanisation import schemes, spell

EXAMPLES = [
    (scheme, name, written) for scheme, rules in schemes().items() for name, written in rules["examples"].items()
]


@pytest.mark.parametrize(("scheme", "name", "written"), EXAMPLES)
def test_each_scheme_spells_its_examples(scheme, name, written):
    assert spell(name, scheme) == written
