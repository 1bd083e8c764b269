"""What a hostile reader would try. Each says "done", or the error that stopped it."""

# ruff: noqa: PTH102, PTH108, PTH208  the plain calls of the system are the matter here

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import socket
import subprocess
import sys
import threading
import time

KEPT = []


def tried(action):
    try:
        action()
    except BaseException as error:  # noqa: BLE001
        return f"stopped: {type(error).__name__}".encode()
    return b"done"


def read_a_file():
    return tried(lambda: os.close(os.open("/etc/passwd", os.O_RDONLY)))


def list_a_folder():
    return tried(lambda: os.listdir("/etc"))


def write_a_file(folder):
    return tried(lambda: os.close(os.open(f"{folder.decode()}/written", os.O_WRONLY | os.O_CREAT, 0o600)))


def make_a_folder(folder):
    return tried(lambda: os.mkdir(f"{folder.decode()}/made"))


def remove_a_file(path):
    return tried(lambda: os.unlink(path.decode()))


def connect_by_tcp(port):
    def go():
        with socket.socket() as ours:
            ours.settimeout(3)
            ours.connect(("127.0.0.1", int(port)))

    return tried(go)


def send_by_udp(port):
    def go():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
            ours.sendto(b"x", ("127.0.0.1", int(port)))

    return tried(go)


def connect_by_unix(path):
    def go():
        with socket.socket(socket.AF_UNIX) as ours:
            ours.connect(path.decode())

    return tried(go)


def run_a_program():
    return tried(lambda: subprocess.run([sys.executable, "-c", ""], check=True))


def become_a_program():
    """Where it works, nobody comes back to say so."""
    return tried(lambda: os.execv("/bin/echo", ["echo"]))


def fork():
    def go():
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)

    return tried(go)


def start_a_thread():
    return tried(lambda: threading.Thread(target=len, args=("",)).start())


def trace_its_parent():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]

    def go():
        if libc.ptrace(0, 0, None, None) != 0:  # to be traced by its parent: allowed to every process
            raise PermissionError

    return tried(go)


def signal_its_parent():
    return tried(lambda: os.kill(os.getppid(), 0))


def raise_a_limit():
    def go():
        wanted = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))

    return tried(go)


def make_memory_a_program():
    return tried(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close())


def use_the_connection():
    """The number under which the warden talks to its parent."""
    return tried(lambda: os.write(3, b"forged"))


def take_a_gigabyte():
    KEPT.append(b"x" * 1_000_000_000)
    return b"done"


def burn(seconds):
    end = time.process_time() + float(seconds)
    while time.process_time() < end:
        pass
    return b"done"


def sleep(seconds):
    time.sleep(float(seconds))
    return b"done"


def flood():
    return b"x" * 3_000_000


def break_down():
    ctypes.string_at(0)


def stumble(text):
    raise ValueError(text.decode())


def surroundings():
    return "\n".join(f"{name}={value}" for name, value in os.environ.items()).encode()


def echo(*arguments):
    return b"|".join(arguments)


def remembered(note):
    """What an earlier file left in the memory of the process."""
    before = b"|".join(KEPT)
    KEPT.append(note)
    return before
