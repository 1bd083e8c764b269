"""The rules of the published value and the relations, as tables worked out by hand."""

import pytest

from letapis.registry.counts import below, contains, disjoint, hull, rounded
from letapis.registry.record import Reading
from letapis.registry.relations import between
from letapis.registry.rules import RULES, publish


def readings(*told):
    return [
        Reading(f"r{number}", f"o{number}", low, high, "", basis, None, ())
        for number, (low, high, basis) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "rule", "expected"),
    [
        ([(700, None, ""), (600, None, "")], None, ("range", 600, None)),
        ([(713, 713, ""), (700, None, "")], None, ("range", 700, None)),
        ([(500, 600, ""), (700, 800, "")], None, ("range", 500, 800)),
        ([(None, 900, ""), (600, 700, "")], None, ("range", 600, 900)),
        ([(None, 900, "")], None, ("range", None, 900)),
        ([(620, 620, "named_list"), (713, 713, "")], None, ("named_list", 620, None)),
        ([(620, 620, "named_list"), (640, 640, "named_list")], None, ("named_list", 640, None)),
        ([(2000, 9999, "vague"), (6291, 6291, "")], None, ("range", 6291, 6291)),
        ([(2000, 9999, "vague"), (6000, None, "")], None, ("range", 2000, None)),
        ([(600, 700, ""), (650, 650, "")], None, ("range", 600, 700)),
        ([(620, 620, "named_list"), (713, 713, "")], "range", ("range", 620, 713)),
        ([(620, 620, ""), (713, 713, "")], "lowest", ("lowest", 620, 620)),
        ([(620, 620, ""), (713, 713, "")], "highest", ("highest", 713, 713)),
        ([(620, None, ""), (713, 713, "")], "highest", ("highest", 620, None)),
        ([(713, 713, "")], "named_list", ("range", 713, 713)),
    ],
)
def test_the_rule_chooses(told, rule, expected):
    published = publish(readings(*told), rule)
    assert (published.rule, published.low, published.high) == expected
    assert published.rule in RULES
    assert set(published.readings) <= {f"r{number}" for number in range(len(told))}


def test_no_reading_no_value_and_no_rule_without_a_name():
    assert publish([]) is None
    with pytest.raises(ValueError, match="no rule 'average': choose one of named_list, range, lowest, highest"):
        publish(readings((1, 1, "")), "average")


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ((700, None, ""), (600, None, ""), "compatible"),
        ((713, 713, ""), (620, None, ""), "compatible"),
        ((713, 713, ""), (620, 620, "named_list"), "compatible"),  # a list is a floor
        ((600, 600, ""), (620, 620, "named_list"), "conflict"),  # more names than people
        ((24, 99, ""), (600, None, ""), "conflict"),
        ((6300, 6300, "estimate"), (6291, 6291, ""), "compatible"),
        ((6300, 6300, "estimate"), (6391, 6391, ""), "conflict"),
        ((None, 99, ""), (100, None, ""), "conflict"),
        ((None, 100, ""), (100, None, ""), "compatible"),
    ],
)
def test_relations(left, right, kind):
    (relation,) = between(readings(left, right))
    assert relation.kind == kind


def test_many_readings_are_related_to_the_extremes_only():
    found = between(readings(*((number, None, "") for number in range(200))))
    assert len(found) < 2 * 200


@pytest.mark.parametrize(
    ("number", "expected"), [(6300, (6250, 6349)), (14000, (13500, 14499)), (40, (35, 44)), (7, (7, 7)), (0, (0, 0))]
)
def test_what_a_round_number_may_stand_for(number, expected):
    assert rounded(number) == expected


def test_intervals():
    assert disjoint((1, 2), (3, None))
    assert not disjoint((1, 3), (3, None))
    assert contains((600, None), (700, None))
    assert not contains((700, None), (600, None))
    assert contains((700, None), (713, 713))
    assert not contains((620, 713), (620, None))
    assert below((1, 2), (3, 3))
    assert not below((1, None), (3, 3))
    assert hull([(1, 2), (0, None)]) == (0, None)
    assert hull([]) == (None, None)
