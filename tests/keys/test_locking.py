"""The agent: it gives the key to its own user alone, forgets it at once, and leaves nothing that others can read."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.changing import add_account
from letapis.archive.keys.keyring import begin_keys
from letapis.cli.main import run
from letapis.workflow import key_agent, key_agent_calls, passphrases, unlocking
from letapis.workflow.key_agent import Agent

ANNA, BERTA = "seven plum otters", "walnut kite marsh"
NOBODY = 65534
pytestmark = pytest.mark.skipif(not key_agent_calls.possible(), reason="no sockets that tell who asks on this system")


@pytest.fixture
def runtime(monkeypatch):
    """A short path: the name of a socket has room for about a hundred characters."""
    folder = tempfile.mkdtemp(prefix="k")
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    yield Path(folder)
    shutil.rmtree(folder)


@pytest.fixture
def root(tmp_path, runtime):  # noqa: ARG001
    root = tmp_path / "archive"
    begin_keys(root, "anna", ANNA)
    (root / "archive.toml").write_text('format = "letapis-archive"\nversion = 2\n', encoding="utf-8")
    yield root
    key_agent_calls.lock(root)


@pytest.fixture
def unlocked(root, monkeypatch):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    assert unlocking.unlock_for(root, 5) == "anna"
    passphrases.forget()
    return root


def team_key(root):
    return begun_key(root, ANNA)


def begun_key(root, passphrase):
    from letapis.archive.keys.keyring import open_keys

    return open_keys(root, passphrase).key("team").key


def ended(process):
    """Wait for the end of the agent, which is a child of this process."""
    return os.waitpid(process, 0)[0] == process


def memory_holds(process, secret):
    """Whether any readable page of a process holds these bytes; None where it may not be read."""
    try:
        maps = Path(f"/proc/{process}/maps").read_text(encoding="ascii")
        with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            for line in maps.splitlines():
                place, rights = line.split()[:2]
                if "r" not in rights or "[v" in line:
                    continue
                first, last = (int(part, 16) for part in place.split("-"))
                memory.seek(first)
                try:
                    if secret in memory.read(last - first):
                        return True
                except OSError:
                    continue
    except OSError:
        return None
    return False


def test_without_an_agent_a_locked_archive_says_how_to_open_it(root):
    with pytest.raises(ArchiveError, match=r"the archive is locked\. Run `letapis unlock`"):
        unlocking.unlocked(root)


def test_what_is_unlocked_opens_without_a_passphrase_and_not_after_lock(unlocked):
    assert unlocking.kept_unlocked(unlocked)
    key = unlocking.unlocked(unlocked)
    assert (key.zone, key.key) == ("team", team_key(unlocked))
    process = key_agent_calls.state(unlocked).process
    assert unlocking.lock_now(unlocked)
    assert ended(process)
    assert not Path(f"/proc/{process}").exists()
    assert not key_agent_calls.place(unlocked).exists()
    assert not unlocking.kept_unlocked(unlocked)
    assert not unlocking.lock_now(unlocked)
    with pytest.raises(ArchiveError, match="locked"):
        unlocking.unlocked(unlocked)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="memory is looked at through /proc")
def test_the_key_is_in_the_memory_of_the_agent_and_with_its_end_nowhere(unlocked):
    process, key = key_agent_calls.state(unlocked).process, team_key(unlocked)
    held = memory_holds(process, key)
    if os.getuid() == 0:
        assert held, "the control: this scan finds a key that is there"
    else:
        assert held is None, "nobody but root may look into it"
    assert not memory_holds(process, ANNA.encode()), "the passphrase never came there"
    unlocking.lock_now(unlocked)
    assert ended(process)
    assert memory_holds(process, key) is None


def test_the_vault_is_not_held(unlocked):
    with pytest.raises(ArchiveError, match="locked"):
        unlocking.keyring(unlocked)
    from letapis.archive.keys.keyring import open_keys

    process = key_agent_calls.state(unlocked).process
    assert not memory_holds(process, open_keys(unlocked, ANNA).key("vault").key)


def test_an_archive_that_was_moved_is_still_unlocked(unlocked):
    key = team_key(unlocked)
    moved = unlocked.rename(unlocked.with_name("moved"))
    assert unlocking.unlocked(moved).key == key
    moved.rename(unlocked)


def test_unlocking_again_takes_the_place_of_the_first(unlocked, monkeypatch):
    first = key_agent_calls.state(unlocked).process
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    unlocking.unlock_for(unlocked, 5)
    assert ended(first)
    assert key_agent_calls.state(unlocked).process != first


def test_the_passphrase_of_another_account_unlocks_for_that_account(root, monkeypatch):
    from letapis.archive.keys.keyring import open_keys

    add_account(open_keys(root, ANNA), "berta", BERTA)
    monkeypatch.setenv("LETAPIS_PASSPHRASE", BERTA)
    assert unlocking.unlock_for(root, 5) == "berta"
    assert key_agent_calls.state(root).handle == "berta"


# -- time


def test_it_locks_itself_when_nobody_asks_for_the_key(root, monkeypatch):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    unlocking.unlock_for(root, 0.05)
    assert ended(key_agent_calls.state(root).process)
    assert not key_agent_calls.place(root).exists()


def test_use_begins_the_time_anew_and_looking_does_not(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(key_agent, "now", lambda: clock[0])
    agent = Agent(bytearray(b"k" * 32), "anna", 60)
    clock[0] += 50
    assert b'"seconds_left": 10' in agent.answer(b"state")
    assert agent.left() == 10
    assert agent.answer(b"key") == b"k" * 32
    assert agent.left() == 60
    clock[0] += 61
    assert agent.answer(b"key") == b"", "too late: not even the one who knocks then gets it"
    assert agent.ended


@pytest.mark.parametrize("question", [b"", b"KEY", b"key ", b"keys", b"\0" * 64, b"state;key"])
def test_other_questions_get_nothing(question):
    agent = Agent(bytearray(b"k" * 32), "anna", 60)
    assert agent.answer(question) == b""
    assert not agent.ended


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(unlocked, number):
    process = key_agent_calls.state(unlocked).process
    os.kill(process, number)
    assert ended(process)
    assert not key_agent_calls.place(unlocked).exists()


def test_one_who_keeps_the_line_open_keeps_nobody_else_out(unlocked):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(key_agent_calls.place(unlocked)))
        assert key_agent_calls.held(unlocked) == team_key(unlocked)


# -- who may ask


def test_the_socket_lies_in_a_folder_of_one_user(unlocked, runtime):
    assert (runtime / "letapis").stat().st_mode & 0o777 == 0o700
    assert key_agent_calls.place(unlocked).stat().st_mode & 0o777 == 0o600


ASK = """
import os, socket, sys
os.setgid({nobody}); os.setuid({nobody})
line = socket.socket(socket.AF_UNIX); line.settimeout(20)
try:
    line.connect(sys.argv[1]); line.sendall(b"key"); line.shutdown(socket.SHUT_WR)
    print("got", len(line.recv(100)))
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="another user can only be played by root: run the tests as root")
def test_another_user_is_refused_by_the_folder_and_by_the_agent(unlocked, runtime):
    place = key_agent_calls.place(unlocked)

    def other():
        call = [sys.executable, "-c", ASK.format(nobody=NOBODY), str(place)]
        return subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip()

    assert other() == "PermissionError"
    for path, mode in ((runtime, 0o755), (runtime / "letapis", 0o755), (place, 0o666)):
        path.chmod(mode)
    assert other() in {"got 0", "BrokenPipeError", "ConnectionResetError"}, "the agent looks who asks"
    (runtime / "letapis").chmod(0o700)
    assert key_agent_calls.held(unlocked) == team_key(unlocked), "and goes on for its own"


