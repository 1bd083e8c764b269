"""What a child gives up before it is handed a stranger's bytes, layer by layer; each that the system lacks is told.

Nothing here is undone again: the process that calls `enter` is to do its work and end.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from enum import IntFlag
from importlib import import_module

from letapis.sandbox.limits import CellLimits

NO_NEW_PRIVILEGES, PARENT_DEATH, DUMPABLE = 38, 1, 4  # of prctl
NEW_USER, NEW_NETWORK, NEW_IPC, NEW_NAMES = 0x10000000, 0x40000000, 0x08000000, 0x04000000  # of unshare
CAPSET, CAPABILITY_VERSION = {"x86_64": 126, "aarch64": 91}, 0x20080522


class Layer(IntFlag):
    """The layers of a cell; a child tells which it has by one byte."""

    LIMITS = 1  # memory, processor time, no file, no further process
    NO_PRIVILEGES = 2  # no program can give it more rights
    NAMESPACES = 4  # a network of its own, with nothing in it
    LANDLOCK = 8  # no path at all
    SYSTEM_CALLS = 16  # nothing but reckoning and the two pipes


FULL = Layer.LIMITS | Layer.NO_PRIVILEGES | Layer.NAMESPACES | Layer.LANDLOCK | Layer.SYSTEM_CALLS

MEANING = {
    Layer.LIMITS: "memory, processor time and files are limited by the system",
    Layer.NO_PRIVILEGES: "no program can give a reader more rights",
    Layer.NAMESPACES: "a reader stands in a network of its own with nothing in it",
    Layer.LANDLOCK: "a reader can open no file (Landlock)",
    Layer.SYSTEM_CALLS: "a reader can ask nothing of the system but memory (seccomp)",
}


def load() -> None:
    """Read what `enter` will need, while there still are files."""
    import platform

    if sys.platform == "linux":
        from letapis.sandbox import landlock, seccomp

        landlock.version()
        seccomp.encoded(platform.machine())
    with suppress(ImportError):
        import_module("resource")


def own_network() -> bool:
    """Leave the network of the machine; once for a warden, whose children inherit it."""
    if sys.platform != "linux":
        return False
    return bool(_system().unshare(NEW_USER | NEW_NETWORK | NEW_IPC | NEW_NAMES) == 0)


def enter(limits: CellLimits, *, namespaces: bool) -> Layer:
    """Give up everything that this system lets a process give up; the layers that hold."""
    there = _limited(limits)
    if namespaces:
        there |= Layer.NAMESPACES
    if sys.platform != "linux":
        return there
    from letapis.sandbox.landlock import give_up_files
    from letapis.sandbox.seccomp import give_up_calls

    system = _system()
    system.prctl(DUMPABLE, 0, 0, 0, 0)
    _drop_capabilities()
    if system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        there |= Layer.NO_PRIVILEGES
        there |= Layer.LANDLOCK if give_up_files() else Layer(0)
        there |= Layer.SYSTEM_CALLS if give_up_calls() else Layer(0)
    return there


def end_with_parent() -> None:
    """Have the system end this process when the one that made it ends."""
    if sys.platform == "linux":
        _system().prctl(PARENT_DEATH, 9, 0, 0, 0)


def _limited(limits: CellLimits) -> Layer:
    try:
        import resource
    except ImportError:  # Windows
        return Layer(0)
    processor = max(1, round(limits.processor_seconds))
    wanted = {
        "RLIMIT_CPU": (processor, processor + 1),  # a signal that can be caught, then one that cannot
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_NPROC": (0, 0),
        "RLIMIT_AS": (_taken() + limits.memory,) * 2,
    }
    for name, value in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), value)
        except (AttributeError, ValueError, OSError):  # macOS holds no limit of memory
            return Layer(0)
    return Layer.LIMITS


def _taken() -> int:
    """Bytes of addresses that Python and the readers take before any file is there."""
    import resource

    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  no library more than is loaded already
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _drop_capabilities() -> None:
    """What the first process of a user namespace holds over it."""
    import platform

    number = CAPSET.get(platform.machine())
    if number is not None:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
        _system().syscall(ctypes.c_long(number), header, (ctypes.c_uint32 * 6)())


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
