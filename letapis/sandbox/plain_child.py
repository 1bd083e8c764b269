"""Where a system cannot fork (Windows): a new Python for each file.

It keeps one file apart from another and outlives a crash; it protects against nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from letapis.sandbox.errors import RAISE, CellError, absent, ended
from letapis.sandbox.limits import CellLimits

CODE = """import sys; sys.path[:] = {path!r}
from letapis.sandbox.plain_child import answer
answer({work!r}, {sizes!r}, {prepare!r})"""


def alone(work: str, arguments: Sequence[bytes], limits: CellLimits, prepare: str) -> bytes:
    """The same as a cell, with a limit of time alone. Raises CellError."""
    code = CODE.format(
        path=[part for part in sys.path if part], work=work, sizes=[*map(len, arguments)], prepare=prepare
    )
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}  # Windows needs them
    try:
        done = subprocess.run(  # noqa: S603  our own Python, our own code
            [sys.executable, "-I", "-c", code],
            input=b"".join(arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds, env=kept, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ended(limits.wall_seconds, timed_out=True, signal=0, code=0) from None
    except OSError as error:
        raise absent(error.strerror or "no further process") from error
    if done.returncode:
        raise ended(limits.wall_seconds, timed_out=False, signal=max(0, -done.returncode), code=max(0, done.returncode))
    if len(done.stdout) > limits.answer:
        raise CellError("size", f"gives more than answer_megabytes = {limits.answer_megabytes:g}", RAISE)
    return done.stdout


def answer(work: str, sizes: Sequence[int], prepare: str) -> None:
    """The other side."""
    from letapis.sandbox.errors import OUT_OF_MEMORY
    from letapis.sandbox.named import named

    try:
        if prepare:
            named(prepare)()
        sys.stdout.buffer.write(named(work)(*(sys.stdin.buffer.read(size) for size in sizes)))
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001  no traceback with words of the file
        os._exit(1)
