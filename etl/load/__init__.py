"""Coding and loading: the interface that the command line and the DAGs share.

    plan(target) -> batches; process_batch(id) for each, anywhere, in any order; finish(run_id) -> report

:func:`run_target` composes them on one machine.
"""

from etl.load.batch import process_batch
from etl.load.counts import Counts, RunPlan, RunReport
from etl.load.ledger import finish, plan
from etl.load.recode import Selection, changes, plan_recoding
from etl.load.run import run_planned, run_target

__all__ = [
    "Counts",
    "RunPlan",
    "RunReport",
    "Selection",
    "changes",
    "finish",
    "plan",
    "plan_recoding",
    "process_batch",
    "run_planned",
    "run_target",
]
