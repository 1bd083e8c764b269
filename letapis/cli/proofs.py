"""`letapis checkpoint`, `proof`, `check-proof`, `erase-lines`: what lets outsiders check the custody log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.archive.errors import ArchiveError
from letapis.cli.options import FILE, archive_option, by_option, example, json_option, language_option, open_archive
from letapis.cli.terminal import say, say_json

if TYPE_CHECKING:
    from letapis.archive.proofs.ledger import Kept
    from letapis.archive.proofs.note import VerifierKey
    from letapis.workflow.proving import Shown

output_option = click.option("-o", "--output", type=FILE, metavar="FILE", help="Write it to this file.")


@click.command(
    short_help="Sign how long the custody log is, and its root.",
    epilog=example(
        "letapis checkpoint -o kept-elsewhere.checkpoint",
        "letapis checkpoint --publish public.checkpoint",
        "letapis checkpoint --compare kept-elsewhere.checkpoint",
    ),
)
@output_option
@click.option("--publish", type=FILE, metavar="FILE", help="Write the checkpoint of the day for everybody.")
@click.option("--step", type=click.IntRange(1, 1 << 16), default=256, show_default=True, help="Lines it grows by.")
@click.option("--compare", type=FILE, metavar="FILE", help="Whether the log continues a checkpoint kept elsewhere.")
@archive_option
@json_option
def checkpoint(  # noqa: PLR0913, PLR0917  one argument for each option
    output: Path | None, publish: Path | None, step: int, compare: Path | None, folder: Path, as_json: bool
) -> None:
    """Sign the custody log as it is now. Kept elsewhere, a checkpoint shows any later change to what was before it.

    --publish gives one a day at most, filled up with lines that mean nothing: it does not tell how much was done.
    """
    from letapis.workflow import proving

    if sum(one is not None for one in (output, publish, compare)) > 1:
        raise click.UsageError("Name one file: -o, --publish or --compare.")
    archive = open_archive(folder)
    if compare is not None:
        size = proving.compare(archive, read_text(compare))
        _tell({"continues": True, "size": size}, f"The log continues this checkpoint of {size} line(s).", as_json)
        return
    kept = proving.publish(archive, step) if publish else proving.sign(archive)
    note = archive.ledger.full_note(kept).full()
    target = publish or output
    if target:
        write_text(target, note)
    keys = [key.text() for key in kept.keys]
    _tell(
        {**_checkpoint_json(kept), "checkpoint": note, "keys": keys, "file": str(target) if target else None},
        f"{kept.checkpoint.size} line(s), signed {kept.at}." + (f" Written to {target}." if target else "\n\n" + note),
        as_json,
    )
    if not as_json:
        say("Key of the log, for those who check: " + keys[0])


def _checkpoint_json(kept: Kept) -> dict[str, Any]:
    head = kept.checkpoint
    return {"origin": head.origin, "size": head.size, "root": head.root.hex(), "at": kept.at}


@click.command(
    short_help="Write the proof that a line stands in the log.",
    epilog=example("letapis proof report.txt -o proofs", "letapis proof --line 12 -o line-12.tlog-proof"),
)
@click.argument("source", required=False)
@click.option("--line", "number", type=click.IntRange(1), metavar="N", help="The line with this number.")
@output_option
@archive_option
@json_option
def proof(source: str | None, number: int | None, output: Path | None, folder: Path, as_json: bool) -> None:
    """Write the proof of a line, or of every line that speaks of SOURCE (its name or the beginning of its SHA-256).

    A proof holds the line itself: who gets it reads what the line says. One proof goes to the file of -o or to standard
    output; several go to the folder of -o.
    """
    from letapis.workflow import proving

    if (source is None) == (number is None):
        raise click.UsageError("Name a source, or a line with --line.")
    archive = open_archive(folder)
    numbers = [number] if number else proving.lines_of_source(archive, source or "")
    made = proving.proofs_of(archive, numbers)
    keys = [proving.keys_of_log(archive)[0].text()]  # the second one has signed only what went out
    files = _proof_files(made, output)
    for path, text in files.items():
        write_text(path, text)
    if as_json:
        told = [{"line": at, "proof": text} for at, text in made.items()]
        say_json({"proofs": told, "files": [str(path) for path in files], "keys": keys})
    elif output:
        say(f"{len(made)} proof(s) written to {output}. Check with: letapis check-proof FILE --key {keys[0]}")
    else:
        say("\n".join(made.values()).rstrip("\n"))


def _proof_files(made: dict[int, str], output: Path | None) -> dict[Path, str]:
    if output is None:
        return {}
    if len(made) == 1 and not output.is_dir():
        return dict.fromkeys([output], *made.values())
    return {output / f"{number:08}.tlog-proof": text for number, text in made.items()}


@click.command(
    "check-proof",
    short_help="Check a proof, with no archive at hand.",
    epilog=example("letapis check-proof line-12.tlog-proof --key log.invalid/17+…"),
)
@click.argument("file", type=FILE)
@click.option(
    "--key", "keys", multiple=True, required=True, metavar="KEY", help="The key of the log, or a file with it."
)
@click.option("--witness", "witnesses", multiple=True, metavar="KEY", help="The key of a witness, or a file with it.")
@click.option(
    "--need", type=click.IntRange(0), default=0, show_default=True, help="How many witnesses must have signed."
)
@click.option("--line-file", type=FILE, metavar="FILE", help="The line, where it is not in the proof.")
@language_option
@json_option
def check_proof(  # noqa: PLR0913, PLR0917  one argument for each option
    file: Path,
    keys: tuple[str, ...],
    witnesses: tuple[str, ...],
    need: int,
    line_file: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Check that a line stands in the log of KEY. Take the key from the people themselves, not from the proof."""
    from letapis.archive.proofs.errors import ProofError
    from letapis.workflow import proving

    line = read_text(line_file).rstrip("\n").encode() if line_file else b""
    try:
        found = proving.check_proof(
            read_text(file), [read_key(one) for one in keys], [read_key(one) for one in witnesses], line, need
        )
    except ProofError as error:
        raise ArchiveError(str(file), str(error), "Ask for it again, and for the key of the log") from error
    if as_json:
        say_json(_shown_json(found))
        return
    meaning = f": {found.act.meaning[lang]}" if found.act else ""
    say(f"It holds. Line {found.number} of {found.size} in {found.origin}{meaning}.")
    for name, value in found.entry.items():
        say(f"  {name}: {value}")
    for one in found.cosigned:
        say(f"Cosigned by {one.witness.name}, {when(one.time)}")


