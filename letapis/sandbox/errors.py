"""What came of work in a cell that gave no answer: which boundary it met, and the way out."""

from __future__ import annotations


class CellError(Exception):
    """The work gave no answer. `kind` is one of time, memory, crash, fault, size, weak, absent."""

    def __init__(self, kind: str, problem: str, way_out: str) -> None:
        self.kind = kind
        self.problem = problem
        self.way_out = way_out
        super().__init__(f"{problem}. {way_out}")

    def __reduce__(self) -> tuple[type[CellError], tuple[str, str, str]]:
        """Survive the way between two processes."""
        return type(self), (self.kind, self.problem, self.way_out)


DAMAGED = "Copy it again from where it came; if it is the same then, open it on a machine that holds nothing else"
RAISE = "If you trust it, raise the limit under [limits] in NAME.meta.toml beside it"


def absent(why: str) -> CellError:
    """No cell can be made on this machine at the moment."""
    return CellError("absent", f"cannot be read, as no cell can be made for it ({why})", "Make room and run again")


OUT_OF_MEMORY = 77  # exit code of a child that could not get the memory it asked for
SIGXCPU, SIGKILL = 24, 9  # Windows knows neither by name


def ended(seconds: float, *, timed_out: bool, signal: int, code: int) -> CellError:
    """What the end of a child says that it met; a child that only the system can have killed met a limit too."""
    if timed_out or signal == SIGXCPU:
        return CellError("time", f"took longer to read than the limit, {seconds:g} seconds", RAISE)
    if code == OUT_OF_MEMORY or signal == SIGKILL:
        return CellError("memory", "took more memory or time to read than its limits allow", RAISE)
    if signal:
        return CellError("crash", f"made its reader break down (signal {signal})", DAMAGED)
    return CellError("fault", "made its reader stop without an answer", DAMAGED)
