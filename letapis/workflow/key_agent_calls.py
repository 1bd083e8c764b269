"""Talking to the agent that holds the key of an archive: start it, ask it, end it.

It listens on a socket in a folder that only its user can enter, never on a network. Where the system has no such
sockets, or cannot say who is at the other end, there is no agent, and the passphrase is asked for each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.folder import KeyFolder

KEY = 32
NAME = 31  # bytes of the name of a socket
LONGEST = 104  # bytes of its path that every system takes: Linux has 108, others 104
SECONDS = 5.0  # for an answer
CREDENTIALS = struct.Struct("3i")  # process, user, group, as Linux tells them
INHERITED = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "XDG_RUNTIME_DIR")


@dataclass(frozen=True, slots=True)
class Held:
    """What an agent tells of itself."""

    handle: str
    process: int
    seconds_left: int


def possible() -> bool:
    """Whether this system can say who is at the other end of a socket."""
    return hasattr(socket, "AF_UNIX") and hasattr(socket, "SO_PEERCRED")


def runtime_folder() -> Path:
    """The folder of sockets: of this user alone. Raises ArchiveError where somebody else has made it.

    Where its path is too long for a socket, it is one in the temporary folder.
    """
    above = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(above) / "letapis" if above else None
    if folder is None or not _short(folder):
        folder = Path(tempfile.gettempdir()) / f"letapis-{os.getuid()}"
    if not _short(folder):
        raise ArchiveError(str(folder), "the path is too long for a socket", "Name a shorter XDG_RUNTIME_DIR or TMPDIR")
    folder.mkdir(mode=0o700, exist_ok=True)
    told = folder.lstat()
    if not stat.S_ISDIR(told.st_mode) or told.st_uid != os.getuid() or stat.S_IMODE(told.st_mode) & 0o077:
        raise ArchiveError(
            str(folder), "is not a folder of yours alone", "Take it away, or name another XDG_RUNTIME_DIR"
        )
    return folder


def _short(folder: Path) -> bool:
    return len(os.fsencode(folder)) + 1 + NAME < LONGEST


def place(root: Path) -> Path:
    """The socket of an archive. It goes by the archive, not by the path, so that a moved one is the same."""
    return runtime_folder() / f"{hashlib.sha256(KeyFolder(root).salt()).hexdigest()[: NAME - 7]}.socket"


def held(root: Path) -> bytes | None:
    """The key of the team's zone; None where no agent holds it."""
    answer = _ask(root, b"key")
    return answer if answer is not None and len(answer) == KEY else None


def state(root: Path) -> Held | None:
    """Who unlocked it and how long it stays so; None where no agent is there. Asking is no use: the clock runs on."""
    answer = _ask(root, b"state")
    return Held(**json.loads(answer)) if answer else None


def lock(root: Path) -> bool:
    """End the agent; its memory goes with it. False where there was none."""
    return _ask(root, b"lock") == b"locked"


def start(root: Path, key: bytes, handle: str, minutes: float) -> None:
    """Start an agent that holds the key, in place of one that is there. Raises ArchiveError where it cannot be."""
    if not possible():
        problem = "this system cannot say who is at the other end of a socket, so no agent holds the key"
        raise ArchiveError(str(root), problem, "The passphrase will be asked for each time")
    lock(root)
    command = [sys.executable, "-m", "letapis.workflow.key_agent", str(place(root)), str(minutes * 60)]
    surroundings = {name: os.environ[name] for name in INHERITED if name in os.environ}
    agent = subprocess.Popen(  # noqa: S603  our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env=surroundings,
        start_new_session=True,
    )
    assert agent.stdin is not None
    assert agent.stdout is not None
    with agent.stdin, agent.stdout:
        agent.stdin.write(key + handle.encode())
        agent.stdin.close()
        ready = agent.stdout.readline()
    if ready != b"ready\n":
        raise ArchiveError(str(root), "the agent that should hold the key did not start", "See `letapis doctor`")
    agent.returncode = 0  # it lives on: nobody here waits for its end


def _ask(root: Path, question: bytes) -> bytes | None:
    if not possible():
        return None
    with suppress(OSError, ArchiveError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(str(place(root)))
        if user_at(line) != os.getuid():
            return None
        line.sendall(question)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(4096), b""))
    return None


def user_at(line: socket.socket) -> int:
    """The number of the user at the other end, as the system tells it."""
    told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    return int(CREDENTIALS.unpack(told)[1])
