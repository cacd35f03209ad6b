"""A whole run on one machine."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_context, parent_process

from etl.errors import TransientError
from etl.load.batch import process_batch
from etl.load.counts import RunPlan, RunReport
from etl.load.ledger import BATCH_FILES, attended, finish, plan
from etl.load.statements import told_apart
from etl.terminal import show_warnings
from etl.warehouse.connect import database_url
from etl.warehouse.refresh import renew_kept

#: Called with the number of files done and of all files.
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def run_target(
    target: str,
    *,
    published_on: date | str | None = None,
    source: str | None = None,
    processes: int = 1,
    progress: Progress = no_progress,
    url: str | None = None,
) -> RunReport:
    """Code and load the files at ``target`` on ``processes`` cores; the rows do not depend on how many.

    Raises as :func:`etl.load.plan`, :func:`etl.load.process_batch` and :func:`etl.load.finish`.
    """
    address = url or database_url()
    planned = plan(
        target, published_on=published_on, source=source, batch_files=BATCH_FILES // 4, workers=processes, url=address
    )
    return run_planned(planned, processes=processes, progress=progress, url=address)


def run_planned(
    planned: RunPlan, *, processes: int = 1, progress: Progress = no_progress, url: str | None = None
) -> RunReport:
    """Process the batches of ``planned`` on ``processes`` cores and close the run. Raises as :func:`run_target`."""
    address = url or database_url()
    done = planned.files_unchanged
    progress(done, planned.files_in)
    with attended(planned.run_id, url=address):
        for files in _process(planned, processes, address):
            done += files
            progress(done, planned.files_in)
    report = finish(planned.run_id, url=address)
    with told_apart():
        renew_kept(address)  # under Airflow the checks come first: refresh_analyst
    return report


def _begin_work() -> None:
    # Ctrl-C goes to all of us: the batches under way are brought to their end, and only the first process goes on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    show_warnings()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A first process that is killed ends nobody: its workers would wait for their next batch for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _process(planned: RunPlan, processes: int, address: str) -> Iterator[int]:
    if processes == 1 or len(planned.batch_ids) < 2:
        for batch_id in planned.batch_ids:
            yield process_batch(batch_id, url=address).files_in
        return
    # Spawned, not forked: a fork would share our connections and threads.
    workers = min(processes, len(planned.batch_ids))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_work) as pool:
        waiting = [pool.submit(process_batch, batch_id, url=address) for batch_id in planned.batch_ids]
        try:
            for future in as_completed(waiting):
                yield future.result().files_in
        except BrokenProcessPool:
            raise TransientError(
                "a worker process was killed, perhaps for want of memory; run it again, what is loaded is left alone"
            ) from None
        finally:
            for future in waiting:
                future.cancel()
