"""Landlock of Linux 5.13 and later: a process gives up every file and, since 6.7, every TCP port for good."""

from __future__ import annotations

import ctypes

CREATE, RESTRICT = 444, 446  # numbers of the system calls, the same on every processor
# Rights over files by version of the interface, each the first bits of a mask (linux/landlock.h).
FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
TCP = 0b11  # bind, connect; from version 4
SCOPES = 0b11  # abstract sockets, signals to processes outside; from version 6


class _Attributes(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


def version() -> int:
    """The version of the interface that this system offers; 0 where there is none."""
    return max(0, _call(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def give_up_files() -> bool:
    """Refuse this process every path from now on. False where the system has no Landlock.

    No rule is added, so nothing is allowed; pipes that are open already go on working.
    """
    offered = version()
    if not offered:
        return False
    wanted = _Attributes((1 << FILES[min(offered, 5)]) - 1, TCP if offered >= 4 else 0, SCOPES if offered >= 6 else 0)
    size = 8 if offered < 4 else 16 if offered < 6 else 24
    rules = _call(CREATE, ctypes.byref(wanted), ctypes.c_size_t(size), ctypes.c_uint32(0))
    return rules >= 0 and _call(RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0


def _call(number: int, *arguments: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *arguments))
