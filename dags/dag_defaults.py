"""What every DAG of Waqai shares: owner, retries for transient errors only, timeouts, a word on failure."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset
from airflow.sdk.definitions.retry_policy import ExceptionRetryPolicy, RetryAction, RetryRule

#: Published when new rows are in ``core``; the DAG :data:`REFRESH` runs on it.
EVENTS = Asset("waqai://core/events")

#: Shows new rows to analysts. Airflow queues nothing for a paused DAG: what is announced meanwhile is lost on it.
REFRESH = "refresh_analyst"

#: Bounds the batches that load at once, whatever the number of workers: `airflow pools set waqai_load 16 ...`.
LOAD_POOL = "waqai_load"


def report_failure(context: dict[str, Any]) -> None:
    """One line that an operator can act on; the traceback is in the task's log."""
    instance = context["task_instance"]
    logging.getLogger("waqai").error(
        "%s.%s failed (try %s): %s", instance.dag_id, instance.task_id, instance.try_number, context.get("exception")
    )


# No deadline alerts: `airflow dags test` of Airflow 3.3 fails on a DAG that has one. Each DAG has a timeout instead.
DEFAULTS: dict[str, Any] = {
    "owner": "waqai",
    "retries": 3,
    "retry_delay": timedelta(seconds=20),
    # A factor; True would mean no growth.
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "retry_policy": ExceptionRetryPolicy(
        rules=[RetryRule(exception="etl.errors.TransientError", action=RetryAction.RETRY)],
        # Anything else would fail again: a person has to look.
        default=RetryAction.FAIL,
    ),
    "execution_timeout": timedelta(hours=2),
    "on_failure_callback": report_failure,
}
