"""Which records are proposed to be one person: families, namesakes, new lists beside old ones, and what is no name."""

from __future__ import annotations

import math
import random
import socket
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from letapis.bulk.clusters import clusters
from letapis.bulk.edges import band, holds_apart, odds, probability_of
from letapis.bulk.linking import link
from letapis.bulk.model import shipped
from letapis.bulk.settings import HOLDING_APART, NAME, LinkSettings
from letapis.registry.people.records import BANDS, FIELDS, OUTCOMES, Edge, FieldEvidence, PersonRecord

ALONE = LinkSettings(processes=1)


def records(*rows: tuple[Any, ...], source: str = "list") -> list[PersonRecord]:
    """Name, birth year, town, date."""
    found = []
    for number, row in enumerate(rows, 1):
        name, year, town, date = (*row, None, "", "")[:4] if len(row) == 1 else (*row, "", "")[:4]
        found.append(PersonRecord(f"{source}:{number}", source, number, name, year, town, date))
    return found


def by_rows(edges: Sequence[Edge]) -> dict[tuple[int, int], Edge]:
    """Edges by the numbers of their rows."""
    return {(int(edge.left.split(":")[1]), int(edge.right.split(":")[1])): edge for edge in edges}


HIM = [
    ("Siarhei Tsikhanouski", 1978, "Homiel"),
    ("Сергей Леонидович Тихановский", 1978, "Гомель"),
    ("Сяргей Ціханоўскі", 1978, "Гомель"),
    ("TIKHANOVSKY Sergey", 1978, "Gomel"),
    ("Siarhiej Cichanoŭski", 1978, "Гомель"),
]
HER = [("Светлана Георгиевна Тихановская", 1982, "Гомель"), ("Sviatlana Tsikhanouskaya", 1982, "Homiel")]


def test_the_tikhanovskis_are_two_people() -> None:
    edges = by_rows(link(records(*HIM, *HER), settings=ALONE))
    him, her = range(1, 6), range(6, 8)
    assert {pair for pair, edge in edges.items() if edge.band == "suggest"} == {
        (one, other) for group in (him, her) for one in group for other in group if one < other
    }
    assert not [pair for pair, edge in edges.items() if pair[0] in him and pair[1] in her and edge.band != "leave"]


FIRST = "Siarhei Sergei Sergey Сергей Сяргей Sjarhej Serhiy"
SECOND = "Tsikhanouski Tikhanovsky Tichanovsky Тихановский Ціханоўскі Cichanoŭski Tsikhanovskiy Tichanowski"


def test_the_fifty_six_spellings_of_one_name_are_one_group_and_his_wife_is_another() -> None:
    spellings = [(f"{first} {second}",) for first in FIRST.split() for second in SECOND.split()]
    edges = link(records(*spellings, ("Святлана Ціханоўская",), ("Sviatlana Tsikhanouskaya",)), settings=ALONE)
    assert [len(group) for group in clusters(edges)] == [56, 2]
    assert {edge.band for edge in edges} == {"ask"}  # nothing but names


