"""The store is what the archive says, whatever happened on the way: other orders, cuts, damage, contradictions."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.lock import writing
from letapis.registry.exchange import judgement_to_json
from letapis.registry.judgement import Judgement
from letapis.registry.reconcile import reconcile as reconcile_claims
from letapis.store.opening import StoreError
from letapis.workflow import keeping, open_archive, updating
from letapis.workflow.judge import judge, judgements
from letapis.workflow.keeping import kept, opened
from letapis.workflow.moving import export_all, import_all
from letapis.workflow.reconcile import reconcile
from letapis.workflow.reports import code_reports

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
PLACES = ["Minsk", "Brest", "Hrodna", "Belarus"]
TOLD = [
    "In {place} {count} people were arrested on {day} October 2020.",
    "More than {count} people marched in {place} on {day} October 2020.",
    "A list of names by Viasna has {count} people detained in {place} on {day} October 2020.",
    "Hanna Vymyshlenaya was detained in {place} on {day} October 2020.",
    "Hanna Vymyshlenaya was released in {place} on {day} October 2020.",
    "Seniors marched in {place} on {day} October 2020, and {count} of them were detained.",
    "The ministry denies that anybody was beaten in {place} on {day} October 2020.",
    "Workers of a plant in {place} are on strike since {day} October 2020.",
]


def world(folder, seed, reports=8):
    """Reports of invented occurrences, some of them told twice."""
    draw = random.Random(seed)
    folder.mkdir()
    texts = []
    for number in range(reports):
        lines = [
            draw.choice(TOLD).format(place=draw.choice(PLACES), count=draw.choice([4, 30, 620, 700]),
                                     day=draw.choice([4, 11, 12, 18]))
            for _ in range(draw.randint(1, 5))
        ]  # fmt: skip
        text = f"October {draw.randint(19, 30)}, 2020\n\n" + " ".join(lines) + "\n"
        if texts and draw.random() < 0.2:
            text = draw.choice(texts)
        text += f"This stands on page {number + 2} of the paper.\n"  # no two are the same to the byte
        texts.append(text)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(params=ENGINES)
def place(request, database_place, monkeypatch):
    """Where the store stands; an archive of a test has one."""
    if request.param == "postgresql":
        monkeypatch.setenv(keeping.VARIABLE, database_place("postgresql"))
    return request.param


def expected(archive):
    """The record without a store."""
    reports = code_reports([archive.root.parent / "reports"])
    return reconcile_claims(reports.documents.values(), reports.claims, judgements(archive))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("place")
def test_reports_and_judgements_in_any_order_give_the_record_of_all_at_once(tmp_path, opened, seed):
    files = world(tmp_path / "reports", seed)
    draw = random.Random(seed)
    draw.shuffle(files)
    while files:
        some, files = files[: (cut := draw.randint(1, 3))], files[cut:]
        opened.add(some)
        claims = [claim.id for claim in reconcile(opened.archive).record.claims]
        if len(claims) > 2:
            decide(opened.archive, draw, claims)
    assert reconcile(opened.archive).record == expected(opened.archive)
    again = reconcile(opened.archive)
    assert (again.fresh, again.record) == (False, expected(opened.archive))
    shutil.rmtree(opened.archive.root / "derived")
    assert reconcile(opened.archive, anew=True).record == again.record


def decide(archive, draw, claims):
    kind = draw.choice(["reject", "accept", "edit", "join", "keep_apart", "same_origin", "other_origin", "undo"])
    made = judgements(archive)
    if kind == "undo":
        if made:
            judge(archive, "undo", [draw.choice(made).id])
    elif kind == "edit":
        slot, value = draw.choice([("count", "650.."), ("date", "2020-10-12"), ("place", "Brest"), ("type", "assault")])
        judge(archive, "edit", draw.sample(claims, 1), slot=slot, value=value)
    elif kind.endswith("_origin"):
        reports = sorted({claim.partition(":")[0] for claim in claims})
        judge(archive, kind, draw.sample(reports, min(len(reports), 2)) if len(reports) > 1 else [*reports, "none"])
    else:
        judge(archive, kind, draw.sample(claims, 2))


@pytest.mark.usefixtures("place")
def test_to_judge_and_undo_is_as_if_nothing_was_judged(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 11))
    before = reconcile(opened.archive).record
    draw, claims = random.Random(3), [claim.id for claim in before.claims]
    for number in range(1, 7):
        kind = ["reject", "join", "keep_apart", "accept", "join", "reject"][number - 1]
        judge(opened.archive, kind, draw.sample(claims, 2))
        if number % 2:
            reconcile(opened.archive)
    for one in judgements(opened.archive):
        judge(opened.archive, "undo", [one.id])
    assert reconcile(opened.archive).record == before


@pytest.mark.usefixtures("place")
def test_what_goes_out_and_comes_in_is_the_record(tmp_path, opened, monkeypatch):
    opened.add(world(tmp_path / "reports", 5))
    claims = [claim.id for claim in reconcile(opened.archive).record.claims]
    judge(opened.archive, "join", claims[:2])
    record = reconcile(opened.archive).record
    export_all(opened.archive, tmp_path / "out")
    monkeypatch.delenv(keeping.VARIABLE, raising=False)
    import_all(tmp_path / "out", tmp_path / "copy")
    copy = reconcile(open_archive(tmp_path / "copy").archive)
    assert (copy.fresh, copy.record) == (False, record)


def test_small_batches_give_the_same_rows_as_one(tmp_path, opened, monkeypatch):
    opened.add(world(tmp_path / "reports", 6, reports=12))
    record = reconcile(opened.archive).record
    monkeypatch.setattr(updating, "CLAIMS", 1)
    monkeypatch.setattr(updating, "FEW", 1)
    assert reconcile(opened.archive, anew=True).record == record


KILLED = textwrap.dedent("""
    import os, signal, sys
    from letapis.store import growing
    from letapis.workflow import open_archive, updating
    from letapis.workflow.reconcile import reconcile

    updating.CLAIMS = 1
    after, plain, seen = int(sys.argv[2]), growing.write_events, 0

    def write_events(writer):
        global seen
        seen += 1
        if seen == after:  # half of the rows of a batch are written
            os.kill(os.getpid(), signal.SIGKILL)
        plain(writer)

    growing.write_events = write_events
    reconcile(open_archive(sys.argv[1]).archive)
