"""A whole archive goes out and comes back without loss, whichever database holds its rows."""

import json

import pytest

from letapis.archive.errors import ArchiveError
from letapis.store.opening import StoreError
from letapis.workflow import moving, open_archive
from letapis.workflow.judge import judge
from letapis.workflow.moving import export_all, import_all
from letapis.workflow.reconcile import reconcile

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture
def address(database_place):
    """The address of an empty database of an engine; empty words mean a file in the archive."""
    return lambda engine: "" if engine == "sqlite" else database_place(engine)


@pytest.fixture
def filled(opened, reports):
    """An archive with reports, a file that could not be read, and judgements."""
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7\ncut")
    opened.add([reports])
    first, *_, last = [claim.id for claim in reconcile(opened.archive).record.claims]
    judge(opened.archive, "edit", [first], "anna", slot="count", value="650..", reason="=the list says so")
    judge(opened.archive, "reject", [last], "olga", reason="касцёр, ё")
    judge(opened.archive, "undo", ["j2"], "anna")
    return opened


@pytest.mark.parametrize("there", ENGINES)
@pytest.mark.parametrize("here", ENGINES)
def test_out_and_in_and_out_gives_the_same_bytes(filled, tree, tmp_path, address, here, there):
    export_all(filled.archive, tmp_path / "start")
    one = import_all(tmp_path / "start", tmp_path / "one", address(here))
    export_all(open_archive(tmp_path / "one").archive, tmp_path / "out-1")
    two = import_all(tmp_path / "out-1", tmp_path / "two", address(there))
    export_all(open_archive(tmp_path / "two").archive, tmp_path / "out-2")
    assert tree(tmp_path / "start") == tree(tmp_path / "out-1") == tree(tmp_path / "out-2")
    assert one == two
    again = open_archive(tmp_path / "two")
    assert again.verify().intact
    assert reconcile(again.archive).record == reconcile(filled.archive).record
    assert not reconcile(again.archive).fresh, "what came in is made again"


def test_the_copy_goes_on_as_the_archive_would(filled, tmp_path, reports):
    export_all(filled.archive, tmp_path / "out")
    import_all(tmp_path / "out", tmp_path / "copy")
    copy = open_archive(tmp_path / "copy", by="anna")
    (reports / "d.txt").write_text("October 15, 2020\n\nIn Minsk 800 people were arrested on 13 October.\n", "utf-8")
    for one in (filled, copy):
        one.add([reports / "d.txt"])
    judge(copy.archive, "undo", ["j1"], "anna")
    judge(filled.archive, "undo", ["j1"], "anna")
    assert reconcile(copy.archive).record == reconcile(filled.archive).record


def missing(path):
    path.unlink()


