"""`letapis capture`: pages of the web as evidence, and the history of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import FILE, archive_option, by_option, example, json_option, open_archive
from letapis.cli.terminal import note, say, say_json

if TYPE_CHECKING:
    from letapis.archive.archive import Archive
    from letapis.network.policy import Proxy
    from letapis.workflow.captured import Step
    from letapis.workflow.capturing import Captured, Wish

DEPTHS = ("embedded", "page")
FAILED = frozenset({"refused", "not-there"})


@click.command(
    short_help="Capture pages of the web as evidence.",
    epilog=example(
        "letapis capture https://example.org/news/12 --tor --by anna",
        "letapis capture --list addresses.txt --depth page --no-screenshot",
        "letapis capture --history https://example.org/news/12",
    ),
)
@click.argument("urls", metavar="URL...", nargs=-1)
@click.option("--list", "listed", type=FILE, metavar="FILE", help="Addresses, one a line; # begins a remark.")
@click.option("--again", is_flag=True, help="A new round through the list, not the rest of the last one.")
@click.option(
    "--depth",
    type=click.Choice(DEPTHS),
    default=DEPTHS[0],
    show_default=True,
    help="With embedded pictures and style sheets, or the page alone.",
)
@click.option(
    "--screenshot/--no-screenshot",
    default=None,
    help="A picture of the page; by default where it can be made without risk. --screenshot also makes it with files "
    "on the disk, and as root.",
)
@click.option("--proxy", metavar="URL", help="Ask through a proxy: socks5h://HOST:PORT or http://HOST:PORT.")
@click.option("--tor", is_flag=True, help="Ask through Tor: on this machine at port 9050, or at --proxy.")
@click.option("--history", "page", metavar="URL", help="Show the life of a captured page; nothing is asked.")
@archive_option
@by_option
@json_option
@click.pass_context
def capture(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    urls: tuple[str, ...],
    listed: Path | None,
    again: bool,
    depth: str,
    screenshot: bool | None,
    proxy: str | None,
    tor: bool,
    page: str | None,
    folder: Path,
    by: str,
    as_json: bool,
) -> None:
    """Capture pages: what the server answers byte for byte, what is embedded, a picture, how and when it was had.

    All of it is sealed as one WARC file and read as a report. A page that says the same as before is noted as seen
    again; one that changed is a later version of the same source. An address that cannot be had is told in one line,
    and the others go on. A list that was broken off goes on where it stood when the same call is made again.
    """
    if page is not None:
        ctx.exit(_history(open_archive(folder), page, as_json))
    if not urls and listed is None:
        raise click.UsageError("Name a URL, or a list of them with --list FILE.")
    from letapis.workflow.capturing import Wish, name_of_list

    addresses = [*urls, *(_addresses(listed) if listed else ())]
    name = name_of_list(addresses) if listed else ""
    wish = Wish(depth == "embedded", screenshot, _proxy(proxy, tor=tor), name, again)
    ctx.exit(_capture(open_archive(folder), addresses, by, wish, as_json))


def _addresses(listed: Path) -> list[str]:
    try:
        lines = listed.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{listed}, byte {error.start}: is not UTF-8. Save the list as UTF-8.") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _proxy(proxy: str | None, *, tor: bool) -> Proxy | None:
    from letapis.network.errors import RefusedError
    from letapis.network.policy import TOR, proxy_of

    try:
        return proxy_of(proxy or TOR, tor=True) if tor else proxy_of(proxy) if proxy else None
    except RefusedError as error:
        raise click.UsageError(str(error)) from error


def _capture(archive: Archive, addresses: list[str], by: str, wish: Wish, as_json: bool) -> int:
    from letapis.workflow.capturing import capture as captured

    done: list[Captured] = []
    for one in captured(archive, addresses, by, wish):
        done.append(one)
        if not as_json:
            _tell(one)
    if as_json:
        say_json({"captured": [asdict(one) for one in done]})
    else:
        say(_sum(done))
        for reason in sorted({one.screenshot for one in done if one.screenshot}):
            note(f"No picture: {reason}.")
    return 1 if any(one.outcome in FAILED for one in done) else 0


def _tell(one: Captured) -> None:
    """One line for one address."""
    beside = f"{one.embedded} embedded" + (f", {one.missed} of them missing" if one.missed else "")
    match one.outcome:
        case "refused":
            note(f"Set aside: {one.problem}")
        case "not-there":
            note(f"{one.url}: is not there (the server answers {one.status}); that was logged")
        case "done":
            say(f"{one.url}: was captured in this round already")
        case "seen-again":
            say(f"{one.url}: says the same as {one.name}; noted as seen again")
        case _:
            word = "sealed" if one.outcome == "sealed" else "changed; sealed as a later version"
            say(f"{one.url}: {word} as {one.name} ({one.reports} report(s), {beside})")
    if one.problem and one.outcome != "refused":
        note(f"{one.url}: {one.problem}")


def _sum(done: Iterable[Captured]) -> str:
    told = [one.outcome for one in done]
    count = {name: told.count(name) for name in ("sealed", "changed", "seen-again", "not-there", "refused")}
    return (
        f"{count['sealed']} page(s) sealed, {count['changed']} changed, {count['seen-again']} seen again, "
        f"{count['not-there']} not there, {count['refused']} set aside."
    )


def _history(archive: Archive, page: str, as_json: bool) -> int:
    from letapis.workflow.captured import history_of

    steps = history_of(archive, page)
    if as_json:
        say_json({"url": page, "steps": [_as_json(one) for one in steps]})
    for step in () if as_json else steps:
        status = f", the server answered {step.status}" if step.status else ""
        named = f", report {', '.join(step.reports)}" if step.reports else ""
        say(f"{step.at}  {step.what}{status}{named}")
        for line in step.changed:
            say(f"    {line}")
    if not steps:
        note(f"Nothing was captured of {page} in this archive.")
    return 0 if steps else 1


def _as_json(step: Step) -> dict[str, Any]:
    return {**asdict(step), "reports": list(step.reports), "changed": list(step.changed)}
