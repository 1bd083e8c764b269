"""Plain and sealed files answer alike whatever is done with them."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from letapis.archive.overlaid_files import OverlaidFiles
from letapis.archive.plain_files import PlainFiles
from letapis.archive.sealed_files import SealedFiles
from letapis.archive.zone_key import ZoneKey

NAMES = st.sampled_from(["derived/a/one.jsonl", "derived/a/two.jsonl", "derived/b", "settings", "derived/Назва"])
LOGS = st.sampled_from(["custody.jsonl", "derived/log"])
SIZES = st.integers(min_value=0, max_value=200) | st.sampled_from([985, 986, 4096, 65_535, 65_536, 65_537, 200_000])
BYTES = st.builds(lambda size, letter: bytes([letter]) * size, SIZES, st.integers(min_value=0, max_value=255))


def answer(work):
    """What a call gives, or the kind of its fault."""
    try:
        return work()
    except OSError as error:
        return type(error)


class Alike(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.key = ZoneKey("team", os.urandom(32))
        self.both = PlainFiles(self.root / "plain"), SealedFiles(self.root / "sealed", self.key)
        assert [files.begun() for files in self.both] == [True, True]
        self.staged = []

    def teardown(self):
        shutil.rmtree(self.root)

    def alike(self, work):
        plain, sealed = (answer(lambda files=files: work(files)) for files in self.both)
        assert plain == sealed
        return plain

    @rule(name=NAMES, data=BYTES)
    def write(self, name, data):
        self.alike(lambda files: files.write(name, data))

    @rule(name=NAMES, pieces=st.lists(BYTES, max_size=4))
    def write_pieces(self, name, pieces):
        self.alike(lambda files: files.write(name, iter(pieces)))

    @rule(name=NAMES, size=st.integers(min_value=0, max_value=200_001))
    def read(self, name, size):
        self.alike(lambda files: files.read(name))
        self.alike(lambda files: b"".join(files.blocks(name)))
        self.alike(lambda files: files.begin(name, size))
        self.alike(lambda files: (files.has(name), files.size(name)))

    @rule(name=NAMES, to=NAMES)
    def move(self, name, to):
        self.alike(lambda files: files.move(name, to))

    @rule(name=NAMES)
    def remove(self, name):
        self.alike(lambda files: files.remove(name))

    @rule(name=LOGS, data=BYTES, size=st.integers(min_value=0, max_value=200_001))
    def log(self, name, data, size):
        self.alike(lambda files: files.log(name).append(data))
        self.alike(lambda files: (b"".join(files.log(name).blocks()), files.log(name).last(size)))

    @rule(name=LOGS, part=st.floats(min_value=0, max_value=1))
    def truncate(self, name, part):
        if self.alike(lambda files: files.log(name).size()):
            self.alike(lambda files: files.log(name).truncate(int(files.log(name).size() * part)))
        self.alike(lambda files: (files.log(name).size(), b"".join(files.log(name).blocks())))

    @rule(data=BYTES, in_pieces=st.booleans())
    def stage(self, data, in_pieces):
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"originals/{sha256[:2]}/{sha256}"

        def one(files):
            if not in_pieces:
                return files.stage(name, data)
            copy = files.copying()
            copy.write(memoryview(data))
            copy.keep(name)
            return copy.drop()

        self.alike(one)
        self.staged.append(name)
        self.alike(lambda files: files.sync([name]))
        assert self.alike(lambda files: files.read(name)) == data

    @rule(drop=st.booleans())
    def place(self, drop):
        waiting = sorted(self.alike(lambda files: sorted(files.waiting())))
        assert set(waiting) <= set(self.staged)
        if drop:
            self.alike(lambda files: [files.drop(name) for name in waiting])
        else:
            self.alike(lambda files: files.place(waiting))

    @rule()
    def leave_a_copy(self):
        self.alike(lambda files: files.copying().drop())

    @invariant()
    def names(self):
        for under in ("", "derived", "derived/a", "originals"):
            self.alike(lambda files, under=under: list(files.names(under)))

    @invariant()
    def nothing_is_wrong(self):
        self.alike(lambda files: list(files.faults()))


Alike.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
test_both_answer_alike = Alike.TestCase


def test_what_is_written_elsewhere_goes_over_what_is_below(tmp_path):
    key = ZoneKey("team", os.urandom(32))
    for kind in (PlainFiles(tmp_path / "plain"), SealedFiles(tmp_path / "sealed", key)):
        kind.begun()
        kind.write("derived/one", b"below")
        kind.write("derived/two", b"below")
        kind.database("derived/store.sqlite3")[0].write_bytes(b"rows")
        files = OverlaidFiles(kind, kind.at(tmp_path / f"above-{kind.sealed}"))
        files.write("derived/one", b"above")
        files.write("derived/three", b"above")
        assert [files.read(f"derived/{name}") for name in ("one", "two", "three")] == [b"above", b"below", b"above"]
        assert list(files.names("derived")) == ["derived/one", "derived/three", "derived/two"]
        place, raw = files.database("derived/store.sqlite3")
        assert (place.read_bytes(), raw) == (b"rows", kind.database("derived/store.sqlite3")[1])
        assert place != kind.database("derived/store.sqlite3")[0]
        files.remove("derived/one")
        assert files.read("derived/one") == kind.read("derived/one") == b"below"
        assert list(kind.names()) == ["derived/one", "derived/two"]
