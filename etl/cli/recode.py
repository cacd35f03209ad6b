"""``waqai recode``: code again what the warehouse holds."""

from __future__ import annotations

from datetime import datetime

import click

from etl.terminal import console, isolated

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--version", help="Only documents that this version coded.")
@click.option("--source", help="Only documents of this source.")
@click.option("--from", "first", type=_DAY, help="Only documents published on this day or later.")
@click.option("--to", "last", type=_DAY, help="Only documents published on this day or earlier.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Show which events would change; write nothing.")
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Work on so many cores.")
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
    from etl.load import Selection, changes, plan_recoding, prepare_warehouse, run_planned
    from etl.load.report import show_counts, shown_progress
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
    out, kinds = console(), {"+": 0, "-": 0, "~": 0}
    for change in changes(selection, url=url):
        kind = "+" if change.before is None else "-" if change.after is None else "~"
        kinds[kind] += 1
        event = change.after or change.before or {}
        told = ", ".join(
            f"{name} {isolated(str(value))}"
            if change.before is None or change.after is None or change.before[name] == value
            else f"{name} {isolated(str(change.before[name]))} -> {isolated(str(value))}"
            for name, value in event.items()
            if kind != "~" or name in ("event_type", "trigger") or (change.before or {}).get(name) != value
        )
        out.print(f"{kind} {change.document_id} {told}", soft_wrap=True)
    out.print(f"{kinds['+']} events would be added, {kinds['-']} removed, {kinds['~']} changed; nothing was written.")
