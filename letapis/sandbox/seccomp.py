"""The list of system calls that a cell may still make, as a seccomp filter; every other gives "not permitted".

What is listed is enough to reckon, to take memory, and to read and write pipes that are open already. It holds also
where Landlock and namespaces are missing. The numbers stand in `system_calls.toml`.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

SET_SECCOMP, FILTER = 22, 2  # of prctl
ARCHITECTURE, NUMBER, THIRD_ARGUMENT = 4, 0, 32  # offsets in struct seccomp_data; the lower half on both processors
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # classic BPF
ALLOW, NOT_PERMITTED, KILL = 0x7FFF0000, 0x00050001, 0x80000000
FOREIGN = 0x40000000  # from here on the numbers of x32, a second way to every call of x86_64
EXECUTABLE = 4  # PROT_EXEC

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Processor -> its mark, and the numbers of what is allowed."""
    return tomllib.loads((files("letapis.sandbox") / "system_calls.toml").read_text(encoding="utf-8"))


def program(processor: str) -> list[Instruction]:
    """The filter for a processor. Raises KeyError for one that has no table."""
    table = tables()[processor]
    calls = sorted(set(table["calls"].values()))
    mapping = sorted(set(table["mapping"].values()))  # memory that may be written or run, never both
    start = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, table["mark"]), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    # After the tests: refuse, then allow, then the look at what the memory is for.
    tests: list[Instruction] = []
    total = 1 + len(calls) + len(mapping)
    for place, (code, value, target) in enumerate(
        [(AT_LEAST, FOREIGN, 0), *((EQUAL, one, 1) for one in calls), *((EQUAL, one, 2) for one in mapping)]
    ):
        tests.append((code, total - 1 - place + target, 0, value))
    end = [(RETURN, 0, 0, NOT_PERMITTED), (RETURN, 0, 0, ALLOW), (LOAD, 0, 0, THIRD_ARGUMENT)]
    look = [(ANY_BIT, 0, 1, EXECUTABLE), (RETURN, 0, 0, NOT_PERMITTED), (RETURN, 0, 0, ALLOW)]
    return [*start, *tests, *end, *look]


@cache
def encoded(processor: str) -> bytes:
    """The filter as the kernel takes it; empty for a processor that has no table."""
    if processor not in tables():
        return b""
    return b"".join(struct.pack("<HBBI", *one) for one in program(processor))


def give_up_calls() -> bool:
    """Refuse this process every call that is not listed. False where the system or the processor cannot."""
    instructions = encoded(platform.machine())
    if not instructions:
        return False
    wanted = _Program(len(instructions) // 8, instructions)
    return bool(ctypes.CDLL(None, use_errno=True).prctl(SET_SECCOMP, FILTER, ctypes.byref(wanted), 0, 0) == 0)
