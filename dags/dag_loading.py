"""What follows every plan: batches loaded side by side, the run closed and measured, new rows announced.

Metrics go to where this Airflow sends its own, StatsD or OpenTelemetry; without either they go nowhere.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from airflow.sdk import task
from airflow.sdk.exceptions import AirflowFailException, AirflowRuntimeError, AirflowSkipException
from airflow.sdk.observability.stats import Stats, normalize_name_for_stats
from dag_defaults import EVENTS, LOAD_POOL, REFRESH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from airflow.sdk import XComArg
    from airflow.sdk.types import DagRunProtocol as DagRun
    from airflow.sdk.types import RuntimeTaskInstanceProtocol as RuntimeTaskInstance

    from etl.load import Counts, RunReport

log = logging.getLogger("waqai")


def load_planned(planned: XComArg) -> None:
    """Wire batches, load_batch, reconcile and publish behind ``planned``, a run plan as JSON."""
    loaded = load_batch.expand(batch_id=batches(planned))
    reconciled = reconcile(planned)
    loaded >> reconciled
    publish(reconciled)


@task
def batches(planned: dict[str, Any]) -> list[str]:
    return planned["batch_ids"]


@task(pool=LOAD_POOL)
def load_batch(batch_id: str) -> str:
    from etl.load import process_batch

    began = time.monotonic()
    return said(process_batch(batch_id), time.monotonic() - began)


# Whatever came of the batches: a run that lost one is closed too, as failed.
@task(trigger_rule="all_done")
def reconcile(planned: dict[str, Any] | None, params: dict[str, Any], dag_run: DagRun) -> str:
    from etl.load import finish
    from etl.warehouse.refresh import newest_days

    if planned is None:
        if params.get("dry_run"):
            raise AirflowSkipException("a dry run has no run to close")
        raise AirflowFailException("nothing was planned: see the log of plan")
    report = finish(planned["run_id"])
    measure_run(dag_run.dag_id, report)
    measure_lag(newest_days(), datetime.now(UTC).date())
    return said(report.counts, (report.finished_at - report.started_at).total_seconds())


@task(outlets=[EVENTS])
def publish(summary: str, ti: RuntimeTaskInstance) -> str:
    if is_paused(ti, REFRESH):
        log.warning(
            "%s is paused and will not hear of this: analysts do not see the new rows. Turn it on and trigger it once",
            REFRESH,
        )
    return summary


def is_paused(instance: RuntimeTaskInstance, dag_id: str) -> bool:
    """Whether the scheduler leaves the DAG alone; False where this Airflow does not know it (`airflow dags test`)."""
    try:
        return instance.get_dag(dag_id).is_paused
    except AirflowRuntimeError:
        return False


def said(counts: Counts, seconds: float) -> str:
    """The line on ``counts`` that is written to the task's log."""
    line = f"{counts.summary()}; {seconds:.1f} s"
    log.info(line)
    return line


def measure_run(dag_id: str, report: RunReport) -> None:
    """Count what the run did, time it, and say how many items are in quarantine."""
    for name, count in asdict(report.counts).items():
        Stats.incr(f"waqai.{dag_id}.{name}", count)
    Stats.timing(f"waqai.{dag_id}.duration", report.finished_at - report.started_at)
    Stats.gauge("waqai.in_quarantine", sum(report.in_quarantine.values()))


def measure_lag(newest: Mapping[str, date | None], today: date) -> None:
    """Days since each source last published something that is in the warehouse, and since any of them did."""
    lags = {source: (today - day).days for source, day in newest.items() if day}
    for source, days in lags.items():
        name = normalize_name_for_stats(source, log_warning=False).replace(".", "_")
        Stats.gauge(f"waqai.lag_days.{name}", days)
    if lags:
        Stats.gauge("waqai.lag_days", min(lags.values()))
