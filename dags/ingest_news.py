"""### ingest_news: raw news files to rows

Finds what is new under the target, codes it and loads it.

1. **plan** looks at every file, leaves out what the ledger knows to be unchanged, and writes size-balanced batches
   to `ops.batches`; only their ids travel between tasks.
2. **load_batch** (mapped) reads, codes and loads one batch in one transaction. A document that cannot be loaded ends
   alone in `ops.quarantine`; the rest goes in.
3. **reconcile** closes the run, whatever came of its batches: files in = loaded + unchanged + quarantined, or it fails.
4. **publish** announces new rows to `refresh_analyst`.

Running it again is always safe: ids come from content, and what is loaded already is left alone.

A target with `{day}` in it (`s3://landing/news/{day}`) reads one folder a day, when the day is over: then missed days
are caught up with from `WAQAI_FIRST_DAY` on, and days whose files came late are looked at again by
`airflow backfill create --dag-id ingest_news --from-date ... --to-date ... --reprocess-behavior completed`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pendulum
from airflow.sdk import CronDataIntervalTimetable, Param, dag, task
from dag_defaults import DEFAULTS
from dag_loading import load_planned

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol as DagRun

LANDING = os.environ.get("WAQAI_LANDING", "seeds/news")
BY_DAY = "{day}" in LANDING
SCHEDULE = os.environ.get("WAQAI_SCHEDULE", "@daily" if BY_DAY else "@hourly") or None
FIRST_DAY = pendulum.parse(os.environ.get("WAQAI_FIRST_DAY", "2024-01-01"))


@dag(
    dag_id="ingest_news",
    doc_md=__doc__,
    # The run of a day starts when the day is over, and still counts as of that day.
    schedule=CronDataIntervalTimetable(SCHEDULE, timezone="UTC") if BY_DAY and SCHEDULE else SCHEDULE,
    start_date=FIRST_DAY,
    catchup=BY_DAY,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args=DEFAULTS,
    tags=["waqai", "ingest"],
    params={
        "target": Param(
            LANDING,
            type="string",
            title="Files",
            description="A file, a folder or an fsspec address (s3://...); {day} stands for the day of the run",
        ),
        "published_on": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Publication day",
            description="For files that do not say it themselves",
        ),
        "source": Param(None, type=["null", "string"], title="Source", description="For files that do not say it"),
    },
)
def ingest_news() -> None:
    @task
    def plan(params: dict[str, str | None], dag_run: DagRun) -> dict[str, object]:
        from etl.load import plan

        day = (dag_run.logical_date or dag_run.run_after).date().isoformat()
        target = params["target"].replace("{day}", day)
        return plan(target, published_on=params["published_on"], source=params["source"]).as_json()

    load_planned(plan())


ingest_news()
