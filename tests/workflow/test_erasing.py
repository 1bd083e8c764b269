"""What somebody takes back is gone from files and pages of databases, whatever moment it was cut off at."""

import os
import shutil
import signal
import sys
import zlib
from contextlib import closing, suppress

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.files import ERASING
from letapis.archive.zone_key import ZoneKey
from letapis.registry.search.query import Query
from letapis.workflow.erasing import SHARED, erase
from letapis.workflow.erasing_survey import survey
from letapis.workflow.ingest import add
from letapis.workflow.judge import judge
from letapis.workflow.keeping import FILE
from letapis.workflow.moving import export_all, import_all
from letapis.workflow.opened import OpenArchive, archive_at
from letapis.workflow.packaging import Wanted, package
from letapis.workflow.people_edges import proposals
from letapis.workflow.proving import check_proof, keys_of_log, proofs_of
from letapis.workflow.reconcile import reconcile
from letapis.workflow.searching import NAMES, search
from letapis.workflow.unpacking import looked_through
from letapis.workflow.verify import verify
from letapis.workflow.why import account_in

KEY = ZoneKey("team", b"k" * 32)
PAGE, BEHIND = 8192, 48  # bytes of a page, and of what SQLCipher keeps at its end
WORDS = ("kanarovich", "quibblewort", "жвірблевіч")
TAKEN = (
    "October 13, 2020\n\nOn 12 October Zinaida Kanarovich was detained in Minsk. Quibblewort Жвірблевіч stood there.\n"
)
STAYS = "October 12, 2020\n\nOn 12 October 620 people were arrested in Minsk, Viasna said.\n"


@pytest.fixture(scope="module", params=[None, KEY], ids=["plain", "sealed"])
def template(request, tmp_path_factory):
    """Made once, and copied for each test."""
    return made(tmp_path_factory.mktemp("template"), request.param), request.param


@pytest.fixture
def archive(template, tmp_path):
    """Two reports, worked in and searched; a judgement on each."""
    there, key = template
    shutil.copytree(there.root.parent, tmp_path, dirs_exist_ok=True)
    return Archive.open_(tmp_path / "archive", key)


def made(folder, key):
    archive = Archive.create(folder / "archive", "anna", key)
    (folder / "quibblewort.txt").write_text(TAKEN, encoding="utf-8")
    (folder / "stays.txt").write_text(STAYS, encoding="utf-8")
    add(archive, [folder / "quibblewort.txt", folder / "stays.txt"], "anna")
    done = reconcile(archive)
    for claim in done.record.claims:
        judge(archive, "accept", [claim.id], "anna", reason="looked at")
    assert search(archive, Query("Kanarovich")).total
    return archive


def databases(archive):
    """Every byte of the pages of its databases, as who has the keys reads them, with the packed texts in them."""
    for name in (FILE, f"derived/{NAMES}"):
        path, key = archive.files.database(name)
        for beside in sorted(path.parent.glob(f"{path.name}*")):
            if beside.suffix == ".key":
                continue
            data = beside.read_bytes()
            yield name, data if key is None else decrypted(data, key)


def decrypted(data, key):
    found = []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        if len(page) == PAGE:
            vector = page[PAGE - BEHIND : PAGE - BEHIND + 16]
            opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
            found.append(opened.update(page[16 if start == 0 else 0 : PAGE - BEHIND]))
    return b"".join(found)


def unpacked(data):
    """What the packed streams in some bytes hold."""
    at = data.find(b"\x78")
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at : at + PAGE], 1 << 16)
        at = data.find(b"\x78", at + 1)


def found_in(archive):
    """The places where one of the words stands: files in their readable form, pages of databases, names on the disk."""
    held = [(name, b"".join(archive.files.blocks(name)) + name.encode()) for name in archive.files.names()]
    held += databases(archive)
    for place, data in held:
        texts = [data, *(unpacked(data) if place.endswith(".sqlite3") else ())]
        if any(word.encode() in text.decode("utf-8", "ignore").lower().encode() for word in WORDS for text in texts):
            yield place


def test_a_look_goes_deep_enough_to_find_it_before(archive):
    places = set(found_in(archive))
    assert {"custody.jsonl", FILE, f"derived/{NAMES}"} <= places
    assert {name.split("/")[0] for name in places} == {"custody.jsonl", "originals", "derived"}


