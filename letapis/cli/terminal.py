"""What reaches the terminal: text of strangers made harmless, JSON, and progress where a person is looking."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from letapis.workflow.progress import Progress, silent

SHOWN = 20  # lines of one kind before the rest is counted
REDRAW = 0.1  # seconds between two looks at the progress


def safe(text: object) -> str:
    """The text without anything that could steer a terminal or hide words; such characters show their number."""
    plain_text = str(text)
    if plain_text.isascii() and plain_text.replace("\n", "").isprintable():
        return plain_text
    from letapis.publications.visible import plain

    return plain(plain_text.replace("\r", "\u240d"))


def say(text: object = "") -> None:
    """A line on standard output."""
    click.echo(safe(text))


def note(text: object) -> None:
    """A line for the person, beside the result: on standard error."""
    click.echo(safe(text), err=True)


def notes(lines: Iterable[object]) -> None:
    """Some lines on standard error, the first ones of many."""
    told = list(lines)
    for line in told[:SHOWN]:
        note(line)
    if len(told) > SHOWN:
        note(f"... and {len(told) - SHOWN} more like these")


def set_aside(refused: Iterable[object]) -> None:
    """One line for everything that was not taken in; none is left out, as each is work for somebody."""
    for one in refused:
        note(f"Set aside: {one}")


def say_json(value: Any) -> None:  # noqa: ANN401  JSON is anything
    """A value as JSON. Only characters that a terminal shows as they are stand unescaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if not text.isascii():
        text = "".join(one if one == "\n" or one.isprintable() else json.dumps(one)[1:-1] for one in text)
    click.echo(text.replace("\x7f", "\\u007f"))


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on standard error where that is a terminal, otherwise nothing."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of its own: processes are forked while the bar stands.
    with Bars(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        yield _Drawn(bars)


class _Drawn:
    """One bar for each step."""

    def __init__(self, bars: Any) -> None:  # noqa: ANN401  rich is only known where it is loaded
        self.bars = bars
        self.tasks: dict[str, Any] = {}
        self.last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self.tasks:
            self.tasks[step] = self.bars.add_task(step)
        now = time.monotonic()
        if now - self.last >= REDRAW or done >= total:
            self.last = now
            self.bars.update(self.tasks[step], completed=done, total=total)
            self.bars.refresh()
