"""`letapis demo`: the whole way on the reports that come with Letapis."""

from __future__ import annotations

import webbrowser
from importlib.resources import files
from pathlib import Path

import click

from letapis.cli.options import FILE, example, json_option, language_option
from letapis.cli.terminal import note, progress, say, say_json, set_aside


@click.command(short_help="The whole way on the example reports.", epilog=example("letapis demo --once"))
@click.option("--once", is_flag=True, help="Do not open a browser.")
@click.option(
    "-o", "--output", type=FILE, default="letapis-demo", show_default=True, metavar="DIR", help="Where it goes."
)
@language_option
@json_option
@click.pass_context
def demo(ctx: click.Context, /, once: bool, output: Path, lang: str, as_json: bool) -> None:
    """Seal, code and reconcile the example reports, and publish their chronicle."""
    from letapis.archive.archive import Archive
    from letapis.workflow import open_archive
    from letapis.workflow.ingest import add
    from letapis.workflow.publish import chronicle
    from letapis.workflow.reconcile import reconcile

    archive: Archive = open_archive(output / "archive", create=True, by="demo", plain=True).archive
    with progress() as show:
        added = add(archive, [examples()], "demo", progress=show)
        done = reconcile(archive, progress=show)
        written = chronicle(
            done.record, done.documents, output / "chronicle", lang, refused=done.refused, progress=show
        )
    if as_json:
        say_json({"archive": str(archive.root), "index": str(written.index), "reports": len(done.documents)})
    else:
        set_aside((*added.refused, *done.refused))
        say(f"{len(done.documents)} example report(s) are sealed in {archive.root}.")
        say(f"Their chronicle: {written.index}")
        note("It is a plain archive, as the examples are invented: whoever has the disk reads it. Yours: letapis init")
    if not once:
        webbrowser.open(written.index.resolve().as_uri())
    ctx.exit(1 if added.refused or done.refused else 0)


def examples() -> Path:
    """The folder of example reports: of the checkout, or of the installed package."""
    inside = Path(str(files("letapis")))
    for folder in (inside.parent / "examples" / "reports", inside / "examples" / "reports"):
        if folder.is_dir():
            return folder
    raise click.ClickException("the example reports are not installed; run it from a checkout of Letapis.")
