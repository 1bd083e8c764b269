"""Where the time of this machine is from, for acts in which the moment is evidence."""

from __future__ import annotations

import sys

UNSYNCED = 0x40  # STA_UNSYNC of adjtimex(2)


def clock_source() -> str:
    """`ntp` where the kernel says that its clock is held to others, else `system`."""
    return "ntp" if synchronised() else "system"


def synchronised() -> bool | None:
    """What the kernel says of its clock; None where it says nothing."""
    if sys.platform != "linux":
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    answer = ctypes.create_string_buffer(512)  # struct timex, larger on no system; all zero, it only asks
    if library.adjtimex(answer) < 0:
        return None
    place = 5 * ctypes.sizeof(ctypes.c_long)  # modes with its padding, offset, freq, maxerror, esterror, then status
    status = int.from_bytes(answer.raw[place : place + 4], sys.byteorder)
    return not status & UNSYNCED
