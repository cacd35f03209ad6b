"""### ingest_news: raw news files to rows

Finds what is new under the target, codes it and loads it.

1. **plan** looks at every file, leaves out what the ledger knows to be unchanged, and writes size-balanced batches
   to `ops.batches`; only their ids travel between tasks.
2. **load_batch** (mapped) reads, codes and loads one batch in one transaction. A document that cannot be loaded ends
   alone in `ops.quarantine`; the rest goes in.
3. **reconcile** closes the run: files in = loaded + unchanged + quarantined, or the run fails.
4. **publish** announces new rows to `refresh_analyst`.

Running it again is always safe: ids come from content, and what is loaded already is left alone.

A target with `{day}` in it (`s3://landing/news/{day}`) reads one folder a day, that of the run's own day: then missed
days are caught up with, and `airflow backfill create --dag-id ingest_news --from-date ... --to-date ...` loads more.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pendulum
from airflow.sdk import Param, dag, task
from dag_defaults import DEFAULTS, EVENTS, LOAD_POOL

if TYPE_CHECKING:
    from airflow.sdk.types import DagRunProtocol as DagRun

LANDING = os.environ.get("WAQAI_LANDING", "seeds/news")


@dag(
    dag_id="ingest_news",
    doc_md=__doc__,
    schedule=os.environ.get("WAQAI_SCHEDULE", "@hourly") or None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup="{day}" in LANDING,
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

    @task
    def batches(planned: dict[str, object]) -> list[str]:
        return planned["batch_ids"]

    @task(pool=LOAD_POOL)
    def load_batch(batch_id: str) -> str:
        from etl.load import process_batch

        return process_batch(batch_id).summary()

    @task(trigger_rule="none_failed")
    def reconcile(planned: dict[str, object]) -> str:
        from etl.load import finish

        return finish(planned["run_id"]).summary()

    @task(outlets=[EVENTS])
    def publish(summary: str) -> str:
        return summary

    planned = plan()
    loaded = load_batch.expand(batch_id=batches(planned))
    reconciled = reconcile(planned)
    loaded >> reconciled
    publish(reconciled)


ingest_news()
