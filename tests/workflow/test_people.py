"""Lists to persons in an archive: sealed, compared once, judged, undone, deleted and made again. Nobody is real."""

import importlib.util
import json
from pathlib import Path

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.verification import verify
from letapis.registry.people.records import PersonRecord
from letapis.sources.given import Given
from letapis.workflow.code import code
from letapis.workflow.ingest import add
from letapis.workflow.judge import JudgementError
from letapis.workflow.people import Standing, link_lists, people_export
from letapis.workflow.people_edges import LinkingError
from letapis.workflow.people_judging import accept_suggested, confirm, judge_people, resolve, undo
from letapis.workflow.people_lists import refused_name, sealed_lists
from letapis.workflow.people_showing import queue_to_json, side_to_json, sides_named


def plain_linker():
    place = Path(__file__).with_name("plain_linker.py")
    specification = importlib.util.spec_from_file_location("plain_linker", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.PlainLinker


PlainLinker = plain_linker()

SUNDAY = """ФИО;Год рождения;Город;Дата задержания;Статья
Прикладный Адам Иванович;1985;Минск;08.11.2020;23.34
Узорная Ева Петровна;1990;Гродно;08.11.2020;23.34
Тестовский Пётр;;Минск;08.11.2020;23.34
;1990;Минск;08.11.2020;23.34
"""
COURT = """Прозвішча,Імя,Імя па бацьку,Год нараджэння,Горад,Артыкул
Прыкладны,Адам,Іванавіч,1985,Мінск,23.34
Узорная,Ева,Пятроўна,1990,Гродна,23.34
Тэстоўскі,Пётр,Пятровіч,1984,Мінск,23.34
Тэстоўскі,Пётр,Іванавіч,1955,Мінск,23.34
"""


@pytest.fixture
def archive(opened):
    return opened.archive


@pytest.fixture
def linker():
    return PlainLinker()


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def linked(archive, linker, written):
    link_lists(archive, [written("sunday.csv", SUNDAY)], "anna", linker=linker)
    link_lists(archive, [written("court.csv", COURT)], "anna", linker=linker)
    return archive


@pytest.fixture
def standing(linked, linker):
    return lambda: Standing(linked, linker)


def test_rows_in_are_records_and_refused_rows(archive, linker, written):
    done = link_lists(archive, [written("sunday.csv", SUNDAY)], "anna", linker=linker)
    (kept,) = done.lists
    assert (kept.report.rows, kept.report.records, kept.report.refused) == (4, 3, ((4, "no name"),))
    assert archive.files.read(refused_name(kept.sealed)).decode() == (
        "row,reason,ФИО,Год рождения,Город,Дата задержания,Статья\n4,no name,,1990,Минск,08.11.2020,23.34\n"
    )
    assert done.lists[0].records[0] == PersonRecord(
        f"{kept.id}:1", kept.id, 1, "Прикладный Адам Иванович", 1985, "Минск", "2020-11-08", "23.34"
    )


def test_refused_rows_can_be_corrected_and_linked(archive, linker, written):
    done = link_lists(archive, [written("sunday.csv", SUNDAY)], "anna", linker=linker)
    text = archive.files.read(refused_name(done.lists[0].sealed)).decode()
    again = link_lists(archive, [written("corrected.csv", text.replace(",,", ",Пробный Ян,"))], linker=linker)
    assert [record.name for record in again.lists[0].records] == ["Пробный Ян"]


def test_a_list_is_sealed_and_is_no_report(linked):
    assert sorted(one.name for one in sealed_lists(linked).values()) == ["court.csv", "sunday.csv"]
    coded = code(linked)
    assert (coded.originals, coded.documents, coded.claims, coded.refused) == (2, 0, 0, [])
    assert verify(linked).intact


def test_the_same_list_twice_adds_nothing(linked, linker, written):
    before = linker.compared
    done = link_lists(linked, [written("again.csv", COURT)], linker=linker)
    assert [(name, one.name) for name, one in done.sealed.known] == [("again.csv", "court.csv")]
    assert (done.compared, linker.compared) == (0, before)


def test_old_lists_are_not_compared_again(linked, linker, written):
    seen = []

    def counting(records, known=()):
        seen.append((len(records), len(known)))
        return linker(records, known)

    counting.model = linker.model
    link_lists(linked, [written("third.csv", "name\nAdam Prykladny\n")], linker=counting)
    assert seen == [(1, 7)]


def test_columns_told_later_are_read_anew(linked, linker, written):
    data = "ФИО;Name\nПрикладный Адам;Adam Prykladny\n"
    path = written("two.csv", data)
    link_lists(linked, [path], linker=linker)
    done = link_lists(linked, [path], columns={"name": "2"}, linker=linker)
    assert [record.name for record in done.lists[0].records] == ["Adam Prykladny"]
    assert [one.name for one in done.sealed.described] == ["two.csv"]


def test_what_cannot_be_read_is_set_aside_and_the_others_go_in(archive, linker, written, tmp_path):
    paths = [written("empty.csv", ""), written("sunday.csv", SUNDAY), tmp_path / "missing.csv"]
    done = link_lists(archive, paths, "anna", linker=linker)
    assert [one.file for one in done.refused] == ["empty.csv", "missing.csv"]
    assert [one.sealed.name for one in done.lists] == ["sunday.csv"]
    assert [one.name for one in archive.set_aside()] == ["empty.csv"]


def ids(standing):
    """Short names: s1 to s3 of sunday.csv, c1 to c4 of court.csv."""
    letters = {"sunday.csv": "s", "court.csv": "c"}
    of = {one.id: letters[one.sealed.name] for one in standing.lists}
    return {record.id: f"{of[record.source]}{record.row}" for record in standing.records.values()}


def persons_of(standing):
    short = ids(standing)
    return sorted(" ".join(sorted(short[one] for one in person.records)) for person in standing.people.persons)


def test_linking_joins_nobody(standing):
    assert standing().people.persons == ()
    assert standing().edges


def test_one_acceptance_and_one_undo(standing, linked):
    before = people_export(linked)
    judged = accept_suggested(standing(), "anna", "looked through")
    assert persons_of(standing()) == ["c1 s1", "c2 s2"]
    one = judged.judgement
    assert (one.id, one.kind, len(one.pairs), one.model, one.threshold) == ("pj1", "same", 2, "plain 1", 0.999)
    assert all(shown.evidence and shown.probability >= 0.99 for shown in one.pairs)
    assert len(one.evidence_digest) == 64
    assert standing().log == (one,), "what is read back is what was decided, evidence and all"
    assert people_export(linked) != before
    undo(standing(), ["pj1"], "vera", "too fast")
    assert people_export(linked) == before
    assert [one.kind for one in standing().log] == ["same", "undo"]
    assert verify(linked).intact


def test_father_and_son_wait_for_the_one_field_that_tells(standing):
    """Пётр Тестовский without patronymic and year may be Пётр Пятровіч, 1984, or Пётр Іванавіч, 1955: who knows."""
    accept_suggested(standing(), "anna", "looked through")
    assert persons_of(standing()) == ["c1 s1", "c2 s2"]
    now = standing()
    short = ids(now)
    told = queue_to_json(now, now.queue())
    asked = {
        (short[one["left"]], short[one["right"]]): one["settle"]
        for group in told["groups"]
        for one in group["questions"]
    }
    assert {frozenset(key) for key in asked} >= {frozenset({"s3", "c3"}), frozenset({"s3", "c4"})}
    assert {one["field"] for one in asked.values() if one} <= {"patronymic", "birth_year"}
    assert not any({"c3", "c4"} == set(key) for key in asked), "father and son are not even asked about"


def test_a_judgement_keeps_what_was_shown(standing):
    judged = judge_people(standing(), ("sunday.csv:1", "court.csv:1"), "same", "anna", "same flat")
    (shown,) = judged.judgement.pairs
    assert {one.field: one.outcome for one in shown.evidence}["patronymic"] in {"same", "variant"}
    assert persons_of(standing()) == ["c1 s1"]


def test_a_person_is_split_and_its_history_stays(standing):
    judge_people(standing(), ("sunday.csv:3", "court.csv:3"), "same", "anna", "")
    judge_people(standing(), ("sunday.csv:3", "court.csv:4"), "same", "anna", "")
    assert persons_of(standing()) == ["c3 c4 s3"]
    person = standing().people.persons[0].id
    judged = judge_people(standing(), ("court.csv:4", person), "not_same", "vera", "he is the father")
    assert judged.judgement.kind == "split"
    assert persons_of(standing()) == ["c3 s3"]
    side = side_to_json(standing(), standing().people.side(resolve(standing(), "court.csv:4")[0]))
    assert [(one["id"], one["state"]) for one in side["judgements"]] == [("pj2", "overruled"), ("pj3", "in force")]
    undo(standing(), ["pj3"], "vera", "a misreading")
    assert persons_of(standing()) == ["c3 c4 s3"]


def test_a_split_must_say_where_every_row_belongs(standing):
    judge_people(standing(), ("sunday.csv:3", "court.csv:3"), "same", "anna", "")
    judge_people(standing(), ("sunday.csv:3", "court.csv:4"), "same", "anna", "")
    with pytest.raises(JudgementError, match="which side is"):
        judge_people(standing(), ("court.csv:3", "court.csv:4"), "not_same", "vera", "")


def test_a_chain_across_a_denial_is_told_at_once(standing):
    judge_people(standing(), ("court.csv:3", "court.csv:4"), "not_same", "vera", "father and son")
    judge_people(standing(), ("sunday.csv:3", "court.csv:3"), "same", "anna", "")
    judged = judge_people(standing(), ("sunday.csv:3", "court.csv:4"), "same", "anna", "")
    (conflict,) = judged.conflicts
    assert (conflict.waits.judgement, conflict.apart.judgement, len(conflict.chain)) == ("pj3", "pj1", 2)
    assert persons_of(standing()) == ["c3 s3"]


def test_four_eyes(standing, linked):
    with (linked.root / "archive.toml").open("a", encoding="utf-8") as file:
        file.write("\n[people]\nfour_eyes = true\n")
    assert accept_suggested(standing(), "anna", "").waits
    assert persons_of(standing()) == []
    with pytest.raises(JudgementError, match="the same handle"):
        confirm(standing(), "pj1", "Anna")
    assert accept_suggested(standing(), "anna", "") is None, "what waits is not accepted twice"
    confirm(standing(), "pj1", "vera")
    assert persons_of(standing()) == ["c1 s1", "c2 s2"]


@pytest.mark.parametrize("line", ['four_eyes = "yes"', "four_eye = true", "four_eyes = 1"])
def test_a_slip_in_the_policy_is_an_error(standing, linked, line):
    with (linked.root / "archive.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[people]\n{line}\n")
    with pytest.raises(ArchiveError, match="Write four_eyes = true, or false"):
        judge_people(standing(), ("sunday.csv:1", "court.csv:1"), "same", "anna")
    assert standing().log == ()


WRONG = {
    "nobody": ("nowhere:1", "sunday.csv:1", "there is no record nowhere:1"),
    "no such row": ("sunday.csv:99", "sunday.csv:1", "there is no record sunday.csv:99"),
    "itself": ("sunday.csv:1", "sunday.csv:1", "the two sides name the same record"),
    "nothing": (",", "sunday.csv:1", "a side names no record"),
    "a name": ("Адам Прыкладны", "sunday.csv:1", "there is no person or record"),
}


@pytest.mark.parametrize(("left", "right", "problem"), WRONG.values(), ids=WRONG)
def test_a_side_that_is_not_there(standing, left, right, problem):
    with pytest.raises(JudgementError) as caught:
        judge_people(standing(), (left, right), "same", "anna")
    assert str(caught.value).startswith(problem)
    assert "Адам" not in str(caught.value)
    assert standing().log == ()


def test_everything_derived_comes_back_to_the_byte(linked, linker, tree, standing):
    accept_suggested(standing(), "anna", "")
    before, exported = tree((linked.root / "derived") / "people"), people_export(linked)
    assert len(before) == 5
    for path in sorted((linked.root / "derived").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert len(Standing(linked, linker).edges) == len(standing().edges)
    assert tree((linked.root / "derived") / "people") == before
    assert people_export(linked) == exported


def test_another_model_proposes_anew_and_decisions_stand(linked, standing):
    accept_suggested(standing(), "anna", "")
    other = PlainLinker("plain 2")
    assert Standing(linked, other).proposals.model == "plain 2"
    assert other.compared > 0
    assert len(Standing(linked, other).people.persons) == 2


@pytest.mark.parametrize("asked", ["Adam Prykladny", "Адам Прикладный", "Прыкладны Адам Іванавіч"])
def test_a_person_is_found_by_a_name_in_any_script(standing, asked):
    accept_suggested(standing(), "anna", "")
    now = standing()
    assert [now.people.by_id[side].records for side in sides_named(now, asked)] == [
        resolve(now, "sunday.csv:1,court.csv:1")
    ]


def test_nothing_kept_for_good_holds_a_name(linked, standing):
    accept_suggested(standing(), "anna", "looked through")
    judge_people(standing(), ("sunday.csv:3", "court.csv:3"), "unsure", "anna", "no year")
    logs = b"".join((linked.root / name).read_bytes() for name in ("custody.jsonl", "persons.jsonl")).decode()
    for word in ("Прикладн", "Прыкладн", "Узорн", "Тестовск", "Тэстоўск", "Адам", "Минск"):
        assert word not in logs


def test_a_fault_of_the_linker_names_nobody(archive, written):
    def failing(records, known=()):
        del known
        raise ValueError(f"cannot compare {records[0].name}")

    with pytest.raises(LinkingError) as caught:
        link_lists(archive, [written("sunday.csv", SUNDAY)], linker=failing)
    assert "ValueError" in str(caught.value)
    assert "Адам" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    done = link_lists(archive, [], linker=PlainLinker())
    assert done.compared == 3, "the list was sealed and waited"


def test_a_log_of_persons_cut_or_rewritten_is_found(linked, standing):
    judge_people(standing(), ("sunday.csv:1", "court.csv:1"), "same", "anna", "")
    judge_people(standing(), ("sunday.csv:2", "court.csv:2"), "same", "anna", "")
    path = linked.persons.log.path
    whole = path.read_bytes()
    path.write_bytes(whole.splitlines(keepends=True)[0])
    (problem,) = verify(linked).problems
    assert (problem.file, problem.place) == ("persons.jsonl", "line 2")
    path.write_bytes(whole.replace(b'"anna"', b'"vera"'))
    assert not verify(linked).intact
    path.write_bytes(whole)
    assert verify(linked).intact


def test_the_custody_log_tells_what_was_compared(linked):
    acts = [json.loads(line) for line in linked.custody.log.path.read_text(encoding="utf-8").splitlines()]
    batches = [(len(one["lists"]), one["who"], one["model"]) for one in acts if one["act"] == "linked"]
    assert batches == [(1, "anna", "plain 1"), (1, "anna", "plain 1")]


def test_a_yes_about_one_row_overrules_no_no_about_another(standing):
    judge_people(standing(), ("sunday.csv:1", "sunday.csv:2"), "not_same", "vera", "two people")
    judge_people(standing(), ("sunday.csv:1", "court.csv:1"), "same", "anna", "")
    judged = judge_people(standing(), ("sunday.csv:2", "court.csv:1"), "same", "anna", "")
    assert [conflict.waits.judgement for conflict in judged.conflicts] == ["pj3"]
    assert judged.overrules == ()
    person = standing().people.persons[0].id
    by_person = judge_people(standing(), ("sunday.csv:2", person), "same", "anna", "")
    assert [conflict.apart.judgement for conflict in by_person.conflicts] == ["pj1"]
    outright = judge_people(standing(), ("sunday.csv:2", "sunday.csv:1"), "same", "anna", "")
    assert outright.overrules == ("pj1",)
    assert persons_of(standing()) == ["c1 s1 s2"]


def test_what_is_told_of_a_list_later_leaves_it_a_list(linked, linker, written):
    path = written("court.csv", COURT)
    add(linked, [path], "vera", Given(publisher="A court"))
    (one,) = [one for one in sealed_lists(linked).values() if one.name == "court.csv"]
    assert one.given["publisher"] == "A court"
    assert len(Standing(linked, linker).records) == 7


def test_a_report_that_is_a_list_becomes_one(archive, linker, written):
    path = written("sunday.csv", SUNDAY)
    add(archive, [path], "anna")
    assert code(archive).documents == 1
    done = link_lists(archive, [path], "anna", linker=linker)
    assert len(done.lists[0].records) == 3
    assert code(archive).documents == 0


def test_the_python_interface(opened, linker, written, monkeypatch):
    monkeypatch.setattr("letapis.workflow.people_edges.default_linker", lambda: linker)
    assert opened.link_people([written("sunday.csv", SUNDAY), written("court.csv", COURT)]).compared == 7
    assert len(opened.people().queue().groups) == 3


def test_two_rows_that_name_nobody_are_never_compared(archive, linker, written):
    done = link_lists(
        archive, [written("a.csv", "ФИО;Год рождения\nГражданин К.;1985\nГражданин К.;1985\n")], linker=linker
    )
    assert (done.lists[0].report.records, done.compared, linker.compared) == (2, 0, 0)
    assert len(Standing(archive, linker).records) == 2