def _shown_json(found: Shown) -> dict[str, Any]:
    cosigned = [{"witness": one.witness.name, "at": when(one.time)} for one in found.cosigned]
    return {
        "holds": True,
        "line": found.number,
        "entry": found.entry,
        "origin": found.origin,
        "size": found.size,
        "cosigned": cosigned,
    }


@click.command(
    "erase-lines",
    short_help="Take away the words of lines of the log for good.",
    epilog=example('letapis erase-lines 12 13 --reason "a consent was withdrawn" --by anna'),
)
@click.argument("numbers", metavar="LINE...", type=click.IntRange(1), nargs=-1, required=True)
@click.option("--reason", required=True, help="Why; it stands in the log.")
@archive_option
@by_option
@json_option
def erase_lines(numbers: tuple[int, ...], reason: str, folder: Path, by: str, as_json: bool) -> None:
    """Take away what lines of the custody log say. Their hashes stay, so that every proof and the chain go on.

    A copy or a backup that somebody made before still has the words. Where accounts are kept a second person agrees.
    """
    from letapis.workflow import proving

    proving.erase_lines(open_archive(folder), set(numbers), by, reason)
    _tell({"erased": sorted(set(numbers))}, f"The words of {len(set(numbers))} line(s) are gone.", as_json)


def _tell(value: dict[str, Any], words: str, as_json: bool) -> None:
    if as_json:
        say_json(value)
    else:
        say(words)


def read_text(path: Path) -> str:
    """The text of a file. Raises ArchiveError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(str(path), f"cannot be read ({error})", "Name a file of text") from error


def write_text(path: Path, text: str) -> None:
    """Write a file. Raises ArchiveError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArchiveError(str(path), f"cannot be written ({error.strerror})", "Name another place") from error


def read_key(text: str) -> VerifierKey:
    """A key as it is written down, or the first line of the file that holds it. Raises ArchiveError."""
    from letapis.archive.proofs.errors import ProofError
    from letapis.archive.proofs.note import VerifierKey

    given = text if "+" in text else read_text(Path(text)).partition("\n")[0]
    try:
        return VerifierKey.parse(given)
    except ProofError as error:
        raise ArchiveError(text[:80], str(error), "Copy it whole: name+id+key") from error


def when(seconds: int) -> str:
    """A time that a witness states."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds else "no time told"
