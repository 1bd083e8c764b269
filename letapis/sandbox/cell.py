"""Work on a stranger's bytes in a cell: they go in, bytes come out, and nothing else happens.

What comes out was made by a process that may be in the hands of whoever sent the file: it is bounded here, and whoever
asked for it must look at its shape. It is never unpickled.
"""

from __future__ import annotations

import os
import select
import time
from dataclasses import asdict, dataclass

from letapis.sandbox import starting
from letapis.sandbox.errors import RAISE, CellError, absent, ended
from letapis.sandbox.layers import FULL, Layer
from letapis.sandbox.limits import LIMITS, CellLimits
from letapis.sandbox.profile import Profile, profile_of_machine, refuse_weak, warn_of_weak

BLOCK = 1 << 20
LOADING = 120  # seconds that the loading of readers may take on a slow machine, before any file is handed over


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell gave, what it took, and which layers held."""

    data: bytes
    processor_seconds: float
    peak_megabytes: float
    layers: Layer


def confined(
    work: str, *arguments: bytes, limits: CellLimits = LIMITS, prepare: str = "", profile: Profile | None = None
) -> bytes:
    """The answer of a function of ours, named "package.module:function", to some bytes. Raises CellError.

    `prepare` names a function that is called once, before any bytes are there, to load what the work needs:
    nothing can be loaded later.
    """
    return measured(work, *arguments, limits=limits, prepare=prepare, profile=profile).data


def measured(
    work: str, *arguments: bytes, limits: CellLimits = LIMITS, prepare: str = "", profile: Profile | None = None
) -> Answer:
    """The same, with what it took."""
    profile = profile or profile_of_machine()
    if not hasattr(os, "fork"):
        from letapis.sandbox.plain_child import alone

        refuse_weak(profile, Layer(0))
        warn_of_weak(Layer(0))
        return Answer(alone(work, arguments, limits, prepare), 0.0, 0.0, Layer(0))
    with starting.LOCK:
        try:
            return _asked(work, arguments, limits, prepare, profile)
        except CellError as error:
            if error.kind in ("absent", "size", "weak"):
                starting.forget()  # it may be stuck, or its child still at work
            raise
        except BaseException:
            starting.forget()
            raise


def _asked(work: str, arguments: tuple[bytes, ...], limits: CellLimits, prepare: str, profile: Profile) -> Answer:
    warden = starting.warden()
    sizes = [len(one) for one in arguments]
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    try:
        try:
            asked = {"work": work, "prepare": prepare, "sizes": sizes, "limits": asdict(limits)}
            warden.ask(asked, theirs_in, theirs_out)
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        layers, data = _talk(ours_in, ours_out, arguments, limits, profile)
    finally:
        os.close(ours_in)
        os.close(ours_out)
    told = warden.told(limits.wall_seconds)
    if "failed" in told:
        raise absent(told["failed"])
    if told["timed_out"] or told["signal"] or told["code"]:
        raise ended(limits.wall_seconds, timed_out=told["timed_out"], signal=told["signal"], code=told["code"])
    return Answer(data, told["processor_seconds"], told["peak"] / 1e6, layers)


def _talk(
    source: int, target: int, arguments: tuple[bytes, ...], limits: CellLimits, profile: Profile
) -> tuple[Layer, bytes]:
    """The layers first; only where they are enough the bytes; then the answer."""
    said = _received(source, 1, time.monotonic() + LOADING)
    layers = Layer(said[0] & FULL) if said else Layer(0)
    if said:
        refuse_weak(profile, layers)
        warn_of_weak(layers)
    end = time.monotonic() + limits.wall_seconds + starting.GRACE
    for one in arguments if said else ():
        _send(target, memoryview(one), end)
    data = _received(source, limits.answer + 1, end) if said else b""
    if len(data) > limits.answer:
        raise CellError("size", f"gives more than answer_megabytes = {limits.answer_megabytes:g}", RAISE)
    return layers, data


def _send(target: int, data: memoryview, end: float) -> None:
    """Write it all; a child that has ended, or reads nothing until the end, gets no more."""
    os.set_blocking(target, False)
    waiting = select.poll()
    waiting.register(target, select.POLLOUT)
    while data and waiting.poll(max(0.0, end - time.monotonic()) * 1000):
        try:
            data = data[os.write(target, data[:BLOCK]) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            return


def _received(source: int, most: int, end: float) -> bytes:
    """What comes until the other side closes, so many bytes at the most."""
    waiting = select.poll()
    waiting.register(source, select.POLLIN)
    parts: list[bytes] = []
    left = most
    while left and waiting.poll(max(0.0, end - time.monotonic()) * 1000):
        part = os.read(source, min(BLOCK, left))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