@pytest.mark.parametrize("kind", ["open to others", "a link"])
def test_a_folder_that_is_not_ones_own_is_not_used(root, runtime, monkeypatch, tmp_path, kind):
    folder = runtime / "letapis"
    if kind == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    else:
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    with pytest.raises(ArchiveError, match="is not a folder of yours alone"):
        unlocking.unlock_for(root, 5)
    assert unlocking.unlocked(root).key == team_key(root), "without an agent the passphrase is asked for"


def test_a_system_without_such_sockets_says_so(root, monkeypatch):
    monkeypatch.setattr(key_agent_calls, "possible", lambda: False)
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    with pytest.raises(ArchiveError, match="The passphrase will be asked for each time"):
        unlocking.unlock_for(root, 5)
    assert unlocking.unlocked(root).key == team_key(root)


# -- what is left behind


def test_neither_key_nor_passphrase_is_an_argument_or_in_the_surroundings(unlocked):
    process = Path(f"/proc/{key_agent_calls.state(unlocked).process}")
    told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    key = team_key(unlocked)
    for canary in (ANNA.encode(), key, key.hex().encode(), b"PASSPHRASE", str(unlocked).encode()):
        assert canary not in told


def test_no_core_file_is_written(unlocked):
    process = key_agent_calls.state(unlocked).process
    limits = Path(f"/proc/{process}/limits").read_text(encoding="ascii")
    (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]
    os.kill(process, signal.SIGSEGV)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert key_agent_calls.held(unlocked) is None