def test_everything_of_it_is_gone_and_the_rest_holds(archive):
    sha256 = next(one.sha256 for one in archive.sealed().values() if one.name == "quibblewort.txt")
    gone = erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)
    assert gone.originals == (sha256,)
    assert list(found_in(archive)) == []
    found = verify(archive)
    assert (found.problems, found.originals, found.erased) == ((), 1, 1)
    done = reconcile(archive)
    assert [one.original for one in done.documents.values()] == list(archive.sealed())
    assert not search(archive, Query("Kanarovich")).total
    assert search(archive, Query("Viasna")).total
    assert list(found_in(archive)) == []
    assert verify(archive).intact
    last = [entry for entry in archive.custody.entries() if entry.get("act") == "erased"]
    assert last[0]["object"]["sha256"] == sha256
    assert last[0]["reason"] == "asked for"
    assert not archive.files.has(ERASING)


def test_without_words_only_the_log_tells_its_name(archive):
    erase(archive, ["quibblewort.txt"], "anna", "asked for")
    assert list(found_in(archive)) == ["custody.jsonl"]
    assert verify(archive).intact


def test_what_is_listed_is_what_goes(archive):
    before = reconcile(archive).record
    told = survey(archive, ["quibblewort.txt"], "anna")
    erase(archive, ["quibblewort.txt"], "anna", "asked for")
    after = reconcile(archive).record
    assert set(told.claims) == {one.id for one in before.claims} - {one.id for one in after.claims}
    assert {one.id for one in told.events if one.alone} <= {one.id for one in before.events}
    assert told.judgements
    assert told.lines in {(2,), (3,)}
    assert told.target == told.originals[0].sha256[:16]


def test_proofs_and_packages_of_the_others_still_hold(archive, tmp_path):
    lines = {line.entry["name"]: line.number for line in archive.custody.lines() if line.entry["act"] == "collected"}
    before = proofs_of(archive, lines.values())
    package(archive, Wanted(("stays.txt",)), "case-1", tmp_path / "one.zip", "anna")
    erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)
    keys = keys_of_log(archive)[:1]  # the second signs only what goes out
    assert check_proof(before[lines["stays.txt"]], keys).entry["name"] == "stays.txt"
    after = proofs_of(archive, [lines["stays.txt"]])
    assert check_proof(after[lines["stays.txt"]], keys).entry["name"] == "stays.txt"
    assert looked_through(tmp_path / "one.zip").problems == ()
    package(archive, Wanted(everything=True), "case-2", tmp_path / "two.zip", "anna")
    assert looked_through(tmp_path / "two.zip").problems == ()


def test_what_went_out_is_told_before(archive, tmp_path):
    package(archive, Wanted(("quibblewort.txt",)), "case-1", tmp_path / "one.zip", "anna")
    (sent,) = survey(archive, ["quibblewort.txt"], "anna").sent
    assert (sent.act, sent.to) == ("exported", "case-1")


def test_judgements_on_it_apply_to_nothing_and_harm_nobody(archive):
    (claim,) = survey(archive, ["quibblewort.txt"], "anna").claims[:1]
    erase(archive, ["quibblewort.txt"], "anna", "asked for")
    done = reconcile(archive)
    assert account_in(archive, claim)[0] == ()
    assert claim not in {one.id for one in done.record.claims}
    stays = done.record.claims[0].id
    judge(archive, "reject", [stays], "anna")
    judge(archive, "undo", ["j1"], "anna")
    assert reconcile(archive).documents
    assert not reconcile(archive).record.claims
    judge(archive, "undo", ["j3"], "anna")
    assert account_in(archive, stays)[0].kind == "claim"


def test_a_whole_archive_moves_afterwards(archive, tmp_path):
    erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)
    export_all(archive, tmp_path / "bundle")
    for path in (tmp_path / "bundle").rglob("*"):
        data = path.read_bytes().decode("utf-8", "ignore").lower() if path.is_file() else ""
        assert not any(word in data or word in path.name for word in WORDS), path
    import_all(tmp_path / "bundle", tmp_path / "there")
    there = Archive.open_(tmp_path / "there")
    assert there.erased().keys() == archive.erased().keys()
    assert verify(there).intact


def test_the_same_bytes_are_refused_with_the_reason_and_leave_nothing(archive, tmp_path):
    erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)
    (refused,) = add(archive, [tmp_path / "quibblewort.txt"], "anna").refused
    assert "asked for" in refused.problem
    assert "--again" in refused.way_out
    assert list(found_in(archive)) == []
    added = add(archive, [tmp_path / "quibblewort.txt"], "anna", again=True)
    assert len(added.sealed) == 1
    assert "after it was erased" in archive.custody.last()["reason"]
    assert archive.erased() == {}
    assert verify(archive).intact
    assert search(archive, Query("Kanarovich")).total
    erase(archive, ["quibblewort.txt"], "anna", "asked for once more", words=True)
    assert list(found_in(archive)) == []


