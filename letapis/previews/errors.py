"""What is said of a file that cannot be shown or published."""

from __future__ import annotations


class PreviewError(Exception):
    """No picture can be made of it. `problem` and `way_out` are one line together."""

    def __init__(self, problem: str, way_out: str) -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(f"{problem}. {way_out}")