KIN = [
    ("father and son", ("Ковалёв Пётр Иванович", 1955, "Минск"), ("Ковалёв Иван Петрович", 1985, "Минск")),
    ("son named for his father", ("Ковалёв Иван Петрович", 1955, "Минск"), ("Ковалёв Иван Иванович", 1985, "Минск")),
    ("brothers", ("Ковалёв Андрей Иванович", 1985, "Минск"), ("Ковалёв Пётр Иванович", 1987, "Минск")),
    ("brothers, years unknown", ("Ковалёв Андрей Иванович", None, "Минск"), ("Ковалёв Пётр Иванович", None, "Минск")),
    ("twins", ("Ковалёв Андрей Иванович", 1985, "Минск"), ("Ковалёв Пётр Иванович", 1985, "Минск")),
    ("sister and brother", ("Ковалёва Анна Ивановна", 1985, "Минск"), ("Ковалёв Антон Иванович", 1985, "Минск")),
    ("wife and husband", ("Ковалёва Анна", 1985, "Минск"), ("Ковалёв А.", 1985, "Минск")),
    ("namesakes", ("Ковалёв Андрей Иванович", 1985, "Минск"), ("Ковалёв Андрей Иванович", 1961, "Минск")),
]


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in KIN], ids=[pair[0] for pair in KIN])
def test_kin_and_namesakes_are_never_suggested(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    day = "2020-08-10"
    assert all(edge.band != "suggest" for edge in link(records((*one, day), (*other, day)), settings=ALONE))


def test_father_and_son_of_one_given_name_are_not_even_asked_about_where_their_years_differ() -> None:
    day = "2020-08-10"
    father, son = ("Каваль Іван Пятровіч", 1975, "Брэст", day), ("Каваль Іван Іванавіч", 2001, "Брэст", day)
    assert link(records(father, son), settings=ALONE) == []
    (unknown,) = link(records(father, ("Каваль Іван Іванавіч", None, "Брэст", day)), settings=ALONE)
    assert unknown.band == "ask"
    assert unknown.probability <= ALONE.kin + 1e-9


def test_a_name_alone_is_asked_and_never_suggested() -> None:
    (edge,) = link(records(("Жабровіч Ксенія Тарасаўна",), ("Жабрович Ксения Тарасовна",)), settings=ALONE)
    assert edge.band == "ask"
    assert [one.outcome for one in edge.evidence] == ["same", "same", "same", *["absent"] * 4]


def test_what_is_left_out_says_nothing_and_what_contradicts_speaks_against() -> None:
    full = ("Ковалёв Андрей Иванович", 1985, "Минск")
    without, other = ("Кавалёў Андрэй", 1985, "Мінск"), ("Кавалёў Андрэй Пятровіч", 1985, "Мінск")
    (absent,), (contradicted,) = (link(records(full, one), settings=ALONE) for one in (without, other))
    assert evidence(absent)["patronymic"] == ("absent", 0.0)
    outcome, weight = evidence(contradicted)["patronymic"]
    assert outcome == "contradicts"
    assert weight < -5
    assert absent.band == "suggest"
    assert contradicted.band != "suggest"


def evidence(edge: Edge) -> dict[str, tuple[str, float]]:
    return {one.field: (one.outcome, one.weight) for one in edge.evidence}


def test_records_without_a_name_are_linked_to_nobody() -> None:
    odd = [("",), ("🙂",), ("12345",), ("Ы" * 10_000,), (".",)]
    edges = link(records(*odd, *HIM), settings=ALONE)
    assert {row for pair in by_rows(edges) for row in pair} == set(range(len(odd) + 1, len(odd) + 6))


@pytest.mark.parametrize("rows", [[], [("Ковалёв Андрей",)], [("",), ("",)]])
def test_where_there_is_nothing_to_link_there_are_no_edges(rows: list[tuple[Any, ...]]) -> None:
    assert link(records(*rows), settings=ALONE) == []


def test_two_records_of_one_id_are_refused() -> None:
    one = records(("Ковалёв Андрей",))
    with pytest.raises(ValueError, match="one id"):
        link(one, one)


def test_known_records_are_not_compared_with_each_other() -> None:
    new, known = records(*HIM[:2], source="new"), records(*HIM[2:], source="old")
    edges = link(new, known, ALONE)
    assert {(edge.left, edge.right) for edge in edges} == {
        ("new:1", "new:2"), *((f"new:{row}", f"old:{other}") for row in (1, 2) for other in (1, 2, 3)),
    }  # fmt: skip


def test_what_comes_in_two_steps_is_what_comes_in_one(synthetic: ModuleType) -> None:
    everything = [record for record, _ in synthetic.records(600, 3)]
    first, second = everything[:400], everything[400:]
    pairs = {(edge.left, edge.right) for edge in link(everything, settings=ALONE) if edge.band != "leave"}
    steps = [*link(first, settings=ALONE), *link(second, first, ALONE)]
    stepwise = {(edge.left, edge.right) for edge in steps if edge.band != "leave"}
    assert len(pairs & stepwise) >= 0.95 * len(pairs | stepwise)  # the frequencies of names are those of the moment


@pytest.fixture(scope="module")
def invented(synthetic: ModuleType) -> list[tuple[PersonRecord, str]]:
    return list(synthetic.records(2500, 5))


@pytest.fixture(scope="module")
def found(invented: list[tuple[PersonRecord, str]]) -> list[Edge]:
    """Enough records that the parameters are learned from them."""
    return link([record for record, _ in invented], settings=ALONE)


def test_every_edge_is_well_formed(found: list[Edge], invented: list[tuple[PersonRecord, str]]) -> None:
    ids = {record.id for record, _ in invented}
    settings = LinkSettings()
    for edge in found:
        assert edge.left < edge.right
        assert {edge.left, edge.right} <= ids
        assert settings.floor <= edge.probability <= 1
        assert edge.band in BANDS
        assert tuple(one.field for one in edge.evidence) == FIELDS
        assert all(one.outcome in OUTCOMES for one in edge.evidence)
        assert all(one.weight == 0 for one in edge.evidence if one.outcome == "absent")
        apart = [one for one in edge.evidence if one.outcome == "contradicts" and one.field in HOLDING_APART]
        assert not (apart and edge.band == "suggest")
    assert len({(edge.left, edge.right) for edge in found}) == len(found)


def test_the_evidence_adds_up_to_the_probability(invented: list[tuple[PersonRecord, str]]) -> None:
    """Names together count up to a cap; a pair with another given name or patronymic has a cap of its own."""
    model, settings, few = shipped(), ALONE, [record for record, _ in invented[:400]]
    for edge in link(few, settings=settings, model=model):
        names = sum(one.weight for one in edge.evidence if one.field in NAME)
        others = sum(one.weight for one in edge.evidence if one.field not in NAME)
        expected = probability_of(min(odds(model.prior(len(few))) + names, settings.names) + others)
        if "contradicts" in (evidence(edge)["given"][0], evidence(edge)["patronymic"][0]):
            assert edge.probability <= min(expected + 0.02, settings.kin + 1e-9)
        else:
            assert math.isclose(edge.probability, expected, abs_tol=0.015)


def test_suggestions_are_right_and_most_of_the_truth_is_found(
    found: list[Edge], invented: list[tuple[PersonRecord, str]]
) -> None:
    person = {record.id: name for record, name in invented}
    suggested = [edge for edge in found if edge.band == "suggest"]
    assert len(suggested) > 500
    wrong = [edge for edge in suggested if person[edge.left] != person[edge.right]]
    assert len(wrong) <= 3
    groups = clusters(found)
    joined = [(person[one], person[other]) for group in groups for one in group for other in group if one < other]
    right = sum(one == other for one, other in joined)
    truth = _pairs(list(person.values()))
    assert right / len(joined) > 0.93
    assert right / truth > 0.88


def _pairs(people: list[str]) -> int:
    return sum(people.count(one) * (people.count(one) - 1) // 2 for one in set(people))


def test_the_order_of_records_changes_nothing(invented: list[tuple[PersonRecord, str]]) -> None:
    model = shipped()
    few = [record for record, _ in invented[:300]]
    shuffled = random.Random(1).sample(few, len(few))
    one, other = link(few, settings=ALONE, model=model), link(shuffled, settings=ALONE, model=model)
    assert [(edge.left, edge.right, edge.band, edge.evidence) for edge in one] == [
        (edge.left, edge.right, edge.band, edge.evidence) for edge in other
    ]


def test_the_same_records_give_the_same_edges(found: list[Edge], invented: list[tuple[PersonRecord, str]]) -> None:
    assert link([record for record, _ in invented], settings=ALONE) == found


def test_linking_speaks_to_nobody_and_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the linker opens a socket")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert link(records(*HIM), settings=ALONE)
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("probability", "field", "outcome", "expected"),
    [
        (0.9995, "town", "same", "suggest"),
        (0.9995, "town", "contradicts", "suggest"),  # people move
        (0.9995, "date", "contradicts", "suggest"),  # and are held more than once
        (0.9995, "given", "contradicts", "ask"),
        (0.9995, "birth_year", "contradicts", "ask"),
        (0.9995, "surname", "contradicts", "ask"),
        (0.9995, "patronymic", "contradicts", "ask"),
        (0.9995, "patronymic", "absent", "suggest"),
        (0.99, "town", "same", "ask"),
        (0.2, "town", "same", "ask"),
        (0.19, "town", "same", "leave"),
    ],
)
def test_bands(probability: float, field: str, outcome: str, expected: str) -> None:
    shown = FieldEvidence(field, outcome, 1.0)
    assert band(probability, LinkSettings(), apart=holds_apart(shown)) == expected


def test_too_little_memory_is_told_in_a_sentence(invented: list[tuple[PersonRecord, str]]) -> None:
    small = LinkSettings(processes=1, memory="5MB")
    with pytest.raises(MemoryError, match=r"do not fit into 5MB.*folder"):
        link([record for record, _ in invented], settings=small, model=shipped())


def test_what_does_not_fit_goes_to_the_folder_and_leaves_nothing(
    invented: list[tuple[PersonRecord, str]], tmp_path: Path
) -> None:
    settings = LinkSettings(processes=1, folder=str(tmp_path / "spilled"))
    assert link([record for record, _ in invented[:300]], settings=settings, model=shipped())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
