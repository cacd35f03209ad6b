"""``waqai run``: files in, rows out, without Airflow."""

from __future__ import annotations

from datetime import datetime

import click

from etl.cli import options


@click.command()
@click.argument("target")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication of files that do not say it.")
@click.option("--source", help="Source of files that do not say it.")
@options.processes
def run(target: str, published: datetime | None, source: str | None, processes: int) -> None:
    """Code the files at TARGET (a file, a folder, an fsspec address) and load them into the warehouse."""
    from etl.load import run_target
    from etl.load.report import show_report, shown_progress
    from etl.warehouse.prepare import prepare_warehouse
    from etl.warehouse.refresh import refresh_views

    url = prepare_warehouse()
    day = published.date() if published else None
    with shown_progress() as progress:
        report = run_target(target, published_on=day, source=source, processes=processes, progress=progress, url=url)
    refresh_views(url)
    show_report(report, url=url)
