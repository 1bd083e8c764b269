"""A reader in the hands of an attacker can do nothing: every probe fails in the cell, and works outside of it."""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from letapis.sandbox import profile, starting
from letapis.sandbox.cell import confined, measured
from letapis.sandbox.describing import describe
from letapis.sandbox.errors import CellError
from letapis.sandbox.layers import FULL, Layer
from letapis.sandbox.limits import CellLimits
from letapis.sandbox.plain_child import alone
from letapis.sandbox.profile import Profile, profile_of_machine, refuse_weak

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers of a cell are those of Linux")
SMALL = CellLimits(memory_megabytes=100, processor_seconds=1, wall_seconds=5, answer_megabytes=1)


@pytest.fixture(autouse=True)
def probes(monkeypatch):
    """The module of the probes, which the warden can load too."""
    monkeypatch.syspath_prepend(HERE)
    starting.forget()
    yield importlib.import_module("probes")
    starting.forget()


@pytest.fixture
def whole_cell():
    if describe().missing:
        pytest.skip(f"this machine lacks a layer: not {', not '.join(describe().missing)}")


@pytest.fixture
def server(tmp_path):
    """Something that listens by TCP, UDP and a file, so that a failure is not for want of it."""
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "listening"))
        unix.listen()
        yield {"port": str(tcp.getsockname()[1]).encode(), "socket": str(tmp_path / "listening").encode()}


def argument_of(kind, server, folder):
    (folder / "there").write_bytes(b"x")
    return {
        "": (),
        "folder": (str(folder).encode(),),
        "file": (str(folder / "there").encode(),),
        "port": (server["port"],),
        "socket": (server["socket"],),
    }[kind]


PROBES = [
    ("read_a_file", ""),
    ("list_a_folder", ""),
    ("write_a_file", "folder"),
    ("make_a_folder", "folder"),
    ("remove_a_file", "file"),
    ("connect_by_tcp", "port"),
    ("send_by_udp", "port"),
    ("connect_by_unix", "socket"),
    ("run_a_program", ""),
    ("fork", ""),
    ("start_a_thread", ""),
    ("signal_its_parent", ""),
    ("raise_a_limit", ""),
]


@pytest.mark.usefixtures("whole_cell")
@pytest.mark.parametrize(("probe", "kind"), PROBES)
def test_what_a_reader_cannot_do_and_anyone_else_can(probe, kind, probes, server, tmp_path):
    arguments = argument_of(kind, server, tmp_path)
    assert confined(f"probes:{probe}", *arguments).startswith(b"stopped: ")
    assert getattr(probes, probe)(*arguments) == b"done"


@pytest.mark.usefixtures("whole_cell")
@pytest.mark.parametrize("probe", ["become_a_program", "trace_its_parent", "make_memory_a_program"])
def test_what_must_not_be_tried_outside(probe):
    assert confined(f"probes:{probe}").startswith(b"stopped: ")


@pytest.mark.parametrize(
    "probe", ["become_a_program", "trace_its_parent", "make_memory_a_program", "use_the_connection"]
)
def test_and_would_work_in_a_process_of_its_own(probe):
    code = f"import sys, os; sys.path.insert(0, {str(HERE)!r}); import probes; os.dup2(1, 3); print(probes.{probe}())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "stopped" not in told


def test_a_child_has_no_way_to_speak_in_the_name_of_the_warden():
    assert confined("probes:use_the_connection").startswith(b"stopped: ")


LAYERS = {
    "landlock": "from letapis.sandbox.landlock import give_up_files as give_up",
    "seccomp": "from letapis.sandbox.seccomp import give_up_calls as give_up",
}
ALONE = [("landlock", probe, kind) for probe, kind in PROBES[:6]] + [("seccomp", probe, kind) for probe, kind in PROBES]


