"""The warden: it loads the readers once, sees no file, and forks a child for each.

A child reads its file from a pipe of its own, so that neither the warden nor a later child ever holds a byte of it.
Run as a process by `letapis.sandbox.starting`; it must not be imported for anything else.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import Any, BinaryIO, NoReturn

from letapis.sandbox.errors import OUT_OF_MEMORY
from letapis.sandbox.layers import end_with_parent, enter, load, own_network
from letapis.sandbox.limits import CellLimits
from letapis.sandbox.named import named

FIRST_FREE = 3  # below are the standard streams, which lead nowhere
LOOK = 0.005  # seconds between two looks at a child, where the system has no better way


def serve(handle: int) -> None:
    """Make children as asked over a connection until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    os.chdir("/")
    connection = Connection(handle)
    load()
    namespaces = own_network()
    prepared: set[str] = set()
    while True:
        try:
            asked = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        source, target = recv_handle(connection), recv_handle(connection)
        connection.send_bytes(json.dumps(_told(asked, source, target, prepared, namespaces=namespaces)).encode())


def _told(asked: dict[str, Any], source: int, target: int, prepared: set[str], *, namespaces: bool) -> dict[str, Any]:
    """How the child ended; or that none was made, as a reader of ours could not be loaded."""
    try:
        if asked["prepare"] and asked["prepare"] not in prepared:
            named(asked["prepare"])()
            prepared.add(asked["prepare"])
        work = named(asked["work"])
    except Exception as error:  # noqa: BLE001  a fault of ours or of the installation; the next file may be another kind
        os.close(source)
        os.close(target)
        return {"failed": f"its reader cannot be loaded, {type(error).__name__}"}
    gc.collect()
    gc.freeze()  # what is loaded is not looked through again in each child
    return _one(asked, work, source, target, namespaces=namespaces)


def _one(asked: dict[str, Any], work: Any, source: int, target: int, *, namespaces: bool) -> dict[str, Any]:  # noqa: ANN401
    """Fork the child and wait for its end, which comes at the wall clock's limit at the latest."""
    limits = CellLimits(**asked["limits"])
    child = os.fork()
    if child == 0:
        _be_the_child(partial(_answer, work, asked["sizes"]), source, target, limits, namespaces=namespaces)
    os.close(source)
    os.close(target)
    timed_out = not _wait(child, limits.wall_seconds)
    if timed_out:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return {
        "timed_out": timed_out,
        "signal": signalled,
        "code": os.WEXITSTATUS(status) if not signalled else 0,
        "processor_seconds": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * (1024 if sys.platform == "linux" else 1),
    }


def _wait(child: int, seconds: float) -> bool:
    """Whether the child ended by itself in that time; it is not taken off the list yet."""
    if hasattr(os, "pidfd_open"):
        import select

        handle = os.pidfd_open(child)
        try:
            waiting = select.poll()
            waiting.register(handle, select.POLLIN)
            return bool(waiting.poll(seconds * 1000))
        finally:
            os.close(handle)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(LOOK)
    return False


def _be_the_child(
    answer: Callable[[BinaryIO], bytes], source: int, target: int, limits: CellLimits, *, namespaces: bool
) -> NoReturn:
    """Give up everything, say what was given up, then take the file, do the work and end without any farewell."""
    code = 1
    try:
        end_with_parent()
        stream = open(source, "rb", buffering=1 << 16)  # noqa: SIM115  made while it still may be
        _close_all_but(source, target)
        os.write(target, bytes([enter(limits, namespaces=namespaces)]))
        left = memoryview(answer(stream))
        while left:
            left = left[os.write(target, left) :]
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001  whatever it is, it must not leave this process
        code = 1
    finally:
        os._exit(code)


def _answer(work: Callable[..., bytes], sizes: list[int], stream: BinaryIO) -> bytes:
    arguments = [stream.read(size) for size in sizes]
    if list(map(len, arguments)) != sizes:
        raise EOFError  # the parent handed over nothing, as too little holds
    return work(*arguments)


def _close_all_but(*kept: int) -> None:
    """The connection to the parent, above all: only the two pipes of this one file stay open."""
    last = FIRST_FREE
    for handle in sorted(kept):
        os.closerange(last, handle)
        last = handle + 1
    os.closerange(last, 1024)
