"""The history of a person of lists, of a record and of a judgement on persons, as `letapis history` shows it."""

import importlib.util
from pathlib import Path

import pytest

from letapis.workflow.history import history_of
from letapis.workflow.people import Standing, link_lists
from letapis.workflow.people_judging import judge_people, undo

LIST = "ФИО;Год рождения\nПрикладный Адам Иванович;1985\nПрыкладны Адам Іванавіч;1985\nУзорная Ева;1990\n"


@pytest.fixture
def standing(opened, tmp_path):
    place = Path(__file__).with_name("plain_linker.py")
    specification = importlib.util.spec_from_file_location("plain_linker", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    linker = module.PlainLinker()
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    link_lists(opened.archive, [tmp_path / "list.csv"], "anna", linker=linker)
    return lambda: Standing(opened.archive, linker)


def steps(archive, identifier):
    lived = history_of(archive, identifier)
    return lived and (lived.kind, [(one.id, one.kind, one.by, one.in_force, one.undone_by) for one in lived.steps])


def test_persons_records_and_judgements_on_them(opened, standing):
    first, second, third = sorted(standing().records)
    judge_people(standing(), (first, second), "same", "anna", "same year")
    person = standing().people.persons[0].id
    made = [("pj1", "same", "anna", True, "")]
    assert steps(opened.archive, person) == ("person", made)
    assert steps(opened.archive, second) == ("record", made)
    assert steps(opened.archive, third) == ("record", []), "nobody has said anything of it"
    undo(standing(), ["pj1"], "vera", "two brothers")
    undone = [("pj1", "same", "anna", False, "pj2"), ("pj2", "undo", "vera", True, "")]
    assert steps(opened.archive, first) == ("record", undone)
    assert steps(opened.archive, "pj1") == ("judgement", undone)
    assert history_of(opened.archive, "pj1", "2000-01-01") is None
    assert steps(opened.archive, "pj9") is None
