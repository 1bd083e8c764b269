"""`letapis package` and `letapis unpack`: from one archive to another, by way of somebody who has neither."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from letapis.archive.acts import problems
from letapis.archive.archive import Archive
from letapis.cli.main import run
from letapis.evidence import age
from letapis.workflow.opened import open_archive
from letapis.workflow.reconcile import reconcile

SUNDAY = {
    "paper.txt": "October 27, 2020\n\nOn Sunday, 11 October 2020, more than 700 people were arrested in Minsk.\n",
    "list.txt": "October 12, 2020\n\nOn 11 October 2020 over 620 people were detained in Minsk, Viasna said.\n",
    "dull.txt": "October 14, 2020\n\nThe weather in Minsk was fine and the market was open all day.\n",
}


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch, tmp_path):
    for name in ("LETAPIS_ARCHIVE", "LETAPIS_BY", "LETAPIS_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def letapis(capsys):
    def call(*arguments):
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        as_json = json.loads(out) if "--json" in arguments and out.strip() else None
        return SimpleNamespace(code=code, out=out, err=err, json=as_json)

    return call


@pytest.fixture
def archive(letapis, tmp_path):
    (tmp_path / "reports").mkdir()
    for name, text in SUNDAY.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    assert letapis("init", "--plain", "--archive", "first").code == 0
    assert letapis("add", "reports", "--archive", "first", "--by", "anna").code == 0
    return tmp_path / "first"


def ids(root):
    done = reconcile(Archive.open_(root))
    claims = sorted((one.id, one.document, one.start, one.end, one.quote) for one in done.record.claims)
    return sorted(done.documents), claims


def test_a_list_tells_what_would_go_and_notes_nothing(letapis, archive):
    lines = len(list(Archive.open_(archive).custody.lines()))
    told = letapis("package", "paper.txt", "--list", "--archive", archive, "--json")
    assert told.code == 0
    assert [one["name"] for one in told.json["originals"]] == ["paper.txt"]
    assert any(one["name"].startswith("data/claims/") for one in told.json["files"])
    assert len(list(Archive.open_(archive).custody.lines())) == lines


def test_a_package_goes_out_is_checked_by_an_outsider_and_comes_into_an_empty_archive(letapis, archive, tmp_path):
    told = letapis("package", "--all", "-o", "case-7.zip", "--archive", archive, "--by", "anna", "--json")
    assert told.code == 0, told.err
    with zipfile.ZipFile("case-7.zip") as packed:
        packed.extractall(tmp_path / "outside")
    script = [sys.executable, "-I", "-S", str(tmp_path / "outside" / "case-7" / "verify_record.py")]
    seen = subprocess.run(script, capture_output=True, text=True, check=False)
    assert seen.returncode == 0, seen.stdout + seen.stderr

    checked = letapis("unpack", "case-7.zip", "--check", "--json")
    assert checked.code == 0
    assert checked.json["holds"]
    assert checked.json["fingerprint"] == told.json["fingerprint"]
    assert checked.json["fingerprint"] in seen.stdout
    assert letapis("init", "--plain", "--archive", "second").code == 0
    key = checked.json["fingerprint"]
    taken = letapis("unpack", "case-7.zip", "--archive", "second", "--by", "vera", "--key", key, "--json")
    assert taken.code == 0, taken.err
    assert len(taken.json["new"]) == 3

    second = Archive.open_(tmp_path / "second")
    assert ids(tmp_path / "second") == ids(archive)
    assert letapis("verify", "--archive", "second").code == 0
    kept = f"received/{taken.json['package']}/"
    with zipfile.ZipFile("case-7.zip") as packed:
        for name in packed.namelist():
            inside = name.partition("/")[2]
            if inside.startswith("proofs/") or inside == "custody.jsonl":
                assert second.files.read(kept + inside) == packed.read(name)
    again = letapis("unpack", "case-7.zip", "--archive", "second", "--json")
    assert again.json["new"] == []
    assert len(again.json["known"]) == 3


def test_the_log_notes_what_went_out(letapis, archive):
    assert letapis("package", "list.txt", "-o", "one.zip", "--archive", archive, "--by", "anna").code == 0
    *_, original, last = Archive.open_(archive).custody.entries()
    assert (original["act"], original["name"]) == ("exported", "list.txt")
    assert (last["act"], last["who"], last["case"], last["originals"]) == ("exported", "anna", "one", 1)
    assert [*problems(original), *problems(last)] == []
    with zipfile.ZipFile("one.zip") as packed:
        lines = packed.read("one/custody.jsonl").splitlines()
        assert [json.loads(line)["act"] for line in lines] == ["collected", "exported"]
        assert not any(b"paper.txt" in packed.read(name) for name in packed.namelist())
    assert letapis("package", "list.txt", "-o", "two.zip", "--archive", archive).code == 0
    with zipfile.ZipFile("two.zip") as packed:  # where else it went is nobody's business
        assert not any(b'"one"' in packed.read(name) for name in packed.namelist())


def test_an_event_brings_the_sources_that_it_rests_on(letapis, archive):
    event = next(one for one in reconcile(Archive.open_(archive)).record.events if one.claims)
    told = letapis("package", "--event", event.id, "--list", "--archive", archive, "--json")
    assert told.code == 0
    names = {one["name"] for one in told.json["originals"]}
    assert names
    assert "dull.txt" not in names
    assert told.json["events"] >= 1


def test_sealed_to_a_recipient_it_opens_for_nobody_else(letapis, archive):
    identity, recipient = age.new_identity()
    assert letapis("package", "--all", "-o", "sealed.age", "--to", recipient, "--archive", archive).code == 0
    data = Path("sealed.age").read_bytes()
    assert b"paper.txt" not in data
    assert "is sealed. Open it first" in letapis("unpack", "sealed.age", "--check").err
    assert age.open_sealed(data, age.identities_of(identity, "key"), "sealed").startswith(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["package", "--list"], 1, "would be empty"),
        (["package", "nothing.txt", "--list"], 1, "is no source of this archive"),
        (["package", "--event", "zz", "--list"], 1, "fits 0 events"),
        (["package", "paper.txt"], 2, "Name the zip"),
        (["package", "paper.txt", "-o", "a b.zip"], 1, "is no name for a package"),
        (["package", "paper.txt", "-o", "none/x.zip"], 1, "cannot be written"),
        (["package", "paper.txt", "-o", "x.zip", "--to", "age1nobody"], 1, "is no recipient"),
        (["unpack", "none.zip", "--check"], 1, "is not there"),
        (["unpack", "reports", "--check"], 1, "is no evidence package"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(letapis, archive, arguments, code, words):
    told = letapis(*arguments, *(["--archive", archive] if "--check" not in arguments else []))
    assert told.code == code
    assert words in told.err


def test_nothing_of_a_package_is_taken_in_where_a_byte_was_changed(letapis, archive, tmp_path):
    assert letapis("package", "--all", "-o", "case.zip", "--archive", archive).code == 0
    with zipfile.ZipFile("case.zip") as packed:
        packed.extractall(tmp_path)
    victim = next((tmp_path / "case" / "data" / "claims").iterdir())
    victim.write_bytes(victim.read_bytes().replace(b"letapis", b"letopis", 1))
    assert letapis("init", "--plain", "--archive", "second").code == 0
    told = letapis("unpack", "case", "--archive", "second")
    assert told.code == 1
    assert victim.name in told.err
    assert Archive.open_(tmp_path / "second").sealed() == {}
    wrong = letapis("unpack", "case.zip", "--archive", "second", "--key", "0" * 40)
    assert "not the fingerprint" in wrong.err


def test_a_sealed_archive_packs_the_same_way(letapis, tmp_path, monkeypatch):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", "seven quiet rivers under old ice")
    monkeypatch.setenv("LETAPIS_WORK", "small")
    with_archive = open_archive("sealed", create=True, passphrase="seven quiet rivers under old ice")
    (tmp_path / "report.txt").write_text(SUNDAY["paper.txt"], encoding="utf-8")
    with_archive.add([tmp_path / "report.txt"])
    told = letapis("package", "--all", "-o", "sealed.zip", "--archive", "sealed", "--json")
    assert told.code == 0, told.err
    assert letapis("unpack", "sealed.zip", "--check", "--json").json["holds"]
    open_archive("other", create=True, passphrase="seven quiet rivers under old ice")
    assert letapis("unpack", "sealed.zip", "--archive", "other").code == 0
    assert letapis("verify", "--archive", "other").code == 0
    assert not any(b"700 people" in path.read_bytes() for path in (tmp_path / "other").rglob("*") if path.is_file())


def test_time_stamps_go_with_the_lines_that_they_cover(letapis, archive, tmp_path):
    """A stamp is on an earlier checkpoint: the package proves that the line of the source stood in that one."""
    from letapis.workflow.anchor_records import AUTHORITY, CLAIMED, Anchor, keep
    from letapis.workflow.proving import sign

    held = Archive.open_(archive)
    kept = sign(held)
    with held.locked():
        keep(
            held,
            Anchor("stamp", AUTHORITY, "https://tsa.example", kept.checkpoint.size, kept.note, CLAIMED, b"q", b"a"),
        )
    assert letapis("package", "paper.txt", "-o", "case.zip", "--archive", archive).code == 0
    with zipfile.ZipFile("case.zip") as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / "case" / "anchors"
    proof = next(folder.glob("stamp.*.tlog-proof"))
    assert proof.read_text().partition("\n\n")[2] == (folder / "stamp.checkpoint").read_text()
    assert letapis("unpack", "case", "--check").code == 0
    script = [sys.executable, "-I", "-S", str(tmp_path / "case" / "verify_record.py")]
    assert subprocess.run(script, capture_output=True, check=False).returncode == 0
    (folder / "stamp.checkpoint").write_text("another\n1\nAAAA\n")
    told = letapis("unpack", "case", "--check")
    assert "is not the checkpoint that" in told.err


def test_where_accounts_are_kept_a_second_person_agrees_first(letapis, archive, monkeypatch):
    from letapis.access.rules import Decision
    from letapis.workflow import packaging

    monkeypatch.setattr(packaging, "approved", lambda *_: Decision(False, "second-person", second_person=True))
    lines = len(list(Archive.open_(archive).custody.lines()))
    told = letapis("package", "paper.txt", "-o", "case.zip", "--archive", archive, "--by", "anna")
    assert told.code == 1
    assert "a second person has to confirm" in told.err
    assert not Path("case.zip").exists()
    assert len(list(Archive.open_(archive).custody.lines())) == lines


def warc():
    """A capture of one page, as others write it."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    page = b"<html><body><p>On 11 October 2020 over 620 people were detained in Minsk, Viasna said.</p></body></html>"
    told = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    known = {"WARC-Block-Digest": "sha1:AAAA", "WARC-Payload-Digest": "sha1:AAAA"}  # told: warcio then buffers nothing
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        "http://page.example/",
        "response",
        payload=BytesIO(page),
        length=len(page),
        http_headers=told,
        warc_headers_dict=known,
    )
    writer.write_record(record)
    return out.getvalue()


def test_a_captured_page_goes_out_for_players_too(letapis, archive, tmp_path):
    import io

    from letapis.evidence.web_archive import check_wacz

    (tmp_path / "page.warc.gz").write_bytes(warc())
    assert letapis("add", "page.warc.gz", "--archive", archive).code == 0
    assert letapis("package", "page.warc.gz", "-o", "web.zip", "--archive", archive).code == 0
    with zipfile.ZipFile("web.zip") as packed:
        (name,) = (one for one in packed.namelist() if one.endswith(".wacz"))
        looked = check_wacz(io.BytesIO(packed.read(name)))
        assert looked.problems == []
        assert name.rpartition("/")[2].partition(".")[0] in looked.hashes
    assert letapis("unpack", "web.zip", "--check").code == 0