def test_a_list_of_people_goes_with_its_records_and_proposals(archive, tmp_path):
    opened = OpenArchive(archive, "anna")
    for name, rows in {"quibblewort.csv": "Kanarovich Zinaida,1990", "others.csv": "Verabei Ales,1980"}.items():
        (tmp_path / name).write_text(f"name,born\n{rows}\n{rows}\n", encoding="utf-8")
        opened.link_people([tmp_path / name])
    opened.people()
    erase(archive, ["quibblewort.txt", "quibblewort.csv"], "anna", "asked for", words=True)
    assert list(found_in(archive)) == []
    assert [one.sealed.name for one in proposals(archive).lists] == ["others.csv"]
    assert opened.people().people.remarks == ()
    assert search(archive, Query("Kanarovich", kinds=("person",))).total == 0
    refused = opened.link_people([tmp_path / "quibblewort.csv"])
    assert "asked for" in str(refused.refused)
    assert list(found_in(archive)) == []
    assert verify(archive).intact


def test_files_made_of_many_originals_go_and_come_back(archive):
    archive.files.write("derived/answers/ab/abcd.json", b'{"text": "Quibblewort"}\n')
    erase(archive, ["quibblewort.txt"], "anna", "asked for")
    left = set(archive.files.names("derived"))
    assert not left & set(SHARED)
    assert not any(name.startswith("derived/answers/") for name in left)


@pytest.mark.parametrize("name", ["nothing.txt", "zzzz"])
def test_a_name_that_fits_nothing_erases_nothing(archive, name):
    with pytest.raises(ArchiveError, match="is no source"):
        erase(archive, ["stays.txt", name], "anna", "asked for")
    assert len(archive.sealed()) == 2
    with pytest.raises(ArchiveError, match="no reason"):
        erase(archive, ["stays.txt"], "anna", " ")
    assert archive.erased() == {}


def test_the_bytes_of_a_plain_original_are_written_over(tmp_path):
    archive = made(tmp_path, None)
    (sha256,) = [one.sha256 for one in archive.sealed().values() if one.name == "quibblewort.txt"]
    path = archive.root / "originals" / sha256[:2] / sha256
    with path.open("rb") as held:  # as an undelete finds it
        erase(archive, ["quibblewort.txt"], "anna", "asked for")
        assert held.read().strip(b"\0") == b""


# ---- killed runs

EVENTS = {"open", "os.rename", "os.remove", "os.truncate"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_each_step_the_next_command_brings_it_to_its_end(tmp_path, template):
    there, key = template
    sha256 = next(one.sha256 for one in there.sealed().values() if one.name == "quibblewort.txt")
    outcomes, stop = [], 0
    while True:
        stop += 1 + stop // 12
        root = tmp_path / f"killed-{stop}"
        shutil.copytree(there.root, root)
        child = os.fork()
        if not child:
            erase_until(root, key, stop)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        archive = archive_at(root, key)
        outcomes.append(sha256 in archive.erased())
        if outcomes[-1]:
            assert list(found_in(archive)) == [], stop
        else:
            assert archive.originals.has(sha256)
        assert not archive.files.has(ERASING), stop
        assert verify(archive).intact, (stop, verify(archive).problems)
        shutil.rmtree(root)
        if not killed:
            break
    assert outcomes == sorted(outcomes)  # once the log knows, it is done
    assert {True, False} == set(outcomes)
    assert len(outcomes) > 10


def erase_until(root, key, stop):
    """Erase, and die at the step with that number."""
    seen = 0

    def count(event, arguments):
        nonlocal seen
        if event in EVENTS and str(root) in str(arguments[0]):
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), signal.SIGKILL)

    archive = Archive.open_(root, key)
    sys.addaudithook(count)
    erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)


# ---- a server


@pytest.mark.postgres
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "sealed"])
def test_the_rows_in_a_server_are_gone(tmp_path, monkeypatch, database_place, key):
    place = database_place("postgresql")
    monkeypatch.setenv("LETAPIS_DATABASE", place)
    archive = made(tmp_path, key)
    assert rows(place, "letapis_document") == 2
    assert key or any(word in everything(place) for word in WORDS)
    erase(archive, ["quibblewort.txt"], "anna", "asked for", words=True)
    assert rows(place, "letapis_document") == 0
    assert not any(word in everything(place) for word in WORDS)
    reconcile(archive)
    assert rows(place, "letapis_document") == 1
    assert not search(archive, Query("Kanarovich")).total
    assert not any(word in everything(place) for word in WORDS)
    assert list(found_in(archive)) == []


def rows(place, table):
    import psycopg

    with closing(psycopg.connect(place)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def everything(place):
    """All rows of all tables as text."""
    import psycopg

    with closing(psycopg.connect(place)) as connection:
        names = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = "
                                   "current_schema()").fetchall()  # fmt: skip
        told = [connection.execute(f"SELECT {name}::text FROM {name}").fetchall() for (name,) in names]
    return str(told).lower()
