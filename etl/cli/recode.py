"""``waqai recode``: code again what the warehouse holds."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import click

from etl.cli import options
from etl.terminal import isolated, say

if TYPE_CHECKING:
    from etl.load.compare import Change

#: What tells one row of a document from another, as far as a table has it.
_TELLING = ("event_id", "role", "event_type", "kind", "start_offset", "surface", "figure_id", "reason_code")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--version", help="Only documents that this version coded.")
@click.option("--source", help="Only documents of this source.")
@click.option("--from", "first", type=_DAY, help="Only documents published on this day or later.")
@click.option("--to", "last", type=_DAY, help="Only documents published on this day or earlier.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Name every row that would change; write nothing.")
@options.processes
def recode(
    version: str | None,
    source: str | None,
    first: datetime | None,
    last: datetime | None,
    documents: tuple[str, ...],
    dry_run: bool,
    processes: int,
) -> None:
    """Code again the documents that an older version of the extractor or of its tables coded."""
    from etl.load import Selection, changes, plan_recoding, run_planned
    from etl.load.report import show_counts, shown_progress
    from etl.warehouse.prepare import prepare_warehouse
    from etl.warehouse.refresh import refresh_views

    first_day, last_day = (day.date().isoformat() if day else None for day in (first, last))
    selection = Selection(version, source, first_day, last_day, documents or None)
    url = prepare_warehouse()
    if not dry_run:
        with shown_progress() as progress:
            report = run_planned(plan_recoding(selection, url=url), processes=processes, progress=progress, url=url)
        refresh_views(url)
        show_counts(report)
        return
    counts: Counter[tuple[str, str]] = Counter()
    for change in changes(selection, url=url):
        kind = "added" if change.before is None else "removed" if change.after is None else "changed"
        counts[change.table, kind] += 1
        say(f"{kind:7} {_described(change)}")
    for (table, kind), number in sorted(counts.items()):
        say(f"{table}: {number:,} would be {kind}")
    say("Nothing was written." if counts else "No row would change.")


def _described(change: Change) -> str:
    """One line: document, table, what the row is, and what of it would change."""
    row = change.after or change.before or {}
    names = [name for name in _TELLING if row.get(name) is not None]
    told = [f"{name} {isolated(str(row[name]))}" for name in names if name not in change.changed]
    told += [
        name if name in {"why", "decided"} else f"{name} {isolated(str(old))} -> {isolated(str(new))}"
        for name, (old, new) in change.changed.items()
    ]
    return f"{change.document_id} {change.table} {', '.join(told)}"