HARDENED = """
import ctypes, resource, sys
from pathlib import Path
from letapis.workflow.unlocking import keyring
keyring(Path(sys.argv[1]))
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux")
def test_every_process_that_opens_an_archive_is_hardened(root):
    surroundings = {**os.environ, "LETAPIS_PASSPHRASE": ANNA}
    call = [sys.executable, "-c", HARDENED, str(root)]
    done = subprocess.run(call, env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"


@pytest.mark.parametrize("debug", ["", "1"])
def test_no_fault_shows_a_passphrase_or_a_key(root, debug):
    surroundings = {**os.environ, "LETAPIS_PASSPHRASE": "plover ladder mint", "LETAPIS_DEBUG": debug}
    call = [sys.executable, "-m", "letapis.cli.main", "verify", "--archive", str(root)]
    done = subprocess.run(call, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no account opens with this passphrase" in done.stderr
    key = team_key(root)
    for canary in ("plover", "ladder", ANNA, key.hex(), repr(key)):
        assert canary not in done.stdout + done.stderr


# -- the commands


def test_the_commands_unlock_and_lock(root, monkeypatch, capsys):
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    assert run(["unlock", "--archive", str(root), "--for", "3"]) == 0
    assert "Unlocked by anna. It locks itself after 3 minutes" in capsys.readouterr().out
    assert run(["lock", "--archive", str(root), "--json"]) == 0
    assert '"was_unlocked": true' in capsys.readouterr().out
    assert run(["lock", "--archive", str(root)]) == 0
    assert "nothing is held" in capsys.readouterr().out


def test_there_is_nothing_to_unlock_where_there_is_no_archive(tmp_path, capsys):
    assert run(["unlock", "--archive", str(tmp_path / "none")]) == 2
    assert "there is no archive here" in capsys.readouterr().err
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "archive.toml").write_text('format = "letapis-archive"\nversion = 1\n', encoding="utf-8")
    assert run(["unlock", "--archive", str(tmp_path / "plain")]) == 0
    assert "is plain: nothing to unlock" in capsys.readouterr().out


def test_a_person_is_asked_three_times(root, monkeypatch):
    answers = iter(["wrong one here", "another wrong", ANNA])
    asked = []
    monkeypatch.setattr(passphrases, "_ask", passphrases.ContextVar("ask", default=None))
    passphrases.ask_with(lambda question: asked.append(question) or next(answers))
    assert unlocking.unlocked(root).key == team_key(root)
    assert len(asked) == 3
    passphrases.ask_with(lambda question: asked.append(question) or "wrong for ever")
    with pytest.raises(ArchiveError, match="no account opens"):
        unlocking.unlocked(root)
    assert len(asked) == 6


def test_a_new_passphrase_is_typed_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(passphrases, "_ask", passphrases.ContextVar("ask", default=None))
    for typed, problem in (
        ([ANNA, BERTA], "are not the same"),
        (["short"], "less than 10 characters"),
    ):
        answers = iter(typed)
        passphrases.ask_with(lambda _question, answers=answers: next(answers))
        with pytest.raises(ArchiveError, match=problem):
            unlocking.new_passphrase(tmp_path)
    answers = iter([ANNA, ANNA])
    passphrases.ask_with(lambda _question: next(answers))
    assert unlocking.new_passphrase(tmp_path) == ANNA
    passphrases.ask_with(None)
    with pytest.raises(ArchiveError, match=r"nobody can be asked.*or say --plain"):
        unlocking.new_passphrase(tmp_path)


def test_where_the_path_is_too_long_for_a_socket_a_short_folder_of_ones_own_is_taken(root, monkeypatch, tmp_path):
    long = tmp_path / ("long" * 25)
    long.mkdir(mode=0o700)
    short = Path(tempfile.mkdtemp(prefix="k"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    monkeypatch.setenv("TMPDIR", str(short))
    try:
        assert unlocking.unlock_for(root, 5) == "anna"
        place = key_agent_calls.place(root)
        assert place.parent.parent == short
        assert (place.parent.stat().st_mode & 0o777, place.parent.stat().st_uid) == (0o700, os.getuid())
        assert key_agent_calls.held(root) is not None
        assert key_agent_calls.lock(root)
        place.parent.chmod(0o755)
        with pytest.raises(ArchiveError, match="is not a folder of yours alone"):
            key_agent_calls.runtime_folder()
    finally:
        shutil.rmtree(short)


def test_where_every_path_is_too_long_it_is_said(root, monkeypatch, tmp_path):
    long = tmp_path / ("long" * 25)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setenv("LETAPIS_PASSPHRASE", ANNA)
    with pytest.raises(ArchiveError, match="too long for a socket"):
        unlocking.unlock_for(root, 5)


@pytest.mark.parametrize("command", [["vault", "list"], ["unlock"], ["vault", "due"]])
def test_where_there_is_no_archive_it_says_so(tmp_path, capsys, command):
    assert run([*command, "--archive", str(tmp_path / "nowhere")]) == 2
    assert "there is no archive here" in capsys.readouterr().err