def changed(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def shortened(path):
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def led_elsewhere(path):
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize(
    "name", ["custody.jsonl", "judgements.jsonl", "store/claim.jsonl", "originals", "datapackage.json"]
)
@pytest.mark.parametrize("damage", [missing, changed, shortened, led_elsewhere])
def test_what_is_damaged_is_named_before_anything_is_written(filled, tmp_path, name, damage):
    export_all(filled.archive, tmp_path / "out")
    path = tmp_path / "out" / name
    if path.is_dir():
        path = next(one for one in sorted(path.rglob("*")) if one.is_file())
    damage(path)
    with pytest.raises(ArchiveError) as told:
        import_all(tmp_path / "out", tmp_path / "copy")
    assert told.value.file == str(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["archive", "out", "reports"]


def test_a_bundle_made_to_look_whole_does_not_get_past_its_logs(filled, tmp_path):
    """Who changes a line and writes its hash anew into the list is still caught by the chain."""
    from hashlib import sha256

    export_all(filled.archive, tmp_path / "out")
    log, sums = tmp_path / "out" / "judgements.jsonl", tmp_path / "out" / "SHA256SUMS"
    before = sha256(log.read_bytes()).hexdigest()
    log.write_bytes(log.read_bytes().replace(b"650..", b"651.."))
    sums.write_text(sums.read_text().replace(before, sha256(log.read_bytes()).hexdigest()))
    with pytest.raises(ArchiveError, match=r"judgements\.jsonl, line 1: the line was edited"):
        import_all(tmp_path / "out", tmp_path / "copy")


@pytest.mark.parametrize("line", ["x", f"{'0' * 64}  ../x", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  a\\..\\b"])
def test_a_list_that_leads_out_of_the_bundle_is_refused(filled, tmp_path, line):
    export_all(filled.archive, tmp_path / "out")
    with (tmp_path / "out" / "SHA256SUMS").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ArchiveError, match="names no file of the bundle"):
        import_all(tmp_path / "out", tmp_path / "copy")


def test_a_bundle_of_a_later_form_is_not_guessed_at(filled, tmp_path):
    export_all(filled.archive, tmp_path / "out")
    path = tmp_path / "out" / "datapackage.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 99}))
    with pytest.raises(ArchiveError, match="version 99"):
        import_all(tmp_path / "out", tmp_path / "copy")


def test_rows_of_other_tables_are_made_again_from_the_archive(filled, tmp_path, monkeypatch):
    export_all(filled.archive, tmp_path / "out")
    monkeypatch.setattr("letapis.store.moving_tables.schema", lambda: "9999_later")
    assert import_all(tmp_path / "out", tmp_path / "copy").rows == 0
    assert reconcile(open_archive(tmp_path / "copy").archive).record == reconcile(filled.archive).record


def test_a_folder_that_is_taken_is_refused(filled, tmp_path):
    export_all(filled.archive, tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("x")
    for place in (tmp_path / "mine", filled.archive.root, tmp_path / "mine" / "note.txt"):
        with pytest.raises(ArchiveError, match="the place is taken"):
            import_all(tmp_path / "out", place)
    assert (tmp_path / "mine" / "note.txt").read_text() == "x"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("step", ["_copy", "_fill", "_close"])
def test_an_import_that_is_cut_off_can_be_run_again(filled, tmp_path, tree, address, monkeypatch, engine, step):
    export_all(filled.archive, tmp_path / "out")
    url = address(engine)
    done = getattr(moving, step)

    def cut(*arguments):
        done(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(moving, step, cut)
    with pytest.raises(KeyboardInterrupt):
        import_all(tmp_path / "out", tmp_path / "copy", url)
    monkeypatch.setattr(moving, step, done)
    if step != "_close":  # it has its name only when nothing is left to do
        assert not (tmp_path / "copy").exists()
        import_all(tmp_path / "out", tmp_path / "copy", url)
    export_all(open_archive(tmp_path / "copy").archive, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(tmp_path / "out")
    assert not list(tmp_path.glob(".*.unfinished"))


@pytest.mark.postgres
def test_a_database_that_holds_the_archive_already_is_refused(filled, tmp_path, address):
    export_all(filled.archive, tmp_path / "out")
    url = address("postgresql")
    import_all(tmp_path / "out", tmp_path / "one", url)
    with pytest.raises(StoreError, match="holds this archive already"):
        import_all(tmp_path / "out", tmp_path / "two", url)


def test_tables_of_places_travel(filled, tmp_path):
    (filled.archive.root / "villages.csv").write_text("id,name\n1,Слабада\n", encoding="utf-8")
    (filled.archive.root / "private notes.txt").write_text("not for others")
    with (filled.archive.root / "archive.toml").open("a") as file:
        file.write('[gazetteer]\ntables = ["villages.csv", "/etc/hostname"]\n')
    export_all(filled.archive, tmp_path / "out")
    import_all(tmp_path / "out", tmp_path / "copy")
    assert (tmp_path / "copy" / "villages.csv").read_text(encoding="utf-8") == "id,name\n1,Слабада\n"
    assert not (tmp_path / "out" / "private notes.txt").exists()


def test_the_address_of_the_database_does_not_travel(filled, tmp_path):
    settings = filled.archive.root / "archive.toml"
    told = settings.read_text() + "\n[language_model]\nhosts = []\n"
    place = tmp_path / "elsewhere.sqlite3"
    settings.write_text(told.replace("[language_model]", f'[store] # here\nurl = "{place}"\n\n[language_model]'))
    export_all(open_archive(filled.archive.root).archive, tmp_path / "out")
    assert place.exists()
    assert (tmp_path / "out" / "archive.toml").read_text() == told
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path for path in files if str(tmp_path).encode() in path.read_bytes()] == []
