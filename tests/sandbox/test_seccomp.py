"""The filter of system calls, run by a small machine of our own, for the processor we do not sit at too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letapis.sandbox.seccomp import program, tables

X86_64, AARCH64 = 0xC000003E, 0xC00000B7
ALLOWED, REFUSED, KILLED = 0x7FFF0000, 0x00050001, 0x80000000
WRITABLE, EXECUTABLE = 3, 5
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"#define __NR_(\w+) (\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"#define __NR(?:3264)?_(\w+) (\d+)"),
}


def decision(processor, mark, number, third=0):
    """What the kernel would answer: the classic BPF of seccomp, as its manual tells it."""
    words = {0: number, 4: mark, 32: third}
    instructions = program(processor)
    place, held = 0, 0
    while True:
        code, yes, no, operand = instructions[place]
        place += 1
        if code == 0x06:
            return operand
        if code == 0x20:
            held = words[operand]
        else:
            holds = {0x15: held == operand, 0x35: held >= operand, 0x45: bool(held & operand)}[code]
            place += yes if holds else no


@pytest.mark.parametrize(
    ("processor", "mark", "numbers"),
    [
        # open, stat, socket, connect, sendto, clone, fork, execve, kill, ptrace, openat, unshare, memfd, io_uring
        ("x86_64", X86_64, [2, 4, 41, 42, 44, 56, 57, 59, 62, 101, 257, 272, 319, 425, 435, 500]),
        # openat, socket, connect, sendto, clone, execve, kill, ptrace, unshare, memfd_create, io_uring_setup, clone3
        ("aarch64", AARCH64, [56, 198, 203, 206, 220, 221, 129, 117, 97, 279, 425, 435, 500]),
    ],
)
def test_what_opens_sends_runs_or_traces_is_refused(processor, mark, numbers):
    assert {decision(processor, mark, number) for number in numbers} == {REFUSED}


@pytest.mark.parametrize(
    ("processor", "mark", "numbers"),
    [("x86_64", X86_64, [0, 1, 11, 12, 231]), ("aarch64", AARCH64, [63, 64, 215, 214, 94])],
)
def test_reading_writing_memory_and_the_end_are_allowed(processor, mark, numbers):
    assert {decision(processor, mark, number) for number in numbers} == {ALLOWED}


@pytest.mark.parametrize(("processor", "mark", "mapping"), [("x86_64", X86_64, 9), ("aarch64", AARCH64, 222)])
def test_memory_is_for_data(processor, mark, mapping):
    assert decision(processor, mark, mapping, WRITABLE) == ALLOWED
    assert decision(processor, mark, mapping, EXECUTABLE) == REFUSED


@pytest.mark.parametrize(("processor", "mark"), [("x86_64", AARCH64), ("aarch64", X86_64), ("x86_64", 0x40000003)])
def test_calls_in_the_manner_of_another_processor_end_the_process(processor, mark):
    assert decision(processor, mark, 0) == KILLED


def test_the_second_way_to_each_call_of_x86_64_is_refused():
    assert {decision("x86_64", X86_64, 0x40000000 + number) for number in range(500)} == {REFUSED}


@pytest.mark.parametrize("processor", sorted(HEADERS))
def test_the_numbers_are_those_of_the_headers_of_linux(processor):
    path, pattern = HEADERS[processor]
    if not path.is_file():
        pytest.skip(f"{path} is not there: apt-get install linux-libc-dev")
    told = {match[1]: int(match[2]) for match in re.finditer(pattern, path.read_text(encoding="utf-8"))}
    table = tables()[processor]
    assert {name: told.get(name) for name in table["calls"] | table["mapping"]} == table["calls"] | table["mapping"]
