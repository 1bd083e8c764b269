"""What a process that holds a key does for it: no core file, no reading by others of the same user, not swapped out.

It is best effort: what Python has freed may still lie in memory until the process ends.
"""

from __future__ import annotations

import os
import sys

PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core file is written, and on Linux nobody but root may trace this process or read its memory."""
    if os.name != "posix":
        return
    import resource
    from contextlib import suppress

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_in_memory(secret: bytearray) -> bool:
    """Ask the system never to swap these bytes out. False where it does not let us."""
    if os.name != "posix" or not secret:
        return False
    import ctypes

    place = (ctypes.c_char * len(secret)).from_buffer(secret)
    lock = ctypes.CDLL(None).mlock
    return bool(lock(ctypes.c_void_p(ctypes.addressof(place)), ctypes.c_size_t(len(secret))) == 0)


def wipe(secret: bytearray) -> None:
    """Write zeros over the bytes."""
    secret[:] = bytes(len(secret))
