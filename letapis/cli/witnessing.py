"""`letapis witness`: sign the logs of others, and have one's own signed by them."""

from __future__ import annotations

from pathlib import Path

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive
from letapis.cli.proofs import output_option, read_key, read_text, when, write_text
from letapis.cli.terminal import say, say_json


@click.group(
    short_help="Sign the logs of others, and have ours signed.",
    epilog=example("letapis witness new witness witness.example/1"),
)
def witness() -> None:
    """Another organisation signs that our log only grew: then nobody can rewrite it unseen, ourselves included.

    The archive makes a request, the witness answers it, the archive adds the answer. All three are files.
    """


@witness.command(epilog=example("letapis witness new witness witness.example/1"))
@click.argument("place", metavar="FOLDER", type=FILE)
@click.argument("name")
@click.option("--lasting", is_flag=True, help="A key that outlasts quantum computers (ML-DSA-44); answers have 3 kB.")
@json_option
def new(place: Path, name: str, lasting: bool, as_json: bool) -> None:
    """Make a witness called NAME in a folder of its own; print the key that others need."""
    from letapis.workflow.witnessing import begin

    key = begin(place, name, lasting).text()
    if as_json:
        say_json({"witness": name, "key": key})
    else:
        say(f"The witness stands in {place}; whoever reads that folder can sign as {name}. Its key for others:\n{key}")


@witness.command(epilog=example("letapis witness sign witness request.txt -o answer.txt --log log.invalid/17+…"))
@click.argument("place", metavar="FOLDER", type=FILE)
@click.argument("file", metavar="REQUEST", type=FILE)
@click.option("--log", "logs", multiple=True, metavar="KEY", help="Trust the log with this key from now on.")
@output_option
@json_option
def sign(place: Path, file: Path, logs: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    """Answer REQUEST, if the log only grew since it was signed last. A log that was rewritten is refused."""
    from letapis.workflow.witnessing import sign as answer
    from letapis.workflow.witnessing import trust

    for one in logs:
        trust(place, read_key(one))
    signed = answer(place, read_text(file))
    if output:
        write_text(output, signed.note)
    if as_json:
        told = {"origin": signed.origin, "size": signed.size, "before": signed.before}
        say_json({**told, "checkpoint": signed.note, "file": str(output) if output else None})
    elif output:
        say(f"Signed {signed.size} line(s) of {signed.origin}, {signed.before} before. Written to {output}.")
    else:
        say(signed.note.rstrip("\n"))


@witness.command("list", epilog=example("letapis witness list witness"))
@click.argument("place", metavar="FOLDER", type=FILE)
@json_option
def list_(place: Path, as_json: bool) -> None:
    """The logs that the witness in FOLDER knows."""
    from letapis.workflow.witnessing import known

    found = known(place)
    if as_json:
        say_json({"logs": [{"origin": origin, "size": size} for origin, size in found]})
    else:
        say("\n".join(f"{size:>9}  {origin}" for origin, size in found) or "It knows no log yet.")


@witness.command(epilog=example("letapis witness request --from witness.example/1 -o request.txt"))
@click.option("--from", "name", required=True, metavar="NAME", help="The name of the witness.")
@click.option("--old", type=click.IntRange(0), metavar="N", help="What it signed last, where it says so.")
@output_option
@archive_option
@json_option
def request(name: str, old: int | None, output: Path | None, folder: Path, as_json: bool) -> None:
    """What to give to a witness: the newest checkpoint that was published, and the proof that the log only grew.

    Where none was published by `letapis checkpoint --publish`, the log is signed as it is now.
    """
    from letapis.workflow.proving import request_for

    text = request_for(open_archive(folder), name, old).text()
    if output:
        write_text(output, text)
    if as_json:
        say_json({"witness": name, "request": text, "file": str(output) if output else None})
    else:
        say(f"Written to {output}." if output else text.rstrip("\n"))


@witness.command(epilog=example("letapis witness add answer.txt --key witness.example/1+…"))
@click.argument("file", metavar="ANSWER", type=FILE)
@click.option("--key", required=True, metavar="KEY", help="The key of the witness, or a file with it.")
@archive_option
@json_option
def add(file: Path, key: str, folder: Path, as_json: bool) -> None:
    """Keep what a witness answered, once its signature holds; proofs carry it from then on."""
    from letapis.workflow.proving import add_cosignature

    found = add_cosignature(open_archive(folder), read_text(file), read_key(key))
    if as_json:
        say_json({"witness": found.witness.name, "at": when(found.time)})
    else:
        say(f"Signed by {found.witness.name}, {when(found.time)}.")