@pytest.mark.usefixtures("whole_cell")
@pytest.mark.parametrize(("layer", "probe", "kind"), ALONE)
def test_each_layer_holds_where_the_others_are_missing(layer, probe, kind, server, tmp_path):
    code = (
        f"import sys, ctypes; sys.path.insert(0, {str(HERE)!r}); import probes; {LAYERS[layer]}\n"
        "import resource, subprocess, socket\n"
        "from letapis.sandbox.layers import load; load()\n"
        "ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)\nassert give_up()\n"
        f"sys.stdout.buffer.write(probes.{probe}(*{argument_of(kind, server, tmp_path)!r}))\n"
        "sys.stdout.flush(); import os; os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.startswith(b"stopped: ")


def test_a_gigabyte_is_not_to_be_had(probes):
    with pytest.raises(CellError, match="more memory") as caught:
        confined("probes:take_a_gigabyte")
    assert caught.value.kind == "memory"
    assert probes.take_a_gigabyte() == b"done"
    probes.KEPT.clear()


@pytest.mark.parametrize(("probe", "kind"), [("burn", "time"), ("sleep", "time")])
def test_time_is_limited_on_the_processor_and_on_the_wall(probe, kind, probes):
    with pytest.raises(CellError) as caught:
        confined(f"probes:{probe}", b"20", limits=SMALL)
    assert caught.value.kind == kind
    assert getattr(probes, probe)(b"0.01") == b"done"
    assert confined(f"probes:{probe}", b"0.01", limits=SMALL) == b"done"


def test_an_answer_has_its_limit_and_the_next_file_is_read_all_the_same():
    with pytest.raises(CellError) as caught:
        confined("probes:flood", limits=SMALL)
    assert caught.value.kind == "size"
    assert confined("probes:echo", b"a", b"", b"c", limits=SMALL) == b"a||c"


@pytest.mark.parametrize(
    ("probe", "arguments", "kind"), [("break_down", (), "crash"), ("stumble", (b"\x1b[31m",), "fault")]
)
def test_a_reader_that_breaks_down_takes_nobody_along(probe, arguments, kind):
    with pytest.raises(CellError) as caught:
        confined(f"probes:{probe}", *arguments)
    assert caught.value.kind == kind
    assert str(caught.value).isprintable()
    assert confined("probes:echo", b"next") == b"next"


def test_nothing_of_one_file_is_there_for_the_next():
    assert confined("probes:remembered", b"testimony of the first") == b""
    assert confined("probes:remembered", b"second") == b""


def test_the_warden_never_holds_a_byte_of_a_file():
    canary = os.urandom(16).hex().encode()
    assert confined("probes:echo", canary) == canary
    pid = starting.warden().process
    assert canary not in memory_of(pid)
    assert b"letapis.sandbox.warden" in memory_of(pid), "the search itself must be able to find"


def memory_of(pid):
    found = bytearray()
    try:
        with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
            for line in maps:
                begin, end = (int(word, 16) for word in line.split()[0].split("-"))
                if " rw-p " in line:
                    memory.seek(begin)
                    found += memory.read(end - begin)
    except PermissionError:
        pytest.skip("this system does not let a process look at its child")
    return found


def test_the_surroundings_of_the_person_stay_outside(monkeypatch):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", "correct horse")
    assert confined("probes:surroundings") == b"LC_ALL=C.UTF-8"


def test_large_bytes_go_in_and_come_out_whole():
    data = os.urandom(8_000_000)
    assert confined("probes:echo", data) == data


def test_what_it_took_is_told():
    answer = measured("probes:burn", b"0.2")
    assert answer.data == b"done"
    assert 0.2 <= answer.processor_seconds < 5
    assert 5 < answer.peak_megabytes < 512


def test_a_killed_warden_is_told_and_replaced():
    confined("probes:echo", b"x")
    os.kill(starting.warden().process, 9)
    with pytest.raises(CellError) as caught:
        confined("probes:echo", b"x")
    assert caught.value.kind == "absent"
    assert confined("probes:echo", b"x") == b"x"


def test_a_reader_that_cannot_be_loaded_is_told():
    for work, prepare in (("probes:no_such", ""), ("probes:echo", "no_such_module:prepare")):
        with pytest.raises(CellError, match="its reader cannot be loaded"):
            confined(work, b"x", prepare=prepare)
    assert confined("probes:echo", b"x") == b"x"


def test_a_forked_process_has_a_warden_of_its_own():
    confined("probes:echo", b"x")
    child = os.fork()
    if child == 0:
        os._exit(0 if confined("probes:echo", b"child") == b"child" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert confined("probes:echo", b"parent") == b"parent"


def test_what_protects_is_said_in_sentences(monkeypatch):
    monkeypatch.setattr("letapis.sandbox.cell.FULL", FULL & ~Layer.LANDLOCK & ~Layer.NAMESPACES)
    cell = describe()
    assert "a reader can open no file (Landlock)" in cell.missing
    assert "a reader stands in a network of its own with nothing in it" in cell.missing
    assert "a reader can ask nothing of the system but memory (seccomp)" in cell.protects
    assert not cell.full


@pytest.mark.parametrize("layer", list(Layer))
def test_the_profile_high_risk_refuses_where_one_layer_is_missing(layer):
    refuse_weak(Profile.HIGH_RISK, FULL)
    refuse_weak(Profile.NORMAL, FULL & ~layer)
    with pytest.raises(CellError) as caught:
        refuse_weak(Profile.HIGH_RISK, FULL & ~layer)
    assert caught.value.kind == "weak"
    assert str(layer.name).lower().replace("_", " ") in caught.value.problem


def test_in_the_profile_high_risk_no_byte_is_handed_to_a_weak_cell(monkeypatch):
    handed = []
    monkeypatch.setattr("letapis.sandbox.cell.FULL", FULL & ~Layer.LANDLOCK)  # as a child without Landlock would say
    monkeypatch.setattr("letapis.sandbox.cell._send", lambda *given: handed.append(given))
    with pytest.raises(CellError, match="landlock"):
        confined("probes:echo", b"testimony", profile=Profile.HIGH_RISK)
    assert handed == []


def test_the_profile_normal_warns_once(monkeypatch, caplog):
    monkeypatch.setattr("letapis.sandbox.cell.FULL", FULL & ~Layer.LANDLOCK)
    monkeypatch.setattr(profile, "_warned", [])
    assert [confined("probes:echo", b"x"), confined("probes:echo", b"y")] == [b"x", b"y"]
    assert [record.message for record in caplog.records] == [
        "Files are read with less protection than there should be: this system lacks landlock."
    ]


@pytest.mark.parametrize(
    ("machine", "archive", "wanted"),
    [
        (None, {}, "normal"),
        ("high-risk", {}, "high-risk"),
        (None, {"profile": "high-risk"}, "high-risk"),
        ("normal", {"profile": "high-risk"}, "high-risk"),
        ("high-risk", {"profile": "normal"}, "high-risk"),
    ],
)
def test_the_stricter_profile_holds(machine, archive, wanted, monkeypatch):
    monkeypatch.delenv("LETAPIS_PROFILE", raising=False)
    if machine:
        monkeypatch.setenv("LETAPIS_PROFILE", machine)
    assert profile_of_machine(archive) == wanted


@pytest.mark.parametrize("settings", [{"profile": "highrisk"}, {"profile": 3}])
def test_a_profile_that_nobody_knows_is_no_profile(settings):
    with pytest.raises(CellError, match="normal or high-risk"):
        profile_of_machine(settings)


def test_a_system_without_fork_reads_in_a_python_of_its_own():
    assert alone("probes:echo", [b"a", b"b"], SMALL, "") == b"a|b"
    for probe, kind in (("stumble", "fault"), ("sleep", "time"), ("flood", "size")):
        with pytest.raises(CellError) as caught:
            alone(f"probes:{probe}", [] if probe == "flood" else [b"20"], SMALL, "")
        assert caught.value.kind == kind
