"""Search in a real archive: what is added is found, what is rejected is not, people by their names. Nobody is real."""

import pytest

from letapis.registry.search.query import PEOPLE, Query, QueryError
from letapis.sources.given import Given
from letapis.workflow.ingest import add
from letapis.workflow.judge import judge
from letapis.workflow.people_lists import seal_lists
from letapis.workflow.searching import NAMES, search

COURT = "Published 3 November 2020\n\nJournalist Adam Prykladny was sentenced to 15 days in Minsk on 2 November 2020.\n"
MARCH = "Published 12 October 2020\n\nOn 11 October 2020 police detained 40 people at a march in Minsk.\n"
LIST = "ФИО;Город\nПрикладный Адам Иванович;Минск\nУзорная Ева Петровна;Гродно\n"


@pytest.fixture
def archive(opened, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "court.txt").write_text(COURT, encoding="utf-8")
    add(opened.archive, [folder], "anna", Given())
    return opened.archive


def add_text(archive, folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    add(archive, [folder / name], "anna", Given())


def kinds(archive, text, **filters):
    return [hit.kind for hit in search(archive, Query(text, **filters)).hits]


def test_what_is_added_later_is_found(archive, tmp_path):
    assert kinds(archive, "march") == []
    add_text(archive, tmp_path, "march.txt", MARCH)
    assert "source" in kinds(archive, "march")
    assert set(kinds(archive, "затрыманне", type="detention")) == {"source", "claim", "event"}


def test_a_claim_that_people_reject_is_found_no_more_until_they_undo_it(archive, tmp_path):
    add_text(archive, tmp_path, "march.txt", MARCH)
    (hit,) = search(archive, Query("police", kinds=("claim",), type="detention")).hits
    rejected = judge(archive, "reject", [hit.id], "anna", reason="no such day")
    assert kinds(archive, "police", kinds=("claim", "event"), type="detention") == []
    judge(archive, "undo", [rejected.id], "anna", reason="it was")
    assert kinds(archive, "police", kinds=("claim", "event"), type="detention") == ["event", "claim"]


def names(archive, text, **filters):
    return [(name.text, name.claims, bool(name.record))
            for name in search(archive, Query(text, kinds=(PEOPLE,), **filters)).names]  # fmt: skip


def test_people_are_found_in_claims_and_lists_in_any_script(archive, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    seal_lists(archive, [path], "anna", {}, {})
    assert sorted(names(archive, "Адам Прыкладны")) == [
        ("Adam Prykladny", 1, False),
        ("Прикладный Адам Иванович", 0, True),
    ]
    assert names(archive, "Узор*") == [("Узорная Ева Петровна", 0, True)]
    assert names(archive, "Adam Prykladny", place="Minsk") == [("Adam Prykladny", 1, False)]
    assert names(archive, "Adam Prykladny", place="Brest") == []
    assert names(archive, "Нехта Ніхто") == []


def test_the_file_of_names_is_made_again(archive):
    before = names(archive, "Prykladny")
    assert before
    ((archive.root / "derived") / NAMES).write_bytes(b"not a database, but long enough to be looked at as one")
    assert names(archive, "Prykladny") == before
    ((archive.root / "derived") / NAMES).unlink()
    assert names(archive, "Prykladny") == before


def test_a_place_that_is_not_known_is_told(archive):
    assert search(archive, Query("Minsk", place="Nowhereland")).remarks != ()
    assert search(archive, Query("sentenced", place="Мінск")).remarks == ()


def test_a_query_that_cannot_be_answered_is_refused_before_the_store_is_opened(archive):
    with pytest.raises(QueryError):
        search(archive, Query(""))
    assert not ((archive.root / "derived") / NAMES).exists()
