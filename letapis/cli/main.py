"""The `letapis` command: chooses the module of a command, and turns every fault into one line and an exit code.

Exit codes: 0 all is well; 1 something was set aside, was not found, or does not hold; 2 the call is wrong;
130 interrupted. Another code is a fault of Letapis.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from letapis import __version__
from letapis.archive.errors import ArchiveError, NoArchiveError
from letapis.cli.terminal import note

COMMANDS = {
    "init": "archiving",
    "unlock": "locking",
    "lock": "locking",
    "vault": "vault",
    "add": "archiving",
    "capture": "capturing",
    "code": "coding",
    "link": "linking",
    "reconcile": "recording",
    "events": "events",
    "chronicle": "publishing",
    "figure": "figures",
    "why": "why",
    "search": "searching",
    "show": "showing",
    "candidates": "candidates",
    "judge": "judging",
    "history": "history",
    "learn": "learning",
    "verify": "archiving",
    "export": "publishing",
    "import": "archiving",
    "checkpoint": "proofs",
    "proof": "proofs",
    "check-proof": "proofs",
    "erase-lines": "proofs",
    "erase": "erasing",
    "witness": "witnessing",
    "anchor": "anchoring",
    "package": "packaging",
    "unpack": "packaging",
    "backup": "backing_up",
    "restore": "backing_up",
    "score": "coding",
    "agreement": "agreement",
    "read": "coding",
    "explain": "explaining",
    "names": "names",
    "places": "places",
    "people": "people",
    "inside": "custody",
    "deadlines": "custody",
    "episodes": "custody",
    "strikes": "organisations",
    "organisations": "organisations",
    "closures": "organisations",
    "accounts": "accounts",
    "approve": "approving",
    "approvals": "approving",
    "second-factor": "second_factor",
    "doctor": "doctor",
    "settings": "settings",
    "demo": "demonstration",
}
FAULT = 70  # EX_SOFTWARE of sysexits.h


class LazyGroup(click.Group):
    """Loads the module of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the shape of click
        """In the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of `letapis.cli.<module>`; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"letapis.cli.{COMMANDS[cmd_name]}"), name)
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  letapis chronicle reports/*.txt -o out\n\b\n"
    "Exit codes: 0 well, 1 something set aside, not found or broken, 2 wrong call, 130 interrupted.",
)
@click.version_option(__version__, prog_name="letapis")
def cli() -> None:
    """Reports of a crackdown in, a sourced chronicle out: every figure opens to its sentences."""


def main() -> None:
    """The entry point."""
    # Hundreds of thousands of values that live to the end: looking through them less often saves a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Unicode still gets every word
    try:
        code = cli.main(list(arguments), prog_name="letapis", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        return _usage(error)
    except click.ClickException as error:
        note(f"Error: {error.format_message()}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        note("Interrupted. What was done is kept; the same command goes on from there.")
        return 130
    except BrokenPipeError:
        # The reader of a pipe had enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  the last place where a fault can become one line
        return _fault(error)
    return code if isinstance(code, int) else 0


def _usage(error: click.UsageError) -> int:
    if error.ctx is not None:
        note(error.ctx.get_usage())
        note(f"See `{error.ctx.command_path} --help`.")
    note(f"Error: {error.format_message()}")
    return 2


def _fault(error: Exception) -> int:
    """One line and the code that goes with it."""
    from letapis.claims.coder import CoderUnavailableError
    from letapis.publications.folder import FolderError
    from letapis.sources.delimited import TableError
    from letapis.sources.errors import SourceError
    from letapis.store.opening import StoreError
    from letapis.workflow.judge import JudgementError

    if os.environ.get("LETAPIS_DEBUG"):
        raise error
    if isinstance(error, NoArchiveError):
        note(f"Error: {error}")
        return 2
    told = ArchiveError | CoderUnavailableError | FolderError | SourceError | JudgementError | StoreError | TableError
    if isinstance(error, told):
        note(f"Error: {error}")
        return 1
    if isinstance(error, OSError):
        where = error.filename or "a file"
        note(f"Error: {where}: {error.strerror or error}. Look at the place and its rights, then run again.")
        return 1
    note(f"Error: a fault of Letapis: {type(error).__name__}: {error}. LETAPIS_DEBUG=1 shows where; please report it.")
    return FAULT


if __name__ == "__main__":
    main()
