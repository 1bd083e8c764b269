"""`letapis anchor`: have others confirm when the custody log had which root."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import FILE, archive_option, example, json_option, open_archive
from letapis.cli.proofs import read_key, read_text
from letapis.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from letapis.archive.archive import Archive
    from letapis.workflow.anchor_records import Anchor


@click.command(
    short_help="Have others confirm a checkpoint of the log.",
    epilog=example(
        "letapis anchor --authority https://tsa.example/ --certificates tsa.pem",
        "letapis anchor --calendar https://calendar.example",
        "letapis anchor --witness https://witness.example --key witness.example/1+…",
        "letapis anchor --list",
    ),
)
@click.option("--authority", metavar="URL", help="Ask this time-stamp authority (RFC 3161) from now on.")
@click.option("--certificates", type=FILE, metavar="FILE", help="The certificates (PEM) under which it is trusted.")
@click.option("--calendar", metavar="URL", help="Ask this calendar of OpenTimestamps from now on.")
@click.option("--witness", metavar="URL", help="Ask this witness on the network from now on.")
@click.option("--key", metavar="KEY", help="The key of that witness, or a file with it.")
@click.option("--queue", "only_queue", is_flag=True, help="Send nothing now: put it in the queue.")
@click.option(
    "--headers",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Headers of blocks to compare with; two files have to agree.",
)
@click.option("--list", "listing", is_flag=True, help="Only show how all anchors stand.")
@click.option("--proxy", metavar="URL", help="Go through this proxy, as socks5h://HOST:PORT.")
@click.option("--tor", is_flag=True, help="Go through Tor on this machine.")
@archive_option
@json_option
@click.pass_context
def anchor(ctx: click.Context, /, folder: Path, as_json: bool, only_queue: bool, listing: bool, **told: Any) -> None:  # noqa: ANN401
    """Send the newest checkpoint to everybody who was named, and ask again for all that waits.

    What leaves the machine is a signed root and a number of lines, or only a hash. Where nobody can be reached it waits
    in the archive. A claim on a block counts as proven only against --headers.
    """
    from letapis.workflow import anchoring
    from letapis.workflow.anchor_records import anchors

    archive = open_archive(folder)
    _use(archive, told)
    if told["headers"]:
        anchoring.compare_blocks(archive, _headers(told["headers"]))
    elif not listing:
        anchoring.queue(archive)
        if not only_queue:
            anchoring.send_waiting(archive, _sender(told["proxy"], told["tor"]))
    found = list(anchors(archive))
    broken = {one.name: why for one, why in anchoring.check_all(archive)}
    if as_json:
        say_json({"anchors": [_json(one, broken.get(one.name, "")) for one in found]})
    else:
        _show(found, broken)
    ctx.exit(1 if broken or (any(one.problem for one in found) and not listing) else 0)


def _use(archive: Archive, told: dict[str, Any]) -> None:
    from letapis.workflow.anchor_records import AUTHORITY, CALENDAR, WITNESS, Service
    from letapis.workflow.anchoring import use

    if told["authority"]:
        if not told["certificates"]:
            raise click.UsageError("Name the certificates under which the authority is trusted: --certificates FILE")
        use(archive, Service(AUTHORITY, told["authority"], read_text(told["certificates"])))
    if told["calendar"]:
        use(archive, Service(CALENDAR, told["calendar"]))
    if told["witness"]:
        if not told["key"]:
            raise click.UsageError("Name the key of the witness: --key KEY")
        use(archive, Service(WITNESS, told["witness"], read_key(told["key"]).text()))


def _headers(paths: tuple[Path, ...]) -> Any:  # noqa: ANN401  a list of headers, of a module that is loaded late
    from letapis.archive.anchors.blocks import agreed, read_headers
    from letapis.archive.errors import ArchiveError
    from letapis.archive.proofs.errors import ProofError

    sources = []
    for path in paths:
        try:
            sources.append(read_headers(read_text(path)))
        except ProofError as error:
            raise ArchiveError(str(path), str(error), "Write a block a line: its number and its 80 bytes") from error
    return sources[0] if len(sources) == 1 else agreed(sources)


def _sender(proxy: str | None, tor: bool) -> Any:  # noqa: ANN401  Send, of a module that is loaded late
    from letapis.workflow.sending import sender

    return sender(proxy or "", tor)


def _show(found: list[Anchor], broken: dict[str, str]) -> None:
    if not found:
        say("Nobody was asked yet. Name an --authority, a --calendar or a --witness.")
    for one in found:
        proven = f" {one.moment} by {one.by}" if one.moment else ""
        lasts = f", certificate until {one.until[:10]}" if one.until else ""
        say(f"{one.state:<8} {one.size:>8} line(s)  {one.kind:<14} {one.url}{proven}{lasts}")
        if why := broken.get(one.name) or one.problem:
            note(f"         {'does not hold: ' if one.name in broken else ''}{why}")


def _json(one: Anchor, broken: str) -> dict[str, Any]:
    names = ("name", "kind", "url", "size", "state", "moment", "until", "by", "problem")
    return {**{name: getattr(one, name) for name in names}, "broken": broken}
