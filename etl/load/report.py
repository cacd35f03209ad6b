"""What a run says at its end: the events, and counts that add up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl.load.counts import Counts, RunReport
from etl.load.run import Progress as ProgressCallback
from etl.load.statements import execute, transaction
from etl.terminal import NARROW, cards, isolated
from etl.terminal import console as standard_output
from etl.warehouse.connect import connect

#: Rows that a terminal shows; the rest is a query away.
SHOWN = 40


def show_report(report: RunReport, *, console: Console | None = None, url: str | None = None) -> None:
    """Print the events that the run of ``report`` coded, and its counts."""
    out = console or standard_output()
    connection = connect(url)
    try:
        with transaction(connection) as cursor:
            is_new = report.counts.documents_loaded > 0
            rows = execute(cursor, "report_events", run_id=report.run_id, is_new=is_new, limit=SHOWN).fetchall()
    finally:
        connection.close()
    if rows:
        out.print(_events(rows, is_new, out.width))
    show_counts(report, console=out)


def show_counts(report: RunReport, *, console: Console | None = None) -> None:
    """Print the counts of a run: in = loaded + unchanged + quarantined."""
    out = console or standard_output()
    counts = report.counts
    table = Table(box=None, pad_edge=False)
    for heading in ("", "in", "=", "loaded", "+", "unchanged", "+", "quarantined"):
        table.add_column(heading, justify="right" if heading else "left")
    for of in ("files", "documents"):
        found, loaded, unchanged, held = _line(counts, of)
        table.add_row(of, found, "=", loaded, "+", unchanged, "+", held)
    out.print(table)
    out.print(f"{counts.events_loaded:,} events coded.")
    for remark in (*counts.remarks(), *report.warnings()):
        out.print(f"Warning: {remark}.")
    if not counts.files_in:
        out.print("There was nothing to do.")
    elif counts.files_in == counts.files_unchanged and not counts.documents_quarantined:
        out.print("All files are unchanged since they were last processed; no row was added.")
    if report.in_quarantine:
        reasons = ", ".join(f"{reason} {items}" for reason, items in report.in_quarantine.items())
        out.print(f"In quarantine: {reasons}.")


@contextmanager
def shown_progress(console: Console | None = None) -> Iterator[ProgressCallback]:
    """A progress bar on a terminal, for :func:`etl.load.run_target`; silent where the output is none."""
    columns = (TextColumn("files"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console or standard_output(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update


def _line(counts: Counts, of: str) -> list[str]:
    return [f"{getattr(counts, f'{of}_{what}'):,}" for what in ("in", "loaded", "unchanged", "quarantined")]


def _events(rows: list[Any], is_new: bool, width: int) -> RenderableType:
    total = rows[0].total
    shown = f"{total:,}" if total <= SHOWN else f"{len(rows)} of {total:,}; the view events has them all"
    title = f"Events {'of this run' if is_new else 'in the database'} ({shown})"
    if width < NARROW:
        told = ([_days(row.starts_on, row.ends_on), *map(isolated, _values(row))] for row in rows)
        return cards(title, list(_widths(width)), told)
    table = Table(title=title, title_justify="left")
    widths = _widths(width)
    for heading, size in widths.items():
        table.add_column(heading, width=size, no_wrap=True)
    for row in rows:
        cells = [isolated(value, size) for value, size in zip(_values(row), list(widths.values())[1:], strict=True)]
        table.add_row(_days(row.starts_on, row.ends_on), *cells)
    return table


def _values(row: Any) -> tuple[str | None, ...]:
    return row.event_type, row.sources_en, row.targets_en, row.place, row.figures, row.sentence


def _widths(width: int) -> dict[str, int]:
    """Columns of a table ``width`` wide, one line an event: what does not fit the sentence's column is cut."""
    narrow = {"day": 10, "type": 12, "who": 14, "whom": 14, "where": 11, "how many": 14}
    wide = {"day": 22, "type": 16, "who": 24, "whom": 24, "where": 16, "how many": 22}
    chosen = wide if width >= 200 else narrow
    borders = 3 * (len(chosen) + 1) + 1
    return {**chosen, "sentence": max(24, width - sum(chosen.values()) - borders)}


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return str(first) if last in (first, None) else f"{first}..{last}"
