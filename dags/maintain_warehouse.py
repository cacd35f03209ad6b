"""### maintain_warehouse: housekeeping

1. **drop_old_history** deletes codings that were superseded longer ago than the form says; what is current stays.
2. **advise** names the tables with many dead rows, and the command for each.
"""

from __future__ import annotations

from datetime import timedelta

import pendulum
from airflow.sdk import Param, dag, task
from dag_defaults import DEFAULTS


@dag(
    dag_id="maintain_warehouse",
    doc_md=__doc__,
    schedule="@weekly",
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args=DEFAULTS,
    tags=["waqai", "maintenance"],
    params={
        "keep_days": Param(
            730, type="integer", minimum=1, title="Days", description="How long superseded codings are kept"
        )
    },
)
def maintain_warehouse() -> None:
    @task
    def drop_old_history(params: dict[str, int]) -> str:
        from etl.warehouse.maintain import drop_old_history

        deleted = drop_old_history(timedelta(days=params["keep_days"]))
        return "; ".join(f"{table}: {rows} rows deleted" for table, rows in deleted.items()) or "nothing was old enough"

    @task
    def advise() -> str:
        from etl.warehouse.maintain import vacuum_advice

        return "; ".join(vacuum_advice()) or "no table wants a vacuum"

    drop_old_history() >> advise()


maintain_warehouse()
