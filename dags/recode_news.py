"""### recode_news: code again what the warehouse holds

For a new version of the extractor, or a longer lexicon. Reads the texts that the warehouse keeps, not the files.

1. **diff** (dry run) writes to its log which rows would be added, removed or changed, and ends there.
2. **plan** opens a run over the documents that an older version coded, within what the form says.
3. **load_batch** (mapped) codes and loads; the old coding moves to the history tables.
4. **reconcile** closes the run, **publish** announces new rows to `refresh_analyst`.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from dag_defaults import DEFAULTS
from dag_loading import load_planned

log = logging.getLogger("waqai")


@dag(
    dag_id="recode_news",
    doc_md=__doc__,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(days=3),
    default_args=DEFAULTS,
    tags=["waqai", "recode"],
    params={
        "dry_run": Param(True, type="boolean", title="Dry run", description="Only say what would change"),
        "version": Param(None, type=["null", "string"], title="Version", description="Coded by this version only"),
        "source": Param(None, type=["null", "string"], title="Source", description="Of this source only"),
        "first_day": Param(None, type=["null", "string"], format="date", title="Published from"),
        "last_day": Param(None, type=["null", "string"], format="date", title="Published until"),
        "document_ids": Param(None, type=["null", "array"], items={"type": "string"}, title="Documents"),
    },
)
def recode_news() -> None:
    @task
    def diff(params: dict[str, object]) -> str:
        from etl.load import changes
        from etl.load.recode import from_params

        if not params["dry_run"]:
            raise AirflowSkipException("this is no dry run")
        found = list(changes(from_params(params)))
        for change in found:
            log.info("%s", change)
        return f"{len(found)} rows would change; nothing was written"

    @task
    def plan(params: dict[str, object]) -> dict[str, object]:
        from etl.load import plan_recoding
        from etl.load.recode import from_params

        if params["dry_run"]:
            raise AirflowSkipException("a dry run writes nothing")
        return plan_recoding(from_params(params)).as_json()

    diff()
    load_planned(plan())


recode_news()