""")


@pytest.mark.usefixtures("place")
def test_a_run_that_is_killed_goes_on_and_comes_to_the_same_record(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 7, reports=10))
    for after in (1, 3, 4, 2):
        call = [sys.executable, "-c", KILLED, str(opened.archive.root), str(after)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert reconcile(opened.archive).record == expected(opened.archive)
    assert opened.verify().intact


@pytest.mark.usefixtures("place")
def test_rules_that_changed_make_the_store_anew(tmp_path, opened, monkeypatch):
    opened.add(world(tmp_path / "reports", 8))
    claims = [claim.id for claim in reconcile(opened.archive).record.claims]
    judge(opened.archive, "reject", claims[:1])
    record = reconcile(opened.archive).record
    monkeypatch.setattr(updating, "room_digest", lambda *_: "other rules")
    again = reconcile(opened.archive)
    assert (again.fresh, again.record) == (True, record)
    assert not reconcile(opened.archive).fresh


@pytest.mark.usefixtures("place")
def test_a_log_from_a_backup_is_believed_over_the_store(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 9))
    before = reconcile(opened.archive).record
    copies = {path: path.read_bytes() for path in opened.archive.root.glob("*.jsonl")}
    judge(opened.archive, "reject", [before.claims[0].id])
    assert reconcile(opened.archive).record != before
    (opened.archive.root / "judgements.jsonl").unlink()
    for path, data in copies.items():
        path.write_bytes(data)
    assert reconcile(opened.archive).record == before


@pytest.mark.usefixtures("place")
def test_what_is_told_later_of_a_report_reaches_the_record(tmp_path, opened):
    from letapis.sources.given import Given

    files = world(tmp_path / "reports", 10)
    opened.add(files)
    reconcile(opened.archive)
    opened.add(files[:1], Given(publisher="Viasna"))
    done = reconcile(opened.archive)
    assert "Viasna" in {one.publisher for one in done.documents.values()}


@pytest.mark.usefixtures("place")
def test_a_report_is_known_since_it_was_sealed(tmp_path, opened):
    from letapis.store.models import Document

    opened.add(world(tmp_path / "reports", 12))
    sealed = {one.at for one in opened.archive.sealed().values()}
    with kept(opened.archive) as store:
        assert set(store.rows(Document).values_list("known", flat=True)) == sealed


# ---- bad input


@pytest.mark.usefixtures("place")
def test_judgements_that_contradict_or_lead_nowhere_are_remarks(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 13))
    one, two, *_ = [claim.id for claim in reconcile(opened.archive).record.claims]
    log = [
        ("join", (one, two)), ("keep_apart", (one, two)), ("accept", (one,)), ("reject", (one,)),
        ("reject", ("0000000000000000:0-1:detention",)), ("same_origin", ("0000000000000000", "1111111111111111")),
        ("undo", ("j99",)), ("undo", ("j8",)), ("guess", (one,)), ("join", (one,)),
    ]  # fmt: skip
    made = [Judgement(f"j{number}", kind, claims, "anna", "2020-11-01T10:00:00Z")
            for number, (kind, claims) in enumerate(log, start=1)]  # fmt: skip
    opened.archive.judge([judgement_to_json(one) for one in made], "anna")
    record = reconcile(opened.archive).record
    assert record == expected(opened.archive)
    told = " ".join(record.remarks)
    for words in ("keep_apart holds over j1", "reject of", "no claim 0000000000000000", "no report", "j99", "guess"):
        assert words in told


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("day", ["0001-01-01", "1863-01-22", "1937-10-29/1937-10-30", "2099-12-31", "9999-12-31"])
def test_days_of_any_time_are_kept(tmp_path, opened, day):
    opened.add(world(tmp_path / "reports", 14))
    claim = reconcile(opened.archive).record.claims[0].id
    judge(opened.archive, "edit", [claim], slot="date", value=day)
    record = reconcile(opened.archive).record
    assert record == expected(opened.archive)
    first, _, last = day.partition("/")
    assert (first, last or first) in {
        (one.date.first.isoformat(), one.date.last.isoformat()) for one in record.events if one.date
    }


def test_numbers_of_any_size_are_kept(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 15))
    claim = reconcile(opened.archive).record.claims[0].id
    judge(opened.archive, "edit", [claim], slot="count", value=str(10**30))
    assert reconcile(opened.archive).record == expected(opened.archive)


@pytest.mark.parametrize("damage", ["text", "middle", "cut"])
def test_a_damaged_store_is_told_and_made_anew_when_asked(tmp_path, opened, damage):
    opened.add(world(tmp_path / "reports", 16))
    record = reconcile(opened.archive).record
    path = (opened.archive.root / "derived") / "store.sqlite3"
    data = path.read_bytes()
    path.write_bytes({
        "text": b"no database at all " * 500,
        "middle": data[:8192] + b"\xff" * (len(data) - 16384) + data[-8192:],
        "cut": data[: len(data) // 3],
    }[damage])  # fmt: skip
    with pytest.raises(StoreError, match=r"store\.sqlite3: is damaged .*letapis reconcile --anew"):
        reconcile(opened.archive)
    assert reconcile(opened.archive, anew=True).record == record
    assert opened.verify().intact


def test_a_run_waits_for_another_and_then_says_so(tmp_path, opened, monkeypatch):
    opened.add(world(tmp_path / "reports", 17))
    (opened.archive.root / "derived").mkdir(exist_ok=True)
    monkeypatch.setattr(keeping, "PATIENCE", 0.5)
    steps = []
    with writing((opened.archive.root / "derived") / keeping.LOCK):
        with pytest.raises(ArchiveError, match="another run is bringing the store up to date"):
            reconcile(opened.archive, progress=lambda step, *_: steps.append(step))
        assert "wait for another run" in steps
    assert reconcile(opened.archive).record == expected(opened.archive)


def test_a_store_that_another_program_holds_is_said_to_be_busy(tmp_path, opened, monkeypatch):
    files = world(tmp_path / "reports", 18)
    opened.add(files[:4])
    before = reconcile(opened.archive).record
    opened.add(files[4:])
    monkeypatch.setattr("letapis.store.engine._WAIT", 0.2)
    from django.db import connections

    monkeypatch.setattr(connections, "settings", dict(connections.settings))
    other = sqlite3.connect((opened.archive.root / "derived") / "store.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(keeping, "opened", lambda archive: _impatient(opened_store(archive)))
    with pytest.raises(StoreError, match="another process is writing to it"):
        reconcile(opened.archive)
    other.rollback()
    other.close()
    monkeypatch.undo()
    assert reconcile(opened.archive).record == expected(opened.archive) != before


opened_store = opened


def _impatient(store):
    store.connection.ensure_connection()
    store.connection.connection.execute("PRAGMA busy_timeout = 200")
    return store


def test_two_runs_at_once_come_to_one_record(tmp_path, opened):
    opened.add(world(tmp_path / "reports", 19, reports=12))
    call = [sys.executable, "-m", "letapis.cli.main", "reconcile", "--archive", str(opened.archive.root)]
    runs = [subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], told
    assert reconcile(opened.archive).record == expected(opened.archive)
    assert not reconcile(opened.archive).fresh
