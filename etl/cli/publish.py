"""Commands of the analyst: export, report, browse."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.terminal import console, say

if TYPE_CHECKING:
    from etl.publish import Selection

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)
_FORMATS = ("csv", "xlsx", "parquet", "geojson", "hxl", "acled", "polecat")


def _selecting(command: Any) -> Any:
    """The options that say which events."""
    for option in (
        click.option("--actor", "actors", multiple=True, help="Only events of this actor, or of all so called."),
        click.option("--place", "places", multiple=True, help="Only events there: a name, an id or an ISO code."),
        click.option("--type", "types", multiple=True, help="Only events of this type; may be given several times."),
        click.option("--to", "last", type=_DAY, help="Only events of this day or earlier."),
        click.option("--from", "first", type=_DAY, help="Only events of this day or later."),
    ):
        command = option(command)
    return command


@click.command()
@click.option("--format", "file_format", type=click.Choice(_FORMATS), default="csv", show_default=True)
@click.option("--view", help="View of schema analyst to export [default: events].")
@click.option("--for-spreadsheet", is_flag=True, help="Make csv, hxl, acled or polecat safe to open in a spreadsheet.")
@_selecting
@click.option("--out", type=_FILE, required=True, help="File to write; it appears when it is complete.")
def export(file_format: str, view: str | None, for_spreadsheet: bool, out: Path, **chosen: Any) -> None:
    """Write a view, or events in the columns of HXL, ACLED or POLECAT, to a file."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from etl.publish import export as write
    from etl.publish.export import LINES

    selection = _selection(**chosen)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} rows"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("rows", total=None)
        count = write(
            out,
            file_format,
            selection,
            view,
            spreadsheet=for_spreadsheet,
            progress=lambda n: bar.update(task, completed=n),
            tell=_tell,
        )
    say(f"{out}: {count:,} rows, {out.stat().st_size:,} bytes", err=True)
    if file_format in LINES and not for_spreadsheet:
        say("For a spreadsheet program take xlsx, or --for-spreadsheet: text from the news may be a formula.", err=True)


@click.command()
@_selecting
@click.option("--evidence", type=click.IntRange(0), default=300, show_default=True, help="Sentences to list at most.")
@click.option("--out", type=_FILE, default="report.html", show_default=True, help="File to write.")
def report(evidence: int, out: Path, **chosen: Any) -> None:
    """Write one HTML page with map, timeline, casualties, dyads and evidence; it needs no network to be read."""
    from etl.publish import write_report

    events = write_report(out, _selection(**chosen), evidence=evidence, tell=_tell)
    say(f"{out}: {events:,} events, {out.stat().st_size:,} bytes", err=True)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
def browse(port: int) -> None:
    """Serve the evidence reader on this machine alone: search, filter, read the articles with all that was found."""
    from etl.browse import serve

    serve(port)


def _selection(
    first: datetime | None,
    last: datetime | None,
    types: tuple[str, ...],
    places: tuple[str, ...],
    actors: tuple[str, ...],
) -> Selection:
    from etl.publish import Selection

    return Selection(first.date() if first else None, last.date() if last else None, types, places, actors)


def _tell(line: str) -> None:
    say(line, err=True)
