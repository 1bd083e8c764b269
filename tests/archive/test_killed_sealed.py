"""A process killed at any moment of sealing loses nothing that it called sealed, and leaves nothing readable."""

import os
import subprocess
import sys
import textwrap

import pytest

from letapis.archive.archive import Archive
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KEY = ZoneKey("team", b"k" * 32)
RANDOM_KILLS = 25

BEGIN = """
import os, random, select, signal, sys
from pathlib import Path
from letapis.archive.archive import Archive
from letapis.archive.zone_key import ZoneKey

KEY = ZoneKey("team", b"k" * 32)
place = Path(sys.argv[1])
"""

AT_EACH_STEP = """
EVENTS = {"open", "os.rename", "os.remove", "os.truncate"}

def run(root, stop):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event in EVENTS and str(root) in str(arguments[0]):
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), signal.SIGKILL)
    archive = Archive.open_(root, KEY)
    sys.addaudithook(count)
    with archive.sealing("anna") as sealing:
        for number in range(3):
            sealing.keep(archive.originals.stage_bytes(b"canary %d" % number * 400, sealing.known), f"{number}.txt")
            if number == 1:
                sealing.commit()
    archive.judge([{"id": "j1", "kind": "reject"}], "anna")

for stop in range(1, 300):
    root = place / str(stop)
    Archive.create(root, "anna", KEY)
    child = os.fork()
    if not child:
        run(root, stop)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print(stop)
        break
"""

AT_RANDOM = """
# Each child seals until it is killed, and says through a pipe what is sealed.
dice = random.Random(int(sys.argv[2]))
Archive.create(place, "anna", KEY)
acknowledged = 0
for turn in range(int(sys.argv[3])):
    out, into = os.pipe()
    child = os.fork()
    if not child:
        archive = Archive.open_(place, KEY)
        with archive.sealing("anna") as sealing:
            for number in range(acknowledged, 10**6):
                data = b"canary %d " % number * dice.choice([1, 40, 9000])
                sealing.keep(archive.originals.stage_bytes(data, sealing.known), f"{number}.txt")
                if number % 3 == 2:
                    sealing.commit()
                    os.write(into, number.to_bytes(4, "big"))
    os.close(into)
    select.select([], [], [], dice.uniform(0.001, 0.25))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while more := os.read(out, 65536):
        told += more
    os.close(out)
    if told:
        acknowledged = int.from_bytes(told[len(told) // 4 * 4 - 4 :][:4], "big") + 1
    names = {one.name for one in Archive.open_(place, KEY).sealed().values()}
    missing = [number for number in range(acknowledged) if f"{number}.txt" not in names]
    if missing:
        print("lost", missing)
print(acknowledged)
"""


def ran(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BEGIN + code), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def nothing_readable(root):
    for path in root.rglob("*"):
        assert b"canary" not in path.name.encode()
        assert not path.is_file() or b"canary" not in path.read_bytes(), path


def test_killed_at_each_step(tmp_path):
    [steps] = map(int, ran(AT_EACH_STEP, tmp_path))
    assert steps > 20
    for stop in range(1, steps):
        root = tmp_path / str(stop)
        archive = Archive.open_(root, KEY)
        assert verify(archive).problems == (), stop
        nothing_readable(root)
        with archive.sealing("anna") as sealing:
            for number in range(3):
                data = b"canary %d" % number * 400
                sealing.keep(archive.originals.stage_bytes(data, sealing.known), f"{number}.txt")
        after = verify(archive)
        assert (after.problems, after.notices) == ((), ()), stop
        assert sorted(one.name for one in archive.sealed().values()) == ["0.txt", "1.txt", "2.txt"], stop
        assert list((root / "incoming").iterdir()) == [], stop


def test_killed_at_random_moments_nothing_that_was_acknowledged_is_lost(tmp_path):
    root = tmp_path / "archive"
    told = ran(AT_RANDOM, root, 26, RANDOM_KILLS)
    assert len(told) == 1, told
    archive = Archive.open_(root, KEY)
    assert verify(archive).problems == ()
    nothing_readable(root)
    with archive.locked():
        pass
    after = verify(archive)
    assert (after.problems, after.notices) == ((), ())
    assert len(archive.sealed()) >= int(told[0])
    assert len(list(archive.originals.all())) == len(archive.sealed())
    assert list((root / "incoming").iterdir()) == []
