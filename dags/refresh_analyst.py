"""### refresh_analyst: checks, then the analysts' views

Runs whenever `ingest_news` or `recode_news` has published new rows, and is on from the start. What is published while
it is paused waits until it is turned on and triggered once; `waqai status` and the log of `publish` say so.

1. **check** runs the quality checks of `etl/warehouse/checks/` on what was coded since they last passed. A check of
   severity *stop* that finds rows ends the run here: the analysts' views stay as they were, and
   `waqai checks --last` shows what was found.
2. **refresh** shows new rows in the views of schema `analyst` and in search, without locking readers out.
3. **freshness** says in one line how old the newest document of each source is.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task
from dag_defaults import DEFAULTS, EVENTS, REFRESH


@dag(
    dag_id=REFRESH,
    doc_md=__doc__,
    # Rows that were loaded are to be seen, also where Airflow pauses whatever is new to it.
    is_paused_upon_creation=False,
    schedule=[EVENTS],
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=DEFAULTS,
    tags=["waqai", "analyst"],
)
def refresh_analyst() -> None:
    @task
    def check() -> str:
        from etl.warehouse.quality import run_checks, stop_if_failed

        return stop_if_failed(run_checks(only_new=True))

    @task
    def refresh() -> str:
        from etl.warehouse.refresh import refresh_views

        return refresh_views()

    @task
    def freshness() -> str:
        from etl.warehouse.refresh import freshness

        return freshness()

    check() >> refresh() >> freshness()


refresh_analyst()
