"""A file read in a cell gives what it gives outside; what a cell in wrong hands says of it does not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from letapis.sandbox.errors import CellError
from letapis.sandbox.profile import Profile
from letapis.sources import confined, in_cell
from letapis.sources.confined import cell_limits, read_confined
from letapis.sources.document import Anchor, Document
from letapis.sources.errors import Refusal, SourceError
from letapis.sources.given import Given
from letapis.sources.in_cell import Reply
from letapis.sources.limits import Limits
from letapis.sources.moment import Moment
from letapis.sources.reading import READERS, read

FIXTURES = Path(__file__).parent / "fixtures"
PAGE = b"<html><body><h1>Yard</h1><p>Four workers were fined in Hrodna.</p></body></html>"
PAGE_HASH = sha256(PAGE).hexdigest()


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize(
    "path", sorted(path for path in FIXTURES.iterdir() if path.suffix != ".py"), ids=lambda path: path.name
)
def test_it_gives_what_the_reader_gives(path, profile):
    data = path.read_bytes()
    assert read_confined(path.name, data, profile=profile) == read(path.name, data)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_each_kind_has_a_file_of_our_own_that_loads_its_reader(kind):
    kinds = {confined.kind_of(name, data) for name, data in in_cell._samples(kind)}
    assert kind in kinds
    in_cell.prepare(kind)


def test_what_is_told_goes_in_with_the_file():
    told = Given(title="T", published=Moment(date(2020, 10, 11), time(12, 30)), limits=Limits(pages=7))
    (document,) = read_confined("a.html", PAGE, told).documents
    assert (document.title, document.published.iso()) == ("T", "2020-10-11T12:30")


@pytest.mark.parametrize("data", [b"", b"\x00\x00", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4 broken", b"PK\x03\x04broken"])
def test_it_refuses_what_the_reader_refuses_in_the_same_words(data):
    with pytest.raises(SourceError) as inside:
        read_confined("a.bin", data)
    with pytest.raises(SourceError) as outside:
        read("a.bin", data)
    assert str(inside.value) == str(outside.value)


def test_half_characters_do_not_come_out():
    line = rb'{"text": "Four were fined.", "mood\ud800": ["\ud800"], "title": "\udfff"}'
    (document,) = read_confined("a.jsonl", line).documents
    assert document.extra == {"mood�:json": '["�"]'}
    assert document.title == "�"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("time", "raise seconds under [limits] in a.html.meta.toml"),
        ("memory", "raise memory_megabytes under [limits] in a.html.meta.toml"),
        ("crash", "away"),
        ("weak", "away"),
    ],
)
def test_a_cell_without_an_answer_is_a_refusal_with_its_way_out(kind, words, monkeypatch):
    def ends(*_, **__):
        raise CellError(kind, "met its limit", "Go away")

    monkeypatch.setattr("letapis.sandbox.cell.confined", ends)
    with pytest.raises(SourceError) as caught:
        read_confined("a.html", PAGE)
    assert str(caught.value).startswith("a.html: met its limit. ")
    assert words in str(caught.value)


SOUND = Document(id=PAGE_HASH[:16], text="Four", original=PAGE_HASH, name="a.html")
FORGED = {
    "no JSON": b"\x80\x04\x95",
    "JSON of another shape": b'{"documents": 3}',
    "nothing at all": b"{}",
    "deep": b'{"documents": ' + b"[" * 100_000,
    "the id of another original": Reply((replace(SOUND, id="0" * 16),)),
    "the hash of another original": Reply((replace(SOUND, original="0" * 64),)),
    "the name of another file": Reply((replace(SOUND, name="b.html"),)),
    "one id twice": Reply((SOUND, SOUND)),
    "an anchor behind the text": Reply((replace(SOUND, anchors=(Anchor(5, "page 1"),)),)),
    "an anchor before the text": Reply((replace(SOUND, anchors=(Anchor(-1, "page 1"),)),)),
    "a refusal of another file": Reply((SOUND,), (Refusal("b.html", "", "x", "y"),)),
    "a refusal of the whole in the name of another": Reply(failed=Refusal("b.html", "", "x", "y")),
    "too many": Reply(tuple(replace(SOUND, id=f"{PAGE_HASH[:16]}.{number}") for number in range(4))),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_answer_does_not_count(forged, monkeypatch):
    data = forged if isinstance(forged, bytes) else msgspec.json.encode(forged)
    monkeypatch.setattr("letapis.sandbox.cell.confined", lambda *_, **__: data)
    with pytest.raises(SourceError, match="does not fit the file") as caught:
        read_confined("a.html", PAGE, Given(limits=Limits(items=3)))
    assert caught.value.file == "a.html"


def test_and_a_sound_one_does(monkeypatch):
    monkeypatch.setattr("letapis.sandbox.cell.confined", lambda *_, **__: msgspec.json.encode(Reply((SOUND,))))
    assert read_confined("a.html", PAGE).documents == (SOUND,)


def test_lines_of_json_may_bring_their_own_ids():
    data = b'{"id": "n1", "text": "Four were fined.", "original": "elsewhere"}\n'
    assert [document.id for document in read_confined("a.jsonl", data).documents] == ["n1"]


@pytest.mark.parametrize(
    ("size", "memory", "seconds"),
    [(0, 400, 10), (1_000_000, 412, 10.5), (100_000_000, 1600, 60), (400_000_000, 5200, 210)],
)
def test_limits_grow_with_the_file_and_with_nothing_else(size, memory, seconds):
    limits = cell_limits(Limits(), size)
    assert (limits.memory_megabytes, limits.processor_seconds, limits.wall_seconds) == (memory, seconds, 2 * seconds)


def test_short_plain_text_is_read_here_and_in_high_risk_there(monkeypatch):
    asked = []
    real = confined._reply
    monkeypatch.setattr(confined, "_reply", lambda *given: asked.append(given[0]) or real(*given))
    read_confined("short.txt", b"Four were fined.", profile=Profile.NORMAL)
    read_confined("long.txt", b"Four were fined. " * 20_000, profile=Profile.NORMAL)
    read_confined("risky.txt", b"Four were fined.", profile=Profile.HIGH_RISK)
    assert asked == ["long.txt", "risky.txt"]
