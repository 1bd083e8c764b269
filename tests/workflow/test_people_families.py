"""Relatives are not one person: a husband and a wife, a father and a son, through lists, linker, and judgements.

The couple are public figures, as the press of several countries spells them; everybody else is invented.
"""

import random
import shutil

from letapis.bulk.linking import link
from letapis.registry.people.accepting import acceptable
from letapis.registry.people.exchange import people_lines
from letapis.registry.people.judgement import PersonJudgement, Shown
from letapis.registry.people.persons import People, persons
from letapis.registry.people.queue import queue
from letapis.registry.people.records import PersonRecord
from letapis.workflow.people_comparing import contradict
from letapis.workflow.people_judging import accept_suggested

GIVEN = ["Siarhei", "Siarhiej", "Sergei", "Sergey", "Sergej", "Сяргей", "Сергей"]
SURNAMES = [
    "Tsikhanouski",
    "Tikhanovsky",
    "Tichanovsky",
    "Tikhanovskiy",
    "Tsikhanouskiy",
    "Cichanoŭski",
    "Ціханоўскі",
    "Тихановский",
]
HE = [f"{given} {surname}" for given in GIVEN for surname in SURNAMES]
SHE = [
    "Sviatlana Tsikhanouskaya",
    "Svetlana Tikhanovskaya",
    "Sviatłana Cichanoŭskaja",
    "Swetlana Tichanowskaja",
    "Святлана Ціханоўская",
    "Светлана Тихановская",
]
SYLLABLES = ["бар", "кле", "муд", "ряс", "зол", "тун", "вил", "жав", "гор", "пес"]


def others(count, seed=1):
    """Invented people around them, so that a surname is rare and a town is not."""
    draw = random.Random(seed)
    for _ in range(count):
        surname = "".join(draw.sample(SYLLABLES, 2)).capitalize() + draw.choice(("енко", "ович", "ук", "ин"))
        yield (
            f"{surname} {draw.choice(('Адам', 'Пётр', 'Иван', 'Максим', 'Олег'))}",
            draw.randrange(1950, 2003),
            draw.choice(("Минск", "Гродно", "Брест", "Гомель")),
        )


def numbered(rows):
    return [
        PersonRecord(f"list:{row}", "list", row, name, year, town)
        for row, (name, year, town) in enumerate(rows, start=1)
    ]


def accepted(records, edges):
    found = acceptable(edges, People(), {record.id: record for record in records}, contradict)
    shown = tuple(Shown(edge.left, edge.right) for edge in found.edges)
    return persons(records, [PersonJudgement("pj1", "same", "anna", "", pairs=shown)] if shown else [])


def test_he_and_his_wife_in_every_spelling():
    rows = [(name, 1978, "Гомель") for name in HE] + [(name, 1982, "Гомель") for name in SHE]
    records = numbered([*rows, *others(600)])
    his, hers = {one.id for one in records[:56]}, {one.id for one in records[56:62]}
    edges = link(records)
    across = [one.probability for one in edges if {one.left, one.right} & his and {one.left, one.right} & hers]
    assert max(across, default=0) < 0.5, "nobody would even ask whether they are one"
    within = [one for one in edges if {one.left, one.right} <= his]
    assert len(within) == 56 * 55 // 2
    assert min(one.probability for one in within) > 0.9
    assert not [one for one in within for said in one.evidence if said.outcome == "contradicts"]
    people = persons(
        records, [PersonJudgement("pj1", "same", "a", "", pairs=tuple(Shown(e.left, e.right) for e in within))]
    )
    assert [set(one.records) for one in people.persons] == [his]


# The rows of one family: father, son, the son's brother, and two rows that could be the father's or the son's.
FAMILY = [
    ("Прыкладны Пётр Іванавіч", 1955, "Мінск"),
    ("Прикладный Пётр Иванович", 1955, "Минск"),
    ("Прыкладны Пётр Пятровіч", 1984, "Мінск"),
    ("Прикладный Пётр Петрович", 1984, "Минск"),
    ("Прыкладны Павел Пятровіч", 1986, "Мінск"),
    ("Prykladny Piotr", None, "Minsk"),
    ("П. П. Прыкладны", None, "Мінск"),
]
FATHER, SON, BROTHER = {"list:1", "list:2"}, {"list:3", "list:4"}, {"list:5"}


def test_father_son_and_brother():
    records = numbered([*FAMILY, *others(600)])
    edges = link(records)
    people = accepted(records, edges)
    for person in people.persons:
        assert sum(bool(set(person.records) & of) for of in (FATHER, SON, BROTHER)) <= 1
    assert people.side("list:1") == people.side("list:2")
    assert people.side("list:3") == people.side("list:4")
    assert people.side("list:6") == "list:6", "who is Piotr without a patronymic? Nobody guesses"
    asked = {one.edge.left for group in queue(edges, people, 100).groups for one in group.questions}
    asked |= {one.edge.right for group in queue(edges, people, 100).groups for one in group.questions}
    assert "list:6" in asked


def test_with_the_linker_that_ships_everything_derived_comes_back(opened, tmp_path, tree):
    for name, rows in (("one.csv", [*FAMILY, *others(60)]), ("two.csv", [*FAMILY[:4], *others(60, seed=2)])):
        lines = [f"{who};{year or ''};{town}\n" for who, year, town in rows]
        (tmp_path / name).write_text("ФИО;Год рождения;Город\n" + "".join(lines), encoding="utf-8")
        opened.link_people([tmp_path / name])
    accept_suggested(opened.people(), "anna")
    before, exported = tree(opened.archive.root / "derived"), people_lines(opened.people().people)
    assert opened.people().people.persons
    shutil.rmtree(opened.archive.root / "derived")
    assert opened.people().edges
    assert tree(opened.archive.root / "derived") == before
    assert people_lines(opened.people().people) == exported
