"""``waqai remove``: documents out of the warehouse again."""

from __future__ import annotations

from uuid import UUID

import click

from etl.terminal import say


@click.command()
@click.option("--source", help="All documents of this source.")
@click.option("--run", "run_id", help="What this run was the first to load; the beginning of its id will do.")
@click.option("--document", "document_id", type=click.UUID, help="This document.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(source: str | None, run_id: str | None, document_id: UUID | None, yes: bool) -> None:
    """Take a source, a run or a document out of the warehouse, with all that was made of it.

    Texts, events, superseded codings and corrections go in one transaction; `waqai status` shows ids of runs. Running
    over the files again loads them anew.
    """
    from etl.load.remove import Wanted
    from etl.load.remove import remove as take_out
    from etl.warehouse.prepare import prepare_warehouse
    from etl.warehouse.refresh import refresh_views

    if sum(value is not None for value in (source, run_id, document_id)) != 1:
        raise click.UsageError("say what to remove: --source, --run or --document")
    wanted = Wanted(source, run_id, str(document_id) if document_id else None)
    url = prepare_warehouse()
    would = take_out(wanted, write=False, url=url)
    what = f"{would.documents:,} documents with {would.events:,} events and {would.corrections:,} corrections"
    if would.kept:
        say(f"{would.kept:,} documents stay: an earlier run loaded them.")
    if not yes:
        click.confirm(f"Remove {what} for good?", abort=True)
    take_out(wanted, url=url)
    refresh_views(url)
    say(f"Removed: {what}.")
