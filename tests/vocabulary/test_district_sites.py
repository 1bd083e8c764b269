import pytest

from letapis.vocabulary.district_sites import belarusian_forms, district_sites, examples, russian_forms
from letapis.vocabulary.gazetteer import place, rows


def test_every_district_has_each_of_its_sites():
    districts = [row for row in rows("belarus.tsv") if row[3]]
    assert len(district_sites()) == 7 * len(districts)


def test_parents_are_places():
    for site in district_sites().values():
        assert all(place(parent) is not None for parent in site.parents), site
        assert site.parents[-1] == "Belarus"


def test_forms_of_adjectives():
    assert belarusian_forms("салігорскі") == {
        "adj": "Салігорскі",
        "neuter": "Салігорскае",
        "feminine": "Салігорская",
        "gen": "Салігорскага",
    }
    assert russian_forms("солигорский")["gen"] == "Солигорского"


@pytest.mark.parametrize(("rule", "spelling", "town"), list(examples()))
def test_examples(rule, spelling, town):
    titles = [site for site in district_sites().values() if site.parents[0] == town]
    spelled = {name.lower() for site in titles for name in (site.name, *site.labels.values(), *site.spellings)}
    assert spelling.lower() in spelled, rule


def test_no_two_districts_share_a_name():
    names = [name for site in district_sites().values() for name in {site.labels["be"], site.labels["ru"]}]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()
