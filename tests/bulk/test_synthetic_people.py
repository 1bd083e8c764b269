"""The invented people of the benches: the same each time, as gappy as they are said to be, with kin among them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from types import ModuleType

import pytest

SPELLED = [
    ("козлОв", "казлоў"),
    ("петрОв", "пятроў"),
    ("шевчЕнко", "шаўчэнка"),
    ("ковальчУк", "кавальчук"),
    ("Янович", "янавіч"),
    ("тимошЕнко", "цімашэнка"),
    ("дедОвский", "дзядоўскі"),
    ("щербИк", "шчарбік"),
]


@pytest.mark.parametrize(("russian", "belarusian"), SPELLED)
def test_a_russian_surname_is_spelled_by_belarusian_rules(synthetic: ModuleType, russian: str, belarusian: str) -> None:
    assert synthetic.belarusian(russian) == belarusian


@pytest.mark.parametrize(
    ("son", "daughter"),
    [
        ("Иванович", "Ивановна"),
        ("Сергеевич", "Сергеевна"),
        ("Никитич", "Никитична"),
        ("Ильич", "Ильинична"),
        ("Іванавіч", "Іванаўна"),
        ("Сяргеевіч", "Сяргееўна"),
        ("Ільіч", "Ільінічна"),
    ],
)
def test_patronymics_of_daughters(synthetic: ModuleType, son: str, daughter: str) -> None:
    assert synthetic.daughter(son) == daughter


def test_the_same_seed_gives_the_same_records_and_fewer_are_the_first_of_more(synthetic: ModuleType) -> None:
    many = list(synthetic.records(500, 1))
    assert list(synthetic.records(500, 1)) == many
    assert list(synthetic.records(100, 1)) == many[:100]
    assert list(synthetic.records(100, 2)) != many[:100]


def test_the_gaps_are_as_told(synthetic: ModuleType) -> None:
    records = [record for record, _ in synthetic.records(5000, 1)]
    latin = [record for record in records if record.name.isascii()]
    shares = {
        "no year": sum(record.birth_year is None for record in records),
        "no town": sum(not record.town for record in records),
        "no day": sum(not record.date for record in records),
        "latin": len(latin),
    }
    expected = {"no year": 0.4, "no town": 0.2, "no day": 0.15, "latin": 0.3}
    assert all(abs(shares[name] / 5000 - share) < 0.02 for name, share in expected.items())
    assert len({record.id for record in records}) == len(records)


def test_kin_and_namesakes_are_among_them(synthetic: ModuleType) -> None:
    people = list(synthetic.people(20_000, 1))
    kinds = Counter(
        (one.surname == other.surname, one.given == other.given, one.father == other.father)
        for one, other in pairwise(people)
    )
    assert kinds[True, False, True] > 300  # brothers and sisters
    assert kinds[True, True, False] > 50  # of one name, of other fathers
    assert kinds[True, True, True] > 20  # of the very same name
    assert any(one.given == other.father and one.surname == other.surname for one, other in pairwise(people))
    assert len({person.surname for person in people}) > 4000
